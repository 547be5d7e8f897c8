"""Which service is recommended for a scenario, why, and what a move there gives up."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.bill.placement import on_model, under_contract
from pricing.compare import messages
from pricing.compare.choice import fit_of_row
from pricing.compare.effort import equal_effort, to_service
from pricing.compare.fits.needs import Fit, fit
from pricing.compare.live import Live, PricedService, board_for, is_no_worse, judged_by_team, judged_otherwise
from pricing.compare.replacement import Replacement, replacement
from pricing.compare.rows import AS_PLANNED
from pricing.compare.table import Table
from pricing.compare.workload_moves import WorkloadMove, moves_alone
from pricing.prices import PriceBook, PriceBooks
from pricing.prices.life import gone
from pricing.prices.preferences import Score, score_of
from pricing.prices.services import Buys
from pricing.values.exact import EXACT, total
from pricing.wording.messages import Message


class Advice(NamedTuple):
    """The recommendation: a service to move to, or to stay."""

    key: str
    """The key of the service in the API and in files, or the key of the scenario as planned."""
    name: str
    cost: Decimal
    """USD a month."""
    saving: Decimal | None
    """USD a month less than the present scenario; None if that has no price or can no longer be bought."""
    stay: bool
    """Whether the recommendation is to stay on the present models."""
    because: tuple[Message, ...]
    gives_up: tuple[Message, ...]
    moves: tuple[WorkloadMove, ...] = ()
    """The workloads to move, each to its own model, if no one service is for all; else empty."""

    @property
    def headline(self) -> Message:
        """Which service is recommended, or to stay, or which workloads to move."""
        if self.moves:
            return messages.recommended_alone([(move.workload, move.name) for move in self.moves])
        if not self.stay:
            return messages.recommended(self.name)
        return messages.STAY_AS_PLANNED if self.key == AS_PLANNED else messages.stay(self.name)


def without_advice(table: Table, live: Live, books: PriceBooks, today: dt.date) -> list[Message]:
    """Why `advise` recommends nothing, and which service is the cheapest that fits."""
    denied = fit_of_row(table.present, table, books, today).denied
    if live.cheapest is None:
        cheapest = messages.none_in_book(live.services, table.scenario.several)
    else:
        cheapest = messages.cheapest_of_all(live.cheapest.service.name, live.services, live.cheapest.cost)
    return messages.none_recommended(denied, cheapest, live.cheapest is not None)


def advise(table: Table, live: Live, books: PriceBooks, today: dt.date) -> Advice | None:
    """The cheapest service that fits and is shown to be no worse; to stay if no such service costs less.

    If no service does for several workloads, the models to which some of them move by themselves. If the model of the
    only workload ends, its replacement. None if the scenario cannot stay and no service that fits
    is shown to be no worse. What keeps the scenario from staying is the first reason; what is not known of the present
    models is the last one to stay.
    """
    present, met = table.present, fit_of_row(table.present, table, books, today)
    best = None if live.no_worse is None or not _others(live.no_worse, table, books) else live.no_worse
    is_gone = gone(present.ends, today)
    if is_gone and (instead := _replacement(table, live, books, today)) is not None:
        return instead
    stays = not is_gone and present.per_month is not None and not met.denied
    if best is not None and (not stays or present.per_month is None or best.cost < present.per_month):
        move = _move(best, table, live, books, today)
        return move._replace(because=(*met.denied, *move.because, *_same_model(table, live, books)))
    if (apart := _apart(table, met.denied, live, books, today)) is not None:
        return apart
    if not stays or present.per_month is None:
        return _replacement(table, live, books, today)
    because = (_why_stay(table, live, books), *_same_model(table, live, books), *met.unknown)
    return Advice(present.key, present.name, present.per_month, Decimal(0), True, because, ())


def _of_vendor(vendor: str, table: Table, books: PriceBooks) -> list[str]:
    """The names of the scenario's models that a vendor sells, each once."""
    book, workloads = books[table.scenario.prices], table.scenario.workloads
    models = dict.fromkeys(workload.model for workload in workloads if books.vendor_of(workload.model) == vendor)
    return [book[model].model.name for model in models]


def _names(table: Table, books: PriceBooks) -> tuple[str, ...]:
    """The models of the scenario, each once."""
    book = books[table.scenario.prices]
    return tuple(dict.fromkeys(book[workload.model].model.name for workload in table.scenario.workloads))


def _same_model(table: Table, live: Live, books: PriceBooks) -> list[Message]:
    """The cheapest other seller of the only workload's model that sells the same qualities for less, if any."""
    (workload, *more), book = table.scenario.workloads, books[table.scenario.prices]
    entry, cost = book[workload.model], table.present.per_month
    if more or cost is None:
        return []
    bought, others = workload.tiers(entry.model.tiers), _elsewhere(workload.model, book)
    for offer in live.fitting if others else ():
        if others.isdisjoint(offer.live.models) or len(offer.live.models) > 1 or offer.cost >= cost:
            continue
        tiers = book[offer.live.models[0]].model.tiers
        if all(tiers.get(tier) == bought.get(tier) for tier, _ in workload.quality.shares()):
            return [messages.same_model_elsewhere(offer.service.name, offer.cost, EXACT.subtract(cost, offer.cost))]
    return []


@lru_cache(maxsize=256)
def _elsewhere(model: str, book: PriceBook) -> frozenset[str]:
    """The same model at other sellers."""
    maker = book[model].model.same_as or model
    return frozenset(key for key, entry in book.entries.items() if maker in (entry.model.same_as, key)) - {model}


def _never_sold(table: Table, today: dt.date) -> bool:
    """Whether the present models cannot be bought in any month of the scenario that is still to come."""
    return gone(table.present.ends, max(today, table.scenario.start.first_day))


def _apart(table: Table, denied: tuple[Message, ...], live: Live, books: PriceBooks, today: dt.date) -> Advice | None:
    """The workloads that are better on other models, each by itself; None if there are none."""
    scenario, present = table.scenario, table.present
    if not scenario.several or present.per_month is None or any(map(any, table.left_out)):
        return None
    moves = tuple(moves_alone(scenario, books, today))
    if not moves:
        return None
    saving = total(move.less for move in moves)
    by_team = judged_by_team({workload.model for workload in scenario.workloads}, scenario.accepted)
    reasons = [
        messages.better_alone(move.workload, move.name, move.present, live.services, move.saving, by_team=by_team)
        for move in moves
    ]
    return Advice(
        present.key,
        present.name,
        EXACT.subtract(present.per_month, saving),
        None if _never_sold(table, today) else saving,
        False,
        (*denied, messages.no_one_for_all(), *reasons),
        tuple(dict.fromkeys(messages.makes_other_images(move.name) for move in moves)),
        moves,
    )


def _others(offer: PricedService, table: Table, books: PriceBooks) -> tuple[str, ...]:
    """The names of the scenario's models that a service does not sell, each once; none if it sells all of them."""
    book, workloads = books[table.scenario.prices], table.scenario.workloads
    models = dict.fromkeys(workload.model for workload in workloads if workload.model not in offer.live.models)
    return tuple(book[model].model.name for model in models)


def _why_stay(table: Table, live: Live, books: PriceBooks) -> Message:
    scenario = table.scenario
    unscored = [
        books[scenario.prices][workload.model].model.name
        for workload in scenario.workloads
        if not judged_by_team([workload.model], scenario.accepted)
        and score_of([workload.model], board_for(workload, books)) is None
    ]
    if unscored:
        return messages.without_a_score(tuple(dict.fromkeys(unscored)))
    return messages.none_costs_less(live.services, _names(table, books))


def _move(offer: PricedService, table: Table, live: Live, books: PriceBooks, today: dt.date) -> Advice:
    scenario, present, name = table.scenario, table.present, offer.service.name
    names = _others(offer, table, books)
    because = [messages.no_worse_to_voters(name, live.services, names)]
    tried, models = dict(scenario.accepted), {workload.model for workload in scenario.workloads}
    if len(models) == 1:
        (model,), board = models, board_for(scenario.workloads[0], books)
        now, then = score_of([model], board), score_of(offer.live.models, board)
        if judged_by_team(models, scenario.accepted):
            accepted = min(tried[other] for other in offer.live.models)
            because = [messages.accepted_no_less(name, live.services, names, accepted, tried[model])]
        elif now is not None and then is not None:
            because.append(messages.scores(name, then, names[0], now))
            if others := _as_cheap(offer, then, table, live, books):
                because.append(messages.as_cheap_with_a_lower_score(others))
    if offer.live.vendor in live.vendors:
        because.append(messages.same_vendor(offer.live.vendor, _of_vendor(offer.live.vendor, table, books)))
    gives_up = [messages.makes_other_images(name)]
    if len(models) == 1 and len(offer.live.models) == 1 and not judged_by_team(models, scenario.accepted):
        workload, entry = scenario.workloads[0], books[scenario.prices][offer.live.models[0]]
        judged = judged_otherwise(on_model(workload, entry), entry, board_for(workload, books))
        gives_up += [] if judged is None else [judged]
    changed = to_service(scenario, present, offer.live.tiers, books[scenario.prices])
    if changed is not None:
        gives_up.append(changed)
    if (equal := _at_equal_effort(offer, table, books)) is not None:
        gives_up.append(messages.at_equal_effort(equal, present.per_month))
    saving = None
    if present.per_month is not None and not _never_sold(table, today):
        saving = EXACT.subtract(present.per_month, offer.cost)
    return Advice(offer.service.id, name, offer.cost, saving, False, tuple(because), tuple(gives_up))


def _as_cheap(offer: PricedService, score: Score, table: Table, live: Live, books: PriceBooks) -> list[str]:
    """The services that are no worse either, cost as much as an offer and have a lower score than its own."""
    board = board_for(table.scenario.workloads[0], books)
    return [
        other.service.name
        for other in live.fitting
        if other.cost == offer.cost
        and (scored := score_of(other.live.models, board)) is not None
        and scored.score < score.score
        and is_no_worse(other.live, table.scenario, books)
    ]


def _at_equal_effort(offer: PricedService, table: Table, books: PriceBooks) -> Decimal | None:
    """USD a month on a service with the qualities that take as many tokens as now; None if they have the same names."""
    scenario, book = table.scenario, books[table.scenario.prices]
    if scenario.several or len(offer.live.models) != 1:
        return None
    (workload,), new = scenario.workloads, book[offer.live.models[0]]
    buys = equal_effort(workload, book[workload.model], new)
    if not buys:
        return None
    moved = on_model(under_contract(workload, new.model.id, scenario, books), new)
    return bill(replace(moved, buys=buys), scenario, books).per_month


def _replacement(table: Table, live: Live, books: PriceBooks, today: dt.date) -> Advice | None:
    """The replacement of the only workload's model as advice; None if that does not end."""
    scenario, present = table.scenario, table.present
    if scenario.several or present.ends is None:
        return None
    (workload,) = scenario.workloads
    other = replacement(workload, scenario, books, today)
    if other is None or other.bill.per_month is None:
        return None
    model, (name,) = other.entry.model, _names(table, books)
    offered = next((offer for offer in live.offers if offer.service.id == model.id), None)
    met = _fit_on(other, table, books, today) if offered is None else offered.fit
    if met.denied:
        return None
    because = [messages.takes_over(name, present.ends, model.name, over=gone(present.ends, today))]
    if other.because is not None:
        because.append(messages.offered_instead(model.name, other.because))
    elif books.listed[workload.model].model.life.successor == model.id:
        because.append(messages.named_successor(model.name))
    gives_up = (messages.makes_other_images(model.name), *filter(None, [other.effort]), *met.unknown)
    cost = other.bill.per_month if offered is None else offered.cost
    return Advice(model.id, model.name, cost, None, False, tuple(because), gives_up)


def _fit_on(other: Replacement, table: Table, books: PriceBooks, today: dt.date) -> Fit:
    """Whether a replacement meets the needs of the only workload, at the nearest qualities and sizes that it sells."""
    moved = other.bill.workload
    scenario = replace(table.scenario, workloads=(moved,), comparison=None)
    buys = {tier: Buys(moved.model, name) for tier, name in moved.tiers(other.entry.model.tiers).items()}
    return fit(scenario, [buys], other.bill.per_day, books, today)
