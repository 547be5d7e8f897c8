"""What the exports say: why there are no prices to answer with."""

import datetime as dt
from collections.abc import Iterable

from pricing.wording.messages import Items, Message, message


def not_in_the_book(models: Iterable[str]) -> Message:
    return message("it is not in the price book; it takes {models}", models=Items(tuple(models), "list"))


def prices_from(model: str, first: dt.date) -> Message:
    return message("{model} has prices from {first} on", model=model, first=str(first))
