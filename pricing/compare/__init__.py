"""The same scenario on every service: rows, volumes, which to choose, the hand-over to a developer."""
