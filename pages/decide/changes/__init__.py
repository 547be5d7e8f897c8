"""Future changes of a plan: the list of its events, and the form for one more."""
