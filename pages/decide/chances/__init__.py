"""How sure a plan is: its ranges, and what follows from them."""
