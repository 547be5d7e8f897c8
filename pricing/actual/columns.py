"""Any table, by naming its columns: the day, the cost, the images and the model. Nothing else in it is read."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pricing.actual import cells
from pricing.actual.cells import Order
from pricing.actual.gathering import NO_DAY, Row
from pricing.actual.records import ReadError, Record
from pricing.actual.tables import Table, digest

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


class Columns(NamedTuple):
    """The titles of the columns of a table; empty where there is none."""

    day: str
    cost: str = ""
    images: str = ""
    model: str = ""
    currency: str = ""
    """Without one, costs are in USD."""
    size: str = ""
    quality: str = ""
    order: Order = ""
    """Which comes first in `11/12/2026`, where no row tells."""


def proposed(titles: tuple[str, ...]) -> Columns | None:
    """The columns by their titles, as far as they speak for themselves; None without a day."""
    found: dict[str, str] = {}
    for what, words in _GUESSES.items():
        free = [title for title in titles if title and title not in found.values()]
        exact = (title for word in words for title in free if title.casefold().strip() == word)
        like = (title for word in words for title in free if word in title.casefold().replace("_", " "))
        if title := next(exact, "") or next(like, ""):
            found[what] = title
    day = found.pop("day", "")
    return Columns(day, **found) if day else None  # type: ignore[arg-type]


def check(table: Table, columns: Columns) -> None:
    """Raise ReadError where a column is not in a table, or where neither cost nor images are named."""
    for title in columns[:7]:
        if title and title.casefold() not in table.names:
            raise ReadError("no-such-column", name=table.file.name, column=title, found=table.titles)
    if not columns.day or not (columns.cost or columns.images):
        raise ReadError("no-columns", name=table.file.name, found=table.titles)


def fits(titles: tuple[str, ...], columns: Columns) -> bool:
    """Whether a table has all columns that were named for another one, so that it can be read as that was."""
    names = {title.casefold() for title in titles}
    return all(title.casefold() in names for title in columns[:7] if title)


def days_of(table: Table, columns: Columns) -> set[str]:
    """The different texts of the column of days, which together tell how they are written."""
    place = table.column(columns.day.casefold())
    return set() if place is None else {row[place] for row in table.rows()}


def rows(table: Table, columns: Columns, order: Order) -> Iterator[Row]:
    """The rows of a table. Two that say the same are two: nothing tells that they are one. Raises CellError."""
    places = {name: table.column(title.casefold()) for name, title in columns._asdict().items() if title}
    seen: dict[bytes, int] = {}
    for row in table.rows():
        cell = {name: row[place] for name, place in places.items() if place is not None}
        whole = digest(row)
        seen[whole] = seen.get(whole, 0) + 1
        key = digest([whole.hex(), str(seen[whole])])
        is_total = any(text.strip().casefold().rstrip(":") in _TOTALS for text in row)
        day = None if is_total else cells.day(cell["day"], order)
        cost, images = cells.amount(cell.get("cost", "")), cells.amount(cell.get("images", ""))
        if cost is None and images is None:
            yield Row(key, whole, day, ())
            continue
        money = cells.currency(cell.get("currency", "")) or "USD"
        size, quality = cells.size(cell.get("size", "")), cells.text(cell.get("quality", ""))
        record = Record(
            day or NO_DAY,
            cells.text(cell.get("model", "")),
            "other" if images is None else "images",
            images,
            cost,
            "" if cost is None else money,
            SOURCE,
            size,
            quality,
            key=key,
        )
        yield Row(key, whole, day, (record,), is_total)
