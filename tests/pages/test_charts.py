"""Charts have room for what stands in them."""

from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording.figures import month as word_of
from tests.benchmarks.workloads import EIGHT, ONE
from tests.making import TODAY, plan, shipped
from ui.drawing import charts, forecast_charts
from ui.drawing.months_svg import months_drawing

LINE = 15
"""Pixels of a line of text in a chart."""
PHONE, LETTER = 240, 6
"""Pixels of the plot on a phone, and of a letter."""
NOVEMBER = Month(2026, 11)
MARKS = ("Volume", "Price change", "Other model", "Shut down")


def test_labels_of_two_lines_stand_apart_beside_eight_bars() -> None:
    layout = go.Layout(charts.by_workload({f"W{number}": {"low": 1.0} for number in range(8)})["layout"])
    assert (layout.height - layout.margin.t - layout.margin.b) / 8 >= 2 * LINE


def test_legends_name_parts_in_the_order_in_which_they_are_seen() -> None:
    """Along bars from left to right, of columns from the top, as Plotly lists what is stacked; drawings as well."""
    tiers = charts.by_tier({"high": {"text_input": 1.0, "image_output": 1.0}}, {"high": "High"})
    assert tiers["layout"]["legend"]["traceorder"] == "normal"
    assert drawn(EIGHT).legend.traceorder is None
    scenario = scenario_of(EIGHT)
    names = [workload.name for workload in scenario.workloads]
    drawing = months_drawing(forecast(estimate(scenario, shipped())), names, None)
    assert drawing is not None
    assert [name for name, _ in drawing.names] == names[::-1]


def test_a_name_of_forty_letters_is_read_in_full_where_it_has_a_row() -> None:
    long = "Illustrations for the customers' support"
    rows = forecast(estimate(scenario_of(EIGHT), shipped()))
    chart = forecast_charts.forecast_chart(rows, [long, *"BCDEFGH"], None, [])
    assert chart["layout"]["legend"]["entrywidth"] == 1
    assert long.startswith(chart["data"][0]["name"].removesuffix("…"))
    assert len(chart["data"][0]["name"]) > 30


def test_amounts_of_a_waterfall_stand_to_the_right_of_their_bars() -> None:
    amounts = [Decimal(amount) for amount in (2326, -1745, 1541, 2122)]
    bars, texts = charts.waterfall(["Before", "Volume", "Model", "After"], amounts, Decimal(2326))["data"]
    assert texts["x"] == [2326, 2326, 2122, 2122]
    assert texts["y"] == bars["y"]
    assert [text.strip() for text in texts["text"]] == ["$2,326.00", "-$1,745.00", "+$1,541.00", "$2,122.00"]


def test_names_of_eight_workloads_take_nothing_of_the_plot() -> None:
    one, eight = (drawn(query) for query in (ONE, EIGHT))
    assert not one.showlegend
    assert eight.showlegend
    assert plot(eight) == plot(one)
    assert eight.legend.yanchor == "top"
    assert eight.legend.y < 0
    assert eight.margin.b - one.margin.b >= 8 / 2 * LINE


def scenario_of(query: str) -> Scenario:
    scenario = link.parse(query, shipped(), TODAY).scenario
    assert scenario is not None
    return scenario


def drawn(query: str) -> go.Layout:
    scenario = scenario_of(query)
    rows = forecast(estimate(scenario, shipped()))
    return go.Layout(
        forecast_charts.forecast_chart(rows, [each.name for each in scenario.workloads], 20_000, [])["layout"]
    )


def plot(layout: go.Layout) -> float:
    return float(layout.height - layout.margin.t - layout.margin.b)


def test_the_word_for_the_budget_stands_beside_the_bars() -> None:
    layout = drawn(EIGHT)
    (word,) = [note for note in layout.annotations if note.text == "Budget"]
    assert (word.xref, word.x, word.xanchor, word.y) == ("paper", 1, "left", 20_000)
    assert layout.margin.r >= 50


@given(st.integers(1_000, 7_000), st.integers(5, 36))
def test_the_line_of_the_budget_crosses_no_label_but_that_of_the_peak(budget: int, count: int) -> None:
    rows = forecast(estimate(plan(start=NOVEMBER, months=count, growth=10), shipped()))
    spec = forecast_charts.forecast_chart(rows, [""], float(budget), [])
    labels = spec["data"][-1]
    pixel = spec["layout"]["yaxis"]["range"][1] / charts.PLOT
    crossed = [
        text
        for cost, text in zip(labels["y"], labels["text"], strict=True)
        if text and 0 <= budget - cost <= 15 * pixel and not text.startswith("<b>")
    ]
    assert not crossed
    assert any(labels["text"])


MONTHS = tuple(map(word_of, map(NOVEMBER.plus, range(36))))


@given(st.integers(1, 36), st.data())
def test_words_of_what_happens_stand_on_no_others_even_on_a_phone(count: int, data: st.DataObject) -> None:
    """Each mark has its words; of those in one line none reaches the next one's."""
    months = list(MONTHS[:count])
    marks = data.draw(st.lists(st.tuples(st.sampled_from(months), st.sampled_from(MARKS)), max_size=8))
    rows = forecast(estimate(plan(start=NOVEMBER, months=count), shipped()))
    layout = forecast_charts.forecast_chart(rows, [""], None, marks)["layout"]
    notes = layout["annotations"]
    by_line: dict[Any, list[Any]] = {}
    assert {note["x"] for note in notes} == {month for month, _ in marks}
    for note in notes:
        at = (months.index(note["x"]) + 0.5) / count * PHONE
        width = LETTER * len(note["text"])
        start = at if note["xanchor"] == "left" else at - width
        assert start >= 0
        by_line.setdefault(note["yshift"], []).append((start, start + width))
    for spans in by_line.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))
    assert layout["margin"]["t"] >= LINE + max(by_line, default=0)


def test_of_two_events_no_word_lies_over_the_line_of_the_other() -> None:
    months, rows = MONTHS[:12], forecast(estimate(plan(start=NOVEMBER, months=12), shipped()))
    for first, second in combinations(range(12), 2):
        marks = [(months[first], "Volume"), (months[second], "Price change")]
        layout = forecast_charts.forecast_chart(rows, [""], None, marks)["layout"]
        places = [(months.index(note["x"]) + 0.5) / 12 * PHONE for note in layout["annotations"]]
        for note, at, other, line in zip(
            layout["annotations"], places, places[::-1], layout["annotations"][::-1], strict=True
        ):
            width = LETTER * len(note["text"])
            start = at if note["xanchor"] == "left" else at - width
            assert line["yshift"] <= note["yshift"] or not start <= other <= start + width, marks
