"""The tables of a bill and of its months."""
