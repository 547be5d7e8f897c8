"""The sheet of input cells: each field of the plan, named, within its limits."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from pricing import link
from pricing.estimate import Estimate
from pricing.fields import Field, MonthField, Number
from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS
from pricing.scenario import PERCENT
from pricing.size import Size
from pricing.workbook.parts import Parts
from pricing.workbook.sheet import Book, Sheet, excel_day

NAME = "Assumptions"
_SHARE = Number(0, PERCENT, unit=" percent")
_PERCENTS = ("percent", "whole_percent")
_FULL = "OK"
_LONGEST_MESSAGE = 255
"""Characters a spreadsheet keeps of what it says about a refused value."""


class Input(NamedTuple):
    """One input cell: its label, its name in formulas, its value and what it takes."""

    label: str
    name: str
    value: Decimal | int | dt.date | None
    number: str
    field: Field
    note: str = ""


def size_name(size: Size) -> str:
    """The name of the cell with a size's share."""
    return f"size_{size}"


def write(book: Book, bill: Estimate, parts: Parts, books: PriceBooks, today: dt.date) -> None:
    """The input cells, the checks of the shares, and what the workbook keeps fixed."""
    sheet = book.sheet(NAME, (34, 22, 72, 70))
    sheet.title("Assumptions", f"Change the shaded cells: every sheet follows. Rates are those of {priced_on(bill)}.")
    sheet.header(3, ("Field", "Value", "Takes", "Note"))
    fields = link.fields(books, today)
    volume, use, terms = _inputs(bill, fields)
    row = _section(sheet, 4, "Volume", volume)
    qualities = [
        Input(
            f"{tier.capitalize()} quality",
            f"share_{tier}",
            getattr(bill.scenario.quality, tier),
            "whole_percent",
            _SHARE,
        )
        for tier in TIERS
    ]
    row = _section(sheet, row, "Quality", qualities)
    row = _check(sheet, row, "Quality shares", "check_quality", qualities)
    mix = dict(bill.scenario.size)
    sizes = [Input(str(size), size_name(size), mix.get(size, 0), "whole_percent", _SHARE) for size in parts.sizes]
    row = _section(sheet, row, "Size in pixels", sizes)
    row = _check(sheet, row, "Size shares", "check_sizes", sizes)
    row = _section(sheet, row, "Each image", use)
    row = _section(sheet, row, "Terms and forecast", terms)
    _fixed(sheet, row, bill)


def priced_on(bill: Estimate) -> str:
    """The price date, or the fixed book's name."""
    return str(bill.scenario.price_date or bill.entry.file.vendor)


def _inputs(bill: Estimate, fields: dict[str, Field]) -> tuple[list[Input], list[Input], list[Input]]:
    plan = bill.scenario
    no_batch = "" if bill.card.has_batch else "No batch rates on the price date: this share pays standard rates too."
    chart = f"The chart shows the {plan.months} months this workbook was made for."
    volume = [
        Input("Images a day", "images_a_day", plan.images, "count", fields["images"]),
        Input("Days a month", "days_a_month", plan.days, "count", fields["days"]),
    ]
    use = [
        Input("Prompt tokens", "prompt_tokens", plan.prompt, "count", fields["prompt"]),
        Input("Reference images", "reference_images", plan.refs, "general", fields["refs"], "On average, a request."),
        Input("Tries an image", "tries_an_image", plan.tries, "general", fields["tries"],
              "Images generated for one that is used."),
        Input("Reuse", "reuse_share", plan.reuse, "percent", fields["reuse"],
              "Delivered images that come from your own cache."),
        Input("Batch", "batch_share", plan.batch, "percent", fields["batch"], no_batch),
    ]  # fmt: skip
    terms = [
        Input("Discount", "discount_rate", plan.discount, "percent", fields["discount"], "Off list prices."),
        Input("Growth a month", "growth_a_month", plan.growth, "percent", fields["growth"]),
        Input("First month", "first_month", plan.start.first_day, "month", fields["start"], "The first day of it."),
        Input("Months", "number_of_months", plan.months, "count", fields["months"], chart),
        Input("Budget a month, USD", "monthly_budget", plan.budget, "money", fields["budget"], "May stay empty."),
    ]
    return volume, use, terms


def _section(sheet: Sheet, row: int, title: str, inputs: list[Input]) -> int:
    """A heading and its input cells; returns the row after them."""
    for column in range(4):
        sheet.text(row, column, title if column == 0 else "", "section")
    for at, cell in enumerate(inputs, row + 1):
        sheet.text(at, 0, cell.label)
        _value(sheet, at, cell)
        sheet.text(at, 2, cell.field.accepts, "note")
        sheet.text(at, 3, cell.note, "note")
        sheet.cells.data_validation(at, 1, at, 1, _validation(cell))
        sheet.book.name(cell.name, sheet, at, 1)
    return row + 1 + len(inputs)


def _value(sheet: Sheet, row: int, cell: Input) -> None:
    if cell.value is None:
        sheet.cells.write_blank(row, 1, None, sheet.book.format("input", cell.number))
    elif isinstance(cell.value, dt.date):
        sheet.day(row, 1, cell.value, cell.number, "input")
    else:
        value = cell.value * Decimal("0.01") if cell.number in _PERCENTS else cell.value
        sheet.number(row, 1, value, cell.number, "input")


def _validation(cell: Input) -> dict[str, Any]:
    """The field's own limits, as a spreadsheet checks them."""
    rule = {
        "criteria": "between",
        "error_title": cell.label,
        "error_message": f"It takes {cell.field.accepts}."[:_LONGEST_MESSAGE],
    }
    match cell.field:
        case Number() as number:
            scale = PERCENT if cell.number in _PERCENTS else 1
            whole = number.places == 0 and scale == 1
            limits = {"minimum": number.low / scale, "maximum": number.high / scale}
            return {"validate": "integer" if whole else "decimal", **limits, **rule}
        case MonthField() as month:
            first, last = excel_day(month.first.first_day), excel_day(month.last.first_day)
            return {"validate": "integer", "minimum": first, "maximum": last, **rule}
    raise TypeError(f"{cell.name}: no validation for {type(cell.field).__name__}")


def _check(sheet: Sheet, row: int, label: str, name: str, inputs: list[Input]) -> int:
    """Whether some shares add up to 100%; returns the row after it and an empty one."""
    total = "+".join(cell.name for cell in inputs)
    formula = f'=IF(ROUND({total},6)=1,"{_FULL}","Adds up to "&ROUND(100*({total}),2)&"%, not 100%")'
    sheet.text(row, 0, f"{label} add up to 100%?")
    sheet.formula(row, 1, formula, _FULL, style="left")
    warn_unless_full(sheet, row)
    sheet.book.name(name, sheet, row, 1)
    return row + 1


def warn_unless_full(sheet: Sheet, row: int) -> None:
    """Show a check in red as long as it does not say OK."""
    red = sheet.book.file.add_format({"bold": True, "font_color": "#B3261E"})
    sheet.cells.conditional_format(
        row, 1, row, 1, {"type": "cell", "criteria": "!=", "value": f'"{_FULL}"', "format": red}
    )


def _fixed(sheet: Sheet, row: int, bill: Estimate) -> None:
    plan, model = bill.scenario, bill.entry.model
    for column in range(4):
        sheet.text(row, column, "Fixed in this workbook" if column == 0 else "", "section")
    facts = [
        ("Model", model.name, model.note),
        ("Prices of", priced_on(bill), "A rate can be changed on the sheet Lines."),
        ("Size of a reference image", str(plan.refsize), "Decides the tokens a reference on the sheet Lines."),
        ("Input fidelity", plan.fidelity, ""),
    ]
    for at, (label, value, note) in enumerate(facts, row + 1):
        sheet.text(at, 0, label)
        sheet.text(at, 1, value, "left")
        sheet.text(at, 3, note, "note")
    at = row + 1 + len(facts)
    sheet.text(at, 0, "First day without the model")
    if bill.ends is None:
        sheet.text(at, 1, "not known", "left")
    else:
        sheet.day(at, 1, bill.ends, style="left")
    sheet.text(at, 3, "Months that begin on it or later are not sold.", "note")
    sheet.book.name("model_ends", sheet, at, 1)
