"""The Actual page: what was billed beside the plan, why they differ, where the year lands, and the plan set right."""

from collections.abc import Sequence

import streamlit as st

from pages.actual import actual_averages, actual_charts, actual_month, bringing_in, kept_months, paid_box, uploads
from pricing.actual import answers
from pricing.actual.landing import landing
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.export import billed_data
from pricing.export.estimate_files import MEDIA_TYPES, to_json
from pricing.export.workbook import MEDIA_TYPE, workbook
from pricing.saved import ActualMonth
from pricing.wording import figures
from ui.controls import actions, cost_views, widgets
from ui.drawing import charts, phrases
from ui.state import catalogue


def files(whole: Estimate, months: Sequence[ActualMonth]) -> None:
    """A button for each file; they are made while the fold is open."""
    box = widgets.expander("The months as files", key="actual_files_open")
    if not box.open:
        return
    books, today = catalogue.price_books(), catalogue.today()
    data = billed_data.actual_data(whole, months, books, today, uploads.aliases(), uploads.used(whole.scenario))
    with box, st.container(horizontal=True):
        book = workbook(whole, books, today, months)
        widgets.download("Excel with live formulas", book, "actual.xlsx", MEDIA_TYPE, icon=":material/table_view:")
        csv, json = MEDIA_TYPES["csv"], MEDIA_TYPES["json"]
        months_csv, sums_csv = billed_data.months_csv(data), billed_data.sums_csv(data)
        widgets.download("CSV of the months", months_csv, "actual-months.csv", csv, icon=":material/csv:")
        widgets.download("CSV of the sums by model", sums_csv, "actual-sums.csv", csv, icon=":material/csv:")
        widgets.download("JSON", to_json(data), "actual.json", json, icon=":material/data_object:")


scenario = st.session_state["reading"].scenario
books = catalogue.price_books()
whole = estimate(scenario, books)
cost_views.show_headline(whole, forecast(whole), "plan")
actions.say_applied()
saved, kept = kept_months.of_open()
found = bringing_in.draw()
together = uploads.together(kept, found)
kept_months.draw(saved, kept, together)
months = together.after
if not months:
    st.header("Without any file: what did you pay?", anchor=False)
    paid_box.draw(scenario)
else:
    month = actual_month.choose(months)
    actual_month.draw(whole, month, months)
    if (year := landing(whole, months, catalogue.today())) is not None:
        said = "; ".join(
            f"{figures.month(each.month)} {figures.money(each.expected + each.own)}" for each in year.months
        )
        charts.show_chart(
            actual_charts.year(year), answers.year(year).removesuffix("."), f"Expected by month: {said}", "actual_year"
        )
        if pace := answers.pace(year):
            st.caption(phrases.plain(pace))
    actual_averages.draw(whole, month, months, found)
    files(whole, months)
