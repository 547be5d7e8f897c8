"""`/print/estimate?<scenario>`: the plan on one A4 sheet, its back too where it is long; `/print/memo`: the memo."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import zip_longest

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import ForecastMonth, forecast
from pricing.bill.timeline import not_sold_since
from pricing.explain.notices import notices
from pricing.export import decision_lines
from pricing.export.assumption_tables import Assumption, assumptions
from pricing.export.estimates import scenario_data
from pricing.export.memo import memo
from pricing.export.messages import of_plan, price_book
from pricing.prices import PriceBooks
from pricing.prices.base import Confidence, Source
from pricing.prices.messages import how_sure, read_source
from pricing.prices.revision import revision_of
from pricing.saved import Saved
from pricing.scenario import in_words
from pricing.scenario.labels.messages import book_revision
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import Items, Message, by_workload, cost_words, words
from ui.drawing import claims, phrases
from ui.drawing.headline import headline
from ui.drawing.months_svg import HEIGHT, months_drawing
from ui.state import catalogue
from web import messages
from web.api import error_page, read_link
from web.bill_lines import LONGEST_NAME, lines
from web.file_terms import file_terms, saved_beside
from web.html import page
from web.summary import budget_kept
from web.workers import FIGURES, picklable

_MONTHS_BESIDE, _ASSUMPTIONS_BESIDE = 3, 2
"""The most tables side by side into which the rows of one are divided."""
_LONGEST_SIZES = 30
"""Characters of the sizes that a table shows."""
_LARGEST, _SMALLEST, _ROOM = 8.5, 6.0, 250.0
"""Font sizes of the tables in points, and what all their rows together may have before the back is used."""
_SMALL, _IN_LINE = 8.8, 150
"""Points of a line of the smallest print, and the characters in one."""
_LEAST_CHART = 44.0
"""Points that the chart is tall where texts take its room."""
_WIDTH, _CHARACTER, _PADDING = 515.0, 0.62, 0.9
"""Points across the sheet; the width of a character and the room around a cell, as parts of the font size."""
_IN_WORKLOADS = ("model", "images", "quality", "size")
"""Fields that the table of the workloads has."""
_UNSOLD = "*"
_WORKLOAD_HEADS = (
    messages.WORKLOAD,
    messages.MODEL,
    messages.IMAGES_A_DAY,
    messages.QUALITY,
    messages.SIZE,
    messages.cost_an_image(),
    messages.cost_a_month(),
    messages.SHARE,
)
_MONTH_HEADS = (messages.MONTH, messages.IMAGES, messages.COST)


async def sheet(request: Request) -> Response:
    saved = await saved_beside(request)
    return await FIGURES.run(request, partial(_sheet, picklable(request), saved))


def _sheet(request: Request, saved: Saved | None) -> Response:
    reading = read_link(request)
    scenario = reading.scenario
    if scenario is None:
        return error_page(reading)
    books = catalogue.price_books()
    whole, today = estimate(scenario, books), catalogue.today()
    months = forecast(whole)
    month = headline(whole, months, None, today).figure
    ended = not_sold_since(whole, today)
    at_once = [
        claims.Figure(words(messages.cost_an_image()), cost_words(whole.per_image)),
        claims.Figure(words(messages.COST_A_DAY), cost_words(whole.per_day)),
    ]
    priced = words(messages.at_prices_of(in_words.priced_at(scenario)))
    workloads, of_months = workloads_table(whole), months_tables(months)
    # How each line was read stands below them: a column of it would make the others small.
    bill = [row[:-1] for row in lines(whole)]
    assumed = _assumptions(scenario, books.model_names)
    budget = budget_kept(whole, months, books, today)
    to_decide = decision_lines.in_lines(whole, books, today)
    terms = file_terms(request, scenario, saved)
    subject = [claims.subject(whole)] if terms.name else []
    return page(
        "sheet.html",
        title=words(_title(terms.name or claims.subject(whole), whole, month, ended)),
        note=terms.note,
        subtitle=words(messages.joined([*subject, claims.volume(scenario), *_mixes(scenario), priced])),
        figures=[month, *(at_once if ended is None else []), claims.over_the_horizon(whole, months, today)],
        warnings=figures.reader().sentences(
            [words(notice.message) for notice in notices(whole, books, today)] + about(whole, months)
        ),
        workloads=workloads,
        lines=bill,
        how_read=_how_read(whole),
        points=_points([workloads, bill], of_months),
        months=of_months,
        chart=months_drawing(
            months,
            [workload.name for workload in scenario.workloads],
            None if scenario.budget is None else float(scenario.budget),
            _chart_height(to_decide),
        ),
        budget=budget,
        decided=to_decide,
        assumptions=assumed,
        sources=_sources(whole),
        price_book=book_line(books),
        address=terms.link,
    )


def book_line(books: PriceBooks) -> str:
    """The state of the price book, as a sentence."""
    revision = revision_of(books)
    return words(price_book(book_revision(revision.hash, revision.day)))


def _title(subject: str, whole: Estimate, month: claims.Figure, ended: dt.date | None) -> Message:
    """The cost a month, or in the first month if the volume grows, and the date from which nobody can buy the model."""
    if whole.per_month is None:
        return messages.sheet_unpriced(subject)
    if ended is not None:
        return messages.sheet_not_sold(subject, ended)
    return messages.sheet_title(subject, whole.per_month, month.month)


def _mixes(scenario: Scenario) -> list[str]:
    """Qualities and sizes of a single workload; several have theirs in a table."""
    return (
        []
        if scenario.several
        else [in_words.mix(scenario.workloads[0].quality), in_words.sizes(scenario.workloads[0].size)]
    )


def workloads_table(whole: Estimate) -> list[tuple[str, ...]]:
    """The volume and cost of each workload, the team's own costs, and the sum, below headings; empty for a single
    workload.
    """
    if not whole.scenario.several:
        return []
    return [
        tuple(map(words, _WORKLOAD_HEADS)),
        *(
            (
                bill.workload.name,
                bill.entry.model.name,
                figures.number(bill.workload.images),
                in_words.mix(bill.workload.quality),
                phrases.short(in_words.sizes(bill.workload.size), _LONGEST_SIZES),
                cost_words(bill.per_image),
                cost_words(bill.per_month),
                phrases.share(bill.per_month, whole.per_month),
            )
            for bill in whole.bills
        ),
        *([_sum_row(in_words.component("own"), "", "", whole.own_per_month, whole)] if whole.own else []),
        _sum_row(
            words(messages.TOTAL),
            figures.number(whole.scenario.images),
            cost_words(whole.per_image),
            whole.per_month,
            whole,
        ),
    ]


def _sum_row(name: str, images: str, per_image: str, per_month: Decimal | None, whole: Estimate) -> tuple[str, ...]:
    """A row for amounts that belong to no model."""
    share = phrases.share(per_month, whole.per_month)
    return name, "", images, "", "", per_image, cost_words(per_month), share


def _assumptions(scenario: Scenario, models: Mapping[str, str]) -> list[list[list[tuple[str, ...]]]]:
    """The assumptions of the scenario in tables side by side, then a table of those that differ between workloads."""
    rows = assumptions(scenario_data(scenario), models)
    if not scenario.several:
        return [_assumed(rows)]
    shared = [assumption for assumption in rows if assumption.field.of == "scenario"]
    of_each: dict[str, dict[str, str]] = {}
    for assumption in rows:
        if assumption.field.of == "workload" and assumption.field.key not in _IN_WORKLOADS:
            of_each.setdefault(assumption.field.label, {})[assumption.workload] = assumption.in_words
    names = [phrases.short(workload.name, LONGEST_NAME) for workload in scenario.workloads]
    rows_of_each = [
        (label, *(texts.get(workload.name, "") for workload in scenario.workloads)) for label, texts in of_each.items()
    ]
    return [_assumed(shared), [[(words(messages.EACH_WORKLOAD), *names), *rows_of_each]]]


def _assumed(rows: Sequence[Assumption]) -> list[list[tuple[str, ...]]]:
    heads = words(messages.ASSUMPTION), words(messages.VALUE)
    return _beside(heads, [(assumption.field.label, assumption.in_words) for assumption in rows], _ASSUMPTIONS_BESIDE)


def _beside(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], most: int) -> list[list[tuple[str, ...]]]:
    """The rows in up to `most` tables, each below the headings; on a phone they are one below the other."""
    height = -(-len(rows) // most)
    return [[heads, *rows[first : first + height]] for first in range(0, len(rows), height)]


def about(whole: Estimate, months: list[ForecastMonth]) -> list[str]:
    """The meaning of the marks of months."""
    texts = [claims.counts_whole(whole, months)]
    if any(not month.sold for month in months):
        models = [
            bill.entry.model.name
            for place, bill in enumerate(whole.bills)
            if not all(month.workloads[place].sold for month in months)
        ]
        texts.append(words(messages.unsold_months(_UNSOLD, Items(tuple(dict.fromkeys(models))))))
    return [text for text in texts if text]


def _how_read(whole: Estimate) -> str:
    """The sources of the rates of each component, with the workload's name unless all have the same."""
    grades: dict[str, set[Confidence]] = {}
    for line in whole.lines:
        grades.setdefault(line.component, set()).add(line.confidence)
    read = []
    for line in whole.lines:
        name = in_words.component(line.component)
        if line.workload and len(grades[line.component]) > 1:
            name = words(messages.of_workload(line.workload, name))
        read.append((name, how_sure(line.confidence)))
    return words(messages.how_read(by_workload(read))) if read else ""


def _chart_height(texts: Sequence[str]) -> float:
    """Points that the chart has: it gives texts the room that they take."""
    taken = sum(-(-len(text) // _IN_LINE) for text in texts) * _SMALL
    return max(HEIGHT - taken, _LEAST_CHART)


def _points(tables: Sequence[Sequence[Sequence[str]]], months: Sequence[Sequence[Sequence[str]]]) -> float:
    """The largest font size at which all tables fit on the front; what does not fit at the smallest takes the back."""
    tall = _ROOM / (sum(map(len, tables)) + max(map(len, months), default=0))
    wide = [_WIDTH / _ems(rows) for rows in tables if rows]
    return max(round(min(_LARGEST, tall, *wide) - 0.05, 1), _SMALLEST)


def _ems(rows: Sequence[Sequence[str]]) -> float:
    """Width of a table as a multiple of its font size."""
    columns = zip_longest(*rows, fillvalue="")
    return sum(_PADDING + _CHARACTER * max(map(len, column)) for column in columns)


def months_tables(months: list[ForecastMonth]) -> list[list[tuple[str, ...]]]:
    """The months in up to three tables side by side."""
    rows = [
        (
            figures.month(month.month),
            figures.number(month.images),
            f"{cost_words(month.cost)}{'' if month.sold else _UNSOLD}",
        )
        for month in months
    ]
    return _beside(tuple(map(words, _MONTH_HEADS)), rows, _MONTHS_BESIDE)


def _sources(whole: Estimate) -> list[str]:
    return _cited(dict.fromkeys(line.source for line in whole.lines))


def _cited(sources: Iterable[Source]) -> list[str]:
    return [words(messages.source(read_source(source.title, source.read_in), source.address)) for source in sources]


async def memo_page(request: Request) -> Response:
    """`/print/memo?<scenario>`: the recommendation on one page."""
    saved = await saved_beside(request)
    return await FIGURES.run(request, partial(_memo, picklable(request), saved))


def _memo(request: Request, saved: Saved | None) -> Response:
    reading = read_link(request)
    if reading.scenario is None:
        return error_page(reading)
    books = catalogue.price_books()
    written = memo(estimate(reading.scenario, books), books, catalogue.today())
    terms = file_terms(request, reading.scenario, saved)
    return page(
        "memo.html",
        title=words(of_plan(terms.name, written.title)),
        note=terms.note,
        parts=[(words(part.heading), list(map(words, part.sentences))) for part in written.parts],
        sources=[
            words(messages.source(read_source(source.title, source.read_in), source.address))
            for source in written.sources
        ],
        price_book=book_line(books),
        address=terms.link,
    )


ROUTES = [Route("/print/estimate", sheet), Route("/print/memo", memo_page)]
