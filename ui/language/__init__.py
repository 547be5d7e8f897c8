"""The language of a reader: which it is, and the switch in the header that changes it."""
