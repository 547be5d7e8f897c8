"""The replacement of a workload's model that is no longer sold: the vendor's successor, or a model with like effort."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import streamlit as st

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.compare.messages import offered_instead
from pricing.compare.replacement import ends_in_plan, replacement, with_replacement
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import Message, words
from ui.controls import messages, widgets
from ui.drawing import phrases
from ui.drawing.messages import labelled
from ui.state import catalogue, session


def show_takeover(estimate: Estimate, place: int) -> list[str]:
    """Buttons that put a workload on its replacement, if its model is not sold throughout the plan or has no price.

    Returns the notes on the replacement.
    """
    books, today, scenario = catalogue.price_books(), catalogue.today(), estimate.scenario
    bill = estimate.bills[place]
    name = bill.workload.name
    if not bill.unpriced and not ends_in_plan(bill, scenario, today):
        return []
    successor = replacement(bill.workload, scenario, books, today)
    if successor is None:
        return []
    model = successor.entry.model.name

    def offered(label: Message, how: Message, taken: Bill) -> None:
        on_other = partial(with_replacement, scenario, place, taken, books, today)
        offer_button(of_workload(name, words(label)), words(how), on_other, taken.per_month)

    offered(messages.plan_with(model), messages.AT_LIST_PRICES, successor.bill)
    if successor.like is not None:
        offered(
            messages.plan_with_like_effort(model), messages.nearest_tokens(successor.like.workload.buys), successor.like
        )
    texts = [words(offered_instead(model, successor.because))] if successor.because else []
    texts += [words(successor.effort)] if successor.effort else []
    return [of_workload(name, text) for text in texts]


def offer_button(label: str, how: str, scenario: Callable[[], Scenario], cost: Decimal | None) -> None:
    """A button that opens a scenario, with the cost of the workload there."""
    with st.container(horizontal=True, vertical_alignment="center"):
        widgets.button(label, lambda: session.replaced_by(scenario()), icon=":material/swap_horiz:")
        # Stretched: at the width of its text it would leave the button no room.
        st.markdown(phrases.plain(words(messages.costs_there(cost, how))), width="stretch")


def of_workload(name: str, text: str) -> str:
    """A text with the name of its workload before it, if it has one."""
    return words(labelled(name, text)) if name else text
