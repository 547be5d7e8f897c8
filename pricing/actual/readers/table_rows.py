"""Reads the rows of a table into records, by the columns of its format and by cell formats decided before."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter
from typing import NamedTuple

from pricing.actual.readers import meters
from pricing.actual.readers.cells import cell_values
from pricing.actual.readers.cells.cell_days import DayOrder, Days, DayZone, days, period_to
from pricing.actual.readers.cells.cell_values import FORMULA, CellError, NumberFormat, amount
from pricing.actual.readers.files.file_table import FileTable
from pricing.actual.readers.files.messages import longer_row
from pricing.actual.readers.formats import COLUMNS, Role, TableFormat
from pricing.actual.readers.messages import LeftOut
from pricing.actual.readers.meters import Metered, is_total
from pricing.actual.readers.usage_records import (
    BilledProcessing,
    Charge,
    CountedAmount,
    FileRow,
    Leftover,
    RowText,
    UsageKind,
)
from pricing.values.exact import EXACT, total
from pricing.wording.figures import USD

_MOST_PROBLEMS = 100
"""The most unreadable rows that are listed with their reason; further ones are only counted."""
_LONGEST_LABEL = 40
_LONGEST_NAME = 200
"""The longest name of a model or service, in characters; vendors' names have about fifty."""
_CREDIT = re.compile(r'"amount"\s*:\s*"?(-?[0-9.]+(?:[eE]-?[0-9]+)?)')
_MOST_WORDS = 20_000
"""The most different texts of rows that are kept in the cache."""
_DESCRIBED = ("skumeter", "chargedescription")
_NO_TEXT = RowText(-1, "", "")
_ZEROS: tuple[UsageKind, ...] = ("input", "output", "text_input", "image_input", "image_output")
"""Kinds of tokens for which a zero means that none were counted."""
_LAST_MINUTE = "23:59"
"""The time of an end that lies within its day, unlike 00:00, which is the beginning of the next day."""
_TRUE, _FALSE = ("true", "1", "1.0", "yes"), ("false", "0", "0.0", "no")


class CellFormats(NamedTuple):
    """How the cells of a table are read."""

    numbers: Mapping[Role, NumberFormat]
    order: DayOrder = ""
    zone: DayZone = 0
    currency: str = "USD"
    """The currency of amounts that name none."""
    span: Callable[[Days], Days] | None = None
    """The days that a date of an invoice covers."""
    model: str = ""
    """The model of rows that name none."""
    projects: bool = True
    """Whether projects of an account are kept apart."""
    period: Days | None = None
    """The period of a table without a column of days."""
    once: bool = False
    """Whether repeated rows count once, for formats that do not decide it."""
    latest: dt.date | None = None
    """The last day on which a billed period can begin."""
    only_totals: bool = False
    """Whether every row is named a total, as in a summary: then the first row of each period counts."""


class _Words(NamedTuple):
    """The meaning of the text cells of a row, computed once for all rows with the same texts."""

    text: RowText
    kind: UsageKind
    charge: Charge | None
    by_name: bool
    """Whether the kind of charge comes from the name of the row and not from a column."""
    currency: str
    """Empty if no column has it."""
    units: tuple[Decimal | None, ...]
    """For each quantity, how many tokens, images or requests one unit is; None if unknown."""
    unit_kinds: tuple[UsageKind, ...]
    """What each quantity counts."""
    of_images: bool
    """Whether output tokens are image tokens."""
    sums_up: bool
    """Whether the name is one of a total."""


_WORDS: tuple[Role, ...] = ("size", "quality", "charge", "account", "project", "provider", "seller", "call", "currency")
_COUNTS: tuple[Role, ...] = (
    *("input", "cached_input", "text_input", "cached_text_input", "image_input", "cached_image_input"),
    *("output", "image_output", "text_output"),
)


_AMOUNTS: tuple[Role, ...] = ("cost", "usd", "images", "quantity", "requests", *_COUNTS)


class TableReader:
    """Reads the cells of a table by the meaning of their columns."""

    def __init__(self, table: FileTable, format_: TableFormat, formats: CellFormats) -> None:
        self.table, self.format, self.formats = table, format_, formats
        self.places: dict[Role, int] = {}
        for role, columns in format_.roles.items():
            if (place := next((table.names.index(name) for name in columns if name in table.names), None)) is not None:
                self.places[role] = place
        named, own = self._all("name"), []
        if format_.code.startswith("focus"):
            own = [place for place, name in enumerate(table.names) if name.startswith("x") and "model" in name]
        self._names = [*own, *named]
        self._described = next((place for place in named if table.names[place] in _DESCRIBED), None) if own else None
        self._quantities = self._pairs()
        self._batch = self._all("batch")
        units = [place for _, place in self._quantities if place is not None]
        words = [self.places[role] for role in _WORDS if role in self.places]
        word_places = [*dict.fromkeys([*self._names, *units, *self._batch, *words])]
        self._words_of: Callable[[Sequence[str]], object] = itemgetter(*word_places) if word_places else lambda _: ()
        self._day, self._status, self._end = (self.places.get(role) for role in ("day", "status", "end"))
        self._read: dict[Role, tuple[int, NumberFormat]] = {
            role: (place, formats.numbers.get(role, "point")) for role, place in self.places.items()
        }
        cost = table.titles[self.places["cost"]] if format_.code == COLUMNS and "cost" in self.places else ""
        self._in_chinese = cell_values.is_chinese(table.titles)
        self._titled = cell_values.currency_of_title(cost, self._in_chinese)
        per_cost = cell_values.currency_units(cost)
        self._units = None if per_cost == 1 else per_cost
        images = table.titles[self.places["images"]] if "images" in self.places else ""
        self._images = Decimal(cell_values.count_units(images))
        self._amounts_read = [read for role, read in self._read.items() if role in _AMOUNTS]
        self._counted = [(role, *self._read[role]) for role in _COUNTS if role in self._read]
        self._known: dict[object, _Words] = {}
        self._numbers: dict[object, int] = {}
        self._problems = 0
        self._summed: set[Days | None] = set()
        self._repeated: defaultdict[str, list[Decimal | None]] = defaultdict(list)
        self._rates: dict[str, set[str]] = {}

    def _all(self, role: Role) -> list[int]:
        """The places of all columns with a meaning."""
        return [self.table.names.index(name) for name in self.format.roles.get(role, ()) if name in self.table.names]

    def _pairs(self) -> list[tuple[int, int | None]]:
        """The places of each quantity column and its unit column."""
        quantities, units = (self.format.roles.get(role, ()) for role in ("quantity", "unit"))
        names = self.table.names
        pairs: list[tuple[int, int | None]] = []
        for number, quantity in enumerate(quantities):
            if quantity in names:
                unit = units[min(number, len(units) - 1)] if units else ""
                pairs.append((names.index(quantity), names.index(unit) if unit in names else None))
        return pairs

    def rows(self) -> Iterator[FileRow]:
        """The rows; one that cannot be read has its place and the reason."""
        seen: set[object] = set()
        by_row, once = self.places.get("row"), self.format.once or self.formats.once
        for row in self.table.rows():
            about = row[by_row] if by_row is not None and row[by_row] else hash(tuple(row))
            if len(row) > len(self.table.names):
                longer = longer_row(self.table.file_name, self.table.line, len(row), len(self.table.names))
                yield FileRow(None, _NO_TEXT, (), "unreadable", longer)
                continue
            again = about in seen
            if again and once and (self.format.once or not is_total(row)):
                yield self._left(row, "repeated")
                continue
            seen.add(about)
            try:
                file_row = self._row(row)
                if again and file_row.amounts and file_row.left_out is None:
                    self._repeated[file_row.amounts[0].currency].append(file_row.amounts[0].cost)
                yield file_row
            except CellError as error:
                if is_total(row):
                    yield self._left(row, "total")
                    continue
                if not any(row[place].strip() for place, _ in self._amounts_read):
                    # Notes below a table have no amount.
                    yield self._left(row, "no-day")
                    continue
                self._problems += 1
                shown = self._problems <= _MOST_PROBLEMS
                problem = error.problem(self.table.file_name, self.table.line, error.text) if shown else None
                yield FileRow(None, _NO_TEXT, (), "unreadable", problem)

    def repeated(self) -> tuple[Leftover, ...]:
        """By currency, the rows that count although the same row stands above them."""
        return tuple(
            Leftover("repeated", "", len(costs), total(costs), currency) for currency, costs in self._repeated.items()
        )

    def _left(self, row: Sequence[str], why: LeftOut) -> FileRow:
        """A row that is left out, with its amount if it can be read."""
        try:
            cost = self._amount(row, "cost")
        except CellError:
            cost = None
        name = next((row[place] for place in self._names if row[place] not in ("", FORMULA)), "")
        amounts = () if cost is None else (CountedAmount("other", None, cost, self.formats.currency),)
        return FileRow(None, RowText(-1, name.strip()[:_LONGEST_NAME], ""), amounts, why)

    def _row(self, row: Sequence[str]) -> FileRow:
        if (self._day is None or not row[self._day].strip()) and (FORMULA in row or is_total(row)):
            return self._left(row, "total")
        if self._status is not None and meters.is_not_charged(row[self._status]):
            return self._left(row, "not-charged")
        covered = self._days(row)
        cells = self._words_of(row)
        words = self._known.get(cells)
        if words is None:
            words = self._known[cells] = self._read_words(row)
            if len(self._known) > _MOST_WORDS:
                self._known = {}
        if covered is not None and self.formats.latest is not None and covered.first > self.formats.latest:
            return self._left(row, "future")
        if words.sums_up:
            if not self.formats.only_totals or covered in self._summed:
                return self._left(row, "total")
            self._summed.add(covered)
        cost, currency = self._cost(row, words)
        if words.charge is not None:
            # Credits that are bought are no refund: a name alone makes a credit only of a row with a negative amount.
            bought = words.by_name and words.charge in ("credit", "refund") and cost is not None and cost > 0
            kind: UsageKind = "other" if bought else words.charge
            amounts = [] if cost is None else [CountedAmount(kind, None, cost, currency)]
            amounts += self._tax_amounts(row, currency)
        else:
            amounts = self._amounts(row, words, cost, currency)
        return FileRow(covered, words.text, amounts)

    def _amounts(self, row: Sequence[str], words: _Words, cost: Decimal | None, currency: str) -> list[CountedAmount]:
        images, requests = self._amount(row, "images"), self._amount(row, "requests")
        kind, quantity = self._quantity(row, words) if self._quantities else (words.kind, None)
        if images is not None:
            kind, quantity = "images", images
        elif quantity is None and requests is not None and words.kind == "other":
            kind, quantity = "requests", requests
        elif quantity is None and kind == "other" and words.of_images and "row" in self.places:
            kind, quantity = "requests", Decimal(1)
        amounts: list[CountedAmount] = []
        if cost is not None or quantity is not None:
            amounts.append(CountedAmount(kind, quantity, cost, "" if cost is None else currency))
        if requests is not None and kind != "requests":
            amounts.append(CountedAmount("requests", requests, None, ""))
        if self._counted:
            amounts += self._tokens(row, words)
        amounts += self._tax_amounts(row, currency)
        if credits_ := self._cell(row, "credits"):
            given = [Decimal(text) for text in _CREDIT.findall(credits_)]
            if given:
                amounts.append(CountedAmount("credit", None, sum(given, Decimal(0)), currency))
        return amounts

    def _tax_amounts(self, row: Sequence[str], currency: str) -> list[CountedAmount]:
        """The tax beside the cost of a row, as an amount that is not compared with the plan."""
        tax = self._tax(row) if "tax" in self.places else None
        return [] if tax is None else [CountedAmount("tax", None, tax, currency)]

    def _tax(self, row: Sequence[str]) -> Decimal | None:
        """The tax beside the cost of a row; None if its cell has no amount."""
        with suppress(CellError):
            return self._amount(row, "tax")
        return None

    def _quantity(self, row: Sequence[str], words: _Words) -> tuple[UsageKind, Decimal | None]:
        """A count of a row, in single tokens, images or requests, and its kind."""
        for (place, _), times, kind in zip(self._quantities, words.units, words.unit_kinds, strict=True):
            if times is not None:
                count = amount(row[place], self.formats.numbers.get("quantity", "point"))
                if count is not None:
                    return kind, EXACT.multiply(count, times)
        return words.kind, None

    def _tokens(self, row: Sequence[str], words: _Words) -> list[CountedAmount]:
        """The tokens of a row by kind; a zero for cached tokens or text output is ignored."""
        counted = {role: amount(cell, numbers) for role, place, numbers in self._counted if (cell := row[place])}
        read = counted.get
        whole, made, image, text = read("input"), read("output"), read("image_input"), read("text_input")
        counts: list[tuple[UsageKind, Decimal | None]] = [("input", whole)]
        if image is not None or text is not None:
            cached_image, cached_text = read("cached_image_input"), read("cached_text_input")
            if cached_text is None:
                cached_text = _less(read("cached_input"), cached_image)
            text = _less(whole, image) if text is None else text
            counts = [
                ("text_input", _less(text, cached_text)),
                ("cached_text_input", cached_text),
                ("image_input", _less(image, cached_image)),
                ("cached_image_input", cached_image),
            ]
        if image_output := read("image_output"):
            counts += [("image_output", image_output), ("text_output", read("text_output"))]
        elif words.of_images and "call" in self.places:
            counts.append(("image_output", made))
        else:
            counts.append(("output", made))
        return [
            CountedAmount(kind, count, None, "")
            for kind, count in counts
            if count or (count is not None and kind in _ZEROS)
        ]

    def _days(self, row: Sequence[str]) -> Days | None:
        formats = self.formats
        if self._day is None:
            return formats.period
        begin = days(row[self._day], formats.order, formats.zone)
        if begin is None:
            return None
        if self._end is not None:
            is_open = self.format.end_is_open and _LAST_MINUTE not in row[self._end]
            return period_to(begin, days(row[self._end], formats.order, formats.zone), is_open)
        return begin if formats.span is None else formats.span(begin)

    def _cost(self, row: Sequence[str], words: _Words) -> tuple[Decimal | None, str]:
        """The cost of a row and its currency; in USD if a format has that too."""
        place = self.places.get("cost")
        if place is None:
            return None, ""
        text = row[place]
        cost = self._amount(row, "cost")
        if self.format.with_tax and cost is not None and (tax := self._tax(row)) is not None:
            cost = EXACT.subtract(cost, tax)
        currency = self._titled or words.currency
        if not currency:
            beside = cell_values.currency_beside(text, self._in_chinese) if text and not text.isdecimal() else ""
            currency = beside or self.formats.currency
        if currency == USD:
            return cost, currency
        if (in_usd := self._amount(row, "usd")) is not None:
            return in_usd, USD
        if rate := self._cell(row, "rate").strip():
            self._rates.setdefault(currency, set()).add(rate)
        return cost, currency

    def one_rate_each(self) -> dict[str, Decimal]:
        """The exchange rates that are the same in every row that was read, by currency."""
        rates: dict[str, Decimal] = {}
        for currency, texts in self._rates.items():
            with suppress(CellError):
                if len(texts) == 1 and (rate := amount(next(iter(texts)))) is not None and rate > 0:
                    rates[currency] = rate
        return rates

    def _amount(self, row: Sequence[str], role: Role) -> Decimal | None:
        read = self._read.get(role)
        if read is None:
            return None
        if role == "images":
            images = cell_values.count(row[read[0]], read[1])
            return images if images is None or self._images == 1 else EXACT.multiply(images, self._images)
        value = amount(row[read[0]], read[1])
        if value is None or role not in ("cost", "tax") or self._units is None:
            return value
        return EXACT.multiply(value, self._units)

    def _cell(self, row: Sequence[str], role: Role) -> str:
        place = self.places.get(role)
        return "" if place is None else row[place]

    def _read_words(self, row: Sequence[str]) -> _Words:
        name = next((name for place in self._names if (name := cell_values.stripped(row[place]))), self.formats.model)
        name = name[:_LONGEST_NAME]
        charge = meters.charge(self._cell(row, "charge"), name)
        about = Metered(name) if charge is not None else meters.metered(self._named(row, name), self.format.naming)
        if about.kind == "other" and self._described is not None:
            about = about._replace(kind=meters.line_item(f",{row[self._described]}")[1])
        size = about.size or cell_values.size(self._cell(row, "size"))
        quality = (about.quality or cell_values.stripped(self._cell(row, "quality")))[:_LONGEST_NAME]
        processing = about.processing or self._processing(row)
        units = [self._unit("" if place is None else row[place], about) for _, place in self._quantities]
        texts = about.model, self._source(row), size, quality, processing, meters.is_subscription(name)
        return _Words(
            RowText(self._numbers.setdefault(texts, len(self._numbers)), *texts),
            about.kind,
            charge,
            not self._cell(row, "charge").strip(),
            cell_values.currency(self._cell(row, "currency")),
            tuple(times for times, _ in units),
            tuple(kind for _, kind in units),
            "image" in self._cell(row, "call").casefold() or "call" not in self.places,
            self.format.code == COLUMNS and is_total([name]),
        )

    def _unit(self, text: str, about: Metered) -> tuple[Decimal | None, UsageKind]:
        """The kind of a unit, and how many of it one quantity counts."""
        unit = meters.unit(text)
        if unit is None:
            times = about.own_unit or (Decimal(1) if self.format.bare_quantity and not text.strip() else None)
            return (times if about.kind != "other" else None), about.kind
        if unit.word in ("images", "requests"):
            return unit.times, unit.word
        counts = about.kind not in ("other", "images") or (about.kind == "images" and not unit.word)
        return (unit.times if counts else None), about.kind

    def _named(self, row: Sequence[str], name: str) -> str:
        """The name of a model with its provider, which logs of proxies have in two columns."""
        provider = self._cell(row, "provider").strip()[:_LONGEST_NAME]
        if name.startswith("arn:"):
            return name.rpartition("/")[2]
        return f"{provider}/{name}" if provider and name and "/" not in name else name

    def _processing(self, row: Sequence[str]) -> BilledProcessing:
        texts = [row[place].casefold() for place in self._batch]
        if any(text in _TRUE or "batch" in text for text in texts):
            return "batch"
        return "standard" if any(text in _FALSE for text in texts) else ""

    def _source(self, row: Sequence[str]) -> str:
        """The code of the format with the seller and a digest of the account, so that files of other accounts never
        replace it.
        """
        account, project, seller = (self._cell(row, role) for role in ("account", "project", "seller"))
        return _labelled(self.format.code, account, project if self.formats.projects else "", seller)


@lru_cache(maxsize=4096)
def _labelled(code: str, account: str, project: str, seller: str) -> str:
    name = "".join(sign for sign in seller if sign.isalnum() or sign in ".-")[:_LONGEST_LABEL]
    about = f"{account.strip()}\x1f{project.strip()}"
    digest = blake2b(about.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest() if about.strip("\x1f") else ""
    return " ".join(part for part in (code, name, digest) if part)


def _less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """A count without one of its parts; the whole count if the part is not included in it."""
    return whole if whole is None or not part or part > whole else EXACT.subtract(whole, part)
