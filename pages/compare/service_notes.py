"""What is said of each service of a comparison: what it lacks, why it does not fit, and what voters preferred.

Plain text; `phrases.plain` makes Markdown of it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

import streamlit as st

from pricing.bill.subscription import Combination
from pricing.compare.choice import instead, most_by_hand, no_program
from pricing.compare.fits.needs import Fit, FitAnswer
from pricing.compare.live import Live
from pricing.compare.meter import Seats
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.preferences import Board, Score, score_of
from pricing.prices.services import Service
from pricing.wording import figures, messages
from ui.controls import widgets
from ui.drawing import phrases

FITS = (
    "What fits has a price here for every quality and size of the plan, is known to make what the plan needs, can be "
    "called by a program, and is sold from today until the plan ends. What may fit lacks a source for one of these. "
    "How good its pictures are is yours to judge."
)
DOES_THE_JOB: Mapping[FitAnswer, str] = {"yes": "fits", "unknown": "may fit", "no": "no"}
LABEL = "What voters preferred"
NO_SCORE = "no score"
_ON = "voters_on"
"""Outlives the switch itself, which is gone on the other pages."""


def can_be_used(row: Row, met: Fit, table: Table, books: PriceBooks, today: dt.date) -> bool:
    """Whether a service is a model that workloads can have, that nothing denies, and not all of them have already."""
    scenario, book = table.scenario, books[table.scenario.prices]
    if row.key not in book.priced or all(workload.model == row.key for workload in scenario.workloads):
        return False
    if isinstance(scenario.prices, ListPrices) and book[row.key].first_priced > today:
        return False
    return met.answer != "no"


def good_to_know(row: Row, met: Fit, table: Table, books: PriceBooks) -> str:
    """Why a service does not fit or may not, what is counted instead, and why no workload can be on it."""
    texts = dict.fromkeys(text[0].upper() + text[1:].removesuffix(".") for text in _notes(row, met, table, books))
    return ". ".join(texts)


def _notes(row: Row, met: Fit, table: Table, books: PriceBooks) -> Iterator[str]:
    scenario = table.scenario
    if row is table.present:
        yield "the plan as it is" if scenario.several else "the plan's own model"
    yield from map(messages.words, met.why[:1])
    if not met.denied:
        yield from map(messages.words, instead(row))
    yield from _no_model(row, books[scenario.prices].priced)
    if met.answer == "yes":
        yield "has what the plan asks for" if row.own is None else "what it makes is yours to judge"


def _no_model(row: Row, models: tuple[str, ...]) -> Iterator[str]:
    """Why no workload can have a service as its model."""
    subject = row.candidate.subject
    if isinstance(subject, AsPlanned) or row.key in models:
        return
    if not isinstance(subject, Service):
        yield "not a plan's model: it is yours"
    elif row.billing == "subscription":
        yield "not a plan's model: a subscription"
    else:
        yield f"not a plan's model: {len({buys.model for buys in subject.choices.values()})} models in one"


def seats_to_buy(bought: Combination) -> str:
    """`2 Mega, 13 extra hours`."""
    return ", ".join(f"{figures.number(count)} {name}" for name, count in bought.counts.items())


def by_hand(row: Row) -> str:
    """Where the line of a service ends that only people use; empty for others."""
    most, meter = most_by_hand(row), row.meter
    if most is None or not isinstance(meter, Seats):
        return ""
    largest, minutes = meter.plan.largest, meter.plan.unit == "minutes"
    of_what = "GPU hours" if minutes else "credits"
    included = f"{figures.number(largest.included / 60 if minutes else largest.included)} {of_what}"
    without = " and ".join(map(messages.words, no_program(row.candidate)))
    return (
        f"{row.label} {without}: its line ends at {figures.number(most)} images a day, "
        f"what one person makes by hand with the {included} a month of the largest plan, {largest.name}."
    )


def how_compared(table: Table, live: Live) -> Iterator[str]:
    """How a comparison was made: what stands behind its figures and decides nothing by itself."""
    yield FITS
    yield f"The whole price book has {live.services} live services: somebody can buy them today."
    if table.comparison.missing == "move":
        yield "Where a service has no price for a quality or a size, the nearest one that it has is counted."
    if any(row.combination is not None for row in table.rows):
        yield "Seats to buy are the cheapest plans, and extra hours where there are any, for a month's images."
    yield from filter(None, map(by_hand, table.rows))
    yield "More than now is against the plan as it is; below zero it is less."
    yield "Times the cheapest is a multiple of the cheapest on this page that is on sale, whether it fits or not."
    yield (
        "A price by quality is that of the image alone, at 1024x1024 or the nearest size; of a subscription, at what "
        "its best plan includes."
    )


def score_of_row(row: Row, board: Board) -> str:
    """`1,383 (1,379 to 1,387), medium` of a service; `no score` where it has none, which is not a low one."""
    return scored(score_of((entry.model.id for entry in row.entries), board))


def scored(score: Score | None) -> str:
    """A score, its interval and what was voted on."""
    if score is None:
        return NO_SCORE
    setting = f", {score.setting}" if score.setting else ""
    return f"{figures.number(score.score)} ({figures.number(score.low)} to {figures.number(score.high)}){setting}"


def about_scores(board: Board) -> list[str]:
    """What the scores are and are not, and how to read them."""
    return [
        f"{board.title}, {figures.day(board.day)}. {board.about}",
        "In brackets the 95% interval: where two overlap, it is a tie, and a tie is no worse. The setting stands "
        "behind it where the board states one; no score follows the quality mix.",
        "No score is not a low one: what a service sells is not on the board, or is several models.",
    ]


def switched_on() -> bool:
    """Whether the session is to see what voters preferred. Not in the link: it changes no figure."""
    return bool(st.session_state.get(_ON, True))


def show_switch() -> None:
    """The switch of `switched_on`."""
    widgets.toggle(LABEL, switched_on(), key="voters", change=_switch)


def _switch(on: bool) -> Mapping[str, str | None]:
    st.session_state[_ON] = on
    return {}


def credit_board(board: Board) -> None:
    """What the scores are and are not, and whose they are."""
    texts = list(map(phrases.plain, about_scores(board)))
    texts.append(f"[{phrases.plain(board.credit)}]({board.address}). {phrases.plain(board.changes)}")
    # Not as a caption: that is faded, and its links with it.
    st.markdown("  \n".join(f":small[{text}]" for text in texts))
