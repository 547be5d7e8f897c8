"""Prices: every price in the book with its dates, source and confidence."""
