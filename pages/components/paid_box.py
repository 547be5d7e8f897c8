"""What one amount that was paid says of the scenario, without any file: its choices, each with Apply."""

import re
from decimal import Decimal

import streamlit as st

from pages.components import applied, boxes, widgets
from pages.drawing import words
from pages.state import catalogue
from pricing.actual import answers
from pricing.actual.short import Explanation, Paid, paid_for
from pricing.scenario.link import shortened
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month

_AMOUNT = re.compile(r"\$?([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.[0-9]{1,2})?", re.ASCII)
_IMAGES = re.compile(r"[0-9]{1,10}|[0-9]{1,3}(,[0-9]{3}){1,3}", re.ASCII)


def draw(scenario: Scenario) -> None:
    """The boxes, and the answer once there is an amount."""
    today = catalogue.today()
    last = Month.of(today).plus(-1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = {month: words.month(month) for month in (last.plus(-at) for at in range(12))}
        month = widgets.selectbox("Month", months, last, key="paid_month", width=140) or last
        paid = widgets.text_input("What did you pay for it, USD?", key="paid_amount", placeholder="3120", width=240)
        made = widgets.text_input("Images used, if you know", key="paid_images", placeholder="30000", width=240)
    amount = _number(paid, _AMOUNT, "an amount like 3120 or 3,120.50, up to 999,999,999.99")
    images = _number(made, _IMAGES, "a whole number like 30000")
    if amount is None or (made and images is None):
        return
    if not explain(scenario, month, amount, None if images is None else int(images)):
        st.info("Without a price there is nothing to hold it against.")


def explain(scenario: Scenario, month: Month, amount: Decimal, images: int | None = None) -> bool:
    """What would explain an amount, each with Apply; whether anything can be said of it."""
    found = paid_for(scenario, month, amount, images, catalogue.price_books(), catalogue.today())
    if found is None:
        return False
    st.markdown(f"**{words.plain(answers.paid(found))}**")
    for each in found.explanations:
        _choice(found, each)
    return True


def _number(text: str, takes: re.Pattern[str], accepts: str) -> Decimal | None:
    """What is typed as a number; None where nothing is, or what is not taken, which is said."""
    typed = text.strip()
    if takes.fullmatch(typed):
        return Decimal(typed.removeprefix("$").replace(",", ""))
    if typed:
        st.error(words.plain(boxes.not_taken(shortened(typed), accepts)))
    return None


def _choice(found: Paid, each: Explanation) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"paid_{each.lever}_{each.workload}"):
        of = f" of {found.scenario.workloads[each.workload - 1].name}" if found.scenario.several else ""
        present, value = (words.field_value(each.lever, text) for text in (each.present, each.value))
        said = f"{present} → {value}{of}: {words.money(each.per_month)} a month"
        st.markdown(words.plain(f"{answers.choice(each)}: {said}"), width="stretch")
        applied.button(each.scenario, answers.choice(each), key=f"apply_paid_{each.lever}_{each.workload}")
