"""What the menu says beside the names of the pages."""

from pricing.wording.messages import Message, message


def pages() -> Message:
    return message("Pages")


def cost_a_month(amount: str) -> Message:
    return message("{amount} a month", amount=amount)


def language() -> Message:
    return message("Language")
