"""State that outlives a run: the address, the visitor, prices and the store."""
