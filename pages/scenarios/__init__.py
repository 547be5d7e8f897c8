"""Scenarios: saved scenarios, their history, and a comparison of them."""
