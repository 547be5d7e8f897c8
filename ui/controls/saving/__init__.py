"""Saving a plan, the saved one that is open, and its link and files in every shape that they are sent in."""
