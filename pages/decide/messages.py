"""What the Decide page says of what is typed there."""

from decimal import Decimal

from pricing.wording.messages import Message, message


def an_end(low: Decimal, high: Decimal) -> Message:
    return message("a number from {low} to {high} other than the other end", low=low, high=high)
