"""Scenarios: what is saved, its history, and saved scenarios side by side."""
