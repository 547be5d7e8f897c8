"""Files over HTTP: named after their plan, in the form that is asked for, with the saved scenario that they are of."""

import csv
import datetime as dt
import html
import io
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.testclient import TestClient

from pricing.bill.estimate import estimate
from pricing.saved import Store, engine_for
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.wording.figures import in_currency
from pricing.wording.messages import cost_words
from tests.http.asking import errors
from tests.making import TODAY, shipped, uncertain, usd, varied
from tests.pages import shelf
from tests.pages.expected import UNPRICED, bill
from ui.state import catalogue
from web import first_figure

PLAN = "images=640&own_image=0.0025&own_month=400&v=2"
FILES = ("estimate.csv", "estimate.md", "estimate.json", "estimate.xlsx", "assumptions.csv", "memo.md")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """Where scenarios are saved."""
    store = Store(engine_for(f"sqlite:///{tmp_path}/saved.sqlite3"))
    monkeypatch.setattr(catalogue, "store", lambda: store)
    return store


def test_a_german_spreadsheet_can_add_up_a_file(client: TestClient) -> None:
    text = client.get(f"/export/estimate.csv?{PLAN}&sep=semicolon&bom=yes").content.decode("utf-8")
    assert text.startswith("\ufeffworkload;component;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    for column in ("quantity_per_day", "rate", "cost_per_day", "cost_per_month"):
        assert not any("." in row[column] for row in rows)
    costs = (Decimal(row["cost_per_month"].replace(",", ".")) for row in rows)
    assert plain(sum(costs, Decimal(0))) == client.get(f"/api/estimate?{PLAN}").json()["per_month"]


@pytest.mark.parametrize(("query", "field"), [("sep=;", "sep"), ("bom=1", "bom"), ("sep=tab&images=x", "images")])
def test_a_form_that_no_file_has_is_refused(client: TestClient, query: str, field: str) -> None:
    for name in ("estimate.csv", "compare.csv", "assumptions.csv"):
        assert [error["field"] for error in errors(client.get(f"/export/{name}?{query}"))] == [field]
    assert {error["field"] for error in errors(client.get("/export/estimate.xlsx?sep=tab&bom=yes"))} == {"sep", "bom"}


def test_files_are_named_after_their_plan(client: TestClient, store: Store) -> None:
    header = client.get("/export/estimate.csv?images=500&prices=2026-11-24").headers["content-disposition"]
    assert 'filename="gpt-image-2 500 a day 2026-11-24 - estimate.csv"' in header
    saved, safe = shelf.has(store, "Sommer\u5546: \u201ca/b\u201d", PLAN), "Sommer\u5546 \u201ca b\u201d"
    for name in FILES:
        header = client.get(f"/export/{name}?{PLAN}&saved={saved.id}.1").headers["content-disposition"]
        assert header.isascii()
        assert header.endswith(f"filename*=UTF-8''{quote(f'{safe} - {name}')}")


def test_a_file_has_the_name_and_the_note_of_what_is_saved(client: TestClient, store: Store) -> None:
    saved = shelf.has(store, "Summer", PLAN, note="For the board, *not* final")
    key = f"{saved.id}.1"
    data = client.get(f"/export/estimate.json?{PLAN}&saved={key}").json()
    assert (data["name"], data["note"]) == ("Summer", "For the board, *not* final")
    assert data["link"].endswith(f"/s/{saved.id}?rev=1")
    markdown = client.get(f"/export/estimate.md?{PLAN}&saved={key}").text
    assert markdown.startswith("# Summer: GPT Image 2, 640 images a day")
    assert "For the board, \\*not\\* final" in markdown
    assert f"]({data['link']})" in markdown
    for path in ("/print/estimate", "/print/memo"):
        sheet = client.get(f"{path}?{PLAN}&saved={key}").text
        assert "<h1>Summer: " in sheet
        assert "For the board, *not* final" in sheet
        assert f'href="{data["link"].replace("&", "&amp;")}"' in sheet
    changed = client.get(f"/export/estimate.json?{PLAN.replace('640', '700')}&saved={key}").json()
    assert changed["name"] == "Summer, changed since revision 1"
    assert changed["link"].endswith(f"&saved={key}")


@given(scenario=uncertain(), euros=st.booleans())
@settings(max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_plan_costs_the_same_wherever_and_whenever_its_link_is_opened(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, scenario: Scenario, euros: bool
) -> None:
    """Until its models are no longer sold, which the page says in place of the figure."""
    if euros:
        scenario = varied(scenario, currency="EUR", rate=usd("0.895095"), rate_day=dt.date(2026, 10, 30))
    query = link.query_string(link.write(scenario))
    saved = shelf.has(store, "Any", query)
    per_month = estimate(scenario, shipped()).per_month
    with in_currency(scenario.currency):
        shown = cost_words(per_month)
    paths = [f"/export/estimate.md?{query}", f"/print/estimate?{query}", f"/s/{saved.id}", f"/embed/{saved.id}"]
    monkeypatch.setenv("PLANNER_EMBED", "https://wiki.example")
    compared = []
    for day in (TODAY, dt.date(2027, 3, 9)):
        monkeypatch.setenv("PLANNER_TODAY", day.isoformat())
        data = client.get(f"/api/estimate?{query}").json()
        assert data["per_month"] == (None if per_month is None else plain(per_month))
        assert data.items() <= client.get(f"/export/estimate.json?{query}").json().items()
        first = first_figure._page_content("/", query, day)
        assert first is not None
        for text in (first.block, *(client.get(path).text for path in paths)):
            assert shown in html.unescape(text).replace("\\", "")
        services = client.get(f"/api/compare?{query}").json()["services"]
        compared.append({service["service"]: service["per_month"] for service in services})
    assert compared[0] == compared[1]


def test_a_slide_is_a_picture_of_any_plan(client: TestClient) -> None:
    plans = (PLAN, "model=dall-e-3", "images=0", f"model={UNPRICED}", "months=36&growth=100&budget=1")
    pictures = {query: client.get(f"/export/slide.png?{query}") for query in plans}
    for query, answer in pictures.items():
        assert answer.headers["content-type"] == "image/png", query
        assert Image.open(io.BytesIO(answer.content)).size == (1600, 900)
    assert len({answer.content for answer in pictures.values()}) == len(plans)


@pytest.mark.usefixtures("store")
def test_a_saved_scenario_that_is_not_there_changes_nothing(client: TestClient) -> None:
    for key in ("A" * 22, f"{'A' * 22}.7", "x", "%00"):
        answer = client.get(f"/export/estimate.json?{PLAN}&saved={key}")
        assert answer.status_code == 200
        assert "name" not in answer.json()


def test_the_print_sheet_adds_up_with_own_costs(client: TestClient) -> None:
    query = "v=2&name=Heroes&own_month=1105&own_image=0.01&events=2027-02:once:2500&2.name=Thumbs&budget=4000"
    sheet = client.get(f"/print/estimate?{query}").text
    assert sheet.count("Own costs") >= 4, "in the workloads, the lines (one an image, one a month) and the chart"
    assert "1,105" in sheet
    assert "0.03" not in sheet
    assert bill(query).per_month is not None


def test_the_print_sheet_has_names_in_full(client: TestClient) -> None:
    long = [f"Illustrations for the customers' support{number}"[-40:] for number in range(5)]
    query = "&".join(f"{number}.name={name}" if number > 1 else f"name={name}" for number, name in enumerate(long, 1))
    sheet = html.unescape(client.get(f"/print/estimate?v=2&{query}").text)
    assert not re.search("llustrations[^<]*…", sheet)
    assert all(sheet.count(f">{name}</") >= 3 for name in long), "of the workloads, of each and of the lines"


def test_what_nobody_can_buy_has_no_living_figure(client: TestClient, store: Store) -> None:
    """On the sheet, the page of a short link, and its tags; the headline says since when."""
    query = "v=1&model=gpt-image-1&images=640&budget=500"
    saved = shelf.has(store, "Summer", query)
    for path in (f"/print/estimate?{query}", f"/s/{saved.id}"):
        text = client.get(path).text
        assert "No longer sold" in text, path
        assert "the budget of" not in text, path
        cost = cost_words(bill(query).per_month)
        assert f"It has not been sold since 23 Oct 2026. At its last prices it was {cost} a month." in text, path
        assert text.count(f"{cost} a month") == 1, path
    assert "<h1>GPT Image 1: not sold since 23 Oct 2026</h1>" in client.get(f"/print/estimate?{query}").text
    assert "Not sold since 23 Oct 2026: GPT Image 1, 640 images a day" in client.get(f"/s/{saved.id}").text


def test_what_one_of_several_workloads_has_alone_stands_below_its_name_on_the_sheet(client: TestClient) -> None:
    sheet = client.get("/print/estimate?v=2&name=A&2.name=B&2.ranges=images:800..2000").text
    cells = re.findall("<td>(.*?)</td>", sheet.partition("<td>Ranges</td>")[2])
    assert cells[:2] == ["", "Images per day 800 to 2,000"]
