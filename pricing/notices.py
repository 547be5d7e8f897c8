"""What a reader of an estimate must know beside the figure."""

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from pricing.effort import between_models
from pricing.estimate import Estimate, estimate
from pricing.life import gone, lives_through
from pricing.offer import nearest_offered
from pricing.prices import Confidence, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.rules import PatchInput
from pricing.scenario import Scenario

STALE_AFTER = dt.timedelta(days=90)


class Notice(NamedTuple):
    """One thing to know; `code` is stable, `message` is plain text for people."""

    code: str
    message: str


class Replacement(NamedTuple):
    """A live model that can take over a plan, with what the plan costs there."""

    entry: Entry
    estimate: Estimate
    effort: str
    """What the plan's qualities take there, where the same word takes other tokens; else empty."""
    because: str
    """Why it is not the successor that the vendor names; empty where it is, or none is named."""


def notices(bill: Estimate, books: PriceBooks, today: dt.date) -> list[Notice]:
    """The notices of an estimate, the most important first."""
    found = _about_life(bill, books, today) + _about_offer(bill) + _about_figures(bill, today)
    return [Notice(code, message) for code, message in found]


def replacement(scenario: Scenario, books: PriceBooks, today: dt.date) -> Replacement | None:
    """The successor, or else the newest model of the same service, that lives through the horizon and has a
    price for the whole plan today.
    """
    book = books.listed
    if scenario.model not in book:
        return None
    entry = book[scenario.model]
    services = {entry.model.service}
    if entry.model.life.successor:
        services.add(book[entry.model.life.successor].model.service)
    successor = book.entries.get(entry.model.life.successor)
    siblings = sorted(
        (other for other in book.entries.values() if other.model.service in services),
        key=lambda other: (other.model.id == entry.model.life.successor, other.model.life.released),
        reverse=True,
    )
    because = ""
    for other in siblings:
        if other is entry:
            continue
        taken = _taken_over(scenario, other, books, today)
        if not isinstance(taken, str):
            return Replacement(other, taken, between_models(taken.scenario, entry, other), because)
        if other is successor:
            because = f"{other.model.name}, the named successor, {taken}"
    return None


def _taken_over(scenario: Scenario, other: Entry, books: PriceBooks, today: dt.date) -> Estimate | str:
    """The plan on another model at today's prices, or why that cannot be."""
    end = other.model.life.shut_down
    if other.model.billing == "subscription":
        return "is a subscription"
    if gone(end, today):
        return "is no longer sold"
    if not lives_through(end, scenario):
        return "ends within the plan"
    if other.first_priced > today:
        return "has no price yet"
    bill = estimate(replace(nearest_offered(scenario, other), prices=today), books)
    return bill if bill.per_month is not None else "has no price here for this plan"


def whose_prices(bill: Estimate) -> str:
    """What the prices of a model that ends are: its last ones, those of an earlier day, or the guide's."""
    day = bill.scenario.price_date
    if day is None:
        return "the guide's prices"
    changed = any(
        price.from_ > day and (bill.ends is None or price.from_ < bill.ends) for price in bill.entry.model.prices
    )
    return f"its prices of {_day(day)}" if changed else "its last prices"


def _about_life(bill: Estimate, books: PriceBooks, today: dt.date) -> list[tuple[str, str]]:
    scenario = bill.scenario
    entry, end = books.listed.entries.get(scenario.model), bill.ends
    if entry is None or end is None or (end > today and lives_through(end, scenario)):
        return []
    found = [_end(entry, end, bill, today)]
    successor = entry.model.life.successor
    if successor:
        named = books.listed[successor].model
        without = " and ".join(named.not_priced)
        reason = f" It has no price here for {without} quality." if without else ""
        found.append(("successor", f"The vendor names {named.name} as its successor.{reason}"))
    return found


def _end(entry: Entry, end: dt.date, bill: Estimate, today: dt.date) -> tuple[str, str]:
    """The model's end, and what other sources say of it."""
    name, life = entry.model.name, entry.model.life
    if any(other.shut_down > today for other in life.other_ends):
        days = [(end, life.source), *((other.shut_down, other.source) for other in life.other_ends)]
        said = " or ".join(f"{_day(day)} ({entry.source(source).title})" for day, source in days)
        then = "nobody can buy it any more" if end <= today else "it ends within this plan"
        return "shutdown-disputed", f"Sources disagree on when {name} is shut down: {said}. By the first, {then}."
    if end <= today:
        what = f"these are {whose_prices(bill)}"
        return "model-shut-down", f"{name} was shut down on {_day(end)}: {what}, and nobody can buy it any more."
    return "model-shutting-down", f"{name} will be shut down on {_day(end)}, within this plan."


def _about_offer(bill: Estimate) -> list[tuple[str, str]]:
    scenario, entry, model = bill.scenario, bill.entry, bill.entry.model
    found = [("not-priced", reason) for reason in dict.fromkeys(gap.reason for gap in bill.unpriced)]
    always_high = isinstance(entry.input_rule, PatchInput)
    if scenario.refs and not entry.has_fidelity and (scenario.fidelity == "high" or always_high):
        found.append(("fidelity", model.fidelity_note or f"{model.name} has no input fidelity setting."))
    if scenario.batch and not bill.card.has_batch:
        where = f"here on {_day(scenario.price_date)}" if scenario.price_date else "in the guide"
        found.append(("no-batch", f"{model.name} has no batch rates {where}: the batch share pays standard rates."))
    if len(set(model.tiers.values())) == 1 and len(scenario.quality.shares()) > 1:
        found.append(("one-quality", f"{model.name} has one quality: low, medium and high cost the same."))
    return found


def _about_figures(bill: Estimate, today: dt.date) -> list[tuple[str, str]]:
    found = _about_rounding(bill)
    total = sum((line.cost_per_day for line in bill.lines), Decimal(0))
    meanings = {
        Confidence.CONFLICTING: "rests on figures where sources disagree",
        Confidence.DERIVED: "rests on figures worked out from published ones, not printed by the vendor",
        Confidence.RESELLER: "rests on a reseller's figures",
    }
    for confidence, meaning in meanings.items():
        cost = sum((line.cost_per_day for line in bill.lines if line.confidence is confidence), Decimal(0))
        if cost and total:
            share = round(100 * cost / total)
            said = f"{share}%" if share else "Less than 1%"
            found.append((f"figures-{confidence}", f"{said} of the bill {meaning}."))
    oldest = min((bill.source(line.price) for line in bill.lines), key=lambda source: source.last_read, default=None)
    if bill.scenario.price_date and oldest is not None and today - oldest.last_read > STALE_AFTER:
        age = (today - oldest.last_read).days
        when = f"{age} days ago, on" if oldest.read else f"at least {age} days ago,"
        found.append(("stale", f"The oldest price was read {when} {oldest.when}: check it at its source."))
    if any(price.confidence is Confidence.CONFLICTING for price in bill.entry.model.printed):
        found.append(("vendor-note", bill.entry.model.note))
    return found


def _about_rounding(bill: Estimate) -> list[tuple[str, str]]:
    """The guide rounds each component to the cent before it adds them up, and prints another total."""
    if bill.scenario.price_date is not None or bill.per_day is None:
        return []
    components: dict[str, Decimal] = {}
    for line in bill.lines:
        components[line.component] = components.get(line.component, Decimal(0)) + line.cost_per_day
    cent = Decimal("0.01")
    printed = sum((cost.quantize(cent, ROUND_HALF_UP) for cost in components.values()), Decimal(0))
    if printed == bill.per_day:
        return []
    return [(
        "guide-rounding",
        f"The guide rounds each part of a day to the cent before it adds them up: it has ${printed:,} a day and "
        f"${printed * bill.scenario.days:,} a month.",
    )]  # fmt: skip


def _day(value: dt.date) -> str:
    return f"{value.day} {value:%b %Y}"
