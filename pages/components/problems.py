"""What a person sees instead of figures when a plan cannot be computed."""

import streamlit as st

from pages.components import catalogue, session, words
from pricing import comparison, link
from pricing.prices import PriceBooks


def page(reading: link.Reading, books: PriceBooks) -> None:
    """Name each wrong field, what it got and what it takes; one click to the nearest plan."""
    several = len(reading.problems) > 1
    origin = "This link" if session.from_link() else "This plan"
    st.error(f"{origin} has {'values' if several else 'a value'} that cannot be used. No figure is computed from it.")
    for problem in reading.problems:
        st.markdown(f"**{words.plain(problem.field)}** is `{_code(problem.value)}`: {words.plain(problem.problem)}.")
    today = catalogue.today()
    dropped = [problem.field for problem in reading.problems if problem.field in comparison.KEYS]
    nearest = link.nearest(session.pairs(), books, today)
    before = dict(session.pairs())
    changed = [key for key, text in link.write(nearest).items() if before.get(key, text) != text]
    values = link.write(nearest)
    with st.container(horizontal=True):
        st.button(
            "Open the nearest valid plan", type="primary", on_click=session.show, args=(nearest, dropped),
            help=", ".join(f"{key} = {values[key]}" for key in changed) or None,
        )  # fmt: skip
        st.button("Start anew", on_click=session.show, args=(link.start_scenario(books, today), comparison.KEYS))


def _code(text: str) -> str:
    printable = "".join(char if char.isprintable() else "?" for char in text)
    return printable.replace("`", "'") or " "
