"""Under the headline, when there is something to say: how far the month may be off, the budget, and what saves most."""

import streamlit as st

from pages.drawing import claims, decide_claims, saving_claims, words
from pages.state import catalogue, session
from pricing.bill.estimate import Estimate
from pricing.decide.savings import savings
from pricing.decide.spread import Spread

_BEST = 3
"""Savings in sight."""


def draw(whole: Estimate, sure: Spread | None) -> None:
    said = [] if sure is None else [f"{claims.eight_in_ten(sure.month)} a month"]
    if said:
        st.caption(words.plain(" · ".join(said)))
    budget = whole.scenario.budget
    if budget is not None and whole.per_month is not None:
        used = min(float(whole.per_month / budget), 1.0) if budget else float(whole.per_month > 0)
        st.progress(used, words.plain(decide_claims.headroom(whole.per_month, budget)))


def best_savings(whole: Estimate) -> None:
    """The ways that save most, a click away from where they are turned and applied."""
    found = savings(whole.scenario, catalogue.price_books(), catalogue.today())
    worth = [way for way in found if way.worth][:_BEST]
    if worth:
        query = session.pairs()
        with st.container(horizontal=True):
            for way in worth:
                label = f":primary[{words.plain(saving_claims.brief(way))}]"
                st.page_link("decide.py", label=label, query_params=query, width="content")
