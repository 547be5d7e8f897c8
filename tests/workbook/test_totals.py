"""A spreadsheet program gets the engine's figures out of the workbook, and out of every formula in it."""

import datetime as dt
import math
from typing import Any

import pytest

from pricing.estimate import estimate
from pricing.forecast import first_over_budget, forecast
from pricing.prices import PriceBooks
from pricing.scenario import Scenario
from tests.unit.making import usd
from tests.workbook.making import GENERATED, differences, generated, known, made, same
from tests.workbook.office import Office, figures, labelled, table


@pytest.fixture(scope="module")
def plans(books: PriceBooks) -> dict[str, Scenario]:
    return known(books) | generated(books)


@pytest.fixture(scope="module")
def files(plans: dict[str, Scenario], books: PriceBooks) -> dict[str, bytes]:
    return {name: made(scenario, books) for name, scenario in plans.items()}


@pytest.fixture(scope="module")
def calculated(office: Office, files: dict[str, bytes]) -> dict[str, Any]:
    return office.recalculated(files)


def test_the_totals_are_the_engines(calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks) -> None:
    wrong = {name: differences(calculated[name], estimate(scenario, books)) for name, scenario in plans.items()}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_generated_plans_are_of_both_kinds(plans: dict[str, Scenario], books: PriceBooks) -> None:
    priced = [estimate(plans[f"generated-{place}"], books).per_image is not None for place in range(GENERATED)]
    assert priced.count(True) >= 12
    assert priced.count(False) >= 5


def test_the_three_scenarios_of_the_guide(calculated: dict[str, Any]) -> None:
    months = [labelled(calculated[f"preset-{place}"])["Cost a month"] for place in range(3)]
    assert months == pytest.approx([1215, 722.25, 17220])


def test_the_lines_are_the_engines(calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks) -> None:
    for name, scenario in plans.items():
        bill = estimate(scenario, books)
        rows = {
            (row["Component"], row["Tier"], row["Size"], row["Processing"]): row
            for row in table(calculated[name], "Lines", "Component")
        } if bill.lines else {}  # fmt: skip
        for line in bill.lines:
            row = rows.pop((line.component, line.tier, str(line.size), line.processing))
            assert same(row["Cost a day"], line.cost_per_day), name
            assert math.isclose(row["Quantity a day"], line.quantity_per_day), name
            assert usd(str(row["Rate"])) == line.price.amount, name
            assert (row["Unit"], row["Rate unit"]) == (line.unit, line.price.unit), name
            source = bill.source(line.price)
            read = row["Read on"].date() if source.read else row["Read on"]
            assert (row["Confidence"], read) == (line.confidence, source.read or source.when), name
        assert all(row["Cost a day"] == 0 for row in rows.values()) or bill.unpriced, name


def test_the_months_are_the_engines(calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks) -> None:
    for name, scenario in plans.items():
        months = forecast(estimate(scenario, books))
        rows = table(calculated[name], "Forecast", "Number")
        assert [row["Images"] for row in rows] == [month.images for month in months], name
        assert [row["Month"].date() for row in rows] == [month.month.first_day for month in months], name
        assert all(same(row["Cost"], month.cost) for row, month in zip(rows, months, strict=True)), name
        assert [row["Sold"] for row in rows] == ["yes" if month.sold else "no" for month in months], name
        over = first_over_budget(scenario, months)
        shown = labelled(calculated[name])["First month over budget"]
        assert (shown.date() if isinstance(shown, dt.datetime) else None) == (over.first_day if over else None), name


def test_a_plan_without_a_price_says_so_and_why(
    calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks
) -> None:
    for name, scenario in plans.items():
        bill = estimate(scenario, books)
        why = labelled(calculated[name]).get("Why not priced")
        if bill.unpriced:
            assert why in {gap.reason for gap in bill.unpriced}, name
        else:
            assert not why, name


def test_the_stored_figures_are_those_of_the_formulas(calculated: dict[str, Any], files: dict[str, bytes]) -> None:
    """For programs that show a workbook without calculating it."""
    for name, content in files.items():
        for sheet in figures(content):
            for row in sheet.iter_rows():
                for cell in row:
                    now = calculated[name][sheet.title][cell.coordinate].value
                    assert _alike(cell.value, now), f"{name} {sheet.title} {cell.coordinate}: {cell.value!r}, {now!r}"


def _alike(stored: Any, now: Any) -> bool:
    if isinstance(stored, int | float) and isinstance(now, int | float):
        return math.isclose(stored, now, rel_tol=1e-9, abs_tol=1e-9)
    return bool((stored or None) == (now or None))
