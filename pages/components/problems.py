"""What a person sees instead of figures when a plan cannot be computed."""

from functools import partial

import streamlit as st

from pages.components import widgets
from pages.drawing import words
from pages.state import catalogue, session
from pricing.prices import PriceBooks
from pricing.scenario import link


def page(reading: link.Reading, books: PriceBooks) -> None:
    """Name each wrong field, what it got and what it takes; one click to the nearest plan."""
    several = len(reading.problems) > 1
    origin = "This link" if session.from_link() else "This plan"
    st.title(f"No figures for {origin.lower()}", anchor=False)
    st.error(f"{origin} has {'values' if several else 'a value'} that cannot be used. No figure is computed from it.")
    for problem in reading.problems:
        st.markdown(f"**{words.plain(problem.field)}** is `{_code(problem.value)}`: {words.plain(problem.problem)}.")
    today = catalogue.today()
    nearest = link.nearest(session.without_extras(session.pairs()), books, today)
    before = dict(session.pairs())
    changed = [key for key, text in link.write(nearest).items() if before.get(key, text) != text]
    values = link.write(nearest)
    with st.container(horizontal=True):
        widgets.button(
            "Open the nearest valid plan",
            partial(session.replaced_by, nearest),
            type="primary",
            help=", ".join(f"{key} = {values[key]}" for key in changed) or None,
        )
        widgets.button("Start anew", partial(session.replaced_by, link.start_scenario(books, today)))


def _code(text: str) -> str:
    printable = "".join(char if char.isprintable() else "?" for char in text)
    return printable.replace("`", "'") or " "
