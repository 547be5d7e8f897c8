"""A scenario on every live service of the price book: what each costs, which fit, and the cheapest of them."""

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.bill.placement import on_model
from pricing.compare import messages
from pricing.compare.effort import to_service
from pricing.compare.fits.capacity import SMALL_VOLUME, lowest_level
from pricing.compare.fits.needs import Fit, entries_of, fit, known_fits, load_of, with_volume
from pricing.compare.table import Table
from pricing.prices import GuidePrices, PriceBasis, PriceBook, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import first_end, gone
from pricing.prices.preferences import Board, BoardUse, Score, no_worse, score_of
from pricing.prices.schema import Tier
from pricing.prices.services import Buys, Service, services
from pricing.scenario.accepted import Accepted
from pricing.scenario.comparison import Mapped
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario, of_one_image
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, PERCENT
from pricing.wording.messages import Message

_ONE_TIER = Quality(0, 0, 100)
_UnitCosts = tuple[tuple["LiveService", Mapping[Tier, Decimal | None]], ...]


class LiveService(NamedTuple):
    """A service that can be bought today, with what its tiers buy."""

    service: Service
    tiers: Mapping[Tier, Buys]
    vendor: str
    ends: dt.date | None
    """The first day without one of its models; None if no end is known."""
    by_program: bool
    """Whether programs may call it and it is billed by token or by image."""
    charges_text: bool
    """Whether it bills prompts."""
    models: tuple[str, ...]
    """The models that the tiers buy, each once."""
    lowest: Decimal
    """Images a minute that its limits allow at every level of customers; a higher load needs a check of the limits."""


class PricedService(NamedTuple):
    """A live service that has a price for every part of the scenario."""

    live: LiveService
    cost: Decimal
    """USD a month."""
    score: Score | None
    """The score of voters; None without one."""
    fit: Fit

    @property
    def service(self) -> Service:
        return self.live.service


class Live(NamedTuple):
    """The result of `cheapest_live`."""

    services: int
    """The number of services that can be bought today, whether they fit or not."""
    vendors: tuple[str, ...]
    """The vendors of the workloads' models, each once, in the order of the workloads."""
    offers: tuple[PricedService, ...]
    """The services that price the whole scenario, cheapest first."""
    cheapest: PricedService | None
    """The cheapest service that fits; None if none does."""
    of_vendor: PricedService | None
    """The cheapest that fits, of the vendors from whom the user already buys."""
    no_worse: PricedService | None
    """The cheapest that fits and is no worse than the model of each workload (`pricing.prices.preferences`); also
    None if one of these models has no score."""
    effort: Message | None
    """How the tokens of the scenario's qualities change at `of_vendor`; None if they do not."""

    @property
    def fitting(self) -> list[PricedService]:
        """The offers that are known to meet every need, cheapest first."""
        return [offer for offer in self.offers if offer.fit.answer == "yes"]


def cheapest_live(table: Table, books: PriceBooks, today: dt.date) -> Live:
    """The cheapest live services that fit every workload, of the whole price book and of the scenario's vendors.

    Tiers buy what they buy in the comparison, and the shares that it leaves out are left out here too.
    """
    scenario, book = table.scenario, books[table.scenario.prices]
    mapped = _chosen(table.comparison.map, book) if book is books.listed else ()
    services = len(live_services(scenario.prices, mapped, books, today))
    offers = _offers(replace(table.compared, comparison=None), mapped, books, today)
    fitting = [offer for offer in offers if offer.fit.answer == "yes"]
    vendors = tuple(dict.fromkeys(books.vendor_of(workload.model) for workload in scenario.workloads))
    of_vendor = next((offer for offer in fitting if offer.live.vendor in vendors), None)
    no_worse = next((offer for offer in fitting if is_no_worse(offer.live, scenario, books)), None)
    effort: Message | None = None
    if of_vendor is not None and {of_vendor.service.id} != {workload.model for workload in scenario.workloads}:
        effort = to_service(scenario, table.present, of_vendor.live.tiers, book)
    return Live(
        services=services,
        vendors=vendors,
        offers=offers,
        cheapest=next(iter(fitting), None),
        of_vendor=of_vendor,
        no_worse=no_worse,
        effort=effort,
    )


def _chosen(mapped: Mapped, book: PriceBook) -> Mapped:
    """What tiers buy at services where it differs from the start: a key of caches."""
    known = services(book)
    return tuple((key, names) for key, names in mapped if key in known and names != known[key].start_names())


@lru_cache(maxsize=16)
def _offers(compared: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date) -> tuple[PricedService, ...]:
    """The live services that price the whole scenario, with USD a month, cheapest first."""
    board = board_of_all(compared, books)
    days = Decimal(compared.days if compared.images else 0)
    return tuple(
        PricedService(live, EXACT.multiply(daily, days), _score(live, board), met)
        for daily, live, met in _with_fits(compared, mapped, books, today)
    )


def _with_fits(
    compared: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date
) -> list[tuple[Decimal, LiveService, Fit]]:
    """USD a day, service and fit of the live services that price the whole scenario, cheapest first.

    For workloads without images one image of each is priced, so that there is an order.
    """
    count, load = len(compared.workloads), load_of(compared)
    known = known_fits(compared, books, today)
    fits = []
    a_minute = load.a_minute
    for daily, live in _priced(compared, mapped, books, today):
        if len(live.models) == 1 and a_minute <= live.lowest:
            met = known((live.models,) * count)
        elif len(live.models) == 1:
            met = with_volume(known((live.models,) * count), {live.models[0]: load._replace(cost_a_day=daily)}, books)
        else:
            met = fit(compared, [live.tiers] * count, daily, books, today)
        fits.append((daily, live, met))
    return fits


def fitting_services(
    compared: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date
) -> list[tuple[Decimal, LiveService]]:
    """USD a day and service of the live services that fit every workload, cheapest first; see `_with_fits`."""
    return [(daily, live) for daily, live, met in _with_fits(compared, mapped, books, today) if met.answer == "yes"]


def _score(live: LiveService, board: Board | None) -> Score | None:
    return score_of(live.models, board)


def board_of_all(scenario: Scenario, books: PriceBooks) -> Board | None:
    """The board for all workloads; that of text to image if their boards differ."""
    boards = {board_for(workload, books) for workload in scenario.workloads}
    return boards.pop() if len(boards) == 1 else books.board


def board_for(workload: Workload, books: PriceBooks) -> Board | None:
    """The board for the use of a workload: editing if it sends references, words in the picture, or text to image."""
    use: BoardUse = "words in the picture" if "text" in workload.needs else "text to image"
    return books.board_of("image editing" if workload.refs else use)


def shown_no_worse(models: Collection[str], workload: Workload, accepted: Accepted, books: PriceBooks) -> bool:
    """Whether a service's models are shown to be no worse than the model of a workload, for the workload's use.

    By the team's own trial if it has the present models and others, else by voters. False if a score or the trial of
    one of the two is missing.
    """
    board = board_for(workload, books)
    if judged_by_team([workload.model], accepted):
        tried = dict(accepted)
        return all(model in tried and tried[model] >= tried[workload.model] for model in models)
    return bool(no_worse(score_of(models, board), score_of([workload.model], board)))


def judged_otherwise(workload: Workload, entry: Entry, board: Board | None) -> Message | None:
    """The qualities of its model that a workload buys and voters did not judge; None if the board names no quality."""
    score, qualities = score_of([entry.model.id], board), workload.tiers(entry.model.tiers)
    if score is None or score.setting not in entry.qualities:
        return None
    bought = dict.fromkeys(qualities[tier] for tier, _ in workload.quality.shares() if tier in qualities)
    others = [quality for quality in bought if quality != score.setting]
    return messages.judged_at(entry.model.name, score.setting, others) if others else None


def judged_by_team(models: Collection[str], accepted: Accepted) -> bool:
    """Whether a team's trial has the present models and others, so that it replaces the scores of voters."""
    tried = dict(accepted)
    return len(tried) > len(models) and all(model in tried for model in models)


def is_no_worse(live: LiveService, scenario: Scenario, books: PriceBooks) -> bool:
    """Whether a service is shown to be no worse than the model of every workload."""
    return all(shown_no_worse(live.models, workload, scenario.accepted, books) for workload in scenario.workloads)


_Standing = tuple[bool, Decimal, int, int]


def standing(scenario: Scenario, books: PriceBooks) -> Callable[[Collection[str]], _Standing]:
    """The order of services of equal cost, by the models that they sell: the first to name has the lowest key.

    The scenario's own model is first, then what the team accepted most of, then the highest score of voters, then the
    one with the most votes. Equal ones, and those without a score, keep the order of the price book.
    """
    present, tried = {workload.model for workload in scenario.workloads}, dict(scenario.accepted)
    by_team, board = judged_by_team(present, scenario.accepted), board_of_all(scenario, books)

    def key(models: Collection[str]) -> _Standing:
        accepted = min((tried.get(model, Decimal(0)) for model in models), default=Decimal(0))
        score = score_of(models, board)
        points, votes = (0, 0) if score is None else (score.score, score.votes or 0)
        return {*models} != present, -accepted if by_team else Decimal(0), -points, -votes

    return key


@lru_cache(maxsize=64)
def live_services(prices: PriceBasis, mapped: Mapped, books: PriceBooks, today: dt.date) -> tuple[LiveService, ...]:
    """The services of a price book that can be bought today and that were on sale on the price date."""
    book, chosen = books[prices], dict(mapped)
    live = []
    for service in services(book).values():
        tiers = service.tiers(chosen.get(service.id))
        entries = [book[buys.model] for buys in tiers.values()]
        end = first_end((entry.model.id for entry in entries), books)
        released = isinstance(prices, GuidePrices) or all(entry.first_priced <= prices.day for entry in entries)
        if entries and released and not gone(end, today):
            models = [entry.model for entry in entries]
            by_program = not any(model.no_api or model.billing == "subscription" for model in models)
            charges_text = any(entry.charges_text for entry in entries)
            vendor, ids = books.vendor_of(models[0].id), tuple(dict.fromkeys(model.id for model in models))
            levels = [lowest_level(limited) for id in ids for limited in entries_of(id, books)]
            lowest = min(SMALL_VOLUME if level is None else level for level in levels)
            live.append(LiveService(service, tiers, vendor, end, by_program, charges_text, ids, lowest))
    return tuple(live)


def _priced(compared: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date) -> list[tuple[Decimal, LiveService]]:
    """USD a day and service of the live services that price every workload completely, cheapest first.

    Services of equal cost are in the order of `standing`.
    """
    costs: dict[str, tuple[Decimal, LiveService]] = {}
    for place, workload in enumerate(compared.workloads):
        of_workload = _of_workload(workload, compared, mapped, books, today)
        with localcontext(EXACT):
            daily = workload.generations_per_image * (workload.images if compared.images else 1)
            at_list, paid = daily, daily * workload.paid_part
            vendor = None if compared.contract == "everywhere" else books.vendor_of(workload.model)
            of_vendor = {
                key: usd * (paid if vendor in (None, live.vendor) else at_list)
                for key, (usd, live) in of_workload.items()
            }
            if place == 0:
                costs = {key: (of_vendor[key], live) for key, (_, live) in of_workload.items()}
            else:
                costs = {
                    key: (before + of_vendor[key], live) for key, (before, live) in costs.items() if key in of_workload
                }
    key, ranked = standing(compared, books), []
    for _, alike in itertools.groupby(sorted(costs.values(), key=lambda offer: offer[0]), lambda offer: offer[0]):
        several = list(alike)
        ranked += sorted(several, key=lambda offer: key(offer[1].models)) if len(several) > 1 else several
    return ranked


def _of_workload(
    workload: Workload, terms: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date
) -> dict[str, tuple[Decimal, LiveService]]:
    """Service id -> USD per generation before the discount, for live services that price the whole workload.

    That of its own model is priced with the qualities that the workload buys, and is left out if one has no price.
    """
    shares = workload.quality.shares()
    if not shares:
        return {}
    priced = {}
    with localcontext(EXACT):
        single = workload.of_one_generation()
        for charges_text in (True, False):
            request = _request(single, terms, charges_text)
            for live, costs in _unit_costs(request, charges_text, mapped, books, today):
                known = [share * usd for tier, share in shares if (usd := costs.get(tier)) is not None]
                if len(known) == len(shares):
                    priced[live.service.id] = sum(known, Decimal(0)) / PERCENT, live
        if workload.model in priced and (workload.buys or workload.thinking):
            own = bill(single, of_one_image(single, terms), books).per_image
            live = priced.pop(workload.model)[1]
            if own is not None:
                priced[workload.model] = own, live
    return priced


def _request(workload: Workload, terms: Scenario, charges_text: bool) -> Scenario:
    """A scenario with only the fields on which the cost of one generation depends: a key of caches."""
    return of_one_image(workload, terms, model="", quality=_ONE_TIER, prompt=workload.prompt if charges_text else 0)


@lru_cache(maxsize=1024)
def _unit_costs(request: Scenario, charges_text: bool, mapped: Mapped, books: PriceBooks, today: dt.date) -> _UnitCosts:
    """USD per generation by tier on the live services for programs that bill prompts, or on those that do not."""
    (workload,) = request.workloads
    unit_costs, book = [], books[request.prices]
    for live in live_services(request.prices, mapped, books, today):
        if live.by_program and live.charges_text is charges_text:
            costs = {
                buys: bill(on_model(workload, book[buys.model]), request, books, {"high": buys.quality_name}).per_image
                for buys in set(live.tiers.values())
            }
            unit_costs.append((live, {tier: costs[buys] for tier, buys in live.tiers.items()}))
    return tuple(unit_costs)
