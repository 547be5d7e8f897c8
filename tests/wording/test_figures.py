"""Figures for people: one module writes them, in the patterns of one language, and a second one can join."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from itertools import pairwise
from pathlib import Path

import pytest

from pricing.values.exact import EXACT
from pricing.wording import figures
from pricing.wording.figures import ENGLISH, Figures, in_currency, money
from tests.making import TODAY
from tests.server import product_sources

ROOT = Path(__file__).parents[2]
ALLOWED = {ROOT / "pricing/wording/figures.py", ROOT / "ui/drawing/phrases.py"}
"""What writes figures, and what has the browser write them."""
SOURCES = sorted(set(product_sources()) - ALLOWED)

THOUSANDS_OR_NAMES = re.compile(r"[,_][.\d]*[a-z%]?$|%[aAbBcdpxX]")
"""A format with separators, or with a part of a date that is for people."""
OF_A_BROWSER = re.compile(r"\$%\{|:,\.|%[-#]?[dbB]\s?%|\$%\.|\bMMM\b")
"""Patterns of the charts and columns that a browser draws."""


def written(source: str) -> Iterator[int]:
    """The lines on which something formats a date, money or thousands itself."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[*_, ast.Constant(value=str(spec))])):
                if THOUSANDS_OR_NAMES.search(spec):
                    yield node.lineno
            case ast.JoinedStr(values=values):
                for part, after in pairwise(values):
                    match part, after:
                        case ast.Constant(value=str(text)), ast.FormattedValue() if re.search(r"(?<!=)\$$", text):
                            yield node.lineno
                        case ast.FormattedValue(), ast.Constant(value=str(text)) if re.match(r"%(?!\w)", text):
                            yield node.lineno
            case ast.Call(func=ast.Attribute(attr="strftime"), args=[ast.Constant(value=str(spec))]):
                if re.search(r"%[aAbBcpxX]", spec):
                    yield node.lineno
            case ast.Call(func=ast.Name(id="format"), args=[_, ast.Constant(value=str(spec))]):
                if THOUSANDS_OR_NAMES.search(spec):
                    yield node.lineno
            case ast.Constant(value=str(text)) if OF_A_BROWSER.search(text):
                yield node.lineno


def test_nothing_else_writes_figures() -> None:
    found = {str(path.relative_to(ROOT)): list(written(path.read_text(encoding="utf-8"))) for path in SOURCES}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        'f"{images:,}"',
        'f"{usd:,.2f}"',
        'f"{usd:>12,}"',
        'f"${usd}"',
        'f"costs ${usd:.2f}"',
        'f"{share}%"',
        'f"{day:%b %Y}"',
        'f"{day.day} {day:%B}"',
        'day.strftime("%d %b %Y")',
        'format(images, ",")',
        '"%{y}: $%{x:,.2f}"',
        '"%{x|%d %b %Y}"',
        'column(format="$%.4f")',
        'column(format="D MMM YYYY")',
    ],
)
def test_a_format_of_its_own_is_found(source: str) -> None:
    assert list(written(source))


@pytest.mark.parametrize(
    "source", ['f"{month:02d}"', 'f"=${cell}"', "day.isoformat()", 'now.strftime("%Y%m%dT%H%M%SZ")', '"a share, %"']
)
def test_what_is_for_machines_stays(source: str) -> None:
    assert not list(written(source))


def test_a_second_language_can_join() -> None:
    german = Figures("de_DE", day="d. MMM y", month="MMM y")
    assert german.money(Decimal("1267.2")) == "1.267,20\xa0$"
    assert german.money(Decimal("0.0422")) == "0,0422\xa0$"
    assert german.number(12_700) == "12.700"
    assert german.compact(1_250_000) == "1,25\xa0Mio."
    assert german.whole_percent(Decimal(62)) == "62\xa0%"
    assert german.day(TODAY) == "24. Nov. 2026"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "$0"), (0.5, "$0.50"), (0.0422, "$0.0422"), (20, "$20"), (1_250, "$1.25K"), (3.4e9, "$3.4B"), (-2e6, "-$2M")],
)
def test_axis_money(value: float, text: str) -> None:
    assert figures.axis_money(value) == text


def test_what_is_always_as_long() -> None:
    assert figures.money_to(2, Decimal("0.42")) == "$0.42"
    assert figures.money_to(4, Decimal("1267.2")) == "$1,267.2000"
    assert figures.decimals(2, Decimal("1.5")) == "1.50"
    assert figures.signed_money(Decimal("-3.5")) == "-$3.50"
    assert figures.signed_money(Decimal("0.00")) == "$0.00"


def test_no_digit_is_lost_in_any_context() -> None:
    long = Decimal("123456789012345678901234567890.123456789")
    assert figures.number(long) == "123,456,789,012,345,678,901,234,567,890.123456789"
    with localcontext(EXACT):
        assert figures.money(Decimal("1267.2034")) == "$1,267.20"
        assert figures.rounded(Decimal("0.12345")) == "0.12"


@pytest.mark.parametrize(
    ("currency", "texts"),
    [
        ("EUR", ("€1,267.20", "€6.63", "€0.0422", "€0.000010", "€17,220", "€1.2M")),
        ("JPY", ("¥1,267", "¥6.63", "¥0.04", "¥0.0000", "¥17,220", "¥1.2M")),
        ("CHF", ("CHF\xa01,267.20", "CHF\xa06.63", "CHF\xa00.0422", "CHF\xa00.000010", "CHF\xa017,220", "CHF\xa01.2M")),
    ],
)
def test_amounts_have_the_minor_units_of_their_currency(currency: str, texts: tuple[str, ...]) -> None:
    """Below a hundred of them, or what is worth as little, two decimals more."""
    written = ENGLISH.in_currency(currency)
    amounts = [written.money(Decimal(text)) for text in ("1267.2", "6.634", "0.0422", "0.00001")]
    assert (*amounts, written.whole_money(Decimal("17220.4")), written.axis_money(1.2e6)) == texts
    with in_currency(currency):
        assert money(Decimal("1267.2")) == texts[0]
    assert ENGLISH.money(Decimal("1267.2")) == "$1,267.20"
