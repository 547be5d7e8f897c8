"""What is said of a month, a year and a paid amount."""

from fractions import Fraction
from typing import Any, get_args

import pytest

from pricing.actual.compared_month import compared_month
from pricing.actual.landing import landing, pace_message, year_message
from pricing.actual.messages import APART, IDENTIFIED, PARTS, ApartKind, Identified, PartCode, part_reason
from pricing.actual.paid_amount import paid_for, paid_message
from pricing.actual.readers.messages import LEFT_OUT, LeftOut
from pricing.actual.variance import month_messages, part_messages, variance
from pricing.bill.estimate import estimate
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording.messages import Message, words
from tests.actual.own_bill import months_of
from tests.making import TODAY, plan, several, shipped, usd, workload

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def paid(scenario: Scenario, amount: str) -> str:
    found = paid_for(scenario, OCTOBER, usd(amount), None, shipped(), TODAY)
    assert found is not None
    return words(paid_message(found))


def test_an_amount_is_answered_with_its_choices() -> None:
    assert paid(plan(quality=Quality(30, 50, 20)), "3120") == (
        "47% above the plan: that is 1.47 images made per image used, 1,470 images a day or a mix with 39% high."
    )
    assert paid(plan(), "1595.40") == "As planned."
    assert paid(plan(), "1515.63") == "5% below the plan: that is 950 images a day or 5% off list prices."
    two = several(workload(name="A"), workload(name="B", images=1))
    assert "A: 1.5" in paid(two, "2393")
    assert paid(plan(images=0), "5").startswith("Nothing was planned")


def month(scenario: Scenario, *, month: Month = NOVEMBER, **more: Any) -> str:
    whole = estimate(scenario, shipped())
    found = variance(whole, compared_month(whole, month, months_of(scenario, month, **more), shipped()))
    assert found is not None
    return " ".join(map(words, (*month_messages(found), *part_messages(found))))


def test_a_month_is_told_with_the_reasons_of_its_difference() -> None:
    half = Fraction(3, 2)
    assert month(plan()) == "Nov 2026: $1,595.40 billed, as much as planned."
    assert month(plan(), costs=half, images=half, tokens=half) == (
        "Nov 2026: $2,393.10 billed, 50% above the plan of $1,595.40. Volume, +$797.70: 45,000 images were made, "
        "30,000 were planned."
    )
    assert month(plan(), costs=Fraction(9, 10), days=15) == (
        "Nov 2026: $717.93 billed, 10% below the plan of $797.70. The bill has 15 of 30 days; the plan is of the same "
        "days. Price, -$79.77: what is counted was billed 10% below the planned prices."
    )
    assert "does not have this month" in month(plan(), month=OCTOBER)


def test_a_year_is_told_by_its_budget() -> None:
    whole = estimate(plan(budget=2000), shipped())
    for times, said in (
        (Fraction(1), "Nov 2026 to Dec 2026: $3,190.80 expected, $809.20 under the budget of $4,000.00."),
        (
            Fraction(2),
            "Nov 2026 to Dec 2026: $6,381.60 expected, $2,381.60 over the budget of $4,000.00, above it from Nov 2026 "
            "on.",
        ),
    ):
        found = landing(whole, months_of(plan(), NOVEMBER, costs=times), TODAY, shipped())
        assert found is not None
        assert words(year_message(found)) == said
        assert found.pace is None
    running = landing(whole, months_of(plan(), NOVEMBER, days=20), TODAY, shipped())
    assert running is not None
    assert running.pace is not None
    assert words(pace_message(running.pace)) == (
        "Nov 2026: $1,063.60 in 20 of 30 days, on the way to $1,595.40; $1,595.40 were planned."
    )
    december = landing(estimate(plan(start=Month(2026, 12)), shipped()), (), TODAY, shipped())
    assert december is not None
    assert words(year_message(december)).startswith("Dec 2026: $")
    whole_year = landing(estimate(plan(start=Month(2026, 1)), shipped()), (), TODAY, shipped())
    assert whole_year is not None
    assert words(year_message(whole_year)).startswith("2026: $")


@pytest.mark.parametrize(
    ("codes", "said"), [(PartCode, PARTS), (Identified, IDENTIFIED), (ApartKind, APART), (LeftOut, LEFT_OUT)]
)
def test_every_code_has_its_words(codes: object, said: dict[str, Message]) -> None:
    assert set(get_args(codes)) == set(said)
    assert len(set(said.values())) == len(said)


def test_the_reason_of_a_part_begins_with_its_name() -> None:
    for code in get_args(PartCode):
        assert words(part_reason(code, usd("-3"))).startswith(f"{words(PARTS[code])}, -$3.00: ")


def test_half_a_percent_is_as_planned_and_more_has_its_decimal() -> None:
    assert paid(plan(), "1603.30") == "As planned."
    assert "0.9% above" in paid(plan(), "1610")
