"""Notices: what a reader of an estimate must know beside the figure."""

import datetime as dt
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import NamedTuple

from pricing.bill import bills as billing
from pricing.bill.bills import Bill
from pricing.bill.charges import at_reference_rates, cost_per_unit
from pricing.bill.estimate import Estimate
from pricing.bill.placement import placed, with_text_counted
from pricing.bill.quantities import enlarged_tokens, patch_tokens
from pricing.bill.timeline import outlived
from pricing.explain import messages
from pricing.prices import Confidence, GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import lives_until
from pricing.prices.rules import PatchInput
from pricing.prices.schema import TIERS
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, percent_of, total
from pricing.values.month import Month
from pricing.wording.messages import Message, as_written, by_workload

STALE_AFTER = dt.timedelta(days=90)
_CENT = Decimal("0.01")
_TO_THE_CENT = Context(prec=EXACT.prec, rounding=ROUND_HALF_UP)


class Notice(NamedTuple):
    """A sentence with its code. Codes are part of the API and never change; several sentences may share one."""

    code: str
    message: Message


def notices(estimate: Estimate, books: PriceBooks, today: dt.date) -> list[Notice]:
    """The notices of an estimate, most important first; they name the workload if there are several."""
    scenario, bills = estimate.scenario, estimate.bills
    notes = [
        *_of_workloads(
            bills,
            [
                [] if outlived(estimate, place) else _about_life(bill, scenario, books, today)
                for place, bill in enumerate(bills)
            ],
        ),
        *_of_workloads(bills, [_about_switches(estimate, place, books) for place in range(len(bills))]),
        *_of_workloads(bills, [_about_offer(bill, scenario.prices) for bill in bills]),
        *_of_workloads(bills, [_about_estimates(bill) for bill in bills]),
        *_of_workloads(bills, [_about_outputs(bill, scenario, books) for bill in bills]),
        *_of_workloads(bills, [_about_rounding(bill, scenario.prices) for bill in bills]),
        *_about_figures(estimate, today),
        *_about_exchange(scenario, books),
        *_of_workloads(bills, [_about_listed_currency(bill) for bill in bills]),
        *_of_workloads(bills, [_about_the_vendor(bill) for bill in bills]),
    ]
    return [Notice(code, notice) for code, notice in notes]


def _of_workloads(bills: tuple[Bill, ...], notes: list[list[tuple[str, Message]]]) -> list[tuple[str, Message]]:
    """The notices of all bills; one that several workloads share is listed once, with their names."""
    if len(bills) == 1:
        return notes[0]
    of_code: dict[str, list[tuple[str, Message]]] = {}
    for bill, of_bill in zip(bills, notes, strict=True):
        for code, notice in of_bill:
            of_code.setdefault(code, []).append((bill.workload.name, notice))
    return [(code, notice) for code, named in of_code.items() for notice in by_workload(named)]


def whose_prices(bill: Bill, prices: PriceBasis) -> Message:
    """The name of the prices of a model that ends: its last prices, those of an earlier day, or the guide's."""
    if isinstance(prices, GuidePrices):
        return messages.prices_of_the_guide()
    day = prices.day
    changed = any(
        price.from_ > day and (bill.ends is None or price.from_ < bill.ends) for price in bill.entry.model.prices
    )
    return messages.prices_of_a_day(day) if changed else messages.last_prices()


def _about_life(bill: Bill, scenario: Scenario, books: PriceBooks, today: dt.date) -> list[tuple[str, Message]]:
    entry, end = books.listed.entries.get(bill.workload.model), bill.ends
    if entry is None or (end is not None and end > today and lives_until(end, scenario.end)):
        return []
    notes = (
        _unannounced_end(entry, scenario)
        if end is None
        else [_end(entry, end, whose_prices(bill, scenario.prices), today)]
    )
    if not notes:
        return []
    successor = entry.model.life.successor
    if successor:
        named, name = books.listed[successor].model, entry.model.name
        without = tuple(named.not_priced)
        about = (
            messages.successor_not_priced(named.name, name, without)
            if without
            else messages.successor(named.name, name)
        )
        notes.append(("successor", about))
    return notes


def _unannounced_end(entry: Entry, scenario: Scenario) -> list[tuple[str, Message]]:
    """The notice of an unannounced end within the plan; the plan is computed as if there were none."""
    name, life = entry.model.name, entry.model.life
    claims = [claim for claim in life.claimed_ends if not lives_until(claim.shut_down, scenario.end)]
    if claims:
        titled = [(claim.shut_down, entry.source(claim.source).title) for claim in claims]
        return [("end-claimed", messages.claimed_end(name, titled))]
    if life.earliest_end is not None and not lives_until(life.earliest_end, scenario.end):
        return [("end-earliest", messages.earliest_end(name, life.earliest_end))]
    return []


def _end(entry: Entry, end: dt.date, prices: Message, today: dt.date) -> tuple[str, Message]:
    """Notices of the day on which the model ends, and of other days that sources give for it."""
    name, life = entry.model.name, entry.model.life
    if any(other.shut_down > today for other in life.other_ends):
        days = [(end, life.source), *((other.shut_down, other.source) for other in life.other_ends)]
        titled = [(day, entry.source(source).title) for day, source in days]
        return "shutdown-disputed", messages.disputed_end(name, titled, over=end <= today)
    if end <= today:
        return "model-shut-down", messages.shut_down(name, end, prices)
    return "model-shutting-down", messages.shutting_down(name, end)


def _about_offer(bill: Bill, prices: PriceBasis) -> list[tuple[str, Message]]:
    workload, entry, model = bill.workload, bill.entry, bill.entry.model
    notes = [*dict.fromkeys((gap.kind.replace(" ", "-"), gap.reason) for gap in bill.unpriced)]
    always_high = isinstance(entry.input_rule, PatchInput)
    if workload.refs and not entry.has_fidelity and (workload.fidelity == "high" or always_high):
        noted = as_written(model.fidelity_note) if model.fidelity_note else messages.no_fidelity(model.name)
        notes.append(("fidelity", noted))
    if workload.batch and not bill.card.has_batch:
        if (source := _denies_batch(entry)) is not None:
            notes.append(("no-batch", messages.no_batch_supported(model.name, source)))
        elif isinstance(prices, ListPrices):
            notes.append(("no-batch", messages.no_batch_on_a_day(model.name, prices.day)))
        else:
            notes.append(("no-batch", messages.no_batch_in_the_guide(model.name)))
    if len(set(bill.tiers.values())) == 1 and len(workload.quality.shares()) > 1:
        notes.append(("one-quality", messages.one_quality(model.name)))
    return notes


def _denies_batch(entry: Entry) -> str | None:
    """The title of the source by which a model does not support batches; None if there is none."""
    fact = entry.facts.known("batch")
    if fact is None or fact.value is not False or fact.confidence.rank > Confidence.TRANSCRIBED.rank:
        return None
    return entry.facts.source(fact).title


def _about_estimates(bill: Bill) -> list[tuple[str, Message]]:
    """The least and the most of a month where token counts are estimates, or where sources disagree on them."""
    if bill.per_month is None:
        return []
    with localcontext(EXACT):
        return [*_about_tokens(bill), *_about_references(bill, bill.per_month)]


def _about_tokens(bill: Bill) -> list[tuple[str, Message]]:
    span = bill.span_per_image
    if span is None or not bill.images_a_month:
        return []
    least, most = (per_image * bill.images_a_month for per_image in span)
    estimated = {unit.tier for unit in bill.unit_costs if any(charge.span for charge in unit.charges)}
    tiers = tuple(tier for tier in TIERS if tier in estimated)
    return [("estimated-span", messages.estimated_span(bill.entry.model.name, tiers, least, most))]


def _about_references(bill: Bill, per_month: Decimal) -> list[tuple[str, Message]]:
    workload, rule = bill.workload, bill.entry.input_rule
    if not workload.refs or not isinstance(rule, PatchInput) or rule.otherwise is None:
        return []
    capped = patch_tokens(workload.refsize, rule.cap)
    enlarged = enlarged_tokens(workload.refsize, rule.cap, rule.otherwise)
    if capped == enlarged:
        return []
    more_per_image = total(
        unit.generations * workload.refs * (enlarged - capped) * cost_per_unit(bill.card, charge.price)
        for unit in bill.unit_costs
        for charge in unit.charges
        if charge.component == "image_input"
    )
    month = per_month + more_per_image * workload.paid_part * bill.images_a_month
    source = bill.entry.source(rule.otherwise.source).title
    return [("references-disputed", messages.disputed_references(workload.refsize, capped, enlarged, source, month))]


def _about_listed_currency(bill: Bill) -> list[tuple[str, Message]]:
    """The notice of the reference rate at which prices in a third currency are converted."""
    return [("reference-rate", messages.priced_otherwise(about)) for about in at_reference_rates(bill.card)]


def _about_exchange(scenario: Scenario, books: PriceBooks) -> list[tuple[str, Message]]:
    """The notice of the plan's rate of exchange and its source, if prices are converted."""
    if scenario.rate is None:
        return []
    currency, rate, day, known = scenario.currency, scenario.rate, scenario.rate_day, books.reference_rates
    if known is not None and day is not None and known.is_reference(currency, rate, day):
        source = known.source_of(known.on(day)).title
        return [("exchange-rate", messages.at_reference_rate(rate, currency, day, source))]
    return [("exchange-rate", messages.at_own_rate(rate, currency, day))]


def _about_outputs(bill: Bill, scenario: Scenario, books: PriceBooks) -> list[tuple[str, Message]]:
    """The notice of outputs beside images that the bill does not include."""
    workload, entry, name = bill.workload, bill.entry, bill.entry.model.name
    notes: list[tuple[str, Message]] = []
    counted = with_text_counted(workload, entry)
    if counted is not None and entry.thinking is not None and bill.per_month is not None:
        after = billing.bill(counted, scenario, books).per_month
        if after is not None:
            more = EXACT.subtract(after, bill.per_month)
            source = entry.thinking.source.title
            notes.append(("text-not-counted", messages.text_not_counted(name, counted.thinking, more, source)))
    if workload.thinking and not entry.gives_text:
        notes.append(("text-not-priced", messages.text_not_priced(name)))
    if workload.partials and entry.partials is None:
        notes.append(("partials-not-known", messages.partials_not_known(name)))
    elif workload.partials and workload.batch and bill.card.has_batch:
        notes.append(("partials-in-batch", messages.partials_in_batch(name)))
    return notes


def _about_switches(estimate: Estimate, place: int, books: PriceBooks) -> list[tuple[str, Message]]:
    """The notices of tiers and sizes replaced on the models of events, and of such models without a price."""
    notes = []
    for event in estimate.scenario.events:
        if event.effect != "model" or not event.about(place + 1):
            continue
        entry = books[estimate.scenario.prices][str(event.value)]
        _, moves = placed(estimate.bills[place].workload, entry, tuple(entry.model.tiers))
        if moves:
            notes.append(("event-moved", messages.event_moved(entry.model.name, event.first, moves)))
        for reason in dict.fromkeys(gap.reason for gap in estimate.switched[place, entry.model.id].unpriced):
            notes.append(("event-not-priced", messages.event_not_priced(event.first, reason)))
    return notes


def _about_rounding(bill: Bill, prices: PriceBasis) -> list[tuple[str, Message]]:
    """The notice that the guide prints another total, as it rounds each component to the cent before adding."""
    if isinstance(prices, ListPrices) or bill.per_day is None:
        return []
    components: dict[str, list[Decimal]] = {}
    for line in bill.lines:
        components.setdefault(line.component, []).append(line.cost_per_day)
    printed = total([total(costs).quantize(_CENT, context=_TO_THE_CENT) for costs in components.values()])
    if printed == bill.per_day:
        return []
    a_month = EXACT.multiply(printed, Decimal(bill.days))
    return [("guide-rounding", messages.guide_rounding(printed, a_month))]


def _about_figures(estimate: Estimate, today: dt.date) -> list[tuple[str, Message]]:
    """The notices of the least sure figure of the bill and of the age of its oldest price."""
    notes: list[tuple[str, Message]] = []
    a_day = total(line.cost_per_day for line in estimate.lines)
    for confidence in (Confidence.CONFLICTING, Confidence.ESTIMATED, Confidence.DERIVED, Confidence.RESELLER):
        cost = total(line.cost_per_day for line in estimate.lines if line.confidence is confidence)
        if cost and a_day:
            share = round(percent_of(cost, a_day))
            notes.append((f"figures-{confidence}", messages.share_of(confidence, share)))
    oldest = min((line.source for line in estimate.lines), key=lambda source: source.last_read, default=None)
    dated = isinstance(estimate.scenario.prices, ListPrices)
    if dated and oldest is not None and today - oldest.last_read > STALE_AFTER:
        age = (today - oldest.last_read).days
        if oldest.read:
            notes.append(("stale", messages.stale(age, oldest.read)))
        else:
            notes.append(("stale", messages.stale_by_a_month(age, Month.of(oldest.last_read))))
    return notes


def _about_the_vendor(bill: Bill) -> list[tuple[str, Message]]:
    disagrees = any(price.confidence is Confidence.CONFLICTING for price in bill.entry.model.printed)
    return [("vendor-note", as_written(bill.entry.model.note))] if disagrees else []
