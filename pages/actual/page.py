"""The Actual page: bills compared with the plan, the reasons of the difference, the year, and a corrected plan."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.actual import billed_month, kept_months, messages, open_questions, set_right, uploads
from pricing.actual.conclusion import Conclusion, Wanted, conclude, months_in, typed_month
from pricing.actual.given_answers import bill_answers
from pricing.actual.source_months import SourceMonth, updated, with_kept
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.export import billed_data
from pricing.export.estimate_files import MEDIA_TYPES, to_json
from pricing.export.workbook import MEDIA_TYPE, workbook
from pricing.values.month import Month
from pricing.wording.messages import words
from ui.controls import actions, cost_views, widgets
from ui.state import catalogue


def draw_files(whole: Estimate, months: Sequence[SourceMonth], answers: Mapping[str, str]) -> None:
    """A button for each file; the files are made only while the fold is open."""
    box = widgets.expander(words(messages.AS_FILES), key="actual_files_open")
    if not box.open:
        return
    books, today, given_answers = catalogue.price_books(), catalogue.today(), bill_answers(answers)
    used = uploads.used(whole.scenario)
    data = billed_data.actual_data(whole, months, books, today, given_answers, used)
    with box, st.container(horizontal=True):
        book = workbook(whole, books, today, months, given_answers)
        widgets.download(words(messages.WORKBOOK), book, "actual.xlsx", MEDIA_TYPE, icon=":material/table_view:")
        csv, json = MEDIA_TYPES["csv"], MEDIA_TYPES["json"]
        months_csv, sums_csv = billed_data.months_csv(data), billed_data.sums_csv(data)
        widgets.download(words(messages.MONTHS_CSV), months_csv, "actual-months.csv", csv, icon=":material/csv:")
        widgets.download(words(messages.SUMS_CSV), sums_csv, "actual-sums.csv", csv, icon=":material/csv:")
        widgets.download(words(messages.JSON), to_json(data), "actual.json", json, icon=":material/data_object:")


def concluded(
    whole: Estimate, months: Sequence[SourceMonth], answers: Mapping[str, str], month: Month | None = None
) -> Conclusion:
    wanted = Wanted(month, uploads.used(whole.scenario))
    books, today = catalogue.price_books(), catalogue.today()
    return conclude(whole, months, uploaded.files, books, today, answers, wanted)


def draw_month(whole: Estimate, months: Sequence[SourceMonth], answers: Mapping[str, str]) -> None:
    """The figures of a chosen month, and of the year."""
    month = billed_month.choose(months)
    above = st.container()
    billed_month.ask_used(whole.scenario, month)
    conclusion = concluded(whole, months, answers, month)
    with above:
        open_questions.draw(uploaded.files, conclusion)
        billed_month.draw(whole, conclusion, month, answers)
        why, right = st.columns(2, gap="large")
        with why:
            billed_month.draw_why(conclusion, month)
        with right:
            set_right.draw(whole, conclusion, month, uploaded.files, bill_answers(answers).aliases)
    uploads.draw_read(uploaded)
    if conclusion.year is not None:
        billed_month.draw_year(conclusion.year)
    draw_files(whole, months, answers)


scenario = st.session_state["reading"].scenario
whole = estimate(scenario, catalogue.price_books())
cost_views.show_headline(whole, forecast(whole), "plan")
saved, stored_months = kept_months.of_open()
uploaded = uploads.draw()
uploads.draw_refused(uploaded)
answers = with_kept(stored_months, uploads.answers())
of_files = months_in(uploaded.files, answers)
changes = updated(stored_months, [*kept_months.answered_anew(stored_months, of_files, uploads.answers()), *of_files])
kept_months.draw(saved, stored_months, changes)
if changes.after:
    draw_month(whole, changes.after, answers)
elif uploaded.files:
    open_questions.draw(uploaded.files, concluded(whole, (), answers))
    uploads.draw_read(uploaded)
else:
    st.header(words(messages.WITHOUT_FILE), anchor=False)
    if (typed := set_right.ask_amount(scenario)) is not None:
        year = concluded(whole, (typed_month(*typed, scenario.currency),), answers).year
        if year is not None:
            billed_month.draw_year(year)
actions.say_applied()
