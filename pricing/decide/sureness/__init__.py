"""How sure a plan is: its sentences."""
