"""Estimates over HTTP: the figures of the page and of the command line, in every format."""

import json
from decimal import Decimal

import pytest

from pricing.commands import main
from pricing.export import assumption_tables, estimate_files
from pricing.export.file_text import FileTerms
from pricing.scenario.link import query_string
from pricing.wording.messages import cost_words
from tests.http.asking import ask, estimate
from tests.pages.expected import DAY, GUIDE, UNPRICED, canonical
from tests.pages.planner import amounts, headline, opened, said
from tests.server import TODAY

PLANS = [
    "",
    "images=640&quality=10-60-30&size=1536x1024&tries=1.5&growth=4&budget=900",
    "model=gpt-image-1&refs=2&fidelity=high&batch=30&discount=12.5&prices=2026-03-01",
    "model=imagen-4&images=77",
    f"{GUIDE}&model=gpt-image-1&quality=0-100-0",
    f"model={UNPRICED}",
]
KEYS = {
    "scenario",
    "currency",
    "per_image",
    "per_day",
    "per_month",
    "forecast",
    "forecast_total",
    "forecast_sold_total",
    "lines",
    "unpriced",
    "warnings",
}
LINE_KEYS = {
    "component",
    "tier",
    "size",
    "quantity_per_day",
    "unit",
    "rate",
    "rate_unit",
    "cost_per_day",
    "source",
    "read_on",
    "confidence",
    "how_read",
}


@pytest.mark.parametrize("query", PLANS)
def test_answer_has_its_promised_shape(server: str, query: str) -> None:
    data = estimate(server, query)
    assert set(data) >= KEYS
    assert data["currency"] == "USD"
    assert {key: text for key, text in data["scenario"].items() if text is not None} == canonical(query)
    assert len(data["forecast"]) == int(data["scenario"]["months"])
    assert all(set(row) == {"month", "images", "cost", "sold"} for row in data["forecast"])
    assert all(set(line) >= LINE_KEYS for line in data["lines"])
    assert all(set(warning) == {"code", "message"} for warning in data["warnings"])


@pytest.mark.parametrize("query", PLANS[:-1])
def test_amounts_are_exact_texts_that_add_up(server: str, query: str) -> None:
    data = estimate(server, query)
    day = Decimal(data["per_day"])
    assert sum(Decimal(line["cost_per_day"]) for line in data["lines"]) == day
    assert day == Decimal(data["per_image"]) * int(data["scenario"]["images"])
    assert Decimal(data["per_month"]) == day * int(data["scenario"]["days"])
    assert sum(Decimal(row["cost"]) for row in data["forecast"]) == Decimal(data["forecast_total"])
    sold = sum(Decimal(row["cost"]) for row in data["forecast"] if row["sold"])
    assert sold == Decimal(data["forecast_sold_total"])


@pytest.mark.parametrize("query", PLANS)
def test_same_answer_as_the_command_line(server: str, query: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", query, "--format", "json"], today=DAY) == 0
    assert estimate(server, query) == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("query", PLANS)
def test_same_figure_as_the_page(server: str, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
    per_month = estimate(server, query)["per_month"]
    at = opened(query)
    assert not at.exception
    # Of a model that nobody can buy any more the last prices stand below the reason.
    assert cost_words(None if per_month is None else Decimal(per_month)) in {headline(at), *amounts(said(at))}


def test_guide_scenario(server: str) -> None:
    assert Decimal(estimate(server, f"{GUIDE}&model=gpt-image-1&quality=0-100-0")["per_month"]) == 1215


def test_unpriced_model_is_null_with_a_reason(server: str) -> None:
    data = estimate(server, f"model={UNPRICED}")
    assert (data["per_image"], data["per_day"], data["per_month"], data["forecast_total"]) == (None,) * 4
    assert all(row["cost"] is None for row in data["forecast"])
    assert data["unpriced"]
    assert all(gap["reason"] for gap in data["unpriced"])


def test_answer_does_not_depend_on_the_order_of_keys(server: str) -> None:
    assert estimate(server, "images=640&days=20") == estimate(server, "days=20&images=640")


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [("csv", "text/csv; charset=utf-8"), ("json", "application/json"), ("md", "text/markdown; charset=utf-8")],
)
@pytest.mark.parametrize("query", PLANS)
def test_files(server: str, query: str, ending: str, media_type: str) -> None:
    answer = ask(server, f"/export/estimate.{ending}", query)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert f" - estimate.{ending}" in answer.headers["content-disposition"]
    data = estimate(server, query)
    link = query_string({key: text for key, text in data["scenario"].items() if text is not None})
    written = estimate_files.WRITERS[ending](data, FileTerms(link=f"{server}/?{link}"))
    if ending == "md":
        assert set(written.splitlines()) <= set(answer.text.splitlines())
    else:
        assert answer.text == written


def test_the_assumptions_are_a_file(server: str) -> None:
    query = "images=640&budget=900"
    answer = ask(server, "/export/assumptions.csv", query)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    written = assumption_tables.to_csv(estimate(server, query))
    assert answer.text.startswith(written)
    link = answer.text.removeprefix(written).strip().removeprefix(",,Link,")
    assert estimate(server, link.partition("?")[2]) == estimate(server, query)
    assert '\r\n,budget,"Budget per month, USD",900\r\n' in answer.text
    assert ask(server, "/api/assumptions", query).status_code == 404


def test_files_of_an_unpriced_model_say_so(server: str) -> None:
    for ending in ("csv", "md"):
        text = ask(server, f"/export/estimate.{ending}", f"model={UNPRICED}").text
        assert "not priced" in text.lower()
        assert "$0.00" not in text
