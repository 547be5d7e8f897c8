"""The Actual page: what was billed beside the plan, why they differ, where the year lands, and the plan set right."""

import streamlit as st

from pages.components import (
    actual_averages,
    actual_files,
    actual_month,
    applied,
    bringing_in,
    headline,
    kept_actuals,
    paid_box,
)
from pages.drawing import actual_charts, charts, words
from pages.state import brought, catalogue
from pricing.actual import answers
from pricing.actual.landing import landing
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast

scenario = st.session_state["reading"].scenario
books = catalogue.price_books()
whole = estimate(scenario, books)
headline.draw(whole, forecast(whole), "plan")
applied.answer()
saved, kept = kept_actuals.of_open()
found = bringing_in.draw()
together = brought.together(kept, found)
kept_actuals.draw(saved, kept, together)
months = together.after
if not months:
    st.header("Without any file: what did you pay?", anchor=False)
    paid_box.draw(scenario)
else:
    month = actual_month.choose(months)
    actual_month.draw(whole, month, months)
    if (year := landing(whole, months, catalogue.today())) is not None:
        said = "; ".join(f"{words.month(each.month)} {words.money(each.expected + each.own)}" for each in year.months)
        charts.draw(
            actual_charts.year(year), answers.year(year).removesuffix("."), f"Expected by month: {said}", "actual_year"
        )
        if pace := answers.pace(year):
            st.caption(words.plain(pace))
    actual_averages.draw(whole, month, months, found)
    actual_files.fold(whole, months)
