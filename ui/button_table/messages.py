"""What a table of text with buttons says beside its cells."""

from pricing.wording.messages import Message, message


def choose() -> Message:
    """The heading of the buttons."""
    return message("Choose")


def more() -> Message:
    """A button: it shows the other columns of a row."""
    return message("More")


def more_of(name: str) -> Message:
    """The same for a screen reader."""
    return message("More of {name}", name=name)
