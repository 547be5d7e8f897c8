"""What a month costs for each user, and as a part of what users bring in."""

from pricing.bill.estimate import estimate, part_of_revenue, per_user
from pricing.values.size import Size
from tests.making import plan, shipped, usd


def test_a_user_costs_the_month_shared_out() -> None:
    """$1,595.40 among 3,000 users of $2 each: $0.5318, 26.59% of $6,000."""
    whole = estimate(plan(users=3000, revenue=usd("2")), shipped())
    assert per_user(whole) == usd("0.5318")
    assert part_of_revenue(whole) == usd("26.59")


def test_without_users_or_revenue_or_a_price_there_is_none() -> None:
    for changes in ({}, {"users": 0, "revenue": usd("2")}, {"revenue": usd("2")}, {"users": 5, "size": Size(100, 100)}):
        whole = estimate(plan(**changes), shipped())
        assert (per_user(whole), part_of_revenue(whole)) == (None, None)
    assert part_of_revenue(estimate(plan(users=3000), shipped())) is None
