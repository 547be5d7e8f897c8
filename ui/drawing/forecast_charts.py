"""The charts of the months: the cost of each, events, and the spread."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.forecast import ForecastMonth
from pricing.decide.spread import MonthSpread
from pricing.scenario import in_words
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import messages, phrases
from ui.drawing.charts import (
    FIXED,
    GREY,
    PLOT,
    RED,
    WORKLOAD_LOOK,
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
    names_below,
)
from ui.drawing.line_ends import wide_letters
from ui.drawing.tables.messages import HEADINGS

_BLUE = "#2f6fde"
_BUDGET_LINE = {"color": RED, "dash": "dash"}
_WORD = 55
"""Pixels beside the plot for the word at the end of a level."""
_LABELLED = 4
"""The most months that each have their cost above them; on a phone there is no room for more."""
_LABEL_BELOW, _LABEL_ABOVE = 2.0, 18.0
"""Pixels from the top of a bar within which a line touches its label."""
_NAME, _NAME_BESIDE = 34, 12
"""The most letters of a name in a row of the legend, and of one that has another beside it on a phone."""
_LINE = 15
"""Pixels of a line of words above the plot."""
_PHONE, _LETTER, _BETWEEN = 240.0, 6.0, 8.0
"""Pixels of the plot on a phone, of a letter, and between words."""
_BANDS = (
    ("p10", "p90", "rgba(47,111,222,0.18)", messages.OUTER_BAND),
    ("p25", "p75", "rgba(47,111,222,0.32)", messages.INNER_BAND),
)
"""The bands of a fan, the outer one first: their ends, their colour, and the part of the cases in them."""


def forecast_chart(
    rows: Sequence[ForecastMonth],
    names: Sequence[str],
    budget: float | None,
    marks: Sequence[tuple[str, str]],
    fan: Sequence[MonthSpread] = (),
) -> Spec:
    """The cost by month, stacked by workload, with the budget and events; with a fan, its bands over the bars.

    Months in which a workload's model is not sold are crossed out.
    """
    months = [figures.month(row.month) for row in rows]
    bars = [_months_of(name, place, rows, months) for place, name in enumerate(names)]
    if any(row.own for row in rows):
        bars.append(_own(rows, months))
    shapes, notes, lines = _marked(marks, months)
    room = 20 if budget is None else _WORD
    if budget is not None:
        shapes.append(level(budget, "y", **_BUDGET_LINE))
        # Beside the plot: over the bars it could not be read.
        notes.append(_budget_word(xref="paper", x=1, y=budget, yanchor="middle", xanchor="left"))
    highest = max([budget or 0, *(float(row.cost or 0) for row in rows), *(float(month.p90) for month in fan)])
    names_shown = len(bars) + (len(_BANDS) + 1 if fan else 0)
    beside = not fan and all(phrases.short(bar["name"], _NAME_BESIDE) == bar["name"] for bar in bars)
    axis = money_axis(highest)
    return figure(
        bars + (_fan(fan, months) or _costs(rows, months, budget, axis["range"][1] / PLOT)),
        shapes=shapes,
        annotations=notes,
        barmode="stack",
        **names_below(names_shown, columns=2 if beside else 1, left=60, right=room, more_above=_LINE * lines),
        xaxis={"tickvals": months, "ticktext": _month_labels(rows), "tickangle": 0, **_all(months), **FIXED},
        yaxis=axis | FIXED,
    )


def _all(names: Sequence[str]) -> Spec:
    """An axis of these names only: Plotly would make room on it for the words at its marks."""
    return {"type": "category", "range": [-0.5, len(names) - 0.5]}


def _costs(rows: Sequence[ForecastMonth], months: Sequence[str], budget: float | None, pixel: float) -> list[Spec]:
    """The cost of the most expensive month above its bar, and of every third month that is sold and has room.

    A month has none if the line of the budget would cross it. `pixel` is the amount that a pixel of height stands for.
    """
    costs = [float(row.cost or 0) for row in rows]
    peak = max(range(len(costs)), key=costs.__getitem__)
    step = 1 if len(rows) <= _LABELLED else 3
    near = 1 if step == 1 else 2
    texts = [
        "" if place % step or not row.sold else figures.compact(round(cost))
        for place, (row, cost) in enumerate(zip(rows, costs, strict=True))
    ]
    if rows[peak].sold and costs[peak]:
        texts[peak] = f"<b>{figures.whole_money(Decimal(str(costs[peak])))}</b>"
    # Next to it there is no room on a phone.
    for place in range(max(0, peak - near), min(len(texts), peak + near + 1)):
        if place != peak:
            texts[place] = ""
    for place, cost in enumerate(costs):
        if place != peak and budget is not None and -_LABEL_BELOW < (budget - cost) / pixel < _LABEL_ABOVE:
            texts[place] = ""
    position = ["top left" if place == peak == len(costs) - 1 else "top center" for place in range(len(costs))]
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": months,
            "y": costs,
            "text": texts,
            "textposition": position,
            "textfont": {"size": 10},
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def volumes_chart(costs: Sequence[tuple[str, Decimal]], budget: float | None) -> Spec:
    """The cost a month at other volumes, with the cost at the end of each bar; the first one is on top."""
    names = [name for name, _ in costs]
    texts = [figures.whole_money(cost) for _, cost in costs]
    shapes, notes = [], []
    if budget is not None:
        shapes.append(level(budget, "x", **_BUDGET_LINE))
        notes.append(_budget_word(x=budget, yref="paper", y=1, yanchor="bottom"))
    hover = words(messages.bar_of_a_month("%{y}", phrases.money_pattern("x")))
    usd = [float(cost) for _, cost in costs]
    bars = bars_across(names, usd, texts, hover, marker={"color": _BLUE})
    axis = money_axis(max(usd) * 1.12)
    return figure(
        [bars],
        260,
        shapes=shapes,
        annotations=notes,
        xaxis=axis | FIXED,
        yaxis=named_axis(names) | FIXED,
        showlegend=False,
        margin=margin(left=110, right=20, below=24),
    )


def _months_of(name: str, place: int, rows: Sequence[ForecastMonth], months: Sequence[str]) -> Spec:
    """The bars of one workload."""
    colour, pattern = WORKLOAD_LOOK[place]
    parts = [row.workloads[place] for row in rows]
    live = [part.sold for part in parts]
    label = as_text(phrases.short(name, _NAME))
    return {
        "type": "bar",
        "x": months,
        "y": [None if part.cost is None else float(part.cost) for part in parts],
        "name": label or words(HEADINGS["Cost"]),
        "marker": {"color": colour, "pattern": hatched(pattern)}
        if all(live)
        else {
            "color": [colour if bought else GREY for bought in live],
            "pattern": hatched([pattern if bought else "x" for bought in live]),
        },
        "hovertemplate": _hover(phrases.money_pattern("y"), label),
    }


def _hover(cost: str, name: str) -> str:
    return f"{hover('%{x}', cost)}<extra>{name}</extra>"


def _own(rows: Sequence[ForecastMonth], months: Sequence[str]) -> Spec:
    """The bars of the team's own costs."""
    name = in_words.component("own")
    return {
        "type": "bar",
        "x": months,
        "y": [float(row.own) for row in rows],
        "name": name,
        "marker": {"color": GREY, "pattern": hatched("-")},
        "hovertemplate": _hover(phrases.money_pattern("y"), name),
    }


def _fan(fan: Sequence[MonthSpread], months: Sequence[str]) -> list[Spec]:
    """Two bands and the middle; the lower end of a band is an invisible line."""
    if not fan:
        return []
    traces: list[Spec] = []
    between = messages.between(phrases.money_pattern("customdata", 0), phrases.money_pattern("y", 0))
    for low, high, colour, band in _BANDS:
        name = words(band)
        common = {"type": "scatter", "mode": "lines", "x": months, "line": {"width": 0, "color": colour}}
        ends = {end: [float(getattr(month, end)) for month in fan] for end in (low, high)}
        traces.append({**common, "y": ends[low], "showlegend": False, "hoverinfo": "skip"})
        traces.append(
            {
                **common,
                "y": ends[high],
                "fill": "tonexty",
                "fillcolor": colour,
                "name": name,
                "customdata": ends[low],
                "hovertemplate": _hover(words(between), name),
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": months,
            "y": [float(month.p50) for month in fan],
            "name": words(messages.MIDDLE),
            "line": {"color": GREY, "width": 2, "dash": "dot"},
            "hovertemplate": _hover(phrases.money_pattern("y", 0), words(messages.MIDDLE)),
        }
    )
    return traces


def _marked(marks: Sequence[tuple[str, str]], months: Sequence[str]) -> tuple[list[Spec], list[Spec], int]:
    """A vertical line with a text for each month with an event; events of one month share it.

    Texts that would overlap on a phone are put in lines above each other. Returns shapes, annotations, and the number
    of lines beyond the first.
    """
    by_month: dict[str, list[str]] = {}
    for month, text in marks:
        by_month.setdefault(month, []).append(text)
    words_of = {month: figures.reader().items([*dict.fromkeys(texts)], "list") for month, texts in by_month.items()}
    spans = _spans([((months.index(month) + 0.5) / len(months) * _PHONE, text) for month, text in words_of.items()])
    lines = _lines(spans)
    shapes = [
        {**level(month, "x", color=GREY, dash="dot"), "y1": 1 + _LINE * line / PLOT}
        for month, line in zip(words_of, lines, strict=True)
    ]
    notes = [
        {
            "yref": "paper",
            "x": month,
            "y": 1,
            "yshift": _LINE * line,
            "text": text,
            "showarrow": False,
            "yanchor": "bottom",
            "xanchor": "left" if span.start == span.leader else "right",
        }
        for (month, text), line, span in zip(words_of.items(), lines, spans, strict=True)
    ]
    return shapes, notes, max(lines, default=0)


class _Span(NamedTuple):
    """The extent of a text above the plot, and the place of its vertical line, the leader; in pixels on a phone."""

    leader: float
    start: float
    end: float


def _spans(texts: Sequence[tuple[float, str]]) -> list[_Span]:
    """Texts with the places of their leaders. A text is to the right of its leader, or to the left if there is no room
    on the right, or if it and a text to its left would each cross the leader of the other.
    """
    placed: dict[int, _Span] = {}
    for place, (leader, text) in sorted(enumerate(texts), key=lambda numbered: -numbered[1][0]):
        width = _LETTER * (len(text) + wide_letters(text)) + _BETWEEN
        crossed = any(span.start <= leader < span.leader <= leader + width for span in placed.values())
        on_left = leader >= width and (crossed or leader + width > _PHONE)
        placed[place] = _Span(leader, leader - width, leader) if on_left else _Span(leader, leader, leader + width)
    return [placed[place] for place in range(len(texts))]


def _lines(spans: Sequence[_Span]) -> list[int]:
    """The line of each text, as low as possible without crossing another text or the leader of a higher one."""
    to_the_left = sorted(
        (place for place, span in enumerate(spans) if span.end == span.leader), key=lambda p: spans[p].leader
    )
    to_the_right = sorted(
        (place for place, span in enumerate(spans) if span.end != span.leader), key=lambda p: -spans[p].leader
    )
    orders = ((*to_the_right, *to_the_left), (*to_the_left, *to_the_right))
    return min((_filled(spans, order) for order in orders), key=lambda lines: _meetings(spans, lines))


def _filled(spans: Sequence[_Span], order: Sequence[int]) -> list[int]:
    """Lines filled with texts in an order, each from below."""
    line_of: dict[int, int] = {}
    for place in order:
        most = max(line_of.values(), default=-1) + 1
        free = (
            line for line in range(most) if not any(_meet(spans, place, line, *earlier) for earlier in line_of.items())
        )
        line_of[place] = next(free, most)
    return [line_of[place] for place in range(len(spans))]


def _meetings(spans: Sequence[_Span], lines: Sequence[int]) -> int:
    return sum(
        _meet(spans, place, lines[place], before, lines[before])
        for place in range(len(spans))
        for before in range(place)
    )


def _meet(spans: Sequence[_Span], place: int, line: int, second_place: int, second_line: int) -> bool:
    """Whether two texts overlap in their lines, or the lower one crosses the leader of the higher one."""
    first, second = spans[place], spans[second_place]
    if line == second_line:
        return first.start < second.end and second.start < first.end
    higher, lower = (first, second) if line > second_line else (second, first)
    return lower.start <= higher.leader <= lower.end


def _budget_word(**place: float | str) -> Spec:
    return {"text": words(messages.BUDGET), "showarrow": False, "font": {"color": RED}, **place}


def _month_labels(rows: Sequence[ForecastMonth]) -> list[str]:
    """`Nov` over `2026` where a year begins, else `Dec`; every second or third month if a phone has no room for all."""
    step = 3 if len(rows) > 18 else 2 if len(rows) > 8 else 1
    labels = []
    year, reader = "", figures.reader()
    for index, row in enumerate(rows):
        name, of_year = reader.month_of_year(row.month), reader.year(row.month)
        shown = index % step == 0
        labels.append((f"{name}<br>{of_year}" if of_year != year else name) if shown else "")
        year = of_year if shown else year
    return labels
