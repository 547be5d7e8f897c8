"""Charts have room for what stands in them."""

import plotly.graph_objects as go

from pages.drawing import charts, forecast_charts
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.scenario import link
from tests.benchmarks.workloads import EIGHT, ONE
from tests.making import TODAY, shipped

LINE = 15
"""Pixels of a line of text in a chart."""


def test_labels_of_two_lines_stand_apart_beside_eight_bars() -> None:
    layout = go.Layout(charts.by_workload({f"W{number}": {"low": 1.0} for number in range(8)})["layout"])
    assert (layout.height - layout.margin.t - layout.margin.b) / 8 >= 2 * LINE


def test_names_of_eight_workloads_take_nothing_of_the_plot() -> None:
    one, eight = (drawn(query) for query in (ONE, EIGHT))
    assert not one.showlegend
    assert eight.showlegend
    assert plot(eight) == plot(one)
    assert eight.legend.yanchor == "top"
    assert eight.legend.y < 0
    assert eight.margin.b - one.margin.b >= 8 / 2 * LINE


def drawn(query: str) -> go.Layout:
    scenario = link.parse(query, shipped(), TODAY).scenario
    assert scenario is not None
    rows = forecast(estimate(scenario, shipped()))
    return go.Layout(forecast_charts.forecast(rows, [each.name for each in scenario.workloads], 20_000, [])["layout"])


def plot(layout: go.Layout) -> float:
    return float(layout.height - layout.margin.t - layout.margin.b)


def test_the_word_for_the_budget_stands_beside_the_bars() -> None:
    layout = drawn(EIGHT)
    (word,) = [note for note in layout.annotations if note.text == "Budget"]
    assert (word.xref, word.x, word.xanchor, word.y) == ("paper", 1, "left", 20_000)
    assert layout.margin.r >= 50
