"""How sure the figure is: ranges to enter, what comes of them, and apart from that what the prices rest on."""

import streamlit as st

from pages.components import outlook, range_boxes, workloads
from pages.components.chosen import Chosen
from pages.drawing import charts, decide_charts, decide_claims, words
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.decide.spread import Spread, spread
from pricing.prices import PriceBooks


def draw(whole: Estimate, months: list[ForecastMonth], books: PriceBooks) -> None:
    found = spread(whole, books)
    if found is not None:
        _figures(whole, found)
    at = Chosen.of(whole.scenario)
    with st.container(border=True):
        st.markdown(decide_claims.ASK_FOR_RANGES)
        workloads.picker(whole)
        range_boxes.of_workload(at)
        range_boxes.together(at)
    if found is not None:
        left, right = st.columns(2)
        with left:
            outlook.by_month(whole, months, found)
        with right:
            title = decide_claims.where_spread_is_from(found, whole.scenario)
            said = ", ".join(decide_claims.share(part, whole.scenario) for part in found.share)
            charts.draw(decide_charts.shares(found.share, whole.scenario), title, said, "spread_shares")
    elif whole.per_month is None:
        st.info("Without a price there is nothing to be more or less sure of.")
    st.markdown(words.plain(decide_claims.evidence(whole)))


def _figures(whole: Estimate, found: Spread) -> None:
    """The range of a month and of all, what is set aside to be sure, and the chance to stay within the budget."""
    with st.container(horizontal=True):
        for said in decide_claims.of_spread(whole.scenario, found):
            st.metric(said.label, said.value, said.note or None, delta_color="off", delta_arrow="off", border=True)
