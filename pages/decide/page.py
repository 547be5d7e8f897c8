"""The Decide page: what saves most, what fits a budget, what moves the bill, how sure it is, what if things change."""

import streamlit as st

from pages.decide import decide_charts, decide_claims, event_calendar, proposals, ranges_tab
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.decide.spread import spread
from pricing.decide.tornado import moves
from pricing.wording import figures
from ui.controls import actions, cost_views, table_views, widgets
from ui.drawing import charts
from ui.drawing.headline import headline
from ui.panel import main_controls
from ui.state import catalogue

_TAB = "decide_tab"
TABS = ("What saves most?", "What fits a budget?", "What moves the bill?", "How sure are we?", "What if things change?")


def what_moves_the_bill() -> None:
    tornado = moves(planned, books)
    title = decide_claims.what_moves(tornado, scenario)
    if not tornado or planned.per_month is None:
        st.info(title)
        return
    alt = "; ".join(decide_claims.lever_moved(move, scenario) for move in tornado)
    figure, currency = decide_charts.tornado(tornado, scenario, planned.per_month), figures.reader().currency
    charts.show_chart(figure, title, f"{currency} a month: {alt}", "tornado")
    st.caption(decide_claims.HOW_MOVED)
    table_views.folded_table(
        "The levers as a table",
        lambda: ranges_tab.levers_frame(tornado, scenario),
        "What each lever moves",
        "moves_open",
    )


scenario = st.session_state["reading"].scenario
books = catalogue.price_books()
planned = estimate(scenario, books)
months = forecast(planned)
cost_views.show_title(planned, "plan")
main_controls.show_controls(headline(planned, months, None, catalogue.today()), planned, books)
if newly_asked := proposals.newly_asked():
    st.session_state[_TAB] = TABS[0]
saves, fits, moves_it, sure, changes = widgets.tabs(TABS, key=_TAB)
actions.say_applied()
with saves:
    if saves.open:
        proposals.show_savings(planned, newly_asked)
with fits:
    if fits.open:
        proposals.show_fits(planned)
with moves_it:
    if moves_it.open:
        what_moves_the_bill()
with sure:
    if sure.open:
        ranges_tab.show_ranges(planned, months, books)
with changes:
    if changes.open:
        event_calendar.show_calendar(planned)
        if planned.per_month is not None:
            cost_views.show_months(planned, months, spread(planned, books))
