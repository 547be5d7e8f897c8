"""A scenario as an Excel workbook with formulas: change an input cell, and the bill is computed again.

Rates are numbers, everything that depends on the inputs is a formula. Each formula is stored with the engine's own
figure as its result, so that a viewer that does not calculate shows the same.
"""

import datetime as dt
from collections.abc import Iterable

from pricing.actual.given_answers import NO_ANSWERS, GivenAnswers
from pricing.actual.landing import landing
from pricing.actual.source_months import SourceMonth
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.export.file_text import PLAIN_FILE, FileTerms
from pricing.export.workbook import (
    billed_sheet,
    events_sheet,
    forecast_sheet,
    inputs_sheet,
    lines_sheet,
    messages,
    ranges_sheet,
    sources_sheet,
    summary_sheet,
)
from pricing.export.workbook.billable import billables
from pricing.export.workbook.formula_table import Billed
from pricing.export.workbook.sheet_writer import Book, Sheet
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario.fields import kinds
from pricing.scenario.kinds import Number
from pricing.wording.messages import words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    estimate: Estimate,
    books: PriceBooks,
    today: dt.date,
    billed: Iterable[SourceMonth] = (),
    given_answers: GivenAnswers = NO_ANSWERS,
    terms: FileTerms = PLAIN_FILE,
) -> bytes:
    """The .xlsx file of an estimate; equal arguments give equal bytes.

    `billed` are the months of bills, and `given_answers` are a person's answers to the questions of those bills.
    """
    months, scenario = forecast(estimate), estimate.scenario
    title = terms.name or words(messages.file_title(lines_sheet.titled(estimate)))
    book = Book(scenario.currency, title, terms.note, today)
    workloads = [
        Billed(place if scenario.several else None, bill, billables(bill, scenario, books))
        for place, bill in enumerate(estimate.bills, 1)
    ]
    grammar = kinds(books, today)
    longest = grammar["months"]
    most = longest.high if isinstance(longest, Number) else len(months)
    summary = Sheet(book, messages.SUMMARY, summary_sheet.WIDTHS)
    inputs_sheet.write(book, estimate, workloads, books, today)
    ranges_sheet.write(book, estimate, workloads)
    events_sheet.write(book, estimate, workloads, books, grammar["start"])
    lines_sheet.write(book, estimate, workloads)
    table = forecast_sheet.write(book, estimate, workloads, months, most)
    months_billed = tuple(billed)
    billed_sheet.write(book, months_billed, landing(estimate, months_billed, today, books, given_answers))
    sources_sheet.write(book, workloads, revision_of(books))
    summary_sheet.write(summary, estimate, workloads, months, books, today, table, terms)
    return book.finished()
