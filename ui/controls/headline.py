"""What a page is about, its figure, and how to hand it on: the first thing on a page."""

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.saved import Page
from ui.controls import save, share
from ui.drawing import claims, words
from ui.state import catalogue


def draw(whole: Estimate, months: list[ForecastMonth], page: Page) -> None:
    """The scenario in words, Share and Save beside it, the monthly cost, and how that comes about."""
    scenario = whole.scenario
    prices = words.price_book(scenario.prices)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(f"{words.plain(claims.subject(whole))} · {claims.volume(scenario)} · prices of {prices}", anchor=False)
        share.share("estimate")
        save.button(scenario, page)
    figure(claims.monthly(whole, months))
    if whole.per_month is not None:
        st.caption(words.plain(" · ".join(claims.how_it_comes_about(whole, months, catalogue.today()))))


def figure(said: claims.Figure) -> None:
    st.metric(said.label, said.value, words.plain(said.note) or None, delta_color="off", delta_arrow="off")
