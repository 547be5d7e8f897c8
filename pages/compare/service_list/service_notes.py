"""Notes on each service of a comparison: what it lacks, why it does not fit, and its score by voters."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

import streamlit as st

from pages.compare.service_list import messages
from pricing.bill.charges import at_reference_rates
from pricing.compare.choice import instead, most_by_hand, no_program
from pricing.compare.fits.needs import Fit
from pricing.compare.live import Live
from pricing.compare.meter import Seats
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.preferences import Board, score_of
from pricing.prices.services import Service
from pricing.values.exact import EXACT
from pricing.wording.messages import Message, together, words
from ui.controls import widgets
from ui.drawing import phrases

_ON = "voters_on"
"""The key of the switch's state, which stays when other pages are visited."""


def can_be_used(row: Row, met: Fit, table: Table, books: PriceBooks, today: dt.date) -> bool:
    """Whether a service is a model that can be put into the plan: it may fit, and not all workloads have it already."""
    scenario, book = table.scenario, books[table.scenario.prices]
    if row.key not in book.priced or all(workload.model == row.key for workload in scenario.workloads):
        return False
    if isinstance(scenario.prices, ListPrices) and book[row.key].first_priced > today:
        return False
    return met.answer != "no"


def good_to_know(row: Row, met: Fit, table: Table, books: PriceBooks) -> str:
    """Why a service does not fit or may not, what is counted instead, and why it cannot be a workload's model."""
    return words(together(dict.fromkeys(_notes(row, met, table, books))))


def _notes(row: Row, met: Fit, table: Table, books: PriceBooks) -> Iterator[Message]:
    scenario = table.scenario
    if row is table.present:
        yield messages.THE_PLAN if scenario.several else messages.PLANS_MODEL
    yield from met.why[:1]
    if not met.denied:
        yield from instead(row)
    for bill in row.bills:
        yield from at_reference_rates(bill.card)
    yield from _no_model(row, books[scenario.prices].priced)
    if met.answer == "yes":
        yield messages.HAS_ALL if row.own is None else messages.YOURS_TO_JUDGE


def _no_model(row: Row, models: tuple[str, ...]) -> Iterator[Message]:
    """The reason why a service cannot be a workload's model."""
    subject = row.candidate.subject
    if isinstance(subject, AsPlanned) or row.key in models:
        return
    if not isinstance(subject, Service):
        yield messages.NO_MODEL_YOURS
    elif row.billing == "subscription":
        yield messages.NO_MODEL_SUBSCRIPTION
    else:
        yield messages.no_model_several(len({buys.model for buys in subject.choices.values()}))


def by_hand(row: Row) -> Message | None:
    """The most images that people can make at a service without an API; None for others."""
    most, meter = most_by_hand(row), row.meter
    if most is None or not isinstance(meter, Seats):
        return None
    largest = meter.plan.largest
    if meter.plan.unit == "minutes":
        included = messages.gpu_hours(EXACT.divide(Decimal(largest.included), Decimal(60)))
    else:
        included = messages.credits_included(largest.included)
    return messages.by_hand(row.label, no_program(row.candidate), most, included, largest.name)


def how_compared(table: Table, live: Live) -> Iterator[Message]:
    """How the comparison was made."""
    yield messages.FITS
    yield messages.services_on_sale(live.services)
    if table.comparison.missing == "move":
        yield messages.NEAREST_COUNTED
    if any(row.combination is not None for row in table.rows):
        yield messages.SEATS_COUNTED
    yield from (note for row in table.rows if (note := by_hand(row)) is not None)
    yield messages.AGAINST_THE_PLAN
    yield messages.TIMES_THE_CHEAPEST
    yield messages.BY_QUALITY


def score_of_row(row: Row, board: Board) -> str:
    """`1,383 (1,379 to 1,387), medium`; `no score` if a service has none, which does not mean a low one."""
    score = score_of((entry.model.id for entry in row.entries), board)
    if score is None:
        return words(messages.NO_SCORE)
    return words(messages.score(score.score, score.low, score.high, score.setting))


def about_scores(board: Board) -> list[Message]:
    """The meaning of the scores, and how to read them."""
    return [messages.board(board.title, board.day, board.about), messages.INTERVALS, messages.NO_SCORE_IS_NOT_LOW]


def switched_on() -> bool:
    """Whether the session shows voters' scores. It is not in the link, as it changes no figure."""
    return bool(st.session_state.get(_ON, True))


def show_switch() -> None:
    """The switch of `switched_on`."""
    widgets.toggle(words(messages.VOTERS), switched_on(), key="voters", change=_switch)


def _switch(on: bool) -> Mapping[str, str | None]:
    st.session_state[_ON] = on
    return {}


def credit_board(board: Board) -> None:
    """The meaning of the scores, and their owner."""
    texts = [phrases.plain(words(text)) for text in about_scores(board)]
    credit = f"[{phrases.plain(board.credit)}]({board.address})"
    texts.append(words(messages.credit(credit, phrases.plain(board.changes))))
    # Not a caption, which would fade the links too.
    st.markdown("  \n".join(f":small[{text}]" for text in texts))
