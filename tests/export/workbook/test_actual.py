"""What was billed in the workbook: a spreadsheet program gets the engine's figures, after a new bill is typed in."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from pricing.actual.landing import Landing, landing
from pricing.actual.source_months import SourceMonth, from_stored, stored
from pricing.bill.estimate import estimate
from pricing.export.workbook import workbook
from pricing.saved import ActualMonth
from pricing.scenario.events import Event
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from tests.actual.own_bill import months_of
from tests.export.workbook.making import same
from tests.export.workbook.office import Office, changed, figures, labelled, named, table
from tests.making import TODAY, plan, shipped, usd

SEPTEMBER, OCTOBER, NOVEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 11)
ONE = plan(start=OCTOBER, months=4, growth=usd("12.5"), budget=2000, own_month=150, own_image=usd("0.01"))
SEVERAL = replace(
    plan(start=NOVEMBER, budget=9000),
    workloads=tuple(replace(plan().workloads[0], name=name, images=images) for name, images in (("A", 900), ("B", 40))),
    events=(Event(Month(2026, 12), None, None, "price", Decimal(-10)),),
)


def of(scenario: Scenario, months: Sequence[SourceMonth]) -> Landing:
    found = landing(estimate(scenario, shipped()), months, TODAY, shipped())
    assert found is not None
    return found


def made(scenario: Scenario, months: Sequence[SourceMonth]) -> bytes:
    return workbook(estimate(scenario, shipped()), shipped(), TODAY, months)


def billed(scenario: Scenario) -> tuple[SourceMonth, ...]:
    """Before the horizon, within it, and of a month that is not over."""
    found = [months_of(scenario, month, costs=Fraction(3, 2)) for month in (SEPTEMBER, OCTOBER)]
    return (*found[0], *found[1], *months_of(scenario, NOVEMBER, costs=Fraction(5, 4), days=20))


def differences(book: Any, year: Landing) -> dict[tuple[str, str], Any]:
    """The cells of a calculated workbook that are not what the engine has."""
    rows = table(book, "Actual", "Month")
    assert [row["Month"].date() for row in rows] == [each.month.first_day for each in year.months]
    found: dict[tuple[str, str], Any] = {}
    for row, each in zip(rows, year.months, strict=True):
        told = {"Planned": each.planned, "Expected": each.expected, "The team's own costs": each.own}
        found |= {(str(each.month), key): row[key] for key, usd in told.items() if not same(row[key], usd)}
        if each.billed is not None and not same(row["Billed, USD"], each.billed):
            found[str(each.month), "billed"] = row["Billed, USD"]
    level = named(book, "actual_level").value
    return found if same(level * 100, year.level) else found | {("", "level"): level}


@pytest.fixture(scope="module")
def calculated(office: Office) -> dict[str, Any]:
    files = {name: made(scenario, billed(scenario)) for name, scenario in (("one", ONE), ("several", SEVERAL))}
    typed = changed(files["one"], actual_billed={3: 2500}, actual_days={3: 31})
    grown = changed(files["several"], images_a_day_1=1800)
    return office.recalculated({**files, "typed": typed, "grown": grown})


@pytest.mark.parametrize(("name", "scenario"), [("one", ONE), ("several", SEVERAL)])
def test_the_year_is_the_engines(calculated: dict[str, Any], name: str, scenario: Scenario) -> None:
    year = of(scenario, billed(scenario))
    assert differences(calculated[name], year) == {}
    assert {each.basis for each in year.months} == {"actual", "pace", "plan"}
    totals = calculated[name]["Actual"]
    assert [totals.cell(4, column).value for column in (5, 8, 9)] == pytest.approx(
        [float(year.planned), float(year.total), float(year.own)]
    )
    assert totals["H5"].value == pytest.approx(float(year.over or 0))


def test_the_next_bill_is_typed_in(calculated: dict[str, Any]) -> None:
    december = ActualMonth(
        source="openai-costs",
        month=Month(2026, 12),
        model="gpt-image-2",
        kind="other",
        quantity=None,
        cost=usd("2500"),
        currency="USD",
    )
    year = of(ONE, [*billed(ONE), *from_stored([december])])
    assert differences(calculated["typed"], year) == {}
    assert [each.basis for each in year.months] == ["actual", "actual", "pace", "actual"]


def test_a_changed_plan_changes_what_is_expected(calculated: dict[str, Any]) -> None:
    doubled = SEVERAL.with_workload(0, images=1800)
    assert differences(calculated["grown"], of(doubled, billed(SEVERAL))) == {}
    assert labelled(calculated["grown"])["Cost per month"] == pytest.approx(
        float(estimate(doubled, shipped()).per_month or 0)
    )


def test_the_sums_are_what_was_brought_in(calculated: dict[str, Any]) -> None:
    rows = table(calculated["one"], "Billed by model", "Month")
    kept = list(stored(billed(ONE)))
    assert len(rows) == len(kept)
    assert not [row["What was counted"] for row in rows if "_" in row["What was counted"]], "words, not keys"
    assert sum(row["Cost"] or 0 for row in rows) == pytest.approx(float(sum(each.cost or 0 for each in kept)))


def test_stored_figures_are_those_of_the_formulas() -> None:
    """What shows the file without calculating shows the same."""
    assert differences(figures(made(ONE, billed(ONE))), of(ONE, billed(ONE))) == {}


def test_without_a_bill_there_is_no_sheet() -> None:
    assert not {"Actual", "Billed by model"} & set(figures(made(ONE, ())).sheetnames)
    unpriced = plan(size=Size(100, 100))
    sheets = figures(made(unpriced, billed(ONE))).sheetnames
    assert ("Billed by model" in sheets, "Actual" in sheets) == (True, False)
