"""The plan set right: by what a bill identifies, by the scatter of days, or by one amount that was paid."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import streamlit as st

from pages.actual.billed_month import IMAGES
from pricing.actual.conclusion import Conclusion
from pricing.actual.day_ranges import FEWEST_DAYS, day_ranges, with_ranges
from pricing.actual.identified_levers import IdentifiedLever, IdentifiedLevers
from pricing.actual.matched_bill import Aliases
from pricing.actual.messages import IDENTIFIED, planned_then
from pricing.actual.paid_amount import Explanation, choice_message, paid_for, paid_message
from pricing.actual.readers.usage_records import BillFile
from pricing.bill.estimate import Estimate
from pricing.scenario.fields import FIELDS
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.controls import actions, boxes, widgets
from ui.drawing import phrases
from ui.state import catalogue

AMOUNT = Number(0, 999_999_999, 2, "USD")


def draw(whole: Estimate, conclusion: Conclusion, month: Month, files: Iterable[BillFile], aliases: Aliases) -> None:
    """What the bill identifies, with the figure that the plan would have; else what it cannot tell."""
    st.subheader("Set the plan right", anchor=False)
    right, found = conclusion.right, conclusion.variances.get(month)
    if right is not None and right.levers:
        _identified(whole.scenario, right)
    elif found is not None and found.as_planned:
        st.caption("Billed as planned: there is nothing to set right.")
    elif found is not None and conclusion.is_complete(month) and found.planned:
        st.caption(
            "The bill cannot tell which value of the plan differs: it takes counts of images and tokens beside the "
            "costs. If you know which one it was, take it:"
        )
        _alternatives(whole, month, found.actual, found.planned)
    _ranges(whole, files, aliases)


def _identified(scenario: Scenario, right: IdentifiedLevers) -> None:
    changes = ", ".join(_change(scenario, each) for each in right.levers)
    for each in right.levers:
        evidence = messages.words(IDENTIFIED[each.by])
        alone = "" if len(right.levers) == 1 else f" Alone: {figures.money(each.planned)}."
        st.markdown(f"**{phrases.plain(_change(scenario, each))}**  \n:small[{phrases.plain(evidence + alone)}]")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(phrases.plain(messages.words(planned_then(right.planned, right.billed))), width="stretch")
        actions.apply_button(right.scenario, changes, key="apply_right")


def _change(scenario: Scenario, each: IdentifiedLever) -> str:
    present, value = (phrases.field_value(each.lever, text) for text in (each.present, each.value))
    label = FIELDS[each.lever].label
    name = f"{label}, {scenario.workloads[each.workload - 1].name}" if scenario.several else label
    return f"{name}: {present} → {value}"


def _alternatives(whole: Estimate, month: Month, actual: Decimal, planned: Decimal) -> None:
    """What one lever would have to be to make the plan of these days what was billed."""
    paid = paid_for(whole.scenario, month, actual, None, catalogue.price_books(), catalogue.today(), planned)
    for explanation in paid.explanations if paid is not None else ():
        _choice(explanation)


def _ranges(whole: Estimate, files: Iterable[BillFile], aliases: Aliases) -> None:
    books, today = catalogue.price_books(), catalogue.today()
    records = [record for file in files if not file.is_open for record in file.records]
    if ranges := day_ranges(whole, records, books, today, aliases):
        change = f"Ranges by {phrases.count(max(each.days for each in ranges), 'day')}"
        after = with_ranges(whole.scenario, ranges)
        actions.apply_button(after, change, key="apply_scatter", label="Take ranges from the days")
    elif records:
        st.caption(f"Ranges need {FEWEST_DAYS} days or more of a file that counts images.")


def ask_amount(scenario: Scenario) -> tuple[Month, Decimal, int | None] | None:
    """Boxes for one amount that was paid, without any file, and the answer once there is an amount."""
    today = catalogue.today()
    last = Month.of(today).plus(-1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = {month: figures.month(month) for month in (last.plus(-ago) for ago in range(12))}
        month = widgets.selectbox("Month", months, last, key="paid_month", width=140) or last
        with st.container(width=240):
            _, amount = boxes.loose_number_box(
                "What did you pay for it, USD?", AMOUNT, key="paid_amount", placeholder="3120"
            )
        with st.container(width=240):
            typed, images = boxes.loose_number_box(
                "Images used, if you know", IMAGES, key="paid_images", placeholder="30000"
            )
    if amount is None or (typed and images is None):
        return None
    count = None if images is None else int(images)
    paid = paid_for(scenario, month, Decimal(amount), count, catalogue.price_books(), today)
    if paid is None:
        st.info("Without a price there is nothing to hold it against.")
        return None
    st.markdown(f"**{phrases.plain(messages.words(paid_message(paid)))}**")
    _choices(paid.explanations)
    return month, EXACT.create_decimal(amount), count


def _choices(explanations: Sequence[Explanation]) -> None:
    for explanation in explanations:
        _choice(explanation)


def _choice(explanation: Explanation) -> None:
    key, lever = f"{explanation.lever}_{explanation.workload}", explanation.lever
    with st.container(horizontal=True, vertical_alignment="center", key=f"paid_{key}"):
        present, value = (phrases.field_value(lever, text) for text in (explanation.present, explanation.value))
        choice = messages.words(choice_message(explanation))
        text = f"{choice} ({present} → {value}): {figures.money(explanation.per_month)} a month"
        st.markdown(phrases.plain(text), width="stretch")
        actions.apply_button(explanation.scenario, choice, key=f"apply_paid_{key}")
