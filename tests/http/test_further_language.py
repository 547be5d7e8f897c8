"""A further language is a further catalogue, in a folder of its own, and no line of code."""

import calendar
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from babel.messages.pofile import read_po, write_po
from starlette.testclient import TestClient

from pricing.scenario.fields import FIELDS
from pricing.wording import figures, languages, messages
from pricing.wording.messages import LOCALES
from tests.http.test_files_in_chinese import visible
from tests.pages.planner import opened
from tests.pages.test_languages import texts
from tests.wording.pseudo import outside, with_brackets
from tests.wording.test_catalogue import book_texts

PLAN = "v=3&name=Alpha&images=800&budget=1500&ranges=images:500..2000"
NAMES = {*book_texts(), *FIELDS, "Alpha", "English", "USD", *calendar.month_abbr, "Sept"}
NO_WORDS = re.compile(
    r"https?://[^\s)>[]+|%\{[^}]*\}|</?extra>|<br>|`[^`]*`|\b[0-9a-f]{12}\b|:(?:small|primary)\[|\$\d+k"
)
"""Addresses, marks of Markdown and Plotly, revisions, and short amounts."""


@pytest.fixture(autouse=True)
def _with_brackets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of British English whose every text stands in brackets."""
    with (LOCALES / "messages.pot").open("rb") as file:
        catalogue = read_po(file, "en_GB")
    for entry in catalogue:
        if isinstance(entry.id, str):
            entry.string = with_brackets(entry.id)
        else:
            entry.string = tuple(map(with_brackets, entry.id))
    (tmp_path / "en_GB" / "LC_MESSAGES").mkdir(parents=True)
    with (tmp_path / "en_GB" / "LC_MESSAGES" / "messages.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(languages, "LOCALES", tmp_path)
    monkeypatch.setattr(messages, "LOCALES", tmp_path)
    for cached in (languages.languages, messages._catalogue):
        cached.cache_clear()
    yield
    for cached in (languages.languages, messages._catalogue):
        cached.cache_clear()


@pytest.mark.parametrize("path", ["/print/estimate", "/print/memo", "/export/estimate.md"])
def test_sheets_and_files_are_in_its_words(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}?{PLAN}&lang=en_GB")
    assert answer.status_code == 200, answer.text
    assert '<html lang="en-GB">' in answer.text or path.startswith("/export")
    assert left_out(visible(answer.text) if path.startswith("/print") else answer.text.splitlines()) == {}


def test_a_page_is_in_its_words() -> None:
    with mock.patch.object(figures._DefaultReader, "find", return_value=languages.languages()["en_GB"]):
        page = opened(PLAN, "plan/page.py")
    assert not page.exception
    assert left_out(texts(page)) == {}


def left_out(told: Iterable[str]) -> dict[str, list[str]]:
    """Words outside of brackets that are no names, by the text that they stand in."""
    apart = {text: outside(NO_WORDS.sub(" ", text).replace("\\", ""), NAMES) for text in told}
    return {text: words for text, rest in apart.items() if (words := re.findall(r"[A-Za-z]{3,}", rest))}
