"""A month as it was billed: how it differs from the plan and why, and what means no workload."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from compat import lost_session
from pages.actual import set_right, uploads
from pricing.actual.matched_bill import MatchedBill, Unmatched
from pricing.actual.messages import PartCode, part_amount, part_reason
from pricing.actual.source_months import SourceMonth, billed
from pricing.actual.variance import Variance, bill_message, month_messages, variance
from pricing.bill.estimate import Estimate
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.controls import boxes, table_views, widgets
from ui.drawing import charts, phrases
from ui.drawing.charts import Spec
from ui.state import catalogue

_MOST = 8
"""Names that are asked about; the others are in the table."""
_SHORT: Mapping[PartCode, str] = {
    "volume": "Volume",
    "tries": "Tries",
    "mix": "Mix",
    "tokens": "Tokens",
    "rate": "Rates",
    "no-plan": "No plan",
    "unexplained": "Unexplained",
}
"""The names of the parts under a bar."""


def choose(months: Sequence[SourceMonth]) -> Month:
    """The month that is looked at: at first the last one with a cost that is over."""
    known = sorted(billed(months) or {each.month for each in months})
    over = [month for month in known if month < Month.of(catalogue.today())]
    names = {str(month): figures.month(month) for month in known}
    chosen = widgets.segmented_control(
        "Month", names, str((over or known)[-1]), key=f"actual_month_{lost_session.name(*names)}"
    )
    return next(month for month in known if str(month) == chosen)


def draw(whole: Estimate, month: Month, months: Sequence[SourceMonth]) -> None:
    books = catalogue.price_books()
    chart = st.container()
    _ask_used(whole.scenario, month)
    found = variance(whole, month, months, books, uploads.aliases(), uploads.used(whole.scenario).get(month))
    with chart:
        if found is not None:
            _why(found)
        elif whole.unpriced:
            st.info("The plan has no price, so there is nothing to hold the bill against.")
        else:
            st.info(f"No file has a cost of {figures.month(month)}: bring in a cost report.")
    if found is not None:
        _unmatched(whole, found.matched)


def _why(found: Variance) -> None:
    title, *notes = map(messages.words, month_messages(found))
    parts = found.visible_parts
    steps = ", ".join(messages.words(part_amount(*part)) for part in parts)
    charts.show_chart(
        _waterfall(found), title.removesuffix("."), f"From plan to bill: {steps or 'no difference'}", "actual_why"
    )
    notes += [messages.words(part_reason(part.code)) for part in parts]
    notes.append(messages.words(bill_message(found)))
    st.caption(phrases.plain_lines(notes))


def _waterfall(found: Variance) -> Spec:
    """From the plan to the bill, a step for each part that is not 0."""
    parts = found.visible_parts
    levels = [found.planned]
    for part in parts:
        levels.append(levels[-1] + part.amount)
    labels = ["Planned", *(_SHORT[part.code] for part in parts), "Billed"]
    return charts.waterfall(labels, [found.planned, *(part.amount for part in parts), found.actual], max(levels))


def _unmatched(whole: Estimate, bill: MatchedBill) -> None:
    """What means no workload, with its sum; a name can be said to mean a model."""
    listed = [*bill.no_plan, *bill.unexplained]
    if not listed:
        return
    table_views.folded_table(
        f"What no workload is for ({len(listed)})",
        partial(_table, listed),
        "Names in the bill without a workload",
        "unmatched_open",
    )
    book = catalogue.price_books().listed
    models = dict.fromkeys(workload.model for workload in whole.scenario.workloads)
    options = {"": "none of these"} | {model: book[model].model.name for model in models if model in book}
    for unmatched in [unmatched for unmatched in listed if unmatched.model][:_MOST]:
        name = unmatched.model
        label = f"“{phrases.short(name, 40)}” ({figures.money(unmatched.cost)}) means"
        start, change = uploads.aliases().get(name, ""), partial(uploads.set_alias, name)
        widgets.selectbox(phrases.plain(label), options, start, key=f"alias_{name}", change=change, width=360)


def _table(listed: Sequence[Unmatched]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Name in the bill": [each.model or "none" for each in listed],
            "Model": [each.known or "none that is known" for each in listed],
            "Sums": [each.rows for each in listed],
            "Amount": [float(each.cost) for each in listed],
            "Currency": [each.currency or "no cost" for each in listed],
        }
    )


def _ask_used(scenario: Scenario, month: Month) -> None:
    """A box for the images that each workload used, behind a fold."""
    box = widgets.expander(f"Images used in {figures.month(month)}, if you know", key="used_open")
    if not box.open:
        return
    with box:
        st.caption("Reports count the images made, not those used. With these the bill tells tries from volume.")
        with st.container(horizontal=True):
            for workload in scenario.workloads:
                name = workload.name
                with st.container(width=240):
                    text, images = boxes.loose_number_box(
                        phrases.plain(f"Images used, {name}" if name else "Images used"),
                        set_right.IMAGES,
                        key=f"used_{month}_{name}",
                        value=uploads.used_text(month, name),
                        placeholder="30000",
                    )
                uploads.set_used(month, name, text, None if images is None else int(images))
