"""Somebody changes input cells: the workbook then has the engine's figures of the changed scenario."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast, horizon
from pricing.prices import GuidePrices, PriceBooks
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from tests.export.workbook.making import (
    AT_LEAST,
    CHANGING,
    EUROS,
    EVERYTHING,
    MIX,
    RANGED,
    WHY,
    differences,
    made,
    of_several,
    same,
    small,
)
from tests.export.workbook.office import Office, changed, labelled, named, table
from tests.making import SQUARE, plan, shipped, usd, varied


class Change(NamedTuple):
    """A scenario, the cells somebody changes in its workbook, and the fields that changes."""

    before: Scenario
    cells: Mapping[str, Any]
    fields: Mapping[str, Any]
    """Of the terms and of one workload."""
    place: int = 0
    """That workload's, from 0 on."""

    @property
    def after(self) -> Scenario:
        if not self.place:
            return varied(self.before, **self.fields)
        return self.before.with_workload(self.place, **self.fields)


def _events(*events: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of some events from the first row of their sheet on."""
    cells: dict[str, dict[int, Any]] = {}
    for row, event in enumerate(events):
        for key, value in event.items():
            cells.setdefault(f"event_{key}", {})[row] = value.first_day if isinstance(value, Month) else value
    return cells


BATCH_PLAN = small(quality=Quality(30, 50, 20), refs=1)
PARTLY_SOLD = plan(model="dall-e-3", quality=Quality(0, 60, 40))
SEVERAL = of_several(shipped())
CHANGES: Mapping[str, Change] = {
    "rate of exchange": Change(plan(**CHANGING | EUROS), {"exchange_rate": 0.91}, {"rate": usd("0.91")}),
    "volume of the guide": Change(
        plan(prices=GuidePrices(), model="gpt-image-1", refs=1), {"images_a_day": 77}, {"images": 77}
    ),
    "quality": Change(
        small(), {"share_low": 0.7, "share_medium": 0, "share_high": 0.3}, {"quality": Quality(70, 0, 30)}
    ),
    "size mix": Change(
        small(**EVERYTHING),
        {"size_1024x1024": 1, "size_1024x1536": 0, "size_1536x1024": 0},
        {"size": SizeMix.of(SQUARE)},
    ),
    "all batch": Change(BATCH_PLAN, {"batch_share": 1}, {"batch": usd("100")}),
    "horizon": Change(
        small(growth=5),
        {"number_of_months": 36, "first_month": Month(2030, 2).first_day},
        {"months": 36, "start": Month(2030, 2)},
    ),
    "own costs": Change(
        small(images=700),
        {"own_an_image": 0.0225, "own_a_month": 410},
        {"own_image": usd("0.0225"), "own_month": usd("410")},
    ),
    "events of volume, price and once": Change(
        small(growth=5),
        _events(
            {"first": Month(2027, 1), "last": Month(2027, 2), "what": "volume", "percent": 0.6},
            {"first": Month(2027, 2), "what": "once", "amount": 2500},
            {"first": Month(2027, 2), "what": "price", "percent": 1},
        ),
        {"events": "2027-01..2027-02:images:60,2027-02:once:2500,2027-02:price:100"},
    ),
    "an event of a second workload": Change(
        SEVERAL["mixed"],
        _events({"first": Month(2026, 12), "workload": 2, "what": "volume", "percent": -0.5}),
        {"events": "2026-12@2:images:-50"},
    ),
    "a switch that comes later": Change(
        plan(**CHANGING),
        {"event_first": {3: Month(2027, 4).first_day}},
        {"events": CHANGING["events"].replace("2027-03:model", "2027-04:model")},
    ),
    "levers and prices at their high or low": Change(
        small(**RANGED),
        {"range_counts": {0: "high", 3: "high", 6: "high", 7: "high", 8: "low"}, "range_high": {3: 1.25}},
        {
            "images": 2000,
            "tries": usd("1.25"),
            "growth": usd("4"),
            "quality": Quality(21, 34, 45),
            "discount": usd("30"),
        },
    ),
    "a lever of one of several": Change(SEVERAL["ranges"], {"range_counts": {1: "high"}}, {"tries": usd("1.6")}),
    "budget": Change(small(growth=5), {"monthly_budget": 1500}, {"budget": usd("1500")}),
    "credits": Change(
        plan(model="stable-image-core"),
        {"images_a_day": 40, "discount_rate": 0.2},
        {"images": 40, "discount": usd("20")},
    ),
    "scaled": Change(
        plan(prices=GuidePrices(), model="stability-ai"),
        {"size_1024x1024": 0, "size_1024x1792": 1},
        {"size": SizeMix.of(SQUARE._replace(height=1792))},
    ),
    "everything": Change(
        small(size=MIX),
        {
            "images_a_day": 812,
            "days_a_month": 21,
            "tries_an_image": 1.45,
            "reuse_share": 0.2,
            "batch_share": 0.15,
            "discount_rate": 0.05,
            "growth_a_month": -0.1,
            "prompt_tokens": 0,
            "reference_images": 3,
        },
        {
            "images": 812,
            "days": 21,
            "tries": usd("1.45"),
            "reuse": usd("20"),
            "batch": usd("15"),
            "discount": usd("5"),
            "growth": usd("-10"),
            "prompt": 0,
            "refs": usd("3"),
        },
    ),
    "to a tier that is not sold": Change(
        PARTLY_SOLD, {"share_low": 0.6, "share_medium": 0}, {"quality": Quality(60, 0, 40)}
    ),
    "to tiers that are sold": Change(
        plan(model="dall-e-3", quality=Quality(60, 0, 40)),
        {"share_low": 0, "share_medium": 0.6},
        {"quality": Quality(0, 60, 40)},
    ),
    "to references without a price": Change(PARTLY_SOLD, {"reference_images": 1}, {"refs": usd("1")}),
    "levers of a second workload": Change(
        SEVERAL["mixed"],
        {
            "images_a_day_2": 77,
            "tries_an_image_2": 2,
            "reuse_share_2": 0.5,
            "discount_rate_2": 0.25,
            "growth_a_month_2": 0.08,
        },
        {"images": 77, "tries": usd("2"), "reuse": usd("50"), "discount": usd("25"), "growth": usd("8")},
        1,
    ),
    "size mix of a third workload": Change(
        SEVERAL["mixed"],
        {"size_1024x1024_3": 0.75, "size_2048x2048_3": 0.25, "reference_images_3": 0},
        {"size": SizeMix([(SQUARE, 75), (Size(2048, 2048), 25)]), "refs": usd("0")},
        2,
    ),
    "terms of several": Change(
        SEVERAL["mixed"],
        {"days_a_month": 30, "number_of_months": 5, "monthly_budget": 700},
        {"days": 30, "months": 5, "budget": usd("700")},
    ),
    "a second workload gets a price": Change(
        SEVERAL["partly priced"], {"share_low_2": 0, "share_medium_2": 0.6}, {"quality": Quality(0, 60, 40)}, 1
    ),
    "a fourth workload loses its price": Change(
        SEVERAL["mixed"], {"share_low_4": 0.6, "share_medium_4": 0}, {"quality": Quality(60, 0, 40)}, 3
    ),
    "the first images": Change(SEVERAL["no images"], {"images_a_day_2": 9}, {"images": 9}, 1),
    "the last of eight": Change(SEVERAL["eight"], {"images_a_day_8": 25_000}, {"images": 25_000}, 7),
}
UNPRICED = {"to a tier that is not sold", "to references without a price", "a fourth workload loses its price"}


@pytest.fixture(scope="module")
def calculated(office: Office, books: PriceBooks) -> dict[str, Any]:
    files = {name: changed(made(change.before, books), **change.cells) for name, change in CHANGES.items()}
    files["wrong shares"] = changed(made(small(), books), share_low=0.1, size_1024x1024=0.5)
    files["wrong shares of several"] = changed(made(SEVERAL["mixed"], books), share_high_4=0.5)
    return office.recalculated(files)


@pytest.mark.parametrize("name", CHANGES)
def test_the_workbook_follows(calculated: dict[str, Any], books: PriceBooks, name: str) -> None:
    change = CHANGES[name]
    bill = estimate(change.after, books)
    assert differences(calculated[name], bill) == []
    assert bool(bill.unpriced) == (name in UNPRICED)
    rows, months = table(calculated[name], "Forecast", "Number"), forecast(bill)
    assert [(row["Month"].date(), row["Images"]) for row in rows] == [
        (month.month.first_day, month.images) for month in months
    ]
    assert all(same(row["Cost"], month.cost) for row, month in zip(rows, months, strict=True))
    if bill.scenario.several:
        assert all(
            same(row[f"Cost of {workload.name}"], delivered.cost)
            for row, month in zip(rows, months, strict=True)
            for workload, delivered in zip(bill.scenario.workloads, month.workloads, strict=True)
        )


@pytest.mark.parametrize("name", sorted(CHANGES.keys() - {"horizon", "budget"}))
def test_the_change_is_one_that_moves_the_bill(books: PriceBooks, name: str) -> None:
    change = CHANGES[name]
    before, after = estimate(change.before, books), estimate(change.after, books)
    assert (after.per_month, horizon(forecast(after)).total) != (before.per_month, horizon(forecast(before)).total)


def test_a_part_that_gets_no_price_is_named(calculated: dict[str, Any]) -> None:
    assert labelled(calculated["to a tier that is not sold"])[WHY] == "DALL-E 3 has no price here for low quality."
    assert "reference image" in labelled(calculated["to references without a price"])[WHY]
    assert not labelled(calculated["to tiers that are sold"])[WHY]


def test_a_workload_that_loses_its_price_is_named_and_one_that_gets_it_is_not(calculated: dict[str, Any]) -> None:
    lost = calculated["a fourth workload loses its price"]
    assert labelled(lost)["Without a price"] == "Pieces"
    whys = [row[WHY] for row in table(lost, "Summary", "Workload")]
    assert whys[3] == "DALL-E 3 has no price here for low quality."
    priced = labelled(calculated["a second workload gets a price"])
    assert priced["Without a price"] == "none: each has a price"
    assert priced[AT_LEAST] == priced["Cost per month"]


def test_a_budget_set_later_finds_its_month(calculated: dict[str, Any]) -> None:
    rows = table(calculated["budget"], "Forecast", "Number")
    first = next(row["Month"] for row in rows if row["Cost"] > 1500)
    assert labelled(calculated["budget"])["First month over budget"] == first
    assert [row["Over budget"] for row in rows] == [row["Cost"] > 1500 for row in rows]


def test_shares_that_do_not_add_up_are_reported(calculated: dict[str, Any]) -> None:
    book = calculated["wrong shares"]
    assert named(book, "check_quality").value == 1.1
    assert named(book, "check_sizes").value == 0.5
    assert labelled(book)["All shares add up to 100%?"] == 0
    together = calculated["wrong shares of several"]
    assert named(together, "check_quality_4").value == 1.1
    assert (named(together, "check_quality_1").value, labelled(together)["All shares add up to 100%?"]) == (1, 0)
    assert labelled(calculated["quality"])["All shares add up to 100%?"] == 1
