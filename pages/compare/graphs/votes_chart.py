"""The chart of cost by voters' score, or by the team's accepted images, of all services that fit and have one."""

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import pandas as pd

from pages.compare.graphs import messages
from pricing.compare.advice import Advice
from pricing.compare.live import Live, board_for, board_of_all, is_no_worse, judged_by_team
from pricing.compare.table import Table
from pricing.prices import PriceBooks
from pricing.prices.preferences import score_of
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import phrases
from ui.drawing.charts import ABOVE, GREY, Spec, as_text, figure, log_axis, margin, too_wide

Role = Literal["plan", "recommended", "better", "other"]
_LOOKS: dict[Role, tuple[str, str, int]] = {
    "plan": ("#c2413b", "diamond", 13),
    "recommended": ("#0f9d76", "square", 13),
    "better": ("#0f9d76", "circle", 10),
    "other": ("#2f6fde", "circle-open", 9),
}
"""Role -> colour, symbol and size in pixels; they differ without colour too."""
_HEIGHT, _LEFT, _BELOW = 430, 52, 44
_NARROW = 280
"""Pixels of the plot on a phone: names that do not overlap there do not overlap on a wider screen."""
_LETTER, _LINE = 6.4, 15
"""Pixels of a letter, and of a line of text."""
_Side = tuple[str, int, int]
"""The place of a name beside its point: its anchor, and pixels to the right and up."""
_SIDES: tuple[_Side, ...] = (
    ("left", 10, 0),
    ("right", -10, 0),
    ("left", 8, -12),
    ("left", 8, 12),
    ("right", -8, -12),
    ("right", -8, 12),
    ("center", 0, -17),
    ("center", 0, 17),
    ("right", -8, -26),
    ("right", -8, 26),
)
_SHORT = 26
"""The most letters of a name in the chart."""
_MOST_IN_TITLE = 3
"""The most services that the title names."""
_GREEN = "rgba(15, 157, 118, 0.13)"


class Placed(NamedTuple):
    """A service in the chart."""

    key: str
    name: str
    cost: Decimal
    """A month, in the currency of the scenario."""
    value: float
    """Points by voters, or percent of images accepted by the team."""
    low: float
    high: float
    role: Role


class Chart(NamedTuple):
    """The contents of the chart."""

    services: tuple[Placed, ...]
    """All services of the chart, with the plan's own model if it has a score."""
    not_placed: tuple[tuple[str, Decimal], ...]
    """Name and cost a month of the services that fit and have no score, the cheapest first."""
    by_team: bool
    """Whether the axis shows the team's own trial, not the voters' scores."""
    present: Placed | None
    """The only model of the scenario; None if it has no score or no price, and for several models."""

    @property
    def better(self) -> list[Placed]:
        """The services that cost less than the present model and are shown to be no worse, the cheapest first."""
        return [placed for placed in self.services if placed.role in ("recommended", "better") and self._less(placed)]

    def _less(self, placed: Placed) -> bool:
        return self.present is not None and placed.cost < self.present.cost


def chart(table: Table, live: Live, advice: Advice | None, books: PriceBooks) -> Chart | None:
    """The services that fit, with a score of the board for all workloads, or with the team's own.

    None if the workloads need two boards, or if only the plan has a score.
    """
    scenario = table.scenario
    if two_boards(scenario, books):
        return None
    models = {workload.model for workload in scenario.workloads}
    by_team = judged_by_team(models, scenario.accepted)
    best = None if advice is None else advice.key
    placed: list[Placed] = []
    not_placed: list[tuple[str, Decimal]] = []
    present: Placed | None = None
    if len(models) == 1 and table.present.per_month:
        (model,) = models
        if (values := _values([model], scenario, by_team, books)) is not None:
            present = Placed(model, table.present.entries[0].model.name, table.present.per_month, *values, "plan")
            placed.append(present)
    for offer in live.fitting:
        if {*offer.live.models} == models:
            continue
        values = _values(offer.live.models, scenario, by_team, books)
        if values is None or not offer.cost:
            not_placed.append((offer.service.name, offer.cost))
            continue
        role: Role = "other"
        if offer.service.id == best:
            role = "recommended"
        elif present is not None and offer.cost < present.cost and is_no_worse(offer.live, scenario, books):
            role = "better"
        placed.append(Placed(offer.service.id, offer.service.name, offer.cost, *values, role))
    if all(service.role == "plan" for service in placed):
        return None
    return Chart(tuple(sorted(placed, key=lambda point: point.cost)), tuple(not_placed), by_team, present)


def two_boards(scenario: Scenario, books: PriceBooks) -> bool:
    """Whether different boards judge the workloads; their points cannot be compared."""
    return len({board_for(workload, books) for workload in scenario.workloads}) > 1


def _values(
    models: Sequence[str], scenario: Scenario, by_team: bool, books: PriceBooks
) -> tuple[float, float, float] | None:
    """The score of a service with its interval, or the percent accepted by the team; None if there is none."""
    if by_team:
        accepted_by_model = dict(scenario.accepted)
        if not all(model in accepted_by_model for model in models):
            return None
        accepted = float(min(accepted_by_model[model] for model in models))
        return accepted, accepted, accepted
    score = score_of(models, board_of_all(scenario, books))
    return None if score is None else (float(score.score), float(score.low), float(score.high))


def title(shown: Chart, table: Table, advice: Advice | None, is_gone: bool) -> str:
    """The cheaper services that are no worse, with the name of the recommended one."""
    count, present = len(shown.services), shown.present
    if len({workload.model for workload in table.scenario.workloads}) > 1:
        return words(messages.of_several_models(count))
    name = table.present.entries[0].model.name
    if is_gone:
        scored = count - (present is not None)
        if advice is None:
            return words(messages.of_several_models(scored))
        if all(placed.key != advice.key for placed in shown.services):
            return words(messages.without_present(scored, advice.name))
        return words(messages.instead_of(advice.name, name, scored))
    if present is None:
        return words(messages.without_present(count, name))
    better = shown.better
    others = count - 1
    if not others:
        return words(messages.no_other(name, shown.by_team))
    if not better:
        return words(messages.none_better(name, others, shown.by_team))
    alike = sum(placed.cost == better[0].cost for placed in better[1:])
    if alike + 1 == len(better) <= _MOST_IN_TITLE and (len(better) == 1 or len(better) < others):
        return words(messages.only_better([placed.name for placed in better], others, name, shown.by_team))
    if alike:
        return words(messages.as_cheap_as_others(better[0].name, alike, len(better), name, shown.by_team))
    return words(messages.cheapest_of_several(better[0].name, len(better), name, shown.by_team))


def alt(shown: Chart) -> str:
    """The chart as text: the plan's model and the cheaper services that are no worse; the table has all."""
    named_services = [placed for placed in shown.services if placed.role != "other"]
    texts = [messages.cost_and_value(placed.name, placed.cost, _value(placed)) for placed in named_services]
    return words(messages.services_in_all(texts, len(shown.services)))


def _value(placed: Placed) -> str:
    return _interval(placed.value, placed.low, placed.high, figures.reader())


@lru_cache(maxsize=1024)
def _interval(value: float, low: float, high: float, written: figures.Figures) -> str:
    """`1,383 (1,379 to 1,387)`, in a language. Cached: most changes of a plan change no score."""
    middle, least, most = (written.number(round(number)) for number in (value, low, high))
    return middle if low == high else words(messages.interval(middle, least, most))


def frame(shown: Chart) -> pd.DataFrame:
    """The services of the chart, the cheapest first."""
    return pd.DataFrame(
        {
            "Service": [placed.name for placed in shown.services],
            "Cost a month": [float(placed.cost) for placed in shown.services],
            "Score": [_value(placed) for placed in shown.services],
        }
    )


def spec(shown: Chart) -> Spec:
    """A point with its interval for each service, named where there is room, and the area of better services."""
    costs = [float(placed.cost) for placed in shown.services]
    across = log_axis(min(costs), max(costs), figures.axis_money) | {"title": {"text": words(messages.cost_axis())}}
    left, right = math.log10(min(costs)), math.log10(max(costs))
    across["range"] = [left - 0.08 * (right - left) - 0.05, right + 0.08 * (right - left) + 0.05]
    steps = (1, 2, 5) if right - left < 2 else (1, 3) if right - left < 3 else (1,)
    ticks = [step * 10.0**power for power in range(math.floor(left), math.ceil(right) + 1) for step in steps]
    within = [tick for tick in ticks if across["range"][0] <= math.log10(tick) <= across["range"][1]]
    if too_wide(within):
        within = within[::2]
    across |= {"tickangle": 0, "tickvals": within, "ticktext": [figures.axis_money(tick) for tick in within]}
    lows, highs = [placed.low for placed in shown.services], [placed.high for placed in shown.services]
    room = 0.07 * (max(highs) - min(lows)) or 1.0
    up = [min(lows) - room, max(highs) + room]
    shapes, notes = _corner(shown, across["range"], up)
    axis = messages.accepted_axis() if shown.by_team else messages.votes_axis()
    return figure(
        [_points(role, [placed for placed in shown.services if placed.role == role]) for role in _LOOKS],
        _HEIGHT,
        xaxis=across | {"automargin": False, "fixedrange": True},
        yaxis={"range": up, "title": {"text": words(axis)}, "automargin": False, "fixedrange": True},
        margin=margin(left=_LEFT, below=_BELOW),
        shapes=shapes,
        annotations=[*notes, *_names(shown, across["range"], up)],
        showlegend=False,
    )


def _points(role: Role, services: Sequence[Placed]) -> dict[str, Any]:
    colour, symbol, size = _LOOKS[role]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(placed.cost) for placed in services],
        "y": [placed.value for placed in services],
        "error_y": {
            "type": "data",
            "array": [placed.high - placed.value for placed in services],
            "arrayminus": [placed.value - placed.low for placed in services],
            "color": GREY,
            "thickness": 1,
            "width": 3,
        },
        "marker": {"color": colour, "symbol": symbol, "size": size, "line": {"width": 2, "color": colour}},
        "text": [f"{as_text(placed.name)}<br>{_value(placed)}" for placed in services],
        "hovertemplate": f"{words(messages.hover_votes('%{text}', phrases.money_pattern('x')))}<extra></extra>",
    }


def _corner(
    shown: Chart, across: Sequence[float], up: Sequence[float]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The area of services that cost less than the present model and are no worse, and its label."""
    if shown.present is None:
        return [], []
    low = shown.present.low
    box = {
        "type": "rect",
        "layer": "below",
        "x0": 10 ** across[0],
        "x1": float(shown.present.cost),
        "y0": low,
        "y1": up[1],
        "fillcolor": _GREEN,
        "line": {"width": 0},
    }
    note = {
        "x": across[0],
        "y": up[1],
        "text": words(messages.corner(shown.by_team)),
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11},
    }
    return [box], [note]


def _names(shown: Chart, across: Sequence[float], up: Sequence[float]) -> list[dict[str, Any]]:
    """A name beside each point that has room for it."""
    plot = _HEIGHT - ABOVE - _BELOW
    points = tuple(
        (
            round((math.log10(float(placed.cost)) - across[0]) / (across[1] - across[0]) * _NARROW),
            round((placed.value - up[0]) / (up[1] - up[0]) * plot),
        )
        for placed in shown.services
    )
    names = tuple(phrases.short(placed.name.split(" (")[0], _SHORT) for placed in shown.services)
    roles = tuple(placed.role for placed in shown.services)
    return [
        {
            "x": math.log10(float(shown.services[place].cost)),
            "y": shown.services[place].value,
            "text": as_text(names[place]),
            "xanchor": anchor,
            "yanchor": "middle",
            "xshift": across_by,
            "yshift": up_by,
            "showarrow": False,
            "font": {"size": 12 if roles[place] in ("plan", "recommended") else 11},
        }
        for place, (anchor, across_by, up_by) in _sides(points, names, roles)
    ]


@lru_cache(maxsize=32)
def _sides(
    points: tuple[tuple[int, int], ...], names: tuple[str, ...], roles: tuple[Role, ...]
) -> tuple[tuple[int, _Side], ...]:
    """Point -> place of its name, for points with room for one; the plan and the recommended service come first.

    Cached: a change of the volume moves all points alike.
    """
    order: tuple[Role, ...] = tuple(_LOOKS)
    taken = [(x - 6.0, y - 6.0, x + 6.0, y + 6.0) for x, y in points]
    sides = []
    for place in sorted(range(len(points)), key=lambda place: (order.index(roles[place]), -points[place][1])):
        for side in _SIDES:
            box = _box(points[place], _LETTER * len(names[place]), *side)
            if box[0] >= 0 and box[2] <= _NARROW and not any(_overlap(box, earlier) for earlier in taken):
                taken.append(box)
                sides.append((place, side))
                break
    return tuple(sides)


def _box(point: tuple[int, int], width: float, anchor: str, across_by: int, up_by: int) -> "_Box":
    """The area of a name beside a point."""
    x, y = point[0] + across_by, point[1] + up_by
    first = x - width * {"left": 0, "center": 0.5, "right": 1}[anchor]
    return first, y - _LINE / 2, first + width, y + _LINE / 2


_Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in pixels."""


def _overlap(first: _Box, second: _Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
