"""The levers that only some models have: own qualities, partial images, text output; and the needs of the images."""

from decimal import Decimal
from functools import partial

import streamlit as st

from pricing.bill.bills import Bill
from pricing.bill.placement import with_text_counted
from pricing.prices.schema import TIERS, Tier
from pricing.prices.services import NOT_OFFERED
from pricing.scenario.accepted import ACCEPTED_PERCENT, text_of
from pricing.scenario.labels.messages import NEEDS
from pricing.scenario.workload import Need
from pricing.wording.messages import words
from ui.controls import boxes, messages, widgets
from ui.controls.workloads import Chosen
from ui.state.session import Texts


def model_levers(chosen: Chosen, bill: Bill) -> None:
    """The levers of the workload's model, and the needs of its images."""
    entry, workload = bill.entry, bill.workload
    needs, text, partials, qualities = st.columns(4, vertical_alignment="bottom")
    with needs:
        _needs(chosen)
        _accepted(chosen)
    if entry.gives_text or workload.thinking:
        with text:
            chosen.number("thinking", words(messages.THINKING_LABEL), help=words(messages.THINKING_HELP))
            if (counted := with_text_counted(workload, entry)) is not None:
                texts = {chosen.key("thinking"): str(counted.thinking)}
                widgets.button(words(messages.count_text(counted.thinking)), lambda: texts, key=chosen.widget("count"))
    if entry.partials is not None or workload.partials:
        with partials:
            tokens = 0 if entry.partials is None else entry.partials.tokens
            chosen.number("partials", words(messages.PARTIALS_LABEL), help=words(messages.partials_help(tokens)))
    if len(entry.qualities) > 1 or workload.buys:
        with qualities:
            _qualities(chosen, bill)


def _accepted(chosen: Chosen) -> None:
    """The box for the percent of the model's images that the team accepted in its own trial; empty: not tried."""
    accepted, model = dict(chosen.scenario.accepted), chosen.workload.model
    others = {key: percent for key, percent in accepted.items() if key != model}

    def texts(percent: str) -> Texts:
        return {"accepted": text_of(tuple((others | {model: Decimal(percent)}).items()))}

    emptied: Texts = {"accepted": text_of(tuple(others.items())) or None}
    label, key = words(messages.ACCEPTED_LABEL), chosen.widget("accepted_box")
    about = words(messages.ACCEPTED_HELP)
    boxes.number_box(key, label, ACCEPTED_PERCENT, accepted.get(model), "accepted", texts, emptied, help=about)


def _needs(chosen: Chosen) -> None:
    def change(needs: list[Need]) -> Texts:
        key = chosen.key("needs")
        return {key: ",".join(need for need in NEEDS if need in needs) or None}

    names = {need: words(name) for need, name in NEEDS.items()}
    widgets.multiselect(
        words(messages.NEEDS_LABEL),
        names,
        chosen.workload.needs,
        key=chosen.widget("needs"),
        change=change,
        help=words(messages.NEEDS_HELP),
        placeholder="",
    )


def _qualities(chosen: Chosen, bill: Bill) -> None:
    """A select box for each tier; made only while the popover is open."""
    key = chosen.key("buys")
    box = widgets.popover(words(messages.QUALITIES_BUTTON), key="qualities_open")
    if not box.open:
        return
    bought = [bill.tiers.get(tier, NOT_OFFERED) for tier in TIERS]

    def change(tier: Tier, quality: str) -> Texts:
        names = [quality if each_tier == tier else name for each_tier, name in zip(TIERS, bought, strict=True)]
        return {key: None if set(names) == {NOT_OFFERED} else "/".join(names)}

    with box:
        st.caption(words(messages.qualities_about(bill.entry.model.name)))
        for tier, name in zip(TIERS, bought, strict=True):
            options = [*bill.entry.qualities, *([] if name in bill.entry.qualities else [name])]
            widgets.selectbox(
                words(messages.quality_label(tier)),
                options,
                name,
                key=chosen.widget(f"buys_{tier}"),
                change=partial(change, tier),
            )
        if bill.workload.buys:
            widgets.button(words(messages.OWN_CHOICE), lambda: {key: None}, key=chosen.widget("buys_none"))
