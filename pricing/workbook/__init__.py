"""A plan as an Excel workbook that goes on calculating: change an input cell and the bill follows.

The rates stand in the workbook as numbers, everything else is a formula. Every formula is stored with the
engine's own figure, so that a viewer that does not calculate shows the same.
"""

import datetime as dt
import io

import xlsxwriter

from pricing.estimate import Estimate
from pricing.forecast import forecast
from pricing.prices import PriceBooks
from pricing.workbook import assumptions, lines, months, sources, summary
from pricing.workbook.parts import parts
from pricing.workbook.sheet import Book

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(bill: Estimate, books: PriceBooks, today: dt.date) -> bytes:
    """The .xlsx file of an estimate; the same bytes for the same plan, prices and day."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_properties({
        "title": f"Image costs: {bill.entry.model.name}",
        "created": dt.datetime.combine(today, dt.time(), dt.UTC).replace(tzinfo=None),
    })  # fmt: skip
    book, plan, forecast_months = Book(file), parts(bill, books), forecast(bill)
    first = book.sheet("Summary", summary.WIDTHS)
    assumptions.write(book, bill, plan, books, today)
    why = lines.write(book, bill, plan)
    months.write(book, bill, forecast_months, books, today)
    sources.write(book, bill, plan)
    summary.write(first, bill, forecast_months, books, today, why)
    file.close()
    return out.getvalue()
