"""The first row of every page."""
