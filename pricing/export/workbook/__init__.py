"""A scenario as an Excel workbook that goes on calculating: change an input cell and the bill follows.

The rates stand in the workbook as numbers, everything else is a formula. Every formula is stored with the
engine's own figure, so that a viewer that does not calculate shows the same.
"""

import datetime as dt
import io
from collections.abc import Iterable

import xlsxwriter

from pricing.actual.landing import landing
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast as forecast_of
from pricing.export.workbook import actual, assumptions, cases, events, forecast, lines, months, sources, summary
from pricing.export.workbook.parts import parts
from pricing.export.workbook.sheet import Book
from pricing.export.workbook.table import Billed
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.saved import ActualMonth
from pricing.scenario.fields import kinds
from pricing.scenario.kinds import Number

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(estimate: Estimate, books: PriceBooks, today: dt.date, billed: Iterable[ActualMonth] = ()) -> bytes:
    """The .xlsx file of an estimate; the same bytes for the same scenario, prices, day and what was `billed`."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_properties(
        {
            "title": f"Image costs: {lines.titled(estimate)}",
            "created": dt.datetime.combine(today, dt.time(), dt.UTC).replace(tzinfo=None),
        }
    )
    book, delivered = Book(file), forecast_of(estimate)
    workloads = [
        Billed(place if estimate.scenario.several else None, bill, parts(bill, estimate.scenario, books))
        for place, bill in enumerate(estimate.bills, 1)
    ]
    grammar = kinds(books, today)
    longest = grammar["months"]
    most = longest.high if isinstance(longest, Number) else len(delivered)
    first = book.sheet("Summary", summary.WIDTHS)
    assumptions.write(book, estimate, workloads, books, today)
    cases.write(book, estimate, workloads)
    events.write(book, estimate, workloads, books, grammar["start"])
    lines.write(book, estimate, workloads)
    if estimate.scenario.several:
        months.write(book, estimate, workloads, delivered, most)
    table = forecast.write(book, estimate, workloads, delivered, most)
    months_billed = tuple(billed)
    actual.write(book, months_billed, landing(estimate, months_billed, today))
    sources.write(book, workloads, revision_of(books))
    summary.write(first, estimate, workloads, delivered, books, today, table)
    file.close()
    return out.getvalue()
