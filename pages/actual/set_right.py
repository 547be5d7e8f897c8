"""The plan set right: by what was really used, by the scatter of days, or by one amount that was paid."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import pandas as pd
import streamlit as st

from pages.actual import uploads
from pages.actual.uploads import Uploads
from pricing.actual.averages import (
    FEWEST_DAYS,
    Average,
    ImageCost,
    averages_of_month,
    day_ranges,
    with_averages,
    with_ranges,
)
from pricing.actual.messages import EVIDENCE
from pricing.actual.paid_amount import Explanation, choice_message, paid_for, paid_message
from pricing.actual.source_months import SourceMonth, billed
from pricing.bill.estimate import Estimate
from pricing.scenario.fields import FIELDS
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.controls import actions, boxes, table_views, widgets
from ui.drawing import phrases
from ui.state import catalogue

_AMOUNT = Number(0, 999_999_999, 2, "USD")
IMAGES = Number(0, 9_999_999_999, unit="images")
"""What is used in a month, as far as somebody knows."""


def draw(whole: Estimate, month: Month, months: Sequence[SourceMonth], of_files: Uploads) -> None:
    """Each average that differs, with Apply; those that do not are said together."""
    scenario, books, today, aliases = whole.scenario, catalogue.price_books(), catalogue.today(), uploads.aliases()
    used = uploads.used(scenario).get(month)
    found = averages_of_month(whole, month, months, of_files.files, books, today, aliases, used)
    if not found.averages:
        # Costs alone tell no average, but what would explain them.
        if amount := billed(months).get(month):
            _explain(scenario, month, amount)
        return
    differing = [average for average in found.averages if average.differs]
    title = f"{phrases.count(len(differing), 'value')} of the plan {'differs' if len(differing) == 1 else 'differ'}"
    st.header(f"{title} from {figures.month(month)}" if differing else "The plan has what was used", anchor=False)
    for average in differing:
        _average(scenario, average)
    with st.container(horizontal=True):
        if len(differing) > 1:
            all_changes = ", ".join(_change(scenario, average) for average in differing)
            after = with_averages(scenario, differing, books, today)
            actions.apply_button(after, all_changes, key="apply_averages", label="Set all of them right")
        if ranges := day_ranges(whole, of_files.records, books, today, aliases):
            change = f"Ranges by {phrases.count(max(each.days for each in ranges), 'day')}"
            after = with_ranges(scenario, ranges)
            actions.apply_button(after, change, key="apply_scatter", label="Take ranges from the days")
    same = [_name(scenario, average) for average in found.averages if not average.differs]
    if same and differing:
        st.caption(phrases.plain(f"As planned: {', '.join(same)}. Ranges need {FEWEST_DAYS} days or more of a file."))
    if found.costs:
        table_views.folded_table(
            "What an image made cost, by model",
            partial(_costs, whole, found.costs),
            "Cost of an image made, by model",
            "image_costs_open",
        )


def _average(scenario: Scenario, average: Average) -> None:
    key, change = f"{average.workload}_{average.lever}", _change(scenario, average)
    with st.container(horizontal=True, vertical_alignment="center", key=f"average_{key}"):
        evidence = messages.words(EVIDENCE[average.evidence])
        st.markdown(f"**{phrases.plain(change)}**  \n:small[{phrases.plain(evidence)}]", width="stretch")
        actions.apply_button(average.scenario, change, key=f"apply_average_{key}")


def _name(scenario: Scenario, average: Average) -> str:
    label = FIELDS[average.lever].label
    return f"{label}, {scenario.workloads[average.workload - 1].name}" if scenario.several else label


def _change(scenario: Scenario, average: Average) -> str:
    present, value = (phrases.field_value(average.lever, text) for text in (average.present, average.value))
    return f"{_name(scenario, average)}: {present} → {value}"


def _costs(whole: Estimate, costs: Sequence[ImageCost]) -> pd.DataFrame:
    names = [", ".join(whole.scenario.workloads[place].name for place in cost.places) for cost in costs]
    models = {bill.workload.model: bill.entry.model.name for bill in whole.bills}
    return pd.DataFrame(
        {
            **({"Workload": names} if whole.scenario.several else {}),
            "Model": [models.get(cost.model, cost.model) for cost in costs],
            "Billed, USD an image": [float(cost.actual) for cost in costs],
            "Planned, USD an image": [None if cost.planned is None else float(cost.planned) for cost in costs],
        }
    )


def ask_amount(scenario: Scenario) -> None:
    """Boxes for one amount that was paid, without any file, and the answer once there is an amount."""
    today = catalogue.today()
    last = Month.of(today).plus(-1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = {month: figures.month(month) for month in (last.plus(-ago) for ago in range(12))}
        month = widgets.selectbox("Month", months, last, key="paid_month", width=140) or last
        with st.container(width=240):
            _, amount = boxes.loose_number_box(
                "What did you pay for it, USD?", _AMOUNT, key="paid_amount", placeholder="3120"
            )
        with st.container(width=240):
            typed, images = boxes.loose_number_box(
                "Images used, if you know", IMAGES, key="paid_images", placeholder="30000"
            )
    if amount is None or (typed and images is None):
        return
    if not _explain(scenario, month, Decimal(amount), None if images is None else int(images)):
        st.info("Without a price there is nothing to hold it against.")


def _explain(scenario: Scenario, month: Month, amount: Decimal, images: int | None = None) -> bool:
    """What would explain an amount, each with Apply; whether anything can be said of it."""
    paid = paid_for(scenario, month, amount, images, catalogue.price_books(), catalogue.today())
    if paid is None:
        return False
    st.markdown(f"**{phrases.plain(messages.words(paid_message(paid)))}**")
    for explanation in paid.explanations:
        _choice(explanation)
    return True


def _choice(explanation: Explanation) -> None:
    key, lever = f"{explanation.lever}_{explanation.workload}", explanation.lever
    with st.container(horizontal=True, vertical_alignment="center", key=f"paid_{key}"):
        present, value = (phrases.field_value(lever, text) for text in (explanation.present, explanation.value))
        choice = messages.words(choice_message(explanation))
        text = f"{choice} ({present} → {value}): {figures.money(explanation.per_month)} a month"
        st.markdown(phrases.plain(text), width="stretch")
        actions.apply_button(explanation.scenario, choice, key=f"apply_paid_{key}")
