"""Input cells: which field stands in which cell, its value as a spreadsheet keeps it, and its limits."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pricing.export.workbook.sheet import Sheet, excel_day
from pricing.scenario.kinds import Kind, MonthKind, Number
from pricing.values.exact import PERCENT
from pricing.values.month import Month
from pricing.values.size import Size

_PERCENTS = ("percent", "whole_percent")
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Characters a spreadsheet keeps of what it says about a refused value."""

Value = Decimal | int | Month | None


class Input(NamedTuple):
    """The input cell of a field: its name in formulas, and how it is shown."""

    name: str
    number: str
    note: str = ""


TERMS: Mapping[str, Input] = {
    "days": Input("days_a_month", "count"),
    "start": Input("first_month", "month", "The first day of it."),
    "months": Input("number_of_months", "count", "The chart shows the months this workbook was made for."),
    "budget": Input("monthly_budget", "money", "May stay empty."),
    "own_image": Input("own_an_image", "small_money"),
    "own_month": Input("own_a_month", "money"),
}
VOLUME: Mapping[str, Input] = {"images": Input("images_a_day", "count"), "growth": Input("growth_a_month", "percent")}
EACH_IMAGE: Mapping[str, Input] = {
    "prompt": Input("prompt_tokens", "count"),
    "refs": Input("reference_images", "general", "On average."),
    "tries": Input("tries_an_image", "general"),
    "reuse": Input("reuse_share", "percent", "Of the delivered images."),
    "batch": Input("batch_share", "percent"),
    "discount": Input("discount_rate", "percent"),
}
"""Input cells by the field of the scenario that they hold."""
SHARE = Number(0, PERCENT, unit=" percent")
"""What a share of a mix takes."""


def size_name(size: Size) -> str:
    """The name of the cell with a size's share."""
    return f"size_{size}"


def write(sheet: Sheet, row: int, column: int, value: Value, number: str) -> None:
    """One input cell, empty where there is no value."""
    match value:
        case None:
            sheet.cells.write_blank(row, column, None, sheet.book.format("input", number))
        case Month():
            sheet.day(row, column, value.first_day, number, "input")
        case _:
            sheet.number(row, column, value * Decimal("0.01") if number in _PERCENTS else value, number, "input")


def validation(label: str, kind: Kind, number: str) -> dict[str, Any]:
    """A field's own limits, as a spreadsheet checks them."""
    rule = {
        "criteria": "between",
        "error_title": label[:_LONGEST_TITLE],
        "error_message": f"It takes {kind.accepts}."[:_LONGEST_MESSAGE],
    }
    match kind:
        case Number():
            scale = PERCENT if number in _PERCENTS else 1
            whole = kind.places == 0 and scale == 1
            limits = {"minimum": kind.low / scale, "maximum": kind.high / scale}
            return {"validate": "integer" if whole else "decimal", **limits, **rule}
        case MonthKind():
            first, last = excel_day(kind.first.first_day), excel_day(kind.last.first_day)
            return {"validate": "integer", "minimum": first, "maximum": last, **rule}
    raise TypeError(f"{label}: no validation for {type(kind).__name__}")
