"""What the Prices page asks for."""

from pricing.wording.messages import Message, message


def find() -> Message:
    return message("Find a model or a seller")


def find_example() -> Message:
    return message("gpt-image-2, Nano Banana, Midjourney")
