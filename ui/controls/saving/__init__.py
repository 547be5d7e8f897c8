"""Saving a plan, the open saved scenario, and the links and files of a plan."""
