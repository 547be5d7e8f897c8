"""Bring in what was billed: files or a pasted text, recognised by themselves; what they need is asked, and what was
read is said with its sum.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.actual import uploads
from pages.actual.uploads import PASTED, Brought
from pricing.actual import words as actual_words
from pricing.actual.columns import Columns, proposed
from pricing.actual.recognise import Asked
from pricing.actual.records import Leftover, Reading
from pricing.wording import figures
from ui.controls import table_views, widgets
from ui.drawing import phrases
from ui.state import catalogue

_NEEDS_COLUMNS = ("unknown-table", "no-columns", "no-such-column", "not-ambiguous-day")
_NONE = ""
_COLUMNS = {
    "day": "Column of the day",
    "cost": "Column of the cost",
    "images": "Column of the images",
    "model": "Column of the model",
}


def draw() -> Brought:
    """The places to bring something in, and what came of it."""
    with st.container(border=True):
        files = widgets.file_uploader(
            "What was billed or used: reports of OpenAI, Azure, LiteLLM, FOCUS, or any CSV or Excel file",
            key="brought",
            help="Each file is recognised by its header or its keys. Only sums by month are kept, and "
            "only where you say so.",
        )
        _paste()
    bar = st.empty()
    found = uploads.bring(files, lambda part: _progress(bar, part))
    bar.empty()
    if lines := [line for reading in found.readings for line in _said(reading)]:
        st.caption(phrases.plain_lines(lines))
    for reading in found.readings:
        if reading.leftovers:
            count = sum(each.rows for each in reading.leftovers)
            table_views.folded_table(
                f"Rows that are not counted ({count})",
                partial(_leftovers, reading.leftovers),
                "Rows that are not counted, and why",
                f"left_{reading.source}",
            )
    for id_, error in found.refused.items():
        st.warning(phrases.plain(actual_words.sentence(error.said)), icon=":material/draft:")
        _ask(id_, error.said.code, files)
    return found


def _progress(place: Any, part: float) -> None:
    if part < 1:
        place.progress(part, "Reading")


def _paste() -> None:
    box = widgets.expander("Paste it instead", key="paste_open")
    if box.open:
        with box, widgets.form("paste"):
            widgets.text_area("A report, or answers of the Images API, as text", key="paste_text", height=160)
            widgets.submit("Read it", lambda: uploads.paste(st.session_state["paste_text"]))


def _ask(id_: str, code: str, files: Sequence[Any]) -> None:
    """A form for what a file does not say."""
    if code == "no-model":
        book = catalogue.price_books().listed
        with widgets.form(f"model_of_{id_}"):
            options = {key: entry.model.name for key, entry in book.entries.items()}
            widgets.selectbox("Which model are these answers of?", options, key=f"answers_of_{id_}")
            widgets.submit(
                "Read it as of this model", lambda: uploads.ask(id_, Asked(model=st.session_state[f"answers_of_{id_}"]))
            )
    elif code in _NEEDS_COLUMNS:
        file = next((file for file in files if file.file_id == id_), None)
        titles = uploads.titles(PASTED, uploads.pasted()) if file is None else uploads.titles(file.name, file)
        guess = proposed(titles) or Columns("")
        with widgets.form(f"columns_of_{id_}"):
            with st.container(horizontal=True):
                for key, label in _COLUMNS.items():
                    options = {_NONE: "none"} | {title: title for title in titles if title}
                    start = getattr(guess, key)
                    widgets.selectbox(label, options, start, key=f"column_{key}_{id_}", width=220)
                orders = {"": "as the file tells", "month-first": "the month", "day-first": "the day"}
                widgets.selectbox("In 11/12/2026 comes first", orders, key=f"column_order_{id_}", width=220)
            widgets.submit("Read it with these columns", partial(_columns, id_))


def _columns(id_: str) -> None:
    state = st.session_state
    day, cost, images, model = (str(state[f"column_{key}_{id_}"] or "") for key in _COLUMNS)
    order = state[f"column_order_{id_}"]
    uploads.ask(id_, Asked(columns=Columns(day, cost, images, model, order=order)))


def _said(reading: Reading) -> Iterator[str]:
    """What was recognised in a file, its rows, days and sum, and what one has to know of it."""
    source, rows = actual_words.SOURCES[reading.source], phrases.count(reading.rows, "row")
    days = ""
    if reading.first is not None and reading.last is not None:
        days = f", {figures.day(reading.first)} to {figures.day(reading.last)}"
    sums = ", ".join(
        figures.money(total) if money == "USD" else f"{figures.number(total)} {money}"
        for money, total in reading.totals.items()
    )
    yield f"{reading.name}: {source}, {rows}{days}{f', {sums} in all' if sums else ', no costs'}."
    yield from map(actual_words.sentence, reading.notes)


def _leftovers(leftovers: Sequence[Leftover]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Model": [each.model or "none named" for each in leftovers],
            "Rows": [each.rows for each in leftovers],
            "Amount": [float(each.cost) for each in leftovers],
            "Currency": [each.currency or "no cost" for each in leftovers],
            "Why": [actual_words.LEFT_OVER[each.why] for each in leftovers],
        }
    )
