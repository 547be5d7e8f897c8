"""The parameters of a file beside its plan: its format (`sep`, `bom`), and the saved scenario from which it is."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, get_args
from urllib.parse import quote

from starlette.requests import Request

from pricing.export import messages
from pricing.export.file_text import PLAIN_FILE, CsvForm, FileTerms, Separator
from pricing.saved import Saved, StoreDown
from pricing.scenario import link
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.link import Pairs
from pricing.scenario.messages import one_of, takes
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from ui.state import catalogue
from ui.state.address import SAVED, saved_in
from web.html import base_address
from web.short_links import open_saved

SEP, BOM = "sep", "bom"
_SEPARATORS: tuple[Separator, ...] = get_args(Separator)
_YES_NO = ("yes", "no")
_LONGEST_NAME = 80
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|%;\s]+')
_NOT_ASCII = re.compile(r"[^A-Za-z0-9.,_()-]+")


class FormReading(NamedTuple):
    """The format of a CSV file, read from an address."""

    form: CsvForm
    problems: tuple[Problem, ...]
    others: Pairs
    """The other keys and texts of the address."""


def read_form(pairs: Pairs) -> FormReading:
    """Read the parameters of a CSV file from those of an address."""
    texts = {key: text for key, text in pairs if key in (SEP, BOM)}
    sep, bom = texts.get(SEP, _SEPARATORS[0]), texts.get(BOM, "no")
    separator = next((known for known in _SEPARATORS if known == sep), None)
    problems = link.repeated(pairs, (SEP, BOM).__contains__)
    if separator is None:
        problems.append(Problem(SEP, shortened(sep), takes(one_of(_SEPARATORS))))
    if bom not in _YES_NO:
        problems.append(Problem(BOM, shortened(bom), takes(one_of(_YES_NO))))
    others = [(key, text) for key, text in pairs if key not in (SEP, BOM)]
    return FormReading(CsvForm(separator or _SEPARATORS[0], bom == "yes"), tuple(problems), others)


async def saved_beside(request: Request) -> Saved | None:
    """The saved scenario that an address names beside its plan.

    None if it names none or an unknown one, or if the database does not answer, since a file can be made without it.
    """
    key = saved_in(request.query_params.get(SAVED, ""))
    id_, _, number = key.partition(".")
    try:
        return await open_saved(request, id_, number or None) if id_ else None
    except StoreDown:
        return None


def file_terms(
    request: Request, scenario: Scenario, saved: Saved | None, page: str = "/", form: CsvForm = PLAIN_FILE.form
) -> FileTerms:
    """The origin of a file, for its text; `page` is the path that shows the plan."""
    texts = link.write(scenario)
    if saved is None:
        address = f"{base_address(request) or ''}{page}?{link.query_string(texts)}"
        return FileTerms(form, link=address)
    number = saved.revision.number
    was = catalogue.read_query(saved.revision.query).scenario
    changed = was is None or replace(was, comparison=None) != replace(scenario, comparison=None)
    name = words(messages.changed_since(saved.name, number)) if changed else saved.name
    path = f"/s/{saved.id}?rev={number}"
    if changed:
        path = f"{page}?{link.query_string({**texts, SAVED: f'{saved.id}.{number}'})}"
    return FileTerms(form, name, saved.note, f"{base_address(request) or ''}{path}")


def file_name(name: str, scenario: Scenario, saved: Saved | None) -> str:
    """The header Content-Disposition with a file name from the plan: `Summer - estimate.csv`."""
    plan = saved.name if saved is not None else " ".join(_named_after(scenario))
    plan = _NOT_IN_A_NAME.sub(" ", unicodedata.normalize("NFC", plan)).strip(" .")[:_LONGEST_NAME].strip()
    whole = f"{plan} - {name}" if plan else name
    plain = _NOT_ASCII.sub(" ", whole).strip(" -,") or name
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(whole)}"


def _named_after(scenario: Scenario) -> Iterator[str]:
    """The names of the workloads, or the model of a single one without a name; then the volume and the price date."""
    first = scenario.workloads[0]
    yield ", ".join(workload.name for workload in scenario.workloads) if scenario.several else first.name or first.model
    yield f"{scenario.images} a day"
    yield str(scenario.prices)
