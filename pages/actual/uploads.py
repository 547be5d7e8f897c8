"""Bring in what was billed: files or a pasted text, recognised by themselves. What they need is asked, and what was
read is said with its sum. All of it stays in the session.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pricing.actual.matched_bill import Aliases
from pricing.actual.plan_side import Delivered
from pricing.actual.readers import recognise
from pricing.actual.readers.file_table import ReadError
from pricing.actual.readers.messages import LEFT_OUT, source_name
from pricing.actual.readers.own_table import NamedColumns, proposed
from pricing.actual.readers.recognise import FileAnswers
from pricing.actual.readers.usage_records import BillFile, Leftover, UsageRecord, merged
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.controls import table_views, widgets
from ui.controls.widgets import UploadedFile
from ui.drawing import phrases
from ui.state import catalogue

_FILES = "uploads_files"
_PASTED = "uploads_pasted"
_ANSWERS = "uploads_answers"
_COLUMNS = "uploads_columns"
_ALIASES = "uploads_aliases"
_USED = "uploads_used"
PASTED = "what was pasted"
_NONE = ""
_COLUMN_LABELS = {
    "day": "Column of the day",
    "cost": "Column of the cost",
    "images": "Column of the images",
    "model": "Column of the model",
}


class Uploads(NamedTuple):
    """Everything that was brought in."""

    files: tuple[BillFile, ...]
    """One of each source."""
    refused: Mapping[str, ReadError]
    """Files that cannot be read, by the id that Streamlit gave them; `PASTED` for the text."""

    @property
    def records(self) -> list[UsageRecord]:
        """Of single days."""
        return [record for file in self.files for record in file.records]


def draw() -> Uploads:
    """The places to bring something in, and what came of it."""
    with st.container(border=True):
        files = widgets.file_uploader(
            "What was billed or used: reports of OpenAI, Azure, LiteLLM, FOCUS, or any CSV or Excel file",
            key="brought",
            help="Each file is recognised by its header or its keys. Only sums by month are kept, and "
            "only where you say so.",
        )
        box = widgets.expander("Paste it instead", key="paste_open")
        if box.open:
            with box, widgets.form("paste"):
                widgets.text_area("A report, or answers of the Images API, as text", key="paste_text", height=160)
                widgets.submit("Read it", lambda: _paste(st.session_state["paste_text"]))
    bar = st.empty()
    uploads = _read_all(files, partial(_show_progress, bar))
    bar.empty()
    if lines := [line for file in uploads.files for line in _about(file)]:
        st.caption(phrases.plain_lines(lines))
    for file in uploads.files:
        if file.leftovers:
            count = sum(leftover.rows for leftover in file.leftovers)
            table_views.folded_table(
                f"Rows that are not counted ({count})",
                partial(_leftovers, file.leftovers),
                "Rows that are not counted, and why",
                f"left_{file.source}",
            )
    for id_, error in uploads.refused.items():
        st.warning(phrases.plain(messages.words(error.message)), icon=":material/draft:")
        if error.asks == "model":
            _ask_model(id_)
        elif error.asks:
            _ask_columns(id_, next((file for file in files if file.file_id == id_), None))
    return uploads


def _show_progress(place: DeltaGenerator, part: float) -> None:
    if part < 1:
        place.progress(part, "Reading")


def _read_all(files: Sequence[UploadedFile], progress: Callable[[float], None]) -> Uploads:
    """Read each file once, and what was pasted; a file that was taken out again is gone."""
    state = st.session_state
    known: dict[str, BillFile | ReadError] = state.get(_FILES, {})
    read = state[_FILES] = {file.file_id: known[file.file_id] for file in files if file.file_id in known}
    for file in files:
        if file.file_id not in read:
            read[file.file_id] = _read(file.file_id, file.name, file, progress)
    if pasted := _pasted():
        read = read | {PASTED: _read(PASTED, PASTED, pasted, progress)}
    readable = [file for file in read.values() if isinstance(file, BillFile)]
    return Uploads(merged(readable), {id_: error for id_, error in read.items() if isinstance(error, ReadError)})


def _read(id_: str, name: str, data: UploadedFile | bytes, progress: Callable[[float], None]) -> BillFile | ReadError:
    """A table whose columns were named for another one is read as that was."""
    state = st.session_state
    answers: FileAnswers = state.get(_ANSWERS, {}).get(id_, FileAnswers())
    of_others: FileAnswers = state.get(_COLUMNS, FileAnswers())
    columns = of_others.columns
    if answers.columns is None and columns is not None and columns.fit(_titles(name, data)):
        answers = answers._replace(columns=columns, order=of_others.order)
    today = catalogue.today()
    try:
        return recognise.read(name, data, today, answers._replace(day=today), progress)
    except ReadError as error:
        return error


def _titles(name: str, data: UploadedFile | bytes) -> tuple[str, ...]:
    """The titles of the columns of a file; none of what is no table."""
    try:
        return recognise.titles(name, data)
    except ReadError:
        return ()


def _paste(text: str) -> None:
    """Take a text in the place of a file; an empty one takes it out again."""
    st.session_state[_PASTED] = text.strip()


def _pasted() -> bytes:
    return str(st.session_state.get(_PASTED, "")).encode()


def _ask_model(id_: str) -> None:
    book = catalogue.price_books().listed
    key = f"answers_of_{id_}"
    with widgets.form(f"model_of_{id_}"):
        options = {model: entry.model.name for model, entry in book.entries.items()}
        widgets.selectbox("Which model are these answers of?", options, key=key)
        widgets.submit("Read it as of this model", lambda: _answer(id_, FileAnswers(model=st.session_state[key])))


def _ask_columns(id_: str, file: UploadedFile | None) -> None:
    titles = _titles(PASTED, _pasted()) if file is None else _titles(file.name, file)
    guess = proposed(titles) or NamedColumns("")
    with widgets.form(f"columns_of_{id_}"):
        with st.container(horizontal=True):
            for column, label in _COLUMN_LABELS.items():
                options = {_NONE: "none"} | {title: title for title in titles if title}
                widgets.selectbox(label, options, getattr(guess, column), key=f"column_{column}_{id_}", width=220)
            orders = {"": "as the file tells", "month-first": "the month", "day-first": "the day"}
            widgets.selectbox("In 11/12/2026 comes first", orders, key=f"column_order_{id_}", width=220)
        widgets.submit("Read it with these columns", partial(_name_columns, id_))


def _name_columns(id_: str) -> None:
    """Named columns are remembered for the next file."""
    state = st.session_state
    titles = (str(state[f"column_{column}_{id_}"] or "") for column in _COLUMN_LABELS)
    state[_COLUMNS] = FileAnswers(NamedColumns(*titles), state[f"column_order_{id_}"])
    _answer(id_, state[_COLUMNS])


def _answer(id_: str, answers: FileAnswers) -> None:
    """Read a file anew with what it does not say."""
    state = st.session_state
    state[_ANSWERS] = state.get(_ANSWERS, {}) | {id_: answers}
    state.get(_FILES, {}).pop(id_, None)


def _about(file: BillFile) -> Iterator[str]:
    """What was recognised in a file, its rows, days and sum, and what one has to know of it."""
    days = ""
    if file.first is not None and file.last is not None:
        days = f", {figures.day(file.first)} to {figures.day(file.last)}"
    sums = ", ".join(
        figures.money(total) if currency == "USD" else f"{figures.number(total)} {currency}"
        for currency, total in file.totals.items()
    )
    source, rows = messages.words(source_name(file.source)), phrases.count(file.rows, "row")
    yield f"{file.name}: {source}, {rows}{days}{f', {sums} in all' if sums else ', no costs'}."
    yield from map(messages.words, file.notes)


def _leftovers(leftovers: Sequence[Leftover]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Model": [each.model or "none named" for each in leftovers],
            "Rows": [each.rows for each in leftovers],
            "Amount": [float(each.cost) for each in leftovers],
            "Currency": [each.currency or "no cost" for each in leftovers],
            "Why": [messages.words(LEFT_OUT[each.why]) for each in leftovers],
        }
    )


def aliases() -> Aliases:
    """The models that names in bills mean, as said here; empty for none."""
    found: dict[str, str] = st.session_state.get(_ALIASES, {})
    return found


def set_alias(name: str, model: str) -> None:
    """What model a name in bills means."""
    st.session_state[_ALIASES] = {**aliases(), name: model}


def used_text(month: Month, workload: str) -> str:
    """What was typed of the images that a workload, by its name, used in a month."""
    return _used().get((month, workload), ("", None))[0]


def set_used(month: Month, workload: str, text: str, images: int | None) -> None:
    """What a workload used in a month, as typed and as a number; it stays while other pages are looked at."""
    st.session_state[_USED] = _used() | {(month, workload): (text, images)}


def used(scenario: Scenario) -> dict[Month, Delivered]:
    """The images that were used, by month, where they are known."""
    places = {workload.name: place for place, workload in enumerate(scenario.workloads)}
    by_month: dict[Month, dict[int, Decimal]] = {}
    for (month, name), (_, images) in _used().items():
        if images is not None and name in places:
            by_month.setdefault(month, {})[places[name]] = Decimal(images)
    return {**by_month}


def _used() -> dict[tuple[Month, str], tuple[str, int | None]]:
    found: dict[tuple[Month, str], tuple[str, int | None]] = st.session_state.get(_USED, {})
    return found
