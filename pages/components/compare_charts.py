"""The charts of the Compare page: one colour and one pattern for each service, everywhere."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from zlib import crc32

import pandas as pd
import plotly.graph_objects as go

from pages.components import words
from pages.components.charts import GREY, as_text, figure, log_money_axis, margin, money_axis
from pricing.compare import Row
from pricing.life import gone
from pricing.prices.schema import Tier

_COLOURS = ("#2f6fde", "#d97706", "#0f9d76", "#b4449c", "#6d5bd0", "#c2413b", "#4b8aa8", "#7a7f2a")
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_PATTERNS = ("", "/", "x", ".", "+", "\\", "-", "|")
_FIXED = {"gpt-image-1": 0, "gpt-image-2": 5, "dall-e-3": 1, "midjourney": 2, "stability-ai": 3}
_OWN_LOOKS = len(_COLOURS) * len(_DASHES) // 2
_WIDE_SPREAD = 20


class Look(NamedTuple):
    """How a service is drawn."""

    colour: str
    pattern: str
    dash: str


def looks(rows: Iterable[Row]) -> dict[str, Look]:
    """How each service is drawn: a vendor's always the same; one's own by its name, and never like another's."""
    found: dict[str, Look] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.kind != "own":
            place = _FIXED.get(row.id, sum(row.id.encode()))
            found[row.id] = _look(place, place, place)
            continue
        start = crc32(row.name.encode())
        free = (look for step in range(_OWN_LOOKS) if (look := _own_look(start + step)) not in found.values())
        found[row.id] = next(free)
    return found


def _look(colour: int, pattern: int, dash: int) -> Look:
    return Look(_COLOURS[colour % len(_COLOURS)], _PATTERNS[pattern % len(_PATTERNS)], _DASHES[dash % len(_DASHES)])


def _own_look(place: int) -> Look:
    """One of those that no vendor has: colour and pattern differ in place, colour and dash are one odd and one even."""
    colour, other = place % len(_COLOURS), place // len(_COLOURS) % (len(_DASHES) // 2)
    return _look(colour, colour + 1 + other, 1 - colour % 2 + 2 * other)


def bars(ranked: Sequence[tuple[Decimal, Row]], apart: Sequence[tuple[Decimal, Row]]) -> go.Figure:
    """USD a month of each service, the last at the top; on a logarithmic scale where the spread is large.

    Those that nobody can buy any more stand apart, grey, below.
    """
    costs = [*apart, *ranked]
    names = [*(_no_longer_sold(row) for _, row in apart), *(as_text(row.label) for _, row in ranked)]
    usd = [float(cost) for cost, _ in costs]
    drawn = looks(row for _, row in costs)
    data = {
        "type": "bar", "orientation": "h", "x": usd, "y": names,
        "text": [f"${cost:,.0f}" for cost in usd], "textposition": "outside", "cliponaxis": False,
        "hovertemplate": "%{y}: $%{x:,.2f} a month<extra></extra>",
        "marker": {
            "color": [*(GREY for _ in apart), *(drawn[row.id].colour for _, row in ranked)],
            "pattern": {"shape": [drawn[row.id].pattern for _, row in costs]},
        },
    }  # fmt: skip
    axis = money_axis(max(usd))
    if min(usd) > 0 and max(usd) / min(usd) > _WIDE_SPREAD:
        axis = log_money_axis(min(usd), max(usd)) | {"title": {"text": "USD a month, logarithmic"}}
    return figure([data], 90 + 34 * len(usd), xaxis=axis, margin=margin(right=80))


def curves(frame: pd.DataFrame, rows: Sequence[Row], present: float, today: dt.date) -> go.Figure:
    """USD a month against images a day, both logarithmic, with the present volume marked."""
    images = frame["Images"].tolist()
    drawn = looks(rows)
    lines = [
        {
            "type": "scatter", "mode": "lines", "x": images, "y": frame[row.label].tolist(), "name": _named(row, today),
            "line": {"color": _shade(row, drawn, today), "dash": drawn[row.id].dash, "width": 2},
            "hovertemplate": "%{x:,.0f} images a day: $%{y:,.2f}<extra>" + as_text(row.label) + "</extra>",
        }
        for row in rows
    ]  # fmt: skip
    mark = {
        "type": "line", "yref": "paper", "x0": present, "x1": present, "y0": 0, "y1": 1,
        "line": {"color": "#8590a6", "dash": "dot", "width": 2},
    }  # fmt: skip
    title = {"text": "Images a day (dotted: the plan)"}
    usd = frame[[row.label for row in rows]].to_numpy()
    positive = usd[usd > 0]
    lowest, highest = (positive.min(), positive.max()) if positive.size else (1, 1)
    return figure(
        lines, 380, shapes=[mark], xaxis={"type": "log", "title": title, "tickformat": "~s"},
        yaxis=log_money_axis(lowest, highest),
    )  # fmt: skip


def tiers(prices: Sequence[tuple[Row, Mapping[Tier, Decimal | None]]], today: dt.date) -> go.Figure:
    """USD an image by tier; a group of bars for each tier."""
    data = []
    drawn = looks(row for row, _ in prices)
    highest = 0.0
    for row, by_tier in prices:
        known = {words.TIERS[tier]: float(usd) for tier, usd in by_tier.items() if usd is not None}
        highest = max([highest, *known.values()])
        data.append({
            "type": "bar", "x": list(known), "y": list(known.values()), "name": _named(row, today),
            "marker": {"color": _shade(row, drawn, today), "pattern": {"shape": drawn[row.id].pattern}},
            "hovertemplate": "%{x}: $%{y:.4f} an image<extra>" + as_text(row.label) + "</extra>",
        })  # fmt: skip
    order = {"categoryorder": "array", "categoryarray": list(words.TIERS.values())}
    return figure(data, 360, barmode="group", xaxis=order, yaxis=money_axis(highest))


def _named(row: Row, today: dt.date) -> str:
    return _no_longer_sold(row) if gone(row.ends, today) else as_text(row.label)


def _no_longer_sold(row: Row) -> str:
    return f"{as_text(row.label)}, no longer sold"


def _shade(row: Row, drawn: Mapping[str, Look], today: dt.date) -> str:
    return GREY if gone(row.ends, today) else drawn[row.id].colour
