"""The chart of the Prices page: how a model's prices moved."""

import pandas as pd

from pages.drawing import line_ends, patterns
from pages.drawing.charts import COLOURS, DASHES, Spec, figure, money_axis
from pages.drawing.line_ends import End

_PLOT = 240
"""Pixels of the plot, at least."""


def history(frame: pd.DataFrame, unit: str) -> Spec:
    """Steps of a model's prices; columns `series`, `day`, `amount`."""
    highest = float(frame["amount"].max())
    axis = money_axis(highest) if unit.startswith("USD") else {"range": [0, highest * 1.08 or 1]}
    lines, ends = [], []
    for index, (name, part) in enumerate(frame.groupby("series", sort=False)):
        colour, days, amounts = COLOURS[index % len(COLOURS)], part["day"].tolist(), part["amount"].tolist()
        lines.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": days,
                "y": amounts,
                "name": str(name),
                "line": {"shape": "hv", "dash": DASHES[index % len(DASHES)], "color": colour},
                "hovertemplate": f"{patterns.day('x')}: {patterns.amount('y')} {unit}<extra>{name}</extra>",
            }
        )
        ends.append(End(str(name), days[-1], amounts[-1], amounts[-1] / axis["range"][1], colour))
    return figure(lines, yaxis=axis | {"title": {"text": unit}}, **line_ends.layout(ends, _PLOT))
