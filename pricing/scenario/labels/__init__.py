"""The labels of the fields of a scenario."""
