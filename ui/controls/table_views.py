"""Tables: as text, with sortable columns, with selectable rows, and in a fold."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from compat import lost_session
from pricing.wording.messages import UNPRICED, Message, words
from ui.controls import widgets
from ui.drawing import phrases
from ui.drawing.tables.messages import HEADINGS

WRAPS_FROM = 65
"""Pixels of a row from which on Streamlit wraps its text; in a lower row it is cut."""
# Pixels: with them the last column is visible on a wide screen.
_NOTE, _USE = 110, 72
_COLUMNS: dict[str, Any] = {
    "Quantity a day": st.column_config.NumberColumn(format=phrases.COUNT_COLUMN),
    "Workload": st.column_config.TextColumn(width=170),
    "Size": st.column_config.TextColumn(width=100),
    "Rate": st.column_config.NumberColumn(format=phrases.RATE_COLUMN),
    "Amount": st.column_config.NumberColumn(format=phrases.RATE_COLUMN),
    "USD a day": st.column_config.NumberColumn(format=phrases.AN_IMAGE_COLUMN),
    "USD a month": st.column_config.NumberColumn(format=phrases.MONEY_COLUMN),
    "Cost": st.column_config.NumberColumn(format=phrases.MONEY_COLUMN),
    "Images a day": st.column_config.NumberColumn(format=phrases.COUNT_COLUMN),
    "Images": st.column_config.NumberColumn(format=phrases.COUNT_COLUMN),
    "Link": st.column_config.LinkColumn(display_text="open"),
    "Source": st.column_config.LinkColumn(display_text="open"),
    "Note": st.column_config.TextColumn(width=_NOTE),
    "Use": st.column_config.TextColumn(width=_USE),
}


def text_table(
    rows: Sequence[Mapping[str, str]],
    figures: Collection[str] = (),
    headings: Mapping[str, Message] = MappingProxyType({}),
) -> None:
    """A short table of texts, which fits every width: on a phone the first cell of a row is above the others
    (`ui/style.css`).

    The keys of the rows are keys of `headings`, or headings themselves; the columns `figures` are aligned right.
    """
    headings = {**HEADINGS, **headings}
    keys = list(rows[0])
    lines = [
        [words(headings[key]) if key in headings else key for key in keys],
        *([row[key] for key in keys] for row in rows),
    ]
    head, *body = (f"| {' | '.join(map(phrases.plain, line))} |" for line in lines)
    rule = f"|{'|'.join('---:' if key in figures else '---' for key in keys)}|"
    st.markdown("\n".join([head, rule, *body]))


def table(
    frame: pd.DataFrame | pa.Table,
    alt: str,
    *,
    empty: str | None = None,
    columns: Mapping[str, Any] = MappingProxyType({}),
    headings: Mapping[str, Message] = MappingProxyType({}),
    **more: Any,
) -> Any:
    """A table with the formats of its columns; returns its selection, if it has one.

    `empty` is the text of cells without a value, by default "not priced". `columns` are formats of this table alone.
    The names of the frame's columns are keys of `headings`; a column of buttons has its own label.
    """
    headings = {**HEADINGS, **headings}
    names = frame.column_names if isinstance(frame, pa.Table) else list(map(str, frame))
    column_formats = _COLUMNS | {
        "From": st.column_config.DateColumn(format=phrases.day_column()),
        "Until": st.column_config.DateColumn(format=phrases.day_column()),
        "Saved": st.column_config.DatetimeColumn(format=phrases.time_column()),
    }
    formats = {name: column_formats[name] for name in names if name in column_formats} | dict(columns)
    formats |= {name: {**formats.get(name, {}), "label": words(headings[name])} for name in names if name in headings}
    placeholder = words(UNPRICED) if empty is None else empty
    return widgets.dataframe(frame, hide_index=True, column_config=formats, alt=alt, placeholder=placeholder, **more)


def choose_rows(frame: pd.DataFrame, ids: Sequence[str], alt: str, key: str, **more: Any) -> list[str]:
    """A table with selectable rows; `ids` has an id for each row, and the ids of the selected ones are returned.

    A browser knows rows by their places. So if a row is added, removed or moved, it gets a new table with the same ids
    selected, or with none if one of them is gone.
    """
    state = st.session_state
    before: list[str] | None = state.get(f"{key}_chosen")
    chosen = before if before and set(before) <= set(ids) else []
    table_key = f"{key}_{lost_session.name(*ids)}"

    def choose(rows: object) -> None:
        state[f"{key}_chosen"] = _ids(rows, ids)

    shown = table(
        frame,
        alt,
        key=table_key,
        change=choose,
        **more,
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [ids.index(id) for id in chosen]}},
    )
    if before is None:
        # After a lost session the browser still has its rows.
        chosen = _ids(shown, ids)
    state[f"{key}_chosen"] = chosen
    return chosen


def _ids(chosen: Any, ids: Sequence[str]) -> list[str]:
    return [ids[row] for row in chosen["selection"]["rows"] if row < len(ids)]


def folded_table(label: str, frame: Any, alt: str, key: str, **more: Any) -> None:
    """A table in an expander: `frame()` is called, and the table sent, only while it is open."""
    box = widgets.expander(label, key=key)
    if box.open:
        with box:
            table(frame(), alt, **more)
