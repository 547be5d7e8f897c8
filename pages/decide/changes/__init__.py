"""What changes on the way of a plan: the calendar of its events, and the form for one more."""
