"""Tables of one's own: what titles and cells say of periods, kinds of rows, states, counts and parts of a currency."""

import datetime as dt
from decimal import Decimal

import pytest

from pricing.actual.readers.cells.cell_days import Days, days, order_of
from pricing.actual.readers.cells.cell_values import CellError, number_format
from pricing.actual.readers.recognise import FileAnswers, read
from pricing.actual.readers.usage_records import BillFile
from pricing.wording.messages import words
from tests.actual import samples
from tests.making import TODAY

OCTOBER = Days(dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def reading(*lines: str, span: str = "", period: str = "") -> BillFile:
    return read("file", "\n".join(lines).encode(), TODAY, FileAnswers(span=span, period=period))


def kinds(bill: BillFile) -> dict[str, Decimal]:
    """What each kind of record costs."""
    return {record.kind: record.cost for record in bill.records if record.cost is not None}


@pytest.mark.parametrize(
    "text",
    [
        *("2026-10-01 - 2026-10-31", "2026-10-01/2026-10-31", "2026/10/01-2026/10/31", "01.10.2026 - 31.10.2026"),
        *("Oct 1 - Oct 31, 2026", "Oct 1-31, 2026", "1–31 October 2026", "1 Oct to 31 Oct 2026", "20261001-20261031"),
        *("2026年10月1日-10月31日", "2026年10月1日至2026年10月31日", "2026-10-01～2026-10-31"),
        *("2026-10-01T00:00:00Z/2026-11-01T00:00:00Z", "October 1, 2026 to October 31, 2026", "2026-10"),
    ],
)
def test_a_period_in_one_cell_is_all_of_its_days(text: str) -> None:
    assert days(text) == OCTOBER


@pytest.mark.parametrize("text", ["31 Oct 2026 - 1 Oct 2026", "15 - 2026", "Oct 5-2026", "Q5 2026", "2026-10-01 - x"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        days(text)


@pytest.mark.parametrize(
    "text", ["Thu, 01 Oct 2026 00:00:00 GMT", "Thu Oct 01 2026 10:00:00 GMT+0000", "10/1/2026, 11:30:00 PM"]
)
def test_days_are_read_as_programs_write_them(text: str) -> None:
    assert days(text, "month-first") == Days(OCTOBER.first, OCTOBER.first)


def test_the_ends_of_periods_tell_the_order_of_their_dates() -> None:
    assert order_of(["01/10/2026 - 31/10/2026"], TODAY) == "day-first"
    bill = reading("Invoice date,Service period,Amount", "31/10/2026,01/10/2026 - 31/10/2026,$310.00")
    assert (bill.first, bill.last, bill.questions) == (*OCTOBER, ())


@pytest.mark.parametrize(
    ("lines", "cost"),
    [
        (("Day,Model,amount_cents", "2026-10-01,m,5318"), "53.18"),
        (("Day,Model,Cost (US cents)", "2026-10-01,m,5318"), "53.18"),
        (("Day,Model,cost_micros", "2026-10-01,m,53180000"), "53.18"),
        (("Day,Model,cost", "2026-10-01,m,5.318e1", "2026-10-02,m,5e-05"), "53.18005"),
        (("Day,Model,Percent,Cost", "2026-10-01,m,3,53.18"), "53.18"),
        (("Day,Model,Cost,Currency,cost_usd", "2026-10-01,m,45.94,EUR,53.18"), "53.18"),
    ],
)
def test_a_title_says_in_what_its_amounts_are(lines: tuple[str, ...], cost: str) -> None:
    assert reading(*lines, span="day").totals == {"USD": Decimal(cost)}


def test_numbers_with_an_exponent_have_a_decimal_point() -> None:
    assert number_format(["5.318e1", "1e-05"]) == "point"


@pytest.mark.parametrize("title", ["type", "Line type", "类型"])
def test_kinds_of_rows_are_told_by_a_column(title: str) -> None:
    bill = reading(
        f"date,{title},model,images,amount",
        "2026-10-01,usage,m,1000,53.18",
        "2026-10-02,Refund,m,,-20.00",
        "2026-10-02,VAT 20%,m,,10.64",
        "2026-10-02,手续费,m,,1.00",
    )
    assert kinds(bill) == {
        "images": Decimal("53.18"),
        "refund": Decimal("-20.00"),
        "tax": Decimal("10.64"),
        "fee": Decimal("1.00"),
    }


def test_a_column_of_other_types_says_nothing_of_charges() -> None:
    bill = reading("date,type,model,images,amount", "2026-10-01,thumbnail,m,10,1.00", "2026-10-02,hero,m,10,2.00")
    assert {record.kind for record in bill.records} == {"images"}
    assert (bill.columns is not None and bill.columns.charge) == ""


@pytest.mark.parametrize("status", ["Failed", "void", "Draft", "已作废"])
def test_what_was_not_charged_is_left_out_and_listed(status: str) -> None:
    bill = reading("Date,Description,Amount,Status", "2026-10-30,m,53.18,Paid", f"2026-10-31,m,100.00,{status}")
    assert bill.totals == {"USD": Decimal("53.18")}
    assert [(leftover.why, leftover.cost) for leftover in bill.leftovers] == [("not-charged", Decimal("100.00"))]


def test_units_count_images_where_their_unit_says_so() -> None:
    header = "Date,Endpoint,Units,Unit,Unit Price,Total"
    (record,) = reading(header, "2026-10-01,m,1000,images,0.05318,53.18", span="day").records
    assert (record.kind, record.quantity, record.cost) == ("images", Decimal(1000), Decimal("53.18"))
    (record,) = reading(header, "2026-10-01,m,1000,seconds,0.05318,53.18", span="day").records
    assert (record.kind, record.quantity) == ("other", None)


def test_a_column_for_each_month_is_read_as_rows() -> None:
    header = "Model,Sep 2026,Oct 2026,Total"
    bill = reading(header, "m,10.00,20.50,30.50", "n,1.00,,1.00", "Total,11.00,20.50,31.50")
    costs = [(record.day.month, record.model, record.cost) for record in bill.records]
    assert sorted(costs) == [(9, "m", Decimal("10.00")), (9, "n", Decimal("1.00")), (10, "m", Decimal("20.50"))]
    assert {leftover.why for leftover in bill.leftovers} == {"total"}


@pytest.mark.parametrize(
    ("cell", "first", "last"), [("2026-W40", "2026-09-28", "2026-10-04"), ("Q4 2026", "2026-10-01", "2026-12-31")]
)
def test_weeks_and_quarters_are_all_of_their_days(cell: str, first: str, last: str) -> None:
    covered = days(cell)
    assert covered is not None
    assert (str(covered.first), str(covered.last)) == (first, last)


def test_dates_of_weeks_are_of_seven_days_where_the_title_says_so_and_asked_where_not() -> None:
    rows = [f"{day},m,70.00" for day in ("2026-10-05", "2026-10-12", "2026-10-19")]
    assert reading("Week of,Model,Cost", *rows).last == dt.date(2026, 10, 25)
    (question,) = reading("Day,Model,Cost", *rows).questions
    assert [choice.value for choice in question.readings] == ["week", "day"]
    assert reading("Day,Model,Cost", *rows, span="day").last == dt.date(2026, 10, 19)


def test_a_table_without_days_is_of_the_month_above_it_or_of_one_that_is_asked_for() -> None:
    table = ("Model,Images,Cost", "m,31000,1648.58", "All models total,31000,1648.58")
    above = reading("Usage report", "Period: 1 Oct 2026 - 31 Oct 2026", "", *table)
    assert (above.first, above.last, above.totals) == (*OCTOBER, {"USD": Decimal("1648.58")})
    asked = reading(*table)
    assert asked.is_open
    assert [question.key for question in asked.questions] == ["period:file"]
    answered = reading(*table, period="2026-10")
    assert (answered.first, answered.last, answered.totals) == (*OCTOBER, {"USD": Decimal("1648.58")})


def test_a_list_of_rows_in_json_is_a_table_too() -> None:
    rows = ",".join(
        f'{{"date": "2026-10-0{day}", "model": "m", "cost": {{"amount": "1.50", "currency": "usd"}}}}' for day in (1, 2)
    )
    assert reading(f'{{"data": [{rows}]}}').totals == {"USD": Decimal("3.00")}


def test_the_sheet_with_a_table_is_read_and_further_ones_are_named() -> None:
    header, row = ["Date", "Cost", "Model"], ["2026-10-01", 52.68, "m"]
    workbook = samples.workbook([["Bill of October"]], [header, row, row], [header, row])
    bill = read("file", workbook, TODAY, FileAnswers(span="day"))
    assert bill.totals == {"USD": Decimal("105.36")}
    assert any("Sheet3" in words(note) for note in bill.notes)


def test_net_amounts_come_before_those_of_the_list() -> None:
    bill = reading("Date,Model,List cost,Discount,Net cost", "2026-10-01,m,10.00,-2.00,8.00", span="day")
    assert bill.totals == {"USD": Decimal("8.00")}


def test_the_line_below_a_header_of_a_text_is_no_row() -> None:
    bill = reading("| Date | Model | Cost |", "|---|---|---:|", "| 2026-10-01 | m | $1.00 |", "| 2026-10-02 | m | $1 |")
    assert (bill.totals, bill.leftovers) == ({"USD": Decimal("2.00")}, ())
