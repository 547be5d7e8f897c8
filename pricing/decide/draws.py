"""A fixed sequence of draws, the same on every machine and in every later version of the planner.

All quantities have the same values, the medians of `COUNT` equally likely parts of a standard normal, in different
orders: a rank-1 lattice rule, `place x multiplier` modulo `COUNT`, in integers. So the draws depend on no library's
random generator, and together they fill the space evenly. The multipliers come from a component-by-component
search for the least worst-case error in a Korobov space of smoothness 2, with weights 0.3 for the first ten quantities
and 0.3 x (10 / j) squared for the j-th beyond.
"""

from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
COUNT = 16_384
"""The number of draws."""
TENTH = -NormalDist().inv_cdf(0.1)
"""Standard deviations from the median of a normal to its 90th percentile."""
_FEW = 257
"""The number of draws for a quantity that varies alone."""
_MULTIPLIERS = (
    1,
    6229,
    2691,
    4415,
    2027,
    6663,
    7239,
    3073,
    3903,
    6681,
    2119,
    4283,
    5843,
    6753,
    4845,
    4839,
    6011,
    2001,
    8093,
    6133,
    5201,
    77,
    6077,
    5477,
    2975,
    3775,
    479,
    2277,
    343,
    3421,
    1103,
    4659,
    1369,
    1175,
    4455,
    63,
    3269,
    7633,
    5195,
    7137,
    719,
    5547,
    6927,
    6221,
    4041,
    4687,
    519,
    6875,
    5189,
    5361,
    6341,
    2449,
    1399,
    5133,
    2495,
    4195,
    2663,
    7451,
    6601,
    5169,
    7809,
    6427,
    3899,
    8057,
    2913,
    7943,
    2127,
)
MOST = len(_MULTIPLIERS)
"""The most quantities that can vary at once."""


@lru_cache(maxsize=MOST)
def drawn(quantity: int) -> Floats:
    """The draws of a quantity, standard normal; quantities count from 0."""
    places = np.arange(COUNT, dtype=np.int64) * _MULTIPLIERS[quantity] % COUNT
    return _middles(COUNT)[places]


@lru_cache(maxsize=1)
def alone() -> Floats:
    """The draws of one quantity that varies alone, in ascending order."""
    return _middles(_FEW)


def spread_out(draws: Floats, low: float, middle: float, high: float) -> Floats:
    """Standard normal draws as values of a two-piece normal: a normal on each side of the middle with its own width.

    `low`, `middle` and `high` are its 10th, 50th and 90th percentiles.
    """
    return middle + draws * np.where(draws < 0, middle - low, high - middle) / TENTH


@lru_cache(maxsize=2)
def _middles(count: int) -> Floats:
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)])
