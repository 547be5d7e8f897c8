"""The plan corrected: by levers that a bill identifies, by the variation of days, or by one amount that was paid."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

import streamlit as st

from pages.actual import messages
from pages.actual.billed_month import IMAGES
from pricing.actual.conclusion import Conclusion, right_messages
from pricing.actual.day_ranges import FEWEST_DAYS, day_ranges, with_ranges
from pricing.actual.identified_levers import IdentifiedLevers, change_message
from pricing.actual.matched_bill import Aliases
from pricing.actual.messages import IDENTIFIED, planned_then
from pricing.actual.paid_amount import Explanation, paid_for, paid_message
from pricing.actual.readers.usage_records import BillFile
from pricing.bill.estimate import Estimate
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import actions, boxes, widgets
from ui.drawing import phrases
from ui.state import catalogue, session
from ui.state.address import PAID
from ui.state.session import Texts

AMOUNT = Number(0, 999_999_999, 2, "amount")
_MONTHS = 12
"""The months to choose from, the last complete one first."""
_TYPED = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2]):?([0-9.]{0,12}):?([0-9]{0,10})", re.ASCII)


def draw(whole: Estimate, conclusion: Conclusion, month: Month, files: Iterable[BillFile], aliases: Aliases) -> None:
    """The levers that the bill identifies, with the plan's new cost; if there are none, the reasons."""
    st.subheader(words(messages.SET_RIGHT), anchor=False)
    right, month_variance = conclusion.right, conclusion.variances.get(month)
    if right is not None and right.levers:
        _identified(whole.scenario, right)
    else:
        for about in right_messages(whole.scenario, conclusion):
            st.caption(phrases.plain(words(about)))
        if (
            month_variance is not None
            and not month_variance.as_planned
            and conclusion.is_complete(month)
            and month_variance.planned
        ):
            st.caption(words(messages.IF_YOU_KNOW))
            _alternatives(whole, month, month_variance.actual, month_variance.planned)
    _ranges(whole, files, aliases)


def _identified(scenario: Scenario, right: IdentifiedLevers) -> None:
    changes = [change_message(scenario, lever) for lever in right.levers]
    for lever, change in zip(right.levers, changes, strict=True):
        evidence = IDENTIFIED[lever.by]
        about = evidence if len(changes) == 1 else messages.alone(evidence, lever.planned)
        st.markdown(f"**{phrases.plain(words(change))}**  \n:small[{phrases.plain(words(about))}]")
    with st.container(horizontal=True, vertical_alignment="center"):
        for sentence in planned_then(right.planned, right.billed):
            st.markdown(phrases.plain(words(sentence)), width="stretch")
        actions.apply_button(right.scenario, words(messages.several(changes)), key="apply_right")


def _alternatives(whole: Estimate, month: Month, actual: Decimal, planned: Decimal) -> None:
    """For each lever the value with which the plan of these days would cost the billed amount."""
    paid = paid_for(whole.scenario, month, actual, None, catalogue.price_books(), catalogue.today(), planned)
    for explanation in paid.explanations if paid is not None else ():
        _choice(explanation)


def _ranges(whole: Estimate, files: Iterable[BillFile], aliases: Aliases) -> None:
    books, today = catalogue.price_books(), catalogue.today()
    records = [record for file in files if not file.is_open for record in file.records]
    if ranges := day_ranges(whole, records, books, today, aliases):
        change = words(messages.ranges_by(max(day_range.days for day_range in ranges)))
        after = with_ranges(whole.scenario, ranges)
        actions.apply_button(after, change, key="apply_scatter", label=words(messages.RANGES))
    elif records:
        st.caption(words(messages.ranges_need(FEWEST_DAYS)))


class TypedAmount(NamedTuple):
    """A month with an amount and images that the user types; it is in the address, so that reload and Back keep it."""

    month: Month
    paid: str = ""
    images: str = ""

    @property
    def texts(self) -> Texts:
        parts = f"{self.month}:{self.paid}:{self.images}".rstrip(":")
        return {PAID: parts if self.paid or self.images or self.month != _last_month() else None}


def _typed_amount() -> TypedAmount:
    """The typed amount of the address; a value that the boxes would not accept counts as empty."""
    parts = _TYPED.fullmatch(session.latest(PAID) or "")
    if parts is None:
        return TypedAmount(_last_month())
    fields = ((AMOUNT, parts[3] or ""), (IMAGES, parts[4] or ""))
    paid, images = (text if text and _takes(kind, text) else "" for kind, text in fields)
    return TypedAmount(Month(int(parts[1]), int(parts[2])), paid, images)


def _takes(kind: Number, text: str) -> bool:
    try:
        kind.read(text)
    except ValueError:
        return False
    return True


def _last_month() -> Month:
    return Month.of(catalogue.today()).plus(-1)


def ask_amount(scenario: Scenario) -> tuple[Month, Decimal, int | None] | None:
    """Boxes for one amount that was paid, without a file; returns month, amount and images once there is an amount."""
    today, typed = catalogue.today(), _typed_amount()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        latest = [_last_month().plus(-ago) for ago in range(_MONTHS)]
        months = {month: figures.month(month) for month in dict.fromkeys((*latest, typed.month))}
        widgets.selectbox(
            words(messages.MONTH),
            months,
            typed.month,
            key="paid_month",
            width=140,
            change=lambda month: _typed_amount()._replace(month=month).texts,
        )
        with st.container(width=240):
            boxes.number_box(
                "paid_amount",
                words(messages.PAID),
                AMOUNT,
                Decimal(typed.paid) if typed.paid else None,
                PAID,
                lambda text: _typed_amount()._replace(paid=text).texts,
                _typed_amount()._replace(paid="").texts,
                placeholder="3120",
            )
        with st.container(width=240):
            boxes.number_box(
                "paid_images",
                words(messages.PAID_IMAGES),
                IMAGES,
                int(typed.images) if typed.images else None,
                PAID,
                lambda text: _typed_amount()._replace(images=text).texts,
                _typed_amount()._replace(images="").texts,
            )
    if not typed.paid:
        return None
    amount, count = EXACT.create_decimal(typed.paid), int(typed.images) if typed.images else None
    paid = paid_for(scenario, typed.month, amount, count, catalogue.price_books(), today)
    if paid is None:
        st.info(words(messages.PAID_NO_PRICE))
        return None
    st.markdown(f"**{phrases.plain(words(paid_message(paid)))}**")
    _choices(paid.explanations)
    return typed.month, amount, count


def _choices(explanations: Sequence[Explanation]) -> None:
    for explanation in explanations:
        _choice(explanation)


def _choice(explanation: Explanation) -> None:
    key, scenario = f"{explanation.lever}_{explanation.workload}", explanation.scenario
    with st.container(horizontal=True, vertical_alignment="center", key=f"paid_{key}"):
        change = change_message(scenario, explanation)
        st.markdown(phrases.plain(words(messages.would_cost(change, explanation.per_month))), width="stretch")
        actions.apply_button(scenario, words(change), key=f"apply_paid_{key}")
