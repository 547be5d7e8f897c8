"""The tools: what each takes, and what it answers from the calls that the pages and the API make."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pricing.bill.estimate import estimate
from pricing.export.estimates import scenario_data
from pricing.export.model_prices import prices_data
from pricing.prices import PriceBooks
from pricing.saved import Saved
from pricing.scenario import link
from pricing.scenario.faults import Problem
from pricing.scenario.fields import Owner
from ui.drawing import claims
from web.api import ANSWERS
from web.parameters import Schema, field_schemas
from web.tools import arguments, output_schemas
from web.tools.arguments import LINK, Refused


class Asked(NamedTuple):
    """What a tool is asked with."""

    arguments: Mapping[str, Any]
    """Without the link."""
    query: str | None
    """The query string of the link; None without one."""
    saved: Saved | None
    """What a short link opens."""
    books: PriceBooks
    today: dt.date
    base: str
    """What links begin with; may be empty."""


class Tool(NamedTuple):
    """One tool; none of them writes anything."""

    title: str
    about: str
    takes: Callable[[PriceBooks, dt.date], Schema]
    answers: Schema
    """The schema of its answers."""
    answer: Callable[[Asked], dict[str, Any]]
    """Raises Refused."""


def _figures(name: str, page: str, title: str, about: str, *owners: Owner) -> Tool:
    """A tool that answers as the API does under the same name, with the link of a page that shows it."""

    def answer(asked: Asked) -> dict[str, Any]:
        scenario = arguments.changed(asked.query, asked.arguments, asked.books, asked.today).scenario
        assert scenario is not None
        data = ANSWERS[name].data(scenario, asked.books)
        texts = link.write(scenario) | data.get("comparison", {})
        return {"link": f"{asked.base}{page}?{link.query_string(texts)}", **data}

    def takes(books: PriceBooks, today: dt.date) -> Schema:
        return arguments.takes(owners, books, today)

    return Tool(title, about, takes, output_schemas.of_the_api(name), answer)


def _prices_of(asked: Asked) -> dict[str, Any]:
    given = {key: arguments.text_of(value) for key, value in asked.arguments.items() if value is not None}
    _only(given, "model", "on")
    found = prices_data(given.get("model", ""), given.get("on", ""), asked.books, asked.today)
    if isinstance(found, Problem):
        raise Refused(found)
    for texts in ({"prices": found["on"], "model": found["model"]}, {"prices": found["on"]}, {}):
        if link.read(texts.items(), asked.books, asked.today).scenario is not None:
            break
    return {"link": f"{asked.base}/prices?{link.query_string(texts)}", **found}


def _model(books: PriceBooks, today: dt.date) -> Schema:
    ids = list(dict.fromkeys([*books.listed.entries, *books.guide.entries]))
    on = field_schemas(books, today)["prices"]
    return {
        "type": "object",
        "properties": {
            "model": {"type": "string", "description": "The id of a model of the price book.", "enum": ids},
            "on": on | {"description": f"{on['description']} Without it today."},
        },
        "required": ["model"],
        "additionalProperties": False,
    }


def _open(asked: Asked) -> dict[str, Any]:
    _only(asked.arguments)
    if asked.query is None:
        raise Refused(Problem("link", "", "it takes a link of this planner"))
    reading = arguments.read(asked.query, asked.books, asked.today)
    scenario = reading.scenario
    assert scenario is not None
    texts = link.write(scenario)
    page = "/compare" if scenario.comparison is not None else "/"
    return {
        "link": f"{asked.base}{page}?{link.query_string(texts)}",
        "summary": claims.in_one_line(estimate(scenario, asked.books)),
        "scenario": scenario_data(scenario),
        "saved": None if asked.saved is None else output_schemas.saved_data(asked.saved, asked.base),
        "ignored": list(reading.ignored),
    }


def _link(books: PriceBooks, today: dt.date) -> Schema:
    return {"type": "object", "properties": {"link": LINK}, "required": ["link"], "additionalProperties": False}


def _only(given: Mapping[str, Any], *known: str) -> None:
    if wrong := [arguments.unknown(key) for key in given if key not in known]:
        raise Refused(*wrong)


TOOLS: Mapping[str, Tool] = {
    "estimate": _figures(
        "estimate",
        "/",
        "Estimate a month",
        "What AI image generation costs a month: the bill of a scenario by line and by workload, with rates, sources, "
        "a forecast and warnings. Amounts are exact decimal texts in USD.",
        "scenario",
        "workload",
    ),
    "compare": _figures(
        "compare",
        "/compare",
        "Compare services",
        "The same scenario on several services: cost a month, what keeps one from fitting, the cheapest that fits and "
        "the volumes at which the order changes.",
        "scenario",
        "workload",
        "comparison",
    ),
    "decide": _figures(
        "decide",
        "/decide",
        "Find savings",
        "What saves most, how far each lever may go within a budget, what moves the bill and, with ranges, how sure it "
        "is. Each answer is the text of an argument, to be asked for again.",
        "scenario",
        "workload",
    ),
    "prices_of": Tool(
        "Prices of a model",
        "Every price of a model on a day with its dates, source and confidence.",
        _model,
        output_schemas.PRICES,
        _prices_of,
    ),
    "open_link": Tool(
        "Open a link",
        "What a link of this planner says: its scenario in full, and what it costs in a sentence.",
        _link,
        output_schemas.OPENED,
        _open,
    ),
}
