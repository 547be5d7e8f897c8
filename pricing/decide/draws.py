"""A fixed sequence of draws, the same on every machine and in every later version of the planner.

Each quantity that varies has the same values, the middles of equally likely parts of a standard normal, in an order of
its own (a Latin hypercube). The order is made of integers alone, by the mixing function of SplitMix64, so no random
generator of a library decides it.
"""

from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from pricing.scenario.ranges import LEVERS, Lever
from pricing.scenario.scenario import MOST_WORKLOADS

Floats = npt.NDArray[np.float64]
COUNT = 16_384
"""Draws."""
TENTH = -NormalDist().inv_cdf(0.1)
"""Standard deviations from the middle to the value that 1 in 10 are above."""
_FEW = 257
"""Draws of one quantity alone, in order."""
_GAMMA, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def of_lever(lever: Lever, number: int) -> Floats:
    """The draws of a workload's lever, standard normal; workloads count from 1."""
    return _drawn(LEVERS.index(lever) * MOST_WORKLOADS + number - 1)


def of_volumes_together() -> Floats:
    """The draws of what the volumes of all workloads share."""
    return _drawn(len(LEVERS) * MOST_WORKLOADS)


def of_prices() -> Floats:
    """The draws of the vendors' prices."""
    return _drawn(len(LEVERS) * MOST_WORKLOADS + 1)


@lru_cache(maxsize=1)
def alone() -> Floats:
    """A quantity by itself, in order."""
    return _middles(_FEW)


def spread_out(draws: Floats, low: float, middle: float, high: float) -> Floats:
    """Draws as values with a normal on each side of the middle, with that side's width: the two-piece normal.

    1 in 10 are below the low, 1 in 10 above the high, and half below the middle.
    """
    return middle + draws * np.where(draws < 0, middle - low, high - middle) / TENTH


@lru_cache(maxsize=len(LEVERS) * MOST_WORKLOADS + 2)
def _drawn(quantity: int) -> Floats:
    """The values in the order of a quantity."""
    places = np.arange(1, COUNT + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        mixed = (np.uint64(quantity + 1) * np.uint64(COUNT) + places) * np.uint64(_GAMMA)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
        mixed ^= mixed >> np.uint64(31)
    return _middles(COUNT)[np.argsort(mixed, kind="stable")]


@lru_cache(maxsize=2)
def _middles(count: int) -> Floats:
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)])
