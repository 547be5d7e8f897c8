"""What was billed, held against the scenario: how far it is off, what would explain it, and where the year lands."""
