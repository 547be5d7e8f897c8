"""What was billed as data and as CSV: it adds up, and what cannot be told is null."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricing.actual.plan_side import Delivered
from pricing.actual.source_months import from_stored, stored
from pricing.actual.variance import PART_CODES
from pricing.bill.estimate import estimate
from pricing.export.billed_data import MONTH_COLUMNS, SUM_COLUMNS, actual_data, months_csv, sums_csv
from pricing.export.estimate_files import to_json
from pricing.saved import ActualMonth
from pricing.values.exact import total
from pricing.values.month import Month
from pricing.values.size import Size
from tests.actual.own_bill import months_of
from tests.making import TODAY, plan, shipped, usd

OCTOBER, NOVEMBER, LAST_YEAR = Month(2026, 10), Month(2026, 11), Month(2025, 12)
PLAN = plan(start=OCTOBER, budget=2000)
BILLED = (*months_of(PLAN, OCTOBER, costs=Fraction(3, 2)), *months_of(PLAN, LAST_YEAR))
DATA: Any = actual_data(estimate(PLAN, shipped()), BILLED, shipped(), TODAY)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_month_has_its_plan_its_bill_and_what_is_expected() -> None:
    months = {row["month"]: row for row in DATA["months"]}
    assert list(months) == ["2025-12", "2026-10", "2026-11", "2026-12"]
    assert (months["2026-10"]["billed"], months["2026-10"]["basis"]) == ("2393.1", "actual")
    assert (months["2026-11"]["billed"], months["2026-11"]["expected"]) == (None, "2393.1")
    assert (months["2025-12"]["billed"], months["2025-12"]["expected"]) == ("1595.4", None)
    assert (DATA["year"]["expected"], DATA["year"]["level_percent"]) == ("7179.3", "150")


def test_the_plan_and_the_parts_add_up_to_the_bill() -> None:
    for row in DATA["months"]:
        if row["billed"] is not None:
            parts = [Decimal(row[name]) for name in ("planned_of_days", *PART_CODES)]
            assert total(parts) == Decimal(row["billed"])


def test_csv_has_the_same_as_json() -> None:
    months, sums = rows(months_csv(DATA)), rows(sums_csv(DATA))
    assert [tuple(each) for each in (months[0], sums[0])] == [MONTH_COLUMNS, SUM_COLUMNS]
    assert [row["billed"] for row in months] == [row["billed"] or "" for row in DATA["months"]]
    assert total(Decimal(row["cost"] or 0) for row in sums) == total(row.cost for row in stored(BILLED))
    assert '"sums": [' in to_json(DATA)


def test_a_model_that_looks_like_a_formula_stays_text() -> None:
    hostile = ActualMonth(
        source="columns", month=OCTOBER, model="=1+1", kind="other", quantity=None, cost=usd("1"), currency="USD"
    )
    data = actual_data(estimate(PLAN, shipped()), from_stored([hostile]), shipped(), TODAY)
    assert rows(sums_csv(data))[0]["model"] == "'=1+1"
    assert data["months"][0]["billed"] is None


def tries_and_volume(delivered: Mapping[Month, Delivered]) -> Any:
    more = months_of(PLAN, OCTOBER, images=Fraction(3, 2), costs=Fraction(3, 2), tokens=Fraction(3, 2))
    return actual_data(estimate(PLAN, shipped()), more, shipped(), TODAY, delivered=delivered)["months"][0]


def test_images_that_were_used_tell_tries_from_volume() -> None:
    used = {OCTOBER: {0: Decimal(PLAN.images * PLAN.days)}}
    without, given = tries_and_volume({}), tries_and_volume(used)
    assert (Decimal(without["volume"]) > 0, without["tries"]) == (True, "0")
    assert (given["volume"], given["tries"]) == ("0", without["volume"])


def test_without_a_price_the_sums_are_there_and_no_plan() -> None:
    data = actual_data(estimate(plan(size=Size(100, 100)), shipped()), BILLED, shipped(), TODAY)
    assert data["year"] is None
    assert {row["planned"] for row in data["months"]} == {None}
    assert len(data["sums"]) == len(list(stored(BILLED)))
