"""`/print/estimate?<scenario>`: the plan on one A4 sheet."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import zip_longest

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.components import catalogue, claims, words
from pages.http.figures import error_page, read_link
from pages.http.pages import base_address, page
from pages.http.workers import FIGURES
from pricing.estimate import Estimate, Line, estimate
from pricing.exact import EXACT
from pricing.forecast import ForecastMonth, forecast
from pricing.notices import notices

_LINE_HEADS = ("What", "Quality", "Size", "Quantity a day", "Rate", "A day", "Confidence")
_COLUMNS = 3
_MOST_LINES = 36
_LARGEST, _ROOM = 8.5, 330.0
"""Font size of the tables in points, and what all their rows together may have."""
_WIDTH, _CHARACTER, _PADDING = 515.0, 0.62, 0.9
"""Points across the sheet; the width of a character and the room around a cell, as parts of the font size."""
_UNSOLD = "*"
_MONTHS = 0.75
"""Font size of the months, as a part of that of the lines."""


def sheet(request: Request) -> Response:
    reading = read_link(request)
    scenario = reading.scenario
    if scenario is None:
        return error_page(reading)
    books = catalogue.price_books()
    bill, today = estimate(scenario, books), catalogue.today()
    months = forecast(bill)
    month = claims.monthly(bill, months)
    sizes = ", ".join(f"{size} {share}%" if share < 100 else str(size) for size, share in scenario.size)
    prices = words.price_book(scenario)
    lines, rows = [_LINE_HEADS, *_lines(bill)], _months(months)
    return page(
        "sheet.html",
        title=f"{bill.entry.model.name}: {words.money(bill.per_month)} {_when(month)}",
        subtitle=f"{scenario.images:,} images a day, {words.mix(scenario.quality)}, {sizes}, prices of {prices}",
        figures=[
            month,
            claims.Figure("An image", words.money(bill.per_image)),
            claims.Figure("A day", words.money(bill.per_day)),
            claims.over_the_horizon(bill, months, today),
        ],
        warnings=[notice.message for notice in notices(bill, books, today)] + _about(bill, months),
        lines=lines,
        points=_points(lines, rows),
        months=rows,
        months_size=_MONTHS,
        sources=_sources(bill),
        address=f"{base_address(request) or ''}/?{request.url.query}",
    )  # fmt: skip


def _when(month: claims.Figure) -> str:
    """`a month`, or the first month of a volume that grows."""
    return f"in {month.month}" if month.month else "a month"


def _about(bill: Estimate, months: list[ForecastMonth]) -> list[str]:
    """What the marks of the months mean."""
    found = [claims.counts_whole(bill, months)]
    if any(not month.sold for month in months):
        found.append(f"{_UNSOLD} A month in which {bill.entry.model.name} cannot be bought.")
    return [text for text in found if text]


def _lines(bill: Estimate) -> list[tuple[str, ...]]:
    """The bill's lines; where they are too many for the sheet, the sizes of each are added up."""
    if len(bill.lines) <= _MOST_LINES:
        return [
            (
                words.COMPONENTS[line.component], words.TIERS[line.tier], _processed(str(line.size), line.processing),
                f"{words.number(line.quantity_per_day)} {line.unit}",
                f"{words.number(line.price.amount)} {line.price.unit}", words.money(line.cost_per_day), line.confidence,
            )
            for line in bill.lines
        ]  # fmt: skip
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in bill.lines:
        groups.setdefault((line.component, line.tier, line.processing, line.unit), []).append(line)
    return [_together(lines) for lines in groups.values()]


def _together(lines: list[Line]) -> tuple[str, ...]:
    first = lines[0]
    rates = {f"{words.number(line.price.amount)} {line.price.unit}" for line in lines}
    with localcontext(EXACT):
        quantity = sum((line.quantity_per_day for line in lines), Decimal(0))
        cost = sum((line.cost_per_day for line in lines), Decimal(0))
    confidence = max((line.confidence for line in lines), key=lambda confidence: confidence.rank)
    return (
        words.COMPONENTS[first.component], words.TIERS[first.tier],
        _processed(f"{len(lines)} sizes", first.processing), f"{words.number(quantity)} {first.unit}",
        rates.pop() if len(rates) == 1 else "by size", words.money(cost), confidence,
    )  # fmt: skip


def _processed(size: str, processing: str) -> str:
    return size if processing == "standard" else f"{size}, {processing}"


def _points(lines: list[tuple[str, ...]], months: list[list[str]]) -> float:
    """The largest font size at which both tables fit on the sheet."""
    tall = _ROOM / (len(lines) + len(months))
    wide = min(_WIDTH / _ems(lines), _WIDTH / _ems(months) / _MONTHS) if months else _WIDTH / _ems(lines)
    return round(min(_LARGEST, tall, wide) - 0.05, 1)


def _ems(rows: Sequence[Sequence[str]]) -> float:
    """Width of a table as a multiple of its font size."""
    columns = zip_longest(*rows, fillvalue="")
    return sum(_PADDING + _CHARACTER * max(map(len, column)) for column in columns)


def _months(months: list[ForecastMonth]) -> list[list[str]]:
    """The months in up to three columns, each read downwards, below their headings."""
    cells = [
        (words.month(month.month), f"{month.images:,}", f"{words.money(month.cost)}{'' if month.sold else _UNSOLD}")
        for month in months
    ]
    height = -(-len(cells) // _COLUMNS)
    heads = ["Month", "Images", "Cost"] * -(-len(cells) // height)
    return [heads, *([text for cell in cells[row::height] for text in cell] for row in range(height))]


def _sources(bill: Estimate) -> list[str]:
    found = {line.price.source: bill.source(line.price) for line in bill.lines}
    return [f"{source.title}, read {source.when}. {source.address}" for source in found.values()]


ROUTES = [Route("/print/estimate", FIGURES.answers(sheet))]
