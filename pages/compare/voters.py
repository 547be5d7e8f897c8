"""What voters preferred, in words: a score, what the scores are, and the cheapest service that is no worse.

Plain text; `words.plain` makes Markdown of it.
"""

from collections.abc import Mapping

import streamlit as st

from pricing.compare.live import Live
from pricing.compare.preference import score_of
from pricing.compare.rows import Row
from pricing.compare.table import Table
from pricing.prices import PriceBooks
from pricing.prices.preferences import Board, Score
from ui.controls import widgets
from ui.drawing import words

LABEL = "What voters preferred"
NO_SCORE = "no score"


def of_row(row: Row, board: Board) -> str:
    """`1,383 (1,379 to 1,387), medium` of a service; `no score` where it has none, which is not a low one."""
    return scored(score_of((entry.model.id for entry in row.entries), board))


def scored(score: Score | None) -> str:
    """A score, its interval and what was voted on."""
    if score is None:
        return NO_SCORE
    setting = f", {score.setting}" if score.setting else ""
    return f"{words.number(score.score)} ({words.number(score.low)} to {words.number(score.high)}){setting}"


def about(board: Board) -> list[str]:
    """What the scores are and are not, and how to read them."""
    return [
        f"{board.title}, {words.day(board.day)}. {board.about}",
        "In brackets the 95% interval: where two overlap, it is a tie, and a tie is no worse. The setting stands "
        "behind it where the board states one; no score follows the quality mix.",
        "No score is not a low one: what a service sells is not on the board, or is several models.",
    ]


def cheapest_no_worse(table: Table, live: Live, books: PriceBooks) -> list[str]:
    """Which service is the cheapest of those that fit and are no worse than the scenario's models, and their scores."""
    scenario, book = table.scenario, books[table.scenario.prices]
    models = list(dict.fromkeys(workload.model for workload in scenario.workloads))
    present = {book[model].model.name: score_of([model], books.board) for model in models}
    names = words.joined(list(present))
    if unscored := [name for name, score in present.items() if score is None]:
        verb = "has" if len(unscored) == 1 else "have"
        return [f"{words.joined(unscored)} {verb} no score, so nobody can say what is no worse."]
    if (offer := live.no_worse) is None:
        return [f"None of all {live.services} live services fits and was no worse than {names} to voters."]
    itself = [offer.service.id] == models
    cheapest = f"{names} itself" if itself else offer.service.name
    scores = {offer.service.name: offer.score} | present
    return [
        f"Of all {live.services} live services, the cheapest that fits and was no worse than {names} to voters is "
        f"{cheapest}, {words.money(offer.cost)} a month.",
        *([] if itself else ["; ".join(f"{name}: {_whole(score)}" for name, score in scores.items())]),
    ]


def _whole(score: Score | None) -> str:
    """A score, and that its setting is not known where it is not."""
    return scored(score) if score is None or score.setting else f"{scored(score)}, setting not stated"


_ON = "voters_on"
"""Outlives the switch itself, which is gone on the other pages."""


def switched_on() -> bool:
    """Whether the session is to see it. Not in the link: it changes no figure."""
    widgets.toggle(LABEL, st.session_state.get(_ON, False), key="voters", change=_switch)
    return bool(st.session_state.get(_ON))


def _switch(on: bool) -> Mapping[str, str | None]:
    st.session_state[_ON] = on
    return {}


def answer(table: Table, live: Live, books: PriceBooks) -> None:
    """The cheapest service of the whole price book that is no worse there than what the scenario has."""
    st.markdown("  \n".join(map(words.plain, cheapest_no_worse(table, live, books))))


def credit(board: Board) -> None:
    """What the scores are and are not, and whose they are."""
    texts = list(map(words.plain, about(board)))
    texts.append(f"[{words.plain(board.credit)}]({board.address}). {words.plain(board.changes)}")
    st.caption("  \n".join(texts))
