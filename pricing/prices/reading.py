"""Reading one TOML file into its schema; whatever is wrong with it is told in one line."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pricing.prices.base import Record
from pricing.prices.errors import PriceBookError

Schema = TypeVar("Schema", bound=Record)


def read(path: Path, schema: type[Schema]) -> Schema:
    """The content of a file; raises PriceBookError, which names the file, the model and the key."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return schema.model_validate(raw)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PriceBookError(f"{path.name}: {error}") from error
    except ValidationError as error:
        raise PriceBookError(f"{path.name}: {_first_problem(error, raw)}") from error


def _first_problem(error: ValidationError, raw: dict[str, object]) -> str:
    """`model gpt-image-1: prices[3].amount: ...`, with the id instead of the position of the model."""
    first = error.errors(include_url=False)[0]
    where = list(first["loc"])
    models = raw.get("models")
    prefix = ""
    if len(where) > 1 and where[0] == "models" and isinstance(models, list) and isinstance(where[1], int):
        model = models[where[1]]
        name = model.get("id", where[1]) if isinstance(model, dict) else where[1]
        prefix, where = f"model {name}: ", where[2:]
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    return f"{prefix}{key}: {first['msg']} (got {first['input']!r:.80})"
