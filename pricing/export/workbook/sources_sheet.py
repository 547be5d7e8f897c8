"""The sheet of the sources: where every figure of the workbook was read, when, and what for."""

from collections.abc import Iterator, Sequence

from pricing.export.workbook.formula_table import Billed, Column, FormulaTable
from pricing.export.workbook.sheet_writer import Book
from pricing.prices import Source
from pricing.prices.revision import BookRevision
from pricing.scenario.in_words import book_revision

NAME = "Sources"
_FIRST = 4
_WIDTHS = {"Source": 48, "Address": 60, "Read on": 12, "Used for": 40, "Note": 90, "Workloads": 40}


def write(book: Book, workloads: Sequence[Billed], revision: BookRevision) -> None:
    """One row a source, in the order of the bill; above them the state of the price book."""
    headings = [heading for heading in _WIDTHS if heading != "Workloads" or len(workloads) > 1]
    table = FormulaTable((book, NAME), {name: Column(name, _WIDTHS[name], style="cell") for name in headings})
    read = "Prices and token counts as they were read on the day named, or in or before the month."
    table.sheet.title("Sources", f"{read} Price book: {book_revision(revision)}.")
    table.header(_FIRST - 1)
    uses: dict[Source, dict[str, None]] = {}
    users: dict[Source, dict[str, None]] = {}
    for workload in workloads:
        for source, use in _uses(workload):
            uses.setdefault(source, {})[use] = None
            users.setdefault(source, {})[workload.bill.workload.name] = None
    for row, (source, used_for) in enumerate(uses.items(), _FIRST):
        texts = {0: source.title, 3: ", ".join(used_for), 4: source.note, 5: ", ".join(users[source])}
        table.sheet.paragraphs(row, {at: text for at, text in texts.items() if at < len(headings)})
        table.sheet.source(row, 1, source, source.address or "not on the web")
        table.sheet.put(row, 2, source.read or source.when, number="day")


def _uses(workload: Billed) -> Iterator[tuple[Source, str]]:
    """Sources, with what each is used for."""
    entry, rows = workload.bill.entry, workload.parts.rows
    for row in rows:
        price = row.line.price
        sent = f"{price.processing} " if price.processing == "batch" else ""
        yield row.line.source, f"{sent}{price.component.replace('_', ' ')} rate"
    credit = workload.bill.card.rate("credit") if any(row.credit for row in rows) else None
    if credit is not None:
        yield entry.source(credit.source), "price of a credit"
    if entry.output_rule is not None:
        yield entry.source(entry.output_rule.source), "what an image takes"
    if entry.input_rule is not None:
        yield entry.source(entry.input_rule.source), "what a reference image takes"
    yield entry.source(entry.model.life.source), "when the model can be bought"
