"""What a chart says beside its figure."""

from pricing.wording.messages import Figure, Message, message


def described(title: str, shown: Figure) -> Message:
    """A chart for those who do not see it."""
    return message("{title}. {shown}", title=title, shown=shown)


def keep_as_picture() -> Message:
    return message("Keep as a picture (PNG)")


def whole_screen() -> Message:
    return message("Show on the whole screen")


def leave_whole_screen() -> Message:
    return message("Back to the page")


def back_from_zoom() -> Message:
    return message("Double-click to see the whole chart again")
