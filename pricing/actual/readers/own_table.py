"""Any table, by naming its columns: the day, the cost, the images and the model. Nothing else in it is read."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pricing.actual.readers import cell_values, messages
from pricing.actual.readers.cell_values import DayOrder
from pricing.actual.readers.file_table import FileTable, ReadError, digest
from pricing.actual.readers.usage_records import NO_DAY, FileRow, UsageRecord

SOURCE = "columns"
_TOTALS = ("total", "grand total", "sum", "subtotal")
_GUESSES: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "day", "usage date", "month", "period", "time"),
    "cost": ("cost", "amount", "usd", "spend", "price", "charge", "total"),
    "images": ("images", "image count", "count", "quantity"),
    "model": ("model", "product", "service", "description", "sku"),
    "currency": ("currency",),
    "size": ("size", "resolution"),
    "quality": ("quality",),
}


class NamedColumns(NamedTuple):
    """The titles of the columns of a table; empty where there is none."""

    day: str
    cost: str = ""
    images: str = ""
    model: str = ""
    currency: str = ""
    """Without one, costs are in USD."""
    size: str = ""
    quality: str = ""

    def fit(self, titles: tuple[str, ...]) -> bool:
        """Whether a table has all of them, so that it can be read as the one was that they were named for."""
        names = {title.casefold() for title in titles}
        return all(title.casefold() in names for title in self if title)


def proposed(titles: tuple[str, ...]) -> NamedColumns | None:
    """The columns by their titles, as far as they speak for themselves; None without a day."""
    guesses: dict[str, str] = {}
    for column, words in _GUESSES.items():
        free = [title for title in titles if title and title not in guesses.values()]
        exact = (title for word in words for title in free if title.casefold().strip() == word)
        like = (title for word in words for title in free if word in title.casefold().replace("_", " "))
        if title := next(exact, "") or next(like, ""):
            guesses[column] = title
    return NamedColumns(**guesses) if "day" in guesses else None


def check(table: FileTable, columns: NamedColumns) -> None:
    """Raise ReadError where a column is not in a table, or where neither cost nor images are named."""
    for title in columns:
        if title and title.casefold() not in table.names:
            raise ReadError(messages.no_such_column(table.file.name, title, table.titles), "columns")
    if not columns.day or not (columns.cost or columns.images):
        raise ReadError(messages.columns_not_named(table.file.name, table.titles), "columns")


def day_order(table: FileTable, columns: NamedColumns) -> DayOrder:
    """Which comes first in the days of a table, as far as one of them tells."""
    place = table.column(columns.day.casefold())
    return "" if place is None else cell_values.order_of({row[place] for row in table.rows()})


def rows(table: FileTable, columns: NamedColumns, order: DayOrder) -> Iterator[FileRow]:
    """The rows of a table. Two that say the same are two: nothing tells that they are one. Raises CellError."""
    places = {name: table.column(title.casefold()) for name, title in columns._asdict().items() if title}
    seen: dict[bytes, int] = {}
    for row in table.rows():
        cells = {name: row[place] for name, place in places.items() if place is not None}
        whole = digest(row)
        seen[whole] = seen.get(whole, 0) + 1
        key = digest([whole.hex(), str(seen[whole])])
        is_total = any(text.strip().casefold().rstrip(":") in _TOTALS for text in row)
        day = None if is_total else cell_values.day(cells["day"], order)
        cost, images = cell_values.amount(cells.get("cost", "")), cell_values.amount(cells.get("images", ""))
        if cost is None and images is None:
            yield FileRow(key, whole, day, ())
            continue
        currency = cell_values.currency(cells.get("currency", "")) or "USD"
        size, quality = cell_values.size(cells.get("size", "")), cell_values.stripped(cells.get("quality", ""))
        record = UsageRecord(
            day or NO_DAY,
            cell_values.stripped(cells.get("model", "")),
            "other" if images is None else "images",
            images,
            cost,
            "" if cost is None else currency,
            SOURCE,
            size,
            quality,
            key=key,
        )
        yield FileRow(key, whole, day, (record,), is_total)
