"""The charts of the Compare page. A service has the same colour and pattern in all of them."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pandas as pd

from pages.compare.graphs import messages
from pricing.compare.choice import most_by_hand
from pricing.compare.rows import AS_PLANNED, PricedRow, Row
from pricing.prices.life import gone
from pricing.prices.schema import Tier
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import line_ends, phrases
from ui.drawing.charts import COLOURS, DASHES, GREY, Spec, as_text, figure, hatched, level, log_axis, margin, money_axis
from ui.drawing.line_ends import LineEnd

_PATTERNS = ("", "/", "x", ".", "+", "\\", "-", "|")
_FIXED = {"gpt-image-1": 0, "gpt-image-2": 5, "dall-e-3": 1, "midjourney": 2, "stability-ai": 3, AS_PLANNED: 6}
_OWN_LOOKS = len(COLOURS) * len(DASHES) // 2
_PLOT = 290
"""The least height in pixels of the plot of lines by volume."""
_WIDE_SPREAD = 20
"""The ratio of highest to lowest cost above which bars would hide the lowest."""


class Look(NamedTuple):
    """The colour, pattern and dash of a service."""

    colour: str
    pattern: str
    dash: str


Looks = Mapping[str, Look]


def looks(rows: Sequence[Row]) -> Looks:
    """Label -> look of each service of a page.

    The services of most comparisons always have the same look. Another vendor's service has a colour derived from its
    key, or the least used one after it. An own service has a look derived from its name, which no other service has.
    """
    label_looks: dict[str, Look] = {}
    used: Counter[int] = Counter()
    for row in sorted(rows, key=lambda row: (row.key not in _FIXED, row.key)):
        if row.own is None:
            wanted = _FIXED.get(row.key, sum(row.key.encode()))
            colour = min(
                ((wanted + step) % len(COLOURS) for step in range(len(COLOURS))), key=lambda colour: used[colour]
            )
            label_looks[row.label] = _vendors_look(colour, used[colour])
            used[colour] += 1
            continue
        start = crc32(row.name.encode())
        free = (look for step in range(_OWN_LOOKS) if (look := _own_look(start + step)) not in label_looks.values())
        label_looks[row.label] = next(free)
    return label_looks


def _look(colour: int, pattern: int, dash: int) -> Look:
    return Look(COLOURS[colour % len(COLOURS)], _PATTERNS[pattern % len(_PATTERNS)], DASHES[dash % len(DASHES)])


def _vendors_look(colour: int, again: int) -> Look:
    """The look of a vendor's service, of which `again` earlier ones have the same colour.

    Pattern and colour have the same place, or the pattern's is four to seven further; dash and colour are both odd or
    both even.
    """
    further = again % 5
    return _look(colour, colour + (further + 3 if further else 0), colour + 2 * again)


def _own_look(place: int) -> Look:
    """A look that no vendor's service has: the places of colour and pattern differ, one of colour and dash is odd."""
    colour, step = place % len(COLOURS), place // len(COLOURS) % (len(DASHES) // 2)
    return _look(colour, colour + 1 + step, 1 - colour % 2 + 2 * step)


def far_apart(rows: Iterable[PricedRow]) -> bool:
    """Whether costs differ too much for bars, which need an axis from zero."""
    costs = [row.per_month for row in rows]
    return min(costs) > 0 and max(costs) > _WIDE_SPREAD * min(costs)


def by_service(ranked: Sequence[PricedRow], apart: Sequence[PricedRow], label_looks: Looks) -> Spec:
    """The cost a month of each service, the last one on top: bars, or points on a logarithmic axis if `far_apart`.

    Services that are no longer sold are grey and below the others.
    """
    rows = [*apart, *ranked]
    names = [
        *(line_ends.in_lines(words(messages.named_no_longer_sold(row.label))) for row in apart),
        *(line_ends.in_lines(row.label) for row in ranked),
    ]
    usd = [float(row.per_month) for row in rows]
    colours = [*(GREY for _ in apart), *(label_looks[row.label].colour for row in ranked)]
    costs = {
        "x": usd,
        "y": names,
        "text": [phrases.brief_money(row.per_month) for row in rows],
        "cliponaxis": False,
        "hovertemplate": f"{words(messages.hover_month('%{y}', phrases.money_pattern('x')))}<extra></extra>",
    }
    height = 90 + 34 * len(rows)
    if far_apart(rows):
        on_axis = words(messages.ON_LOG_AXIS), words(messages.APART_ON_AXIS)
        height += 20 * len(on_axis)
        data = costs | {
            "type": "scatter",
            "mode": "markers+text",
            "textposition": "middle right",
            "marker": {"color": colours, "size": 13},
        }
        axis = log_axis(min(usd), max(usd), figures.axis_money) | {"title": {"text": "<br>".join(on_axis)}}
    else:
        pattern = hatched([label_looks[row.label].pattern for row in rows])
        data = costs | {
            "type": "bar",
            "orientation": "h",
            "textposition": "outside",
            "marker": {"color": colours, "pattern": pattern},
        }
        axis = money_axis(max(usd), few=True)
    return figure([data], height, xaxis=axis, margin=margin(right=80))


def curves(frame: pd.DataFrame, rows: Sequence[Row], label_looks: Looks, scenario: Scenario, today: dt.date) -> Spec:
    """The cost a month by images a day of all workloads, on logarithmic axes, with the scenario's volume marked."""
    present = float(max(scenario.images, 1))
    images = frame["Images"].tolist()
    hover = words(messages.hover_volume(phrases.count_pattern("x"), phrases.money_pattern("y")))
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": images,
            "y": [None if math.isnan(usd) else usd for usd in frame[row.label].tolist()],
            "line": {"color": _shade(row, label_looks, today), "dash": label_looks[row.label].dash, "width": 2},
            "hovertemplate": f"{hover}<extra>{as_text(row.label)}</extra>",
        }
        for row in rows
    ]
    lines += [_end_by_hand(row, most, label_looks, today) for row in rows if (most := most_by_hand(row)) is not None]
    mark = level(present, "x", color=GREY, dash="dot")
    title = {"text": words(messages.IMAGES_AXIS_OF_ALL if scenario.several else messages.IMAGES_AXIS)}
    usd = frame[[row.label for row in rows]].to_numpy()
    positive = usd[usd > 0]
    lowest, highest = (positive.min(), positive.max()) if positive.size else (1, 1)
    across, up = log_axis(images[0], images[-1], figures.compact), log_axis(lowest, highest, figures.axis_money)
    ends = [
        LineEnd(
            _named(row, today),
            math.log10(images[-1]),
            math.log10(cost),
            _part(math.log10(cost), up["range"]),
            _shade(row, label_looks, today),
        )
        for row in rows
        if (cost := frame[row.label].iloc[-1]) > 0
    ]
    return figure(lines, shapes=[mark], xaxis=across | {"title": title}, yaxis=up, **line_ends.layout(ends, _PLOT))


def _part(value: float, ends: Sequence[float]) -> float:
    """The position of a value between two ends, from 0 to 1."""
    return (value - ends[0]) / (ends[1] - ends[0])


def _end_by_hand(row: Row, most: int, label_looks: Looks, today: dt.date) -> Spec:
    """The last point of the line of a service without an API: the most images that people can make there."""
    assert row.meter is not None
    cost = float(row.meter.cost(np.array([float(most * row.days)]))[0])
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [most],
        "y": [cost],
        "text": [words(messages.most_by_hand(as_text(phrases.short(row.label)), most))],
        "textposition": "bottom center",
        "marker": {"color": _shade(row, label_looks, today), "symbol": "square", "size": 9},
        "hovertemplate": f"{words(messages.hover_by_hand(phrases.count_pattern('x')))}"
        f"<extra>{as_text(row.label)}</extra>",
    }


def tiers(prices: Sequence[tuple[Row, Mapping[Tier, Decimal | None]]], label_looks: Looks, today: dt.date) -> Spec:
    """The cost of an image by tier, with a group of bars for each tier."""
    data = []
    highest = 0.0
    names = {tier: words(name) for tier, name in messages.TIERS_OF_CHART.items()}
    hover = words(messages.hover_quality("%{x}", phrases.money_pattern("y", 4)))
    for row, by_tier in prices:
        costs = {names[tier]: float(usd) for tier, usd in by_tier.items() if usd is not None}
        highest = max([highest, *costs.values()])
        data.append(
            {
                "type": "bar",
                "x": list(costs),
                "y": list(costs.values()),
                "name": as_text(_named(row, today)),
                "marker": {
                    "color": _shade(row, label_looks, today),
                    "pattern": hatched(label_looks[row.label].pattern),
                },
                "hovertemplate": f"{hover}<extra>{as_text(row.label)}</extra>",
            }
        )
    order = {"categoryorder": "array", "categoryarray": list(names.values())}
    return figure(data, 360, barmode="group", xaxis=order, yaxis=money_axis(highest))


def _named(row: Row, today: dt.date) -> str:
    return words(messages.named_no_longer_sold(row.label)) if gone(row.ends, today) else row.label


def _shade(row: Row, label_looks: Looks, today: dt.date) -> str:
    return GREY if gone(row.ends, today) else label_looks[row.label].colour
