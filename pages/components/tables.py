"""Tables and the places they open in."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from pages.components import lost, session

_COLUMNS: dict[str, Any] = {
    "Quantity a day": st.column_config.NumberColumn(format="localized"),
    "Size": st.column_config.TextColumn(width=100),
    "Rate": st.column_config.NumberColumn(format="%.6g"),
    "Amount": st.column_config.NumberColumn(format="%.6g"),
    "USD a day": st.column_config.NumberColumn(format="$%.4f"),
    "USD a month": st.column_config.NumberColumn(format="dollar"),
    "Cost": st.column_config.NumberColumn(format="dollar"),
    "Images": st.column_config.NumberColumn(format="localized"),
    "An image": st.column_config.NumberColumn(format="$%.4f"),
    "A generation": st.column_config.NumberColumn(format="$%.4f"),
    "A megapixel": st.column_config.NumberColumn(format="$%.4f"),
    "x cheapest": st.column_config.NumberColumn(format="%.2f"),
    "Against the plan": st.column_config.NumberColumn(format="dollar"),
    "Link": st.column_config.LinkColumn(display_text="open"),
    "Saved": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
    "Source": st.column_config.LinkColumn(display_text="open"),
}


def table(frame: pd.DataFrame | pa.Table, alt: str, **more: Any) -> Any:
    """A table with the formats of its columns; returns its selection, if it has one."""
    names = frame.column_names if isinstance(frame, pa.Table) else frame
    formats = {name: _COLUMNS[name] for name in names if name in _COLUMNS}
    return st.dataframe(frame, hide_index=True, column_config=formats, alt=alt, **more)


def choose(frame: pd.DataFrame, ids: Sequence[str], alt: str, key: str) -> list[str]:
    """A table whose rows can be chosen; the ids of those that are, each row having one.

    A browser knows rows by their places. So as soon as a row comes, goes or moves it is given a new table, in
    which the same ids are chosen as before, and nothing where one of them is gone.
    """
    state = st.session_state
    before: list[str] | None = state.get(f"{key}_chosen")
    chosen = before if before and set(before) <= set(ids) else []
    of_these = f"{key}_{lost.name(*ids)}"
    shown = table(
        frame, alt, key=of_these, on_select=partial(_chosen, key, of_these, ids),
        selection_mode="multi-row", selection_default={"selection": {"rows": [ids.index(id) for id in chosen]}},
    )  # fmt: skip
    if before is None:
        # After a lost session the browser still has its rows.
        chosen = _ids(shown, ids)
    state[f"{key}_chosen"] = chosen
    return chosen


def _chosen(key: str, table: str, ids: Sequence[str]) -> None:
    st.session_state[f"{key}_chosen"] = _ids(st.session_state[table], ids)
    session.stay()


def _ids(chosen: Any, ids: Sequence[str]) -> list[str]:
    return [ids[row] for row in chosen["selection"]["rows"] if row < len(ids)]


def fold(label: str, frame: Any, alt: str, key: str) -> None:
    """A table one click away: `frame()` is called, and the table sent, only while it is open."""
    box = st.expander(label, key=key, on_change=session.stay)
    if box.open:
        with box:
            table(frame(), alt)
