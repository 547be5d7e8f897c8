"""How figures and names are written for people."""

import datetime as dt
import re
from decimal import ROUND_HALF_EVEN, Decimal

from pricing.prices.book import Entry
from pricing.prices.schema import Life
from pricing.scenario import Month, Quality, Scenario

NOT_PRICED = "Not priced"
COMPONENTS = {
    "text_input": "Prompt text",
    "image_input": "Reference images",
    "image_output": "Generated images",
    "further_megapixels": "Further megapixels",
    "tiles": "Tiles of the image",
}
TIERS = {"low": "Low", "medium": "Medium", "high": "High"}


def money(amount: Decimal | None) -> str:
    """`$1,267.20`; below a dollar with four decimals, `$0.0422`; unknown is not zero."""
    if amount is None:
        return NOT_PRICED
    places = Decimal("0.01")
    if 0 < amount < Decimal("0.99995"):
        places = Decimal("0.0001") if amount >= Decimal("0.0001") else Decimal("0.000001")
    return f"${amount.quantize(places, ROUND_HALF_EVEN):,f}"


def signed_money(amount: Decimal) -> str:
    """`+$120.00` or `-$3.50`: a difference."""
    return f"{'-' if amount < 0 else '+'}{money(abs(amount))}"


def whole_money(amount: Decimal) -> str:
    """`$17,220`, for titles; cents only below $100."""
    return f"${amount.quantize(Decimal(1), ROUND_HALF_EVEN):,f}" if amount >= 100 else money(amount)


def number(value: Decimal | float) -> str:
    """`12,700` or `1.5`: no trailing zeros."""
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def compact(value: float) -> str:
    """`12.7K`, `1.2M`: for volumes on a slider or an axis."""
    for size, letter in ((1_000_000, "M"), (1_000, "K")):
        if value >= size * 0.9995:
            return f"{value / size:.3g}{letter}"
    return f"{value:g}"


def mix(quality: Quality) -> str:
    """`30% low, 50% medium, 20% high`; tiers without a share are left out."""
    return ", ".join(f"{share}% {tier}" for tier, share in quality.shares())


def span(months: int) -> str:
    """`A year`, `1 month` or `18 months`."""
    return "A year" if months == 12 else "1 month" if months == 1 else f"{months} months"


def axis_money(value: float) -> str:
    """`$0.50`, `$1.2M`, `$3.4B`: a tick of an axis, with as many digits as it has."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")):
        if abs(value) >= size:
            return f"${number(round(value / size, 6)):}{letter}"
    if value == round(value):
        return f"${value:.0f}"
    whole, _, decimals = number(round(value, 12)).partition(".")
    return f"${whole}.{decimals.ljust(2, '0')}"


def day(value: dt.date) -> str:
    """`24 Nov 2026`."""
    return f"{value.day} {value:%b %Y}"


def price_book(scenario: Scenario) -> str:
    """`24 Nov 2026` or `the May 2025 guide`: whose prices count."""
    return day(scenario.price_date) if scenario.price_date else "the May 2025 guide"


def month(value: Month) -> str:
    """`Nov 2026`."""
    return f"{value.first_day:%b %Y}"


def model_label(entry: Entry, today: dt.date) -> str:
    """The model's name, with the end of its life where that is known."""
    said = end(entry.model.life, today)
    return f"{entry.model.name} ({said})" if said else entry.model.name


def end(life: Life, today: dt.date) -> str:
    """`ends 1 Dec 2026` or `shut down 12 May 2026`, with both days where sources disagree; empty without an end."""
    if not life.ends:
        return ""
    disagree = ", sources disagree" if len(life.ends) > 1 else ""
    return f"{'shut down' if max(life.ends) <= today else 'ends'} {' or '.join(map(day, life.ends))}{disagree}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, with no link, icon or entity made of it."""
    escaped = "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:&" else char for char in text)
    # Addresses and icons are found after escapes are read: a space of no width keeps them text.
    return re.sub(r"(?i)(www(?=\\\.)|\\:(?=\S)|@)", "\\1\u200b", escaped)
