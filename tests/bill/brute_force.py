"""The cheapest cover of a number of minutes, by trying every number of seats."""

import itertools
from fractions import Fraction
from math import ceil

import numpy as np

from pricing.bill.subscription import Subscription

_SCALE = 1_000_000
"""Amounts are whole millionths of a dollar here."""


class BruteForce:
    """Every number of seats of every plan up to a need; the rest is bought as extra time."""

    def __init__(self, sold: Subscription, most: int) -> None:
        counts = [range(ceil(most / plan.included) + 1) for plan in sold.plans]
        seats = np.array([bought for bought in itertools.product(*counts) if any(bought)], dtype=np.int64)
        self.minutes = seats @ np.array([plan.included for plan in sold.plans], dtype=np.int64)
        self.usd = seats @ np.array([int(plan.price * _SCALE) for plan in sold.plans], dtype=np.int64)
        self.most = most
        (extra,) = [item for item in sold.items if item not in sold.plans]
        self.extra_minutes, self.extra_usd = extra.included, int(extra.price * _SCALE)

    def cheapest(self, needed: Fraction | int) -> Fraction:
        """USD a month of the cheapest purchase that has the needed minutes."""
        assert needed <= self.most
        lacking = np.maximum(ceil(needed) - self.minutes, 0)
        hours = -(-lacking // self.extra_minutes)
        return Fraction(int((self.usd + hours * self.extra_usd).min()), _SCALE)
