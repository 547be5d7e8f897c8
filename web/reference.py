"""`/api`: the parameters and answers of the API as a page for people, from its description."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic.json_schema import JsonSchemaValue as Schema
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricing.scenario import link
from pricing.scenario.fields import FIELDS
from pricing.wording.figures import ENGLISH, reading_in
from ui.state import catalogue
from web import openapi
from web.api import ANSWERS
from web.html import base_address, page
from web.parameters import FURTHER, example
from web.tools.offered import TOOLS
from web.workers import FIGURES


class ReferenceEntry(NamedTuple):
    """A name with its description, and an address as an example."""

    name: str
    text: str
    address: str = ""


class ReferenceGroup(NamedTuple):
    """Entries under a heading."""

    title: str
    entries: list[ReferenceEntry]


def reference(request: Request) -> Response:
    """The page. Raises PriceBookError and SettingError."""
    described = openapi.document(catalogue.checked_books(), catalogue.today(), base_address(request))
    groups = [
        ReferenceGroup(
            "Addresses", [ReferenceEntry(route.path, f"{route.summary}.", route.example) for route in openapi.routes()]
        ),
        ReferenceGroup("Parameters", list(_parameters(described))),
        *(ReferenceGroup(f"What /api/{name} answers", list(_properties(name))) for name in ANSWERS),
        ReferenceGroup("Errors", list(_errors(described))),
        ReferenceGroup("Tools at /mcp/", [ReferenceEntry(name, tool.about) for name, tool in TOOLS.items()]),
    ]
    # The description of the API is in English only.
    with reading_in(ENGLISH):
        return page("api.html", title="Figures for programs", about=described["info"]["description"], groups=groups)


def _parameters(described: Schema) -> Iterator[ReferenceEntry]:
    for name, parameter in described["components"]["parameters"].items():
        schema = described["components"]["schemas"].get(name) or parameter["schema"]
        start = schema.get("default")
        default = ",".join(start) if isinstance(start, list) else start
        text = parameter["description"] + ("" if start is None else f" Without it: {default}.")
        yield ReferenceEntry("2.name, 2.images ..." if name == FURTHER else name, text, _shown(name))


def _shown(name: str) -> str:
    """An address with a parameter, as an example."""
    later = {"v": link.VERSIONS[-1]}
    if name == FURTHER:
        return f"/api/estimate?{link.query_string(later | {'2.name': 'Hero images', '2.images': '50'})}"
    if name not in FIELDS:
        return f"/api/estimate?{link.query_string(later)}"
    field = FIELDS[name]
    texts = {key: example(FIELDS[key]) for key in (*field.beside, name)}
    if field.since > 1:
        texts = later | texts
    return f"/api/{'compare' if field.of == 'comparison' else 'estimate'}?{link.query_string(texts)}"


def _properties(name: str) -> Iterator[ReferenceEntry]:
    properties = openapi.answer_schemas()[name.capitalize()]["properties"]
    return (ReferenceEntry(key, _about(schema)) for key, schema in properties.items())


def _about(schema: Schema) -> str:
    """The description of a schema, or else of a schema that it refers to or is made of."""
    if "description" in schema:
        return str(schema["description"])
    if "$ref" in schema:
        return _about(openapi.answer_schemas()[schema["$ref"].rpartition("/")[2]])
    parts = [*filter(None, [schema.get("items")]), *schema.get("anyOf", ())]
    return next(filter(None, map(_about, parts)), "")


def _errors(described: Schema) -> Iterator[ReferenceEntry]:
    responses = described["components"]["responses"]
    operation = described["paths"]["/api/estimate"]["get"]["responses"]
    for status, response in operation.items():
        if "$ref" in response:
            text = responses[response["$ref"].rpartition("/")[2]]["description"]
            yield ReferenceEntry(status, text, f"/api/estimate?{openapi.WRONG[0]}" if status == "422" else "")


ROUTES = [Route("/api", FIGURES.answers(reference)), Route("/api/", FIGURES.answers(reference))]
