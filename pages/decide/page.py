"""The Decide page: what saves most, what fits a budget, what moves the bill, how sure it is, what if things change."""

import streamlit as st

from pages.decide import decide_charts, decide_claims, event_calendar, fits_tab, ranges_tab, savings_tab
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.decide.spread import spread
from pricing.decide.tornado import moves
from ui.controls import applied, headline, outlook, table_views, widgets
from ui.drawing import charts
from ui.state import catalogue

TABS = ("What saves most?", "What fits a budget?", "What moves the bill?", "How sure are we?", "What if things change?")


def what_moves_the_bill() -> None:
    found = moves(whole, books)
    title = decide_claims.what_moves(found, scenario)
    if not found or whole.per_month is None:
        st.info(title)
        return
    said = "; ".join(decide_claims.moved(move, scenario) for move in found)
    charts.draw(decide_charts.tornado(found, scenario, whole.per_month), title, f"USD a month: {said}", "tornado")
    st.caption(decide_claims.HOW_MOVED)
    table_views.fold(
        "The levers as a table", lambda: ranges_tab.moves(found, scenario), "What each lever moves", "moves_open"
    )


scenario = st.session_state["reading"].scenario
books = catalogue.price_books()
whole = estimate(scenario, books)
months = forecast(whole)
headline.draw(whole, months, "plan")
saves, fits, moves_it, sure, changes = widgets.tabs(TABS, key="decide_tab")
applied.answer()
with saves:
    if saves.open:
        savings_tab.draw(whole)
with fits:
    if fits.open:
        fits_tab.draw(whole)
with moves_it:
    if moves_it.open:
        what_moves_the_bill()
with sure:
    if sure.open:
        ranges_tab.draw(whole, months, books)
with changes:
    if changes.open:
        event_calendar.calendar(whole)
        if whole.per_month is not None:
            outlook.by_month(whole, months, spread(whole, books))
