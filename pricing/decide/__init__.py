"""What to change, what fits a budget, what moves the bill, and how sure it is."""
