"""What one amount that was paid says of the scenario, without any file: its choices, each with Apply."""

from decimal import Decimal

import streamlit as st

from pricing.actual import answers
from pricing.actual.short import Explanation, paid_for
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures
from ui.controls import actions, boxes, widgets
from ui.drawing import phrases
from ui.state import catalogue

_AMOUNT = Number(0, 999_999_999, 2, " USD")
IMAGES = Number(0, 9_999_999_999, unit=" images")
"""What is used in a month, as far as somebody knows."""


def draw(scenario: Scenario) -> None:
    """The boxes, and the answer once there is an amount."""
    today = catalogue.today()
    last = Month.of(today).plus(-1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = {month: figures.month(month) for month in (last.plus(-at) for at in range(12))}
        month = widgets.selectbox("Month", months, last, key="paid_month", width=140) or last
        with st.container(width=240):
            _, amount = boxes.loose_number_box(
                "What did you pay for it, USD?", _AMOUNT, key="paid_amount", placeholder="3120"
            )
        with st.container(width=240):
            made, images = boxes.loose_number_box(
                "Images used, if you know", IMAGES, key="paid_images", placeholder="30000"
            )
    if amount is None or (made and images is None):
        return
    if not explain(scenario, month, Decimal(amount), None if images is None else int(images)):
        st.info("Without a price there is nothing to hold it against.")


def explain(scenario: Scenario, month: Month, amount: Decimal, images: int | None = None) -> bool:
    """What would explain an amount, each with Apply; whether anything can be said of it."""
    found = paid_for(scenario, month, amount, images, catalogue.price_books(), catalogue.today())
    if found is None:
        return False
    st.markdown(f"**{phrases.plain(answers.paid(found))}**")
    for each in found.explanations:
        _choice(each)
    return True


def _choice(each: Explanation) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"paid_{each.lever}_{each.workload}"):
        present, value = (phrases.field_value(each.lever, text) for text in (each.present, each.value))
        said = f"{answers.choice(each)} ({present} → {value}): {figures.money(each.per_month)} a month"
        st.markdown(phrases.plain(said), width="stretch")
        actions.apply_button(each.scenario, answers.choice(each), key=f"apply_paid_{each.lever}_{each.workload}")
