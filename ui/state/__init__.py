"""What lives longer than a run: the address bar, the visitor, prices and the store."""
