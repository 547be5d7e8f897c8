"""Every format is recognised by its header or its keys, and its sum is the file's to the last digit."""

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual.readers import messages
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.files import file_table, source_file
from pricing.actual.readers.files.source_file import ReadError
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import BillFile, NamedColumns, UsageRecord, cost_by_currency
from pricing.values.exact import total
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.actual import samples
from tests.making import TODAY

NOV_1, NOV_2, NOV_3 = (dt.date(2026, 11, day) for day in (1, 2, 3))
ANSWERED = json.dumps(
    [samples.answer(), samples.answer(), samples.answer(created=None, usage={"input_tokens": 5, "output_tokens": 6})]
)
OWN = NamedColumns("Day", "Amount", "Images", "Product")


def reading(text: str | bytes, **asked: Any) -> BillFile:
    data = text if isinstance(text, bytes) else text.encode()
    found = read("file", data, TODAY, FileAnswers(**asked))
    check(found)
    return found


def check(found: BillFile) -> None:
    """Everything that a file says is among its records and leftovers, and has words."""
    counted = [each for each in found.leftovers if each.why not in ("total", "repeated", "overlap", "future")]
    assert found.is_open or cost_by_currency((*found.records, *counted)) == found.totals
    for each in found.notes:
        assert words(each)


def short(record: UsageRecord) -> tuple[Any, ...]:
    return record.day.day, record.model, record.kind, str(record.quantity), str(record.cost), record.currency


@pytest.mark.parametrize(
    ("text", "source", "total"),
    [
        (samples.COSTS, "openai-costs", "65.2000000000000000000000001"),
        (samples.COSTS_JSON, "openai-costs", "52.78"),
        (samples.IMAGES_JSON, "openai-images", None),
        (samples.IMAGES_CSV, "openai-images", None),
        (samples.COMPLETIONS_JSON, "openai-completions", None),
        (samples.COMPLETIONS, "openai-completions", None),
        (samples.PAYG, "azure-payg", "94.98"),
        (samples.MCA, "azure-mca", "1.0"),
        (json.dumps(samples.LITELLM), "litellm", "0.0528801"),
        ("\n".join(map(json.dumps, samples.LITELLM)), "litellm", "0.0528801"),
        (json.dumps({"data": samples.LITELLM}), "litellm", "0.0528801"),
        (samples.LITELLM_CSV, "litellm", "0.05288"),
        (samples.FOCUS_NEW, "focus-1.4", "62.67"),
        (samples.FOCUS_OLD, "focus-1.2", "52.68"),
    ],
)
def test_a_format_is_recognised_and_adds_up(text: str, source: str, total: str | None) -> None:
    found = reading(text)
    assert found.source == source
    assert source in messages.SOURCES
    assert found.totals == ({} if total is None else {"USD": Decimal(total)})
    assert {each.source.partition(" ")[0] for each in found.records} == {source}


def test_costs_have_a_day_a_model_and_what_was_counted() -> None:
    found = reading(samples.COSTS)
    assert [short(each) for each in found.records] == [
        (1, "gpt-image-2", "image_output", "None", "52.6800", "USD"),
        (1, "gpt-image-2", "input", "None", "0.0200", "USD"),
        (2, "gpt-image-1", "image_output", "None", "12.5000000000000000000000001", "USD"),
    ]
    assert (found.first, found.last, found.notes) == (NOV_1, NOV_3, (messages.blank_days("file", 1),))
    assert short(reading(samples.COSTS_JSON).records[1]) == (2, "gpt-image-2", "text_input", "20000", "0.1", "USD")


@pytest.mark.parametrize(
    ("unit", "quantity"), [("tokens", 5), ("1000_tokens", 5000), ("images", 5), ("seconds", None), ("", 5)]
)
def test_costs_count_in_the_unit_that_they_name(unit: str, quantity: int | None) -> None:
    text = samples.page((samples.FIRST, samples.cost_result(1, "gpt-image-2, output_image_tokens", 5, unit)))
    assert reading(text).records[0].quantity == quantity


def test_usage_counts_images_and_tokens_without_a_cost() -> None:
    found = reading(samples.IMAGES_JSON)
    assert [(each.kind, each.quantity, each.size) for each in found.records] == [
        ("images", 1000, Size(1024, 1024)),
        ("requests", 1000, Size(1024, 1024)),
        ("images", 500, Size(1536, 1024)),
        ("requests", 500, Size(1536, 1024)),
    ]
    found = reading(samples.COMPLETIONS)
    assert {(each.day, each.kind): (each.quantity, each.processing) for each in found.records} == {
        (NOV_1, "requests"): (10, "standard"),
        (NOV_1, "text_input"): (400, "standard"),
        (NOV_1, "image_input"): (0, "standard"),
        (NOV_1, "image_output"): (17560, "standard"),
        (NOV_2, "requests"): (2, "batch"),
        (NOV_2, "text_input"): (70, "batch"),
        (NOV_2, "cached_text_input"): (6, "batch"),
        (NOV_2, "image_input"): (1000, "batch"),
        (NOV_2, "cached_image_input"): (24, "batch"),
        (NOV_2, "image_output"): (3512, "batch"),
    }
    assert found.notes == (messages.blank_days("file", 1),)


def test_answers_are_asked_for_their_model_and_for_a_day_where_they_have_none() -> None:
    with pytest.raises(ReadError, match="do not say of which model"):
        reading(ANSWERED)
    found = reading(ANSWERED, model="gpt-image-2", day=NOV_2)
    assert total(each.quantity for each in found.records if each.kind == "images") == 3
    assert total(each.quantity for each in found.records if each.kind == "image_output") == 2 * 1756 + 6
    assert {(each.day, each.quality, str(each.size)) for each in found.records if each.kind == "input"} == {
        (NOV_2, "medium", "1024x1024")
    }
    assert [each.why for each in reading(ANSWERED, model="gpt-image-2").leftovers] == ["no-day"]
    two = json.dumps(samples.answer()["usage"]) + "\n" + json.dumps(samples.answer()["usage"])
    assert total(each.quantity for each in reading(two, model="m", day=NOV_1).records if each.kind == "images") == 2


def test_azure_counts_in_units_of_its_meters() -> None:
    found = reading(samples.PAYG)
    assert [short(each) for each in found.records] == [
        (1, "azure/gpt-image-2", "image_output", "1756000.000", "52.68", "USD"),
        (2, "azure/gpt-image-1", "image_output", "1056000", "42.24", "USD"),
        (2, "Hot LRS Data Stored", "other", "None", "0.06", "USD"),
    ]
    found = reading(samples.EA)
    assert [(*short(each), each.processing, each.quality) for each in found.records] == [
        (1, "azure/gpt-image-2 data zone", "image_output", "2000000", "33", "EUR", "batch", ""),
        (2, "azure/dall-e-3", "images", "50.0", "6", "EUR", "standard", "hd"),
    ]
    assert (found.source, found.totals, {*found.notes}) == (
        "azure-ea",
        {"EUR": Decimal(39)},
        {messages.other_currency("file", "EUR", Decimal(39)), messages.meter_units("file")},
    )
    assert short(reading(samples.MCA).records[0]) == (13, "azure/gpt-image-2", "text_input", "200000.0", "1.0", "USD")
    header, *rows = samples.MCA.splitlines()
    place = header.split(",").index("exchangeRatePricingToBilling")
    broken = [",".join("?" if at == place else cell for at, cell in enumerate(row.split(","))) for row in rows]
    assert not reading("\n".join([header.replace("costInUsd", "other"), *broken])).rates, "such a rate is none"


def test_an_export_without_a_currency_is_taken_for_usd_and_that_is_said() -> None:
    lines = [line.rpartition(",")[0] for line in samples.PAYG.splitlines()]
    found = reading("\n".join(lines))
    assert found.totals == {"USD": Decimal("94.98")}
    assert found.notes == (messages.meter_units("file"), messages.no_currency("file", "USD"))


def test_logs_of_requests_keep_no_key_user_or_prompt() -> None:
    found = reading(json.dumps(samples.LITELLM))
    assert short(found.records[0]) == (1, "openai/gpt-image-2", "requests", "1", "0.05288", "USD")
    assert {each.day for each in found.records if each.model == "openai/gpt-9"} == {NOV_3}
    kept = repr(found)
    assert not [word for word in ("eve@", "sk-secret", "a cat") if word in kept]


def test_focus_says_its_model_in_one_of_many_places() -> None:
    for text in (samples.FOCUS_NEW, samples.FOCUS_OLD):
        assert short(reading(text).records[0])[:3] == (1, "gpt-image-2", "image_output")
        assert reading(text).records[0].quantity == 1_756_000
    assert short(reading(samples.FOCUS_NEW).records[1]) == (2, "Tax", "tax", "None", "9.99", "USD")


def test_any_table_is_read_once_its_columns_are_named() -> None:
    found = reading(samples.OWN, columns=OWN)
    assert [short(each) for each in found.records] == [
        (1, "gpt-image-2", "images", "1000", "52.68", "USD"),
        (13, "Hosting", "other", "None", "20", "USD"),
    ]
    assert (reading(samples.OWN).columns, reading(samples.OWN).records) == (OWN, found.records)
    assert [(each.why, each.cost) for each in found.leftovers] == [("total", Decimal("72.68"))]


def test_a_workbook_is_a_table_too() -> None:
    noon = dt.datetime.fromisoformat("2026-11-01T12:00")
    rows: list[list[object]] = [["Date", "Cost", "Model"], [noon, 52.68, "gpt-image-2"], [NOV_2, 0.1, "gpt-image-2"]]
    found = reading(samples.workbook(rows), columns=NamedColumns("Date", "Cost", model="Model"))
    assert [short(each)[:5] for each in found.records] == [
        (1, "gpt-image-2", "other", "None", "52.68"),
        (2, "gpt-image-2", "other", "None", "0.1"),
    ]
    header, *lines = [line.split(",") for line in samples.PAYG.splitlines()]
    assert reading(samples.workbook([header, *lines])).source == "azure-payg"


@pytest.mark.parametrize(("texts", "day"), [("03/11/2026 13/11/2026", 3), ("11/03/2026 11/13/2026", 3)])
def test_days_with_slashes_are_told_by_their_file(texts: str, day: int) -> None:
    table = "\n".join(["Day,Amount", *(f"{text},1" for text in texts.split())])
    assert [each.day.day for each in reading(table, columns=NamedColumns("Day", "Amount")).records] == [day, 13]


def test_a_day_that_could_be_two_is_asked_for() -> None:
    table = "Day,Amount\n10/09/2026,1"
    open_file = reading(table, columns=NamedColumns("Day", "Amount"))
    (question,) = [question for question in open_file.questions if question.key.startswith("day-order")]
    assert "10/09/2026" in words(question.text)
    assert (open_file.is_open, open_file.records) == (True, ())
    found = reading(table, columns=NamedColumns("Day", "Amount"), order="month-first", span="day")
    assert found.records[0].day == dt.date(2026, 10, 9)


@pytest.mark.parametrize(("encoding", "notes"), [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("cp1252", 1)])
def test_encodings_are_told_by_the_bytes(encoding: str, notes: int) -> None:
    found = reading(samples.COSTS.replace("Acme", "Bäcker").encode(encoding))
    assert found.totals == {"USD": Decimal("65.2000000000000000000000001")}
    assert len([note for note in found.notes if "read as Windows text" in words(note)]) == notes


@pytest.mark.parametrize(
    ("table", "encodings"),
    [
        ("日期,型号,金额\n2026-10-01,通义万相,5.2\n2026-10-02,豆包镕,5.2\n", "gbk gb18030 utf-16 utf-16-le utf-16-be"),
        ("Datum;Modell;Betrag;Größe\n01.10.2026;a;5,2;1x1\n02.10.2026;ÄÖ;5,2;1x1\n", "cp1252 utf-16"),
        ("Date;Modèle;Coût\n13/10/2026;été;5,20 €\n14/10/2026;été;5,20 €\n", "cp1252 utf-16-le"),
    ],
    ids=["Chinese", "German", "French"],
)
def test_a_table_is_the_same_in_every_encoding_that_spreadsheets_write(table: str, encodings: str) -> None:
    plain = reading(table)
    assert list(plain.totals.values()) == [Decimal("10.4")]
    for encoding in encodings.split():
        found = reading(table.encode(encoding))
        assert (found.titles, found.records) == (plain.titles, plain.records), encoding


@pytest.mark.parametrize(
    ("times", "asked"),
    [
        ("2026-11-01T00:00:00+08:00 2026-11-02T00:00:00+08:00 2026-11-03T00:00:00+08:00", ""),
        ("2026-10-31T16:00:00Z 2026-11-01T16:00:00Z 2026-11-02T16:00:00Z", "begins"),
        ("1793462400 1793548800 1793635200", "begins"),
        ("2026-11-01T07:00:00Z 2026-11-02T07:00:00Z 2026-11-03T07:00:00Z", None),
        ("2026-11-01T09:00:00Z 2026-11-02T16:00:00Z 2026-11-03T16:00:00Z", None),
        ("2026-11-01T09:00:00-07:00 2026-11-01T12:00:00-07:00 2026-11-30T23:00:00-07:00", ""),
        ("2026-11-01T09:00:00-07:00 2026-10-31T23:00:00-07:00 2026-11-03T23:00:00-07:00", "named"),
        ("2026-11-01T09:00:00-07:00 2026-11-02T12:00:00-07:00 2026-11-29T23:00:00-07:00", None),
        ("2026-11-01T12:00:00Z 2026-11-02T12:00:00Z 2026-11-03T12:00:00Z", None),
    ],
)
def test_the_zone_of_days_is_asked_where_it_moves_them_to_another_month(times: str, asked: str | None) -> None:
    """`asked`: the other reading than UTC; empty where the file tells, None where no month differs."""
    table = "\n".join(["Day,Amount", *(f"{time},1" for time in times.split())])
    columns = NamedColumns("Day", "Amount")
    found = reading(table, columns=columns)
    questions = [question for question in found.questions if question.key == "zone:file"]
    if asked is None:
        assert not questions
    else:
        (question,) = questions
        assert found.is_open is bool(asked)
        own = question.readings[0].value
        assert asked in ("", own)
        in_utc = reading(table, columns=columns, zone="utc")
        found = reading(table, columns=columns, zone=own)
        assert (in_utc.first, in_utc.last) != (found.first, found.last)
        return
    assert found.first == NOV_1


def test_a_whole_month_at_noon_is_not_asked_for_its_zone() -> None:
    table = "\n".join(["Time,Model,Cost", *(f"2026-10-{day:02d}T12:00:00Z,m,50" for day in range(1, 32))])
    found = reading(table)
    assert (found.is_open, str(found.first), str(found.last)) == (False, "2026-10-01", "2026-10-31")
    moved, kept = (words(each.label) for each in found.questions[0].readings)
    assert moved.endswith("Oct 2026 $1,500.00, Nov 2026 $50.00"), "which months would change"
    assert kept.endswith("Oct 2026 $1,550.00, Nov 2026 no costs")


def test_what_a_file_says_of_its_days_is_said() -> None:
    day, costs = 86400, samples.COSTS_HEADER
    long = "\n".join([costs, *(samples.cost(samples.FIRST - at * day, "1", "gpt-image-2, output") for at in range(60))])
    assert reading(long).notes == (messages.longest_report("file", 60, 60),)
    assert not reading("\n".join(long.splitlines()[:-1])).notes
    late = samples.cost(int(dt.datetime(2026, 11, 24, tzinfo=dt.UTC).timestamp()), "1", "gpt-image-2, output")
    assert reading(f"{costs}\n{late}").notes == (messages.not_final("file", dt.date(2026, 11, 24)),)
    assert reading(samples.page((samples.FIRST, samples.images_result(1)), more=True)).notes == (
        messages.more_pages("file"),
    )
    assert reading(costs).notes == (messages.no_rows("file"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\xff\x00\x81 no text", "is no text at byte"),
        (b"a,b\n\x81\x8d\x81", "is no text at byte"),
        (b"PK\x03\x04 broken", "cannot be unpacked"),
        (b"{broken", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"amount": NaN}', "is no JSON"),
        (b'{"amount": 1e99999999999999999999}', "is no JSON"),
        (samples.workbook([["a"]])[:300] + b"x" * 40, "cannot be unpacked"),
        (b'{"a": 1, "b": 2}', "has the keys a, b"),
        (b'{"data": [{"start_time": 1, "results": [{"object": "organization.usage.audio"}]}]}', "has results of org"),
        (b'{"data": [{"start_time": 1, "results": []}]}', "a report without a result"),
        (b"a,b\n1,2", "has the columns a, b"),
        (b",".join(b"c%d" % at for at in range(1_001)), "has 1,001 columns"),
        (b"x" * 201 + b",b\n1,2", "the name of a column is longer"),
        (b"x" * (source_file.LONGEST_LINE + 1), "a line of 4,000,000 characters"),
        (f'{samples.COSTS_HEADER}\n"open,1'.encode(), "cannot be told apart"),
        (
            f"{samples.COSTS_HEADER}\n{samples.cost(samples.FIRST, '1', 'x')},,more".encode(),
            "12 cells under 10 columns",
        ),
        (f"{samples.COSTS_HEADER}\n{samples.cost(samples.FIRST, 'abc', 'x')}".encode(), "is no amount"),
        (f"{samples.COSTS_HEADER}\n{samples.cost(samples.FIRST, '1e99', 'x')}".encode(), "is no amount"),
        (f"{samples.COSTS_HEADER}\n{samples.cost(samples.FIRST, '１０', 'x')}".encode(), "is no amount"),
        (f"{samples.COSTS_HEADER}\n{samples.cost(samples.FIRST, '1', 'x', currency='eu')}".encode(), "is no currency"),
        (samples.LITELLM_CSV.replace("2026-11-01T09:00:00Z", "yesterday").encode(), "is no day from 2015"),
        (samples.LITELLM_CSV.replace("2026-11-01T09:00:00Z", "1026-11-01").encode(), "is no day from 2015"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as refused:
        reading(data)
    assert words(refused.value.message).startswith("file")
    assert reason in words(refused.value.message)


def test_large_files_and_bombs_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_file, "MOST_BYTES", 10)
    with pytest.raises(ReadError, match="MB are the most"):
        reading(samples.COSTS)
    monkeypatch.undo()
    monkeypatch.setattr(file_table, "MOST_ROWS", 2)
    with pytest.raises(ReadError, match="has more than"):
        reading(samples.COSTS)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (source_file.MOST_BYTES + 1))
    with pytest.raises(ReadError, match="unpacks to"):
        reading(bomb.getvalue())


def test_a_formula_is_what_it_came_to_or_is_refused() -> None:
    rows = [["Date", "Cost", "Note"], ["2026-11-01", "=1+1", ""], ["2026-11-02", "=1+1", ""]]
    for columns in (None, NamedColumns("Date", "Cost")):
        with pytest.raises(ReadError, match="a formula"):
            reading(samples.workbook(rows), columns=columns)
    rows[1:] = [["2026-11-01", "2", "=1+1"], ["2026-11-02", "2", "=1+1"]]
    assert reading(samples.workbook(rows)).totals == {"USD": Decimal(4)}
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate([["Date", "Cost"], ["2026-11-01", "=1+1"], ["2026-11-02", "=1+1"], ["Total", "=4"]]):
        sheet.write(row, 0, cells[0])
        if row:
            sheet.write_formula(row, 1, cells[1], None, 2)
        else:
            sheet.write(row, 1, cells[1])
    book.close()
    found = reading(made.getvalue())
    assert (found.totals, [each.why for each in found.leftovers]) == ({"USD": Decimal(4)}, ["total"])


def test_the_columns_that_are_named_must_be_there() -> None:
    cases = (
        (NamedColumns("When", "Amount"), "has no column When"),
        (NamedColumns("Day"), "choose the column of the day"),
    )
    for columns, reason in cases:
        with pytest.raises(ReadError) as refused:
            reading(samples.OWN, columns=columns)
        assert refused.value.asks == "columns"
        assert reason in words(refused.value.message)


_TEXTS = (
    samples.COSTS,
    samples.COSTS_JSON,
    samples.IMAGES_JSON,
    samples.COMPLETIONS,
    samples.PAYG,
    samples.MCA,
    samples.FOCUS_NEW,
    samples.OWN,
    json.dumps(samples.LITELLM),
    ANSWERED,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_TEXTS), st.data())
def test_a_broken_file_is_read_or_refused_and_never_anything_else(text: str, data: st.DataObject) -> None:
    """Parts of it cut out, doubled, or replaced by other signs and bytes."""
    raw = text.encode()
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(begin, min(len(raw), begin + 40)))
        other = data.draw(st.binary(max_size=8) | st.sampled_from([b'"', b",", b"\n", b"null", b"-1e9", b"[]", b"{}"]))
        raw = raw[:begin] + other + raw[end:]
    try:
        found = read("file", raw, TODAY, FileAnswers(model="gpt-image-2", day=NOV_1))
    except ReadError as refused:
        words(refused.message)
        return
    check(found)
