"""Several ways to save together: those that reach a target, and those that the user chooses."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

import streamlit as st

from pages.decide.several_ways import messages
from pricing.bill.estimate import Estimate
from pricing.decide import messages as decide_messages
from pricing.decide.joint import Joint, joint, reaching
from pricing.decide.savings import Way
from pricing.values.exact import EXACT
from pricing.wording.messages import Message, words
from ui.controls import actions, widgets
from ui.drawing import charts, phrases
from ui.drawing.chart import show_chart
from ui.state import catalogue

Target = Literal["none", "quarter", "half", "budget"]
_PARTS: Mapping[str, Decimal] = {"quarter": Decimal("0.75"), "half": Decimal("0.5")}
"""Target -> the part of the present cost that is left."""


def show_target(estimate: Estimate) -> None:
    """A choice of targets, and the ways that reach the chosen one, each with its drawback."""
    scenario, now = estimate.scenario, estimate.per_month
    if not now:
        return
    options: dict[Target, str] = {"none": words(messages.NO_TARGET)}
    options |= {"quarter": words(messages.A_QUARTER_LESS), "half": words(messages.HALVE_IT)}
    if scenario.budget is not None and scenario.budget < now:
        options["budget"] = words(messages.WITHIN_THE_BUDGET)
    chosen = widgets.segmented_control(
        words(messages.TARGET), options, "none", key="ways_target", persist_state="session"
    )
    if chosen not in options or chosen == "none":
        return
    part = _PARTS.get(chosen)
    target = EXACT.multiply(now, part) if part is not None else scenario.budget or Decimal(0)
    applied = reaching(scenario, target, catalogue.price_books(), catalogue.today())
    if applied.steps:
        _show(applied, now, messages.reached(applied, now, target), "target")
        lines = [
            f"- **{_plain(decide_messages.name(step.way))}** {_plain(messages.gives_up(step))}"
            for step in applied.steps
        ]
        st.markdown("\n".join(lines))
        _apply(applied, "target")
    else:
        st.info(_plain(messages.no_way_to_target()))


def choose_together(rows: Sequence[Way], before: Decimal) -> None:
    """A choice of ways whose savings are combined, and a button that applies them all."""
    if len(rows) < 2:
        return
    ways_by_id = {way.id: way for way in rows}
    names = {id_: words(decide_messages.name(way)) for id_, way in ways_by_id.items()}
    chosen = widgets.multiselect(
        words(messages.TAKE_SEVERAL),
        names,
        key="ways_together",
        placeholder=words(messages.CHOOSE_TWO),
        persist_state="session",
    )
    taken = [ways_by_id[id_] for id_ in chosen if id_ in ways_by_id]
    if len(taken) < 2:
        return
    applied = joint(taken[0].costs.scenario, taken, catalogue.price_books())
    _show(applied, before, messages.together(applied, before), "ways")
    if applied.left_out:
        st.caption(phrases.plain_lines(words(messages.left_out(way)) for way in applied.left_out))
    _apply(applied, "together")


def _show(applied: Joint, before: Decimal, title: Message, key: str) -> None:
    """The steps from the present cost to the cost with all of the ways."""
    names = [words(decide_messages.name(step.way)) for step in applied.steps]
    labels = [words(messages.NOW), *names, words(messages.WITH_THESE)]
    amounts = [before, *(-step.saving for step in applied.steps), applied.per_month]
    alt = words(messages.steps(applied))
    show_chart(charts.waterfall(labels, amounts, before), words(title), alt, f"{key}_waterfall")


def _apply(applied: Joint, key: str) -> None:
    done, label = words(messages.applied_together(applied)), words(messages.APPLY_ALL)
    actions.apply_button(applied.scenario, done, key=f"apply_{key}", label=label)


def _plain(text: Message) -> str:
    return phrases.plain(words(text))
