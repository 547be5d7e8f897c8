"""The charts: frames in, figures out. Colours and fonts come from the theme where it can set them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components import words
from pricing.forecast import ForecastMonth

CONFIG = {"displayModeBar": False, "scrollZoom": False}
COMPONENT_LOOK = {
    "text_input": ("#7a8aa6", "."),
    "image_input": ("#d97706", "/"),
    "image_output": ("#2f6fde", ""),
    "further_megapixels": ("#0f8f88", "x"),
    "tiles": ("#8b5cf6", "+"),
}
"""Colour and pattern of each component, so that they are told apart without colour too."""
GREY = "#8590a6"
_RED = "#c2413b"
_TICKS = 5
"""About how many ticks an axis of USD has."""
_FIXED = {"automargin": False}
"""An axis whose labels fit a known margin: to measure them takes a browser a third of its time for a chart."""
_LAYOUT = {
    "template": go.layout.Template(),
    "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
    "uirevision": "keep",
}


def draw(figure: go.Figure, title: str, alt: str, key: str) -> None:
    """A figure under its takeaway."""
    st.markdown(f"**{words.plain(title)}**")
    st.plotly_chart(figure, key=key, config=CONFIG, alt=f"{title}. {alt}")


def figure(data: list[dict[str, Any]], height: int, **layout: Any) -> go.Figure:
    """A figure in the look that all share, made in one step: `update_layout` and its like take most of a rerun."""
    return go.Figure({"data": data, "layout": {**_LAYOUT, "margin": margin(), "height": height, **layout}})


def margin(left: int = 8, right: int = 8, below: int = 8) -> dict[str, int]:
    """Pixels around a chart, beside what axes measure for themselves."""
    return {"l": left, "r": right, "t": 26, "b": below}


def money_axis(highest: float) -> dict[str, Any]:
    """An axis of USD from 0 to a little above a value, with the ticks written as people read them."""
    if highest <= 0:
        return {"range": [0, 1], "tickvals": [0], "ticktext": [words.axis_money(0)]}
    rough = highest / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * 0.999)
    ticks = [step * place for place in range(math.floor(highest * 1.05 / step) + 1)]
    return {"range": [0, highest * 1.08], "tickvals": ticks, "ticktext": [words.axis_money(tick) for tick in ticks]}


def log_money_axis(lowest: float, highest: float) -> dict[str, Any]:
    """A logarithmic axis of USD with a tick for every power of ten between two positive values."""
    powers = range(math.floor(math.log10(lowest)), math.ceil(math.log10(highest)) + 1)
    ticks = [10.0**power for power in powers]
    return {"type": "log", "tickvals": ticks, "ticktext": [words.axis_money(tick) for tick in ticks]}


def drivers(costs: Mapping[str, Mapping[str, float]]) -> go.Figure:
    """Monthly USD by tier, stacked by component."""
    bars: list[dict[str, Any]] = []
    for component, (colour, pattern) in COMPONENT_LOOK.items():
        part = {tier: of_tier[component] for tier, of_tier in costs.items() if component in of_tier}
        if not part:
            continue
        name = words.COMPONENTS[component]
        bars.append({
            "type": "bar", "orientation": "h", "x": list(part.values()), "y": list(part), "name": name,
            "marker": {"color": colour, "pattern": {"shape": pattern}},
            "hovertemplate": "%{y}: $%{x:,.2f} a month<extra>" + name + "</extra>",
        })  # fmt: skip
    highest = max((sum(of_tier.values()) for of_tier in costs.values()), default=0)
    return figure(
        bars, 260, barmode="stack", xaxis=money_axis(highest) | _FIXED, yaxis=_FIXED,
        margin=margin(left=100, right=20, below=24),
    )  # fmt: skip


def forecast(rows: Sequence[ForecastMonth], budget: float | None, events: Sequence[tuple[str, str]]) -> go.Figure:
    """USD by month with the budget and the events; months in which the model cannot be bought are crossed out."""
    months = [words.month(row.month) for row in rows]
    live = [row.sold for row in rows]
    costs = [None if row.cost is None else float(row.cost) for row in rows]
    bars = {
        "type": "bar", "x": months, "y": costs,
        "name": "Cost",
        "marker": {"color": "#2f6fde"} if all(live) else {
            "color": ["#2f6fde" if bought else GREY for bought in live],
            "pattern": {"shape": ["" if bought else "x" for bought in live]},
        },
        "hovertemplate": "%{x}: $%{y:,.2f}<extra></extra>",
    }  # fmt: skip
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    if budget is not None:
        shapes.append({
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": budget, "y1": budget,
            "line": {"color": _RED, "dash": "dash", "width": 2},
        })  # fmt: skip
        notes.append({
            "xref": "paper", "x": 0, "y": budget, "text": "Budget", "showarrow": False, "yanchor": "bottom",
            "xanchor": "left", "font": {"color": _RED},
        })  # fmt: skip
    for month, text in events:
        shapes.append({
            "type": "line", "yref": "paper", "x0": month, "x1": month, "y0": 0, "y1": 1,
            "line": {"color": GREY, "dash": "dot", "width": 2},
        })  # fmt: skip
        notes.append({
            "yref": "paper", "x": month, "y": 1, "text": text, "showarrow": False, "yanchor": "bottom",
            "xanchor": "left" if month == months[0] else "right",
        })  # fmt: skip
    return figure(
        [bars], 260, shapes=shapes, annotations=notes, showlegend=False, margin=margin(left=60, right=20, below=40),
        xaxis={"type": "category", "tickvals": months, "ticktext": _month_labels(months), "tickangle": 0, **_FIXED},
        yaxis=money_axis(max([budget or 0, *(cost for cost in costs if cost is not None)])) | _FIXED,
    )  # fmt: skip


def history(frame: pd.DataFrame, unit: str) -> go.Figure:
    """Steps of a model's prices; columns `series`, `day`, `amount`."""
    dashes = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
    lines = [
        {
            "type": "scatter", "mode": "lines+markers", "x": part["day"].tolist(), "y": part["amount"].tolist(),
            "name": str(name), "line": {"shape": "hv", "dash": dashes[index % len(dashes)]},
            "hovertemplate": "%{x|%d %b %Y}: %{y:,.6~g} " + unit + "<extra>" + str(name) + "</extra>",
        }
        for index, (name, part) in enumerate(frame.groupby("series", sort=False))
    ]  # fmt: skip
    axis = money_axis(float(frame["amount"].max())) if unit.startswith("USD") else {"rangemode": "tozero"}
    return figure(lines, 320, yaxis=axis | {"title": {"text": unit}})


def _month_labels(months: list[str]) -> list[str]:
    """`Nov` over `2026` where a year begins, else `Dec`; every third month of a long horizon."""
    step = 3 if len(months) > 18 else 1
    labels = []
    year = ""
    for index, month in enumerate(months):
        name, of_year = month.split()
        shown = index % step == 0
        labels.append((f"{name}<br>{of_year}" if of_year != year else name) if shown else "")
        year = of_year if shown else year
    return labels


def as_text(name: str) -> str:
    """A name as plain text: a chart would read tags in it."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
