"""Under the headline, when there is something to say: how far the month may be off, the budget, and what saves most."""

import streamlit as st

from pages.drawing import claims, decide_claims, words
from pricing.bill.estimate import Estimate
from pricing.decide.spread import Spread


def draw(whole: Estimate, sure: Spread | None) -> None:
    said = [] if sure is None else [f"{claims.eight_in_ten(sure.month)} a month"]
    if said:
        st.caption(words.plain(" · ".join(said)))
    budget = whole.scenario.budget
    if budget is not None and whole.per_month is not None:
        used = min(float(whole.per_month / budget), 1.0) if budget else float(whole.per_month > 0)
        st.progress(used, words.plain(decide_claims.headroom(whole.per_month, budget)))
