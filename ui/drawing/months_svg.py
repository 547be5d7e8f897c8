"""The forecast as a drawing without scripts: bars of the costs by month and workload, with the budget."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from pricing.bill.forecast import ForecastMonth
from pricing.scenario import in_words
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import charts, messages

WIDTH, HEIGHT = 520.0, 104.0
_LEFT, _TOP, _BELOW = 44.0, 8.0, 12.0
_WORD = 36.0
"""The width for the word at the right end of the budget's line; over the bars it could not be read."""
_MOST_LABELS = 18
_OWN = "#5f6b7f"
"""The colour of the team's own costs; a workload that is not sold is a lighter grey."""
_TEXT = 9.0
"""The least distance of texts above each other."""


class Bar(NamedTuple):
    """A workload, or the team's own costs, in a month."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Mark(NamedTuple):
    """A text at a place."""

    x: float
    y: float
    text: str


class Drawing(NamedTuple):
    """The contents of the drawing, in its own units."""

    bars: list[Bar]
    ticks: list[Mark]
    """At the axis of money, each with a line across."""
    months: list[Mark]
    budget: float | None
    """The height of the budget's line."""
    names: list[tuple[str, str]]
    """Name and colour of the parts of a bar, from the top, if there are several."""
    alt: str
    left: float
    right: float
    """The right edge of the plot."""
    width: float = WIDTH
    height: float = HEIGHT


def months_drawing(
    rows: Sequence[ForecastMonth], names: Sequence[str], budget: float | None, height: float = HEIGHT
) -> Drawing | None:
    """The months as bars, the team's own costs on top, grey where a workload is not sold.

    None if there is no price, or nothing to pay. `height` is in the drawing's own units, about points on an A4 sheet.
    """
    costs = [row.cost for row in rows if row.cost is not None]
    highest = max([budget or 0, *map(float, costs)])
    if len(costs) < len(rows) or not any(costs):
        return None
    axis = charts.money_axis(highest)
    top = float(axis["range"][1])

    def level(usd: float) -> float:
        return round(_TOP + (height - _TOP - _BELOW) * (1 - usd / top), 2)

    right = WIDTH if budget is None else WIDTH - _WORD
    step = (right - _LEFT) / len(rows)
    bars, months = [], []
    for place, row in enumerate(rows):
        below = 0.0
        parts = [
            (colour if part.sold else charts.GREY, part.cost)
            for (colour, _), part in zip(charts.WORKLOAD_LOOK, row.workloads, strict=False)
        ]
        for colour, cost in [*parts, *([(_OWN, row.own)] if row.own else [])]:
            usd = float(cost or 0)
            y = level(below + usd)
            bars.append(
                Bar(
                    round(_LEFT + step * (place + 0.15), 2), y, round(step * 0.7, 2), round(level(below) - y, 2), colour
                )
            )
            below += usd
        if len(rows) <= _MOST_LABELS or place % 3 == 0:
            # Beside each other they have room for the month alone.
            in_full = place == 0 or len(rows) > _MOST_LABELS
            label = figures.month(row.month) if in_full else figures.reader().month_of_year(row.month)
            months.append(Mark(round(_LEFT + step * (place + 0.5), 2), height - 2, label))
    ticks = [Mark(_LEFT - 4, level(usd), text) for usd, text in zip(axis["tickvals"], axis["ticktext"], strict=True)]
    apart = abs(ticks[0].y - ticks[1].y) if len(ticks) > 1 else _TEXT
    ticks = ticks[:: math.ceil(_TEXT / apart)]
    looks = [(name, colour) for name, (colour, _) in zip(names, charts.WORKLOAD_LOOK, strict=False)]
    line = None if budget is None else level(budget)
    names_shown = looks if len(names) > 1 else []
    if any(row.own for row in rows):
        names_shown = [*names_shown, (in_words.component("own"), _OWN)]
    alt = messages.months_as_bars(costs[0], rows[0].month, costs[-1], rows[-1].month, budget is not None)
    return Drawing(bars, ticks, months, line, names_shown[::-1], words(alt), _LEFT, right, height=height)
