"""The sheet of the bill's lines, computed from the input cells and the rates."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.export.workbook import gaps
from pricing.export.workbook.assumptions import ALL, priced_on
from pricing.export.workbook.inputs import size_name
from pricing.export.workbook.parts import Needs, Row
from pricing.export.workbook.sheet import NO_IMAGES, NOT_PRICED, Book, Figure, Sheet
from pricing.export.workbook.table import LEAD, Billed, Column, Table
from pricing.values.exact import EXACT, PERCENT

NAME = "Lines"
_TOTAL = 2
"""Row of the first total, from 0; the headings come after the last one."""
COLUMNS: Mapping[str, Column] = {
    "component": Column("Component", 14),
    "tier": Column("Tier", 9),
    "size": Column("Size", 11),
    "processing": Column("Processing", 11),
    "share": Column("Share of generations", 12, "percent"),
    "generations": Column(
        "Generations a day", 13, "amount", "={images_a_day}*(1-{reuse_share})*{tries_an_image}*{share}"
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
        "Cost an image",
        14,
        "small_money",
        "=(1-{reuse_share})*{tries_an_image}*{share}*{units}*{usd}*(1-{discount_rate})",
    ),
    "day": Column("Cost a day", 14, "money", "={quantity}*{usd}*(1-{discount_rate})"),
    "source": Column("Source", 40),
    "read": Column("Read on", 12, "day"),
    "confidence": Column("Confidence", 12),
}
_NUMBERS = ("share", "generations", "each", "units", "quantity", "rate", "per", "credit", "usd", "image", "day")
_UNITS: Mapping[Needs, str] = {"": "={each}", "prompt": "={prompt_tokens}", "refs": "={reference_images}*{each}"}
_TOTALS = {"image": "cost_an_image", "day": "cost_a_day"}
"""The columns that have a total, and its name: as it is of the scenario, after `vendor_` of a workload's lines."""
_OWN = {"image": "=own_an_image", "day": "=images_a_day*own_an_image+own_a_month/days_a_month"}
"""What the team pays itself, but for what it pays a month no matter how many images there are."""


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed]) -> None:
    """The totals of each workload, its lines, then what has no price."""
    table = Table({**LEAD, **COLUMNS} if estimate.scenario.several else COLUMNS)
    sheet = book.sheet(NAME, table.widths)
    sheet.title(
        f"Lines: {titled(estimate)}", f"Rates of {priced_on(estimate)}. Grey: sold, without a part in the plan."
    )
    header = _TOTAL + len(workloads) + 2
    sheet.header(header, table.headings, table.places(_NUMBERS), fixed_columns=1 + table.at["component"])
    first = at = header + 1
    for each in workloads:
        for row in each.parts.rows:
            _line(sheet, table, at, row, each, price_level(estimate))
            at += 1
    if at > first:
        sheet.cells.autofilter(header, 0, at - 1, len(table.at) - 1)
        grey = book.file.add_format({"font_color": "#9A9A9A"})
        rule = {"type": "formula", "criteria": f"=${table.cell('image', first)}=0", "format": grey}
        sheet.cells.conditional_format(first, 0, at - 1, len(table.at) - 1, rule)
    if not any(row.credit for each in workloads for row in each.parts.rows):
        sheet.cells.set_column(table.at["credit"], table.at["credit"], None, None, {"hidden": True})
    unpriced = gaps.write(sheet, at + 2, workloads)
    for place, (each, gap_rows) in enumerate(zip(workloads, unpriced, strict=True), _TOTAL):
        _totals(sheet, table, place, each, (first, at - 1), gap_rows)
    _own(sheet, table, header - 2, estimate)
    _all(sheet, table, header - 1, estimate)


def titled(estimate: Estimate) -> str:
    """What a workbook is about: how many workloads, or the name of one, if it has any, and its model."""
    if estimate.scenario.several:
        return f"{len(estimate.bills)} workloads"
    [bill] = estimate.bills
    return ", ".join(filter(None, (bill.workload.name, bill.entry.model.name)))


def price_level(estimate: Estimate) -> str:
    """The end of a formula of a price: a range of the vendors' prices moves it."""
    return "" if estimate.scenario.pricerange is None else "*(1+price_change)"


def cost_an_image(estimate: Estimate) -> Figure | str:
    """What an image costs; in words where several workloads deliver none."""
    return NO_IMAGES if estimate.per_image is None and estimate.per_day is not None else estimate.per_image


def _line(sheet: Sheet, table: Table, at: int, row: Row, each: Billed, level: str) -> None:
    """A row; `level` is what its rate is multiplied by where the vendors' prices have a range."""
    line, source = row.line, row.line.source
    table.lead(sheet, at, each, "cell")
    texts = {
        "component": line.component,
        "tier": line.tier,
        "size": str(line.size),
        "processing": line.processing,
        "unit": line.unit,
        "rate_unit": line.price.unit,
        "confidence": line.confidence,
    }
    for key, text in texts.items():
        sheet.text(at, table.at[key], text, "cell")
    numbers: dict[str, Decimal | None] = {
        "each": None if row.needs == "prompt" else row.each,
        "rate": line.price.amount,
        "per": row.units_per_rate,
        "credit": row.credit,
    }
    for key, value in numbers.items():
        if value is not None:
            sheet.number(at, table.at[key], value, COLUMNS[key].number)
    formulas = {
        "share": f"={{share_{line.tier}}}*{{{size_name(line.size)}}}{gaps.sent(line.processing, each)}",
        "units": f"=MAX(0,{{reference_images}}*{{each}}-{row.included})" if row.included else _UNITS[row.needs],
        "usd": f"={{rate}}{'' if row.credit is None else '*{credit}'}/{{per}}{level}",
    }
    for key, figure in _figures(row, each.bill).items():
        table.formula(sheet, at, key, figure, each, formulas.get(key))
    sheet.source(at, table.at["source"], source, source.title)
    sheet.read_on(at, table.at["read"], source)


def _figures(row: Row, bill: Bill) -> dict[str, Decimal]:
    """What the formulas of a line give for the workload."""
    workload = bill.workload
    hundredth = Decimal("0.01")
    with localcontext(EXACT):
        each = (PERCENT - workload.reuse) * hundredth * workload.tries * row.share
        usd = row.line.price.amount * (1 if row.credit is None else row.credit) / row.units_per_rate
        image = each * row.units * usd * (PERCENT - workload.discount) * hundredth
        return {
            "share": row.share,
            "generations": each * workload.images,
            "units": row.units,
            "quantity": each * workload.images * row.units,
            "usd": usd,
            "image": image,
            "day": image * workload.images,
        }


def _totals(
    sheet: Sheet, table: Table, at: int, each: Billed, lines: tuple[int, int], gap_rows: gaps.Rows | None
) -> None:
    """The totals of a workload, named for the other sheets, and the reason where there is none."""
    sheet.band(at, "total_text", {table.at["component"]: "Vendor"})
    table.lead(sheet, at, each, "total_text")
    figures: dict[str, Figure] = {"image": each.bill.per_image, "day": each.bill.per_day}
    for key, name in _TOTALS.items():
        added = table.down(key, *lines)
        total = (
            f"SUM({added})" if each.number is None else f"SUMIF({table.down('place', *lines)},{each.number},{added})"
        )
        total = total if each.parts.rows else f'"{NOT_PRICED}"'
        formula = f'=IF({gap_rows.any},"{NOT_PRICED}",{total})' if gap_rows else f"={total}"
        sheet.formula(at, table.at[key], formula, figures[key], COLUMNS[key].number, "total")
        sheet.book.name(each.cell(f"vendor_{name}"), sheet, at, table.at[key])
    if gap_rows:
        why = each.parts.gaps[0].reason if each.bill.unpriced else ""
        sheet.formula(at, table.at["source"], f'=IFERROR({gap_rows.first_reason},"")', why, style="total_text")
        sheet.book.name(each.cell("why_not_priced"), sheet, at, table.at["source"])


def _own(sheet: Sheet, table: Table, at: int, estimate: Estimate) -> None:
    """What the team pays itself, below the total of each workload."""
    sheet.band(at, "total_text", {table.at["component"]: "Team"})
    own = estimate.scenario.own_image, sum((line.cost_per_day for line in estimate.own), Decimal(0))
    for (key, formula), figure in zip(_OWN.items(), own, strict=True):
        sheet.formula(at, table.at[key], formula, figure, COLUMNS[key].number, "total")
    sheet.book.name("own_cost_a_day", sheet, at, table.at["day"])


def _all(sheet: Sheet, table: Table, at: int, estimate: Estimate) -> None:
    """What the scenario costs, below what each workload does and what the team pays itself."""
    name = {table.at["name"]: ALL} if estimate.scenario.several else {}
    sheet.band(at, "total_text", name | {table.at["component"]: "Total"})
    each = table.down("day", _TOTAL, at - 2)
    priced = f"COUNT({each})={len(estimate.bills)}"
    day = f'=IF({priced},SUM({each})+own_cost_a_day,"{NOT_PRICED}")'
    none = f'"{NO_IMAGES}"' if estimate.scenario.several else "vendor_cost_an_image+own_an_image"
    image = f'=IF(ISNUMBER(cost_a_day),IF(images_a_day>0,cost_a_day/images_a_day,{none}),"{NOT_PRICED}")'
    figures: dict[str, tuple[str, Figure | str]] = {
        "image": (image, cost_an_image(estimate)),
        "day": (day, estimate.per_day),
    }
    for key, (formula, figure) in figures.items():
        sheet.formula(at, table.at[key], formula, figure, COLUMNS[key].number, "total")
        sheet.book.name(_TOTALS[key], sheet, at, table.at[key])
    sheet.book.name("vendor_costs_a_day", sheet, _TOTAL, table.at["day"], at - 2)
