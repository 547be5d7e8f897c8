"""Boxes to type into. What is not taken stays in the box, and is told beside it and above the figures."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from pages.components import session, words
from pricing import exact, typed
from pricing.fields import Field, Number
from pricing.link import shortened

Texts = Mapping[str, str | None]


def number(
    key: str, label: str, kind: Number, value: int | Decimal | None, field: str,
    texts: Callable[[str], Texts] | None = None, emptied: Texts | None = None, **more: Any,
) -> None:  # fmt: skip
    """A box for a number of the plan, with its field's limits.

    `field` is the key of the link that it changes; `texts` makes the plan's texts of the number's, unless they
    are the same. Emptied, it shows again what the plan has, or changes it to `emptied`.
    """
    if kind.places == 0 and kind.low >= 0:
        # A phone shows its digits.
        more |= {"type": "phone", "icon": "", "placeholder": ""}
    shown = "" if value is None else exact.plain(Decimal(value))
    box(key, label, kind, shown, field, texts, emptied, autocomplete="off", **more)


def box(
    key: str, label: str, kind: Field, value: str, field: str,
    texts: Callable[[str], Texts] | None = None, emptied: Texts | None = None, **more: Any,
) -> None:  # fmt: skip
    """A box for any value of the plan that is written as text."""

    def take() -> None:
        text = st.session_state[key] or ""
        if not text.strip():
            session.take(key, emptied or {})
            return
        try:
            read = typed.read(kind, text) if isinstance(kind, Number) else kind.read(text.strip())
        except ValueError as error:
            session.refuse(key, session.Refusal(field, label, text, str(error)))
            return
        plain = exact.plain(read) if isinstance(read, Decimal) else str(read)
        session.take(key, {field: plain} if texts is None else texts(plain))

    refused = session.refusal(key)
    start = session.keep(key, value) if refused is None else st.session_state.setdefault(key, refused.typed)
    st.text_input(label, start, key=key, on_change=take, **more)
    told(key, value)


def told(key: str, kept: str = "") -> None:
    """Beside a box: what it did not take, what it takes, and what the plan keeps."""
    if refused := session.refusal(key):
        rest = f" The plan keeps {kept}." if kept else ""
        st.error(words.plain(not_taken(refused.typed, refused.takes) + rest))


def not_taken(typed: str, takes: str) -> str:
    """What was typed, and what is taken instead: one sentence each."""
    return f"“{shortened(typed)}” is not taken. It takes {takes}."


def note() -> None:
    """Above the figures: that something typed is not in them."""
    said = [
        words.plain(f"{refused.label}: “{shortened(refused.typed)}” is not taken, so these are the old figures.")
        for refused in session.refusals()
    ]
    if said:
        st.warning("  \n".join(said), icon=":material/edit_off:")
