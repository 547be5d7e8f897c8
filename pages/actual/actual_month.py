"""A month as it was billed: how it differs from the plan and why, and what means no workload."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from compat import lost_session
from pages.actual import actual_charts, paid_box, uploads
from pricing.actual import answers
from pricing.actual import words as actual_words
from pricing.actual.matching import Matching, Unmatched
from pricing.actual.records import added
from pricing.actual.variance import Variance, variance
from pricing.bill.estimate import Estimate
from pricing.saved import ActualMonth
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures
from ui.controls import boxes, table_views, widgets
from ui.drawing import charts, phrases
from ui.state import catalogue

_MOST = 8
"""Names that are asked about; the others are in the table."""


def choose(months: Sequence[ActualMonth]) -> Month:
    """The month that is looked at: at first the last one with a cost that is over."""
    billed = sorted({each.month for each in months if each.cost is not None} or {each.month for each in months})
    over = [month for month in billed if month < Month.of(catalogue.today())]
    names = {str(month): figures.month(month) for month in billed}
    chosen = widgets.segmented_control(
        "Month", names, str((over or billed)[-1]), key=f"actual_month_{lost_session.name(*names)}"
    )
    return next(month for month in billed if str(month) == chosen)


def draw(whole: Estimate, month: Month, months: Sequence[ActualMonth]) -> None:
    books = catalogue.price_books()
    chart = st.container()
    ask(whole.scenario, month)
    found = variance(whole, month, months, books, uploads.aliases(), uploads.used(whole.scenario).get(month))
    with chart:
        _why(whole, month, found)
    if found is not None:
        _unmatched(whole, found.matching)


def _why(whole: Estimate, month: Month, found: Variance | None) -> None:
    if found is None:
        st.info(
            "The plan has no price, so there is nothing to hold the bill against."
            if whole.unpriced
            else f"No file has a cost of {figures.month(month)}: bring in a cost report."
        )
        return
    title, *notes = answers.of_month(found)
    parts = actual_charts.shown(found)
    said = ", ".join(f"{actual_words.PARTS[part.code]} {figures.signed_money(part.amount)}" for part in parts)
    charts.show_chart(
        actual_charts.why(found), title.removesuffix("."), f"From plan to bill: {said or 'no difference'}", "actual_why"
    )
    notes += [f"{actual_words.PARTS[part.code]}: {actual_words.REASONS[part.code]}" for part in parts]
    notes.append(_sum(found))
    st.caption(phrases.plain_lines(notes))


def _sum(found: Variance) -> str:
    """Where every dollar of the month went."""
    of_plan = added(group.actual for group in found.groups)
    parts = {part.code: part.amount for part in found.parts}
    no_plan = parts["no-plan"]
    rest = found.actual - of_plan - no_plan
    if not no_plan and not rest:
        return f"All {figures.money(found.actual)} billed in the month are of the plan's models."
    return (
        f"Of {figures.money(found.actual)} billed in the month, {figures.money(of_plan)} are of the plan's models, "
        f"{figures.money(no_plan)} of others of the price book, and {figures.money(rest)} of names that mean none."
    )


def _unmatched(whole: Estimate, matching: Matching) -> None:
    """What means no workload, with its sum; a name can be said to mean a model."""
    listed = [*matching.no_plan, *matching.unexplained]
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
    for each in [each for each in listed if each.model][:_MOST]:

        def say(model: str, name: str = each.model) -> None:
            uploads.say(name, model)

        label = f"“{phrases.short(each.model, 40)}” ({figures.money(each.cost)}) means"
        start = uploads.aliases().get(each.model, "")
        widgets.selectbox(phrases.plain(label), options, start, key=f"alias_{each.model}", change=say, width=360)


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


def ask(scenario: Scenario, month: Month) -> None:
    """A box for each workload, behind a fold."""
    box = widgets.expander(f"Images used in {figures.month(month)}, if you know", key="used_open")
    if not box.open:
        return
    with box:
        st.caption("Reports count the images made, not those used. With these the bill tells tries from volume.")
        with st.container(horizontal=True):
            for workload in scenario.workloads:
                _box(month, workload.name)


def _box(month: Month, name: str) -> None:
    with st.container(width=240):
        text, images = boxes.loose_number_box(
            phrases.plain(f"Images used, {name}" if name else "Images used"),
            paid_box.IMAGES,
            key=f"used_{month}_{name}",
            value=uploads.used_text(month, name),
            placeholder="30000",
        )
    uploads.use(month, name, text, None if images is None else int(images))
