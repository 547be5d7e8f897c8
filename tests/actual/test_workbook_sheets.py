"""Sheets of a workbook: which are read, which are read together, and which are named as left out."""

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.recognise import read
from pricing.wording.messages import words
from tests.actual import samples
from tests.making import TODAY, usd

HEADER = ["Date", "Model", "Cost"]
SEPTEMBER = [["2026-09-01", "m", 10.25], ["2026-09-30", "m", 5], ["Total", "", 15.25]]
OCTOBER = [["2026-10-01", "m", 10.25], ["2026-10-31", "n", 10.75], ["Total", "", 21]]


def test_sheets_of_a_month_each_are_read_together() -> None:
    data = samples.workbook([HEADER, *SEPTEMBER], [["Bill of October"], [], HEADER, *OCTOBER], [["Notes"]], [HEADER])
    bill = read("bill.xlsx", data, TODAY)
    assert bill.totals == {"USD": usd("36.25")}
    assert (bill.first, bill.last) == (dt.date(2026, 9, 1), dt.date(2026, 10, 31))
    assert [(leftover.why, leftover.cost) for leftover in bill.leftovers] == [("total", usd("36.25"))]
    notes = " ".join(map(words, bill.notes))
    assert "read together: Sheet1, Sheet2." in notes
    assert "Sheet4" not in notes, "nothing stands in it"


def test_a_row_of_a_joined_sheet_is_named_by_its_number_there() -> None:
    data = samples.workbook([HEADER, *SEPTEMBER], [["Bill of October"], [], HEADER, *OCTOBER, ["2026-10-32", "m", 3]])
    (leftover,) = [left for left in read("bill.xlsx", data, TODAY).leftovers if left.why == "unreadable"]
    assert leftover.problem is not None
    assert "6" in words(leftover.problem)


@pytest.mark.parametrize(
    ("header", "rows", "title"),
    [
        (HEADER, SEPTEMBER, "Copy"),
        (HEADER, [["2026-09-01", "all", 15.25], ["2026-10-01", "all", 21]], "Months"),
        (HEADER, [["Sep 2026", "all", 15.25]], "Summary"),
        (HEADER, [["Oct 2026", "all", 15.25]], "Total"),
        (HEADER, [["09/10/2026", "m", 20]], "Days of an unknown order"),
        (HEADER, [["2026-09-15", "another vendor", 20]], "Days between"),
        (["Date", "Cost", "Model"], [["2026-10-01", 20, "m"]], "October"),
        (HEADER, [["", "m", 20]], "Without days"),
    ],
)
def test_a_sheet_that_may_count_the_same_again_is_not_added(
    header: list[str], rows: list[list[Any]], title: str
) -> None:
    book, made = load_workbook(io.BytesIO(samples.workbook([HEADER, *SEPTEMBER], [header, *rows]))), io.BytesIO()
    book["Sheet2"].title = title
    book.save(made)
    bill = read("bill.xlsx", made.getvalue(), TODAY)
    assert bill.totals == {"USD": usd("15.25")}
    assert f"only the sheet “Sheet1” was read. Save others as files of their own to add them: {title}." in " ".join(
        map(words, bill.notes)
    )


def test_the_sheet_with_a_table_is_read_and_further_ones_are_named() -> None:
    header, row = ["Date", "Cost", "Model"], ["2026-10-01", 52.68, "m"]
    workbook = samples.workbook([["Bill of October"]], [header, row, row], [header, row])
    bill = read("file", workbook, TODAY, FileAnswers(span="day"))
    assert bill.totals == {"USD": usd("105.36")}
    assert any("Sheet3" in words(note) for note in bill.notes)
    book, made = load_workbook(io.BytesIO(workbook)), io.BytesIO()
    book["Sheet2"].sheet_state = "hidden"
    book.save(made)
    shown = read("file", made.getvalue(), TODAY, FileAnswers(span="day"))
    assert shown.totals == {"USD": usd("52.68")}, "a hidden sheet comes after those that are shown"
