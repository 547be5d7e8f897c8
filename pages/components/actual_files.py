"""The months as files: what was billed beside the plan, for spreadsheets and for programs."""

from collections.abc import Sequence

import streamlit as st

from pages.components import widgets
from pages.state import brought, catalogue
from pricing.bill.estimate import Estimate
from pricing.export import actuals
from pricing.export.estimate_files import MEDIA_TYPES, to_json
from pricing.export.workbook import MEDIA_TYPE, workbook
from pricing.saved import ActualMonth


def fold(whole: Estimate, months: Sequence[ActualMonth]) -> None:
    """A button for each file; they are made while the fold is open."""
    box = widgets.expander("The months as files", key="actual_files_open")
    if not box.open:
        return
    books, today = catalogue.price_books(), catalogue.today()
    data = actuals.actual_data(whole, months, books, today, brought.aliases(), brought.used(whole.scenario))
    with box, st.container(horizontal=True):
        book = workbook(whole, books, today, months)
        widgets.download("Excel with live formulas", book, "actual.xlsx", MEDIA_TYPE, icon=":material/table_view:")
        csv, json = MEDIA_TYPES["csv"], MEDIA_TYPES["json"]
        months_csv, sums_csv = actuals.months_csv(data), actuals.sums_csv(data)
        widgets.download("CSV of the months", months_csv, "actual-months.csv", csv, icon=":material/csv:")
        widgets.download("CSV of the sums by model", sums_csv, "actual-sums.csv", csv, icon=":material/csv:")
        widgets.download("JSON", to_json(data), "actual.json", json, icon=":material/data_object:")
