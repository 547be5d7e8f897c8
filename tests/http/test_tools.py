"""The tools for programs: the figures of the API with a link for people, and its errors, over a real client."""

import itertools
import json
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import mcp_types
import pytest
from jsonschema import Draft202012Validator
from mcp.client import Client

from pricing.export.model_prices import prices_data
from pricing.prices import PriceBooks
from pricing.scenario.fields import FIELDS, OF, numbered_pattern
from tests import aside
from tests.http.asking import ask, errors, estimate
from tests.http.describing import with_its_own
from tests.http.programs import answered, call, refused
from tests.making import TODAY, shipped
from tests.server import ROOT
from web.tools.offered import Refused, changed

API = ("estimate", "compare", "decide")
PAGES = {"estimate": "/", "compare": "/compare", "decide": "/decide"}
PLANS: dict[str, dict[str, Any]] = {
    "start": {},
    "numbers": {"images": 640, "refs": 1.5, "growth": -2, "budget": 900.5, "quality": "10-60-30"},
    "texts": {"images": "640", "size": "1024x1024:70,1536x1024:30", "prices": "guide-2025-05", "model": "gpt-image-1"},
    "workloads": {"name": "Thumbs", "ranges": "images:800..2000", "budget": 900, "2.name": "Heroes", "2.images": 50},
    "later": {"own_month": 400, "users": 5000, "revenue": 1.5, "events": "2027-03:price:-20"},
}
WRONG: dict[str, dict[str, Any]] = {
    "images=1e9": {"images": "1e9"},
    "images=12.5": {"images": 12.5},
    "images=99999999": {"images": 99_999_999},
    "images=true": {"images": True},
    "images=%7B%22a%22%3A+1%7D": {"images": {"a": 1}},
    "model=%5B%22gpt-image-2%22%5D": {"model": ["gpt-image-2"]},
    "services=gpt-image-2%2C5": {"services": ["gpt-image-2", 5]},
    "days=32&quality=1-2-3": {"days": 32, "quality": "1-2-3"},
    "model=gpt-image-9": {"model": "gpt-image-9"},
    "model=gpt-image-2&prices=2026-01-01": {"prices": "2026-01-01"},
    "v=2&2.images=5": {"2.images": 5},
    "v=2&9.name=A": {"9.name": "A"},
    "v=2&ranges=images:1..2": {"ranges": "images:1..2"},
}


PLACE: dict[str, Any] = {"2.images": 60}


def query(link: str) -> str:
    return urlsplit(link).query


def test_five_tools_that_only_read(server: str) -> None:
    async def listed() -> Any:
        async with Client(f"{server}/mcp/") as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in aside.run(listed())}
    assert list(tools) == [*API, "prices_of", "open_link"]
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.description
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
        assert "link" in tool.output_schema["required"]
    takes = tools["estimate"].input_schema
    assert set(takes["properties"]) == {"link", *(key for key in FIELDS if FIELDS[key].of != "comparison")}
    assert set(tools["compare"].input_schema["properties"]) == {"link", *FIELDS}
    assert set(takes["patternProperties"]) == {numbered_pattern(field.key) for field in OF["workload"]}
    assert (takes["properties"]["images"]["type"], takes["properties"]["images"]["maximum"]) == ("integer", 10_000_000)


@pytest.mark.parametrize("tool", API)
def test_figures_are_those_of_the_api_at_its_link(server: str, tool: str) -> None:
    """Whichever way a program connects, of the newer and the older one."""
    for arguments, mode in zip(PLANS.values(), itertools.cycle(("auto", "legacy")), strict=False):
        found = answered(server, tool, mode, **arguments)
        address = urlsplit(found.pop("link"))
        assert f"{address.scheme}://{address.netloc}" == server
        assert address.path == PAGES[tool]
        assert ("services=" in address.query) == (tool == "compare"), "the page compares what the tool did"
        assert found == ask(server, f"/api/{tool}", address.query).json()
        for key, value in arguments.items():
            assert found["scenario"][key] == str(value)


def test_the_answer_is_a_text_too(server: str) -> None:
    result = call(server, "estimate", images=640)
    (block,) = result.content
    assert isinstance(block, mcp_types.TextContent)
    assert json.loads(block.text) == result.structured_content


def test_every_argument_s_example_is_taken(server: str) -> None:
    async def listed() -> Any:
        async with Client(f"{server}/mcp/") as client:
            takes = (await client.list_tools()).tools[1].input_schema
            for key in FIELDS:
                value = takes["properties"][key]["examples"][0]
                arguments = with_its_own(key, value)
                Draft202012Validator(takes).validate(arguments)
                result = await client.call_tool("compare", arguments)
                assert not result.is_error, result.structured_content

    aside.run(listed())


def test_a_link_is_changed_by_arguments(server: str) -> None:
    link = (
        f"{server}/compare?v=2&images=1000&ranges=images:800..2000&budget=900&2.name=B&2.images=50&services=midjourney"
    )
    for given in (link, query(link), f"?{query(link)}", f"/compare?{query(link)}"):
        found = answered(server, "estimate", link=given, images=500, budget=None, **PLACE)
        scenario = found["scenario"]
        assert (scenario["images"], scenario["budget"], scenario["2.images"]) == ("500", None, "60")
        assert scenario["ranges"] == "images:400..1000", "a range goes along"
        assert "services=midjourney" in found["link"], "what it compares is kept"


def test_keys_that_a_link_of_version_1_does_not_have_are_refused(server: str) -> None:
    assert [error["field"] for error in refused(server, "estimate", link="v=1&own_month=400")] == ["own_month"]
    assert answered(server, "estimate", link="v=1&images=400", own_month=400)["scenario"]["own_month"] == "400"


@pytest.mark.parametrize("tool", API)
def test_errors_are_those_of_the_api(server: str, tool: str) -> None:
    for text, arguments in WRONG.items():
        expected = errors(ask(server, f"/api/{tool}", text))
        assert refused(server, tool, **arguments) == expected, text
        assert refused(server, tool, link=f"{server}/?{text}") == expected, text


def test_arguments_that_no_tool_has_are_named(server: str) -> None:
    wrong, unknown = refused(server, "estimate", imagez=5, images=-1)
    assert (wrong["field"], unknown["field"]) == ("images", "imagez")
    assert "did you mean images?" in unknown["problem"]
    assert [error["field"] for error in refused(server, "decide", v="1")] == ["v"]
    assert [error["field"] for error in refused(server, "open_link", link="", images=5)] == ["images"]
    (unknown,) = refused(server, "prices_of", modell="gpt-image-2")
    assert "did you mean model?" in unknown["problem"]
    assert [error["field"] for error in refused(server, "no_such_tool")] == ["tool"]


@pytest.mark.parametrize("key", ["name", "2.name"])
@pytest.mark.parametrize("value", [True, [], {}, ["A"], float("inf"), float("nan")])
def test_a_name_is_a_text(books: PriceBooks, key: str, value: object) -> None:
    """A link takes any visible text, also `true` and `[]`."""
    arguments = {"name": "A", "2.name": "B", key: value}
    with pytest.raises(Refused) as error:
        changed(None, arguments, books, TODAY)
    assert [problem.field for problem in error.value.problems] == [key]
    assert changed(None, {**arguments, key: "true"}, books, TODAY).scenario is not None


@pytest.mark.parametrize("tool", [*API, "open_link"])
def test_links_that_lead_nowhere(server: str, tool: str) -> None:
    nowhere = ("http://[", 5, "x" * 20_001, "/s/nonesuch", f"/s/{'A' * 22}", f"/s/{'A' * 22}?rev=x", "/s/%00")
    other = "https://example.com"
    foreign = (
        f"{other}/foo",
        f"{other}/",
        f"{other}/?images=5",
        "http://127.0.0.1.example.com/?images=5",
        "javascript:alert(1)",
    )
    no_plan = ("a plan of ours", "//example.com/?images=5", "ftp://127.0.0.1/?images=5")
    for link in (*nowhere, *foreign, *no_plan):
        (error,) = refused(server, tool, link=link)
        assert error["field"] == "link", link
        assert len(error["value"]) < 100, link


def test_prices_of_a_model(server: str) -> None:
    for model, on in (("gpt-image-2", ""), ("midjourney", "2026-10-13"), ("dall-e-3", "guide-2025-05")):
        found = answered(server, "prices_of", model=model, **({"on": on} if on else {}))
        link = found.pop("link")
        assert found == prices_data(model, on, shipped(), TODAY)
        assert urlsplit(link).path == "/prices"
        assert estimate(server, query(link))["scenario"]["prices"] == (on or str(TODAY))


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "model"),
        ({"model": "gpt-image-9"}, "model"),
        ({"model": 5}, "model"),
        ({"model": "gpt-image-2", "on": "yesterday"}, "on"),
        ({"model": "gpt-image-2", "on": "2026-04-20"}, "on"),
    ],
)
def test_prices_that_nobody_has(server: str, arguments: dict[str, Any], field: str) -> None:
    assert [error["field"] for error in refused(server, "prices_of", **arguments)] == [field]


def test_a_link_is_opened(server: str) -> None:
    found = answered(server, "open_link", link=f"{server}/?images=640&model=gpt-image-1&utm=x")
    assert found["ignored"] == ["utm"]
    assert found["summary"].startswith("Not sold since 23 Oct 2026: GPT Image 1, 640 images a day")
    assert found["saved"] is None
    assert found["scenario"] == estimate(server, query(found["link"]))["scenario"]
    assert answered(server, "open_link", link=f"{server.replace('127.0.0.1', 'localhost')}/?images=640")
    (error,) = refused(server, "open_link")
    assert error["field"] == "link"


def test_the_planner_starts_without_the_protocol() -> None:
    program = "import app, sys; print([name for name in sys.modules if name.partition('.')[0] in ('mcp', 'mcp_types')])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
