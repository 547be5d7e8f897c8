"""The switch between languages in the header of every page."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from compat import components
from pricing.wording.figures import reader
from pricing.wording.languages import code, languages
from ui.state.address import LANGUAGE

FOLDER = Path(__file__).parent
NAME = "planner_language.switch"


def declare() -> None:
    """Let the browser ask for the script of the switch."""
    components.declare(NAME, FOLDER)


def show_switch() -> None:
    """A list of the languages, each by its own name; the page opens anew in the one that is chosen.

    It tells the browser the language of the page too, also where there is nothing to choose.
    """
    declare()
    choices = [[code, figures.name] for code, figures in languages().items()]
    data = {"key": LANGUAGE, "present": code(reader()), "tag": reader().tag, "languages": choices}
    _component()(key="language", data=data, width="content")


@cache
def _component() -> ComponentRenderer:
    html, css = ((FOLDER / f"switch.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component(NAME, html=html, css=css, js="switch.js", isolate_styles=False)
