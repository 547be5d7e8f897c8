"""What people call the fields of a scenario: on controls, in differences, in files."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from pricing.wording.messages import CurrencyCode, Message, message

_CURRENCY = CurrencyCode()
LABELS: Mapping[str, Message] = {
    "prices": message("Price date"),
    "name": message("Name"),
    "model": message("Model"),
    "images": message("Images per day"),
    "days": message("Days a month"),
    "quality": message("Quality mix"),
    "size": message("Resolution"),
    "prompt": message("Prompt, text tokens"),
    "refs": message("Reference images a request"),
    "refsize": message("Size of a reference, pixels"),
    "fidelity": message("Input fidelity"),
    "needs": message("The images need"),
    "buys": message("Vendor's quality for low, medium, high"),
    "partials": message("Partial images streamed for each image"),
    "thinking": message("Text and thinking given out with an image, tokens"),
    "tries": message("Images made for one that is used"),
    "reuse": message("Reused from your cache, %"),
    "batch": message("Sent as a batch, %"),
    "discount": message("Discount off list, %"),
    "growth": message("Growth a month, %"),
    "ranges": message("Ranges"),
    "start": message("First month"),
    "months": message("Months of forecast"),
    "budget": message("Budget a month, {currency}", currency=_CURRENCY),
    "together": message("How far volumes move together, %"),
    "pricerange": message("Range of the vendors' prices, %"),
    "events": message("What changes"),
    "peak": message("Busiest minute, times the average"),
    "accepted": message("Images accepted in your own trial, %"),
    "contract": message("Where a discount counts in a comparison"),
    "currency": message("Currency"),
    "rate": message("Units of the currency for one USD"),
    "rate_day": message("Day of the rate of exchange"),
    "own_image": message("Own cost of an image, {currency}", currency=_CURRENCY),
    "own_month": message("Own costs a month, {currency}", currency=_CURRENCY),
    "users": message("Users a month"),
    "revenue": message("Revenue of a user a month, {currency}", currency=_CURRENCY),
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
