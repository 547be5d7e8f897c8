"""Monthly sums, which are what is kept: they add up to the file, and come back as what they were made from."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual.months import DAYS, brought, days_of, kind_text, monthly, records_of
from pricing.actual.recognise import read
from pricing.actual.records import KINDS, Reading, Record, added
from pricing.saved import ActualMonth, validation
from pricing.values.month import Month
from pricing.values.size import Size
from tests.actual import samples
from tests.making import TODAY

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
DAY = 86400


def reading(text: str) -> Reading:
    return read("file", text.encode(), TODAY)


def costs(*rows: tuple[int, str]) -> tuple[ActualMonth, ...]:
    """Of days counted from 1 November."""
    lines = (samples.cost(samples.FIRST + day * DAY, amount, "gpt-image-2, output") for day, amount in rows)
    return monthly(reading("\n".join([samples.COSTS_HEADER, *lines])))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Record,
            st.dates(dt.date(2026, 9, 1), dt.date(2026, 12, 31)),
            st.text(max_size=250) | st.just("a model"),
            st.sampled_from(KINDS),
            st.none() | st.integers(0, 99).map(Decimal),
            st.decimals(-99, 99, places=9),
            st.sampled_from(["USD", "EUR"]),
            st.just("focus-1.4"),
            st.none() | st.just(Size(1024, 1536)),
            st.sampled_from(["", "high", "hd plus"]),
            st.sampled_from(["", "standard", "batch"]),
        ),
        max_size=300,
    )
)
def test_sums_add_up_to_the_records_and_can_be_kept(records: list[Record]) -> None:
    days = [record.day for record in records]
    first, last = min(days, default=None), max(days, default=None)
    found = monthly(Reading("file", "focus-1.4", "", True, len(records), tuple(records), (), {}, first, last))
    assert len(validation.actuals(found)) == len(found)
    for money in ("USD", "EUR"):
        of = [record for record in records if record.currency == money]
        assert added(each.cost for each in found if each.currency == money) == added(each.cost for each in of)
    again = records_of(found)
    assert added(each.cost for each in again) == added(record.cost for record in records)
    assert {each.kind for each in again} <= {record.kind for record in records} | {"other"}


def test_what_a_sum_was_made_from_can_be_read_in_it() -> None:
    record = Record(
        NOVEMBER.first_day, "m", "images", Decimal(3), None, "", "columns", Size(1024, 1536), "hd plus", "batch"
    )
    assert kind_text(record) == "images 1024x1536 hd_plus batch"
    (again,) = records_of(monthly(Reading("f", "columns", "", True, 1, (record,), (), {}, None, None)))
    assert again == record._replace(quality="hd_plus")


def test_days_are_counted_blank_ones_too() -> None:
    found = costs((-3, "1"), (4, "2"))
    assert days_of(found) == {OCTOBER: 3, NOVEMBER: 5}
    usage = monthly(reading(samples.IMAGES_JSON))
    assert days_of((*found, *usage)) == {OCTOBER: 3, NOVEMBER: 5}
    assert days_of(usage) == {NOVEMBER: 2}


def test_a_new_file_replaces_its_own_months_but_with_no_shorter_one() -> None:
    kept = costs(*((day, "1") for day in range(-31, 10)))
    longer = costs(*((day, "2") for day in range(-5, 20)))
    found = brought(kept, longer)
    assert found.replaced == (("openai-costs", NOVEMBER),)
    assert found.shorter == (("openai-costs", OCTOBER),)
    assert {each.month for each in found.months} == {NOVEMBER}
    assert added(each.cost for each in found.after) == 31 + 40
    assert brought((), kept).after == kept
    other = monthly(reading(samples.PAYG))
    assert brought(kept, other).replaced == ()


def test_what_is_there_already_is_not_to_be_kept_again() -> None:
    kept = costs(*((day, "1") for day in range(-31, 10)))
    found = brought(kept, costs(*((day, "1.00") for day in range(-31, 10))))
    assert found.same == (("openai-costs", OCTOBER), ("openai-costs", NOVEMBER))
    assert (found.months, found.replaced, found.shorter, found.after) == ((), (), (), kept)
    other = brought(kept, costs(*((day, "1.01") for day in range(-31, 10))))
    assert other.same == ()
    assert len(other.replaced) == 2


def test_many_names_become_few_and_keep_their_sum() -> None:
    rows = [samples.cost(samples.FIRST, f"{at}.5", f"thing-{at}") for at in range(400)]
    found = monthly(reading("\n".join([samples.COSTS_HEADER, *rows])))
    assert len(found) == 151
    assert added(each.cost for each in found) == added(Decimal(f"{at}.5") for at in range(400))
    assert any(each.kind == DAYS for each in found)
