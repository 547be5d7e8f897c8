"""One plan as a picture for a slide: its costs, its months, its assumptions, and its link."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.bill.timeline import not_sold_since
from pricing.export.assumption_tables import assumptions
from pricing.export.estimates import scenario_data
from pricing.export.file_text import FileTerms
from pricing.prices import PriceBooks
from pricing.scenario import in_words
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import cost_words, words
from ui.drawing import claims
from ui.drawing.headline import headline
from ui.drawing.months_svg import WIDTH, Drawing, months_drawing
from ui.state import catalogue
from web import card, messages
from web.lettering import cleaned, draw_line, fitted, length_of, wrapped
from web.summary import budget_kept

SIZE = (1600, 900)
_LEFT, _ROOM = 80, 1440
_CHART_TOP, _SCALE, _CHART_HEIGHT = 340, _ROOM / WIDTH, 112.0
"""The top of the chart, pixels per unit of its drawing, and its height in those units."""
_NAME, _ROW, _KEY, _APART, _NAMES_ROOM = 20, 28, 22, 28, 1340
"""Pixels: the size of a colour's name, the height of a row of names, the width of a colour beside its name, the space
between names, and the length of a row.
"""
_RED = "#c2413b"
_TEXT = 22
"""Pixels of the text of the assumptions."""
_IN_TITLE = ("model", "images", "prices", "start", "months")
"""Fields that other lines of the picture have."""
_MAIN = ("quality", "size", "days")
"""Fields that are shown whatever their value."""


def slide(scenario: Scenario, books: PriceBooks, terms: FileTerms) -> bytes:
    """A PNG of 1600x900."""
    whole = estimate(scenario, books)
    months, today = forecast(whole), catalogue.today()
    image = Image.new("RGB", SIZE, card.BACKGROUND)
    draw = ImageDraw.Draw(image)
    subject = words(messages.joined([claims.subject(whole), claims.volume(scenario)]))
    title = terms.name or subject
    draw_line(draw, (_LEFT, 96), *fitted(cleaned(title), 48, 32, _ROOM), card.TEXT, weight=0.02)
    first, horizon = headline(whole, months, None, today).figure, claims.over_the_horizon(whole, months, today)
    an_image = claims.Figure(words(messages.cost_an_image()), cost_words(whole.per_image))
    _figures(draw, [first, an_image, horizon] if not_sold_since(whole, today) is None else [first, horizon])
    budget = None if scenario.budget is None else float(scenario.budget)
    names = [workload.name for workload in scenario.workloads]
    chart = months_drawing(months, names, budget, _CHART_HEIGHT)
    if chart is not None:
        rows = _in_rows(chart.names)
        below = _ROW * max(len(rows) - 1, 0)
        lower = months_drawing(months, names, budget, _CHART_HEIGHT - below / _SCALE)
        _chart(draw, lower or chart, _CHART_TOP + below)
        _names(draw, rows, _LEFT + chart.left * _SCALE)
    budget_line = budget_kept(whole, months, books, today)
    lines = [*([subject] if terms.name else []), *([budget_line] if budget_line else [])]
    _below(draw, [*lines, *_assumed(whole)], terms.link)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _figures(draw: ImageDraw.ImageDraw, shown: Sequence[claims.Figure]) -> None:
    """The figures side by side, the first one the largest."""
    start = _LEFT
    for figure, size, room in zip(shown, (92, 56, 56), (760, 300, 340), strict=False):
        draw_line(draw, (start, 160), *fitted(cleaned(figure.label), 26, 18, room - 30), card.MUTED)
        colour = card.ACCENT if figure is shown[0] else card.TEXT
        draw_line(draw, (start, 250), *fitted(cleaned(figure.value), size, 28, room - 30), colour, weight=0.02)
        draw_line(draw, (start, 296), *fitted(cleaned(figure.note), 24, 18, room - 30), card.MUTED)
        start += room


def _chart(draw: ImageDraw.ImageDraw, chart: Drawing, top: float) -> None:
    def at(x: float, y: float) -> tuple[float, float]:
        return _LEFT + x * _SCALE, top + y * _SCALE

    for tick in chart.ticks:
        draw.line([at(chart.left, tick.y), at(chart.right, tick.y)], card.BORDER, 2)
        x, y = at(tick.x, tick.y)
        draw_line(draw, (x - length_of(tick.text, 20), y + 7), tick.text, 20, card.MUTED)
    for bar in chart.bars:
        draw.rectangle((*at(bar.x, bar.y), *at(bar.x + bar.width, bar.y + bar.height)), bar.colour)
    for month in chart.months:
        x, y = at(month.x, month.y)
        draw_line(draw, (x - length_of(month.text, 18) / 2, y + 6), month.text, 18, card.MUTED)
    if chart.budget is not None:
        draw.line([at(chart.left, chart.budget), at(chart.right, chart.budget)], _RED, 3)
        x, y = at(chart.right, chart.budget)
        draw_line(draw, (x + 8, y + 7), *fitted(words(messages.budget()), 20, 14, 90), _RED)


def _in_rows(names: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The names of the colours, in as many rows as they need."""
    rows: list[list[tuple[str, str]]] = []
    filled = float(_NAMES_ROOM)
    for name, colour in names:
        text = cleaned(name)
        taken = _KEY + length_of(text, _NAME) + _APART
        if filled + taken > _NAMES_ROOM:
            rows.append([])
            filled = 0
        rows[-1].append((text, colour))
        filled += taken
    return rows


def _names(draw: ImageDraw.ImageDraw, rows: Sequence[Sequence[tuple[str, str]]], first: float) -> None:
    for place, row in enumerate(rows):
        start, y = first, _CHART_TOP - 4 + _ROW * place
        for text, colour in row:
            draw.rectangle((start, y - 14, start + 14, y), colour)
            start = draw_line(draw, (start + _KEY, y), text, _NAME, card.TEXT) + _APART


def _below(draw: ImageDraw.ImageDraw, texts: Sequence[str], link: str) -> None:
    """The assumptions, and the link at the bottom."""
    for place, line in enumerate(wrapped(" · ".join(map(cleaned, texts)), _TEXT, 4, _ROOM)):
        draw_line(draw, (_LEFT, 704 + place * 32), line, _TEXT, card.TEXT)
    lines = wrapped(link, 17, 2, _ROOM)
    for place, line in enumerate(lines):
        draw_line(draw, (_LEFT, 872 - 24 * (len(lines) - 1 - place)), line, 17, card.MUTED)


def _assumed(whole: Estimate) -> list[str]:
    """The main assumptions apart from models and volumes, and all that differ from the start plan."""
    scenario = whole.scenario
    rows = [
        assumption
        for assumption in assumptions(scenario_data(scenario), catalogue.price_books().model_names)
        if assumption.text is not None and assumption.field.key not in _IN_TITLE
        if assumption.field.key in _MAIN or assumption.text != assumption.field.start
    ]
    texts = [
        words(messages.assumed(assumption.workload, assumption.field.label, assumption.in_words)) for assumption in rows
    ]
    return [words(messages.prices_of(in_words.priced_at(scenario))), *texts]
