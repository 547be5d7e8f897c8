"""A comparison as data and as files: its shape, the same figures everywhere, and nothing in a name is code."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from pricing import comparison as comparisons
from pricing import link
from pricing.compare import compare
from pricing.compare_exports import COLUMNS, WRITERS, compare_data, safe_cell, to_csv, to_json, to_markdown
from pricing.comparison import Comparison
from pricing.own import OwnFactor, OwnPrice
from pricing.scenario import Scenario
from tests.compare.making import comparison, comparisons_of, mixed
from tests.unit.making import TODAY, plans, shipped, usd

KEYS = {
    "scenario",
    "comparison",
    "currency",
    "left_out",
    "services",
    "absent",
    "choice",
    "crossings",
    "live_in_book",
    "choice_in_book",
    "choice_of_vendor",
}
AMOUNTS = ("per_month", "per_image", "per_generation", "per_megapixel", "times_cheapest", "difference")


def data_of(scenario: Scenario, terms: Comparison) -> dict[str, Any]:
    return compare_data(compare(scenario, terms, shipped()), terms, shipped(), TODAY)


def named(name: str) -> dict[str, Any]:
    """A comparison with a service of one's own of that name."""
    own = OwnPrice(name, (("low", usd("0.01")), ("medium", usd("0.02")), ("high", usd("0.03"))))
    return data_of(mixed(), comparison(own=(own,)))


def csv_rows(data: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(data), newline="")))


@settings(max_examples=40, deadline=None)
@given(scenario=plans(), terms=comparisons_of())
def test_shape(scenario: Scenario, terms: Comparison) -> None:
    data = data_of(scenario, terms)
    assert set(data) == KEYS
    assert data["currency"] == "USD"
    assert {**data["scenario"], "budget": None} == {**link.write(scenario), "budget": None}
    assert data["comparison"] == comparisons.write(terms, shipped().listed)
    for row in data["services"]:
        assert set(row) == {*COLUMNS, "lines"}
        assert row["offered"] == (row["per_month"] is not None)
        assert row["offered"] or row["limits"]
        for key in AMOUNTS:
            assert row[key] is None or ("e" not in row[key].lower() and Decimal(row[key]).is_finite())
    if data["choice"] is not None:
        assert set(data["choice"]) == {"service", "per_month", "saving", "needed_from"}
    for cross in data["crossings"]:
        assert set(cross) == {"images", "cheaper_below", "cheaper_above", "always_below"}


@settings(max_examples=40, deadline=None)
@given(scenario=plans(), terms=comparisons_of())
def test_same_figures_in_every_format(scenario: Scenario, terms: Comparison) -> None:
    data = data_of(scenario, terms)
    assert json.loads(to_json(data)) == data
    found = csv_rows(data)
    assert len(found) == len(data["services"])
    text = to_markdown(data)
    for row, cells in zip(data["services"], found, strict=True):
        assert {key: cells[key] for key in AMOUNTS} == {key: row[key] or "" for key in AMOUNTS}
        for key in ("per_month", "per_image", "times_cheapest", "difference"):
            unknown = "not priced" if row["per_month"] is None or key != "times_cheapest" else "not ranked"
            assert f"| {row[key] or unknown} |" in text


def test_the_start_in_figures() -> None:
    data = data_of(mixed(), Comparison())
    rows = {row["service"]: row for row in data["services"]}
    assert {key: row["per_month"] for key, row in rows.items()} == {
        "gpt-image-1": "1744.92", "dall-e-3": "1440", "midjourney": "180", "stability-ai": "1155",
        "gpt-image-2": "2122.44",
    }  # fmt: skip
    assert rows["stability-ai"]["difference"] == "-967.44"
    assert rows["midjourney"]["purchase"] == "1 x Pro + 1 x Mega"
    assert rows["dall-e-3"]["moved"] == "low as medium"
    assert rows["gpt-image-1"]["ends"] == "2026-10-23"
    assert data["choice"] == {
        "service": "stability-ai", "per_month": "1155", "saving": "967.44", "needed_from": None,
    }  # fmt: skip


def test_lines_of_a_row_add_up() -> None:
    for row in data_of(mixed(), Comparison())["services"]:
        if row["lines"]:
            day = sum(Decimal(line["cost_per_day"]) for line in row["lines"])
            assert day * 30 == Decimal(row["per_month"])


@pytest.mark.parametrize("name", ["=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "=HYPERLINK(A1)", "-", "+", "-inf", "+nan"])
def test_a_name_is_no_formula(name: str) -> None:
    assert csv_rows(named(name))[-1]["name"] == f"'{name}"


@pytest.mark.parametrize("name", ["plain", "a=b", "1-2", "x+y", 'with "quotes", commas', "'=1"])
def test_other_names_are_left_alone(name: str) -> None:
    assert csv_rows(named(name))[-1]["name"] == name


def test_negative_numbers_stay_numbers() -> None:
    rows = {row["service"]: row for row in csv_rows(named("Mine"))}
    assert rows["stability-ai"]["difference"] == "-967.44"
    assert all(not row[key].startswith("'") for row in rows.values() for key in AMOUNTS)


@pytest.mark.parametrize(
    ("value", "cell"),
    [("-1.5", "-1.5"), ("-0", "-0"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), (None, None), (True, True), ("", "")],
)
def test_cells(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("**x**", r"\*\*x\*\*"),
        ("_x_", r"\_x\_"),
        ("`x`", r"\`x\`"),
        ("# x", r"\# x"),
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\\|b"),
        ("www.x.example", "www\u200b.x.\u200bexample"),
        ("http://10.0.0.1", "http:\u200b//10.0.0.1"),
        ("a@b", "a@\u200bb"),
    ],
)
def test_a_name_is_no_markdown(name: str, escaped: str) -> None:
    lines = to_markdown(named(name)).splitlines()
    assert any(line.startswith(f"| {escaped} |") for line in lines)
    header = next(line for line in lines if line.startswith("| name |"))
    for line in lines:
        if line.startswith("| "):
            assert line.replace("\\\\", "").replace("\\|", "").count("|") == header.count("|")


def test_no_price_says_so() -> None:
    terms = comparison(services=("gpt-image-2.6-flare",))
    text = to_markdown(data_of(mixed(), terms))
    row = next(line for line in text.splitlines() if line.startswith("| GPT Image 2.6 Flare"))
    assert row.split(" | ")[1:5] == ["not priced"] * 4


def test_markdown_names_the_choice() -> None:
    assert "stability-ai, 1155 USD a month" in to_markdown(data_of(mixed(), Comparison()))


def test_files_have_an_end_of_line() -> None:
    data = data_of(mixed(), comparison(own=(OwnFactor("Relay", "gpt-image-2", usd("0.5")),)))
    assert set(WRITERS) == {"json", "csv", "md"}
    assert all(write(data).endswith("\n") for write in WRITERS.values())
