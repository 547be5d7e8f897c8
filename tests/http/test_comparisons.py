"""Comparisons over HTTP: the same figures as the engine's, in every format."""

import html
import json
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from pages.compare.compare_claims import what_limits
from pricing.compare.messages import WITHOUT_OWN_COSTS
from pricing.compare.table import compare
from pricing.export.comparison_files import WRITERS
from pricing.export.comparisons import compare_data
from pricing.export.file_text import FileTerms
from pricing.scenario.link import query_string, write
from pricing.wording.figures import money
from pricing.wording.messages import words
from tests.compare.making import from_query
from tests.golden.golden_tables import QUERIES, path
from tests.http.asking import ask, errors
from tests.making import TODAY, shipped
from web.first_figure import _page_content

OWN = "services=gpt-image-1,midjourney&missing=leave&relax=20&term=annual&" + urlencode(
    {"own": "<b>שלום</b>~price~0.01~0.02~0.03;=Rig~gpu~2.5~90;R&D~factor~gpt-image-2~0.8~https://relay.example/v1"}
)
WORKLOADS = "v=2&name=Thumbs&images=2000&quality=100-0-0&2.name=A%26B%7Cc&2.images=300&2.refs=1"
LINKS = ["", WORKLOADS, "images=77&model=recraft-v3", OWN, "services=", *QUERIES.values()]


def compared(server: str, query: str) -> Any:
    answer = ask(server, "/api/compare", query)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("query", LINKS)
def test_answer_is_the_engines(server: str, query: str) -> None:
    assert compared(server, query) == compare_data(compare(from_query(query), shipped()), shipped(), TODAY)


@pytest.mark.parametrize("name", QUERIES)
def test_files_are_the_golden_ones(server: str, name: str) -> None:
    assert ask(server, "/export/compare.csv", QUERIES[name]).content == path(name, "csv").read_bytes()
    data = ask(server, "/export/compare.json", QUERIES[name]).json()
    assert compared(server, data.pop("link").partition("?")[2]) == data == json.loads(path(name, "json").read_text())


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [("csv", "text/csv; charset=utf-8"), ("json", "application/json"), ("md", "text/markdown; charset=utf-8")],
)
def test_files(server: str, ending: str, media_type: str) -> None:
    answer = ask(server, f"/export/compare.{ending}", OWN)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert f"compare.{ending}" in answer.headers["content-disposition"]
    link = f"{server}/compare?{query_string(write(from_query(OWN)))}"
    assert answer.content.decode() == WRITERS[ending](compared(server, OWN), FileTerms(link=link))


@pytest.mark.parametrize(("own", "told"), [("&own_month=500", True), ("&own_image=0.01", True), ("", False)])
def test_where_the_plan_has_own_costs_the_comparison_says_that_it_is_without_them(
    client: TestClient, own: str, told: bool
) -> None:
    """The figure of the plan has them."""
    query = f"v=2&prices={TODAY}&model=gpt-image-2&services=gpt-image-1{own}"
    sentence = words(WITHOUT_OWN_COSTS)
    answers = [client.get(f"{path}?{query}").text for path in ("/export/compare.md", "/print/compare")]
    block = _page_content("/compare", query, TODAY)
    assert block is not None
    assert [sentence in html.unescape(text) for text in (*answers, block.block)] == [told] * 3
    table = compare(from_query(query), shipped())
    assert (WITHOUT_OWN_COSTS in what_limits(table, None, shipped(), TODAY)) == told


def test_the_workbook_and_the_sheet_have_the_figures_of_the_data(server: str) -> None:
    """A name that looks like a formula or like markup stays text in both."""
    rows = compared(server, OWN)["services"]
    book = load_workbook(BytesIO(ask(server, "/export/compare.xlsx", OWN).content), data_only=True)
    services = book["Services"]
    cells = {str(row[0]): row[1] for row in services.iter_rows(min_row=5, values_only=True)}
    assert {row["name"] for row in rows} == {name.removesuffix(" (yours)") for name in cells}
    costs = {name.removesuffix(" (yours)"): cost for name, cost in cells.items()}
    for row in rows:
        cost = costs[row["name"]]
        assert cost == "not priced" if row["per_month"] is None else cost == pytest.approx(float(row["per_month"]))
    assert not [cell for line in services.iter_rows() for cell in line if cell.data_type == "f"]
    sheet = ask(server, "/print/compare", OWN).text
    for row in rows:
        assert html.escape(row["name"]) in sheet
        assert row["per_month"] is None or money(Decimal(row["per_month"])) in sheet


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("services=nothing", "services"),
        ("map=gpt-image-1:x/y/z", "map"),
        ("own=%00", "own"),
        ("own=" + "a" * 10_000, "own"),
        ("own=x~factor~gpt-image-1~1~javascript:alert(1)", "own"),
        ("term=monthly&term=annual", "term"),
        ("relax=nan", "relax"),
    ],
)
def test_wrong_links(server: str, query: str, field: str) -> None:
    for place in ("/api/compare", "/export/compare.csv", "/export/compare.md", "/api/estimate"):
        (error,) = errors(ask(server, place, query))
        assert error["field"] == field
        assert len(error["value"]) < 100


@pytest.mark.parametrize("place", ["/export/compare", "/export/compare.xls", "/export/compare.", "/api/compares"])
def test_unknown_names(server: str, place: str) -> None:
    assert ask(server, place).status_code == 404
