"""The sheet of the bill's lines, computed from the input cells and the rates."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from pricing.estimate import Estimate
from pricing.exact import EXACT
from pricing.quantities import reference
from pricing.scenario import PERCENT
from pricing.workbook.assumptions import priced_on, size_name
from pricing.workbook.parts import Gap, Needs, Parts, Row, gap_share, included
from pricing.workbook.sheet import NOT_PRICED, Book, Figure, Sheet, absolute

NAME = "Lines"
_TOTAL, _HEADER, _FIRST = 2, 3, 4
"""Rows of the total, of the headings and of the first line, from 0."""
_WHAT: Mapping[Needs, str] = {"": "everything", "prompt": "text_input", "refs": "image_input"}


class Column(NamedTuple):
    """One column of the table."""

    heading: str
    width: float
    number: str = "general"
    formula: str = ""
    """With the keys of other columns in braces."""


COLUMNS: Mapping[str, Column] = {
    "component": Column("Component", 14),
    "tier": Column("Tier", 9),
    "size": Column("Size", 11),
    "processing": Column("Processing", 11),
    "share": Column("Share of generations", 12, "percent"),
    "generations": Column(
        "Generations a day", 13, "amount", "=images_a_day*(1-reuse_share)*tries_an_image*{share}"
    ),
    "each": Column("Units each", 10),
    "units": Column("Units a generation", 12, "amount"),
    "quantity": Column("Quantity a day", 16, "amount", "={generations}*{units}"),
    "unit": Column("Unit", 18),
    "rate": Column("Rate", 11, "rate"),
    "rate_unit": Column("Rate unit", 19),
    "per": Column("Units the rate pays", 12, "count"),
    "credit": Column("USD a credit", 9, "rate"),
    "usd": Column("USD a unit", 14, "small_rate"),
    "image": Column(
        "Cost an image", 14, "small_money",
        "=(1-reuse_share)*tries_an_image*{share}*{units}*{usd}*(1-discount_rate)",
    ),
    "day": Column("Cost a day", 14, "money", "={quantity}*{usd}*(1-discount_rate)"),
    "source": Column("Source", 40),
    "read": Column("Read on", 12, "day"),
    "confidence": Column("Confidence", 12),
}  # fmt: skip
_NUMBERS = ("share", "generations", "each", "units", "quantity", "rate", "per", "credit", "usd", "image", "day")
_AT = {key: place for place, key in enumerate(COLUMNS)}
_UNITS: Mapping[Needs, str] = {"": "={each}", "prompt": "=prompt_tokens", "refs": "=reference_images*{each}"}


def write(book: Book, bill: Estimate, parts: Parts) -> bool:
    """The lines, then what has no price; returns whether there can be something without a price."""
    sheet = book.sheet(NAME, [column.width for column in COLUMNS.values()])
    sheet.title(
        f"Lines: {bill.entry.model.name}", f"Rates of {priced_on(bill)}. Grey: sold, without a part in the plan."
    )
    numbers = [_AT[key] for key in _NUMBERS]
    sheet.header(_HEADER, [column.heading for column in COLUMNS.values()], numbers, fixed_columns=1)
    for at, row in enumerate(parts.rows, _FIRST):
        _line(sheet, at, row, bill)
    last = _FIRST + len(parts.rows) - 1
    if parts.rows:
        sheet.cells.autofilter(_HEADER, 0, last, len(COLUMNS) - 1)
        grey = book.file.add_format({"font_color": "#9A9A9A"})
        rule = f"=${xl_col_to_name(_AT['image'])}{_FIRST + 1}=0"
        sheet.cells.conditional_format(
            _FIRST, 0, last, len(COLUMNS) - 1, {"type": "formula", "criteria": rule, "format": grey}
        )
    if not any(row.credit for row in parts.rows):
        sheet.cells.set_column(_AT["credit"], _AT["credit"], None, None, {"hidden": True})
    _gaps(sheet, last + 3, bill, parts)
    _totals(sheet, bill, parts, last)
    return bool(parts.gaps)


def _line(sheet: Sheet, at: int, row: Row, bill: Estimate) -> None:
    line, source = row.line, bill.source(row.line.price)
    cells = {key: f"{xl_col_to_name(place)}{at + 1}" for key, place in _AT.items()}
    texts = {
        "component": line.component, "tier": line.tier, "size": str(line.size), "processing": line.processing,
        "unit": line.unit, "rate_unit": line.price.unit, "confidence": line.confidence,
    }  # fmt: skip
    for key, text in texts.items():
        sheet.text(at, _AT[key], text, "cell")
    numbers: dict[str, Decimal | None] = {
        "each": None if row.needs == "prompt" else row.each,
        "rate": line.price.amount,
        "per": row.units_per_rate,
        "credit": row.credit,
    }
    for key, value in numbers.items():
        if value is not None:
            sheet.number(at, _AT[key], value, COLUMNS[key].number)
    formulas = {
        "share": _share(row, bill.card.has_batch),
        "units": f"=MAX(0,reference_images*{{each}}-{row.included})" if row.included else _UNITS[row.needs],
        "usd": "={rate}/{per}" if row.credit is None else "={rate}*{credit}/{per}",
    }
    figures = _figures(row, bill)
    for key, figure in figures.items():
        formula = (formulas.get(key) or COLUMNS[key].formula).format_map(cells)
        sheet.formula(at, _AT[key], formula, figure, COLUMNS[key].number)
    sheet.source(at, _AT["source"], source, source.title)
    sheet.read_on(at, _AT["read"], source)


def _figures(row: Row, bill: Estimate) -> dict[str, Decimal]:
    """What the formulas of a line give for the plan."""
    plan = bill.scenario
    hundredth = Decimal("0.01")
    with localcontext(EXACT):
        each = (PERCENT - plan.reuse) * hundredth * plan.tries * row.share
        usd = row.line.price.amount * (1 if row.credit is None else row.credit) / row.units_per_rate
        image = each * row.units * usd * (PERCENT - plan.discount) * hundredth
        return {
            "share": row.share,
            "generations": each * plan.images,
            "units": row.units,
            "quantity": each * plan.images * row.units,
            "usd": usd,
            "image": image,
            "day": image * plan.images,
        }


def _share(row: Row, has_batch: bool) -> str:
    line = row.line
    return f"=share_{line.tier}*{size_name(line.size)}" + _sent(line.processing, has_batch)


def _sent(processing: str, has_batch: bool) -> str:
    if not has_batch:
        return ""
    return "*batch_share" if processing == "batch" else "*(1-batch_share)"


def _gaps(sheet: Sheet, at: int, bill: Estimate, parts: Parts) -> None:
    """A table of what has no price, and whether the plan has a part in it."""
    if not parts.gaps:
        return
    for column, heading in enumerate((NOT_PRICED.capitalize(), "Tier", "Size", "In the plan", "Share", "Why")):
        sheet.text(at, column, heading, "header")
    for row, gap in enumerate(parts.gaps, at + 1):
        share = gap_share(gap, bill)
        sizes = dict.fromkeys(size for size, _ in gap.where)
        shown = "any" if len(sizes) == len(parts.sizes) else ", ".join(map(str, sizes))
        for column, text in {0: _WHAT[gap.needs], 1: gap.tier, 2: shown, 5: gap.reason}.items():
            sheet.text(row, column, text, "cell")
        sheet.formula(row, 3, f'=IF(E{row + 1}>0,"yes","no")', "yes" if share else "no", style="cell")
        sheet.formula(row, 4, _gap_share(gap, bill), share, "percent")


def _gap_share(gap: Gap, bill: Estimate) -> str:
    sent = []
    for processing in dict.fromkeys(processing for _, processing in gap.where):
        sizes = "+".join(size_name(size) for size, where in gap.where if where == processing)
        sent.append(f"({sizes}){_sent(processing, bill.card.has_batch)}")
    rule, plan = bill.entry.input_rule, bill.scenario
    each = 1 if rule is None else reference(rule, plan.refsize, plan.fidelity == "high")
    refs = f"*(reference_images*{each}>{included(bill)})" if included(bill) else "*(reference_images>0)"
    needed = {"": "", "prompt": "*(prompt_tokens>0)", "refs": refs}[gap.needs]
    return f"=share_{gap.tier}*({'+'.join(sent)}){needed}"


def _totals(sheet: Sheet, bill: Estimate, parts: Parts, last: int) -> None:
    """The totals, named for the other sheets, and the reason where there is none."""
    for column in range(len(COLUMNS)):
        sheet.text(_TOTAL, column, "Total" if column == 0 else "", "total_text")
    totals: dict[str, tuple[str, Figure]] = {
        "image": ("cost_an_image", bill.per_image), "day": ("cost_a_day", bill.per_day),
    }  # fmt: skip
    first_gap, last_gap = last + 4, last + 3 + len(parts.gaps)
    any_gap = f"SUM({absolute(first_gap, 4)}:{absolute(last_gap, 4)})>0"
    for key, (name, figure) in totals.items():
        letter, place = xl_col_to_name(_AT[key]), _AT[key]
        total = f"SUM({letter}{_FIRST + 1}:{letter}{last + 1})" if parts.rows else f'"{NOT_PRICED}"'
        formula = f'=IF({any_gap},"{NOT_PRICED}",{total})' if parts.gaps else f"={total}"
        sheet.formula(_TOTAL, place, formula, figure, COLUMNS[key].number, "total")
        sheet.book.name(name, sheet, _TOTAL, place)
    if parts.gaps:
        whys = f"{absolute(first_gap, 5)}:{absolute(last_gap, 5)}"
        answers = f"{absolute(first_gap, 3)}:{absolute(last_gap, 3)}"
        why = parts.gaps[0].reason if bill.unpriced else ""
        sheet.formula(
            _TOTAL, _AT["source"], f'=IFERROR(INDEX({whys},MATCH("yes",{answers},0)),"")', why, style="total_text"
        )
        sheet.book.name("why_not_priced", sheet, _TOTAL, _AT["source"])
