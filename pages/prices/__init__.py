"""Prices: all prices of the book with their dates, sources and confidence."""
