"""The fields of a scenario: one table that link, controls, differences, files and the workbook read."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from pricing.prices import PriceBooks
from pricing.prices.services import services
from pricing.scenario import accepted, comparison, events, own, ranges
from pricing.scenario.accepted import AcceptedKind
from pricing.scenario.calendar_kinds import DayKind, MonthKind, PriceDate
from pricing.scenario.events import MOST_A_MONTH, EventsKind
from pricing.scenario.kinds import (
    BoughtQualities,
    Choice,
    CurrencyKind,
    Kind,
    Name,
    Number,
    PixelSizeKind,
    Positive,
    QualityMix,
    SizeMixKind,
    Words,
)
from pricing.scenario.labels.messages import LABELS
from pricing.scenario.messages import Unit
from pricing.scenario.ranges import HIGH, LEVERS, Lever, PriceRangeKind, RangesKind
from pricing.scenario.scenario import MOST_WORKLOADS, Contract
from pricing.scenario.workload import Need
from pricing.values.exact import plain
from pricing.values.month import Month
from pricing.wording.figures import USD
from pricing.wording.messages import words

Owner = Literal["scenario", "workload", "comparison"]
WaterfallStep = Literal["Volume", "Quality mix", "Size", "Model", "Price", "Other levers", "Own costs"]
"""The steps of a waterfall, in their order."""


def text_of(value: object) -> str:
    """A value as a link writes it."""
    return plain(value) if isinstance(value, Decimal) else str(value)


class Field(NamedTuple):
    """One field of the link: its owner, the values it takes and its start value. Its label is in `labels`."""

    key: str
    """The key in the link, and the name of the attribute of its owner."""
    kind: Kind | Callable[[PriceBooks, dt.date], Kind]
    """The values it takes; a function of the price books and a day if it depends on them."""
    start: str | None = None
    """The text that a link without the key stands for. Frozen: old links rely on it. None: today, or no value."""
    of: Owner = "workload"
    step: WaterfallStep | None = None
    """The step of a waterfall that the field belongs to; None if it changes no month's bill."""
    optional: bool = False
    """Whether a scenario may have no value for it."""
    absent: Any = None
    """The value of the attribute if the scenario has none."""
    write: Callable[[Any], str] = text_of
    """A value as the text of a link."""
    since: int = 1
    """The first version of the link that has the key. Keys of versions 2 and 3 are written only if they are used."""
    beside: tuple[str, ...] = ()
    """Keys of the fields that must be there too."""
    below_0_since: int = 1
    """The first version of the link that takes a value below 0."""

    @property
    def label(self) -> str:
        """The name that people read: on controls, in differences, in files."""
        return words(LABELS[self.key])

    def version_of(self, value: object) -> int:
        """The lowest version of the link that can carry a value."""
        if value == self.absent and self.optional:
            return 1
        return self.below_0_since if isinstance(value, Decimal) and value < 0 else self.since


def _prices(books: PriceBooks, today: dt.date) -> Kind:
    return PriceDate(books.listed.first_day, today)


def _models(books: PriceBooks, today: dt.date) -> Kind:
    return Choice(list(dict.fromkeys([*books.listed.priced, *books.guide.priced])))


def _services(books: PriceBooks, today: dt.date) -> Kind:
    return comparison.ServiceList(services(books.listed))


def _map(books: PriceBooks, today: dt.date) -> Kind:
    return comparison.ServiceMap(services(books.listed))


def _own(books: PriceBooks, today: dt.date) -> Kind:
    return own.OwnServices(books.listed.priced)


def _ranges(books: PriceBooks, today: dt.date) -> Kind:
    return RangesKind(LEVER_KINDS)


def _events(books: PriceBooks, today: dt.date) -> Kind:
    return EventsKind(list(dict.fromkeys([*books.listed.priced, *books.guide.priced])))


def _rate_day(books: PriceBooks, today: dt.date) -> Kind:
    return DayKind(_FIRST_RATE_DAY, today)


def _accepted(books: PriceBooks, today: dt.date) -> Kind:
    return AcceptedKind(list(books.listed.priced))


_FIRST_RATE_DAY = dt.date(2020, 1, 1)
_YES_NO = Choice(["no", "yes"])
PERCENT_UNIT: Unit = "percent"
_BUDGET = Number(0, MOST_A_MONTH, 2, "amount a month, or left out")
_OWN_IMAGE = Number(0, 1_000_000, 6, "amount an image")
_OWN_MONTH = Number(0, MOST_A_MONTH, 2, "amount a month")
_USERS = Number(0, 10_000_000_000, unit="users, or left out")
_REVENUE = Number(0, 1_000_000, 4, "amount a month of one user, or left out")
_DISCOUNT = Number(-100, 90, 2, PERCENT_UNIT)
_RATE = Positive(0, 100_000_000, 8, "units for one USD")
_PEAK = Number(1, 1440, 2, "times the average minute, or left out")

_TABLE = (
    Field("prices", _prices, of="scenario", step="Price"),
    Field("name", Name(), optional=True, absent="", since=2),
    Field("model", _models, "gpt-image-2", step="Model"),
    Field("images", Number(0, 10_000_000, unit="images a day"), "1000", step="Volume"),
    Field("days", Number(1, 31, unit="days a month"), "30", "scenario", "Volume"),
    Field("quality", QualityMix(), "30-50-20", step="Quality mix"),
    Field("size", SizeMixKind(), "1024x1024", step="Size"),
    Field("prompt", Number(0, 32_000, unit="tokens"), "100", step="Other levers"),
    Field("refs", Number(0, 16, 4, "reference images"), "0", step="Other levers"),
    Field("refsize", PixelSizeKind(), "1024x1024", step="Other levers"),
    Field("fidelity", Choice(["low", "high"]), "low", step="Other levers"),
    Field("needs", Words(get_args(Need)), optional=True, absent=(), write=",".join, since=3),
    Field("buys", BoughtQualities(), step="Quality mix", optional=True, absent=(), write="/".join, since=3),
    Field("partials", Number(0, 3, unit="partial images"), step="Other levers", optional=True, absent=0, since=3),
    Field("thinking", Number(0, 20_000, unit="tokens"), step="Other levers", optional=True, absent=0, since=3),
    Field("tries", Number(1, 20, 4, "tries"), "1", step="Other levers"),
    Field("reuse", Number(0, 95, 2, PERCENT_UNIT), "0", step="Other levers"),
    Field("batch", Number(0, 100, 2, PERCENT_UNIT), "0", step="Other levers"),
    Field("discount", _DISCOUNT, "0", step="Other levers", below_0_since=3),
    Field("growth", Number(-50, 100, 2, "percent a month"), "0"),
    Field("ranges", _ranges, optional=True, absent=(), write=ranges.text_of, since=2),
    Field("start", MonthKind(Month(2020, 1), Month(2100, 12)), of="scenario"),
    Field("months", Number(1, 36, unit="months"), "12", "scenario"),
    Field("budget", _BUDGET, of="scenario", optional=True),
    Field("together", Number(0, 100, 2, PERCENT_UNIT), of="scenario", optional=True, absent=Decimal(50), since=2),
    Field("pricerange", PriceRangeKind(), of="scenario", optional=True, since=2),
    Field("events", _events, of="scenario", optional=True, absent=(), write=events.text_of, since=2),
    Field("peak", _PEAK, of="scenario", optional=True, since=3),
    Field("accepted", _accepted, of="scenario", optional=True, absent=(), write=accepted.text_of, since=3),
    Field("contract", Choice(get_args(Contract)), of="scenario", optional=True, absent="everywhere", since=3),
    Field(
        "currency", CurrencyKind(), of="scenario", step="Price", optional=True, absent=USD, since=3, beside=("rate",)
    ),
    Field("rate", _RATE, of="scenario", step="Price", optional=True, since=3, beside=("currency",)),
    Field("rate_day", _rate_day, of="scenario", optional=True, since=3, beside=("currency", "rate")),
    Field("raterange", PriceRangeKind(), of="scenario", optional=True, since=3, beside=("currency", "rate")),
    Field("own_image", _OWN_IMAGE, of="scenario", step="Own costs", optional=True, absent=Decimal(0), since=2),
    Field("own_month", _OWN_MONTH, of="scenario", step="Own costs", optional=True, absent=Decimal(0), since=2),
    Field("users", _USERS, of="scenario", optional=True, since=2),
    Field("revenue", _REVENUE, of="scenario", optional=True, since=2),
    Field("services", _services, ",".join(comparison.START_SERVICES), "comparison", write=",".join),
    Field("map", _map, "", "comparison", write=comparison.map_text),
    Field("missing", Choice(["move", "leave"]), "move", "comparison"),
    Field("term", Choice(["monthly", "annual"]), "monthly", "comparison"),
    Field("relax", Number(0, 100, 2, PERCENT_UNIT), "0", "comparison"),
    Field("company", _YES_NO, "no", "comparison"),
    Field("stealth", _YES_NO, "no", "comparison"),
    Field("own", _own, "", "comparison", write=own.text_of),
)
FIELDS: Mapping[str, Field] = {field.key: field for field in _TABLE}
"""The fields by key, in the order of the link."""
NAME = FIELDS["name"]


def number_of(key: str) -> Number:
    """The kind of a field that is a number: its limits and decimal places."""
    kind = FIELDS[key].kind
    assert isinstance(kind, Number), f"{key} is no number"
    return kind


LEVER_KINDS: Mapping[Lever, Number] = {lever: HIGH if lever == "high" else number_of(lever) for lever in LEVERS}
"""The kind of number of each lever that can have a range."""

OF: Mapping[Owner, tuple[Field, ...]] = {
    owner: tuple(field for field in _TABLE if field.of == owner) for owner in ("scenario", "workload", "comparison")
}
"""The fields of each owner, in the order of the link."""


@lru_cache(maxsize=8)
def kinds(books: PriceBooks, today: dt.date) -> Mapping[str, Kind]:
    """The kind of each field by key; `today` is the last day of list prices."""
    return {key: field.kind(books, today) if callable(field.kind) else field.kind for key, field in FIELDS.items()}


def start_values(today: dt.date) -> dict[str, str]:
    """The texts that a link without any key stands for, if it is opened today; without optional fields."""
    opened = {"prices": today.isoformat(), "start": str(Month.of(today))}
    texts = {key: opened.get(key, field.start) for key, field in FIELDS.items()}
    return {key: text for key, text in texts.items() if text is not None}


def numbered(place: int, key: str) -> str:
    """The key of a workload's field: `images` for the first one, `2.images` for the second."""
    return key if place == 1 else f"{place}.{key}"


def numbered_pattern(key: str) -> str:
    """A regular expression for the key of a field in workloads after the first, like `2.images`."""
    return rf"^[2-{MOST_WORKLOADS}]\.{key}$"
