"""A workbook in another language: its sheets, heads, labels and the words that its formulas give and compare."""

import io
import re
from gettext import NullTranslations

import openpyxl
import pytest

from pricing.bill.estimate import estimate
from pricing.export.workbook import messages as workbook_messages
from pricing.export.workbook import workbook
from pricing.scenario import link
from pricing.wording import messages
from pricing.wording.messages import words
from tests.making import TODAY, shipped

PLANS = (
    "images=640&budget=900&growth=30&months=6",
    "v=2&name=A&images=1000&ranges=images:800..2000&events=2027-03:price:-20,2027-02:once:2500&own_month=400"
    "&2.name=B&2.model=dall-e-3&budget=20",
    "v=1&model=dall-e-3&prices=2026-01-15&size=100x100",
)
SIGNS = "\u2045\u2046"


class _Marked(NullTranslations):
    """A language that writes every text between two signs."""

    def gettext(self, message: str) -> str:
        return f"{SIGNS[0]}{message}{SIGNS[1]}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = _Marked()
    monkeypatch.setattr(messages, "_catalogue", lambda language: marked)


@pytest.mark.usefixtures("_marked")
@pytest.mark.parametrize("query", PLANS)
def test_a_workbook_is_in_one_language(query: str) -> None:
    reading = link.parse(query, shipped(), TODAY)
    assert reading.scenario is not None, reading.problems
    data = workbook(estimate(reading.scenario, shipped()), shipped(), TODAY)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert all(name.startswith(SIGNS[0]) for name in formulas.sheetnames)
    english = set(workbook_messages.CELL_WORDS)
    marked = {words(text) for text in workbook_messages.CELL_WORDS.values()}
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert not english & set(re.findall(r'"([^"]*)"', cell.value)), (sheet.title, cell.coordinate)
                    figure = values[sheet.title][cell.coordinate].value
                    assert figure not in english, (sheet.title, cell.coordinate, figure)
    gives = {cell.value for sheet in values for row in sheet.iter_rows() for cell in row} & marked
    assert gives, "some cells hold words of formulas"
    for name in formulas.defined_names.values():
        assert name.attr_text.rpartition("!")[0].strip("'") in formulas.sheetnames, name.attr_text
