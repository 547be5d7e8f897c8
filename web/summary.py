"""The first content of a page without scripts: its figure, subject, months and card."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.bill.timeline import not_sold_since
from pricing.decide.spread import spread
from pricing.decide.sureness import messages as sure_messages
from pricing.explain.notices import notices
from pricing.prices import PriceBooks
from pricing.scenario import in_words
from pricing.wording.messages import cost_words, words
from ui.drawing import claims
from ui.drawing.headline import headline
from ui.drawing.messages import NO_LONGER_SOLD
from ui.drawing.months_svg import Drawing, months_drawing
from web import messages
from web.card import card


class Summary(NamedTuple):
    """The first content of a page without scripts."""

    figure: claims.Figure
    about: str
    """The subject of the figure: `GPT Image 2, 1,000 images a day, prices of 24 Nov 2026`."""
    budget: str
    """Whether the plan is within its budget; empty without one."""
    chart: Drawing | None
    warnings: list[str]


def summary(whole: Estimate, months: list[ForecastMonth], books: PriceBooks, today: dt.date) -> Summary:
    budget_line = budget_kept(whole, months, books, today)
    return Summary(
        headline(whole, months, None, today).figure,
        subject(whole),
        budget_line,
        drawing(whole, months),
        [words(notice.message) for notice in notices(whole, books, today)],
    )


def budget_kept(whole: Estimate, months: list[ForecastMonth], books: PriceBooks, today: dt.date) -> str:
    """A sentence that says whether the plan is within its budget; empty without a budget, and if no model of it is
    sold.
    """
    within_budget = sure_messages.within_budget(whole.scenario, months, spread(whole, books))
    return "" if within_budget is None or not_sold_since(whole, today) is not None else words(within_budget)


def subject(whole: Estimate) -> str:
    """The subject of a plan: `GPT Image 2, 1,000 images a day, prices of 24 Nov 2026`."""
    prices = in_words.priced_at(whole.scenario)
    return words(messages.subject(claims.subject(whole), claims.volume(whole.scenario), prices))


def drawing(whole: Estimate, months: Sequence[ForecastMonth]) -> Drawing | None:
    """The months with the budget; None if there is no price."""
    budget = None if whole.scenario.budget is None else float(whole.scenario.budget)
    return months_drawing(months, [workload.name for workload in whole.scenario.workloads], budget)


def scenario_card(title: str, whole: Estimate, today: dt.date) -> bytes:
    """The picture of a plan in a messenger; see `card`."""
    since = not_sold_since(whole, today)
    return card(
        title,
        cost_words(whole.per_month) if since is None else words(NO_LONGER_SOLD),
        claims.subject(whole),
        words(
            messages.prices_of(in_words.priced_at(whole.scenario)) if since is None else messages.not_sold_since(since)
        ),
        claims.volume(whole.scenario),
        whole.scenario.qualities,
        words(messages.unit_of_month()),
        words(messages.product()),
    )
