"""The charts of what was billed: why a month differs from its plan, and where the year lands."""

from collections.abc import Mapping, Sequence

from pricing.actual.landing import Landing
from pricing.actual.variance import Code, Part, Variance
from pricing.wording import figures
from ui.drawing import charts, phrases
from ui.drawing.charts import FIXED, GREY, Spec, hatched, money_axis, names_below

_SHORT: Mapping[Code, str] = {
    "volume": "Volume",
    "tries": "Tries",
    "mix": "Mix",
    "tokens": "Tokens",
    "rate": "Rates",
    "no-plan": "No plan",
    "unexplained": "Unexplained",
}
"""What the parts are called under a bar."""
_BILLED, _EXPECTED = "#2f6fde", "#9db8ec"


def why(found: Variance) -> Spec:
    """From the plan to the bill, a step for each part that is not 0."""
    parts = shown(found)
    labels = ["Planned", *(_SHORT[part.code] for part in parts), "Billed"]
    levels, level = [found.planned], found.planned
    for part in parts:
        level += part.amount
        levels.append(level)
    amounts = [found.planned, *(part.amount for part in parts), found.actual]
    return charts.waterfall(labels, amounts, max(levels))


def shown(found: Variance) -> Sequence[Part]:
    """The parts that make a difference of a cent."""
    return [part for part in found.parts if round(part.amount, 2)]


def year(found: Landing) -> Spec:
    """What was billed by month, what is expected on top, and the plan as a line."""
    months = [figures.month(month.month) for month in found.months]
    billed = [float(month.billed or 0) for month in found.months]
    rest = [float(month.expected + month.own) - float(month.billed or 0) for month in found.months]
    planned = [float(month.planned + month.own) for month in found.months]
    common = {"type": "bar", "x": months}
    data = [
        {
            **common,
            "y": billed,
            "name": "Billed",
            "marker": {"color": _BILLED},
            "hovertemplate": f"%{{x}}: {phrases.money_pattern('y')}<extra>Billed</extra>",
        },
        {
            **common,
            "y": rest,
            "name": "Expected",
            "marker": {"color": _EXPECTED, "pattern": hatched("/")},
            "hovertemplate": f"%{{x}}: {phrases.money_pattern('y')}<extra>Expected</extra>",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": months,
            "y": planned,
            "name": "Planned",
            "line": {"color": GREY, "dash": "dot"},
            "hovertemplate": f"%{{x}}: {phrases.money_pattern('y')}<extra>Planned</extra>",
        },
    ]
    highest = max(*planned, *(one + other for one, other in zip(billed, rest, strict=True)))
    return charts.figure(
        data,
        barmode="stack",
        xaxis={"type": "category", "tickangle": 0, **FIXED},
        yaxis=money_axis(highest) | FIXED,
        **names_below(len(data), columns=2, left=60, right=20),
    )
