"""The lines of the report that compares a feed with the price book, and the errors of feeds."""

from collections.abc import Mapping, Sequence

from pricing.wording.messages import Items, Message, message

STATUSES: Mapping[str, Message] = {
    "same": message("same"),
    "settled": message("settled"),
    "missing here": message("missing here"),
    "missing there": message("missing there"),
    "differs": message("differs"),
    "newer": message("newer"),
}
"""Status in the JSON -> its words."""
NOTHING = message("nothing")


def counts(numbers: Sequence[tuple[str, int]]) -> Message:
    items = tuple(message("{number} {status}", number=number, status=STATUSES[status]) for status, number in numbers)
    return message("{counts}", counts=Items(items, "list"))


def sourced(text: str | Message, source: str, day: str) -> Message:
    """A text with the address and the day of its source; either may be empty."""
    if source and day:
        return message("{text} ({source}, {day})", text=text, source=source, day=day)
    if source or day:
        return message("{text} ({source})", text=text, source=source or day)
    return message("{text}", text=text)


def here(amount: str) -> Message:
    """The amount in the price book; empty if it has none."""
    return message("{amount} here", amount=amount or NOTHING)


def in_feed(amount: str, feed: str) -> Message:
    return message("{amount} in {feed}", amount=amount or NOTHING, feed=feed)


def only_in_feed(status: str, model: str, feed: Message) -> Message:
    """`feed` is its name, with its source."""
    return message("{status}: {model}, in {feed}", status=STATUSES[status], model=model, feed=feed)


def only_in_book(status: str, model: str, book: Message, feed: str) -> Message:
    """`book` is `in_book` with its source."""
    return message(
        "{status}: {model}, {book}, not in {feed}", status=STATUSES[status], model=model, book=book, feed=feed
    )


def in_book() -> Message:
    return message("here")


def apart(status: str, model: str, price: str, book: Message, feed: Message, unit: str) -> Message:
    """A price that both have: `book` and `feed` are their amounts with their sources."""
    if not unit:
        return message(
            "{status}: {model}, {price}: {book}, {feed}",
            status=STATUSES[status],
            model=model,
            price=price,
            book=book,
            feed=feed,
        )
    return message(
        "{status}: {model}, {price}: {book}, {feed}; {unit}",
        status=STATUSES[status],
        model=model,
        price=price,
        book=book,
        feed=feed,
        unit=unit,
    )


# Errors of feeds: one line, which names the file and what is accepted.


def accepted(feeds: Sequence[str]) -> Message:
    return message("a wheel of {feeds}, or the price file in it", feeds=Items(tuple(feeds), "list"))


def cannot_be_read(file: str, accepted: Message, problem: str) -> Message:
    """`problem` is the text of Python's exception."""
    return message("{file}: it cannot be read as {accepted} ({problem})", file=file, accepted=accepted, problem=problem)


def no_image_prices(file: str, accepted: Message) -> Message:
    return message("{file}: no prices of image models; accepted: {accepted}", file=file, accepted=accepted)


def too_large(file: str, megabytes: int) -> Message:
    return message("{file}: larger than {megabytes} MB", file=file, megabytes=megabytes)


def too_large_unpacked(file: str, member: str, megabytes: int) -> Message:
    return message(
        "{file}: {member} is larger than {megabytes} MB unpacked", file=file, member=member, megabytes=megabytes
    )


def not_opened(file: str, problem: str, accepted: Message) -> Message:
    """`problem` is the error text of the operating system."""
    return message("{file}: {problem}; accepted: {accepted}", file=file, problem=problem, accepted=accepted)


def no_known_prices(file: str, accepted: Message) -> Message:
    return message(
        "{file}: a zip archive without prices that are known; accepted: {accepted}", file=file, accepted=accepted
    )
