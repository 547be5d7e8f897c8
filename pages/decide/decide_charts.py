"""The charts of the Decide page, savings, levers and shares of the spread, and the table of levers."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from pages.decide import decide_claims, messages
from pricing.decide import messages as decide_messages
from pricing.decide.savings import Way
from pricing.decide.spread import Share
from pricing.decide.tornado import TornadoBar
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import Message, cost_words, part, words
from ui.drawing import phrases
from ui.drawing.charts import (
    FIXED,
    GREY,
    Spec,
    as_text,
    bars_across,
    figure,
    hatched,
    hover,
    level,
    margin,
    money_axis,
    named_axis,
)

_LESS, _MORE = "#0f9d76", "#d97706"
_ROW = 38
"""Pixels of a bar with its label."""
_LEFT, _LETTERS = 200, 33
"""Pixels for the labels of levers, and the most letters of each of their lines."""
_ROOM = 0.38
"""The part of the longest bar that is left free on each side, for the amount at its end on a phone."""


def tornado(moves: Sequence[TornadoBar], scenario: Scenario, present: Decimal) -> Spec:
    """The cost a month with each lever at its low and high value, around the present cost; the longest bar on top."""
    rows = [move for move in moves if move.cost_low is not None and move.cost_high is not None]
    names = [as_text(decide_claims.lever_name(move.lever, move.workload, scenario)) for move in rows]
    bars, hover = [], words(messages.cost_of_a_bar("%{y}", phrases.money_pattern("customdata")))
    for name, colour, pattern, nearer in (
        (words(messages.LESS), _LESS, "", min),
        (words(messages.MORE), _MORE, "/", max),
    ):
        ends = [nearer(move.cost_low or Decimal(0), move.cost_high or Decimal(0)) for move in rows]
        bars.append(
            bars_across(
                names,
                [float(end - present) for end in ends],
                [figures.whole_money(end) for end in ends],
                hover,
                base=[float(present)] * len(rows),
                name=name,
                customdata=[float(end) for end in ends],
                marker={"color": colour, "pattern": hatched(pattern)},
            )
        )
    costs = [float(cost) for move in rows for cost in (move.cost_low, move.cost_high) if cost is not None]
    low, high = min([*costs, float(present)]), max([*costs, float(present)])
    room = max((high - low) * _ROOM, 1e-9)
    return figure(
        bars,
        90 + _ROW * len(rows),
        barmode="overlay",
        shapes=[level(float(present), "x", color=GREY)],
        showlegend=False,
        xaxis={"range": [low - room, high + room], "showticklabels": False, **FIXED},
        yaxis=named_axis(names, [_lever(move.lever, move.workload, scenario) for move in rows]) | FIXED,
        margin=margin(left=_LEFT, right=20, below=24),
    )


def savings(ways: Sequence[Way]) -> Spec:
    """The saving of each way, a month or in all, coloured by what it gives up."""
    names = [as_text(decide_claims.way_name(way)) for way in ways]
    labels = [
        _lines(decide_messages.workload_of(way.workload, way.costs.scenario), words(decide_messages.NAMES[way.key]))
        for way in ways
    ]
    texts = [figures.whole_money(way.headline_saving) for way in ways]
    bars = _bars(names, labels, [float(way.headline_saving) for way in ways], texts)
    gives_up = [way.kind == "less" for way in ways]
    bars["data"][0]["marker"] = {
        "color": [_MORE if less else _LESS for less in gives_up],
        "pattern": hatched(["/" if less else "" for less in gives_up]),
    }
    return bars


def shares(parts_of_spread: Sequence[Share], scenario: Scenario) -> Spec:
    """The parts of the spread by lever, in percent, the largest on top."""
    names = [as_text(decide_claims.lever_name(share.lever, share.workload, scenario)) for share in parts_of_spread]
    parts = [float(share.percent) for share in parts_of_spread]
    labels = [_lever(share.lever, share.workload, scenario) for share in parts_of_spread]
    bars = _bars(names, labels, parts, [words(part(share.percent)) for share in parts_of_spread])
    bars["layout"]["xaxis"] = {"range": [0, max([*parts, 1]) * 1.25], "showticklabels": False, **FIXED}
    return bars


def _bars(names: list[str], labels: list[str], values: list[float], texts: list[str]) -> Spec:
    bars = bars_across(names, values, texts, hover("%{y}", "%{text}"), marker={"color": _LESS})
    return figure(
        [bars],
        90 + _ROW * len(names),
        showlegend=False,
        xaxis=money_axis(max([*values, 0]), few=True) | FIXED,
        yaxis=named_axis(names, labels) | FIXED,
        margin=margin(left=_LEFT, right=70, below=24),
    )


def _lever(key: str, workload: int, scenario: Scenario) -> str:
    return _lines(decide_messages.workload_of(workload, scenario), words(decide_messages.lever_name(key)))


def _lines(workload: str, name: str) -> str:
    """A label beside a bar: the workload, if it has a name, above the lever."""
    return "<br>".join(as_text(phrases.short(line, _LETTERS)) for line in (workload, name) if line)


def levers_frame(moves: Sequence[TornadoBar], scenario: Scenario) -> pd.DataFrame:
    """The levers, the one that moves the bill most first; values are for people."""
    return pd.DataFrame(
        {
            "Lever": [decide_claims.lever_name(move.lever, move.workload, scenario) for move in moves],
            "Low": [decide_messages.lever_at(move.lever, move.low) for move in moves],
            "High": [decide_messages.lever_at(move.lever, move.high) for move in moves],
            "Cost low": [cost_words(move.cost_low) for move in moves],
            "Cost high": [cost_words(move.cost_high) for move in moves],
            "Because": [words(_because(move)) for move in moves],
        }
    )


def _because(move: TornadoBar) -> Message:
    if move.ranged:
        return messages.ITS_RANGE
    return messages.TENTH_TO_LIMIT if move.at_limit else messages.TENTH
