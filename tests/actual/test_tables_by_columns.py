"""Tables of one's own: what titles and cells say of periods, kinds of rows, states, counts and parts of a currency."""

import datetime as dt
from decimal import Decimal

import pytest

from pricing.actual.readers.cells.cell_days import Days, days, order_of
from pricing.actual.readers.cells.cell_values import CellError, number_format
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.files.source_file import ReadError
from pricing.actual.readers.meters import Naming, metered
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import BillFile, cost_by_currency, summed
from pricing.wording.messages import words
from tests.making import TODAY

OCTOBER = Days(dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def reading(*lines: str, span: str = "", period: str = "") -> BillFile:
    return read("file", "\n".join(lines).encode(), TODAY, FileAnswers(span=span, period=period))


def kinds(bill: BillFile) -> dict[str, Decimal]:
    """What each kind of record costs."""
    return summed((record.kind, record.cost) for record in bill.records)


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


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Datum;Beschreibung;Menge;Einzelpreis;Gesamt", "03.11.2026;gpt-image-2;1.200;0,05;60,00 €"),
        ("Date;Désignation;Quantité;Prix unitaire;Somme", "13/11/2026;gpt-image-2;1200;0,05;60,00 €"),
        ("Fecha,Concepto,Cantidad,Monto", "2026-11-03,gpt-image-2,1200,€60.00"),
        ("Data,Descrizione,Quantità,Totale", "2026-11-03,gpt-image-2,1200,€60.00"),
        ("Datum,Product,Aantal afbeeldingen,Totaal", "2026-11-03,gpt-image-2,1200,€60.00"),
        ("日期,说明,数量,合计", "2026-11-03,gpt-image-2,1200,€60.00"),
        ("利用日,内容,件数,請求額", "2026-11-03,gpt-image-2,1200,€60.00"),
        ("사용일,내역,수량,합계", "2026-11-03,gpt-image-2,1200,€60.00"),
        ("Date,Item,Qty,Amt", "2026-11-03,gpt-image-2,1200,€60.00"),
    ],
)
def test_what_a_row_comes_to_is_its_cost_in_many_languages(header: str, row: str) -> None:
    bill = reading(header, row, span="day")
    assert bill.totals == {"EUR": Decimal("60.00")}
    assert [record.model for record in bill.records] == ["gpt-image-2"]


@pytest.mark.parametrize("title", ["Gesamt Bilder", "合计张数", "Total images", "Suma tokens", "合計枚数"])
def test_a_total_of_things_is_no_cost(title: str) -> None:
    bill = reading(f"Date,Model,Cost,{title}", "2026-11-03,m,5.00,1200", span="day")
    assert bill.totals == {"USD": Decimal("5.00")}


@pytest.mark.parametrize("blank", ["n/a", "—", "Free", "k.A.", "免费", "なし"])
def test_a_column_is_one_of_costs_although_most_of_its_cells_say_that_there_is_none(blank: str) -> None:
    days_of_bill = [f"2026-11-0{day},m,{blank}" for day in range(1, 5)]
    bill = reading("Date,Model,Cost", *days_of_bill, "2026-11-09,m,12.00", span="day")
    assert bill.totals == {"USD": Decimal("12.00")}
    assert not bill.leftovers


def test_a_table_in_which_nothing_is_an_amount_asks_for_its_columns() -> None:
    with pytest.raises(ReadError) as refused:
        reading("Date,Product,Qty,Worth", "2026-11-03,m,12,60.00", "2026-11-04,m,12,60.00")
    assert refused.value.asks == "columns"
    assert "Worth" in words(refused.value.message)


def test_a_credit_in_a_statement_of_an_account_is_taken_off_what_was_spent() -> None:
    bill = reading(
        "date,description,amount", "2026-11-03,API usage,(120.00)", "2026-11-20,API credit,15.00", span="day"
    )
    assert bill.totals == {"USD": Decimal("105.00")}


def test_net_amounts_come_before_those_of_the_list() -> None:
    bill = reading("Date,Model,List cost,Discount,Net cost", "2026-10-01,m,10.00,-2.00,8.00", span="day")
    assert bill.totals == {"USD": Decimal("8.00")}


def test_a_header_of_two_rows_is_read_where_its_lower_titles_tell_the_columns_apart() -> None:
    rows = ("2026-10-13,m,10,1.00", "2026-10-14,m,10,1.00")
    bill = reading("Costs by team", "Date,Model,Usage,", ",,Images,Cost (USD)", *rows)
    assert (bill.totals, {record.kind for record in bill.records}) == ({"USD": Decimal("2.00")}, {"images"})
    with pytest.raises(ReadError):
        reading("Date,a,,b,", ",Images,Cost,Hours,Cost", "2026-10-13,10,1.00,2,3.00", "2026-10-14,10,1.00,2,3.00")


def test_the_line_below_a_header_of_a_text_is_no_row() -> None:
    bill = reading("| Date | Model | Cost |", "|---|---|---:|", "| 2026-10-01 | m | $1.00 |", "| 2026-10-02 | m | $1 |")
    assert (bill.totals, bill.leftovers) == ({"USD": Decimal("2.00")}, ())


@pytest.mark.parametrize(
    ("header", "row", "totals"),
    [
        ("timestamp,model,n_context_tokens_total,images", "2026-10-01,m,1000,10", {}),
        ("UsageDate,Meter,CostUSD,Cost,Currency", "2026-10-01,m,52.68,378.77,CNY", {"USD": "52.68"}),
        ("Date,Description,Subtotal,Tax,Total,Amount Due", "2026-10-13,m,10,2,12,12", {"USD": "10"}),
        ("Usage Date,Resource,Unit Price,Pre-tax Cost,Tax,Total Cost", "2026-10-13,m,1,10,2,12", {"USD": "10"}),
        ("Date,Model,Amount,VAT,Total", "2026-10-13,m,10,2,12", {"USD": "10"}),
        ("Datum;Leistung;Nettobetrag;MwSt.;Bruttobetrag", "13.10.2026;m;53,18 €;10,10 €;63,28 €", {"EUR": "53.18"}),
        (
            "Date;Désignation;Montant HT;TVA;Montant TTC",
            "13/10/2026;m;1\u202f234,56\u00a0€;1 €;2 €",
            {"EUR": "1234.56"},
        ),
        ("账期,产品名称,原价（元）,优惠金额（元）,应付金额（元）", "2026-10,m,250,50,200", {"CNY": "200"}),
        ("月份,产品,金额（万元）", "2026-10,m,1.25", {"CNY": "12500"}),
        ("日期,模型,费用（美元）", "2026-10-01,m,2", {"USD": "2"}),
        ("日期,模型,费用", "2026-10-01,m,¥2.50", {"CNY": "2.50"}),
        ("日付,モデル,金額", "2026/10/01,m,¥250", {"JPY": "250"}),
        ("Date,Model,Amount,Currency", "2026-10-01,m,5,RMB", {"CNY": "5"}),
        ("사용일,모델,금액(원)", "2026-10-01,m,70000", {"KRW": "70000"}),
        ("Monat;Anbieter;Kosten in €", "10/2026;m;1.475,00", {"EUR": "1475"}),
        ("Miesiąc;Model;Koszt (EUR)", "październik 2026;m;53,18", {"EUR": "53.18"}),
        ("年月,モデル,料金（円）", "令和8年10月,m,8000", {"JPY": "8000"}),
        ("Date,Model,Cost", "46296,m,53.18", {"USD": "53.18"}),
        ("Bucket,Model,Cost", "2026-10-01,m,53.18", {"USD": "53.18"}),
        ("Quarter,Vendor,Amount", "Q4 2026,m,92", {"USD": "92"}),
    ],
)
def test_which_column_is_the_cost_and_in_which_currency(header: str, row: str, totals: dict[str, str]) -> None:
    bill = reading(header, row, span="day")
    usage = [record for record in bill.records if record.kind != "tax"]
    assert cost_by_currency(usage) == {currency: Decimal(amount) for currency, amount in totals.items()}
    assert bill.first is not None
    assert (bill.first.year, bill.first.month) == (2026, 10)


@pytest.mark.parametrize("encoding", ["cp932", "cp949", "big5"])
def test_texts_of_east_asia_are_read_in_their_encoding(encoding: str) -> None:
    table = {
        "cp932": "利用日,モデル,枚数,金額（円）\n2026/10/01,画像,10,80\n",
        "cp949": "사용일,모델,이미지 수,금액(원)\n2026-10-01,그림,10,80\n",
        "big5": "日期,模型,圖片數,金額\n2026/10/01,圖片,10,80\n",
    }[encoding]
    written, plain = (read("file", table.encode(name), TODAY, FileAnswers(span="day")) for name in (encoding, "utf-8"))
    assert (written.titles, written.records) == (plain.titles, plain.records)
    assert plain.records[0].quantity == 10


def test_a_row_without_a_day_that_sums_up_those_above_is_a_total() -> None:
    bill = reading("Date,Model,Cost", "2026-10-01,m,10.50", "2026-10-02,m,20", ",,30.50", span="day")
    assert bill.totals == {"USD": Decimal("30.50")}
    assert [leftover.why for leftover in bill.leftovers] == ["total"]
    other = reading("Date,Model,Cost", "2026-10-01,m,10.50", "2026-10-02,m,20", ",,4", span="day")
    assert [leftover.why for leftover in other.leftovers] == ["no-day"]


def test_a_statement_in_which_spending_is_negative_is_turned_and_that_is_said() -> None:
    bill = reading(
        "Date,Type,Description,Amount,Balance",
        "2026-10-01,Top-up,Credit purchase,100.00,100.00",
        "2026-10-02,Usage,m,-53.18,46.82",
        "2026-10-03,Usage,m,-30.00,16.82",
    )
    assert bill.totals == {"USD": Decimal("-16.82")}
    assert sum(record.cost or 0 for record in bill.records if record.kind == "other") == Decimal("83.18")
    assert any("other sign" in words(note) for note in bill.notes)


def test_the_period_at_the_end_of_a_name_is_that_of_its_row() -> None:
    bill = reading(
        "Description,Qty,Unit price,Amount",
        '"gpt-image-2 image output (Oct 1 – Oct 31, 2026)",1,$1,"$1,580.40"',
        '"gpt-image-2 text input (Oct 1 – Oct 31, 2026)",1,$1,$15.00',
        'Subtotal,,,"$1,595.40"',
        'Amount due,,,"$1,595.40"',
    )
    assert (bill.first, bill.last, bill.questions) == (*OCTOBER, ())
    assert {record.model for record in bill.records} == {"gpt-image-2"}
    assert kinds(bill) == {"image_output": Decimal("1580.40"), "text_input": Decimal("15.00")}
    seats = reading("Description,Amount", '"Standard plan (Oct 5 – Nov 5, 2026)",31.00')
    assert (str(seats.first), str(seats.last)) == ("2026-10-05", "2026-11-04")
    usage = reading("Description,Amount", '"gpt-image-2 output (Oct 5 – Nov 5, 2026)",31.00')
    assert any("by its days" in words(note) for note in usage.notes), "how it is split is said"


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2026-10-05 - 2026-11-04", {10: 1200}),
        ("2026-08-15 - 2026-11-14", {8: 400, 9: 400, 10: 400}),
        ("2026-01-01 - 2026-12-31", dict.fromkeys(range(1, 13), 100)),
    ],
)
def test_a_subscription_is_of_the_months_that_begin_in_it(period: str, months: dict[int, int]) -> None:
    bill = reading("Period,Description,Qty,Amount", f"{period},Team seats,40,1200.00")
    assert {record.day.month: record.cost for record in bill.records} == months
    assert any("subscription" in words(note) for note in bill.notes)


def test_the_end_of_a_month_is_in_the_period_that_begins_on_its_first_day() -> None:
    """`Period end` is the first day after it in the exports of vendors, but nobody's month ends a day early."""
    header = "Description,Period start,Period end,Amount"
    for end, last in (("2026-10-31", "2026-10-31"), ("2026-11-01", "2026-10-31"), ("2026-10-15", "2026-10-14")):
        assert str(reading(header, f"m,2026-10-01,{end},31.00").last) == last


def test_charges_and_what_is_given_back_make_no_days_of_usage() -> None:
    bill = reading(
        "Date,Type,Description,Amount",
        "2026-10-01,Charge,m,53.18",
        "2026-10-02,Charge,m,53.18",
        "2026-10-09,Charge,m,-5.32",
        "2026-10-20,Refund,m,-5.32",
        "2026-10-31,Tax,VAT,20.00",
    )
    assert (bill.used, str(bill.last)) == (Days(dt.date(2026, 10, 1), dt.date(2026, 10, 2)), "2026-10-31")


def test_rows_that_sum_up_others_are_none_of_them_though_they_have_a_date() -> None:
    lines = ("Date,Description,Amount", "2026-10-31,m,100.00", "2026-10-31,Subtotal,100.00")
    bill = reading(*lines, "2026-10-31,Discount,-10.00", "2026-10-31,All models,90.00", span="month")
    assert bill.totals == {"USD": Decimal("90.00")}
    assert kinds(bill) == {"other": Decimal("100.00"), "credit": Decimal("-10.00")}
    summary = reading(lines[0], lines[2], "2026-10-31,Discount,-10.00", "2026-10-31,Total,90.00", span="month")
    assert kinds(summary) == kinds(bill), "of a summary the first sum is the usage"


@pytest.mark.parametrize(
    ("header", "rows", "usage", "tax"),
    [
        ("Date,Model,Net,VAT", "53.18,10.10 60.00,11.40", "113.18", "21.50"),
        ("Date,Model,Net,VAT %,VAT,Gross", "50,19,9.50,59.50 60,19,11.40,71.40", "110", "20.90"),
        ("Date,Model,Net,VAT", "50,19 60,19", "110", None),
        ("Date,Model,VAT,Total incl. VAT", "9.50,59.50 -1.90,-11.90", "40.00", "7.60"),
        ("Date,Model,Subtotal,Discount,Total", "50,-5,45 60,-6,54", "99", None),
        ("Date,Model,Amount,Discount %,Net amount", "50.05,10,45.05 60,10,54", "99.05", None),
        ("Datum,Leistung,Netto,MwSt", "50,9.50 60,11.40", "110", "20.90"),
        ("日付,モデル,金額（税込）,消費税", "55,5 66,6", "110", "11"),
        ("Date,Model,Subtotal,Discount,Tax,Total", "50,5,9,54 60,6,10.80,64.80", "99.00", "19.80"),
    ],
)
def test_taxes_and_discounts_in_columns_of_their_own(header: str, rows: str, usage: str, tax: str | None) -> None:
    """A tax is listed and no usage, whether the cost has it in it or not; a rate in percent is no tax."""
    first, second = rows.split()
    bill = reading(header, f"2026-10-13,m,{first}", f"2026-10-14,m,{second}")
    assert kinds(bill) == {"other": Decimal(usage), **({} if tax is None else {"tax": Decimal(tax)})}
    with_tax = tax is not None and any(word in header for word in ("Total", "税込"))
    assert any("an amount with tax" in words(note) for note in bill.notes) is with_tax


@pytest.mark.parametrize(
    "lines",
    [
        ("Date,a,b,Total", "2026-10-13,10,1,11", "2026-10-14,20,,20", "Total,30,1,31"),
        ("Date,a ($),b ($)", "2026-10-13,10,1", "2026-10-14,20,"),
        ("Date,a (USD),b (USD),Sum (USD)", "2026-10-13,10,1,11", "2026-10-14,20,0,20"),
        ("Service,a($),b($),Total costs($)", "Service total,30,1,31", "2026-10-13,10,1,11", "2026-10-14,20,0,20"),
    ],
)
def test_a_column_of_costs_for_each_model_is_read_as_rows(lines: tuple[str, ...]) -> None:
    bill = reading(*lines)
    assert bill.totals == {"USD": Decimal(31)}
    costs = {name: sum(record.cost or 0 for record in bill.records if record.model == name) for name in ("a", "b")}
    assert costs == {"a": 30, "b": 1}


@pytest.mark.parametrize("header", ["Date,Net,Tax,Total", "Date,Input cost,Output cost,Total cost"])
def test_columns_of_other_things_are_no_models(header: str) -> None:
    bill = reading(header, "2026-10-13,10,1,11", "2026-10-14,20,2,22")
    assert {record.model for record in bill.records} <= {""}


@pytest.mark.parametrize(
    ("title", "cell", "images"),
    [
        ("Images", "1,000 images", 1000),
        ("Images", "1.2K", 1200),
        ("Images", "12张", 12),
        ("Images (thousands)", "3", 3000),
        ("图片数（万张）", "2", 20_000),
        ("Images per request", "4", None),
    ],
)
def test_counts_of_images_as_people_write_them(title: str, cell: str, images: int | None) -> None:
    bill = reading(f"Date,Model,{title},Cost", f'2026-10-13,m,"{cell}",1.00', span="day")
    assert [record.quantity for record in bill.records] == [images]


def test_a_list_of_invoices_and_credit_notes_is_of_their_months() -> None:
    bill = reading(
        "Document,Date,Net amount,VAT,Gross amount",
        "Invoice,2026-09-30,100.00,19.00,119.00",
        "Credit note,2026-10-05,-10.00,-1.90,-11.90",
        "Invoice,2026-10-31,100.00,19.00,119.00",
    )
    assert (str(bill.first), str(bill.last)) == ("2026-09-01", "2026-10-31")
    assert kinds(bill) == {"other": Decimal("200.00"), "credit": Decimal("-10.00"), "tax": Decimal("36.10")}
    assert any("names no model" in words(note) for note in bill.notes)


def test_debits_and_credits_are_told_by_their_letters() -> None:
    bill = reading("Date,Description,Amount", "2026-10-13,m,53.18 DR", "2026-10-14,Refund,10.00 CR", span="day")
    assert kinds(bill) == {"other": Decimal("53.18"), "refund": Decimal("-10.00")}


def test_what_is_no_row_of_a_table_costs_nothing_of_it() -> None:
    bill = reading(
        "Date,Model,Cost",
        "2026-10-01,m,1.00",
        "Cost,Model,Date",
        "2.00,m,2026-10-02",
        "Date,Model,Cost",
        "2026-10-03,m,4.00",
        "2026-10-04,m,8.00,see mail",
        "2027-01-01,m,16.00",
        "2026-10-05,m,32.00",
        "Notes:",
        "Exported by billing@example.com",
        '"Amounts without tax, in USD"',
        "* preliminary",
    )
    assert bill.totals == {"USD": Decimal(39)}
    assert {leftover.why: leftover.rows for leftover in bill.leftovers} == {"unreadable": 1, "future": 1, "no-day": 4}
    assert any("4 cells under 3 columns" in words(left.problem) for left in bill.leftovers if left.problem is not None)


def test_the_month_that_runs_can_be_chosen_for_a_table_without_days() -> None:
    (question,) = reading("Model,Cost", "m,1.00").questions
    assert question.readings[0].value == f"{TODAY:%Y-%m}"
    blank = reading("Month,Model,Cost", "2026-08,m,1.00", "2026-09,m,", "2026-10,m,1.00")
    assert any(words(note).endswith("days without an amount: 30.") for note in blank.notes)


def test_several_invoices_of_a_month_are_of_the_months_that_their_dates_tell() -> None:
    bill = reading("Invoice date,Vendor,Amount", "2026-11-01,m,10.00", "2026-11-03,n,20.00", "2026-12-01,m,5.00")
    assert (str(bill.first), str(bill.last)) == ("2026-10-01", "2026-11-30")
    assert not bill.is_open
    daily = reading("Invoice,Date,Model,Amount", *(f"1,2026-11-0{day},m,10" for day in (1, 2, 3)))
    assert (str(daily.first), str(daily.last)) == ("2026-11-01", "2026-11-03")


def test_times_of_one_day_are_no_invoices() -> None:
    bill = reading("Hour,Model,Cost", "2026-10-01 00:00,m,1.5", "2026-10-01 13:00,m,2.5")
    assert (bill.is_open, bill.totals) == (False, {"USD": Decimal("4.0")})


def test_a_table_without_a_currency_in_another_language_can_be_given_one() -> None:
    table = ("Datum;Modell;Betrag", "13.10.2026;m;53,18", "14.10.2026;m;53,18")
    (question,) = reading(*table).questions
    assert (question.key, question.chosen) == ("currency:file", "USD")
    assert [choice.value for choice in question.readings] == ["USD", "EUR"]
    assert read("file", "\n".join(table).encode(), TODAY, FileAnswers(currency="EUR")).totals == {
        "EUR": Decimal("106.36")
    }


def test_marks_between_files_that_were_put_together_and_a_header_alone() -> None:
    part = "\ufeffDate,Model,Cost\n2026-10-01,m,1\n"
    assert reading(part + part, span="day").totals == {"USD": Decimal(2)}
    assert not reading(part + part, span="day").leftovers
    (note,) = reading("Date,Model,Cost").notes
    assert "nothing stands below its header" in words(note)


@pytest.mark.parametrize(
    ("name", "naming", "expected"),
    [
        ("USE1-NovaCanvas-T2I-1024-Standard", "plain", ("amazon.nova-canvas-v1:0", "images", "standard")),
        (
            "USE1-TitanImageGeneratorG1V2-I2I-512-Premium",
            "plain",
            ("amazon.titan-image-generator-v2:0", "images", "premium"),
        ),
        ("USE1-MP:USE1_stability.sd3-5-large-v1:0-units", "plain", ("stability.sd3-5-large-v1:0", "other", "")),
        ("gpt-image-2 image output", "plain", ("gpt-image-2", "image_output", "")),
        ("Imagen 4 Image Generation", "google", ("Imagen 4", "images", "")),
        (
            "Generate_content image output token count for Gemini 3 Pro Image",
            "google",
            ("Gemini 3 Pro Image", "image_output", ""),
        ),
        (
            "Generate content input token count gemini 3.1 flash lite preview text",
            "google",
            ("gemini 3.1 flash lite preview", "text_input", ""),
        ),
    ],
)
def test_names_of_clouds_say_model_and_kind(name: str, naming: Naming, expected: tuple[str, str, str]) -> None:
    about = metered(name, naming)
    assert (about.model, about.kind, about.quality) == expected
