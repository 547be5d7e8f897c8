"""What a month costs for each user, and as a part of what users bring in."""

from decimal import Decimal

from pricing.bill.estimate import Estimate
from pricing.values.exact import EXACT, PERCENT, quotient


def per_user(whole: Estimate) -> Decimal | None:
    """USD a month of one active user, to 12 decimals; None without users or without a price."""
    users = whole.scenario.users
    if not users or whole.per_month is None:
        return None
    return quotient(whole.per_month, Decimal(users))


def part_of_revenue(whole: Estimate) -> Decimal | None:
    """Percent of the revenue of all users in a month, to 12 decimals; None without revenue, users or a price."""
    users, revenue = whole.scenario.users, whole.scenario.revenue
    if not users or not revenue or whole.per_month is None:
        return None
    return quotient(EXACT.multiply(whole.per_month, Decimal(PERCENT)), EXACT.multiply(revenue, Decimal(users)))
