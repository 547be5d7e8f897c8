"""A spreadsheet program gets the engine's figures out of the workbook, and out of every formula in it."""

import datetime as dt
import math
from typing import Any

import pytest

from pricing.bill.estimate import estimate
from pricing.bill.forecast import first_over_budget, forecast
from pricing.prices import PriceBooks
from pricing.prices.messages import read_when
from pricing.scenario import in_words
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from tests.export.workbook.making import AT_LEAST, GENERATED, WHY, differences, generated, known, made, of_several, same
from tests.export.workbook.office import Office, figures, labelled, table
from tests.making import usd


@pytest.fixture(scope="module")
def plans(books: PriceBooks) -> dict[str, Scenario]:
    return known(books) | generated(books) | of_several(books)


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
    assert priced.count(True) >= 8
    assert priced.count(False) >= 3


def test_the_three_scenarios_of_the_guide(calculated: dict[str, Any]) -> None:
    months = [labelled(calculated[f"guide-{place}"])["Cost per month"] for place in range(3)]
    assert months == pytest.approx([1215, 722.25, 17220])
    together = table(calculated["guide"], "Summary", "Workload")
    assert [row["Cost per month"] for row in together] == pytest.approx([1215, 722.25, 17220, 0, 19157.25])
    assert labelled(calculated["guide"])["Cost per month"] == pytest.approx(19157.25)
    assert sum(row["Share of the cost"] for row in together[:-1]) == pytest.approx(1)


def test_the_lines_are_the_engines(calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks) -> None:
    for name, scenario in plans.items():
        bill = estimate(scenario, books)
        first = "No." if scenario.several else "Component"
        rows = (
            {
                (row.get("Workload", ""), row["Component"], row["Quality level"], row["Size"], row["Processing"]): row
                for row in table(calculated[name], "Lines", first)
            }
            if bill.lines
            else {}
        )
        for line in bill.lines:
            component, tier = in_words.component(line.component), in_words.tier(line.tier)
            row = rows.pop((line.workload, component, tier, str(line.size), line.processing))
            assert same(row["Cost per day"], line.cost_per_day), name
            assert math.isclose(row["Quantity per day"], line.quantity_per_day), name
            assert usd(str(row["Rate"])) == line.price.amount, name
            assert (row["Unit"], row["Rate unit"]) == (line.unit, line.price.unit), name
            source = line.source
            read = row["Read on"].date() if source.read else row["Read on"]
            assert (row["How it was read"], read) == (words(line.how_read), source.read or words(read_when(source))), (
                name
            )
        assert all(row["Cost per day"] == 0 for row in rows.values()) or bill.unpriced, name


def test_the_months_are_the_engines(calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks) -> None:
    for name, scenario in plans.items():
        months = forecast(estimate(scenario, books))
        rows = table(calculated[name], "Forecast", "Number")
        assert [row["Images"] for row in rows] == [month.images for month in months], name
        assert [row["Month"].date() for row in rows] == [month.month.first_day for month in months], name
        assert all(same(row["Cost"], month.cost) for row, month in zip(rows, months, strict=True)), name
        sold = "All are sold" if scenario.several else "Sold"
        assert [row[sold] for row in rows] == [month.sold for month in months], name
        over = first_over_budget(scenario, months)
        shown = labelled(calculated[name])["First month over budget"]
        assert (shown.date() if isinstance(shown, dt.datetime) else None) == (over.first_day if over else None), name


def test_the_months_of_each_workload_are_the_engines(
    calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks
) -> None:
    for name in of_several(books):
        scenario, months = plans[name], forecast(estimate(plans[name], books))
        rows = iter(table(calculated[name], "Months", "Number"))
        for month, shown in zip(months, table(calculated[name], "Forecast", "Number"), strict=True):
            assert same(shown["Cost of what is sold"], month.sold_cost), name
            for place, (workload, delivered) in enumerate(zip(scenario.workloads, month.workloads, strict=True), 1):
                row = next(rows)
                assert (row["No."], row["Workload"], row["Month"]) == (place, workload.name, shown["Month"]), name
                assert row["Images"] == delivered.images, name
                assert row["Sold"] == delivered.sold, name
                assert same(row["Cost"], delivered.cost), name
                assert same(shown[f"Cost of {workload.name}"], delivered.cost), name
        assert not list(rows), name
        sold = [sum(month.workloads[place].sold for month in months) for place in range(len(scenario.workloads))]
        overview = table(calculated[name], "Summary", "Workload")
        assert [row["Months sold"] for row in overview[:-2]] == sold, name


def test_a_plan_without_a_price_says_so_and_why(
    calculated: dict[str, Any], plans: dict[str, Scenario], books: PriceBooks
) -> None:
    for name, scenario in plans.items():
        whole = estimate(scenario, books)
        if scenario.several:
            whys = [row[WHY] for row in table(calculated[name], "Summary", "Workload")]
        else:
            whys = [labelled(calculated[name]).get(WHY)]
        for why, bill in zip(whys, whole.bills, strict=False):
            assert (why in {words(gap.reason) for gap in bill.unpriced}) if bill.unpriced else not why, name


def test_what_the_others_cost_is_shown_beside_a_workload_without_a_price(calculated: dict[str, Any]) -> None:
    shown = labelled(calculated["partly priced"])
    assert (shown["Cost per month"], shown["Without a price"]) == ("not priced", "No price")
    rows = table(calculated["partly priced"], "Summary", "Workload")
    assert shown[AT_LEAST] == pytest.approx(rows[0]["Cost per month"] + rows[2]["Cost per month"])
    assert [row["Share of the cost"] for row in rows] == [None] * 5
    assert "Without a price" not in labelled(calculated["guide"])


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
