"""The differences of two scenarios as Markdown, for the description of a change that people review."""

import datetime as dt
from collections.abc import Iterator

from pricing.explain.changes import changes
from pricing.explain.difference import NoWaterfall, Waterfall, waterfall
from pricing.export import messages
from pricing.export.file_text import markdown_table, markdown_text
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT
from pricing.wording import figures
from pricing.wording.messages import Message, words


def to_markdown(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> str:
    """The cost a month of both, the fields that differ, and the steps from one cost to the other."""
    return "\n\n".join(_parts(before, after, books, today)) + "\n"


def _parts(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> Iterator[str]:
    cost_change = waterfall(before, after, books, today)
    yield f"**{markdown_text(words(_headline(cost_change)))}**"
    differences = changes(before, after, books)
    if not differences:
        yield words(messages.NOTHING_DIFFERS)
        return
    rows = [map(markdown_text, (change.label, change.before, change.after)) for change in differences]
    yield markdown_table([*map(words, (messages.WHAT_DIFFERS, messages.BEFORE, messages.AFTER))], rows)
    if isinstance(cost_change, Waterfall) and cost_change.steps:
        steps = [[markdown_text(words(step.label)), figures.signed_money(step.amount)] for step in cost_change.steps]
        yield markdown_table([*map(words, (messages.BECAUSE_OF, messages.A_MONTH))], steps)


def _headline(cost_change: Waterfall | NoWaterfall) -> Message:
    """`$2,122.44 a month becomes $2,546.93: +$424.49, +20%`."""
    if isinstance(cost_change, NoWaterfall):
        return messages.becomes(cost_change.start, cost_change.end, cost_change.reason)
    if not cost_change.change:
        return messages.stays(cost_change.start)
    percent = EXACT.multiply(cost_change.change / cost_change.start, PERCENT).quantize(1) if cost_change.start else None
    return messages.changes_by(cost_change.start, cost_change.end, cost_change.change, percent)
