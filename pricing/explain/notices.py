"""What a reader of an estimate must know beside the figure."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import NamedTuple

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.bill.placement import placed
from pricing.bill.timeline import outlived
from pricing.prices import Confidence, GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import lives_until
from pricing.prices.rules import PatchInput
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.values.month import Month
from pricing.wording.said import Said, as_written, by_workload, said

STALE_AFTER = dt.timedelta(days=90)
_CENT = Decimal("0.01")
_TO_THE_CENT = Context(prec=EXACT.prec, rounding=ROUND_HALF_UP)


class Notice(NamedTuple):
    """One thing to know; `code` is stable, and several sentences may share it."""

    code: str
    said: Said


def notices(estimate: Estimate, books: PriceBooks, today: dt.date) -> list[Notice]:
    """The notices of an estimate, the most important first; of several workloads with the names of theirs."""
    scenario, bills = estimate.scenario, estimate.bills
    found = [
        *_of_workloads(
            bills,
            [
                [] if outlived(estimate, place) else _about_life(bill, scenario, books, today)
                for place, bill in enumerate(bills)
            ],
        ),
        *_of_workloads(bills, [_about_switches(estimate, place, books) for place in range(len(bills))]),
        *_of_workloads(bills, [_about_offer(bill, scenario.prices) for bill in bills]),
        *_of_workloads(bills, [_about_rounding(bill, scenario.prices) for bill in bills]),
        *_about_figures(estimate, today),
        *_of_workloads(bills, [_about_the_vendor(bill) for bill in bills]),
    ]
    return [Notice(code, what) for code, what in found]


def _of_workloads(bills: tuple[Bill, ...], found: list[list[tuple[str, Said]]]) -> list[tuple[str, Said]]:
    """What is said by workload as what is said of the scenario."""
    if len(bills) == 1:
        return found[0]
    of_code: dict[str, list[tuple[str, Said]]] = {}
    for bill, of_bill in zip(bills, found, strict=True):
        for code, what in of_bill:
            of_code.setdefault(code, []).append((bill.workload.name, what))
    return [(code, what) for code, named in of_code.items() for what in by_workload(named)]


def whose_prices(bill: Bill, prices: PriceBasis) -> Said:
    """What the prices of a model that ends are: its last ones, those of an earlier day, or the guide's."""
    if isinstance(prices, GuidePrices):
        return said("prices-of-the-guide")
    day = prices.day
    changed = any(
        price.from_ > day and (bill.ends is None or price.from_ < bill.ends) for price in bill.entry.model.prices
    )
    return said("prices-of-a-day", day=day) if changed else said("last-prices")


def _about_life(bill: Bill, scenario: Scenario, books: PriceBooks, today: dt.date) -> list[tuple[str, Said]]:
    entry, end = books.listed.entries.get(bill.workload.model), bill.ends
    if entry is None or end is None or (end > today and lives_until(end, scenario.end)):
        return []
    found = [_end(entry, end, whose_prices(bill, scenario.prices), today)]
    successor = entry.model.life.successor
    if successor:
        named = books.listed[successor].model
        without = tuple(named.not_priced)
        what = said("successor", model=named.name)
        if without:
            what = said("successor-not-priced", model=named.name, qualities=without)
        found.append(("successor", what))
    return found


def _end(entry: Entry, end: dt.date, prices: Said, today: dt.date) -> tuple[str, Said]:
    """The model's end, and what other sources say of it."""
    name, life = entry.model.name, entry.model.life
    if any(other.shut_down > today for other in life.other_ends):
        days = [(end, life.source), *((other.shut_down, other.source) for other in life.other_ends)]
        ends = tuple(said("end-by-a-source", day=day, title=entry.source(source).title) for day, source in days)
        if end <= today:
            return "shutdown-disputed", said("disputed-end-now", model=name, days=ends)
        return "shutdown-disputed", said("disputed-end-soon", model=name, days=ends)
    if end <= today:
        return "model-shut-down", said("shut-down", model=name, day=end, prices=prices)
    return "model-shutting-down", said("shutting-down", model=name, day=end)


def _about_offer(bill: Bill, prices: PriceBasis) -> list[tuple[str, Said]]:
    workload, entry, model = bill.workload, bill.entry, bill.entry.model
    found = [("not-priced", reason) for reason in dict.fromkeys(gap.reason for gap in bill.unpriced)]
    always_high = isinstance(entry.input_rule, PatchInput)
    if workload.refs and not entry.has_fidelity and (workload.fidelity == "high" or always_high):
        noted = as_written(model.fidelity_note) if model.fidelity_note else said("no-fidelity", model=model.name)
        found.append(("fidelity", noted))
    if workload.batch and not bill.card.has_batch:
        if isinstance(prices, ListPrices):
            found.append(("no-batch", said("no-batch-on-a-day", model=model.name, day=prices.day)))
        else:
            found.append(("no-batch", said("no-batch-in-the-guide", model=model.name)))
    if len(set(model.tiers.values())) == 1 and len(workload.quality.shares()) > 1:
        found.append(("one-quality", said("one-quality", model=model.name)))
    return found


def _about_switches(estimate: Estimate, place: int, books: PriceBooks) -> list[tuple[str, Said]]:
    """What a workload buys instead on the models that events move it to, and which of them have no price for it."""
    found = []
    for event in estimate.scenario.events:
        if event.what != "model" or not event.about(place + 1):
            continue
        entry = books[estimate.scenario.prices][str(event.value)]
        _, moves = placed(estimate.bills[place].workload, entry, tuple(entry.model.tiers))
        if moves:
            moved = tuple(map(str, moves))
            found.append(("event-moved", said("event-moved", model=entry.model.name, month=event.first, moves=moved)))
        for reason in dict.fromkeys(gap.reason for gap in estimate.switched[place, entry.model.id].unpriced):
            without = said("event-not-priced", month=event.first, reason=reason)
            found.append(("event-not-priced", without))
    return found


def _about_rounding(bill: Bill, prices: PriceBasis) -> list[tuple[str, Said]]:
    """The guide rounds each component to the cent before it adds them up, and prints another total."""
    if isinstance(prices, ListPrices) or bill.per_day is None:
        return []
    components: dict[str, list[Decimal]] = {}
    for line in bill.lines:
        components.setdefault(line.component, []).append(line.cost_per_day)
    printed = _sum([_sum(costs).quantize(_CENT, context=_TO_THE_CENT) for costs in components.values()])
    if printed == bill.per_day:
        return []
    a_month = EXACT.multiply(printed, Decimal(bill.days))
    return [("guide-rounding", said("guide-rounding", a_day=printed, a_month=a_month))]


def _about_figures(estimate: Estimate, today: dt.date) -> list[tuple[str, Said]]:
    """What the whole bill rests on, and how old its oldest price is."""
    found: list[tuple[str, Said]] = []
    total = _sum(line.cost_per_day for line in estimate.lines)
    for confidence in (Confidence.CONFLICTING, Confidence.DERIVED, Confidence.RESELLER):
        cost = _sum(line.cost_per_day for line in estimate.lines if line.confidence is confidence)
        if cost and total:
            share = round(quotient(EXACT.multiply(cost, Decimal(PERCENT)), total))
            what = said(f"share-{confidence}", share=share) if share else said(f"less-{confidence}", share=1)
            found.append((f"figures-{confidence}", what))
    oldest = min((line.source for line in estimate.lines), key=lambda source: source.last_read, default=None)
    dated = isinstance(estimate.scenario.prices, ListPrices)
    if dated and oldest is not None and today - oldest.last_read > STALE_AFTER:
        age = (today - oldest.last_read).days
        if oldest.read:
            found.append(("stale", said("stale", days=age, day=oldest.read)))
        else:
            found.append(("stale", said("stale-by-a-month", days=age, month=Month.of(oldest.last_read))))
    return found


def _about_the_vendor(bill: Bill) -> list[tuple[str, Said]]:
    disagrees = any(price.confidence is Confidence.CONFLICTING for price in bill.entry.model.printed)
    return [("vendor-note", as_written(bill.entry.model.note))] if disagrees else []


def _sum(costs: Iterable[Decimal]) -> Decimal:
    with localcontext(EXACT):
        return sum(costs, Decimal(0))
