"""The sheet of the bill's lines, computed from the input cells and the rates; below them the parts without a price."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import partial

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.bill.quantities import reference
from pricing.export.workbook import messages
from pricing.export.workbook.billable import Billable, Gap, Needs, gap_share, included
from pricing.export.workbook.formula_table import LEAD, Billed, Column, FormulaTable
from pricing.export.workbook.inputs_sheet import counted_rate, priced_on, size_name, usd_of
from pricing.export.workbook.sheet_writer import GREY, NO_IMAGES, UNPRICED, YES_NO, Book, Value
from pricing.prices.messages import UNITS, quantity_unit, read_when
from pricing.prices.schema import Processing
from pricing.scenario import in_words
from pricing.scenario.labels.messages import PROCESSINGS
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, total
from pricing.wording.figures import USD
from pricing.wording.messages import words

_TOTAL = 2
"""Row of the first total, from 0; the headings come after the last one."""
_GENERATIONS, _PAID_PART = "(1-{reuse_share})*{tries_an_image}", "(1-{discount_rate})"
"""Formulas of `Workload.generations_per_image` and `Workload.paid_part`."""
_Text = partial(Column, style="cell")
_COLUMNS: Mapping[str, Column] = {
    "component": _Text(messages.COMPONENT, 14),
    "tier": _Text(messages.TIER, 9),
    "size": _Text(messages.SIZE, 11),
    "processing": _Text(messages.PROCESSING, 11),
    "share": Column(messages.SHARE_OF_GENERATIONS, 12, "percent"),
    "generations": Column(messages.GENERATIONS_A_DAY, 13, "amount", f"={{images_a_day}}*{_GENERATIONS}*{{share}}"),
    "units_each": Column(messages.UNITS_EACH, 10),
    "units": Column(messages.UNITS_A_GENERATION, 12, "amount"),
    "quantity": Column(messages.QUANTITY_A_DAY, 16, "amount", "={generations}*{units}"),
    "unit": _Text(messages.UNIT, 18),
    "rate": Column(messages.RATE, 11, "rate"),
    "rate_unit": _Text(messages.RATE_UNIT, 19),
    "per": Column(messages.UNITS_THE_RATE_PAYS, 12, "count"),
    "credit": Column(messages.PRICE_OF_A_CREDIT, 9, "rate"),
    "usd": Column(messages.COST_A_UNIT, 14, "small_rate"),
    "image": Column(
        messages.COST_AN_IMAGE, 14, "small_money", f"={_GENERATIONS}*{{share}}*{{units}}*{{usd}}*{_PAID_PART}"
    ),
    "day": Column(messages.COST_A_DAY, 14, "money", f"={{quantity}}*{{usd}}*{_PAID_PART}"),
    "source": _Text(messages.SOURCE, 40),
    "read": _Text(messages.READ_ON, 12, "day"),
    "how_read": _Text(messages.HOW_IT_WAS_READ, 44),
}
_GAP_COLUMNS: Mapping[str, Column] = {
    "needs": _Text(messages.NOT_PRICED_HEAD, 0),
    "tier": _Text(messages.TIER, 0),
    "size": _Text(messages.SIZE, 0),
    "answer": _Text(messages.IN_THE_PLAN, 0, YES_NO, "=IF({share}>0,1,0)"),
    "share": Column(messages.SHARE_OF_GENERATIONS, 0, "percent"),
    "why": _Text(messages.WHY, 0),
}
_UNITS: Mapping[Needs, str] = {
    "": "={units_each}",
    "prompt": "={prompt_tokens}",
    "refs": "={reference_images}*{units_each}",
    "thinking": "={thinking_tokens}",
    "partials": "={partial_images}*{units_each}",
}
_NEEDED: Mapping[Needs, str] = {
    "prompt": "text_input",
    "refs": "image_input",
    "thinking": "text_output",
    "partials": "partial_images",
}
"""What a gap needs -> the component that has no price there."""
_PER_TOKEN: tuple[Needs, ...] = ("prompt", "thinking")
_TOTALS = {"image": "cost_an_image", "day": "cost_a_day"}
"""Column -> the name of its total of the scenario; that of a workload's lines has `vendor_` before it."""
_OWN = {"image": "=own_an_image", "day": "=images_a_day*own_an_image+own_a_month/days_a_month"}
"""The team's own costs; those of a month are not in the cost of an image."""


def titled(estimate: Estimate) -> str:
    """The subject of a workbook: the number of workloads, or the name of the only one, if it has one, and its model."""
    if estimate.scenario.several:
        return words(messages.several_workloads(len(estimate.bills)))
    [bill] = estimate.bills
    return ", ".join(filter(None, (bill.workload.name, bill.entry.model.name)))


def exchange(currency: str, bill: Bill, scenario: Scenario) -> str:
    """The end of a formula of a rate, which converts it to the plan's currency by the cells of the exchange rates."""
    counted = bill.card.exchange.currency
    if currency == counted:
        return ""
    usd = "" if currency == USD else f"*{usd_of(currency)}"
    return usd if counted == USD else f"{usd}*{counted_rate(scenario)}"


def price_level(estimate: Estimate) -> str:
    """The end of a formula of a price, which applies the range of the vendors' prices, if there is one."""
    return "" if estimate.scenario.pricerange is None else "*(1+price_change)"


def cost_an_image(estimate: Estimate) -> Decimal | str | None:
    """The cost of an image; `NO_IMAGES` if several workloads deliver none, None if something has no price."""
    return NO_IMAGES if estimate.per_image is None and estimate.per_day is not None else estimate.per_image


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed]) -> None:
    """Write the sheet: the totals of each workload, the lines, then the parts without a price."""
    table = FormulaTable((book, messages.LINES), {**LEAD, **_COLUMNS} if estimate.scenario.several else _COLUMNS)
    table.sheet.title(messages.lines_title(titled(estimate)), messages.rates_of(priced_on(estimate)))
    header = _TOTAL + len(workloads) + 2
    table.header(header, fixed_columns=1 + table.positions["component"])
    first = end = header + 1
    for workload in workloads:
        for line in workload.parts.rows:
            _line(table, end, line, workload, estimate)
            end += 1
    if end > first:
        table.sheet.cells.autofilter(header, 0, end - 1, len(table.positions) - 1)
        table.mark(first, end - 1, f"=${table.cell('image', first)}=0", GREY)
    if not any(row.credit for workload in workloads for row in workload.parts.rows):
        table.hide("credit")
    gaps = FormulaTable(table.sheet, {**LEAD, **_GAP_COLUMNS} if estimate.scenario.several else _GAP_COLUMNS)
    gap_row = end + 2
    if any(workload.parts.gaps for workload in workloads):
        gaps.headings(gap_row)
    for row, workload in enumerate(workloads, _TOTAL):
        first_gap = gap_row + 1
        for gap in workload.parts.gaps:
            gap_row += 1
            _gap(gaps, gap_row, gap, workload)
        _vendor_totals(table, row, workload, (first, end - 1), gaps, (first_gap, gap_row))
    own = estimate.scenario.own_image, total(line.cost_per_day for line in estimate.own)
    table.total(
        header - 2,
        {"component": words(messages.TEAM)},
        dict(zip(_OWN, zip(_OWN.values(), own, strict=True), strict=True)),
    )
    table.define("own_cost_a_day", "day", header - 2)
    _scenario_totals(table, header - 1, estimate)


def _line(table: FormulaTable, place: int, row: Billable, workload: Billed, estimate: Estimate) -> None:
    """Write a line of a workload; `place` is the row of the sheet."""
    line, source = row.line, row.line.source
    values: dict[str, Value] = {
        "component": in_words.component(line.component),
        "tier": in_words.tier(line.tier),
        "size": str(line.size),
        "processing": words(PROCESSINGS[line.processing]),
        "unit": words(quantity_unit(line.unit)),
        "rate_unit": words(UNITS[line.price.unit]),
        "how_read": words(line.how_read),
        "units_each": None if row.needs in _PER_TOKEN else row.units_each,
        "rate": line.price.amount,
        "per": row.units_per_rate,
        "credit": row.credit,
        "read": source.read or words(read_when(source)),
    }
    exchanged = exchange(row.currency, workload.bill, estimate.scenario)
    per_unit = f"={{rate}}{'' if row.credit is None else '*{credit}'}/{{per}}{exchanged}"
    formulas = {
        "share": f"={{share_{line.tier}}}*{{{size_name(line.size)}}}{_sent(line.processing, workload)}",
        "units": f"=MAX(0,{{reference_images}}*{{units_each}}-{row.included})" if row.included else _UNITS[row.needs],
        "usd": f"{per_unit}{price_level(estimate)}",
    }
    table.write(place, workload.lead | values | _figures(row, workload.bill), workload, formulas)
    table.sheet.source(place, table.positions["source"], source, source.title)


def _figures(row: Billable, bill: Bill) -> dict[str, Value]:
    """The results of a line's formulas, from the engine."""
    workload = bill.workload
    with localcontext(EXACT):
        generations = workload.generations_per_image * row.share
        rate = row.line.price.amount * (1 if row.credit is None else row.credit)
        usd = rate / row.units_per_rate * row.exchanged
        image = generations * row.units * usd * workload.paid_part
        return {
            "share": row.share,
            "generations": generations * workload.images,
            "units": row.units,
            "quantity": generations * workload.images * row.units,
            "usd": usd,
            "image": image,
            "day": image * workload.images,
        }


def _vendor_totals(
    table: FormulaTable,
    row: int,
    workload: Billed,
    lines: tuple[int, int],
    gap_table: FormulaTable,
    gaps: tuple[int, int],
) -> None:
    """Write the totals of a workload, named for the other sheets, and the reason if they have no price."""
    bill, formulas = workload.bill, {}
    for key in _TOTALS:
        added = table.down(key, *lines)
        if workload.number is None:
            total = f"SUM({added})"
        else:
            total = f"SUMIF({table.down('place', *lines)},{workload.number},{added})"
        formulas[key] = total if workload.parts.rows else f'"{UNPRICED}"'
    shares, answers, whys = (gap_table.down(key, *gaps) for key in ("share", "answer", "why"))
    if workload.parts.gaps:
        formulas = {key: f'IF(SUM({shares})>0,"{UNPRICED}",{total})' for key, total in formulas.items()}
    figures = {"image": (f"={formulas['image']}", bill.per_image), "day": (f"={formulas['day']}", bill.per_day)}
    table.total(row, {**workload.lead, "component": words(messages.VENDOR)}, figures)
    for key, name in _TOTALS.items():
        table.define(workload.cell(f"vendor_{name}"), key, row)
    if workload.parts.gaps:
        why = workload.parts.gaps[0].reason if bill.unpriced else ""
        formula = f'=IFERROR(INDEX({whys},MATCH(1,{answers},0)),"")'
        table.formula(row, "source", formula, why, style="total_text")
        table.define(workload.cell("why_not_priced"), "source", row)


def _scenario_totals(table: FormulaTable, row: int, estimate: Estimate) -> None:
    """Write the totals of the scenario, below those of the workloads and of the team's own costs."""
    vendors = table.down("day", _TOTAL, row - 2)
    day = f'=IF(COUNT({vendors})={len(estimate.bills)},SUM({vendors})+own_cost_a_day,"{UNPRICED}")'
    none = f'"{NO_IMAGES}"' if estimate.scenario.several else "vendor_cost_an_image+own_an_image"
    image = f'=IF(ISNUMBER(cost_a_day),IF(images_a_day>0,cost_a_day/images_a_day,{none}),"{UNPRICED}")'
    figures = {"image": (image, cost_an_image(estimate)), "day": (day, estimate.per_day)}
    table.total(row, {"name": words(messages.ALL_WORKLOADS), "component": words(messages.TOTAL)}, figures)
    for key, name in _TOTALS.items():
        table.define(name, key, row)
    table.define("vendor_costs_a_day", "day", _TOTAL, row - 2)


def _gap(table: FormulaTable, row: int, gap: Gap, workload: Billed) -> None:
    share = gap_share(gap, workload.bill)
    sizes = dict.fromkeys(size for size, _ in gap.places)
    values: dict[str, Value] = {
        "needs": in_words.component(_NEEDED[gap.needs]) if gap.needs else words(messages.EVERYTHING),
        "tier": in_words.tier(gap.tier),
        "size": words(messages.ANY_SIZE) if len(sizes) == len(workload.parts.sizes) else ", ".join(map(str, sizes)),
        "answer": int(share > 0),
        "share": share,
        "why": gap.reason,
    }
    table.write(row, workload.lead | values, workload, {"share": _gap_formula(gap, workload)})


def _gap_formula(gap: Gap, workload: Billed) -> str:
    """A formula: the share of the generations that has no price."""
    parts = []
    for processing in dict.fromkeys(processing for _, processing in gap.places):
        sizes = "+".join(f"{{{size_name(size)}}}" for size, sent_as in gap.places if sent_as == processing)
        parts.append(f"({sizes}){_sent(processing, workload)}")
    plan, rule, free = workload.bill.workload, workload.bill.entry.input_rule, included(workload.bill)
    taken = 1 if rule is None else reference(rule, plan.refsize, plan.fidelity == "high")
    refs = f"*({{reference_images}}*{taken}>{free})" if free else "*({reference_images}>0)"
    needed = {
        "": "",
        "prompt": "*({prompt_tokens}>0)",
        "refs": refs,
        "thinking": "*({thinking_tokens}>0)",
        "partials": "*({partial_images}>0)",
    }[gap.needs]
    return f"={{share_{gap.tier}}}*({'+'.join(parts)}){needed}"


def _sent(processing: Processing, workload: Billed) -> str:
    """The end of a formula, which takes the share of the generations with one processing."""
    if not workload.bill.card.has_batch:
        return ""
    return "*{batch_share}" if processing == "batch" else "*(1-{batch_share})"
