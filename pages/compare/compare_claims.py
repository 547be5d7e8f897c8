"""The sentences of the Compare page. Each says among which services one is the cheapest, and for which workloads."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import starmap

from pages.compare import messages
from pages.compare.graphs import messages as graph_messages
from pricing.bill.estimate import own_lines
from pricing.compare import messages as compare_messages
from pricing.compare.advice import Advice
from pricing.compare.choice import CheapestForEach, Crossing, Recommendation, fit_of_row, on_sale
from pricing.compare.effort import between_rows
from pricing.compare.live import Live
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.compare.unit_prices import GuideCheck
from pricing.prices import PriceBasis, PriceBooks
from pricing.prices.life import gone
from pricing.prices.schema import Tier
from pricing.prices.services import services
from pricing.scenario import in_words
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.wording.messages import Figure, Message, as_written, named


def title(scenario: Scenario) -> Message:
    """The volume, the quality mix and the price date that are compared."""
    mix = in_words.mix(scenario.workloads[0].quality)
    return messages.title(scenario.images, mix, len(scenario.workloads), in_words.priced_at(scenario))


def at_present(table: Table) -> Message:
    """The present service: the model of the plan, or the plan as it is."""
    return compare_messages.AS_PLANNED if table.scenario.several else messages.on(table.present.name)


def saving_of_advice(advice: Advice, table: Table, today: dt.date) -> Message:
    """The saving a month by a move to the recommended service."""
    if advice.stay or advice.saving is None or gone(table.present.ends, today):
        return messages.A_MONTH
    if not advice.saving:
        return messages.AS_MUCH
    return messages.saves(advice.saving) if advice.saving > 0 else messages.costs_more(-advice.saving)


def cheapest_by_service(table: Table, choice: Recommendation | None, today: dt.date) -> Message:
    """The title of the bars: the cheapest that fits, and how many times its cost the most expensive one on sale has."""
    ranked, choices = on_sale(table, today), len(table.rows)
    if not ranked:
        all_gone = all(gone(row.ends, today) for row in table.rows)
        return graph_messages.NONE_ON_SALE if all_gone else graph_messages.NONE_PRICED_ON_SALE
    if not table.scenario.images:
        return graph_messages.NO_IMAGES
    if choice is None:
        return graph_messages.none_fits_cheapest(_named(ranked[0]), ranked[0].per_month)
    cheapest, dearest, times = choice.row, ranked[-1], None
    if choices == 1:
        return graph_messages.only_choice(_named(cheapest), cheapest.per_month)
    if dearest.per_month > cheapest.per_month > 0:
        times = round(dearest.per_month / cheapest.per_month, 1)
    return graph_messages.cheapest_choice(choices, _named(cheapest), cheapest.per_month, _named(dearest), times)


def what_limits(table: Table, choice: Recommendation | None, books: PriceBooks, today: dt.date) -> list[Message]:
    """The limits of the comparison: the end of the plan's model, that nothing fits, and what is left out of it."""
    texts: list[Message] = []
    is_gone = gone(table.present.ends, today)
    if is_gone or (choice is not None and choice.needed_from is not None):
        texts.append(_end(table, is_gone))
    if choice is None:
        texts.append(messages.NONE_FITS_EVERY if table.scenario.several else messages.NONE_FITS)
    if any(map(any, table.left_out)):
        texts.append(_left_out(table))
    if table.absent:
        listed = services(books.listed)
        names = [listed[key].name if key in listed else key for key in table.absent]
        texts.append(messages.not_in_these_prices(names))
    if own_lines(table.scenario):
        texts.append(compare_messages.WITHOUT_OWN_COSTS)
    return texts


def about_the_choice(
    table: Table, choice: Recommendation | None, live: Live, books: PriceBooks, today: dt.date
) -> list[Message]:
    """Further facts about the cheapest services: in the whole book, of the same vendor, and one that does not fit."""
    present = table.present
    is_gone = gone(present.ends, today)
    texts: list[Message | None] = [_in_book(table, choice, live)]
    efforts = [] if choice is None else [between_rows(table.scenario, present, choice.row)]
    if live.of_vendor is None or live.of_vendor is not live.no_worse:
        texts.append(_of_vendor(table, live, None if is_gone else present.per_month))
        efforts.insert(0, live.effort)
    texts += dict.fromkeys(efforts)
    for row in on_sale(table, today)[:1]:
        if choice is not None and row.per_month < choice.row.per_month:
            met = fit_of_row(row, table, books, today)
            texts.append(messages.cheaper_does_not_fit(_named(row), row.per_month, met.why, bool(met.denied)))
    return [text for text in texts if text is not None]


def for_each(table: Table, cheapest: CheapestForEach, today: dt.date) -> Message:
    """The cheapest service for each of several workloads, and the saving."""
    by_service: dict[str, list[str]] = {}
    for choice in cheapest.workloads:
        if choice.row is not None:
            by_service.setdefault(choice.row.label, []).append(choice.workload.name)
    taken = [messages.workloads_on(names, label) for label, names in by_service.items()]
    if cheapest.total is None:
        lacking = [choice.workload.name for choice in cheapest.workloads if choice.row is None]
        return messages.some_without_service(taken, lacking)
    less = None if gone(table.present.ends, today) else cheapest.saving
    return messages.each_on_cheapest(taken, cheapest.total, less)


_NAMED = 3
"""The most services named of those that fit without a score, or may fit; the others are counted."""


def may_fit(table: Table, live: Live) -> list[Message]:
    """The services that cost less than the plan and may fit, because a fact is not in our sources; empty for none."""
    cost = table.present.per_month
    cheaper = [
        (offer.service.name, offer.cost)
        for offer in live.offers
        if offer.fit.answer == "unknown" and (cost is None or offer.cost < cost)
    ]
    return [messages.may_fit(_costs(cheaper), len(cheaper[_NAMED:]))] if cheaper else []


def not_placed(services: Sequence[tuple[str, Decimal]], by_team: bool) -> list[Message]:
    """The services that fit and have no score, for the text below the chart; empty for none."""
    if not services:
        return []
    about = graph_messages.not_tried if by_team else graph_messages.not_placed
    return [about(_costs(services), len(services[_NAMED:]))]


def _costs(services: Sequence[tuple[str, Decimal]]) -> list[Message]:
    return list(starmap(messages.costs_a_month, services[:_NAMED]))


def crossed(cross: Crossing) -> Message:
    """The volume at which two services change places."""
    about = graph_messages.cheaper_below if cross.always_below else graph_messages.cheaper_above
    return about(cross.images, _named(cross.cheaper_below), _named(cross.cheaper_above))


def scaled_together(scenario: Scenario) -> list[Message]:
    """That volumes are sums of several workloads; empty for one workload."""
    if not scenario.several:
        return []
    return [graph_messages.scaled_together(len(scenario.workloads), bool(scenario.images))]


def _end(table: Table, is_gone: bool) -> Message:
    """The end of the scenario's model; for several, of the first to end."""
    day = table.present.ends
    assert day is not None
    models = {workload.model for workload in table.scenario.workloads}
    names = [row.name for row in table.rows if row.key in models and row.ends == day]
    return messages.ended(names, day) if is_gone else messages.ends(names, day)


def _in_book(table: Table, choice: Recommendation | None, live: Live) -> Message | None:
    if live.cheapest is None:
        return compare_messages.none_in_book(live.services, table.scenario.several)
    best_known = live.no_worse is not None and live.no_worse.service is live.cheapest.service
    itself = {live.cheapest.service.id} == {workload.model for workload in table.scenario.workloads}
    if not best_known and not itself:
        return compare_messages.cheapest_of_all(live.cheapest.service.name, live.services, live.cheapest.cost)
    if choice is not None and choice.row.per_month <= live.cheapest.cost:
        return messages.none_cheaper_in_book(live.services, _named(choice.row))
    return None


def _of_vendor(table: Table, live: Live, cost: Decimal | None) -> Message | None:
    present, offer = table.present, live.of_vendor
    if offer is None:
        return messages.none_of_vendor(live.vendors, None if table.scenario.several else present.name)
    if live.cheapest is not None and offer.service is live.cheapest.service:
        return None
    if offer.service.id == present.key:
        return messages.none_cheaper_of_vendor(live.vendors, present.name)
    less = EXACT.subtract(cost, offer.cost) if cost and cost > offer.cost else None
    return messages.cheapest_of_vendor(live.vendors, offer.service.name, offer.cost, less)


def _named(row: Row) -> Figure:
    """A service as part of a sentence."""
    return messages.PRESENT_PLAN if isinstance(row.candidate.subject, AsPlanned) else row.label


def _left_out(table: Table) -> Message:
    shares = zip(table.scenario.workloads, table.left_out, strict=True)
    texts = [(workload.name, as_written(in_words.mix(out))) for workload, out in shares if any(out)]
    return messages.left_out(named(texts, len(table.left_out)))


_NEAR = Decimal(10)
"""Percent of the vendor's price within which a price of the guide counts as near."""


def near_the_vendors(checks: Sequence[GuideCheck]) -> Message:
    """How many of the guide's prices per image are near the vendor's, of those that both have."""
    factors = [check.factor for check in checks if check.factor is not None]
    if not factors:
        return graph_messages.GUIDE_PRICES
    near = sum(100 * abs(factor - 1) <= _NEAR for factor in factors)
    return graph_messages.near_the_vendors(near, len(factors), _NEAR)


def of_two_models(tier: Tier, first: Decimal, second: Decimal, prices: PriceBasis) -> Message:
    """The cost of an image by DALL-E 3 and by GPT Image 1, in the currency of the scenario."""
    return graph_messages.two_models(tier, first, second, in_words.price_book(prices))


def no_longer_sold(models: Sequence[str], books: PriceBooks, today: dt.date) -> list[Message]:
    """The models that are no longer sold; empty if all are sold."""
    ended = [books.listed[id].model for id in models]
    names = [model.name for model in ended if gone(model.life.shut_down, today)]
    return [graph_messages.no_longer_sold(names)] if names else []
