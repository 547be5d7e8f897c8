"""What now: the model that takes over a workload which cannot be bought, in the vendor's words and at like effort."""

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
    """Buttons to a workload on its replacement, where it cannot be bought through the plan, or has no price.

    Returns what must be known of them.
    """
    books, today, scenario = catalogue.price_books(), catalogue.today(), estimate.scenario
    bill = estimate.bills[place]
    name = bill.workload.name
    if not bill.unpriced and not ends_in_plan(bill, scenario, today):
        return []
    other = replacement(bill.workload, scenario, books, today)
    if other is None:
        return []
    model = other.entry.model.name

    def offered(label: Message, how: Message, taken: Bill) -> None:
        on_other = partial(with_replacement, scenario, place, taken, books, today)
        offer_button(of_workload(name, words(label)), words(how), on_other, taken.per_month)

    offered(messages.plan_with(model), messages.AT_LIST_PRICES, other.bill)
    if other.like is not None:
        offered(messages.plan_with_like_effort(model), messages.nearest_tokens(other.like.workload.buys), other.like)
    texts = [words(offered_instead(model, other.because))] if other.because else []
    texts += [words(other.effort)] if other.effort else []
    return [of_workload(name, text) for text in texts]


def offer_button(label: str, how: str, scenario: Callable[[], Scenario], cost: Decimal | None) -> None:
    """A button to a scenario, with what the workload in question costs there."""
    with st.container(horizontal=True, vertical_alignment="center"):
        widgets.button(label, lambda: session.replaced_by(scenario()), icon=":material/swap_horiz:")
        # Stretched: as wide as its text, it would leave the button no room.
        st.markdown(phrases.plain(words(messages.costs_there(cost, how))), width="stretch")


def of_workload(name: str, text: str) -> str:
    """A text with the workload that it is about, where that has a name."""
    return words(labelled(name, text)) if name else text
