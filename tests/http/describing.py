"""The description of the API as whoever reads it uses it: to make requests, and to check answers."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from jsonschema import Draft202012Validator

from pricing.scenario.fields import FIELDS
from tests.making import TODAY, shipped
from web.openapi import document

Schema = dict[str, Any]


def with_its_own(key: str, value: object) -> dict[str, Any]:
    """A key with what it does not stand without: a currency has a rate, and a rate a currency."""
    schemas = described()["components"]["schemas"]
    return {**{name: schemas[name]["examples"][0] for name in FIELDS[key].beside}, key: value}


@cache
def described() -> Schema:
    return document(shipped(), TODAY, "http://127.0.0.1")


def resolved(schema: Schema) -> Schema:
    """What a schema says, and what it refers to."""
    found: Any = described()
    if "$ref" not in schema:
        return schema
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return {**found, **{key: value for key, value in schema.items() if key != "$ref"}}


def query(values: dict[str, Any]) -> str:
    """Values of parameters as a query string, in the style that the description says."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        parameter = described()["components"]["parameters"][name]
        if isinstance(value, dict):
            assert parameter["explode"]
            pairs += [(key, str(text)) for key, text in value.items()]
        elif isinstance(value, list):
            assert parameter["explode"] is False
            pairs.append((name, ",".join(value)))
        else:
            pairs.append((name, str(value)))
    return urlencode(pairs)


def assert_described(data: Any, schema: Schema) -> None:
    """The data is as the schema says."""
    whole = {**schema, "components": {"schemas": described()["components"]["schemas"]}}
    errors = sorted(Draft202012Validator(whole).iter_errors(data), key=str)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
