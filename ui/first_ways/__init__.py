"""The ways to save that come first: each with its saving, a link to its details, and a button.

They are one component, since each element of Streamlit costs a message in every run. The menu follows the links.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from compat import components
from pricing.decide import messages as decide_messages
from pricing.decide.savings import Way
from pricing.wording.messages import words
from ui.controls import actions
from ui.controls import messages as controls_messages
from ui.first_ways import messages
from ui.state import session
from ui.state.address import SAVING

FOLDER = Path(__file__).parent
NAME = "planner_ways.first_ways"
_KEY = "first_ways"


def declare() -> None:
    """Serve the script to the browser."""
    components.declare(NAME, FOLDER)


def show_first_ways(ways: Sequence[Way]) -> None:
    declare()
    data = {
        "title": words(messages.what_to_do_first()),
        "kinds": [
            {"name": words(decide_messages.KIND_NAMES[kind]), "ways": list(map(_shown, of_kind))}
            for kind, of_kind in groupby(ways, key=lambda way: way.kind)
        ],
        "apply": words(controls_messages.APPLY),
        "all": words(messages.all_ways()),
        "query": session.query_string(),
        "saving": SAVING,
    }
    _component()(key=_KEY, data=[data], on_apply_change=partial(_apply, {way.id: way for way in ways}))


def _shown(way: Way) -> dict[str, str]:
    alike = decide_messages.like_for_like(way)
    return {
        "id": way.id,
        "name": words(decide_messages.name(way)),
        "saving": words(messages.saving(way)),
        "change": words(decide_messages.change(way)),
        "alike": "" if alike is None else words(alike),
    }


def _apply(ways: Mapping[str, Way]) -> None:
    way = ways.get(str(components.sent(_KEY, "apply")))
    if way is None:
        session.take(None, None)
        return
    done = messages.applied(decide_messages.name(way), decide_messages.change(way))
    actions.apply(way.scenario, done)


@cache
def _component() -> ComponentRenderer:
    html, css = ((FOLDER / f"first_ways.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component(NAME, html=html, css=css, js="first_ways.js", isolate_styles=False)
