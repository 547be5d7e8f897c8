"""Cells of a table as days, amounts and words; how a column is read is decided once, from all its cells."""
