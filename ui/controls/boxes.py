"""Text boxes for values. A refused text stays in its box, with a message beside it and above the figures."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from pricing.scenario.faults import shortened
from pricing.scenario.kinds import Kind, Number, QualityMix
from pricing.values import exact
from pricing.wording.messages import words
from ui.controls import messages, widgets
from ui.drawing import phrases
from ui.state import session
from ui.state.session import Refusal, Taken, Texts


def number_box(
    key: str,
    label: str,
    kind: Number,
    value: int | Decimal | None,
    field: str,
    texts: Callable[[str], Texts] | None = None,
    emptied: Texts | None = None,
    **more: Any,
) -> None:
    """A box for a number of the scenario, with its field's limits.

    `field` is the key of the link that it changes. `texts` makes the changed texts of the scenario from the text of the
    number; by default the number is the text of the field. An emptied box applies `emptied`, or else shows the
    scenario's value again.
    """
    if kind.places == 0 and kind.low >= 0:
        # A phone then shows its keypad of digits.
        more |= {"type": "phone", "icon": "", "placeholder": ""}
    shown = "" if value is None else exact.plain(Decimal(value))
    text_box(key, label, kind, shown, field, texts, emptied, autocomplete="off", **more)


def text_box(
    key: str,
    label: str,
    kind: Kind,
    value: str,
    field: str,
    texts: Callable[[str], Texts] | None = None,
    emptied: Texts | None = None,
    **more: Any,
) -> None:
    """A box for any value of the scenario that is written as text."""
    take = partial(typed, kind, field=field, label=label, texts=texts, emptied=emptied)
    widgets.text_input(label, value, key=key, change=take, **more)
    refusal_below(key, value)


def typed(
    kind: Kind,
    text: str,
    field: str,
    label: str,
    texts: Callable[[str], Texts] | None = None,
    emptied: Texts | None = None,
) -> Taken:
    """The changes of the scenario from a typed text, or its refusal."""
    if not text.strip():
        return emptied or {}
    try:
        read = kind.read_typed(text) if isinstance(kind, Number | QualityMix) else kind.read(text.strip())
    except ValueError as error:
        return Refusal(field, label, text, str(error))
    plain = exact.plain(read) if isinstance(read, Decimal) else str(read)
    return {field: plain} if texts is None else texts(plain)


def loose_number_box(
    label: str, kind: Number, *, key: str, value: str = "", **more: Any
) -> tuple[str, int | Decimal | None]:
    """A box for a number outside the scenario; returns the typed text and the number, None if it is none.

    A refused text is named below the box.
    """
    text = widgets.text_input(label, value, key=key, autocomplete="off", **more).strip()
    try:
        return text, kind.read_typed(text) if text else None
    except ValueError as error:
        st.error(phrases.plain(not_taken(text, str(error))))
        return text, None


def refusal_below(key: str, present: str = "") -> None:
    """Show below a box the refused text, what the box accepts, and the value that the scenario keeps."""
    if refused := session.refusal(key):
        st.error(phrases.plain(refused_words(refused, present)))


def refused_words(refused: Refusal, present: str) -> str:
    """Sentences on a refusal: the refused text, what is accepted, and the value that the scenario keeps."""
    return not_taken(refused.typed, refused.takes, present)


def not_taken(typed: str, takes: str, present: str = "") -> str:
    """One sentence each on the typed text, what is accepted, and what the plan keeps."""
    return words(messages.not_taken(shortened(typed), takes, present))


def refusals_above() -> None:
    """Show above the figures that refused texts are not included in them."""
    lines = [
        phrases.plain(words(messages.old_figures(refused.label, shortened(refused.typed))))
        for refused in session.refusals()
    ]
    if lines:
        st.warning("  \n".join(lines), icon=":material/edit_off:")
