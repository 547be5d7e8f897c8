"""The sheet of the sources: where every figure of the workbook was read, when, and what for."""

from collections.abc import Iterator, Sequence

from pricing.export.workbook.sheet import Book
from pricing.export.workbook.table import Billed
from pricing.prices import Source
from pricing.prices.revision import BookRevision
from pricing.scenario.in_words import book_revision

NAME = "Sources"
_COLUMNS = {"Source": 48, "Address": 60, "Read on": 12, "Used for": 40, "Note": 90}
_WORKLOADS = {"Workloads": 40}


def write(book: Book, workloads: Sequence[Billed], revision: BookRevision) -> None:
    """One row a source, in the order of the bill; above them the state of the price book."""
    columns = _COLUMNS | _WORKLOADS if len(workloads) > 1 else _COLUMNS
    sheet = book.sheet(NAME, list(columns.values()))
    read = "Prices and token counts as they were read on the day named, or in or before the month."
    sheet.title("Sources", f"{read} Price book: {book_revision(revision)}.")
    sheet.header(3, list(columns))
    uses: dict[Source, dict[str, None]] = {}
    users: dict[Source, dict[str, None]] = {}
    for each in workloads:
        for source, use in _uses(each):
            uses.setdefault(source, {})[use] = None
            users.setdefault(source, {})[each.bill.workload.name] = None
    for row, (source, used_for) in enumerate(uses.items(), 4):
        texts = {0: source.title, 3: ", ".join(used_for), 4: source.note, 5: ", ".join(users[source])}
        sheet.paragraphs(row, {at: text for at, text in texts.items() if at < len(columns)})
        sheet.source(row, 1, source, source.address or "not on the web")
        sheet.read_on(row, 2, source)


def _uses(each: Billed) -> Iterator[tuple[Source, str]]:
    """Sources, with what each is used for."""
    entry = each.bill.entry
    for row in each.parts.rows:
        price = row.line.price
        sent = f"{price.processing} " if price.processing == "batch" else ""
        yield row.line.source, f"{sent}{price.component.replace('_', ' ')} rate"
    credit = each.bill.card.rate("credit") if any(row.credit for row in each.parts.rows) else None
    if credit is not None:
        yield entry.source(credit.source), "price of a credit"
    if entry.output_rule is not None:
        yield entry.source(entry.output_rule.source), "what an image takes"
    if entry.input_rule is not None:
        yield entry.source(entry.input_rule.source), "what a reference image takes"
    yield entry.source(entry.model.life.source), "when the model can be bought"
