"""What was billed and used, as far as it was brought into this session: files that were read, and what they need."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import streamlit as st

from pricing.actual import gathering, months, recognise
from pricing.actual.columns import Columns, fits
from pricing.actual.months import Import
from pricing.actual.planned import Delivered
from pricing.actual.recognise import Asked
from pricing.actual.records import ReadError, Reading, Record
from pricing.saved import ActualMonth
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from ui.state import catalogue

_FILES = "brought_files"
_PASTED = "brought_pasted"
_ASKED = "brought_asked"
_COLUMNS = "brought_columns"
_ALIASES = "brought_aliases"
_USED = "brought_used"
PASTED = "what was pasted"


class Brought(NamedTuple):
    """Everything that was brought in."""

    readings: tuple[Reading, ...]
    """One of each source."""
    refused: Mapping[str, ReadError]
    """Files that cannot be read, by what they are known by here."""

    @property
    def records(self) -> list[Record]:
        """Of single days."""
        return [record for reading in self.readings for record in reading.records]

    def of_month(self, month: Month) -> list[Reading]:
        """What the files have of a month."""
        first, after = month.first_day, month.plus(1).first_day
        found = []
        for reading in self.readings:
            if (
                reading.first is not None
                and reading.last is not None
                and reading.first < after
                and first <= reading.last
            ):
                last = min(reading.last, after - dt.timedelta(days=1))
                records = tuple(each for each in reading.records if first <= each.day < after)
                found.append(replace(reading, records=records, first=max(reading.first, first), last=last))
        return found


def bring(files: Sequence[Any], progress: Callable[[float], None]) -> Brought:
    """Read each file once, and what was pasted; a file that was taken out again is gone.

    A table whose columns were named for another one is read as that was.
    """
    state = st.session_state
    known: dict[str, tuple[str, Reading | ReadError]] = state.get(_FILES, {})
    kept = {file.file_id: known[file.file_id] for file in files if file.file_id in known}
    state[_FILES] = kept
    for file in files:
        if file.file_id not in kept:
            kept[file.file_id] = (file.name, _read(file.file_id, file.name, file, progress))
    found = dict(kept)
    if pasted := state.get(_PASTED):
        found[PASTED] = (PASTED, _read(PASTED, PASTED, pasted.encode(), progress))
    readings = [each for _, each in found.values() if isinstance(each, Reading)]
    refused = {id_: each for id_, (_, each) in found.items() if isinstance(each, ReadError)}
    return Brought(gathering.merged(readings), refused)


def _read(id_: str, name: str, data: Any, progress: Callable[[float], None]) -> Reading | ReadError:
    asked = _asked().get(id_, Asked())
    columns: Columns | None = st.session_state.get(_COLUMNS)
    try:
        if asked.columns is None and columns is not None and fits(titles(name, data), columns):
            asked = asked._replace(columns=columns)
        return recognise.read(name, data, catalogue.today(), asked._replace(day=catalogue.today()), progress)
    except ReadError as error:
        return error
    finally:
        if hasattr(data, "seek"):
            data.seek(0)


def titles(name: str, data: Any) -> tuple[str, ...]:
    """The titles of the columns of a file; none of what is no table."""
    try:
        return recognise.titles(name, data)
    except ReadError:
        return ()
    finally:
        if hasattr(data, "seek"):
            data.seek(0)


def paste(text: str) -> None:
    """Take a text in the place of a file; an empty one takes it out again."""
    st.session_state[_PASTED] = text.strip()


def pasted() -> bytes:
    return str(st.session_state.get(_PASTED, "")).encode()


def ask(id_: str, asked: Asked) -> None:
    """Read a file anew with what it does not say; named columns are remembered for the next one."""
    state = st.session_state
    state[_ASKED] = _asked() | {id_: asked}
    if asked.columns is not None:
        state[_COLUMNS] = asked.columns
    state.get(_FILES, {}).pop(id_, None)


def _asked() -> dict[str, Asked]:
    found: dict[str, Asked] = st.session_state.get(_ASKED, {})
    return found


def aliases() -> dict[str, str]:
    """The models that names in bills mean, as said here; empty for none."""
    found: dict[str, str] = st.session_state.get(_ALIASES, {})
    return found


def say(name: str, model: str) -> None:
    """What model a name in bills means."""
    st.session_state[_ALIASES] = aliases() | {name: model}


def used_text(month: Month, workload: str) -> str:
    """What was typed of the images that a workload, by its name, used in a month."""
    return _used().get((month, workload), ("", None))[0]


def use(month: Month, workload: str, text: str, images: int | None) -> None:
    """What a workload used in a month, as typed and as a number; it stays while other pages are looked at."""
    st.session_state[_USED] = _used() | {(month, workload): (text, images)}


def used(scenario: Scenario) -> dict[Month, Delivered]:
    """The images that were used, by month, where they are known."""
    places = {workload.name: place for place, workload in enumerate(scenario.workloads)}
    found: dict[Month, dict[int, Decimal]] = {}
    for (month, name), (_, images) in _used().items():
        if images is not None and name in places:
            found.setdefault(month, {})[places[name]] = Decimal(images)
    return {**found}


def _used() -> dict[tuple[Month, str], tuple[str, int | None]]:
    found: dict[tuple[Month, str], tuple[str, int | None]] = st.session_state.get(_USED, {})
    return found


def together(kept: Sequence[ActualMonth], brought: Brought) -> Import:
    """The months that are kept with a scenario, and those of the files."""
    return months.brought(kept, (month for reading in brought.readings for month in months.monthly(reading)))
