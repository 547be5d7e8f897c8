"""A table of text with a button in its rows."""
