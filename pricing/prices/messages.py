"""What the price book says of itself to people: how a figure was read, and the names of what models can do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from pricing.prices.base import Confidence, Source, Unit
from pricing.prices.capabilities import FactField
from pricing.prices.search import ServiceWithoutPrice
from pricing.values.month import Month
from pricing.wording.messages import Figure, Items, Message, as_written, message


def how_read(confidence: Confidence, source: Source, vendor: str) -> Message:
    """`quoted in an article of 1 Oct 2026; not read at OpenAI`: where a figure was read, and where it was not."""
    day = _day(source)
    match confidence:
        case Confidence.OFFICIAL:
            return message("read at {vendor}, or in a copy of its page, {day}", vendor=vendor, day=day)
        case Confidence.TRANSCRIBED:
            return _quoted(source, day, vendor)
        case Confidence.RESELLER:
            return message("a reseller's figure, read {day}", day=day)
        case Confidence.DERIVED:
            return message("worked out from figures read {day}; not printed by {vendor}", day=day, vendor=vendor)
        case Confidence.ESTIMATED:
            return message("estimated from few measurements, read {day}; not from {vendor}", day=day, vendor=vendor)
        case Confidence.CONFLICTING:
            return message("sources disagree; this one was read {day}", day=day)
    assert_never(confidence)


def read_when(source: Source) -> Message:
    """`5 Oct 2026`, or `in or before Oct 2026` where the day is not known."""
    if source.read is None:
        return message("in or before {month}", month=Month.of(source.last_read))
    return message("{day}", day=source.read)


def read_source(title: str, read: dt.date | Month) -> Message:
    """A source with the day on which it was read, or the latest month in which it can have been."""
    if isinstance(read, Month):
        return message("{source}, read in or before {month}", source=title, month=read)
    return message("{source}, read {day}", source=title, day=read)


def how_sure(confidence: Confidence) -> Message:
    """The same of several figures together, which have no one source: `quoted by others, not read at the vendor`."""
    match confidence:
        case Confidence.OFFICIAL:
            return message("read at the vendor")
        case Confidence.TRANSCRIBED:
            return message("quoted by others, not read at the vendor")
        case Confidence.RESELLER:
            return message("a reseller's figure")
        case Confidence.DERIVED:
            return message("worked out from published figures")
        case Confidence.ESTIMATED:
            return message("estimated from few measurements")
        case Confidence.CONFLICTING:
            return message("sources disagree")
    assert_never(confidence)


def _quoted(source: Source, day: Figure, vendor: str) -> Message:
    match source.through:
        case "article":
            return message("quoted in an article of {day}; not read at {vendor}", day=day, vendor=vendor)
        case "price list":
            return message("in an open price list of {day}; not read at {vendor}", day=day, vendor=vendor)
        case "reseller":
            return message("quoted by a reseller, read {day}; not read at {vendor}", day=day, vendor=vendor)
        case "copy":
            return message("in a copy that others made, read {day}; not read at {vendor}", day=day, vendor=vendor)
        case None:
            return message("quoted by others, read {day}; not read at {vendor}", day=day, vendor=vendor)
    assert_never(source.through)


def _day(source: Source) -> Figure:
    """The day, or that it was in or before a month."""
    if source.read is not None:
        return source.read
    return message("in or before {month}", month=Month.of(source.last_read))


def price_unknown(name: str, maker: str) -> Message:
    return message(
        "{name} ({maker}) is on sale. Its price is not in our sources, so it is in no total.", name=name, maker=maker
    )


def price_unknown_on(name: str, maker: str, day: dt.date) -> Message:
    return message(
        "{name} ({maker}) was on sale on {day}. Its price is not in our sources, so it is in no total.",
        name=name,
        maker=maker,
        day=day,
    )


def no_list_price(name: str) -> Message:
    return message("{name} has no list of prices, so it is in no total.", name=name)


def without_price(service: ServiceWithoutPrice) -> Message:
    """Why something that is on sale has no price here."""
    match service.why:
        case "no list":
            return no_list_price(service.name)
        case "unknown" if service.on_sale_by is not None:
            return price_unknown_on(service.name, service.maker, service.on_sale_by)
        case "unknown":
            return price_unknown(service.name, service.maker)
    assert_never(service.why)


def compared_only(name: str) -> Message:
    return message(
        "{name} is sold by subscription: it is compared on the Compare page, and is no model of a plan.", name=name
    )


def nothing_named(text: str) -> Message:
    return message(
        "Nothing in the price book is called {text}, nor anything that we know to be on sale without a price.",
        text=text,
    )


CAPABILITY_NAMES: Mapping[FactField, Message] = {
    "makes_from_text": message("Makes images from text alone"),
    "edits": message("Edits images that are sent to it"),
    "references_most": message("Reference images it takes at most"),
    "output": message("Kind of image"),
    "transparent": message("Transparent background"),
    "shapes": message("Shapes (width to height)"),
    "prompt_most": message("Longest prompt"),
    "images_a_request": message("Images from one request at most"),
    "batch": message("Batch processing"),
    "streaming": message("Sends the image in parts while it is made"),
    "partial_images": message("Partial images it streams at most"),
    "partial_tokens": message("Tokens per partial image"),
    "thinking": message("Text and thought beside the image"),
    "rate": message("Rate limit"),
    "seconds": message("Time to make an image"),
    "sizes": message("Sizes"),
    "pixels_least": message("Fewest pixels"),
    "pixels_most": message("Most pixels"),
    "edge_least": message("Shortest edge"),
    "edge_most": message("Longest edge"),
    "ratio_most": message("Most extreme shape"),
    "edge_multiple": message("Edges are multiples of"),
}
"""Field of a fact -> its name for people."""


UNITS: Mapping[Unit, Message] = {
    "USD per 1M tokens": message("USD per 1M tokens"),
    "USD per image": message("USD per image"),
    "CNY per image": message("CNY per image"),
    "credits per image": message("credits per image"),
    "USD per first megapixel": message("USD per first megapixel"),
    "USD per further megapixel": message("USD per further megapixel"),
    "USD per megapixel": message("USD per megapixel"),
    "USD per step": message("USD per step"),
    "USD per tile": message("USD per tile"),
    "USD per credit": message("USD per credit"),
    "USD per result": message("USD per result"),
    "credits per result": message("credits per result"),
    "USD per month": message("USD per month"),
    "USD per year": message("USD per year"),
    "USD per GPU hour": message("USD per GPU hour"),
    "GPU minutes per job": message("GPU minutes per job"),
    "GPU minutes per month": message("GPU minutes per month"),
    "credits per job": message("credits per job"),
    "credits per month": message("credits per month"),
}
"""Units of prices, as shown. The vendors' currency stays: a price is theirs."""

# Units of rates and quantities, as shown. The vendors' currency stays: a rate is theirs.

_RATES: Mapping[str, Message] = {
    "per 1M tokens": message("{rate} {currency} per 1M tokens"),
    "per image": message("{rate} {currency} per image"),
    "per first megapixel": message("{rate} {currency} per first megapixel"),
    "per further megapixel": message("{rate} {currency} per further megapixel"),
    "per megapixel": message("{rate} {currency} per megapixel"),
    "per step": message("{rate} {currency} per step"),
    "per tile": message("{rate} {currency} per tile"),
    "per credit": message("{rate} {currency} per credit"),
    "per result": message("{rate} {currency} per result"),
    "per month": message("{rate} {currency} per month"),
    "per year": message("{rate} {currency} per year"),
    "per GPU hour": message("{rate} {currency} per GPU hour"),
}
_OTHER_RATES: Mapping[str, Message] = {
    "credits per image": message("{rate} credits per image"),
    "credits per result": message("{rate} credits per result"),
    "GPU minutes per job": message("{rate} GPU minutes per job"),
    "GPU minutes per month": message("{rate} GPU minutes per month"),
    "credits per job": message("{rate} credits per job"),
    "credits per month": message("{rate} credits per month"),
}
_QUANTITIES: Mapping[str, Message] = {
    "tokens": message("{number} tokens"),
    "images": message("{number} images"),
    "megapixels": message("{number} megapixels"),
    "first megapixels": message("{number} first megapixels"),
    "further megapixels": message("{number} further megapixels"),
    "steps": message("{number} steps"),
    "tiles": message("{number} tiles"),
}


_QUANTITY_UNITS: Mapping[str, Message] = {
    "tokens": message("tokens"),
    "images": message("images"),
    "megapixels": message("megapixels"),
    "first megapixels": message("first megapixels"),
    "further megapixels": message("further megapixels"),
    "steps": message("steps"),
    "tiles": message("tiles"),
}
PROCESSINGS: Mapping[str, Message] = {"standard": message("standard"), "batch": message("batch")}
"""How a generation is processed -> as shown."""


def quantity_unit(unit: str) -> Message:
    """The unit of a quantity alone, as a column of a table has it."""
    if unit.startswith("images of "):
        return message("images of {size}", size=unit.removeprefix("images of "))
    return _QUANTITY_UNITS.get(unit, as_written(unit))


def rate(amount: Decimal, unit: str) -> Message:
    """A rate with its unit as the price book has it: `30 USD per 1M tokens`."""
    currency, _, per = unit.partition(" ")
    text = _OTHER_RATES.get(unit) or _RATES.get(per) or message("{rate} {unit}")
    return replace(text, places=(("rate", amount), ("currency", currency), ("unit", unit)))


def quantity(number: Figure, unit: str) -> Message:
    """A quantity with its unit; `images of 1024x1024` are those of a size that others are counted in."""
    if unit.startswith("images of "):
        return message("{number} images of {size}", number=number, size=unit.removeprefix("images of "))
    text = _QUANTITIES.get(unit) or message("{number} {unit}")
    return replace(text, places=(("number", number), ("unit", unit)))


CAPABILITY_UNITS: Mapping[str, Message] = {
    "pixels": message("pixels"),
    "images a request": message("images a request"),
    "requests a minute": message("requests a minute"),
    "requests a second": message("requests a second"),
    "requests in ten seconds": message("requests in ten seconds"),
    "long to short side": message("long to short side"),
    "characters": message("characters"),
    "images": message("images"),
    "at once": message("at once"),
    "images a minute": message("images a minute"),
    "images a day": message("images a day"),
    "tokens": message("tokens"),
    "seconds an image": message("seconds an image"),
    "tokens a generation": message("tokens a generation"),
    "tokens an edit": message("tokens an edit"),
    "partial images": message("partial images"),
    "output tokens a partial image": message("output tokens a partial image"),
    "USD in ten minutes": message("USD in ten minutes"),
    "character images": message("character images"),
    "style images": message("style images"),
    "English words": message("English words"),
    "UTF-16 units": message("UTF-16 units"),
}
"""Units of what models can do -> as shown."""
NOT_IN_OUR_SOURCES = message("not in our sources")


def capability(value: Figure, unit: str, level: str, others: Sequence[Figure]) -> Message:
    """`16 images a request`, `5 images a minute (Tier 1)`, `no, or yes by another source`."""
    known = CAPABILITY_UNITS.get(unit, as_written(unit))
    text: Figure = message("{number} {unit}", number=value, unit=known) if unit else value
    if level:
        text = message("{text} ({level})", text=text, level=level)
    if others:
        return message("{text}, or {others} by another source", text=text, others=Items(tuple(others), "or"))
    return text if isinstance(text, Message) else message("{text}", text=text)


_VALUES: Mapping[str, Message] = {"raster": message("pixels (raster)"), "svg": message("vectors (SVG)")}


def capability_value(value: bool | int | str | Sequence[str]) -> Figure:
    """A value of a fact, as shown."""
    match value:
        case bool():
            return message("yes") if value else message("no")
        case int() | str():
            return _VALUES.get(str(value), value)
    return Items(tuple(_VALUES.get(each, each) for each in value), "list")
