"""Plan: what a scenario costs a month, what drives it, and how it goes on."""
