"""An estimate as data and as files: the same exact figures everywhere."""

import csv
import io
import json
import re
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from pricing import link
from pricing.estimate import estimate
from pricing.exact import EXACT, plain
from pricing.exports import (
    LINE_COLUMNS,
    WRITERS,
    estimate_data,
    markdown_table,
    markdown_text,
    to_csv,
    to_json,
    to_markdown,
)
from pricing.forecast import forecast, total
from pricing.prices import PriceBooks
from pricing.scenario import Quality, Scenario, SizeMix
from tests.unit.making import LANDSCAPE, SQUARE, TODAY, plan, plans, shipped, usd

KEYS = [
    "scenario", "currency", "per_image", "per_day", "per_month", "forecast", "forecast_total",
    "forecast_sold_total", "lines", "unpriced", "warnings",
]  # fmt: skip
COLUMNS = [
    "component", "tier", "size", "processing", "quantity_per_day", "unit", "rate", "rate_unit", "cost_per_day",
    "source", "read_on", "confidence",
]  # fmt: skip
PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
"""No sign, no exponent, no leading or trailing zeros."""


def data_of(books: PriceBooks, **changes: Any) -> dict[str, Any]:
    return estimate_data(estimate(plan(**changes), books), books, TODAY)


MIXED: dict[str, Any] = {
    "quality": Quality(30, 50, 20), "size": SizeMix([(SQUARE, 70), (LANDSCAPE, 30)]), "refs": "0.5", "batch": 25,
    "growth": 5, "budget": usd("5000.50"),
}  # fmt: skip
UNPRICED: dict[str, Any] = {"model": "dall-e-3", "quality": Quality(10, 90, 0)}


@pytest.mark.parametrize("changes", [{}, MIXED, UNPRICED, {"model": "gpt-image-2.6-flare"}, {"images": 0}])
def test_the_data_has_exactly_the_documented_keys(books: PriceBooks, changes: dict[str, Any]) -> None:
    data = data_of(books, **changes)
    assert list(data) == KEYS
    assert data["currency"] == "USD"
    assert list(data["scenario"]) == list(link.START_VALUES)
    assert all(list(row) == ["month", "images", "cost", "sold"] for row in data["forecast"])
    assert all(list(line) == COLUMNS for line in data["lines"])
    assert all(sorted(gap) == ["reason", "size", "tier"] for gap in data["unpriced"])
    assert all(list(warning) == ["code", "message"] for warning in data["warnings"])


def test_the_scenario_is_written_as_in_its_link(books: PriceBooks) -> None:
    with_budget, without = data_of(books, **MIXED)["scenario"], data_of(books)["scenario"]
    assert with_budget == link.write(plan(**MIXED))
    assert without == link.write(plan()) | {"budget": None}


@settings(max_examples=80, deadline=None)
@given(scenario=plans())
def test_every_amount_is_plain_decimal_text_of_the_exact_figure(scenario: Scenario) -> None:
    bill = estimate(scenario, shipped())
    data = estimate_data(bill, shipped(), TODAY)
    months = forecast(bill)
    figures = [
        *((data[name], getattr(bill, name)) for name in ("per_image", "per_day", "per_month")),
        (data["forecast_total"], total(months)),
        *((row["cost"], month.cost) for row, month in zip(data["forecast"], months, strict=True)),
    ]
    for row, line in zip(data["lines"], bill.lines, strict=True):
        figures += [
            (row["quantity_per_day"], line.quantity_per_day),
            (row["rate"], line.price.amount),
            (row["cost_per_day"], line.cost_per_day),
        ]
    for written, exact in figures:
        assert (written is None) == (exact is None)
        if written is not None:
            assert PLAIN.fullmatch(written)
            assert Decimal(written) == exact
    assert [row["images"] for row in data["forecast"]] == [month.images for month in months]


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("0E-10", "0"), ("1E+3", "1000"), ("100", "100"), ("1.50", "1.5"), ("1E-10", "0.0000000001")],
)
def test_a_decimal_as_plain_text(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def rows_of(data: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(data), newline="")))


@settings(max_examples=60, deadline=None)
@given(scenario=plans())
def test_the_rows_of_the_csv_add_up_to_its_total(scenario: Scenario) -> None:
    bill = estimate(scenario, shipped())
    rows = rows_of(estimate_data(bill, shipped(), TODAY))
    lines = [row for row in rows if row["cost_per_day"] and row["component"] != "total"]
    totals = [row for row in rows if row["component"] == "total"]
    assert len(lines) == len(bill.lines)
    if bill.per_day is None:
        assert totals == []
        assert [row for row in rows if row["component"].startswith("not priced: ")]
    else:
        with localcontext(EXACT):
            added = sum((Decimal(row["cost_per_day"]) for row in lines), Decimal(0))
        assert Decimal(totals[0]["cost_per_day"]) == added == bill.per_day


def test_the_csv_has_the_lines_of_the_data(books: PriceBooks) -> None:
    data = data_of(books, **MIXED)
    *rows, total_row = rows_of(data)
    assert rows == data["lines"]
    assert {key: text for key, text in total_row.items() if text} == {
        "component": "total",
        "cost_per_day": data["per_day"],
    }
    assert to_csv(data).splitlines()[0].split(",") == COLUMNS == list(LINE_COLUMNS)


def test_the_csv_of_a_plan_without_a_price_has_no_total(books: PriceBooks) -> None:
    data = data_of(books, **UNPRICED)
    *rows, gap = rows_of(data)
    assert rows == data["lines"]
    assert gap["component"] == f"not priced: {data['unpriced'][0]['reason']}"
    assert (gap["tier"], gap["size"], gap["cost_per_day"]) == ("low", "1024x1024", "")


@pytest.mark.parametrize("changes", [{}, MIXED, UNPRICED])
def test_the_json_is_the_data(books: PriceBooks, changes: dict[str, Any]) -> None:
    data = data_of(books, **changes)
    assert json.loads(to_json(data)) == data
    assert not re.search(r"NaN|Infinity", to_json(data))


def cells(row: str) -> list[str]:
    """The cells of a Markdown row, escaped pipes read back."""
    assert row.startswith("| ")
    assert row.endswith(" |")
    return [cell.replace(r"\|", "|") for cell in re.split(r"(?<!\\) \| ", row[2:-2])]


def table_under(markdown: str, heading: str) -> list[list[str]]:
    lines = markdown.split(f"{heading}\n", 1)[1].lstrip("\n").split("\n\n")[0].splitlines()
    assert set(lines[1]) == {"|", "-"}
    return [cells(line) for line in [lines[0], *lines[2:]]]


def test_the_markdown_has_the_figures_of_the_data(books: PriceBooks) -> None:
    data = data_of(books, **MIXED)
    markdown = to_markdown(data)
    columns, *lines = table_under(markdown, "## Lines")
    assert columns == COLUMNS
    assert lines == [list(line.values()) for line in data["lines"]]
    _, *months = table_under(markdown, "## Forecast")
    assert months == [[row["month"], str(row["images"]), row["cost"], "yes"] for row in data["forecast"]]
    _, *totals = table_under(markdown, "prices of 2026-11-24")
    assert [row[1] for row in totals] == [data[name] for name in (*KEYS[2:5], "forecast_sold_total", "forecast_total")]
    assert all(warning["message"] in markdown for warning in data["warnings"])


def test_the_markdown_of_a_plan_without_a_price_says_so(books: PriceBooks) -> None:
    markdown = to_markdown(data_of(books, **UNPRICED))
    _, *totals = table_under(markdown, "prices of 2026-11-24")
    assert [row[1] for row in totals] == ["not priced"] * 5
    assert "DALL-E 3 has no price here for low quality" in markdown


def test_pipes_in_a_cell_do_not_break_the_table() -> None:
    table = markdown_table(["a", "b"], [["x|y", "z"], ["|", "|"]])
    header, _, *rows = table.splitlines()
    assert cells(header) == ["a", "b"]
    assert [cells(row) for row in rows] == [["x|y", "z"], ["|", "|"]]
    assert r"x\|y" in table


@pytest.mark.parametrize(
    "name",
    [
        "www.evil.example", "http://evil.example", "HTTPS://EVIL.EXAMPLE/x", "ftp://evil.example", "x@evil.example",
        "mailto:x@evil.example", "xmpp:x@evil.example", "evil.com", "see (www.1a.com)", "[a](http://evil.example)",
        "![i](//evil.example/i)", "<http://evil.example>", "<b>x</b>", "**x** _x_ `x` # x", "a\\b", "v1.5 at 10:30",
    ],
)  # fmt: skip
def test_text_in_markdown_is_only_text(name: str) -> None:
    """By the rules of CommonMark nothing but text, and nothing that readers of its dialects take for an address."""
    parsed = MarkdownIt("commonmark").parseInline(markdown_text(name))[0].children or []
    assert {token.type for token in parsed} <= {"text", "text_special"}
    shown = "".join(token.content for token in parsed)
    assert shown.replace("\u200b", "") == name
    assert not re.search(r"(?i)www\.|://|(mailto|xmpp):\w|\w@\w|\w\.[a-z]{2}", shown)


def test_text_without_addresses_is_left_alone() -> None:
    assert markdown_text("GPT Image 1.5, 10:30, 3.14 USD") == "GPT Image 1.5, 10:30, 3.14 USD"


@pytest.mark.parametrize("changes", [{}, MIXED, UNPRICED])
def test_every_file_ends_with_a_line_end(books: PriceBooks, changes: dict[str, Any]) -> None:
    data = data_of(books, **changes)
    assert {"json", "csv", "md"} <= set(WRITERS)
    assert all(write(data).endswith("\n") for write in WRITERS.values())
