"""The fields of a scenario as JSON Schema, for the description of the API and for the tools of programs."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch

from pydantic.json_schema import JsonSchemaValue as Schema

from pricing.export.file_text import SEPARATORS
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario import link
from pricing.scenario.calendar_kinds import DayKind, MonthKind, PriceDate
from pricing.scenario.comparison import MOST_SERVICES, ServiceList
from pricing.scenario.fields import FIELDS, OF, Field, kinds, numbered_pattern
from pricing.scenario.kinds import Choice, CurrencyKind, Name, Number, PixelSizeKind, Positive, QualityMix, SizeMixKind
from pricing.scenario.scenario import MOST_WORKLOADS
from pricing.wording.messages import words
from ui.state.address import SAVED

FURTHER = "further"
"""The name of the parameter that stands for the keys of all workloads but the first."""
_EDGE = "([1-9][0-9]{1,3}|1[0-5][0-9]{3}|16[0-2][0-9]{2}|163[0-7][0-9]|1638[0-4])"
"""A regular expression for 10 to `pricing.values.size.LARGEST_EDGE`."""
_SIZE = f"{_EDGE}x{_EDGE}"
_SHARE = "(0|[1-9][0-9]?|100)"
_EXAMPLES = {
    "prices": "2026-05-01",
    "name": "Thumbnails",
    "ranges": "images:800..2000,tries:1..1.6",
    "start": "2026-11",
    "budget": "1500",
    "together": "60",
    "pricerange": "-30..10",
    "events": "2027-02:once:2500,2027-03:price:-20",
    "own_image": "0.002",
    "own_month": "400",
    "users": "5000",
    "revenue": "1.5",
    "needs": "text,transparent",
    "buys": "medium/high/high",
    "partials": "2",
    "thinking": "335",
    "peak": "6",
    "accepted": "gpt-image-2:95,flux-2-pro:80",
    "contract": "vendor",
    "currency": "EUR",
    "rate": "0.895095",
    "rate_day": "2026-10-30",
    "raterange": "-5..5",
    "map": "gpt-image-2:low/medium/high",
    "own": "Our GPUs~gpu~2.5~900",
}
"""Field -> example, for fields without a start value, or with one that is no good example."""


@singledispatch
def schema(kind: object) -> Schema:
    """The JSON Schema of a kind of field, without description; a string unless a function below knows the kind."""
    return {"type": "string"}


@schema.register
def _(kind: Number) -> Schema:
    return {"type": "number" if kind.places else "integer", "minimum": kind.low, "maximum": kind.high}


@schema.register
def _(kind: Positive) -> Schema:
    return {"type": "number", "exclusiveMinimum": 0, "maximum": kind.high}


@schema.register
def _(kind: Choice) -> Schema:
    return {"type": "string", "enum": list(kind.options)}


@schema.register
def _(kind: CurrencyKind) -> Schema:
    return {"type": "string", "pattern": "^[A-Z]{3}$"}


@schema.register
def _(kind: DayKind) -> Schema:
    return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@schema.register
def _(kind: MonthKind) -> Schema:
    return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


@schema.register
def _(kind: PriceDate) -> Schema:
    return {"type": "string", "pattern": f"^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{GUIDE})$"}


@schema.register
def _(kind: PixelSizeKind) -> Schema:
    return {"type": "string", "pattern": f"^{_SIZE}$"}


@schema.register
def _(kind: SizeMixKind) -> Schema:
    share = "([1-9][0-9]?|100)"
    return {"type": "string", "pattern": f"^{_SIZE}(:{share}(,{_SIZE}:{share}){{0,{kind.most - 1}}})?$"}


@schema.register
def _(kind: QualityMix) -> Schema:
    return {"type": "string", "pattern": f"^{_SHARE}-{_SHARE}-{_SHARE}$"}


@schema.register
def _(kind: Name) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": kind.most}


@schema.register
def _(kind: ServiceList) -> Schema:
    options: Schema = {"type": "string", "enum": list(kind.known)}
    return {"type": "array", "items": options, "uniqueItems": True, "maxItems": MOST_SERVICES}


def field_schemas(books: PriceBooks, today: dt.date) -> dict[str, Schema]:
    """Key -> schema of a field: its label, the accepted values in words, its start value and an example."""
    grammar = kinds(books, today)
    schemas: dict[str, Schema] = {}
    for key, field in FIELDS.items():
        described = schema(grammar[key]) | {"title": field.label, "description": f"{words(grammar[key].accepts)}."}
        if field.start:
            described["default"] = typed(described, field.start)
        schemas[key] = described | {"examples": [typed(described, example(field))]}
    return schemas


def exact_schemas(books: PriceBooks, today: dt.date) -> dict[str, Schema]:
    """The schemas for the description of the API, with the decimals that a number may have.

    The arguments of tools are without them: many programs check them in binary fractions, in which 0.07 is no multiple
    of 0.01.
    """
    schemas = field_schemas(books, today)
    for key, kind in kinds(books, today).items():
        if isinstance(kind, Number) and kind.places:
            schemas[key]["multipleOf"] = float(Decimal(1).scaleb(-kind.places))
    return schemas


def parameters(books: PriceBooks, today: dt.date) -> dict[str, Schema]:
    """Key -> parameter of a query string; each refers to the schema of its field."""
    versions: Schema = {"type": "string", "enum": list(link.VERSIONS), "default": link.VERSIONS[0]}
    about_versions = "Version of the link. A key that only later versions have is refused, and the version named."
    described_by_key = {"v": _parameter("v", about_versions, versions)}
    for field, described in zip(FIELDS.values(), field_schemas(books, today).values(), strict=True):
        refers = {"$ref": f"#/components/schemas/{field.key}"}
        described_by_key[field.key] = _parameter(field.key, _in_words(field, described), refers)
        if described["type"] == "array":
            described_by_key[field.key] |= {"style": "form", "explode": False}
    patterns = {numbered_pattern(field.key): {"$ref": f"#/components/schemas/{field.key}"} for field in OF["workload"]}
    further: Schema = {"type": "object", "patternProperties": patterns, "additionalProperties": False}
    about = (
        f"Workloads 2 to {MOST_WORKLOADS}, numbered without a gap: `2.name`, `2.images` and so on, with the keys of "
        f"the first one. Each has a name; what is left out has its start value. From version 2 on."
    )
    described_by_key[FURTHER] = _parameter(FURTHER, about, further) | {"style": "form", "explode": True}
    return described_by_key


def file_parameters() -> dict[str, Schema]:
    """The parameters of a file beside its plan: the format of a CSV file, and the saved scenario."""
    separators: Schema = {"type": "string", "enum": list(SEPARATORS), "default": "comma"}
    marks: Schema = {"type": "string", "enum": ["yes", "no"], "default": "no"}
    about_sep = "What stands between cells. Beside semicolons numbers have a decimal comma, as German spreadsheets do."
    about_bom = "Whether the file begins with a byte order mark, by which Excel knows that it is UTF-8."
    about_saved = "A saved scenario as `id.revision`, whose name and note the file has. An unknown one changes nothing."
    return {
        "sep": _parameter("sep", about_sep, separators),
        "bom": _parameter("bom", about_bom, marks),
        SAVED: _parameter(SAVED, about_saved, {"type": "string"}),
    }


def example(field: Field) -> str:
    """A value that a field accepts, as written in a link."""
    absent = "" if field.absent is None else field.write(field.absent)
    return _EXAMPLES.get(field.key) or field.start or absent


def typed(described: Schema, text: str) -> float | str | list[str]:
    """A value of a link in the type of its schema: a number, a list, or the text itself."""
    if described["type"] in ("integer", "number"):
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else float(number)
    if described["type"] == "array":
        return text.split(",") if text else []
    return text


def _parameter(name: str, description: str, described: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": described}


def _in_words(field: Field, described: Schema) -> str:
    return " ".join([f"{field.label}: {described['description']}", *_about(field, described["description"])])


def _about(field: Field, text: str) -> Iterator[str]:
    if field.start is None and not field.optional:
        yield "Without it that of the day of the request."
    if field.optional and not text.endswith("left out."):
        yield "May be left out."
    if field.since > 1:
        yield f"From version {field.since} on."
