"""The sheet of sources: where each price and rule of the workbook was read, when, and what it is used for."""

from collections.abc import Iterator, Sequence

from pricing.export.workbook import messages
from pricing.export.workbook.formula_table import Billed, Column, FormulaTable
from pricing.export.workbook.sheet_writer import Book
from pricing.prices import Source
from pricing.prices.messages import read_when
from pricing.prices.revision import BookRevision
from pricing.scenario.in_words import book_revision
from pricing.scenario.labels.messages import COMPONENTS, listed
from pricing.wording.messages import Message, words

_FIRST = 4
_WIDTHS = {
    messages.SOURCE_TITLE: 48,
    messages.ADDRESS: 60,
    messages.READ_ON: 12,
    messages.USED_FOR: 40,
    messages.NOTE: 90,
    messages.WORKLOADS: 40,
}


def write(book: Book, workloads: Sequence[Billed], revision: BookRevision) -> None:
    """Write the sheet: the state of the price book, then a row for each source, in the order of the bill."""
    headings = [heading for heading in _WIDTHS if heading != messages.WORKLOADS or len(workloads) > 1]
    table = FormulaTable(
        (book, messages.SOURCES),
        {str(place): Column(name, _WIDTHS[name], style="cell") for place, name in enumerate(headings)},
    )
    table.sheet.title(messages.SOURCES, messages.sources_note(book_revision(revision)))
    table.header(_FIRST - 1)
    uses: dict[Source, dict[Message, None]] = {}
    users: dict[Source, dict[str, None]] = {}
    for workload in workloads:
        for source, use in _uses(workload):
            uses.setdefault(source, {})[use] = None
            users.setdefault(source, {})[workload.bill.workload.name] = None
    for row, (source, used_for) in enumerate(uses.items(), _FIRST):
        texts = {0: source.title, 3: words(listed(list(used_for))), 4: source.note, 5: ", ".join(users[source])}
        table.sheet.paragraphs(row, {column: text for column, text in texts.items() if column < len(headings)})
        table.sheet.source(row, 1, source, source.address or words(messages.NOT_ON_THE_WEB))
        table.sheet.put(row, 2, source.read or words(read_when(source)), number="day")


def _uses(workload: Billed) -> Iterator[tuple[Source, Message]]:
    """The sources of a workload, each with one use of it."""
    entry, rows = workload.bill.entry, workload.parts.rows
    for row in rows:
        price = row.line.price
        yield row.line.source, messages.rate_for(COMPONENTS[price.component], price.processing == "batch")
    credit = workload.bill.card.rate("credit") if any(row.credit for row in rows) else None
    if credit is not None:
        yield entry.source(credit.source), messages.OF_A_CREDIT
    if entry.output_rule is not None:
        yield entry.source(entry.output_rule.source), messages.OF_AN_IMAGE
    if entry.input_rule is not None:
        yield entry.source(entry.input_rule.source), messages.OF_A_REFERENCE
    yield entry.source(entry.model.life.source), messages.OF_A_LIFE
