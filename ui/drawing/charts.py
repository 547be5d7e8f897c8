"""The charts, as figures in Plotly's schema. Colours and fonts are those of the theme where it can set them."""

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any, Literal

from pricing.prices.schema import TIERS
from pricing.scenario import in_words
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import messages, phrases

Spec = dict[str, Any]
"""A figure in Plotly's schema: data and layout."""
COMPONENT_LOOK = {
    "text_input": ("#7a8aa6", "."),
    "image_input": ("#d97706", "/"),
    "image_output": ("#2f6fde", ""),
    "text_output": ("#b4449c", "\\"),
    "partial_images": ("#0f9d76", "|"),
    "further_megapixels": ("#0f8f88", "x"),
    "tiles": ("#8b5cf6", "+"),
    "own": ("#8590a6", "-"),
}
"""Component -> colour and pattern; they differ without colour too."""
TIER_LOOK = {"low": ("#2f6fde", ""), "medium": ("#d97706", "/"), "high": ("#b4449c", "x"), "own": ("#8590a6", "-")}
"""Tier, or the team's own costs -> colour and pattern."""
COLOURS = ("#2f6fde", "#d97706", "#0f9d76", "#b4449c", "#6d5bd0", "#c2413b", "#4b8aa8", "#7a7f2a")
"""The colours of lines, bars and workloads, in this order."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
WORKLOAD_LOOK = tuple(zip(COLOURS, ("", "/", ".", "\\", "-", "|", "+", ""), strict=True))
"""Colour and pattern of each workload, by its place in the scenario."""
GREY = "#8590a6"
RED = "#c2413b"
_SEEN = 0.01
"""The least part of all bars that a component must have to be drawn and named in the legend."""
PLOT, ABOVE, _AXIS, _NAME = 200, 26, 40, 22
"""Pixels of a chart's plot, of the space above it, of the axis below, and of each row of names in a legend."""
_BAR, _LEAST_BARS = 36, 130
"""Pixels of a bar, and the least of all bars of a chart."""
_TIERS_LEFT, _WORKLOADS_LEFT, _LETTERS = 100, 126, 20
"""Pixels for the names of stacked bars, and letters in each line of a workload's name."""
_TICKS, _FEWER_TICKS = 5, 2
"""About how many ticks an axis of money has, and one with wide ticks."""
_WIDE = 6
"""The most letters of a tick with which a phone has room for the usual number of ticks."""
FIXED = {"automargin": False}
"""An axis whose labels fit a known margin: measuring them takes a browser a third of its time for a chart."""
_LEGEND = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "traceorder": "normal"}
"""Names in a row above the plot, in the order of the parts of a bar, which Plotly would reverse for stacked ones."""
_LAYOUT = {"legend": _LEGEND, "uirevision": "keep"}


def figure(data: list[Spec], height: int = 260, **layout: Any) -> Spec:
    """A figure with the shared layout."""
    return {"data": data, "layout": {**_LAYOUT, "margin": margin(), "height": height, **layout}}


def waterfall(labels: Sequence[str], amounts: Sequence[Decimal], highest: Decimal) -> Spec:
    """From a first amount, through what is added and taken away, to a last one; `highest` is the highest level."""
    names = list(map(as_text, labels))
    texts = [figures.money(amounts[0]), *map(figures.signed_money, amounts[1:-1]), figures.money(amounts[-1])]
    levels = [float(usd) for usd in accumulate(amounts[:-1])]
    ends = [levels[0], *map(max, pairwise(levels)), float(amounts[-1])]
    bars = {
        "type": "waterfall",
        "orientation": "h",
        "x": [float(usd) for usd in amounts],
        "y": names,
        "measure": ["absolute", *("relative" for _ in amounts[1:-1]), "total"],
        "increasing": {"marker": {"color": "#c2413b"}},
        "decreasing": {"marker": {"color": "#0f9d76"}},
        "totals": {"marker": {"color": "#2f6fde"}},
        "connector": {"line": {"color": "#8590a6"}},
    }
    # To the right of each bar: Plotly writes what is taken away on the left, over the names beside a short plot.
    return figure(
        [bars, _texts(names, ends, [f"\u00a0{text}" for text in texts])],
        ABOVE + 24 + _BAR * len(names),
        showlegend=False,
        xaxis=money_axis(float(highest), few=True) | FIXED,
        yaxis=named_axis(names, list(map(_on_two_lines, labels))) | FIXED,
        margin=margin(left=130, right=84, below=24),
    )


def margin(left: int = 8, right: int = 8, below: int = 8, above: int = ABOVE) -> dict[str, int]:
    """Pixels around a chart, without the space that axes measure for themselves."""
    return {"l": left, "r": right, "t": above, "b": below}


def names_below(names: int, *, columns: int, left: int = 8, right: int = 8, more_above: int = 0) -> Spec:
    """The layout of a chart with its legend under the axis, in columns; without a legend for a single name.

    Plotly lists the parts of stacked columns from the top, as they are drawn. Above the plot, with as many in a row as
    fit, the names would leave a phone no room for the plot.
    """
    rows = -(-names // columns) if names > 1 else 0
    legend = {
        "orientation": "h",
        "entrywidthmode": "fraction",
        "entrywidth": 1 / columns,
        "x": 0,
        "xanchor": "left",
        "y": -_AXIS / PLOT,
        "yanchor": "top",
        "maxheight": 1,
    }
    below = _AXIS + _NAME * rows
    return {
        "height": ABOVE + more_above + PLOT + below,
        "margin": margin(left, right, below, ABOVE + more_above),
        "legend": legend,
        "showlegend": rows > 0,
    }


def hatched(shape: str | Sequence[str]) -> Spec:
    """A light pattern over the colour of a bar, or of each of several bars, which tells them apart in a grey print."""
    return {"shape": shape, "fillmode": "overlay", "fgcolor": "#ffffff", "fgopacity": 0.45, "size": 6, "solidity": 0.25}


def bars_across(names: Sequence[str], values: Sequence[float], texts: Sequence[str], hover: str, **more: Any) -> Spec:
    """Horizontal bars, each with a text at its end; `hover` is Plotly's template for the text under the pointer."""
    ends = {"text": texts, "textposition": "outside", "cliponaxis": False, "hovertemplate": f"{hover}<extra></extra>"}
    return {"type": "bar", "orientation": "h", "x": values, "y": names, **ends, **more}


def named_axis(names: Sequence[str], labels: Sequence[str] | None = None) -> Spec:
    """An axis of named bars, the first on top; `labels` are shown in place of the names."""
    axis = {"type": "category", "categoryorder": "array", "categoryarray": names, "autorange": "reversed"}
    return axis if labels is None else {**axis, "tickvals": names, "ticktext": labels}


def level(amount: float | str, axis: Literal["x", "y"], **line: Any) -> Spec:
    """A line across the plot, at an amount of an axis."""
    across = "y" if axis == "x" else "x"
    ends = {f"{across}ref": "paper", f"{across}0": 0, f"{across}1": 1, f"{axis}0": amount, f"{axis}1": amount}
    return {"type": "line", **ends, "line": {"width": 2, **line}}


def money_axis(highest: float, few: bool = False) -> Spec:
    """An axis of money from 0 to a little above a value.

    `few`: fewer ticks, for bars with their amounts at their ends, whose long names leave a phone little room.
    """
    if highest <= 0:
        return {"range": [0, 1], "tickvals": [0], "ticktext": [figures.axis_money(0)]}
    ticks = _ticks(highest, _TICKS)
    if few or too_wide(ticks):
        ticks = _ticks(highest, _FEWER_TICKS)
    texts = [figures.axis_money(tick) for tick in ticks]
    return {"range": [0, highest * 1.08], "tickvals": ticks, "ticktext": texts, "tickangle": 0}


def _ticks(highest: float, about: int) -> list[float]:
    rough = highest / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * 0.999)
    return [step * place for place in range(math.floor(highest * 1.05 / step) + 1)]


def too_wide(ticks: Sequence[float]) -> bool:
    """Whether a phone has no room for the usual number of ticks of money, as with `US$1,500`."""
    return any(len(figures.axis_money(tick)) > _WIDE for tick in ticks)


def log_axis(lowest: float, highest: float, written: Callable[[float], str]) -> Spec:
    """A logarithmic axis around two positive values, with a tick for each power of ten."""
    powers = range(math.floor(math.log10(lowest)), math.ceil(math.log10(highest)) + 1)
    ticks = [10.0**power for power in powers]
    ends = {"range": [powers[0] - 0.1, powers[-1] + 0.1]}
    return {"type": "log", "tickvals": ticks, "ticktext": [written(tick) for tick in ticks], **ends}


def by_tier(costs: Mapping[str, Mapping[str, float]], labels: Mapping[str, str]) -> Spec:
    """The cost of a month by tier, stacked by component; if one component is nearly all, in the tiers' colours."""
    seen = _seen(costs)
    bars = _stack(seen, COMPONENT_LOOK, _component_names())
    if len(bars) == 1:
        (bar,) = bars
        colours = [TIER_LOOK[tier][0] for tier in seen]
        bars = [
            bar
            | {
                "marker": {"color": colours},
                "hovertemplate": f"{hover('%{y}', phrases.money_pattern('x'))}<extra></extra>",
            }
        ]
    return _across(bars, _totals(costs), labels, {}, _TIERS_LEFT)


def _component_names() -> dict[str, str]:
    return {component: in_words.component(component) for component in COMPONENT_LOOK}


def by_workload(costs: Mapping[str, Mapping[str, float]]) -> Spec:
    """The cost of a month by workload, stacked by tier; the first workload on top."""
    named = {as_text(name): of_workload for name, of_workload in costs.items()}
    labels = {as_text(name): _on_two_lines(name) for name in costs}
    names: dict[str, str] = {tier: in_words.tier(tier) for tier in TIERS}
    names["own"] = in_words.component("own")
    bars = _stack(_seen(named), TIER_LOOK, names)
    return _across(bars, _totals(named), labels, named_axis(list(named)), _WORKLOADS_LEFT)


def _on_two_lines(name: str) -> str:
    return "<br>".join(map(as_text, phrases.on_lines(name, _LETTERS, 2)))


def _totals(costs: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {bar: sum(of_bar.values()) for bar, of_bar in costs.items()}


def _seen(costs: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The parts that are large enough to be seen; each smaller one is added to the largest of its bar."""
    total = sum(_totals(costs).values())
    by_part: dict[str, float] = {}
    for of_bar in costs.values():
        for part, cost in of_bar.items():
            by_part[part] = by_part.get(part, 0) + cost
    seen: dict[str, dict[str, float]] = {}
    for bar, of_bar in costs.items():
        parts = {part: cost for part, cost in of_bar.items() if by_part[part] >= _SEEN * total}
        if of_bar:
            largest = max(parts or of_bar, key=lambda part: of_bar[part])
            parts[largest] = sum(of_bar.values()) - sum(cost for part, cost in parts.items() if part != largest)
        seen[bar] = parts
    return seen


def hover(point: str, cost: str) -> str:
    """The text under the pointer; both are patterns that the browser fills in."""
    return words(messages.labelled(point, cost))


def _stack(
    costs: Mapping[str, Mapping[str, float]], looks: Mapping[str, tuple[str, str]], names: Mapping[str, str]
) -> list[Spec]:
    """Horizontal bars by part, each with its own look."""
    bars: list[Spec] = []
    for key, (colour, pattern) in looks.items():
        part = {bar: of_bar[key] for bar, of_bar in costs.items() if key in of_bar}
        if not part:
            continue
        bars.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": list(part.values()),
                "y": list(part),
                "name": names[key],
                "marker": {"color": colour, "pattern": hatched(pattern)},
                "hovertemplate": f"{hover('%{y}', phrases.money_pattern('x'))}<extra>{names[key]}</extra>",
            }
        )
    return bars


def _across(bars: list[Spec], totals: Mapping[str, float], labels: Mapping[str, str], order: Spec, left: int) -> Spec:
    """Stacked bars with their labels on the left and their sums at the end."""
    highest = max(totals.values(), default=0)
    # A non-breaking space keeps the text apart from its bar; Plotly drops other spaces.
    sums = [f"\u00a0{figures.whole_money(Decimal(str(total)))}" for total in totals.values()]
    if len(bars) == 1 and list(bars[0]["y"]) == list(totals) and all(totals.values()):
        # A separate trace would take a browser as long as the bars; a bar without a length has no text.
        traces = [bars[0] | {"text": sums, "textposition": "outside", "cliponaxis": False}]
    else:
        traces = [*bars, _texts(list(totals), list(totals.values()), sums)]
    yaxis = {"tickvals": list(totals), "ticktext": [labels[bar] for bar in totals], **order, **FIXED}
    legend = len(bars) > 1
    return figure(
        traces,
        ABOVE + 24 + max(_LEAST_BARS, _BAR * len(totals)),
        barmode="stack",
        xaxis=money_axis(highest) | FIXED,
        yaxis=yaxis,
        margin=margin(left=left, right=64, below=24),
        showlegend=legend,
    )


def _texts(names: Sequence[str], ends: Sequence[float], texts: Sequence[str]) -> Spec:
    """Texts to the right of the ends of bars."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": ends,
        "y": names,
        "text": texts,
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def as_text(name: str) -> str:
    """A name as plain text, since a chart reads tags."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
