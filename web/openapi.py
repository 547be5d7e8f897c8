"""`/openapi.json`: the routes that answer with data, as OpenAPI 3.1, made from the table of fields."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pydantic.json_schema import JsonSchemaValue as Schema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pricing.export.answers import EstimateFileData, components
from pricing.export.compare_answers import CompareFileData
from pricing.prices import PriceBooks
from pricing.scenario import link
from ui.state import catalogue
from ui.state.address import SAVED
from web.api import ANSWERS, FILES
from web.errors import ErrorsData, errors_data
from web.html import base_address
from web.parameters import exact_schemas, file_parameters, parameters
from web.workers import FIGURES

_SCHEMAS = "#/components/schemas"
_FILES = (EstimateFileData, CompareFileData)
_JSON, _TEXT = "application/json", "text/plain"
_EXAMPLE = {
    "estimate": "images=640&quality=10-60-30&size=1536x1024&growth=4",
    "compare": "images=640&services=gpt-image-2,midjourney,dall-e-3&company=yes",
    "decide": "images=1000&budget=1500",
    "memo": "v=2&images=1000&budget=2500&ranges=images:800..2000",
    "slide": "images=1000&budget=2500&growth=4",
    "assumptions": "v=2&name=Thumbnails&images=2000&2.name=Hero+images&2.images=50&2.quality=0-0-100",
}
_SUMMARY = {
    "estimate": "The monthly bill of a scenario, by line and by workload",
    "compare": "The same scenario on every service",
    "decide": "What saves, what fits the budget, what moves the bill and how sure it is",
    "memo": "What we recommend, why, what it gives up and costs, how sure it is and what would change it, on one page",
    "slide": "What a scenario costs, its months, what it assumes and its link, as a picture for a slide",
    "assumptions": "Everything that a scenario assumes",
}
WRONG = ("images=1e9", {"field": "images", "value": "1e9"})
"""A query string that cannot be used, and the first keys of its error."""


class DescribedRoute(NamedTuple):
    """A route that answers with data."""

    path: str
    summary: str
    example: str
    """An address with a query string, as an example."""
    media: str
    schema: Schema | None
    """None for a file that is not text."""
    computed: bool
    """Whether its query string has a scenario."""


def routes() -> list[DescribedRoute]:
    """All routes that answer with data, files after figures."""
    described = [
        DescribedRoute(
            f"/api/{name}", _SUMMARY[name], _example_address("/api", name, name), _JSON, ref(name.capitalize()), True
        )
        for name in ANSWERS
    ]
    for name, file in FILES.items():
        subject, _, ending = name.partition(".")
        media = file.media.partition(";")[0]
        schema = (
            ref(f"{subject.capitalize()}File")
            if ending == "json"
            else None
            if ending in ("xlsx", "png")
            else {"type": "string"}
        )
        summary = f"{_SUMMARY[subject]}, as a file"
        described.append(
            DescribedRoute(f"/export/{name}", summary, _example_address("/export", name, subject), media, schema, True)
        )
    running = "Whether the process runs"
    able = "Whether settings and price book can be used, the database answers and cookies can be signed"
    described.append(DescribedRoute("/healthz", running, "/healthz", _TEXT, {"type": "string", "const": "ok"}, False))
    described.append(DescribedRoute("/readyz", able, "/readyz", _TEXT, {"type": "string"}, False))
    return described


@cache
def answer_schemas() -> Mapping[str, Schema]:
    """Name -> schema of all answers and their parts."""
    return components([*(answer.described for answer in ANSWERS.values()), *_FILES, ErrorsData], _SCHEMAS)


def ref(name: str) -> Schema:
    """A reference to a schema."""
    return {"$ref": f"{_SCHEMAS}/{name}"}


def document(books: PriceBooks, today: dt.date, base: str | None) -> Schema:
    """The whole description; `base` is the start of absolute addresses, None for none."""
    of_plan = parameters(books, today)
    of_files = file_parameters()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Image cost planner",
            "version": link.VERSIONS[-1],
            "description": "What AI image generation costs. The query string of a page is that of its data. A key that "
            "no link has and a value that cannot be used are answered with 422, never ignored or replaced. Amounts are "
            "exact texts. Answers are of the request alone: nothing is stored.",
        },
        "servers": [{"url": base or "/"}],
        "paths": {route.path: {"get": _operation(route, [*of_plan, *_of_file(route)])} for route in routes()},
        "components": {
            "parameters": {**of_plan, **of_files},
            "schemas": {**exact_schemas(books, today), **answer_schemas()},
            "headers": {
                "RetryAfter": {
                    "description": "Seconds after which to ask again.",
                    "schema": {"type": "integer", "minimum": 1},
                }
            },
            "responses": _errors(books, today),
        },
    }


def _example_address(folder: str, name: str, subject: str) -> str:
    return f"{folder}/{name}?{_EXAMPLE[subject]}"


def _operation(route: DescribedRoute, keys: list[str]) -> Schema:
    content = {route.media: {} if route.schema is None else {"schema": route.schema}}
    of_all = {"429": "TooMany", "503": "Unable", "500": "Failed"} if route.computed else {}
    if route.computed:
        of_all = {"422": "Wrong", **of_all}
    refused = {status: {"$ref": f"#/components/responses/{name}"} for status, name in of_all.items()}
    if route.path == "/readyz":
        refused = {"429": _in_text("Too many requests came from this client."), "503": _in_text("What keeps it.")}
    return {
        "summary": route.summary,
        "operationId": route.path.strip("/").replace("/", "_").replace(".", "_"),
        "x-example": route.example,
        **({"parameters": [{"$ref": f"#/components/parameters/{key}"} for key in keys]} if route.computed else {}),
        "responses": {"200": {"description": route.summary, "content": content}, **refused},
    }


def _of_file(route: DescribedRoute) -> list[str]:
    """The parameters of a file beside those of its plan."""
    if not route.path.startswith("/export/"):
        return []
    return list(file_parameters()) if route.path.endswith(".csv") else [SAVED]


def _in_text(about: str) -> Schema:
    return {"description": about, "content": {_TEXT: {"schema": {"type": "string"}}}}


def _errors(books: PriceBooks, today: dt.date) -> Schema:
    """The error responses."""
    query, _ = WRONG
    example = errors_data(link.parse(query, books, today).problems)
    again = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    in_json = {_JSON: {"schema": ref("Errors")}}
    return {
        "Wrong": {
            "description": "A value that cannot be used: each with its field, what it got and what that takes.",
            "content": {_JSON: {"schema": ref("Errors"), "example": example}},
        },
        "TooMany": {
            "description": "Too many requests came from this client in a minute, or too many of them wait.",
            "headers": again,
            "content": in_json,
        },
        "Unable": {
            "description": "The price book or a setting cannot be used; or, with Retry-After, there is too much to do.",
            "headers": again,
            "content": in_json,
        },
        "Failed": {"description": "What nobody foresaw; it is in the planner's log.", "content": in_json},
    }


def openapi(request: Request) -> Response:
    """The description as JSON. Raises PriceBookError and SettingError."""
    return JSONResponse(document(catalogue.checked_books(), catalogue.today(), base_address(request)))


ROUTES = [Route("/openapi.json", FIGURES.answers(openapi))]
