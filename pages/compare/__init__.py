"""Compare: the same scenario on every service, and which to choose."""
