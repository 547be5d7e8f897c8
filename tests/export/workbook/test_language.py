"""A workbook in another language: its sheets, heads, labels, and the words that formulas give and none compares."""

import io
import re
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from pricing.bill.estimate import estimate
from pricing.export.workbook import messages as workbook_messages
from pricing.export.workbook import workbook
from pricing.scenario import link
from pricing.wording import messages
from pricing.wording.figures import reading_in
from pricing.wording.languages import languages
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


def _number_formats(book: Any) -> set[str]:
    """The words of the number formats that cells have."""
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}
    return {part for each in formats for part in re.findall(r'"([^"]*)"', each)}


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
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert not english & set(re.findall(r'"([^"]*)"', cell.value)), (sheet.title, cell.coordinate)
                    figure = values[sheet.title][cell.coordinate].value
                    assert figure not in english, (sheet.title, cell.coordinate, figure)
    shown = {part for part in _number_formats(formulas) if any(char.isalpha() for char in part)}
    assert {words(workbook_messages.YES), words(workbook_messages.OVER)} <= shown
    assert all(part.startswith(SIGNS[0]) or part.endswith(SIGNS[1]) for part in shown), shown
    for name in formulas.defined_names.values():
        assert name.attr_text.rpartition("!")[0].strip("'") in formulas.sheetnames, name.attr_text


@pytest.mark.parametrize("currency", ["", "&currency=EUR&rate=0.9", "&currency=CNY&rate=7.1"])
def test_no_letter_of_a_currency_is_a_part_of_a_date(currency: str) -> None:
    """In Chinese a dollar is `US$`, whose S would be seconds."""
    reading = link.parse(f"v=3&budget=900{currency}", shipped(), TODAY)
    assert reading.scenario is not None, reading.problems
    with reading_in(languages()["zh_CN"]):
        data = workbook(estimate(reading.scenario, shipped()), shipped(), TODAY)
    book = openpyxl.load_workbook(io.BytesIO(data))
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}
    bare = {re.sub(r'"[^"]*"', "", each) for each in formats}
    assert {each for each in bare if re.search("[A-Za-z]", each)} <= {
        "General",
        "yyyy-mm-dd",
        "yyyy-mm",
        "[=1];[=0];General",
    }


COMPARED = ("=", "<>", "<", ">", "<=", ">=")
LOOKS_UP = re.compile(r"(MATCH|LOOKUP|[VHX]LOOKUP|XMATCH|COUNTIFS?|SUMIFS?|AVERAGEIFS?|EXACT|SEARCH|FIND|SWITCH)\(")
NUMBER = re.compile(r'"([<>=]*-?[0-9.]+(E[+-]?[0-9]+)?)?"')
"""A text that no language writes otherwise: a condition about numbers, or nothing."""


def compared_words(formula: str) -> list[str]:
    """The texts that a formula compares or looks for."""
    tokens = [token for token in Tokenizer(formula).items if token.type != Token.WSPACE]
    functions: list[str] = []
    compared = []
    for place, token in enumerate(tokens):
        if token.subtype == Token.OPEN:
            functions.append(token.value)
        elif token.subtype == Token.CLOSE:
            functions.pop()
        elif token.subtype == Token.TEXT and not NUMBER.fullmatch(token.value):
            beside = [other.value for other in tokens[max(place - 1, 0) : place + 2] if other.type == Token.OP_IN]
            if set(beside) & set(COMPARED) or (functions and LOOKS_UP.fullmatch(functions[-1])):
                compared.append(token.value)
    return compared


def written(content: bytes) -> Iterator[str]:
    """Every formula of a workbook: of its cells, its marks and its lists to choose from."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
        for marks in sheet.conditional_formatting:
            yield from (f"={formula}" for rule in marks.rules for formula in rule.formula)
        for rule in sheet.data_validations.dataValidation:
            yield from (f"=MATCH(A1,{formula})" for formula in (rule.formula1, rule.formula2) if formula)


def test_a_formula_that_compares_a_word_is_found() -> None:
    wrong = ['=IF(A1="low",1,0)', '=IF("x"<>A1,1,0)', '=COUNTIF(A1:A9,"over")', '=SUM(MATCH("yes",A1:A9,0))']
    assert all(map(compared_words, wrong))
    right = ['=IF(A1="",1,0)', '=IF(A1>0,"not priced","")', '=COUNTIFS(A1:A9,">0",B1:B9,"<1E+300")', '=A1&", "']
    assert not any(map(compared_words, right))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_formula_compares_a_word(language: str) -> None:
    """A word differs from language to language, and from what somebody types."""
    with reading_in(languages()[language]):
        for query in PLANS:
            scenario = link.parse(query, shipped(), TODAY).scenario
            assert scenario is not None
            formulas = list(written(workbook(estimate(scenario, shipped()), shipped(), TODAY)))
            assert formulas
            assert {formula for formula in formulas if compared_words(formula)} == set(), query
