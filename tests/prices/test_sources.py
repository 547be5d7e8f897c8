"""When a source was read: a day, or a month at the latest; never a day that nobody knows."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pricing.bill.estimate import estimate
from pricing.export.estimates import estimate_data
from pricing.prices import PriceBooks, Source
from pricing.prices.messages import read_when
from pricing.wording.messages import words
from tests.making import TODAY, plan, shipped


def read_in(month: str) -> Source:
    return Source(title="Page", address="", read_by=month)


def test_a_known_day() -> None:
    source = Source(title="Page", address="", read=dt.date(2026, 10, 5))
    assert (source.last_read, source.read_on, words(read_when(source))) == (
        dt.date(2026, 10, 5),
        "2026-10-05",
        "5 Oct 2026",
    )


@pytest.mark.parametrize(
    ("month", "last", "when"),
    [
        ("2026-10", dt.date(2026, 10, 31), "in or before Oct 2026"),
        ("2026-02", dt.date(2026, 2, 28), "in or before Feb 2026"),
        ("2024-02", dt.date(2024, 2, 29), "in or before Feb 2024"),
    ],
)
def test_a_latest_month(month: str, last: dt.date, when: str) -> None:
    source = read_in(month)
    assert (source.last_read, source.read_on, words(read_when(source))) == (last, f"../{month}", when)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2039, 12, 31)))
def test_a_day_lies_in_its_month(day: dt.date) -> None:
    """The day after the last one is in the next month."""
    last = read_in(f"{day:%Y-%m}").last_read
    assert (last.year, last.month) == (day.year, day.month)
    assert day <= last
    assert (last + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize("days", [{}, {"read": dt.date(2026, 10, 5), "read_by": "2026-10"}])
def test_exactly_one_of_both(days: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"either read .* or read_by"):
        Source.model_validate({"title": "Page", "address": "", **days})


@pytest.mark.parametrize("month", ["2026", "2026-1", "2026-00", "2026-13", "2026-10-01", "Oct 2026", ""])
def test_what_is_no_month(month: str) -> None:
    with pytest.raises(ValidationError):
        read_in(month)


def test_no_note_calls_an_exact_day_unknown() -> None:
    """A stand-in is not a day: what is not known stands as a month."""
    for entry in shipped().listed.entries.values():
        for key, source in entry.file.sources.items():
            assert source.read is None or "day is not known" not in source.note, (entry.file.vendor, key)


def test_the_bill_tells_a_month_where_the_day_is_not_known(books: PriceBooks) -> None:
    """The page of GPT Image 1's rates was read some time after its end, in October or November 2026."""
    bill = estimate(plan(model="gpt-image-1", batch=50), books)
    found = {line["processing"]: line["read_on"] for line in estimate_data(bill, books, TODAY)["lines"]}
    assert found == {"standard": "../2026-11", "batch": "2026-10-14"}
