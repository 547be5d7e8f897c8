"""The Decide page: what saves most, what fits a budget, what moves the bill, how sure it is, and future changes."""

import streamlit as st

from pages.decide import decide_charts, decide_claims, messages, proposals
from pages.decide.chances import show_ranges
from pages.decide.changes import show_calendar
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.decide.spread import spread
from pricing.decide.tornado import moves
from pricing.wording.messages import words
from ui.controls import actions, cost_views, table_views, widgets
from ui.drawing.chart import show_chart
from ui.drawing.headline import headline
from ui.panel import main_controls
from ui.state import catalogue

_TAB = "decide_tab"
TABS = (messages.WHAT_SAVES, messages.WHAT_FITS, messages.WHAT_MOVES, messages.HOW_SURE, messages.WHAT_CHANGES)


def what_moves_the_bill() -> None:
    tornado = moves(planned, books)
    title = words(decide_claims.what_moves(tornado, scenario))
    if not tornado or planned.per_month is None:
        st.info(title)
        return
    alt = words(decide_claims.all_moved(tornado, scenario))
    show_chart(decide_charts.tornado(tornado, scenario, planned.per_month), title, alt, "tornado")
    st.caption(words(messages.HOW_MOVED))
    table_views.folded_table(
        words(messages.LEVERS_TABLE),
        lambda: decide_charts.levers_frame(tornado, scenario),
        words(messages.WHAT_EACH_MOVES),
        "moves_open",
        headings=messages.LEVER_HEADINGS,
    )


scenario = st.session_state["reading"].scenario
books = catalogue.price_books()
planned = estimate(scenario, books)
months = forecast(planned)
head = st.container()
if newly_asked := proposals.newly_asked():
    st.session_state[_TAB] = words(TABS[0])
saves, fits, moves_it, sure, changes = widgets.tabs(list(map(words, TABS)), key=_TAB)
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
        show_ranges(planned, months, books)
with changes:
    if changes.open:
        show_calendar(planned)
        if planned.per_month is not None:
            cost_views.show_months(planned, months, spread(planned, books))
# After the tab, so that a browser draws its chart while the rest is computed.
with head:
    cost_views.show_title(planned, "plan")
    main_controls.show_controls(headline(planned, months, None, catalogue.today()), planned, books, "_folded_on_phones")
actions.say_applied()
