"""Values with a grammar of their own: sizes, months, exact amounts."""
