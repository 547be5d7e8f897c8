"""A table of text with a button in its rows, each cell read in full at every width, each row as high as its text.

In a table of Streamlit's all rows are as high as the highest, and a phone has two of its columns in sight.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Literal, NamedTuple

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from compat import components
from pricing.wording import figures
from pricing.wording.messages import words
from ui.button_table import messages
from ui.state import session
from ui.state.session import Texts

FOLDER = Path(__file__).parent
NAME = "planner_table.button_table"


CellKind = Literal["name", "figure first", "figure second", "figure", "answer", "text", "note"]
"""A narrow screen has the name, the answer and the first two figures of each row in sight."""


class TextColumn(NamedTuple):
    """A column of texts."""

    heading: str
    kind: CellKind = "text"


class ButtonRow(NamedTuple):
    """A row; `label` is what its button says."""

    id: str
    cells: Sequence[str]
    label: str = ""
    """Empty for none."""
    tone: Literal["", "present", "gone"] = ""
    """Whether it is what the plan has, or what nobody can buy any more."""


def declare() -> None:
    """Let the browser ask for the script."""
    components.declare(NAME, FOLDER)


def show_button_table(
    name: str,
    columns: Sequence[TextColumn],
    rows: Sequence[ButtonRow],
    click: Callable[[str], Texts | None],
    *,
    key: str,
) -> None:
    """`click` is given the id of the row whose button was pressed; `name` says what the table has."""
    declare()
    data = {
        "name": name,
        "columns": columns,
        "rows": [row._asdict() for row in rows],
        "choose": words(messages.choose()),
        "more": words(messages.more()),
        "more_of": words(messages.more_of("{}")),
    }
    pressed = partial(_pressed, key, frozenset(row.id for row in rows if row.label), click)
    _component()(key=key, data=[data], on_pressed_change=pressed)


def _pressed(key: str, ids: frozenset[str], click: Callable[[str], Texts | None]) -> None:
    id_ = str(components.sent(key, "pressed"))
    with figures.in_currency(session.currency()):
        session.take(None, click(id_) if id_ in ids else None)


@cache
def _component() -> ComponentRenderer:
    html, css = ((FOLDER / f"button_table.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component(NAME, html=html, css=css, js="button_table.js", isolate_styles=False)
