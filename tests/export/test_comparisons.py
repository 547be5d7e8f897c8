"""A comparison as data and as files: its shape, the same figures everywhere, and nothing in a name is code."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from pricing.export.comparison_files import COLUMNS, WRITERS, to_csv, to_markdown
from pricing.export.comparisons import compare_data
from pricing.export.estimate_files import to_json
from pricing.export.file_text import PLAIN_FILE, safe_cell
from pricing.prices.revision import revision_of
from pricing.scenario import link
from pricing.scenario.comparison import Comparison, completed
from pricing.scenario.mixes import Quality
from pricing.scenario.own import OwnFactor, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.wording import figures
from tests.compare.making import comparison, comparisons_of, mixed, table
from tests.making import TODAY, plans, several, shipped, usd, workload

KEYS = {
    "scenario",
    "comparison",
    "price_book",
    "models",
    "currency",
    "left_out",
    "services",
    "absent",
    "choice",
    "crossings",
    "live_in_book",
    "choice_in_book",
    "choice_of_vendor",
    "choice_no_worse",
    "advice",
    "preference_board",
}
ROW_KEYS = {*COLUMNS, "preference", "lines"}
AMOUNTS = ("per_month", "per_image", "per_generation", "per_megapixel", "times_cheapest", "difference")


def data_of(scenario: Scenario, terms: Comparison) -> Any:
    return compare_data(table(scenario, terms), shipped(), TODAY)


def named(name: str) -> Any:
    """A comparison with a service of one's own of that name."""
    own = OwnPrice(name, (("low", usd("0.01")), ("medium", usd("0.02")), ("high", usd("0.03"))))
    return data_of(mixed(), comparison(own=(own,)))


def csv_rows(data: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(data), newline="")))


@settings(max_examples=40)
@given(scenario=plans(), terms=comparisons_of())
def test_shape(scenario: Scenario, terms: Comparison) -> None:
    data = data_of(scenario, terms)
    assert set(data) == KEYS
    assert data["currency"] == "USD"
    assert {**data["scenario"], "budget": None} == {**link.write(scenario), "budget": None}
    written = link.write(replace(scenario, comparison=completed(terms, shipped().listed)))
    assert data["scenario"] | data["comparison"] | {"budget": None} == written | {"budget": None}
    for row in data["services"]:
        assert set(row) == ROW_KEYS
        assert row["offered"] == (row["per_month"] is not None)
        assert row["offered"] or row["limits"]
        for key in AMOUNTS:
            assert row[key] is None or ("e" not in row[key].lower() and Decimal(row[key]).is_finite())
    if data["choice"] is not None:
        assert set(data["choice"]) == {"service", "per_month", "saving", "needed_from"}
    for cross in data["crossings"]:
        assert set(cross) == {"images", "cheaper_below", "cheaper_above", "always_below"}


@settings(max_examples=40)
@given(scenario=plans(), terms=comparisons_of())
def test_same_figures_in_every_format(scenario: Scenario, terms: Comparison) -> None:
    data = data_of(scenario, terms)
    assert json.loads(to_json(data)) == data
    found = csv_rows(data)
    assert len(found) == len(data["services"])
    in_markdown = to_markdown(data).splitlines()[4:]
    for row, cells, line in zip(data["services"], found, in_markdown, strict=False):
        assert {key: cells[key] for key in AMOUNTS} == {key: row[key] or "" for key in AMOUNTS}
        if row["per_month"] is None:
            assert line.count("| Not priced") == 4
        else:
            assert f" | {figures.money(Decimal(row['per_month']))} | " in line
            assert (" | not ranked | " in line) == (row["times_cheapest"] is None)


SEVERAL = several(
    workload(name="=Thumbs", images=2000, quality=Quality(100, 0, 0)), workload(name="a|b", images=100, refs=1)
)


@settings(max_examples=40)
@given(scenario=plans(most=4), terms=comparisons_of())
def test_shape_of_several_workloads(scenario: Scenario, terms: Comparison) -> None:
    """One workload is answered as ever; several have their own keys beside."""
    data = data_of(scenario, terms)
    of_several = {"workloads", "cheapest_for_each"} if scenario.several else set()
    assert set(data) == KEYS | of_several
    for row in data["services"]:
        assert set(row) == ROW_KEYS | ({"workloads"} if scenario.several else set())
        assert all(("workload" in line) == scenario.several for line in row["lines"])
    if scenario.several:
        names = [each["name"] for each in data["workloads"]]
        assert names == [each.name for each in scenario.workloads]
        assert names == [each["workload"] for each in data["cheapest_for_each"]["workloads"]]
        assert [each["workload"] for each in data["services"][0]["workloads"]] == names
        keys = [row["service"] for row in data["services"]]
        assert {each["service"] for each in data["cheapest_for_each"]["workloads"]} <= {*keys, None}
        assert [row["service"] for row in csv_rows(data)] == [*keys, "cheapest-for-each"]


def test_several_workloads_in_every_format() -> None:
    data = data_of(SEVERAL, Comparison())
    dall_e = next(row for row in data["services"] if row["service"] == "dall-e-3")
    assert dall_e["moved"] == "=Thumbs: low as medium"
    assert dall_e["quality"] == "=Thumbs, a|b: 0-100-0"
    assert "a|b: DALL-E 3: what a reference image costs is not in our sources." in dall_e["limits"]
    assert dall_e["workloads"][0]["moved"] == "low as medium"
    assert (dall_e["workloads"][0]["per_month"], dall_e["workloads"][1]["per_month"]) == ("2400", None)
    each = data["cheapest_for_each"]
    total = sum((Decimal(one["per_month"]) for one in each["workloads"]), Decimal(0))
    present = Decimal(data["services"][0]["per_month"])
    assert (each["per_month"], each["saving"]) == (plain(total), plain(present - total))
    last = csv_rows(data)[-1]
    assert (last["per_month"], Decimal(last["difference"])) == (each["per_month"], total - present)
    assert last["purchase"] == "'=Thumbs, a|b: GPT Image 2"
    text = to_markdown(data)
    assert text.startswith("# 2,100 images a day for 2 workloads on 5 services, prices of 24 Nov 2026\n")
    assert "| Cheapest for each workload |" in text
    assert r"a\|b: GPT Image 2" in text


def test_left_out_names_its_workload() -> None:
    data = data_of(SEVERAL, comparison(missing="leave"))
    assert data["left_out"] == "=Thumbs: 100-0-0; a|b: 0-0-0"


def test_the_start_in_figures() -> None:
    data = data_of(mixed(), Comparison())
    rows = {row["service"]: row for row in data["services"]}
    assert {key: row["per_month"] for key, row in rows.items()} == {
        "gpt-image-1": "1744.92",
        "dall-e-3": "1440",
        "midjourney": "180",
        "stability-ai": "1155",
        "gpt-image-2": "2122.44",
    }
    assert rows["stability-ai"]["difference"] == "-967.44"
    assert rows["midjourney"]["purchase"] == "1 x Pro + 1 x Mega"
    assert rows["dall-e-3"]["moved"] == "low as medium"
    assert rows["gpt-image-1"]["ends"] == "2026-10-23"
    assert data["choice"] == {"service": "stability-ai", "per_month": "1155", "saving": "967.44", "needed_from": None}


def test_lines_of_a_row_add_up() -> None:
    for row in data_of(mixed(), Comparison())["services"]:
        if row["lines"]:
            day = sum(Decimal(line["cost_per_day"]) for line in row["lines"])
            assert day * 30 == Decimal(row["per_month"])


@pytest.mark.parametrize("name", ["=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "=HYPERLINK(A1)", "-", "+", "-inf", "+nan"])
def test_a_name_is_no_formula(name: str) -> None:
    assert csv_rows(named(name))[-1]["name"] == f"'{name}"


@pytest.mark.parametrize("name", ["plain", "a=b", "1-2", "x+y", 'with "quotes", commas', "'s Heeren"])
def test_other_names_are_left_alone(name: str) -> None:
    assert csv_rows(named(name))[-1]["name"] == name


def test_negative_numbers_stay_numbers() -> None:
    rows = {row["service"]: row for row in csv_rows(named("Mine"))}
    assert rows["stability-ai"]["difference"] == "-967.44"
    assert all(not row[key].startswith("'") for row in rows.values() for key in AMOUNTS)


@pytest.mark.parametrize(
    ("value", "cell"),
    [("-1.5", "-1.5"), ("-0", "-0"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), (None, None), (True, True), ("", "")]
    + [(f"{sign}1+1", f"'{sign}1+1") for sign in "\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"]
    + [(f"{unseen}=1+1", f"'{unseen}=1+1") for unseen in (" ", "\n", "\u200d", "\ufeff", "\u2066 ", "'\u200b")]
    + [(f"{unseen}a", f"{unseen}a") for unseen in (" ", "\u200d", "' ")],
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
    lines = to_markdown(named(name)).partition("## Assumptions")[0].splitlines()
    assert any(line.startswith(f"| {escaped} |") for line in lines)
    header = next(line for line in lines if line.startswith("| Service |"))
    for line in lines:
        if line.startswith("| "):
            assert line.replace("\\\\", "").replace("\\|", "").count("|") == header.count("|")


def test_no_price_says_so() -> None:
    terms = comparison(services=("mai-image-2.6",))
    text = to_markdown(data_of(mixed(refs=1), terms))
    row = next(line for line in text.splitlines() if line.startswith("| MAI-Image 2.6"))
    assert row.split(" | ")[1:5] == ["Not priced"] * 4


def test_markdown_names_the_choice() -> None:
    assert "that fits: Stability AI, $1,155.00 a month" in to_markdown(data_of(mixed(), Comparison()))


def test_the_markdown_states_what_it_assumes() -> None:
    """In a link a further workload has only what differs from the start; the file states all of it."""
    text = to_markdown(data_of(SEVERAL, comparison(term="annual")))
    for line in (
        r"| Workload | =Thumbs | a\|b |",
        "| Discount on list prices, % | 0 | 0 |",
        "| Days per month | 30 |",
        "| Quality mix | 100% low | 100% medium |",
        "| Budget per month, USD | none |",
        "| Subscriptions | paid a year ahead |",
    ):
        assert line in text


def test_the_state_of_the_price_book_is_told() -> None:
    data, found = data_of(SEVERAL, Comparison()), revision_of(shipped())
    assert data["price_book"] == {"revision": found.hash, "day": found.day.isoformat()}
    assert to_markdown(data).endswith(f"\n\nPrice book: revision {found.hash} of {figures.day(found.day)}.\n")


def test_files_have_an_end_of_line() -> None:
    data = data_of(mixed(), comparison(own=(OwnFactor("Relay", "gpt-image-2", usd("0.5")),)))
    assert set(WRITERS) == {"json", "csv", "md"}
    assert all(write(data, PLAIN_FILE).endswith("\n") for write in WRITERS.values())
