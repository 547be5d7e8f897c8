"""Growth in words: doubling, halving, a year."""

import pytest

from pricing.scenario.growth import doubling_in, growth
from tests.making import usd


@pytest.mark.parametrize(
    ("percent", "doubles", "halves", "in_a_year"),
    [
        ("26", "3.0", None, "16.01"),
        ("100", "1.0", None, "4096.00"),
        ("0", None, None, "1"),
        ("-50", None, "1.0", "0"),
        ("-5", None, "13.5", "0.54"),
        ("0.01", "6931.8", None, "1.0"),
    ],
)
def test_what_a_growth_comes_to(percent: str, doubles: str | None, halves: str | None, in_a_year: str) -> None:
    found = growth(usd(percent))
    assert found.doubles == (None if doubles is None else usd(doubles))
    assert found.halves == (None if halves is None else usd(halves))
    assert found.in_a_year == usd(in_a_year)


@pytest.mark.parametrize(("months", "percent"), [("1", "100"), ("3", "25.99"), ("12", "5.95"), ("120", "0.58")])
def test_the_growth_that_doubles_in_some_months(months: str, percent: str) -> None:
    assert doubling_in(usd(months)) == usd(percent)
