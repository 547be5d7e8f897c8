"""Uploaded files and pasted text of bills: recognised by their content, and read once. They and the user's answers are
kept in the session.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import pandas as pd
import streamlit as st

from compat import session_files, turns
from compat.lost_session import session_id
from compat.session_files import MEGABYTE, MOST_OF_A_FILE
from pages.actual import messages
from pricing.actual.given_answers import file_answers
from pricing.actual.plan_side import Delivered
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.files.messages import shortened
from pricing.actual.readers.files.source_file import ReadError
from pricing.actual.readers.messages import LEFT_OUT, being_read, source_name, sums, too_many_sums, waits_for_others
from pricing.actual.readers.own_table import proposed
from pricing.actual.readers.reading_process import AT_ONCE, Reader, ReadingPlace, read_apart
from pricing.actual.readers.usage_records import MOST_SUMS, BillFile, Leftover, NamedColumns
from pricing.saved import StoreDown
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import table_views, widgets
from ui.controls.widgets import UploadedFile
from ui.drawing import phrases
from ui.state import catalogue, visitor

_LOOK_AGAIN = 0.5
"""Seconds after which a user who waits for a place to read is shown the reason."""
_READ = "uploads_read"
_HASHES = "uploads_hashes"
_PASTED = "uploads_pasted"
_ANSWERS = "uploads_answers"
_COLUMNS = "uploads_columns"
_USED = "uploads_used"
PASTED = "pasted.txt"
"""The name of a pasted text in place of a file name."""
_Read = BillFile | ReadError
_Key = tuple[bytes, FileAnswers]
_Known = dict[_Key, _Read]


class Uploads(NamedTuple):
    """The uploaded files and the pasted text."""

    files: tuple[BillFile, ...]
    """Files that were read, also those with an open question."""
    refused: Mapping[str, ReadError]
    """Name -> error of a file that cannot be read."""


def draw() -> Uploads:
    """The uploader and the box for pasted text; returns what was read."""
    session_files.accept_files(_visitor())
    with st.container(border=True):
        if (refusal := session_files.refusal()) is not None:
            st.warning(phrases.plain(words(refusal)), icon=":material/draft:")
        files = widgets.file_uploader(
            words(messages.BRING_IN),
            key="brought",
            max_upload_size=MOST_OF_A_FILE // MEGABYTE,
            help=words(messages.BRING_IN_HELP),
        )
        box = widgets.expander(words(messages.PASTE), key="paste_open")
        if box.open:
            with box, widgets.form("paste"):
                widgets.text_area(words(messages.PASTE_BOX), key="paste_text", height=160)
                widgets.submit(words(messages.READ_IT), lambda: _paste(st.session_state["paste_text"]))
    return _read_all(files)


def _read_all(files: Sequence[UploadedFile]) -> Uploads:
    """Read each file and the pasted text; files that the user removed are forgotten."""
    state = st.session_state
    contents: dict[str, UploadedFile | bytes] = {}
    for file in files:
        contents[_free_name(shortened(file.name), contents)] = file
    if pasted := str(state.get(_PASTED, "")).encode():
        contents[_free_name(PASTED, contents)] = pasted
    read_before: _Known = state.setdefault(_READ, {})
    used: set[_Key] = set()
    read: dict[str, _Read] = {}
    sums = 0
    for name, data in contents.items():
        result = _read(name, data, read_before, used)
        if isinstance(result, BillFile):
            sums += result.sums
            if sums > MOST_SUMS:
                result = ReadError(too_many_sums(name, MOST_SUMS))
        read[name] = result
    state[_READ] = {key: result for key, result in read_before.items() if key in used}
    hashes: dict[str, bytes] = state.get(_HASHES, {})
    state[_HASHES] = {file.file_id: hashes[file.file_id] for file in files if file.file_id in hashes}
    refused = {name: error for name, error in read.items() if isinstance(error, ReadError)}
    return Uploads(tuple(file for file in read.values() if isinstance(file, BillFile)), refused)


def _read(name: str, data: UploadedFile | bytes, read_before: _Known, used: set[_Key]) -> _Read:
    """A file read with the user's answers; if its columns are unknown, with those that were named last, if they fit."""
    answered = file_answers(answers(), name, catalogue.today())
    read = _read_once(name, data, answered, read_before, used)
    columns: NamedColumns | None = st.session_state.get(_COLUMNS)
    if columns is None or answered.columns is not None or not isinstance(read, ReadError):
        return read
    if not read.titles or not columns.fit(read.titles):
        return read
    return _read_once(name, data, answered._replace(columns=columns), read_before, used)


def _read_once(
    name: str, data: UploadedFile | bytes, answered: FileAnswers, read_before: _Known, used: set[_Key]
) -> _Read:
    key = _hash(name, data), answered
    used.add(key)
    if key not in read_before:
        with turns.passed_on(), ReadingPlace(Reader(st.context.ip_address or "", _visitor())) as place:
            _wait(name, place)
            with st.spinner(phrases.plain(words(being_read(name)))):
                # Stored at once: the next element that is shown may end this run.
                read_before[key] = _read_apart(name, data, answered)
    return read_before[key]


def _wait(name: str, place: ReadingPlace) -> None:
    """Wait for the turn of a file. Each notice that is shown ends the run of a user who has left."""
    notice = st.empty()
    while not place.wait(_LOOK_AGAIN):
        notice.info(phrases.plain(words(waits_for_others(name, AT_ONCE))), icon=":material/hourglass:")
    notice.empty()


def _visitor() -> str:
    """The owner, else the session, whose files are counted together."""
    try:
        return visitor.owner() or session_id()
    except StoreDown:
        return session_id()


def _read_apart(name: str, data: UploadedFile | bytes, answered: FileAnswers) -> _Read:
    if not isinstance(data, bytes):
        data.seek(0)
    try:
        return read_apart(name, data, catalogue.today(), answered)
    except ReadError as error:
        return error


def _hash(name: str, data: UploadedFile | bytes) -> bytes:
    """A hash of a file, computed once for each upload."""
    if isinstance(data, bytes):
        return blake2b(data).digest()
    hashes: dict[str, bytes] = st.session_state.setdefault(_HASHES, {})
    if data.file_id not in hashes:
        hashes[data.file_id] = blake2b(data.getbuffer(), key=name.encode("utf-8", "replace")[:64]).digest()
    return hashes[data.file_id]


def _free_name(name: str, taken: Mapping[str, object]) -> str:
    """The name with a number after it if another file has it already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _paste(text: str) -> None:
    """Take a text in place of a file; an empty one removes it."""
    st.session_state[_PASTED] = text.strip()


def draw_read(uploads: Uploads) -> None:
    """The table of read files with rows, days and sum, the rows that are not counted, and the columns."""
    if not uploads.files:
        return
    st.subheader(words(messages.READ_TITLE), anchor=False)
    right = dict.fromkeys(("rows", "left_out", "sum"), st.column_config.TextColumn(alignment="right"))
    headings = {
        "file": messages.FILE,
        "read_as": messages.READ_AS,
        "rows": messages.ROWS,
        "left_out": messages.LEFT_OUT,
        "days": messages.DAYS,
        "sum": messages.SUM,
    }
    title = words(messages.READ_TABLE)
    table_views.table(_files(uploads.files), title, empty="", columns=right, headings=headings)
    if lines := [words(note) for file in uploads.files for note in file.notes]:
        st.caption(phrases.plain_lines(dict.fromkeys(lines)))
    for file in uploads.files:
        if file.leftovers:
            count = sum(leftover.rows for leftover in file.leftovers)
            label, title = phrases.plain(words(messages.not_counted(file.name, count))), words(messages.LEFT_OUT_TABLE)
            rows = partial(_leftovers, file.leftovers)
            table_views.folded_table(label, rows, title, f"left_{file.name}", headings=_LEFT_HEADINGS)
        if file.titles:
            box = widgets.expander(
                phrases.plain(words(messages.columns_of(file.name))), key=f"columns_open_{file.name}"
            )
            if box.open:
                with box:
                    _ask_columns(file.name, file.titles, file.columns or NamedColumns())


def draw_refused(uploads: Uploads) -> None:
    """The files that cannot be read, each with its error and the question that would help."""
    for name, error in uploads.refused.items():
        st.warning(phrases.plain(words(error.message)), icon=":material/draft:")
        if error.asks == "model":
            _ask_model(name)
        elif error.titles:
            named = file_answers(answers(), name).columns
            _ask_columns(name, error.titles, named or proposed(error.titles))


def _files(files: Sequence[BillFile]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "file": [file.name for file in files],
            "read_as": [words(source_name(file.source)) for file in files],
            "rows": [figures.number(file.rows) for file in files],
            "left_out": [figures.number(sum(leftover.rows for leftover in file.leftovers)) for file in files],
            "days": [
                "" if file.first is None or file.last is None else words(messages.days(file.first, file.last))
                for file in files
            ],
            "sum": [_sums(file) for file in files],
        }
    )


def _sums(file: BillFile) -> str:
    if file.is_open:
        return words(messages.QUESTION_OPEN)
    return words(sums(file.totals)) if file.totals else words(messages.NO_COSTS)


def _ask_model(name: str) -> None:
    book = catalogue.price_books().listed
    key = f"answers_of_{name}"
    with widgets.form(f"model_of_{name}"):
        options = {model: entry.model.name for model, entry in book.entries.items()}
        widgets.selectbox(words(messages.MODEL_OF_ANSWERS), options, key=key)
        widgets.submit(words(messages.READ_AS_MODEL), lambda: answer(f"model:{name}", st.session_state[key]))


def _ask_columns(name: str, titles: Sequence[str], guess: NamedColumns) -> None:
    with widgets.form(f"columns_of_{name}"):
        with st.container(horizontal=True):
            options = {"": words(messages.NO_COLUMN)} | {title: title for title in titles}
            for column, label in messages.COLUMN_LABELS.items():
                widgets.selectbox(
                    words(label), options, getattr(guess, column), key=f"column_{column}_{name}", width=200
                )
        widgets.submit(words(messages.READ_WITH_COLUMNS), partial(_name_columns, name))


def _name_columns(name: str) -> None:
    """Store the named columns, also for the next file that has them."""
    state = st.session_state
    chosen = {column: str(state[f"column_{column}_{name}"] or "") for column in messages.COLUMN_LABELS}
    state[_COLUMNS] = NamedColumns(**chosen)
    for column, title in chosen.items():
        answer(f"column-{column}:{name}", title)


_LEFT_HEADINGS = {
    "name": messages.NAME,
    "left_out": messages.ROWS,
    "amount": messages.AMOUNT,
    "currency": messages.CURRENCY,
    "why": messages.WHY,
}


def _leftovers(leftovers: Sequence[Leftover]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [leftover.model or words(messages.NOT_NAMED) for leftover in leftovers],
            "left_out": [leftover.rows for leftover in leftovers],
            "amount": [float(leftover.cost) for leftover in leftovers],
            "currency": [leftover.currency or words(messages.NO_COST) for leftover in leftovers],
            "why": [words(leftover.problem or LEFT_OUT[leftover.why]) for leftover in leftovers],
        }
    )


def answers() -> Mapping[str, str]:
    """Key -> answer of the user; the keys are those of `pricing.actual.given_answers`."""
    stored_answers: dict[str, str] = st.session_state.get(_ANSWERS, {})
    return stored_answers


def answer(key: str, value: str) -> None:
    """Store an answer in place of the one before; an empty answer removes it, except for a column."""
    changed = {**answers(), key: value}
    if not value and not key.startswith("column-"):
        del changed[key]
    st.session_state[_ANSWERS] = changed


def used_text(month: Month, workload: str) -> str:
    """The text typed for the images that a workload used in a month."""
    return _used().get((month, workload), ("", None))[0]


def set_used(month: Month, workload: str, text: str, images: int | None) -> None:
    """Store the images that a workload used in a month, as typed and as a number, while other pages are visited."""
    st.session_state[_USED] = _used() | {(month, workload): (text, images)}


def used(scenario: Scenario) -> dict[Month, Delivered]:
    """The images that were used, by month, as far as they are known."""
    places = {workload.name: place for place, workload in enumerate(scenario.workloads)}
    by_month: dict[Month, dict[int, Decimal]] = {}
    for (month, name), (_, images) in _used().items():
        if images is not None and name in places:
            by_month.setdefault(month, {})[places[name]] = Decimal(images)
    return {**by_month}


def _used() -> dict[tuple[Month, str], tuple[str, int | None]]:
    used_images: dict[tuple[Month, str], tuple[str, int | None]] = st.session_state.get(_USED, {})
    return used_images
