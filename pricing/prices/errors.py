"""What a price file that cannot be used is refused with."""


class PriceBookError(Exception):
    """A price file that cannot be used; names the file, the model and the key."""
