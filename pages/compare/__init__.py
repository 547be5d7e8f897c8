"""Compare: the scenario on every service, and a recommendation."""
