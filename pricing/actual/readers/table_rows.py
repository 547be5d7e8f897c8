"""The rows of a table as records, by the columns of its format. How cells are read is decided before, by column."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from pricing.actual.readers import cell_values, messages, meters
from pricing.actual.readers.cell_days import DayOrder, Days, days
from pricing.actual.readers.cell_values import FORMULA, CellError, NumberFormat, amount
from pricing.actual.readers.file_table import FileTable
from pricing.actual.readers.formats import COLUMNS, Role, TableFormat
from pricing.actual.readers.messages import LeftOut
from pricing.actual.readers.meters import Metered
from pricing.actual.readers.usage_records import NO_DAY, BilledProcessing, FileRow, UsageKind, UsageRecord
from pricing.values.exact import EXACT
from pricing.wording.messages import Message

_TOTALS = (
    "total|totals|grand total|sum|subtotal|sub total|total amount|total cost|summe|gesamt|gesamtsumme|zwischensumme",
    "somme|total général|suma|totale|totaal|合计|总计|小计|合計|総計|小計|합계",
)
TOTALS = frozenset("|".join(_TOTALS).split("|"))
"""What a row is called that sums up others, in the languages that headers are known in."""
_MOST_PROBLEMS = 100
"""Rows that cannot be read and are shown with their reason; the others are counted."""
_LONGEST_LABEL = 40
_CREDIT = re.compile(r'"amount"\s*:\s*"?(-?[0-9.]+(?:[eE]-?[0-9]+)?)')
_MOST_PROJECTS = 12
"""Projects of a file that are told apart; where there are more, only accounts are."""
_DAY = dt.timedelta(days=1)
_TRUE, _FALSE = ("true", "1", "1.0", "yes"), ("false", "0", "0.0", "no")


class CellFormats(NamedTuple):
    """How the cells of a table are read."""

    numbers: Mapping[Role, NumberFormat]
    order: DayOrder = ""
    local: bool = False
    """Whether times with a zone are of the day that they name."""
    currency: str = "USD"
    """Of amounts that name none."""
    span: Callable[[Days], Days] | None = None
    """The days that a date of an invoice is of."""
    model: str = ""
    """Of rows that name none."""


class TableReader:
    """The cells of a table by what they mean."""

    def __init__(self, table: FileTable, format_: TableFormat, formats: CellFormats) -> None:
        self.table, self.format, self.formats = table, format_, formats
        self.places: dict[Role, int] = {}
        for role, columns in format_.roles.items():
            if (place := next((table.names.index(name) for name in columns if name in table.names), None)) is not None:
                self.places[role] = place
        own = [place for place, name in enumerate(table.names) if name.startswith("x") and "model" in name]
        named = [table.names.index(name) for name in format_.roles.get("name", ()) if name in table.names]
        self._names = [*own, *named] if format_.code.startswith("focus") else named
        described = [place for place in named if table.names[place] in ("skumeter", "chargedescription")]
        self._described = described[0] if described and format_.code.startswith("focus") else None
        self._counts = self._pairs()
        self._projects: dict[str, str] = {}
        self._problems = 0
        self._rates: dict[str, set[str]] = {}

    def _pairs(self) -> list[tuple[int, int | None]]:
        """The places of each quantity and its unit."""
        quantities, units = (self.format.roles.get(role, ()) for role in ("quantity", "unit"))
        names = self.table.names
        pairs: list[tuple[int, int | None]] = []
        for number, quantity in enumerate(quantities):
            if quantity in names:
                unit = units[min(number, len(units) - 1)] if units else ""
                pairs.append((names.index(quantity), names.index(unit) if unit in names else None))
        return pairs

    def rows(self) -> Iterator[FileRow]:
        """Each row; one that cannot be read has its place and the reason."""
        seen: set[object] = set()
        by_row, once = self.places.get("row"), self.format.once
        for row in self.table.rows():
            if once:
                about = row[by_row] if by_row is not None and row[by_row] else hash(tuple(row))
                if about in seen:
                    yield self._left(row, "repeated")
                    continue
                seen.add(about)
            try:
                yield self._row(row)
            except CellError as error:
                if _is_total(row):
                    yield self._left(row, "total")
                    continue
                self._problems += 1
                shown = self._problems <= _MOST_PROBLEMS
                problem = error.problem(self.table.file_name, self.table.line, error.text) if shown else None
                yield FileRow(None, (), "unreadable", problem)

    def _left(self, row: Sequence[str], why: LeftOut) -> FileRow:
        """A row that is left out, with its amount where it can be read."""
        try:
            cost = self._amount(row, "cost")
        except CellError:
            cost = None
        currency = self.formats.currency if cost is not None else ""
        return FileRow(None, (UsageRecord(NO_DAY, self._name(row), "other", None, cost, currency, ""),), why)

    def _row(self, row: Sequence[str]) -> FileRow:
        if not self._cell(row, "day").strip() and (FORMULA in row or _is_total(row)):
            return self._left(row, "total")
        covered = self._days(row)
        cost, currency = self._cost(row)
        name = self._name(row)
        kind = meters.charge(self._cell(row, "charge"), name)
        source = self._source(row)
        if kind is not None:
            records = (UsageRecord(NO_DAY, name, kind, None, cost, currency, source),) if cost is not None else ()
            return FileRow(covered, records)
        return FileRow(covered, tuple(self._records(row, name, cost, currency, source)))

    def _records(
        self, row: Sequence[str], name: str, cost: Decimal | None, currency: str, source: str
    ) -> Iterator[UsageRecord]:
        about = meters.metered(self._named(row, name), self.format.naming)
        if about.kind == "other" and self._described is not None:
            about = about._replace(kind=meters.line_item(f",{row[self._described]}")[1])
        of_images = "image" in self._cell(row, "call").casefold() or "call" not in self.places
        counts = self._tokens(row, of_images)
        images, requests = self._amount(row, "images"), self._amount(row, "requests")
        kind, quantity = self._quantity(row, about)
        if images is not None:
            kind, quantity = "images", images
        elif quantity is None and requests is not None:
            kind, quantity = (about.kind, None) if about.kind != "other" else ("requests", requests)
        elif "row" in self.places and kind == "other" and quantity is None and of_images:
            kind, quantity = "requests", Decimal(1)
        size = about.size or cell_values.size(self._cell(row, "size"))
        quality = about.quality or cell_values.stripped(self._cell(row, "quality"))
        processing = about.processing or self._processing(row)
        record = UsageRecord(
            NO_DAY,
            about.model,
            kind,
            quantity,
            cost,
            "" if cost is None else currency,
            source,
            size,
            quality,
            processing,
        )
        if cost is not None or quantity is not None:
            yield record
        if requests is not None and images is not None:
            yield record._replace(kind="requests", quantity=requests, cost=None, currency="")
        for counted, count in counts.items():
            yield record._replace(kind=counted, quantity=count, cost=None, currency="")
        if credits_ := self._cell(row, "credits"):
            amounts = [Decimal(text) for text in _CREDIT.findall(credits_)]
            if amounts:
                given = sum(amounts, Decimal(0))
                yield record._replace(kind="credit", quantity=None, cost=given, currency=currency)

    def _quantity(self, row: Sequence[str], about: Metered) -> tuple[UsageKind, Decimal | None]:
        """What a row counts, and how much, in single tokens, images or requests."""
        for place, unit_place in self._counts:
            count = amount(row[place], self.formats.numbers.get("quantity", "point"))
            if count is None:
                continue
            text = "" if unit_place is None else row[unit_place]
            unit = meters.unit(text)
            if unit is None:
                times = about.own_unit or (Decimal(1) if self.format.bare_quantity and not text.strip() else Decimal(0))
                if times and about.kind != "other":
                    return about.kind, EXACT.multiply(count, times)
                continue
            quantity = EXACT.multiply(count, unit.times)
            if unit.word in ("images", "requests"):
                return unit.word, quantity
            if about.kind not in ("other", "images") or (about.kind == "images" and not unit.word):
                return about.kind, quantity
        return about.kind, None

    def _tokens(self, row: Sequence[str], of_images: bool) -> dict[UsageKind, Decimal]:
        """The tokens that a row counts by kind; a zero of a cached part or of text given out says nothing."""
        whole, made = self._amount(row, "input"), self._amount(row, "output")
        image, cached_image = self._amount(row, "image_input"), self._amount(row, "cached_image_input")
        text, cached_text = self._amount(row, "text_input"), self._amount(row, "cached_text_input")
        image_output, text_output = self._amount(row, "image_output"), self._amount(row, "text_output")
        counts: dict[UsageKind, Decimal | None] = {}
        if image is not None or text is not None:
            if cached_text is None:
                cached_text = _less(self._amount(row, "cached_input"), cached_image)
            text = _less(whole, image) if text is None else text
            counts |= {
                "text_input": _less(text, cached_text),
                "cached_text_input": cached_text,
                "image_input": _less(image, cached_image),
                "cached_image_input": cached_image,
            }
        else:
            counts["input"] = whole
        if image_output:
            counts |= {"image_output": image_output, "text_output": text_output}
        elif "call" in self.places and of_images:
            counts["image_output"] = made
        else:
            counts["output"] = made
        return {
            kind: count
            for kind, count in counts.items()
            if count is not None and (count or not kind.startswith(("cached", "text_output")))
        }

    def _days(self, row: Sequence[str]) -> Days | None:
        formats, text = self.formats, self._cell(row, "day")
        begin = days(text, formats.order, formats.local)
        if begin is None:
            return None
        end = days(self._cell(row, "end"), formats.order, formats.local)
        if end is not None and end.last > begin.first:
            last = end.last
            if self.format.end_is_open and last > begin.last:
                last = max(begin.last, end.first - _DAY)
            return Days(begin.first, last)
        return begin if formats.span is None else formats.span(begin)

    def _cost(self, row: Sequence[str]) -> tuple[Decimal | None, str]:
        """What a row costs, in USD where a format has that too, and the currency."""
        text = self._cell(row, "cost")
        cost = self._amount(row, "cost")
        beside = cell_values.currency_beside(text) if (text and not text[-1].isdigit()) or text[:1] in "$€£¥₹" else ""
        currency = cell_values.currency(self._cell(row, "currency")) or beside or self.formats.currency
        if currency != "USD" and (in_usd := self._amount(row, "usd")) is not None:
            return in_usd, "USD"
        if currency != "USD" and (rate := self._cell(row, "rate").strip()):
            self._rates.setdefault(currency, set()).add(rate)
        return cost, currency

    def one_rate_each(self) -> dict[str, Decimal]:
        """The rate of each currency of which all rows that were read have the same."""
        return {
            currency: rate
            for currency, texts in self._rates.items()
            if len(texts) == 1 and (rate := amount(next(iter(texts)))) is not None and rate > 0
        }

    def _amount(self, row: Sequence[str], role: Role) -> Decimal | None:
        place = self.places.get(role)
        return None if place is None else amount(row[place], self.formats.numbers.get(role, "point"))

    def _cell(self, row: Sequence[str], role: Role) -> str:
        place = self.places.get(role)
        return "" if place is None else row[place]

    def _name(self, row: Sequence[str]) -> str:
        return next((name for place in self._names if (name := cell_values.stripped(row[place]))), self.formats.model)

    def _named(self, row: Sequence[str], name: str) -> str:
        """The name of a model with who serves it, as logs of proxies write them apart."""
        provider = self._cell(row, "provider").strip()
        if name.startswith("arn:"):
            return name.rpartition("/")[2]
        return f"{provider}/{name}" if provider and name and "/" not in name else name

    def _processing(self, row: Sequence[str]) -> BilledProcessing:
        columns = self.format.roles.get("batch", ())
        texts = [row[self.table.names.index(name)].casefold() for name in columns if name in self.table.names]
        if any(text in _TRUE or "batch" in text for text in texts):
            return "batch"
        return "standard" if any(text in _FALSE for text in texts) else ""

    def _source(self, row: Sequence[str]) -> str:
        """The code of the format with who bills and the account, as a digest: files of others never replace it."""
        account, project, seller = (self._cell(row, role) for role in ("account", "project", "seller"))
        if project not in self._projects and len(self._projects) < _MOST_PROJECTS:
            self._projects[project] = project
        return _labelled(self.format.code, account, self._projects.get(project, ""), seller)


@lru_cache(maxsize=4096)
def _labelled(code: str, account: str, project: str, seller: str) -> str:
    name = "".join(sign for sign in seller if sign.isalnum() or sign in ".-")[:_LONGEST_LABEL]
    about = f"{account.strip()}\x1f{project.strip()}"
    digest = blake2b(about.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest() if about.strip("\x1f") else ""
    return " ".join(part for part in (code, name, digest) if part)


def _is_total(row: Sequence[str]) -> bool:
    return any(cell.strip().casefold().rstrip(":") in TOTALS for cell in row)


def _less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """What is left of a count without a part of it; the whole where the part is none of it."""
    return whole if whole is None or part is None or part > whole else EXACT.subtract(whole, part)


def notes_of(table: FileTable, reader: TableReader) -> Iterator[Message]:
    """How an export counts, and what its amounts are in where it does not say."""
    code, name = reader.format.code, table.file_name
    if code.startswith("azure"):
        yield messages.meter_units(name)
    if "cost" in reader.places and "currency" not in reader.places and code not in _IN_USD:
        yield messages.no_currency(name, reader.formats.currency)


_IN_USD = (
    COLUMNS,
    "litellm",
    "litellm-daily",
    "openrouter",
    "openrouter-daily",
    "langfuse",
    "helicone",
    "google-console",
)
