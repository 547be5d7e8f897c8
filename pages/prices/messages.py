"""What the Prices page says: what one looks for, the tables of prices, and one model over time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.prices.base import Component
from pricing.wording.messages import Figure, Items, Message, as_written, counted, message

# What one looks for.

FIND = message("Find a model or a seller")
FIND_EXAMPLE = message("gpt-image-2, Nano Banana, Midjourney")
GUIDE = message("Prices of the May 2025 guide")
SERVICES = message("Services")
ALL_SERVICES = message("All services")
DAY = message("Valid on")
DAY_HELP = message("Clear it to see the prices of all days in the book.")
ONE_MODEL = message("One model over time")


# The table of prices.

EVERY_MODEL = message("every model")
SOLD = message("yes")
NO_LONGER = message("no longer sold")
BILLED = message("used in the bill")
PRINTED = message("published only")
HEADINGS: dict[str, Message] = {
    "Model": message("Model"),
    "What": message("Component"),
    "Amount": message("Amount"),
    "Unit": message("Unit"),
    "Quality": message("Quality"),
    "Size": message("Size"),
    "Service": message("Service"),
    "From": message("From"),
    "Until": message("Until"),
    "How it was read": message("How it was read"),
    "Source": message("Source"),
    "Read": message("Read"),
    "Use": message("Billed or not"),
    "Sold": message("On sale"),
    "Note": message("Note"),
}
COMPONENTS: Mapping[Component, Message] = {
    "text_input": message("text input"),
    "cached_text_input": message("cached text input"),
    "image_input": message("image input"),
    "cached_image_input": message("cached image input"),
    "image_output": message("image output"),
    "text_output": message("text output"),
    "partial_images": message("partial images"),
    "further_megapixels": message("further megapixels"),
    "tiles": message("tiles"),
    "operation": message("operation"),
    "credit": message("credit"),
    "plan": message("plan"),
    "gpu_time": message("GPU time"),
    "gpu_minutes": message("GPU minutes"),
    "credits": message("credits"),
}


def in_a_batch(component: Message) -> Message:
    return message("{component}, batch", component=component)


def title(prices: int, last: int, day: dt.date | None, guide: bool) -> Message:
    """How many prices the table has, and how many of them are the last ones of models that are no longer sold."""
    if guide:
        return counted("{number} price of the guide", "{number} prices of the guide", prices)
    if day is None:
        return counted("{number} price of all times", "{number} prices of all times", prices)
    in_force = counted("{number} price valid on {day}", "{number} prices valid on {day}", prices, day=day)
    if not last:
        return in_force
    return counted(
        "{prices} and {number} last price of a model that is no longer sold",
        "{prices} and {number} last prices of models that are no longer sold",
        last,
        prices=in_force,
    )


def table(heading: Message) -> Message:
    """The table of prices, for those who do not see it; `heading` is `title`."""
    return message("{heading}: each with unit, dates, source and how it was read", heading=heading)


# When vendors were read.

VENDORS = message("When each vendor was last read, oldest first")
ON_ONE_READING = message("The prices that rest on one reading:")
ON_ONE_READING_TABLE = message("The prices that rest on one reading, with their sources")
NOT_KNOWN = message("not known")
VENDOR_HEADINGS: dict[str, Message] = {
    "Vendor": message("Vendor"),
    "Last read": message("Last read"),
    "Days ago": message("Days ago"),
    "Oldest reading": message("Oldest reading"),
    "Prices": message("Prices"),
    "On one reading": message("On one reading"),
    "Source": message("Source"),
}


LAST_READ = message("When each vendor was last read")


def longest_ago(vendor: str, when: Message) -> Message:
    return message("When each vendor was last read: longest ago {vendor}, {when}", vendor=vendor, when=when)


def on_one_reading(alone: int, prices: int, unknown: Sequence[str]) -> Message:
    """`unknown` are the vendors of which only the month of the last reading is known."""
    places: dict[str, Figure] = {"prices": prices}
    if not unknown:
        return counted(
            "{number} of {prices} prices of models on sale rests on one reading: the price book notes no other with "
            "the same figure.",
            "{number} of {prices} prices of models on sale rest on one reading: the price book notes no other with "
            "the same figure.",
            alone,
            **places,
        )
    return counted(
        "{number} of {prices} prices of models on sale rests on one reading: the price book notes no other with the "
        "same figure. First stand those whose day is not known: {vendors}.",
        "{number} of {prices} prices of models on sale rest on one reading: the price book notes no other with the "
        "same figure. First stand those whose day is not known: {vendors}.",
        alone,
        vendors=Items(tuple(unknown)),
        **places,
    )


# One model.

CAPABILITY_HEADINGS: Mapping[str, Message] = {
    "What it can do": message("What it can do"),
    "Value": message("Value"),
    "Source": message("Source"),
    "Read": message("Read"),
    "How it was read": message("How it was read"),
    "Note": message("Note"),
}


def released(day: dt.date) -> Message:
    return message("Released on {day}.", day=day)


def end_announced(day: dt.date) -> Message:
    return message("Its end was announced on {day}.", day=day)


def end_of_life(end: str) -> Message:
    """`end` says when: `shut down 12 May 2026`, `ends 1 Dec 2026`."""
    return message("Availability: {end}.", end=end)


def successor(model: str) -> Message:
    return message("The vendor names {model} as its successor.", model=model)


def not_priced(qualities: Sequence[str], reason: str) -> Message:
    """`reason` is the price book's."""
    return message(
        "No price here for {qualities} quality: {reason}", qualities=Items(tuple(qualities)), reason=as_written(reason)
    )


def series(quality: str, size: str, component: Message) -> Message:
    """What a line of prices is of; the vendor's quality and the size are empty where they do not matter."""
    parts: tuple[Figure, ...] = (*filter(None, (quality, size)), component)
    return message("{series}", series=Items(parts, "list"))


def steps(model: str, changes: int, since: dt.date, prices: int, later: int, unit: Message) -> Message:
    """How often the prices in a unit moved; `later` of them came after the first day."""
    moved = counted("{number} change", "{number} changes", changes) if changes else message("no change")
    places: dict[str, Figure] = {
        "model": model,
        "moved": moved,
        "since": since,
        "prices": counted("{number} price", "{number} prices", prices),
        "unit": unit,
    }
    if not later:
        return message("{model}: {moved} since {since} in {prices}, {unit}", **places)
    return message(
        "{model}: {moved} since {since} in {prices}, {later} of them added later, {unit}", later=later, **places
    )


def today(amounts: Sequence[tuple[str, Decimal]]) -> Message:
    """The prices of a chart on its last day, each with what it is of."""
    items = tuple(message("{name} {amount}", name=name, amount=amount) for name, amount in amounts)
    return message("Today: {prices}", prices=Items(items, "list"))


def capabilities(model: str) -> Message:
    return message("What {model} can do", model=model)
