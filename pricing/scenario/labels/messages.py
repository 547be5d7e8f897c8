"""What a plan is called: its fields, qualities, parts of a bill, ranges and events."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce

from pricing.scenario.workload import Need
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import CurrencyCode, Items, Message, Money, Percent, as_written, message

_CURRENCY = CurrencyCode()
LABELS: Mapping[str, Message] = {
    "prices": message("Price date"),
    "name": message("Name"),
    "model": message("Model"),
    "images": message("Images per day"),
    "days": message("Days per month"),
    "quality": message("Quality mix"),
    "size": message("Resolution"),
    "prompt": message("Prompt, text tokens"),
    "refs": message("Reference images per request"),
    "refsize": message("Size of a reference, pixels"),
    "fidelity": message("Input fidelity"),
    "needs": message("The images need"),
    "buys": message("Quality of the vendor for low, medium and high"),
    "partials": message("Partial images streamed for each image"),
    "thinking": message("Text and thinking given out with an image, tokens"),
    "tries": message("Images made per image used"),
    "reuse": message("Reused from your cache, %"),
    "batch": message("Sent as a batch, %"),
    "discount": message("Discount on list prices, %"),
    "growth": message("Growth per month, %"),
    "ranges": message("Ranges"),
    "start": message("First month"),
    "months": message("Months of forecast"),
    "budget": message("Budget per month, {currency}", currency=_CURRENCY),
    "together": message("How far volumes move together, %"),
    "pricerange": message("Range of the vendors' prices, %"),
    "events": message("What changes"),
    "peak": message("Busiest minute as a multiple of the average"),
    "accepted": message("Images accepted in your own trial, %"),
    "contract": message("Where a discount counts in a comparison"),
    "currency": message("Currency"),
    "rate": message("Units of the currency for one USD"),
    "raterange": message("Range of the rate of exchange, %"),
    "rate_day": message("Day of the rate of exchange"),
    "own_image": message("Own cost per image, {currency}", currency=_CURRENCY),
    "own_month": message("Own costs per month, {currency}", currency=_CURRENCY),
    "users": message("Users per month"),
    "revenue": message("Revenue per user and month, {currency}", currency=_CURRENCY),
    "services": message("Services"),
    "map": message("What each quality buys"),
    "missing": message("A quality that has no price at a service"),
    "term": message("Subscriptions"),
    "relax": message("Midjourney jobs that may wait (Relax), %"),
    "company": message("Our company has more than $1M of revenue a year"),
    "stealth": message("Images must stay private (Stealth)"),
    "own": message("Yours"),
}
"""By the key of the field."""
HIGH_SHARE = message("High quality, %")
COMPONENTS: Mapping[str, Message] = {
    "text_input": message("Prompt text"),
    "image_input": message("Reference images"),
    "image_output": message("Generated images"),
    "text_output": message("Text given out"),
    "partial_images": message("Partial images"),
    "further_megapixels": message("Further megapixels"),
    "tiles": message("Tiles of the image"),
    "own": message("Own costs"),
}
"""The parts of a bill."""
PROCESSINGS: Mapping[str, Message] = {"standard": message("standard"), "batch": message("batch")}
TIERS: Mapping[str, Message] = {"low": message("Low"), "medium": message("Medium"), "high": message("High")}
QUALITIES: Mapping[str, Message] = {"low": message("low"), "medium": message("medium"), "high": message("high")}
"""Within a sentence."""
NEEDS: Mapping[Need, Message] = {
    "text": message("Legible words in the picture"),
    "transparent": message("Transparent background"),
    "vector": message("Vector graphics"),
}
_YES_NO = {"yes": message("yes"), "no": message("no")}
CHOICES: Mapping[str, Mapping[str, Message]] = {
    "fidelity": {level: QUALITIES[level] for level in ("low", "high")},
    "needs": {str(need): name for need, name in NEEDS.items()},
    "contract": {
        "vendor": message("At the vendor of the plan's models alone"),
        "everywhere": message("At every service"),
    },
    "missing": {"move": message("the nearest one there"), "leave": message("left out of every service")},
    "term": {"monthly": message("paid by the month"), "annual": message("paid a year ahead")},
    "company": _YES_NO,
    "stealth": _YES_NO,
}
"""By the key of a field, and the word of a link."""
EXAMPLES: Mapping[str, Message] = {
    "Guide 1: text to image, 1,000 a day": message("Guide 1: text to image, 1,000 a day"),
    "Guide 2: product shots with a reference": message("Guide 2: product shots with a reference"),
    "Guide 3: mobile app with a mix": message("Guide 3: mobile app with a mix"),
    "Guide 1 to 3 together: three workloads": message("Guide 1 to 3 together: three workloads"),
    "Small: a prototype": message("Small: a prototype"),
    "Medium: a product feature": message("Medium: a product feature"),
    "Large: a consumer app": message("Large: a consumer app"),
}
"""By the names of `pricing.scenario.examples`."""
NONE = message("none")
THE_GUIDE = message("the May 2025 guide")


def rate_of_exchange(rate: Decimal, currency: str, day: dt.date | None) -> Message:
    """At which rate the vendors' prices are counted in the currency of a plan."""
    if day is None:
        return message("1 USD = {rate} {currency}", rate=rate, currency=currency)
    return message("1 USD = {rate} {currency} on {day}", rate=rate, currency=currency, day=day)


def prices_and_rate(prices: str, rate: Message) -> Message:
    """Whose prices count, and at which rate of exchange."""
    return message("{prices}, {rate}", prices=prices, rate=rate)


def units_for_one(currency: str, other: str) -> Message:
    """What a rate of exchange counts."""
    return message("{currency} for one {other}", currency=currency, other=other)


def book_revision(hash: str, day: dt.date) -> Message:
    return message("revision {hash} of {day}", hash=hash, day=day)


def share_of_tier(tier: str, share: int) -> Message:
    """A part of a quality mix."""
    match tier:
        case "low":
            return message("{share} low", share=Percent(share))
        case "medium":
            return message("{share} medium", share=Percent(share))
    return message("{share} high", share=Percent(share))


def share_of_size(size: Size, share: int) -> Message:
    return message("{size} {share}", size=size, share=Percent(share))


def accepted_share(model: str, accepted: Decimal) -> Message:
    return message("{model} {percent}", model=model, percent=Percent(accepted, in_full=True))


def quality(name: str) -> Message:
    """A quality within a sentence; one of a vendor's own as the vendor writes it."""
    return QUALITIES.get(name, as_written(name))


def listed(items: list[Message]) -> Message:
    return message("{items}", items=Items(tuple(items), "list"))


def in_a_row(texts: Sequence[Message]) -> Message:
    """Several texts with semicolons between."""
    first, *others = texts
    return reduce(lambda before, after: message("{before}; {after}", before=before, after=after), others, first)


def price_of_tier(tier: str, price: str) -> Message:
    """A price with every digit that it has."""
    match tier:
        case "low":
            return message("low {price}", price=price)
        case "medium":
            return message("medium {price}", price=price)
    return message("high {price}", price=price)


def own_prices(prices: list[Message]) -> Message:
    return message("{prices} {currency} per image", prices=Items(tuple(prices), "list"), currency=_CURRENCY)


def own_factor(model: str, factor: str, base_url: str) -> Message:
    if base_url:
        return message("{model} x {factor} at {address}", model=model, factor=factor, address=base_url)
    return message("{model} x {factor}", model=model, factor=factor)


def own_machines(an_hour: str, images_an_hour: Decimal | int) -> Message:
    return message(
        "{price} {currency} per GPU hour, {images} images per hour",
        price=an_hour,
        currency=_CURRENCY,
        images=images_an_hour,
    )


def processed_size(size: str, processing: str) -> Message:
    """A size, and how it is processed where not as ever."""
    if processing == "batch":
        return message("{size}, batch", size=size)
    if processing == "standard":
        return message("{size}", size=size)
    return message("{size}, {processing}", size=size, processing=processing)


def range_of(label: Message, low: Decimal, high: Decimal) -> Message:
    return message("{label} {low} to {high}", label=label, low=low, high=high)


def price_range(low: Decimal, high: Decimal) -> Message:
    return message("{low} to {high}", low=Percent(low, signed=True), high=Percent(high, signed=True))


# Events: when, of which workload, and what.


def event(first: Month, last: Month | None, workload: str, change: Message) -> Message:
    """Something that changes from a month on, to another one or for good; `workload` is empty for all of them."""
    if last is None and not workload:
        return message("From {first}: {change}", first=first, change=change)
    if last is None:
        return message("From {first}, {workload}: {change}", first=first, workload=workload, change=change)
    if not workload:
        return message("{first} to {last}: {change}", first=first, last=last, change=change)
    return message("{first} to {last}, {workload}: {change}", first=first, last=last, workload=workload, change=change)


def paid_once(month: Month, amount: Decimal) -> Message:
    return message("{month}: {amount} once", month=month, amount=Money(amount))


def on_model(model: str) -> Message:
    return message("on {model}", model=model)


def rates_change(percent: Decimal) -> Message:
    return message("vendors' rates {percent}", percent=Percent(percent, signed=True))


def volume_changes(percent: Decimal) -> Message:
    return message("volume {percent}", percent=Percent(percent, signed=True))
