"""The words for what a scenario has."""
