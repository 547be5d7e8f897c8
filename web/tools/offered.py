"""The tools: their arguments, which are the keys of a link with typed values, and their answers, as of the API."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, NamedTuple
from urllib.parse import SplitResult, urlsplit

from pydantic.json_schema import JsonSchemaValue as Schema
from typing_extensions import TypedDict

from pricing.bill.estimate import estimate
from pricing.export.answers import EstimateData, ModelPricesData, ScenarioData, about, schema_of
from pricing.export.compare_answers import CompareData
from pricing.export.decide_answers import DecideData
from pricing.export.estimates import scenario_data
from pricing.export.model_prices import prices_data
from pricing.prices import PriceBooks
from pricing.saved import Saved
from pricing.scenario import link
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.fields import FIELDS, OF, Owner, kinds, numbered_pattern
from pricing.scenario.kinds import Name
from pricing.scenario.link import carried
from pricing.scenario.messages import takes
from pricing.scenario.scenario import MOST_WORKLOADS
from pricing.values.exact import plain
from pricing.wording import figures
from ui.drawing import claims
from ui.state import catalogue
from ui.state.address import without_extras
from web import messages
from web.api import ANSWERS
from web.parameters import field_schemas, schema

LINK: Schema = {
    "type": "string",
    "maxLength": link.LONGEST_QUERY,
    "description": "A link of this planner or its query string, or a short link of a saved scenario.",
}
_PATHS = ("/s/", "/compare", "/decide", "/actual", "/scenarios", "/prices", "/print/", "/export/", "/api/")
"""The starts of paths of this planner whose addresses are links without a scenario."""
Arguments = Mapping[str, object]


class Refused(Exception):
    """Arguments that cannot be used; each problem names one."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def takes_of(owners: tuple[Owner, ...], books: PriceBooks, today: dt.date) -> Schema:
    """The schema of a tool's arguments: the fields of `owners`, and a link whose plan they change."""
    fields = field_schemas(books, today)
    further = {numbered_pattern(field.key): {"$ref": f"#/properties/{field.key}"} for field in OF["workload"]}
    begin = f"{LINK['description']} The other arguments change what it says; without it they change the start values."
    return {
        "type": "object",
        "description": f"Keys of a link. Workloads 2 to {MOST_WORKLOADS} have `2.name`, `2.images` and so on.",
        "properties": {
            "link": LINK | {"description": begin},
            **{key: fields[key] for key, field in FIELDS.items() if field.of in owners},
        },
        "patternProperties": further,
        "additionalProperties": False,
    }


def parts_of(address: str) -> SplitResult:
    """The parts of a whole link, or of its query string alone; raises Refused."""
    whole = address.startswith(("http://", "https://", "/", "?"))
    refused = Refused(Problem("link", shortened(address), messages.takes_a_link()))
    try:
        parts = urlsplit(address if whole else f"?{address}")
    except ValueError:
        raise refused from None
    pairs = link.pairs(parts.query)
    is_address = whole and (parts.path in ("", "/") or parts.path.startswith(_PATHS))
    if address and not is_address and isinstance(pairs, list) and not any(link.is_key(key) for key, _ in pairs):
        raise refused
    return parts


def read(query: str, books: PriceBooks, today: dt.date) -> link.Reading:
    """The reading of a query string; raises Refused if it cannot be used."""
    pairs = link.pairs(query)
    if isinstance(pairs, Problem):
        raise Refused(pairs)
    reading = link.read(without_extras(pairs), books, today)
    if reading.scenario is None:
        raise Refused(*reading.problems)
    return reading


def changed(query: str | None, arguments: Arguments, books: PriceBooks, today: dt.date) -> link.Reading:
    """The scenario of a query string, or the start scenario, with the changes of the arguments; raises Refused."""
    before: dict[str, str] = {}
    if query is not None:
        reading = link.known_keys_only(read(query, books, today))
        if reading.scenario is None:
            raise Refused(*reading.problems)
        before = link.write(reading.scenario)
    grammar = kinds(books, today)
    lists = {key for key, kind in grammar.items() if schema(kind)["type"] == "array"}
    after = before | {"v": link.VERSIONS[-1]}
    for key, value in arguments.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = ",".join(map(text_of, value)) if key in lists and isinstance(value, list) else text_of(value)
    moved = carried(list(before.items()), list(after.items()), books, today)
    reading = link.read(moved, books, today)
    not_taken = [*reading.ignored, *({"v"} & set(arguments))]
    wrong = [*reading.problems, *(unknown(key, link.nearest_key(key)) for key in not_taken)]
    for key, value in arguments.items():
        # A link takes any visible text for a name, also the text of what is none.
        kind = grammar.get(key.rpartition(".")[2])
        if isinstance(kind, Name) and value is not None and not _has_text(value):
            wrong.append(Problem(shortened(key), shortened(text_of(value)), takes(kind.accepts)))
    if wrong:
        raise Refused(*wrong)
    return reading


def unknown(key: str, nearest: str | None) -> Problem:
    """The problem of an argument that a tool does not have."""
    return Problem(shortened(key), "", messages.no_argument(nearest))


def text_of(value: object) -> str:
    """A value as written in a link; one that no field accepts becomes a text that the link refuses."""
    if isinstance(value, str):
        return value
    return plain(Decimal(repr(value))) if _has_text(value) else json.dumps(value)


def _has_text(value: object) -> bool:
    """Whether a value is a text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    return isinstance(value, str) or Decimal(repr(value)).is_finite()


class _Linked(TypedDict):
    link: Annotated[str, about("Opens it in the planner, so that a person can check it.")]


class EstimateFiguresData(_Linked, EstimateData):
    """The bill of a scenario, with its link."""


class CompareFiguresData(_Linked, CompareData):
    """A comparison, with its link."""


class DecideFiguresData(_Linked, DecideData):
    """What to change, with its link."""


class PricesOfModelData(_Linked, ModelPricesData):
    """The prices of a model, with a link."""


class SavedScenarioData(TypedDict):
    """A saved scenario, without its owner."""

    name: str
    note: str
    revision: int
    newest: int
    saved_at: str
    short_link: str


class OpenedLinkData(_Linked):
    """The contents of a link."""

    summary: str
    scenario: ScenarioData
    saved: Annotated[SavedScenarioData | None, about("What is saved under a short link.")]
    ignored: Annotated[list[str], about("Keys that no link has.")]


def saved_data(saved: Saved, base: str) -> SavedScenarioData:
    return {
        "name": saved.name,
        "note": saved.note,
        "revision": saved.revision.number,
        "newest": saved.newest,
        "saved_at": saved.revision.saved_at.isoformat(),
        "short_link": f"{base}/s/{saved.id}?rev={saved.revision.number}",
    }


class ToolCall(NamedTuple):
    """The arguments of a call of a tool."""

    arguments: Arguments
    """The arguments without the link."""
    query: str | None
    """The query string of the link; None without one."""
    saved: Saved | None
    """The saved scenario of a short link."""
    books: PriceBooks
    today: dt.date
    base: str
    """The start of links; may be empty."""


class Tool(NamedTuple):
    """A tool; none of them writes anything."""

    title: str
    about: str
    takes: Callable[[PriceBooks, dt.date], Schema]
    answers: Schema
    """The JSON Schema of its answers."""
    answer: Callable[[ToolCall], Mapping[str, object]]
    """Its answer to a call; raises Refused."""


def _figures(name: str, page: str, described: type, title: str, about: str, *owners: Owner) -> Tool:
    """A tool that answers like the API under the same name, with a link to the page that shows it."""

    def answer(call: ToolCall) -> Mapping[str, object]:
        scenario = changed(call.query, call.arguments, call.books, call.today).scenario
        assert scenario is not None
        figures.count_in(scenario.currency)
        data: Mapping[str, object] = ANSWERS[name].data(scenario, call.books)
        texts = link.write(scenario)
        if isinstance(terms := data.get("comparison"), dict):
            texts |= terms
        return {"link": f"{call.base}{page}?{link.query_string(texts)}", **data}

    def takes(books: PriceBooks, today: dt.date) -> Schema:
        return takes_of(owners, books, today)

    return Tool(title, about, takes, schema_of(described), answer)


def _prices_of(call: ToolCall) -> PricesOfModelData:
    texts_given = {key: text_of(value) for key, value in call.arguments.items() if value is not None}
    _only(texts_given, "model", "on")
    prices = prices_data(texts_given.get("model", ""), texts_given.get("on", ""), call.books, call.today)
    if isinstance(prices, Problem):
        raise Refused(prices)
    for texts in ({"prices": prices["on"], "model": prices["model"]}, {"prices": prices["on"]}, {}):
        if link.read(texts.items(), call.books, call.today).scenario is not None:
            break
    return {"link": f"{call.base}/prices?{link.query_string(texts)}", **prices}


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


def _open(call: ToolCall) -> OpenedLinkData:
    _only(call.arguments)
    if call.query is None:
        raise Refused(Problem("link", "", messages.takes_a_link()))
    reading = read(call.query, call.books, call.today)
    scenario = reading.scenario
    assert scenario is not None
    figures.count_in(scenario.currency)
    texts = link.write(scenario)
    page = "/compare" if scenario.comparison is not None else "/"
    return {
        "link": f"{call.base}{page}?{link.query_string(texts)}",
        "summary": claims.in_one_line(estimate(scenario, call.books), call.today),
        "scenario": scenario_data(scenario),
        "saved": None if call.saved is None else saved_data(call.saved, call.base),
        "ignored": list(reading.ignored),
    }


def _link(books: PriceBooks, today: dt.date) -> Schema:
    return {"type": "object", "properties": {"link": LINK}, "required": ["link"], "additionalProperties": False}


def _only(arguments: Arguments, *known: str) -> None:
    if wrong := [unknown(key, link.nearest_key(key, known)) for key in arguments if key not in known]:
        raise Refused(*wrong)


TOOLS: Mapping[str, Tool] = {
    "estimate": _figures(
        "estimate",
        "/",
        EstimateFiguresData,
        "Estimate a month",
        "What AI image generation costs a month: the bill of a scenario by line and by workload, with rates, sources, "
        "a forecast and warnings. Amounts are exact decimal texts in the currency of the scenario, "
        "USD unless it names another with its rate.",
        "scenario",
        "workload",
    ),
    "compare": _figures(
        "compare",
        "/compare",
        CompareFiguresData,
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
        DecideFiguresData,
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
        schema_of(PricesOfModelData),
        _prices_of,
    ),
    "open_link": Tool(
        "Open a link",
        "What a link of this planner says: its scenario in full, and what it costs in a sentence.",
        _link,
        schema_of(OpenedLinkData),
        _open,
    ),
}


def answered(
    name: str, arguments: Arguments, query: str | None, saved: Saved | None, base: str
) -> Mapping[str, object]:
    """What a tool answers; for the arguments see `ToolCall`. Raises Refused, SettingError and PriceBookError."""
    return TOOLS[name].answer(ToolCall(arguments, query, saved, catalogue.checked_books(), catalogue.today(), base))
