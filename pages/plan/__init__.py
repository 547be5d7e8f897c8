"""Plan: the cost of a scenario a month, its parts, and its forecast."""
