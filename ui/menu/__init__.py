"""The first row of every page: the product's name, the links to the pages with the present plan, and the languages.

It also loads what every page needs: the stylesheet, and the script for screen readers and the keyboard.

It is one component, since each element of Streamlit costs a message in every run. Its links also open in a new tab; a
plain click changes the page within the session.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from compat import components
from pricing.wording.figures import reader
from pricing.wording.languages import code, languages, tag
from pricing.wording.messages import words
from ui.menu import messages
from ui.state import session
from ui.state.address import LANGUAGE

FOLDER = Path(__file__).parent
NAME = "planner_menu.menu"
_KEY = "menu"
_WANTED = "menu_wanted"


class PageLink(NamedTuple):
    """A page of the menu."""

    path: str
    """The path of its address, without a slash."""
    name: str
    """In the reader's language."""


def declare() -> None:
    """Serve the script of the menu to the browser."""
    components.declare(NAME, FOLDER)


def show_menu(product: str, entries: Sequence[PageLink], present: str, wanted_row: str = "") -> None:
    """`present` is the path of the page that runs, `wanted_row` the key of a container to scroll to, once.

    It also tells the browser the page's language.
    """
    declare()
    data = {
        "product": product,
        "pages": words(messages.pages()),
        "entries": entries,
        "present": present,
        "wanted": wanted_row,
        "language": words(messages.language()),
        "key": LANGUAGE,
        "reader": code(reader()),
        "tag": tag(reader()),
        "read_out": words(messages.cost_a_month("{}")),
        "of_streamlit": _of_streamlit(code(reader())),
        "languages": [[code, figures.name] for code, figures in languages().items()],
    }
    _component()(key=_KEY, data=[data], on_page_change=_chosen)


@lru_cache(maxsize=16)
def _of_streamlit(_language: str) -> Mapping[str, str]:
    """Streamlit's words that are others in the reader's language."""
    texts = {english: words(own) for english, own in messages.OF_STREAMLIT.items()}
    return {english: own for english, own in texts.items() if own != english}


class Clicked(NamedTuple):
    """A page whose link was clicked."""

    path: str
    saving: str
    """The way to save that the page is to show; empty for none."""


def wanted() -> Clicked | None:
    """The page whose link was clicked in this run; None if none was."""
    match st.session_state.pop(_WANTED, None):
        case [str(path), str(saving)]:
            return Clicked(path, saving)
    return None


def _chosen() -> None:
    session.take(None, None)
    st.session_state[_WANTED] = components.sent(_KEY, "page")


@cache
def _component() -> ComponentRenderer:
    html, css = ((FOLDER / f"menu.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    css += (FOLDER.parent / "style.css").read_text(encoding="utf-8")
    return st.components.v2.component(NAME, html=html, css=css, js="menu.js", isolate_styles=False)
