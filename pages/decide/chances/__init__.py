"""The ranges of a plan, and the spread of costs that follows from them."""
