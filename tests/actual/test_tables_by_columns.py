"""Tables of one's own: what titles and cells say of periods, kinds of rows, states, counts and parts of a currency."""

import datetime as dt
from decimal import Decimal

import pytest

from pricing.actual.readers.cells.cell_days import Days, days, order_of
from pricing.actual.readers.cells.cell_values import CellError, number_format
from pricing.actual.readers.recognise import FileAnswers, read
from pricing.actual.readers.usage_records import BillFile
from tests.making import TODAY

OCTOBER = Days(dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def reading(*lines: str, span: str = "") -> BillFile:
    return read("file", "\n".join(lines).encode(), TODAY, FileAnswers(span=span))


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


@pytest.mark.parametrize("text", ["31 Oct 2026 - 1 Oct 2026", "15 - 2026", "Oct 5-2026", "Q4 2026", "2026-10-01 - x"])
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
