"""What differs between two plans, and how each difference moves the monthly cost."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal, localcontext
from itertools import accumulate
from typing import NamedTuple

from pricing.estimate import estimate
from pricing.exact import EXACT
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario import Quality, Scenario, SizeMix

LABELS = {
    "prices": "Price date",
    "model": "Model",
    "images": "Images per day",
    "days": "Days a month",
    "quality": "Quality mix",
    "size": "Resolution",
    "prompt": "Prompt, text tokens",
    "refs": "Reference images a request",
    "refsize": "Size of a reference, pixels",
    "fidelity": "Input fidelity",
    "tries": "Tries for one used image",
    "reuse": "Reused from your cache, %",
    "batch": "Sent as a batch, %",
    "discount": "Discount off list, %",
    "growth": "Growth a month, %",
    "start": "First month",
    "months": "Months of forecast",
    "budget": "Budget a month, USD",
}
"""What the controls call each field."""

STEPS = {
    "Volume": ("images", "days"),
    "Quality mix": ("quality",),
    "Size": ("size",),
    "Model": ("model",),
    "Price": ("prices",),
    "Other levers": ("prompt", "refs", "refsize", "fidelity", "tries", "reuse", "batch", "discount"),
}
"""The steps of a waterfall in their order, with the fields that each applies. The rest change no month's bill."""


class Change(NamedTuple):
    """A field that differs, and both its values as text for people; of a list, only what came and went, as `after`."""

    field: str
    label: str
    before: str
    after: str


class Step(NamedTuple):
    """One bar of a waterfall: the fields that it applies on top of the steps before it."""

    label: str
    fields: tuple[str, ...]
    """Those that differ."""
    amount: Decimal
    """USD a month more, exact; negative where it saves."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The way from one monthly cost to another; the steps add up exactly to the difference."""

    start: Decimal
    end: Decimal
    steps: tuple[Step, ...]

    @property
    def change(self) -> Decimal:
        """USD a month more, exact; negative where it saves."""
        return EXACT.subtract(self.end, self.start)

    @property
    def levels(self) -> list[Decimal]:
        """The cost at the start and after each step, exact."""
        with localcontext(EXACT):
            return list(accumulate((step.amount for step in self.steps), initial=self.start))

    @property
    def main_step(self) -> Step | None:
        """The largest step in the direction of the change; None where nothing changes."""
        sign = 1 if self.change > 0 else -1
        steps = [step for step in self.steps if sign * step.amount > 0] if self.change else []
        return max(steps, key=lambda step: abs(step.amount), default=None)


@dataclass(frozen=True, slots=True)
class NoWaterfall:
    """Why there is no way to show; the cost of the end that has one."""

    start: Decimal | None
    end: Decimal | None
    reason: str


class Correction(NamedTuple):
    """A stored cost that the same plan has no more, since a price of the book was corrected; USD a month."""

    stored: Decimal | None
    now: Decimal | None


def correction(stored: Decimal | None, scenario: Scenario, books: PriceBooks) -> Correction | None:
    """Whether a saved scenario costs something else than what was stored with it, on the very same terms."""
    now = estimate(scenario, books).per_month
    return None if now == stored else Correction(stored, now)


def changes(before: Scenario, after: Scenario) -> tuple[Change, ...]:
    """The fields that differ, in the order of the link."""
    return tuple(
        Change(name, LABELS[name], _text(getattr(before, name)), _text(getattr(after, name)))
        for name in _differing(before, after, tuple(field.name for field in fields(Scenario)))
    )


def waterfall(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> Waterfall | NoWaterfall:
    """Explain the monthly cost of `after` from that of `before`, step by step.

    Where a plan half-way has no price, its step is merged with the next one. List prices end `today`.
    """
    start, end = (_per_month(scenario, books, today) for scenario in (before, after))
    if isinstance(start, str) or isinstance(end, str):
        reasons = [f"{when}: {cost}" for when, cost in (("Before", start), ("After", end)) if isinstance(cost, str)]
        known_start, known_end = (None if isinstance(cost, str) else cost for cost in (start, end))
        return NoWaterfall(known_start, known_end, " ".join(reasons))
    return Waterfall(start, end, tuple(_steps(before, after, start, books, today)))


def _steps(before: Scenario, after: Scenario, start: Decimal, books: PriceBooks, today: dt.date) -> Iterator[Step]:
    """The last step always has a price: it ends at the bill of `after`."""
    scenario, cost = before, start
    labels: list[str] = []
    applied: list[str] = []
    for label, names in STEPS.items():
        differing = _differing(before, after, names)
        if not differing:
            continue
        labels.append(label)
        applied += differing
        scenario = replace(scenario, **{name: getattr(after, name) for name in differing})
        reached = _per_month(scenario, books, today)
        if isinstance(reached, Decimal):
            yield Step(_joined(labels), tuple(applied), EXACT.subtract(reached, cost))
            cost = reached
            labels, applied = [], []


def _differing(before: Scenario, after: Scenario, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _per_month(scenario: Scenario, books: PriceBooks, today: dt.date) -> Decimal | str:
    """USD a month, or why there is no price."""
    book, day = books[scenario.prices], scenario.price_date
    if scenario.model not in book.priced:
        return f"{scenario.model} has no price in {'the list prices' if day else 'the May 2025 guide'}."
    entry = book[scenario.model]
    if day is not None and day < entry.first_priced:
        return f"{entry.model.name} has prices from {entry.first_priced} on, not on {day}."
    if day is not None and day > today:
        return f"Prices are known until {today}, not for {day}."
    bill = estimate(scenario, books)
    if bill.per_month is None:
        return " ".join(dict.fromkeys(gap.reason for gap in bill.unpriced))
    return bill.per_month


def _joined(labels: list[str]) -> str:
    """`Model and price`, `Size, model and price`."""
    *most, last = [label if place == 0 else label.lower() for place, label in enumerate(labels)]
    return f"{', '.join(most)} and {last}" if most else last


def _text(value: object) -> str:
    match value:
        case None:
            return "none"
        case Quality():
            return ", ".join(f"{share}% {tier}" for tier, share in value.shares())
        case SizeMix() if len(value) > 1:
            return ", ".join(f"{share}% {size}" for size, share in value)
        case int() | Decimal():
            text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case str() if value == GUIDE:
            return "May 2025 guide"
    return str(value)
