"""Monthly sums, which are what is kept: they add up to the file, and come back as what they were made from."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual.readers.cells.cell_days import Days
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import USAGE_KINDS, BillFile, NamedColumns, UsageRecord
from pricing.actual.source_months import (
    SourceMonth,
    answered,
    days_by_month,
    from_stored,
    months_of,
    stored,
    updated,
    with_kept,
)
from pricing.saved import ActualMonth, validation
from pricing.values.exact import total
from pricing.values.month import Month
from pricing.values.size import Size
from tests.actual import samples
from tests.making import TODAY

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
DAY = 86400
records_of_files = st.lists(
    st.builds(
        UsageRecord,
        st.dates(dt.date(2026, 9, 1), dt.date(2026, 12, 31)),
        st.text(max_size=250) | st.just("a model"),
        st.sampled_from(USAGE_KINDS),
        st.none() | st.integers(0, 99).map(Decimal),
        st.decimals(-99, 99, places=9),
        st.sampled_from(["USD", "EUR"]),
        st.just("focus-1.4"),
        st.none() | st.just(Size(1024, 1536)),
        st.sampled_from(["", "high", "hd plus", "standard", "batch", "1024x1024", "quality=high"])
        | st.text(max_size=90),
        st.sampled_from(["", "standard", "batch"]),
    ),
    max_size=300,
)


def reading(text: str) -> BillFile:
    return read("file", text.encode(), TODAY)


def file(*records: UsageRecord) -> BillFile:
    """From the first to the last day of its records."""
    days = [record.day for record in records]
    first, last = min(days, default=None), max(days, default=None)
    used = None if first is None or last is None else Days(first, last)
    return BillFile("file", "focus-1.4", len(records), records, (), {}, first, last, used=used)


def costs(*rows: tuple[int, str]) -> tuple[SourceMonth, ...]:
    """Of days counted from 1 November."""
    lines = (samples.cost(samples.FIRST + day * DAY, amount, "gpt-image-2, output") for day, amount in rows)
    return months_of([reading("\n".join([samples.COSTS_HEADER, *lines]))])


@settings(max_examples=60, deadline=None)
@given(records_of_files)
def test_sums_add_up_to_the_records_and_come_back_from_the_store_as_they_were(records: list[UsageRecord]) -> None:
    months = months_of([file(*records)])
    rows = validation.actuals(stored(months))
    assert from_stored(rows) == months
    for currency in ("USD", "EUR"):
        of_currency = [record.cost for record in records if record.currency == currency]
        assert total(row.cost for row in rows if row.currency == currency) == total(of_currency)
    sums = [record for month in months for record in month.records]
    assert total(record.cost for record in sums) == total(record.cost for record in records)
    assert {record.kind for record in sums} <= {record.kind for record in records} | {"other"}


@pytest.mark.parametrize(
    ("kind", "quality", "processing"),
    [
        ("images 1024x1536 hd_plus batch", "hd_plus", "batch"),
        ("images 1024x1536 standard", "", "standard"),
        ("images 1024x1536 quality=standard", "standard", ""),
        ("images 1024x1536", "", ""),
    ],
)
def test_what_was_kept_says_what_was_counted(kind: str, quality: str, processing: str) -> None:
    """The texts are in databases: they stay readable."""
    row = ActualMonth(
        source="columns", month=NOVEMBER, model="m", kind=kind, quantity=Decimal(3), cost=None, currency=""
    )
    (month,) = from_stored([row])
    (record,) = month.records
    assert (record.kind, record.size, record.quality, record.processing) == (
        "images",
        Size(1024, 1536),
        quality,
        processing,
    )
    assert tuple(stored([month])) == (row,)


def test_a_kind_that_is_not_known_any_more_is_other() -> None:
    row = ActualMonth(
        source="gone", month=NOVEMBER, model="m", kind="video_seconds", quantity=None, cost=Decimal(3), currency="USD"
    )
    assert from_stored([row])[0].records[0].kind == "other"


def test_what_was_said_of_names_and_rates_is_kept_and_holds_for_the_next_bill() -> None:
    table = "Day,Amount,Model,Currency\n2026-10-01,46,Bild,EUR\n2026-10-30,46,other,USD\n"
    columns = FileAnswers(NamedColumns("Day", "Amount", "", "Model", "Currency"))
    said = {"name:Bild": "gpt-image-2", "rate:EUR:2026-10": "0.92", "images:2026-10": "no", "name:gone": "gpt-image-1"}
    (october,) = answered(months_of([read("file", table.encode(), TODAY, columns)]), said)
    assert dict(october.answers) == {key: value for key, value in said.items() if key != "name:gone"}
    rows = validation.actuals(stored([october]))
    assert from_stored(rows) == (october,)
    assert with_kept([october], {})["name:Bild"] == "gpt-image-2"
    assert with_kept([october], {"name:Bild": "none"})["name:Bild"] == "none"
    (again,) = answered([october], {"name:Bild": "none"})
    assert updated([october], [again]).new == (again,)


def test_days_are_counted_blank_ones_too() -> None:
    found = costs((-3, "1"), (4, "2"))
    assert days_by_month(found) == {OCTOBER: 3, NOVEMBER: 5}
    usage = months_of([reading(samples.IMAGES_JSON)])
    assert days_by_month((*found, *usage)) == {OCTOBER: 3, NOVEMBER: 5}
    assert days_by_month(usage) == {NOVEMBER: 2}


def about(months: tuple[SourceMonth, ...]) -> tuple[tuple[str, Month], ...]:
    return tuple((month.code, month.month) for month in months)


def cost(months: tuple[SourceMonth, ...]) -> Decimal:
    return total(record.cost for month in months for record in month.records)


def test_a_new_file_replaces_its_own_months_but_with_no_shorter_one() -> None:
    kept = costs(*((day, "1") for day in range(-31, 10)))
    longer = costs(*((day, "2") for day in range(-5, 20)))
    found = updated(kept, longer)
    assert about(found.replaced) == (("openai-costs", NOVEMBER),)
    assert about(found.shorter) == (("openai-costs", OCTOBER),)
    assert {each.month for each in found.new} == {NOVEMBER}
    assert cost(found.after) == 31 + 40
    assert updated((), kept).after == kept
    other = months_of([reading(samples.PAYG)])
    assert updated(kept, other).replaced == ()


def test_what_is_there_already_is_not_to_be_kept_again() -> None:
    kept = costs(*((day, "1") for day in range(-31, 10)))
    found = updated(kept, costs(*((day, "1.00") for day in range(-31, 10))))
    assert about(found.same) == (("openai-costs", OCTOBER), ("openai-costs", NOVEMBER))
    assert (found.new, found.replaced, found.shorter, found.after) == ((), (), (), kept)
    other = updated(kept, costs(*((day, "1.01") for day in range(-31, 10))))
    assert other.same == ()
    assert len(other.replaced) == 2


def test_many_names_become_few_and_keep_their_sum() -> None:
    rows = [samples.cost(samples.FIRST, f"{at}.5", f"thing-{at}") for at in range(400)]
    found = months_of([reading("\n".join([samples.COSTS_HEADER, *rows]))])
    assert len(list(stored(found))) == 151
    assert cost(found) == total(Decimal(f"{at}.5") for at in range(400))


def test_a_month_that_a_table_by_months_lacks_is_not_there() -> None:
    found = months_of([reading("Month,Model,Cost\n2026-08,gpt-image-2,5\n2026-10,gpt-image-2,5\n")])
    assert [(str(each.month), each.days) for each in found] == [("2026-08", 31), ("2026-10", 31)]
