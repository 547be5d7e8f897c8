"""The sheet of the sources: where every figure of the workbook was read, when, and what for."""

from collections.abc import Iterator

from pricing.estimate import Estimate
from pricing.workbook.parts import Parts
from pricing.workbook.sheet import Book

NAME = "Sources"
_HEADINGS = ("Source", "Address", "Read on", "Used for", "Note")


def write(book: Book, bill: Estimate, parts: Parts) -> None:
    """One row a source, in the order of the bill."""
    sheet = book.sheet(NAME, (48, 60, 12, 40, 90))
    sheet.title("Sources", "Prices and token counts as they were read on the day named, or in or before the month.")
    sheet.header(3, _HEADINGS)
    uses: dict[str, dict[str, None]] = {}
    for key, use in _uses(bill, parts):
        uses.setdefault(key, {})[use] = None
    for row, (key, used_for) in enumerate(uses.items(), 4):
        source = bill.entry.source(key)
        sheet.paragraphs(row, {0: source.title, 3: ", ".join(used_for), 4: source.note})
        sheet.source(row, 1, source, source.address or "not on the web")
        sheet.read_on(row, 2, source)


def _uses(bill: Estimate, parts: Parts) -> Iterator[tuple[str, str]]:
    """Keys of sources, with what each is used for."""
    entry = bill.entry
    for row in parts.rows:
        price = row.line.price
        sent = f"{price.processing} " if price.processing == "batch" else ""
        yield price.source, f"{sent}{price.component.replace('_', ' ')} rate"
    credit = bill.card.rate("credit") if any(row.credit for row in parts.rows) else None
    if credit is not None:
        yield credit.source, "price of a credit"
    if entry.output_rule is not None:
        yield entry.output_rule.source, "what an image takes"
    if entry.input_rule is not None:
        yield entry.input_rule.source, "what a reference image takes"
    yield entry.model.life.source, "when the model can be bought"
