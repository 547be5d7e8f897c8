"""What was really used beside the scenario's values: each can be put into the scenario, or all, or the days' ranges."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from pages.actual import paid_box, uploads
from pages.actual.uploads import Brought
from pricing.actual import months as by_month
from pricing.actual.averages import Average, ImageCost, averages, common, with_averages
from pricing.actual.records import added, usd
from pricing.actual.scatter import FEWEST_DAYS, scatter, with_ranges
from pricing.actual.words import HOW
from pricing.bill.estimate import Estimate
from pricing.saved import ActualMonth
from pricing.scenario.fields import FIELDS
from pricing.values.month import Month
from pricing.wording import figures
from ui.controls import actions, table_views
from ui.drawing import phrases
from ui.state import catalogue


def draw(whole: Estimate, month: Month, months: Sequence[ActualMonth], of_files: Brought) -> None:
    """Each average that differs, with Apply; those that do not are said together."""
    of_month = [each for each in months if each.month == month]
    records, days = by_month.records_of(of_month), by_month.days_of(of_month).get(month, by_month.length(month))
    if readings := of_files.of_month(month):
        # Of files the days are known: those that all of them have.
        records, days, *_ = common(readings, catalogue.today())
    if days >= by_month.length(month):
        # A whole month has the days that the plan gives one, so that its images a day make the same month.
        days = whole.scenario.days
    books, today = catalogue.price_books(), catalogue.today()
    found = averages(whole, records, days, books, today, uploads.aliases(), uploads.used(whole.scenario).get(month))
    if not found.averages:
        # Costs alone tell no average, but what would explain them.
        billed = added(usd(record) for record in by_month.records_of(of_month))
        if billed:
            paid_box.explain(whole.scenario, month, billed)
        return
    differing = [each for each in found.averages if each.differs]
    title = f"{phrases.count(len(differing), 'value')} of the plan {'differs' if len(differing) == 1 else 'differ'}"
    st.header(f"{title} from {figures.month(month)}" if differing else "The plan has what was used", anchor=False)
    for each in differing:
        _row(whole, each)
    with st.container(horizontal=True):
        if len(differing) > 1:
            scenario = with_averages(whole.scenario, differing, books, today)
            said = ", ".join(_change(whole, each) for each in differing)
            actions.apply_button(scenario, said, key="apply_averages", label="Set all of them right")
        if ranges := scatter(whole, of_files.records, books, today, uploads.aliases()):
            said = f"Ranges by {phrases.count(max(each.days for each in ranges), 'day')}"
            actions.apply_button(
                with_ranges(whole.scenario, ranges), said, key="apply_scatter", label="Take ranges from the days"
            )
    same = [_name(whole, each) for each in found.averages if not each.differs]
    if same and differing:
        st.caption(phrases.plain(f"As planned: {', '.join(same)}. Ranges need {FEWEST_DAYS} days or more of a file."))
    if found.costs:
        table_views.folded_table(
            "What an image made cost, by model",
            partial(_costs, whole, found.costs),
            "Cost of an image made, by model",
            "image_costs_open",
        )


def _row(whole: Estimate, each: Average) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"average_{each.workload}_{each.lever}"):
        text = f"**{phrases.plain(_change(whole, each))}**  \n:small[{phrases.plain(HOW[each.how])}]"
        st.markdown(text, width="stretch")
        actions.apply_button(each.scenario, _change(whole, each), key=f"apply_average_{each.workload}_{each.lever}")


def _name(whole: Estimate, each: Average) -> str:
    label = FIELDS[each.lever].label
    return f"{label}, {whole.scenario.workloads[each.workload - 1].name}" if whole.scenario.several else label


def _change(whole: Estimate, each: Average) -> str:
    present, value = (phrases.field_value(each.lever, text) for text in (each.present, each.value))
    return f"{_name(whole, each)}: {present} → {value}"


def _costs(whole: Estimate, costs: Sequence[ImageCost]) -> pd.DataFrame:
    names = [", ".join(whole.scenario.workloads[place].name for place in each.places) for each in costs]
    models = {bill.workload.model: bill.entry.model.name for bill in whole.bills}
    return pd.DataFrame(
        {
            **({"Workload": names} if whole.scenario.several else {}),
            "Model": [models.get(each.model, each.model) for each in costs],
            "Billed, USD an image": [float(each.actual) for each in costs],
            "Planned, USD an image": [None if each.planned is None else float(each.planned) for each in costs],
        }
    )
