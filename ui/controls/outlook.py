"""How the cost goes on: the months with what happens on the way, or, where they are all the same, other volumes."""

from collections.abc import Sequence

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, first_over_budget, known_changes
from pricing.decide.spread import Spread
from pricing.decide.volumes import at_volumes
from pricing.scenario.events import What
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import messages
from ui.drawing import charts, claims, forecast_charts, words
from ui.state import catalogue

_MARKS = {"price": "New price", "end": "Price ends", "shutdown": "Shut down"}
_EVENTS: dict[What, str] = {"price": "Price change", "images": "Volume", "model": "Other model", "once": "Paid once"}


def draw(whole: Estimate, months: list[ForecastMonth], spread: Spread | None) -> None:
    """The chart that says most: twelve equal bars say nothing."""
    if _all_the_same(whole, months, spread):
        _other_volumes(whole, months)
    else:
        by_month(whole, months, spread)


def by_month(whole: Estimate, months: list[ForecastMonth], spread: Spread | None) -> None:
    """The months, with the budget, what changes on the way, and how far each may be from its figure."""
    scenario, known = whole.scenario, known_changes(whole)
    marks = [(words.month(Month.of(change.day)), _MARKS[change.kind]) for change in known]
    marks += [(words.month(event.first), _EVENTS[event.what]) for event in scenario.events]
    figure = forecast_charts.forecast(
        months,
        [workload.name for workload in scenario.workloads],
        _budget(scenario),
        marks,
        () if spread is None else spread.months,
    )
    first, last = months[0], months[-1]
    said = " to ".join(f"{words.money(row.cost)} in {words.month(row.month)}" for row in (first, last))
    if spread is not None:
        said += f"; {claims.eight_in_ten(spread.months[-1])} in {words.month(last.month)}"
    charts.draw(figure, _title(whole, months), said, "forecast")
    notes = [f"{words.day(change.day)}: {messages.words(change.message)}" for change in known]
    notes += filter(None, (claims.counts_whole(whole, months), claims.crossed_out(months)))
    if notes:
        st.caption("  \n".join(map(words.plain, notes)))


def _all_the_same(whole: Estimate, months: Sequence[ForecastMonth], spread: Spread | None) -> bool:
    same = len({(month.cost, month.sold) for month in months}) == 1 and months[0].sold
    return same and spread is None and not known_changes(whole)


def _other_volumes(whole: Estimate, months: list[ForecastMonth]) -> None:
    """What the month costs at half, double and ten times the volume."""
    found = at_volumes(whole.scenario, catalogue.price_books())
    costs = [(claims.times(at), at.per_month) for at in found if at.per_month is not None]
    figure = forecast_charts.volumes(costs, _budget(whole.scenario))
    said = ", ".join(f"{name} {words.money(cost)}" for name, cost in costs)
    charts.draw(figure, _title(whole, months), f"Monthly cost by volume: {said}", "forecast")
    st.caption(f"Every month is the same: {words.money(whole.per_month)}. Bars: a month at other volumes.")


def _title(whole: Estimate, months: list[ForecastMonth]) -> str:
    title = claims.sum_of_the_months(whole, months, catalogue.today())
    over = first_over_budget(whole.scenario, months, of_sold=True)
    if over is not None:
        return f"{title}, above the budget from {words.month(over)}"
    return title if whole.scenario.budget is None else f"{title}, within the budget"


def _budget(scenario: Scenario) -> float | None:
    return None if scenario.budget is None else float(scenario.budget)
