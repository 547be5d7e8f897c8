"""Decide: what saves, what fits a budget, what moves the bill, how sure the figure is, and future changes."""
