"""The common parts of price files: their types, sources and confidence, and how a file is read."""

import calendar
import datetime as dt
import re
import tomllib
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pricing.values.month import Month
from pricing.values.size import Size

Component = Literal[
    "text_input",
    "cached_text_input",
    "image_input",
    "cached_image_input",
    "image_output",
    "text_output",
    "partial_images",
    "further_megapixels",
    "tiles",
    "operation",
    "credit",
    "plan",
    "gpu_time",
    "gpu_minutes",
    "credits",
]
Unit = Literal[
    "USD per 1M tokens",
    "USD per image",
    "CNY per image",
    "credits per image",
    "USD per first megapixel",
    "USD per further megapixel",
    "USD per megapixel",
    "USD per step",
    "USD per tile",
    "USD per credit",
    "USD per result",
    "credits per result",
    "USD per month",
    "USD per year",
    "USD per GPU hour",
    "GPU minutes per job",
    "GPU minutes per month",
    "credits per job",
    "credits per month",
]
ANY_SIZE = "any"


class Confidence(StrEnum):
    """How sure a figure is, from the surest to the least sure."""

    OFFICIAL = "official"
    TRANSCRIBED = "transcribed"
    RESELLER = "reseller"
    DERIVED = "derived"
    ESTIMATED = "estimated"
    CONFLICTING = "conflicting"

    @property
    def rank(self) -> int:
        return list(Confidence).index(self)


def _amount(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]+)?", value):
        raise ValueError('write the amount as text, like "0.042"')
    return Decimal(value)


def _size(value: object) -> Size:
    return value if isinstance(value, Size) else Size.parse(str(value))


def _size_or_any(value: object) -> Size | None:
    return None if value is None or value == ANY_SIZE else _size(value)


Amount = Annotated[Decimal, BeforeValidator(_amount)]
PixelSize = Annotated[Size, BeforeValidator(_size)]
SizeOrAny = Annotated[Size | None, BeforeValidator(_size_or_any)]


class FileRecord(BaseModel):
    """Base of the records in price files: immutable, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(FileRecord):
    """A page, or a copy of one, with the day on which it was read, or the month before whose end it was read."""

    title: str
    address: Annotated[str, Field(pattern=r"^(https://[^\s]+)?$")]
    """The address of the page; empty for a source that is not on the web."""
    read: dt.date | None = None
    """The day on which it was read, if known."""
    read_by: Annotated[str | None, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] = None
    """The month in or before which it was read, like `2026-10`, if the day is not known."""
    through: Literal["article", "price list", "reseller", "copy"] | None = None
    """The kind of source that quotes the page, if the page itself was not read."""
    agrees: tuple[str, ...] = ()
    """Other sources that confirm the figures; empty if there is none."""
    note: str = ""

    @model_validator(mode="after")
    def _dated(self) -> "Source":
        if (self.read is None) == (self.read_by is None):
            raise ValueError('give either read (the day) or read_by (the latest month, like "2026-10")')
        return self

    @property
    def last_read(self) -> dt.date:
        """The last day on which it can have been read: `read`, or the end of the month `read_by`."""
        if self.read is not None:
            return self.read
        year, month = map(int, str(self.read_by).split("-"))
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def read_in(self) -> dt.date | Month:
        """The day on which it was read, or the latest month in which it can have been."""
        return self.read or Month.of(self.last_read)

    @property
    def read_on(self) -> str:
        """The day, or `../2026-10` for a day in or before a month: the open interval of ISO 8601-2."""
        return f"../{self.read_by}" if self.read is None else self.read.isoformat()


class PriceBookError(Exception):
    """A price file that cannot be used; names the file, the model and the key."""


Schema = TypeVar("Schema", bound=FileRecord)


def read_file(path: Path, schema: type[Schema]) -> Schema:
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
