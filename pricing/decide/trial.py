"""The team's own trial: a table of prompts and models to fill in, the cost of its images, and its result.

The interval of a share is Wilson's (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
Journal of the American Statistical Association 22, 1927): with p of n accepted and z standard deviations, its middle is
(p + z^2 / 2n) / (1 + z^2 / n), and it reaches z / (1 + z^2 / n) x sqrt(p (1 - p) / n + z^2 / 4n^2) to each side.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from statistics import NormalDist
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.bill.placement import nearest_offered, under_contract
from pricing.decide.savings import Way
from pricing.prices import PriceBooks
from pricing.scenario.accepted import Accepted
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, percent_of, rounded, total_of_all

PROMPTS = 30
"""Rows (prompts) of the offered table."""
MOST_TRIED = 6
"""The most columns (models) of the table."""
_SURE = 0.95
_ACCEPTED, _REFUSED = ("1", "yes", "y", "x"), ("0", "no", "n")


class TriedModel(NamedTuple):
    """The result of a trial for one model."""

    model: str
    accepted: int
    tried: int

    @property
    def percent(self) -> Decimal:
        """Percent of the model's images that were accepted, to two decimals."""
        return rounded(percent_of(Decimal(self.accepted), Decimal(self.tried)), 2)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The 95% confidence interval of the accepted share, in percent to one decimal."""
        z, n, p = NormalDist().inv_cdf((1 + _SURE) / 2), self.tried, self.accepted / self.tried
        middle, scale = p + z * z / (2 * n), 1 + z * z / n
        reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = max(middle - reach, 0) / scale, min((middle + reach) / scale, 1)
        return rounded(Decimal(repr(100 * low)), 1), rounded(Decimal(repr(100 * high)), 1)


class UnreadTrial(ValueError):
    """A table that cannot be read; `row` counts from 1, the heading being row 1, and `cell` is the unread text."""

    def __init__(self, row: int, cell: str) -> None:
        super().__init__(f"row {row}: {cell!r}")
        self.row, self.cell = row, cell


def models_to_try(scenario: Scenario, ways: Iterable[Way]) -> list[str]:
    """The present models, and those that the ways to save move workloads to."""
    proposed = (way.after for way in ways if way.lever == "model" and way.usable)
    present = (workload.model for workload in scenario.workloads)
    return list(dict.fromkeys([*present, *proposed]))[:MOST_TRIED]


def kit(models: Sequence[str], prompts: int = PROMPTS) -> str:
    """The table to fill in as CSV: a row for each prompt, a column for each model."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["prompt", *models])
    writer.writerows([f"prompt {number}", *([""] * len(models))] for number in range(1, prompts + 1))
    return written.getvalue()


def cost_of(models: Sequence[str], scenario: Scenario, books: PriceBooks, prompts: int = PROMPTS) -> Decimal | None:
    """USD of one image per prompt and model, made like those of the first workload; None if one has no price."""
    first, book = scenario.workloads[0], books[scenario.prices]
    costs: list[Decimal | None] = []
    for model in models:
        placed = nearest_offered(under_contract(first, model, scenario, books), book[model])
        made = bill(placed.of_one_generation(), scenario, books).per_image
        with localcontext(EXACT):
            costs.append(None if made is None else made * placed.paid_part * prompts)
    return total_of_all(costs)


def read_kit(text: str, models: Sequence[str]) -> list[TriedModel]:
    """The result of a filled-in table for each model; empty cells are ignored.

    Columns may be separated by commas, semicolons or tabs. Raises UnreadTrial for a heading that is not in `models` and
    for a cell that is neither yes nor no.
    """
    first = text.strip().splitlines()[:1]
    divided = max("\t;,", key=first[0].count) if first else ","
    given = csv.reader(io.StringIO(text.strip()), delimiter=divided)
    rows = [row for row in given if any(cell.strip() for cell in row)]
    if not rows or len(rows[0]) < 2:
        raise UnreadTrial(1, "")
    named = [cell.strip() for cell in rows[0][1:]]
    for name in named:
        if name not in models or named.count(name) > 1:
            raise UnreadTrial(1, name)
    counts = {name: [0, 0] for name in named}
    for number, row in enumerate(rows[1:], 2):
        for name, cell in zip(named, row[1:], strict=False):
            answer = cell.strip().lower()
            if answer and answer not in _ACCEPTED + _REFUSED:
                raise UnreadTrial(number, cell.strip())
            counts[name][0] += answer in _ACCEPTED
            counts[name][1] += bool(answer)
    return [TriedModel(name, accepted, tried) for name, (accepted, tried) in counts.items() if tried]


def with_trial(accepted: Accepted, trial: Iterable[TriedModel]) -> Accepted:
    """The accepted shares with those of a trial added; they replace earlier ones of the same models."""
    return tuple((dict(accepted) | {tried.model: tried.percent for tried in trial}).items())
