"""The sheet of input cells: the terms, then a column for each workload; each cell named, within its field's limits."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from pricing.bill.estimate import Estimate
from pricing.export.workbook.grid import SHARED, Grid
from pricing.export.workbook.inputs import EACH_IMAGE, TERMS, VOLUME, Input, size_name
from pricing.export.workbook.sheet import Book
from pricing.export.workbook.table import Billed
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.schema import TIERS
from pricing.scenario.fields import FIELDS, kinds
from pricing.values.size import Size

NAME = "Assumptions"
ALL = "All workloads"
_HEADER = 3


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed], books: PriceBooks, today: dt.date) -> None:
    """The input cells, the checks of the shares, and what the workbook keeps fixed."""
    several = estimate.scenario.several
    headings = [ALL, *(each.bill.workload.name for each in workloads)] if several else ["Value"]
    sheet = book.sheet(NAME, (34, *[22] * len(headings), 72, 70))
    numbered = " A name in a formula ends in the number of its workload; one without is of all." if several else ""
    sheet.title(
        "Assumptions",
        f"Change the shaded cells: every sheet follows. Rates are those of {priced_on(estimate)}.{numbered}",
    )
    sheet.header(_HEADER, ("Field", *headings, "Takes", "Note"), fixed_columns=1 if several else 0)
    grid, grammar = Grid(sheet, _HEADER + 1, workloads), kinds(books, today)
    for column, each in grid.columns:
        book.name(each.cell("workload"), sheet, _HEADER, column)

    grid.section("Terms")
    for key, cell in TERMS.items():
        grid.shared(FIELDS[key].label, grammar[key], cell, attrgetter(key)(estimate.scenario))
    grid.section("Volume")
    for key, cell in VOLUME.items():
        if key == "images" and several:
            _all_images(grid, estimate, cell)
        grid.each(FIELDS[key].label, grammar[key], cell, attrgetter(f"bill.workload.{key}"), key)
    grid.section("Quality")
    for tier in TIERS:
        cell = Input(f"share_{tier}", "whole_percent")
        grid.shares(f"{tier.capitalize()} quality", cell, attrgetter(f"bill.workload.quality.{tier}"), "high")
    grid.check("Quality shares", "check_quality", len(TIERS))
    grid.section("Size in pixels")
    sizes = dict.fromkeys(size for each in workloads for size in each.parts.sizes)
    for size in sizes:
        grid.shares(str(size), Input(size_name(size), "whole_percent"), partial(_share, size=size))
    grid.check("Size shares", "check_sizes", len(sizes))
    grid.section("Each image")
    for key, cell in EACH_IMAGE.items():
        noted = cell._replace(note=_no_batch(workloads)) if key == "batch" else cell
        grid.each(FIELDS[key].label, grammar[key], noted, attrgetter(f"bill.workload.{key}"), key)
    grid.section("Fixed in this workbook")
    _fixed(grid, estimate)


def priced_on(estimate: Estimate) -> str:
    """The price date, or the fixed book's name."""
    prices = estimate.scenario.prices
    return str(prices) if isinstance(prices, ListPrices) else estimate.bills[0].entry.file.vendor


def heading(place: int) -> tuple[int, int]:
    """The cell with the name of one of several workloads; places count from 0."""
    return _HEADER, SHARED + 1 + place


def _all_images(grid: Grid, estimate: Estimate, cell: Input) -> None:
    """The images of all workloads, added up in the row that comes next."""
    total = f"={'+'.join(each.cell(cell.name) for _, each in grid.columns)}"
    grid.sheet.formula(grid.row, SHARED, total, estimate.scenario.images, cell.number, "left")
    grid.sheet.book.name(cell.name, grid.sheet, grid.row, SHARED)


def _share(each: Billed, size: Size) -> int | None:
    """A size's share of a workload; none for a size that its model does not offer."""
    return dict(each.bill.workload.size).get(size, 0) if size in each.parts.sizes else None


def _no_batch(workloads: Sequence[Billed]) -> str:
    """What is said beside the batch share of workloads whose models have no batch rates."""
    without = [each.bill.workload.name for each in workloads if not each.bill.card.has_batch]
    if not without:
        return ""
    whose = f" for {', '.join(without)}" if len(workloads) > 1 else ""
    return f"No batch rates on the price date{whose}: this share pays standard rates too."


def _fixed(grid: Grid, estimate: Estimate) -> None:
    models = {column: each.bill.entry.model for column, each in grid.columns}
    grid.facts(FIELDS["model"].label, {column: model.name for column, model in models.items()})
    for model in {model.id: model for model in models.values() if model.note}.values():
        grid.facts(f"About {model.name}", {}, model.note)
    note = "A rate can be changed on the sheet Lines."
    grid.facts("Prices of", {SHARED: priced_on(estimate)}, note)
    sizes = {column: str(each.bill.workload.refsize) for column, each in grid.columns}
    grid.facts(FIELDS["refsize"].label, sizes, "Decides the tokens a reference on the sheet Lines.")
    grid.facts(FIELDS["fidelity"].label, {column: each.bill.workload.fidelity for column, each in grid.columns})
    for column, each in grid.columns:
        grid.sheet.book.name(each.cell("model_ends"), grid.sheet, grid.row, column)
    ends = {column: each.bill.ends or "not known" for column, each in grid.columns}
    grid.facts("First day without the model", ends, "Months that begin on it or later are not sold.")
