"""Arguments of a tool: the keys of a link with typed values, and a link that they change."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.carrying import carried
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.fields import FIELDS, OF, Owner, kinds
from pricing.scenario.scenario import MOST_WORKLOADS
from pricing.values.exact import plain
from ui.state.session import without_extras
from web.parameters import Schema, field_schemas, numbered, schema

LINK: Schema = {
    "type": "string",
    "maxLength": link.LONGEST_QUERY,
    "description": "A link of this planner or its query string, or a short link of a saved scenario.",
}
Arguments = Mapping[str, Any]


class Refused(Exception):
    """Arguments that cannot be used; each problem names one."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def takes(owners: tuple[Owner, ...], books: PriceBooks, today: dt.date) -> Schema:
    """The schema of a tool's arguments: the fields of some owners, and a link to begin with."""
    fields = field_schemas(books, today)
    further = {numbered(field.key): {"$ref": f"#/properties/{field.key}"} for field in OF["workload"]}
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
    """The parts of a link that is given whole, or as its query string alone; raises Refused."""
    whole = address.startswith(("http://", "https://", "/", "?"))
    try:
        return urlsplit(address if whole else f"?{address}")
    except ValueError:
        raise Refused(Problem("link", shortened(address), "it takes a link of this planner")) from None


def read(query: str, books: PriceBooks, today: dt.date) -> link.Reading:
    """What a query string says; raises Refused where it cannot be used."""
    found = link.pairs(query)
    if isinstance(found, Problem):
        raise Refused(found)
    reading = link.read(without_extras(found), books, today)
    if reading.scenario is None:
        raise Refused(*reading.problems)
    return reading


def changed(query: str | None, arguments: Arguments, books: PriceBooks, today: dt.date) -> link.Reading:
    """The scenario of a query string, or of the start, with what the arguments change; raises Refused."""
    before: dict[str, str] = {}
    if query is not None:
        scenario = read(query, books, today).scenario
        assert scenario is not None
        before = link.write(scenario)
    lists = {key for key, kind in kinds(books, today).items() if schema(kind)["type"] == "array"}
    after = before | {"v": link.VERSIONS[-1]}
    for key, value in arguments.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = ",".join(map(text_of, value)) if key in lists and isinstance(value, list) else text_of(value)
    moved = carried(list(before.items()), list(after.items()), books, today)
    reading = link.read(moved, books, today)
    wrong = [*reading.problems, *map(unknown, [*reading.ignored, *({"v"} & set(arguments))])]
    if wrong:
        raise Refused(*wrong)
    return reading


def unknown(key: str) -> Problem:
    """What is wrong with an argument that a tool does not have."""
    return Problem(shortened(key), "", "it is no argument of this tool")


def text_of(value: object) -> str:
    """A value as a link has it; what no field takes is read there, and refused."""
    match value:
        case str():
            return value
        case int() | float() if not isinstance(value, bool) and (number := Decimal(repr(value))).is_finite():
            return plain(number)
    return json.dumps(value)
