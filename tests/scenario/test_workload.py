"""The factors of a workload's bill, and numbers on the grid of a field."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.values.exact import of_fraction
from tests.making import plan, plans, shipped


@given(scenario=plans())
def test_the_neutral_values_of_levers_are_those_where_nothing_is_multiplied(scenario: Scenario) -> None:
    (workload, *_) = scenario.workloads
    assert workload.at_list_price().paid_part == 1
    assert workload.of_one_generation().paid_part == workload.of_one_generation().generations_per_image == 1


def test_the_bill_is_that_of_one_generation_times_both_factors() -> None:
    scenario = plan(tries="1.3", reuse="12.5", discount="7.25")
    (workload,) = scenario.workloads
    assert (workload.generations_per_image, workload.paid_part) == (Decimal("1.1375"), Decimal("0.9275"))
    single = estimate(scenario.with_replaced(0, workload.of_one_generation()), shipped()).per_image
    assert single is not None
    assert estimate(scenario, shipped()).per_image == single * Decimal("1.1375") * Decimal("0.9275")


@pytest.mark.parametrize(
    ("value", "most_places", "nearest"),
    [("1.23455", None, "1.2346"), ("1.23445", None, "1.2344"), ("1.005", 2, "1"), ("21", None, "20"), ("-1", 2, "1")],
)
def test_a_value_goes_to_the_grid_of_its_field(value: str, most_places: int | None, nearest: str) -> None:
    """Half to even, within the limits, to fewer places where asked."""
    assert Number(1, 20, 4).on_grid(Decimal(value), most_places) == Decimal(nearest)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_a_fraction_is_exact_where_its_decimals_end(numerator: int, denominator: int) -> None:
    fraction = Fraction(numerator, denominator)
    ends = pow(10, 20, fraction.denominator) == 0
    assert (Fraction(of_fraction(fraction)) == fraction) is ends
    assert abs(Fraction(of_fraction(fraction)) - fraction) <= Fraction(1, 10**12)
