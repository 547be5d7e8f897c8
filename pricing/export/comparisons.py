"""A comparison as plain data: the answer of the API, from which the files are made."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pricing.bill.bills import Line
from pricing.bill.charges import at_reference_rates
from pricing.bill.messages import bought_as
from pricing.bill.subscription import Combination
from pricing.compare.advice import Advice, advise
from pricing.compare.choice import (
    CheapestForEach,
    capacity_of_row,
    cheapest_for_each,
    choose,
    crossings,
    fit_of_row,
    times_cheapest,
)
from pricing.compare.live import PricedService, board_of_all, cheapest_live
from pricing.compare.rows import Part, Row, UnpricedRow
from pricing.compare.table import Table
from pricing.export.answers import ServiceLineData
from pricing.export.compare_answers import (
    AdviceData,
    BoardData,
    CheapestForEachData,
    CompareData,
    OfferData,
    PreferenceData,
    ServiceData,
    ServiceWorkloadData,
    SeveralData,
)
from pricing.export.estimates import book_data, line_data, named_models, text
from pricing.prices import PriceBooks
from pricing.prices.preferences import Board, Score, score_of
from pricing.scenario import link
from pricing.scenario.comparison import completed
from pricing.scenario.fields import FIELDS
from pricing.scenario.in_words import in_a_row
from pricing.values.exact import EXACT, plain
from pricing.wording.messages import Message, as_written, named, together, words


def compare_data(table: Table, books: PriceBooks, today: dt.date) -> CompareData:
    """The answer of `GET /api/compare`; quotients have 12 decimals, all other amounts are exact.

    `choice` is the cheapest compared service that fits (`pricing.compare.fits.needs`), `choice_in_book` the cheapest
    one of the whole price book that is sold and fits, `choice_of_vendor` the cheapest one of the vendors of the
    scenario's models, and `choice_no_worse` the cheapest one whose voters' score is no worse than that of each of these
    models (`pricing.prices.preferences`); it is null if one of them has no score. A service that is no longer sold has
    figures but no rank: its `times_cheapest` is null, and no crossing names it.

    For several workloads, the service `as-planned` is the scenario with each workload on its own model; the others are
    compared with it. Texts about one workload begin with its name, each service has its `workloads`, and
    `cheapest_for_each` is the cheapest service of each workload (`pricing.compare.choice`). Volumes are sums.
    """
    chosen, live = choose(table, books, today), cheapest_live(table, books, today)
    board = board_of_all(table.scenario, books)
    texts = link.write(replace(table.scenario, comparison=completed(table.comparison, books.listed)))
    compared = {key: text for key, text in texts.items() if key in FIELDS and FIELDS[key].of == "comparison"}
    return {
        "scenario": {
            **{key: text for key, text in texts.items() if key not in compared},
            "budget": text(table.scenario.budget),
        },
        "comparison": compared,
        "price_book": book_data(books),
        "models": named_models(table.scenario, books),
        "currency": table.scenario.currency,
        "left_out": _of_workloads(table, table.left_out),
        "services": [row_data(row, table, books, today) for row in table.rows],
        "absent": list(table.absent),
        "choice": None
        if chosen is None
        else {
            "service": chosen.row.key,
            "per_month": plain(chosen.row.per_month),
            "saving": text(chosen.saving),
            "needed_from": None if chosen.needed_from is None else chosen.needed_from.isoformat(),
        },
        **_of_several(table, books, today),
        "live_in_book": live.services,
        "choice_in_book": offer_data(live.cheapest),
        "choice_of_vendor": offer_data(live.of_vendor),
        "choice_no_worse": offer_data(live.no_worse),
        "advice": advice_data(advise(table, live, books, today)),
        "preference_board": None if board is None else board_data(board),
        "crossings": [
            {
                "images": cross.images,
                "cheaper_below": cross.cheaper_below.key,
                "cheaper_above": cross.cheaper_above.key,
                "always_below": cross.always_below,
            }
            for cross in crossings(table, today)
        ],
    }


def _of_several(table: Table, books: PriceBooks, today: dt.date) -> SeveralData:
    if not table.scenario.several:
        return {}
    return {
        "workloads": [
            {"name": workload.name, "model": workload.model, "images": workload.images}
            for workload in table.scenario.workloads
        ],
        "cheapest_for_each": for_each_data(cheapest_for_each(table, books, today)),
    }


def offer_data(offer: PricedService | None) -> OfferData | None:
    """A service of the price book and the cost of the scenario there a month; None for None."""
    return (
        None
        if offer is None
        else {"service": offer.service.id, "name": offer.service.name, "per_month": plain(offer.cost)}
    )


def advice_data(advice: Advice | None) -> AdviceData | None:
    """The recommended service and its reasons, in the reader's language; None for None."""
    if advice is None:
        return None
    return {
        "service": advice.key,
        "name": advice.name,
        "stay": advice.stay,
        "per_month": plain(advice.cost),
        "saving": text(advice.saving),
        "because": list(map(words, advice.because)),
        "gives_up": list(map(words, advice.gives_up)),
        "moves": [
            {"workload": move.workload, "service": move.model, "name": move.name, "saving": text(move.saving)}
            for move in advice.moves
        ],
    }


def board_data(board: Board) -> BoardData:
    """The board from which each `preference` is, with the credit that must be shown with its scores."""
    return {
        "day": board.day.isoformat(),
        "title": board.title,
        "about": board.about,
        "credit": board.credit,
        "address": board.address,
        "changes": board.changes,
    }


def score_data(score: Score | None) -> PreferenceData | None:
    """A score in points, its 95% interval and the setting that was voted on; None for None."""
    return (
        None
        if score is None
        else {"score": score.score, "low": score.low, "high": score.high, "setting": score.setting}
    )


def for_each_data(cheapest: CheapestForEach) -> CheapestForEachData:
    """The cheapest service for each workload, and what they cost a month together."""
    return {
        "workloads": [
            {
                "workload": choice.workload.name,
                "service": None if choice.row is None else choice.row.key,
                "per_month": text(choice.cost),
            }
            for choice in cheapest.workloads
        ],
        "per_month": text(cheapest.total),
        "saving": text(cheapest.saving),
    }


def row_data(row: Row, table: Table, books: PriceBooks, today: dt.date) -> ServiceData:
    """A service with its lines and, for several workloads, its `workloads`."""
    scenario, met = table.scenario, fit_of_row(row, table, books, today)
    data: ServiceData = {
        "service": row.key,
        "name": row.name,
        "billing": row.billing,
        "offered": row.per_month is not None,
        "per_month": text(row.per_month),
        "per_image": text(row.per_image),
        "per_generation": text(row.per_generation),
        "per_megapixel": text(row.per_megapixel),
        "times_cheapest": text(times_cheapest(row, table, today)),
        "difference": text(difference(row, table)),
        "quality": _of_workloads(table, [part.workload.quality for part in row.parts]),
        "size": _of_workloads(table, [part.workload.size for part in row.parts]),
        "moved": in_a_row(moved(row)),
        "purchase": purchase(row.combination) if row.combination else "",
        "ends": row.ends.isoformat() if row.ends else "",
        "confidence": str(row.confidence or ""),
        "limits": _sentences(*met.denied, *met.unknown),
        "fits": met.answer,
        "fits_why": _sentences(*met.why),
        "capacity": words(capacity_of_row(row, table, books)),
        "remark": remark(row, books),
        "preference": score_data(score_of((entry.model.id for entry in row.entries), board_of_all(scenario, books))),
        "lines": [_line(line, scenario.several) for bill in row.bills for line in bill.lines],
    }
    if scenario.accepted:
        accepted = None if isinstance(row, UnpricedRow) else row.per_accepted_image(scenario.accepted)
        data["per_accepted_image"] = text(accepted)
    if scenario.several:
        data["workloads"] = [_part_data(part, scenario.days) for part in row.parts]
    return data


def _line(line: Line, several: bool) -> ServiceLineData:
    data: ServiceLineData = {**line_data(line)}
    if not several:
        del data["workload"]
    return data


def _part_data(part: Part, days: int) -> ServiceWorkloadData:
    """One of several workloads at a service; its cost is null if the service bills all workloads together."""
    return {
        "workload": part.workload.name,
        "quality": str(part.workload.quality),
        "size": str(part.workload.size),
        "moved": in_a_row(words(bought_as(move.requested, move.bought)) for move in part.moves),
        "per_month": text(part.per_month(days)),
    }


def _of_workloads(table: Table, values: Iterable[object]) -> str:
    """The values of the workloads as one text, with names if there are several: `Thumbnails: 30-50-20; ...`."""
    names = [workload.name for workload in table.scenario.workloads]
    texts = [(name, as_written(str(value))) for name, value in zip(names, values, strict=True)]
    return in_a_row(map(words, named(texts, len(names))))


def moved(row: Row) -> list[str]:
    """The qualities and sizes bought in place of those without a price at a service: `low as medium`.

    For several workloads each text begins with their names.
    """
    moves = [(part.workload.name, bought_as(move.requested, move.bought)) for part in row.parts for move in part.moves]
    return list(map(words, named(moves, len(row.parts))))


def purchase(bought: Combination) -> str:
    """The subscriptions to buy: `2 x Mega + 13 extra hours`."""
    seats = [f"{count} x {name}" for name, count in bought.counts.items() if name in bought.plans]
    hours = [f"{count} {name}" for name, count in bought.counts.items() if name not in bought.plans]
    return " + ".join(seats + hours)


def difference(row: Row, table: Table) -> Decimal | None:
    """The cost of a service a month less that of the scenario as planned; None if either has no price."""
    present = table.present.per_month
    return None if present is None or row.per_month is None else EXACT.subtract(row.per_month, present)


def remark(row: Row, books: PriceBooks) -> str:
    """The guide's note on a service, and the reference rates by which its prices are converted."""
    guide = [books.guide[row.key].model.note] if row.key in books.guide else []
    rates = dict.fromkeys(about for bill in row.bills for about in at_reference_rates(bill.card))
    return _sentences(*map(as_written, guide), *rates)


def _sentences(*messages: Message) -> str:
    """Messages one after the other, as text; empty without messages."""
    return words(together(messages)) if messages else ""
