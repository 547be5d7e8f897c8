"""The months as a chart: a column a month, of several workloads in a piece for each, with the budget as a line."""

from collections.abc import Sequence
from typing import Any

from pricing.export.workbook import assumptions, forecast
from pricing.export.workbook.sheet import Book
from pricing.export.workbook.table import Billed, Table
from pricing.scenario.scenario import Scenario

ROWS = 17
"""Rows of a sheet that it covers."""
_ONE = {"color": "#4F81BD"}
_FILLS = (
    ("#2F6FDE", ""),
    ("#D97706", "wide_upward_diagonal"),
    ("#0F9D76", "percent_50"),
    ("#B4449C", "dark_horizontal"),
    ("#6D5BD0", "wide_downward_diagonal"),
    ("#C2413B", "dark_vertical"),
    ("#4B8AA8", "large_grid"),
    ("#7A7F2A", "large_confetti"),
)
"""A colour and a pattern for each workload: they are told apart on a black and white print too."""


def chart(book: Book, scenario: Scenario, workloads: Sequence[Billed], table: Table) -> Any:
    """The chart of the months that the workbook was made for; `table` says where they stand."""
    first, last = forecast.FIRST, forecast.FIRST + scenario.months - 1

    def series(name: Any, key: str, **look: Any) -> dict[str, Any]:
        when, at = table.at["month"], table.at[key]
        return {
            "name": name,
            "categories": [forecast.NAME, first, when, last, when],
            "values": [forecast.NAME, first, at, last, at],
            **look,
        }

    columns = book.file.add_chart({"type": "column", "subtype": "stacked"} if scenario.several else {"type": "column"})
    if scenario.several:
        for place, (each, fill) in enumerate(zip(workloads, _FILLS, strict=False)):
            name = [assumptions.NAME, *assumptions.heading(place)]
            columns.add_series(series(name, forecast.cost_of(each), gap=60, **_look(*fill)))
        if scenario.own_image or scenario.own_month or any(event.what == "once" for event in scenario.events):
            columns.add_series(series("The team's own costs", "own", gap=60, fill={"color": "#8590A6"}))
    else:
        columns.add_series(series("Cost", "cost", gap=60, fill=_ONE))
    if scenario.budget is not None:
        line = book.file.add_chart({"type": "line"})
        line.add_series(series("Budget", "budget", line={"color": "#B3261E", "width": 2}))
        columns.combine(line)
    title = "Cost a month by workload" if scenario.several else "Cost a month"
    columns.set_title({"name": title, "name_font": {"size": 12}})
    columns.set_x_axis({"num_format": "yyyy-mm", "text_axis": True})
    columns.set_y_axis(
        {"num_format": "$#,##0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}}
    )
    has_legend = scenario.several or scenario.budget is not None
    columns.set_legend({"position": "bottom"} if has_legend else {"none": True})
    columns.set_size({"width": 900, "height": 20 * ROWS})
    return columns


def _look(color: str, pattern: str) -> dict[str, Any]:
    if not pattern:
        return {"fill": {"color": color}}
    return {"pattern": {"pattern": pattern, "fg_color": color, "bg_color": "#FFFFFF"}}
