"""`/openapi.json` is valid, says what the routes take and answer, and nothing that they do not."""

import re
from decimal import Decimal
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from pricing.scenario import link
from pricing.scenario.fields import FIELDS, start_values
from pricing.scenario.kinds import Number
from tests.http.describing import assert_described, described, query, resolved, with_its_own
from tests.making import TODAY
from tests.pages.expected import GUIDE, UNPRICED
from web import ROUTES
from web.api import ANSWERS
from web.openapi import WRONG
from web.parameters import FURTHER

DATA = ("/api/estimate", "/api/compare", "/api/decide")
NO_DATA = {
    "/card.png",
    "/s/{id}",
    "/s/{id}/card.png",
    "/print/compare",
    "/print/estimate",
    "/print/memo",
    "/print/{name}",
    "/sign-in",
    "/openapi.json",
    "/api",
    "/api/",
    "/mcp",
    "/mcp/",
    "/embed/{id}",
}
PATHS = described()["paths"]
PARAMETERS = described()["components"]["parameters"]
WORKLOADS = (
    "v=2&name=Thumbs&images=2000&growth=5&budget=900&ranges=images:800..4000&pricerange=-30..10"
    "&events=2027-03:price:-20,2027-02:once:2500&own_month=400&users=5000&revenue=1.5&2.name=Heroes&2.images=50&2.refs=1"
)
LINKS = [
    "",
    "images=640&quality=10-60-30&size=1024x1024:70,1536x1024:30&growth=4&budget=900",
    "v=2&images=0&users=0",
    f"{GUIDE}&model=gpt-image-1&quality=0-100-0",
    f"model={UNPRICED}&budget=100",
    "model=dall-e-3&budget=20",
    "services=",
    "services=midjourney,gpt-image-2&term=annual&relax=20&own=Our%20GPUs~gpu~2.5~900",
    WORKLOADS,
    "v=2&name=A&images=1000&2.name=B&2.images=50&2.model=dall-e-3&budget=20",
]


SIZES = [
    *("1024x1024", "10x10", "16384x16384", "16385x10", "9x10", "100000x10", "1024x1024:100", "1024x1024:0"),
    *("1024x1024:101", "x", "1024x1024:50,1024x1536:50", "1024x1024,1024x1536", "1024x1024:50,1024x1536:50,"),
    *("01024x1024", "1024X1024", "1024x1024:050,1024x1536:50"),
]


def of(name: str) -> dict[str, Any]:
    """The schema of a parameter."""
    return resolved(PARAMETERS[name]["schema"])


def test_it_is_openapi(client: TestClient) -> None:
    answer = client.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    validate(answer.json(), cls=OpenAPIV31SpecValidator)
    assert answer.json() == described()


def test_every_route_that_answers_with_data_is_described() -> None:
    routes = {route.path for route in ROUTES} - NO_DATA
    rooms = {path.rpartition("/")[0] for path in routes if "{" in path}
    assert {path for path in PATHS if path.rpartition("/")[0] not in rooms} == {
        path for path in routes if "{" not in path
    }
    assert {path.rpartition("/")[0] for path in PATHS} - {""} == rooms


@pytest.mark.parametrize("path", PATHS)
def test_its_examples_are_answered_as_described(client: TestClient, path: str) -> None:
    operation = PATHS[path]["get"]
    address = operation["x-example"]
    assert address.partition("?")[0] == path
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    (media,) = operation["responses"]["200"]["content"]
    assert answer.headers["content-type"].partition(";")[0] == media
    if media == "application/json":
        assert_described(answer.json(), operation["responses"]["200"]["content"][media]["schema"])


@pytest.mark.parametrize("path", [*DATA, "/export/estimate.json", "/export/compare.json"])
def test_real_answers_are_as_described(client: TestClient, path: str) -> None:
    name = path.rpartition("/")[2].removesuffix(".json")
    for text in LINKS:
        answer = client.get(f"{path}?{text}")
        assert answer.status_code == 200, answer.text
        assert_described(answer.json(), PATHS[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"])
        if path.startswith("/api/"):
            TypeAdapter(ANSWERS[name].described).validate_python(answer.json(), strict=True, extra="forbid")


def test_its_parameters_are_the_table_of_fields() -> None:
    assert list(PARAMETERS) == ["v", *FIELDS, FURTHER, "sep", "bom", "saved"]
    for key, field in FIELDS.items():
        described = of(key)
        assert PARAMETERS[key]["description"].startswith(f"{field.label}: ")
        start = start_values(TODAY).get(key) if field.start else None
        assert query({key: described["default"]} if "default" in described else {}) == (
            query({key: start}) if start else ""
        )


@pytest.mark.parametrize("key", FIELDS)
def test_the_example_of_each_parameter_is_taken(client: TestClient, key: str) -> None:
    values = {"v": link.VERSIONS[-1], "name": "A", **with_its_own(key, of(key)["examples"][0])}
    given = query(values)
    answer = client.get(f"/api/estimate?{given}")
    assert answer.status_code == 200, answer.text
    scenario = answer.json()["scenario"]
    pairs = link.pairs(given)
    assert isinstance(pairs, list)
    text = dict(pairs)[key]
    assert FIELDS[key].of == "comparison" or scenario[key] in {text, None}


@pytest.mark.parametrize("key", [key for key in FIELDS if of(key)["type"] in ("integer", "number")])
def test_limits_are_where_they_are_said_to_be(client: TestClient, key: str) -> None:
    kind, described = FIELDS[key].kind, of(key)
    assert isinstance(kind, Number)
    step = Decimal(1).scaleb(-kind.places)
    high = Decimal(described["maximum"])
    low = Decimal(described["minimum"]) if "minimum" in described else step
    for value, status in ((low, 200), (high, 200), (low - step, 422), (high + step, 422)):
        answer = client.get(f"/api/estimate?v=3&{query(with_its_own(key, f'{value:f}'))}")
        assert answer.status_code == status, (value, answer.text)


@pytest.mark.parametrize("text", SIZES)
def test_sizes_have_the_form_that_is_said(client: TestClient, text: str) -> None:
    """But for shares that add up to another sum, which no form of a text can say."""
    for key in ("size", "refsize"):
        wrong = client.get(f"/api/estimate?{key}={text}").json().get("errors", [])
        of_form = re.fullmatch(of(key)["pattern"], text, re.ASCII) is not None
        assert of_form == (not [error for error in wrong if "100%" not in error["problem"]]), (key, text, wrong)


@pytest.mark.parametrize("key", [key for key in FIELDS if "multipleOf" in of(key)])
def test_decimals_are_as_many_as_are_said(client: TestClient, key: str) -> None:
    step = Decimal(str(of(key)["multipleOf"]))
    value = Decimal(of(key).get("minimum", 0)) + 3 * step
    taken, refused = (client.get(f"/api/estimate?v=3&{key}={text:f}") for text in (value, value + step / 10))
    (error,) = refused.json()["errors"]
    assert error["field"] == key
    assert error["problem"] not in taken.text


@pytest.mark.parametrize("key", [key for key in FIELDS if "enum" in of(key)])
def test_choices_are_those_that_are_taken(client: TestClient, key: str) -> None:
    for choice in of(key)["enum"]:
        wrong = client.get(f"/api/estimate?v=3&{key}={choice}").json().get("errors", [])
        assert all("it has no price in" in error["problem"] for error in wrong), choice
        assert key == "model" or not wrong
    errors = client.get(f"/api/estimate?v=3&{key}=none-of-them").json()["errors"]
    assert [error["field"] for error in errors] == [key]


def test_further_workloads_are_described(client: TestClient) -> None:
    values = {"v": "2", "name": "A", FURTHER: {"2.name": "B", "2.images": 50, "3.name": "C", "3.model": "gpt-image-1"}}
    assert_described(values[FURTHER], of(FURTHER))
    scenario = client.get(f"/api/estimate?{query(values)}").json()["scenario"]
    assert (scenario["2.images"], scenario["3.model"]) == ("50", "gpt-image-1")


def test_errors_are_as_described(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = described()["components"]["responses"]["Wrong"]["content"]["application/json"]
    errors = described()["components"]["schemas"]["Errors"]
    for path in (*DATA, "/export/estimate.csv", "/export/estimate.xlsx"):
        answer = client.get(f"{path}?{WRONG[0]}")
        assert (answer.status_code, answer.json()) == (422, wrong["example"])
        assert answer.json()["errors"][0].items() >= WRONG[1].items()
        assert_described(answer.json(), errors)
    monkeypatch.setenv("PLANNER_TODAY", "tomorrow")
    for path in (*DATA, "/export/estimate.csv", "/openapi.json"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert_described(answer.json(), errors)


def test_what_one_client_may_ask_is_bounded(allows_two: None, client: TestClient) -> None:
    assert [client.get(path).status_code for path in ("/openapi.json", "/api/estimate")] == [200, 200]
    for path in ("/openapi.json", "/api/estimate"):
        answer = client.get(path)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert_described(answer.json(), described()["components"]["schemas"]["Errors"])
