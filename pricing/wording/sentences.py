"""Texts with places filled by what `Said` has.

A place is written `{name}`: a day, a month and a number as `figures.py` writes them, several sentences with
spaces between. `{name:percent}`, `{name:cents}` and `{name:money}` write a number as what it is, `{name:list}`,
`{name:and}` and `{name:or}` several with that between.
"""

import datetime as dt
from decimal import Decimal
from string import Formatter
from typing import Any

from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording import figures
from pricing.wording.said import Said


class _Writer(Formatter):
    def format_field(self, value: Any, spec: str) -> str:
        match value, spec:
            case (str(), ""):
                return str(value)
            case (dt.date(), ""):
                return figures.day(value)
            case (Month(), ""):
                return figures.month(value)
            case (Size(), ""):
                return str(value)
            case (int() | Decimal(), ""):
                return figures.number(value)
            case (int() | Decimal(), "percent"):
                return figures.percent(value)
            case (Decimal(), "cents"):
                return figures.money_to(2, value)
            case (Decimal(), "money"):
                return figures.money(value)
            case (tuple(), "" | "or" | "and" | "list"):
                between = {"": " ", "list": ", "}.get(spec, f" {spec} ")
                return between.join(self.format_field(each, "") for each in value)
        raise ValueError(f"{value!r} cannot be written as {spec!r}")


_WRITER = _Writer()


def filled(text: str, what: Said) -> str:
    """A text with the figures of what is said in its places."""
    return _WRITER.vformat(text, (), dict(what.figures))
