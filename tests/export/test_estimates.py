"""An estimate as data and as files: the same exact figures everywhere."""

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast, horizon
from pricing.export import decision_lines
from pricing.export.estimate_files import WRITERS, to_csv, to_json, to_markdown
from pricing.export.estimates import LINE_COLUMNS, WORKLOAD_COLUMNS, estimate_data
from pricing.export.file_text import PLAIN_FILE, markdown_note, markdown_table, markdown_text
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario import link
from pricing.scenario.comparison import Comparison
from pricing.scenario.fields import FIELDS, OF
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, plain
from pricing.wording import figures
from tests.making import LANDSCAPE, SQUARE, TODAY, plan, plans, shipped, usd

KEYS = [
    "scenario",
    "price_book",
    "models",
    "currency",
    "per_image",
    "per_day",
    "per_month",
    "per_month_priced",
    "per_user",
    "revenue_percent",
    "forecast",
    "forecast_total",
    "forecast_sold_total",
    "over_budget",
    "lines",
    "workloads",
    "unpriced",
    "warnings",
]
COLUMNS = [
    "workload",
    "component",
    "tier",
    "size",
    "processing",
    "quantity_per_day",
    "unit",
    "rate",
    "rate_unit",
    "cost_per_day",
    "source",
    "read_on",
    "confidence",
    "how_read",
]
PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
"""No sign, no exponent, no leading or trailing zeros."""


REVISION = revision_of(shipped())


def data_of(books: PriceBooks, **changes: Any) -> Any:
    return estimate_data(estimate(plan(**changes), books), books, TODAY)


MIXED: dict[str, Any] = {
    "quality": Quality(30, 50, 20),
    "size": SizeMix([(SQUARE, 70), (LANDSCAPE, 30)]),
    "refs": "0.5",
    "batch": 25,
    "growth": 5,
    "budget": usd("5000.50"),
}
UNPRICED: dict[str, Any] = {"model": "dall-e-3", "quality": Quality(10, 90, 0)}


@pytest.mark.parametrize("changes", [{}, MIXED, UNPRICED, {"model": "gpt-image-2.6-flare"}, {"images": 0}])
def test_the_data_has_exactly_the_documented_keys(books: PriceBooks, changes: dict[str, Any]) -> None:
    data = data_of(books, **changes)
    assert list(data) == KEYS
    assert data["currency"] == "USD"
    assert list(data["scenario"]) == ["v", *(key for key, field in FIELDS.items() if field.of != "comparison")]
    assert all(list(row) == ["month", "images", "cost", "sold"] for row in data["forecast"])
    assert all(list(line) == COLUMNS for line in data["lines"])
    assert all(list(row) == list(WORKLOAD_COLUMNS) for row in data["workloads"])
    assert all(
        list(gap) == ["workload", "tier", "size", "kind", "reason", "nearest", "nearest_per_image"]
        for gap in data["unpriced"]
    )
    assert all(list(warning) == ["code", "message"] for warning in data["warnings"])


def test_the_state_of_the_price_book_is_told(books: PriceBooks) -> None:
    data = data_of(books, **MIXED)
    assert data["price_book"] == {"revision": REVISION.hash, "day": REVISION.day.isoformat()}
    assert to_markdown(data).endswith(f"\n\nPrice book: revision {REVISION.hash} of {figures.day(REVISION.day)}.\n")


def test_the_scenario_is_written_as_in_its_link(books: PriceBooks) -> None:
    with_budget, without = data_of(books, **MIXED)["scenario"], data_of(books)["scenario"]
    later = {field.key: None for field in FIELDS.values() if field.since > 1 and field.of != "comparison"}
    assert with_budget == link.write(plan(**MIXED)) | later
    assert without == link.write(plan()) | later | {"budget": None}


@settings(max_examples=60)
@given(scenario=plans(most=3))
def test_every_field_of_every_workload_is_written_and_no_comparison(scenario: Scenario) -> None:
    compared = replace(scenario, comparison=Comparison.start(shipped().listed))
    written = estimate_data(estimate(compared, shipped()), shipped(), TODAY)["scenario"]
    assert len(written) == 1 + len(OF["scenario"]) + len(OF["workload"]) * len(scenario.workloads)
    texts = [(key, text) for key, text in written.items() if text is not None]
    assert link.read(texts, shipped(), TODAY).scenario == scenario


@settings(max_examples=60)
@given(scenario=plans(most=3))
def test_every_amount_is_plain_decimal_text_of_the_exact_figure(scenario: Scenario) -> None:
    bill = estimate(scenario, shipped())
    data = estimate_data(bill, shipped(), TODAY)
    months = forecast(bill)
    figures = [
        *((data[name], getattr(bill, name)) for name in ("per_image", "per_day", "per_month")),
        (data["forecast_total"], horizon(months).total),
        (data["forecast_sold_total"], horizon(months).sold_total),
        *((row["cost"], month.cost) for row, month in zip(data["forecast"], months, strict=True)),
    ]
    for row, line in zip(data["lines"], bill.lines, strict=True):
        figures += [
            (row["quantity_per_day"], line.quantity_per_day),
            (row["rate"], line.price.amount),
            (row["cost_per_day"], line.cost_per_day),
        ]
    for cost, of_workload in zip(data["workloads"], bill.bills, strict=True):
        figures += [
            (cost["per_image"], of_workload.per_image),
            (cost["per_day"], of_workload.per_day),
            (cost["per_month"], of_workload.per_month),
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


def rows_of(data: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(data), newline="")))


@settings(max_examples=60)
@given(scenario=plans(most=3))
def test_the_columns_of_the_csv_add_up_to_the_totals(scenario: Scenario) -> None:
    """Each sum once: no row adds others up."""
    bill = estimate(scenario, shipped())
    rows = rows_of(estimate_data(bill, shipped(), TODAY))
    priced = [row for row in rows if row["cost_per_day"]]
    assert len(priced) == len(bill.lines)
    for column, total in (("cost_per_day", bill.per_day), ("cost_per_month", bill.per_month)):
        if total is None:
            assert [row for row in rows if row["component"].startswith("not priced: ")]
            continue
        with localcontext(EXACT):
            assert sum((Decimal(row[column]) for row in rows), Decimal(0)) == total


def test_the_csv_has_the_lines_of_the_data_and_their_months(books: PriceBooks) -> None:
    data = data_of(books, **MIXED)
    rows = rows_of(data)
    assert [{key: row[key] for key in COLUMNS} for row in rows] == data["lines"]
    assert to_csv(data).splitlines()[0].split(",") == [*COLUMNS, "cost_per_month"]
    assert list(LINE_COLUMNS) == COLUMNS
    assert (rows[0]["cost_per_day"], rows[0]["cost_per_month"]) == ("0.07875", "2.3625")


def test_the_csv_of_a_plan_without_a_price_says_so(books: PriceBooks) -> None:
    data = data_of(books, **UNPRICED)
    *rows, gap = rows_of(data)
    assert len(rows) == len(data["lines"])
    assert gap["component"] == f"not priced: {data['unpriced'][0]['reason']}"
    assert (gap["tier"], gap["size"], gap["cost_per_day"], gap["cost_per_month"]) == ("low", "1024x1024", "", "")


@pytest.mark.parametrize(
    ("budget", "growth", "month"), [(None, 5, None), ("1600", 5, "2026-12"), ("1", 0, "2026-11"), ("1600", 0, None)]
)
def test_the_first_month_above_the_budget(
    books: PriceBooks, budget: str | None, growth: int, month: str | None
) -> None:
    """A month is $1,595.40 at first."""
    data = data_of(books, budget=budget and usd(budget), growth=growth)
    assert data["over_budget"] == month


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


def test_the_markdown_has_labels_and_rounded_figures(books: PriceBooks) -> None:
    data = data_of(books, **MIXED)
    markdown = to_markdown(data)
    assert markdown.startswith("# GPT Image 2, 1,000 images a day, prices of 24 Nov 2026\n")
    _, *totals = table_under(markdown, "prices of 24 Nov 2026")
    assert [name for name, _ in totals] == ["Cost per image", "Cost per day", "Cost per month", "12 months"]
    exact = [data[name] for name in ("per_image", "per_day", "per_month", "forecast_total")]
    assert [usd_text for _, usd_text in totals] == [figures.money(Decimal(text)) for text in exact]
    columns, *lines = table_under(markdown, "## The bill, line by line")
    assert columns == [
        "What",
        "Quality",
        "Size",
        "Quantity per day",
        "Rate",
        "Cost per day",
        "Cost per month",
        "How it was read",
    ]
    assert lines[0] == [
        "Prompt text",
        "Low",
        "1024x1024",
        "15,750 tokens",
        "5 USD per 1M tokens",
        "$0.0788",
        "$2.36",
        "quoted in an article of 1 Oct 2026; not read at OpenAI",
    ]
    assert len(lines) == len(data["lines"])
    _, *months = table_under(markdown, "## Forecast")
    assert months[1] == ["Dec 2026", "31,500", figures.money(Decimal(data["forecast"][1]["cost"])), "yes"]
    assert all(warning["message"] in markdown for warning in data["warnings"])
    assert not re.search(r"[0-9]\.[0-9]{5}", markdown)


def test_the_markdown_states_every_assumption(books: PriceBooks) -> None:
    data = data_of(books, **MIXED)
    markdown = to_markdown(data)
    stated = dict(table_under(markdown, "## Assumptions")[1:])
    labels = {FIELDS[key].label for key, text in data["scenario"].items() if key != "v" and text is not None}
    assert set(stated) == labels
    assert stated["Growth per month, %"] == "5"
    assert stated["Quality mix"] == "30% low, 50% medium, 20% high"
    assert stated["Resolution"] == "1024x1024 70%, 1536x1024 30%"
    assert stated["Budget per month, USD"] == "$5,000.50"
    assert (stated["Price date"], stated["First month"]) == ("24 Nov 2026", "Nov 2026")


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ("1600", "Above the budget of $1,600.00 a month from Dec 2026."),
        ("9000", "Every month is within the budget of $9,000.00 a month."),
    ],
)
def test_the_markdown_says_whether_the_budget_is_kept(books: PriceBooks, budget: str, said: str) -> None:
    whole = estimate(plan(budget=usd(budget), growth=5), books)
    assert said in decision_lines.markdown(whole, books, TODAY)
    assert "budget of" not in to_markdown(data_of(books))


def test_the_markdown_of_a_plan_without_a_price_says_so(books: PriceBooks) -> None:
    markdown = to_markdown(data_of(books, **UNPRICED))
    _, *totals = table_under(markdown, "prices of 24 Nov 2026")
    assert {text for _, text in totals} == {"Not priced"}
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
        "www.evil.example",
        "http://evil.example",
        "HTTPS://EVIL.EXAMPLE/x",
        "ftp://evil.example",
        "x@evil.example",
        "mailto:x@evil.example",
        "xmpp:x@evil.example",
        "evil.com",
        "see (www.1a.com)",
        "[a](http://evil.example)",
        "![i](//evil.example/i)",
        "<http://evil.example>",
        "<b>x</b>",
        "**x** _x_ `x` # x",
        "a\\b",
        "v1.5 at 10:30",
        "~~x~~ ~y~",
        "&lt;b&gt; &#60; &amp; R&D",
    ],
)
def test_text_in_markdown_is_only_text(name: str) -> None:
    """By the rules of CommonMark nothing but text, and nothing that readers of its dialects take for an address."""
    parsed = MarkdownIt("commonmark").enable("strikethrough").parseInline(markdown_text(name))[0].children or []
    assert {token.type for token in parsed} <= {"text", "text_special"}
    shown = "".join(token.content for token in parsed)
    assert shown.replace("\u200b", "") == name
    assert not re.search(r"(?i)www\.|://|(mailto|xmpp):\w|\w@\w|\w\.[a-z]{2}", shown)


@pytest.mark.parametrize(
    "note",
    [
        "Paid\n---",
        "Paid\n===\nmore",
        "- one\n- two\n+ three",
        "1. one\n2) two",
        "| a |\n|---|\n| $0 |",
        "a | b\n:--|--:\n1 | 2",
        "    code\n\n\tcode",
        "***\n```\nx",
        "# head\n> said\n<div>\n[x]: /y\n~~~",
        "-5% from 2026. Then 10-20",
    ],
)
def test_a_note_in_markdown_is_only_paragraphs(note: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown_note(note))
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    shown = [child.content for token in tokens for child in token.children or [] if child.content]
    assert "".join(shown).split() == "".join(line.strip() for line in note.split("\n")).split()


def test_text_without_addresses_is_left_alone() -> None:
    assert markdown_text("GPT Image 1.5, 10:30, 3.14 USD") == "GPT Image 1.5, 10:30, 3.14 USD"


@pytest.mark.parametrize("changes", [{}, MIXED, UNPRICED])
def test_every_file_ends_with_a_line_end(books: PriceBooks, changes: dict[str, Any]) -> None:
    data = data_of(books, **changes)
    assert {"json", "csv", "md"} <= set(WRITERS)
    assert all(write(data, PLAIN_FILE).endswith("\n") for write in WRITERS.values())
