"""The Actual page: what was billed beside the plan, why they differ, where the year lands, and the plan set right."""

from collections.abc import Sequence

import streamlit as st

from pages.actual import billed_month, kept_months, set_right, uploads
from pricing.actual.landing import Landing, landing, pace_message, year_message
from pricing.actual.source_months import SourceMonth, months_of, updated
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.export import billed_data
from pricing.export.estimate_files import MEDIA_TYPES, to_json
from pricing.export.workbook import MEDIA_TYPE, workbook
from pricing.wording import figures, messages
from ui.controls import actions, cost_views, widgets
from ui.drawing import charts, phrases
from ui.drawing.charts import FIXED, GREY, Spec, hatched, money_axis, names_below
from ui.state import catalogue

_BILLED, _EXPECTED = "#2f6fde", "#9db8ec"


def draw_year(year: Landing) -> None:
    """Where the year lands, and how the running month goes."""
    by_month = "; ".join(f"{figures.month(month.month)} {figures.money(month.cost)}" for month in year.months)
    title = messages.words(year_message(year)).removesuffix(".")
    charts.show_chart(_year_chart(year), title, f"Expected by month: {by_month}", "actual_year")
    if year.pace is not None:
        st.caption(phrases.plain(messages.words(pace_message(year.pace))))


def _year_chart(year: Landing) -> Spec:
    """What was billed by month, what is expected on top, and the plan as a line."""
    billed = [float(month.billed or 0) for month in year.months]
    rest = [float(month.cost) - float(month.billed or 0) for month in year.months]
    planned = [float(month.planned + month.own) for month in year.months]
    series = (
        ("Billed", billed, {"type": "bar", "marker": {"color": _BILLED}}),
        ("Expected", rest, {"type": "bar", "marker": {"color": _EXPECTED, "pattern": hatched("/")}}),
        ("Planned", planned, {"type": "scatter", "mode": "lines+markers", "line": {"color": GREY, "dash": "dot"}}),
    )
    months = [figures.month(month.month) for month in year.months]
    data = [
        {
            "x": months,
            "y": usd,
            "name": name,
            "hovertemplate": f"%{{x}}: {phrases.money_pattern('y')}<extra>{name}</extra>",
        }
        | style
        for name, usd, style in series
    ]
    highest = max(*planned, *(one + other for one, other in zip(billed, rest, strict=True)))
    return charts.figure(
        data,
        barmode="stack",
        xaxis={"type": "category", "tickangle": 0, **FIXED},
        yaxis=money_axis(highest) | FIXED,
        **names_below(len(data), columns=2, left=60, right=20),
    )


def draw_files(whole: Estimate, months: Sequence[SourceMonth]) -> None:
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
brought = uploads.draw()
changes = updated(kept, (month for file in brought.files for month in months_of(file)))
kept_months.draw(saved, kept, changes)
months = changes.after
if not months:
    st.header("Without any file: what did you pay?", anchor=False)
    set_right.ask_amount(scenario)
else:
    month = billed_month.choose(months)
    billed_month.draw(whole, month, months)
    if (year := landing(whole, months, catalogue.today())) is not None:
        draw_year(year)
    set_right.draw(whole, month, months, brought)
    draw_files(whole, months)
