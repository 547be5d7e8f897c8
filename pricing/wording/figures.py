"""How dates, numbers and amounts of money are written for people. Figures are rounded only here."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from babel import Locale
from babel.dates import DateTimePattern
from babel.dates import parse_pattern as date_pattern
from babel.lists import format_list
from babel.numbers import NumberPattern, get_currency_precision, get_currency_symbol
from babel.numbers import parse_pattern as number_pattern

from pricing.values.exact import rounded as to_places
from pricing.values.month import Month

USD = "USD"
"""The currency of most vendors' prices, and of a scenario that names none."""
_WIDE = Context(prec=200)
"""The decimal context for Babel, which computes in the current one and would round longer numbers to its precision."""
_MOST_PLACES = 12
"""Decimals of an amount at the most."""

_WIDE_MARK = "\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
"""Chinese and Japanese characters and punctuation, as ranges of a regular expression."""
_BESIDE_LATIN = re.compile(r"(?<=[0-9A-Za-z%)])(?=[和或と])|(?<=[和或と])(?=[0-9A-Za-z$(])")
"""Where Chinese and Japanese have a space: between the "and" or "or" of a list and a Latin letter or a digit."""
_FIRST_MARK = 0xE000
_AFTER_MARK = re.compile("(?<=[\ue000-\uf8ff]),?(?= )")
"""What stands after an item of a list, where each item is one private character."""
_BETWEEN = re.compile(f"(?<=[{_WIDE_MARK}]) (?=[{_WIDE_MARK}])")


class Figures:
    """Writes figures in one language, and amounts in one currency, in the patterns that Babel has for them.

    The patterns are parsed once: that takes longer than writing with them.
    """

    def __init__(self, language: str, day: str, month: str, lists: str = "", currency: str = USD) -> None:
        """`day` and `month`: date patterns of CLDR. `lists`: the locale whose form of lists is used; empty: `language`.

        `currency` is the ISO 4217 code of the amounts; `minor` is how many decimals its minor unit has.
        """
        self.language, self.currency = language, currency
        self._patterns = (day, month, lists)
        self._locale = locale = Locale.parse(language)
        self._lists = Locale.parse(lists or language)
        self._day, self._month = date_pattern(day), date_pattern(month)
        self._month_alone, self._year = (locale.datetime_skeletons[form] for form in ("MMM", "y"))
        self._plain: NumberPattern = locale.decimal_formats[None]
        self._fixed = {places: self._of_number(f".{'0' * places}") for places in (1, 2)}
        self._rounded = {True: self._of_number(""), False: self._of_number(".##")}
        self._percent: NumberPattern = locale.percent_formats[None]
        self.minor = minor = get_currency_precision(currency)
        self._one = Decimal(10) ** (2 - minor)
        self._money = {places: self._of_money(f"0.{'0' * places}".rstrip(".")) for places in range(_MOST_PLACES + 1)}
        self._tick = self._of_money(f"0.{'0' * minor}##########")
        self._compact = _steps(locale.compact_decimal_formats, "@##")
        self._compact_money = _steps(locale.compact_currency_formats, "#,##0.######", self.before_number)
        # Most figures that a page writes again in its next run, as slider stops and axis ticks, have not changed.
        self._written = lru_cache(maxsize=4096)(self._write)
        self._dated = lru_cache(maxsize=4096)(self._write_date)

    @classmethod
    def of(cls, language: str) -> "Figures":
        """The figures of a language in the patterns of its own; raises ValueError or babel's UnknownLocaleError."""
        skeletons = Locale.parse(language).datetime_skeletons
        return cls(language, skeletons["yMMMd"].pattern, skeletons["yMMM"].pattern)

    @property
    def name(self) -> str:
        """The language's name in itself: `English`, `中文`."""
        return str(self._locale.language_name)

    def in_currency(self, currency: str) -> "Figures":
        """The figures of the same language with amounts in another currency, an ISO 4217 code."""
        return self if currency == self.currency else _in_currency(self, currency)

    def currency_name(self, currency: str) -> str:
        """What a currency is called in this language: `Euro`."""
        return str(self._locale.currencies.get(currency, currency))

    @property
    def symbol(self) -> str:
        """What stands beside an amount: `$`, `€`, `CN¥`, or the code of a currency that has no symbol."""
        return get_currency_symbol(self.currency, self._locale)

    @property
    def signs(self) -> tuple[str, ...]:
        """What people write beside an amount: `CNY`, `CN¥` or `¥`; of `A$` not `$` alone, which is another one."""
        sign = self.symbol[-1]
        return (self.currency, self.symbol, *(() if sign.isalpha() or sign == "$" else (sign,)))

    @property
    def before_number(self) -> str:
        """The symbol for a pattern; one of letters, like `CHF`, is followed by a space."""
        return f"{self.symbol}\xa0" if self.symbol[-1].isalpha() else self.symbol

    def _of_number(self, decimals: str) -> NumberPattern:
        return number_pattern(self._plain.pattern.replace(".###", decimals))

    def _of_money(self, digits: str) -> NumberPattern:
        """The pattern of money with other digits."""
        pattern = self._locale.currency_formats["standard"].pattern
        spaced = pattern.replace("¤", self.before_number if pattern.startswith("¤") else self.symbol)
        return number_pattern(spaced.replace("\xa0\xa0", "\xa0").replace("0.00", digits))

    def _write(self, pattern: NumberPattern, value: Decimal, in_full: bool = False) -> str:
        """A value in a pattern; with every decimal that it has, or rounded to those of the pattern."""
        with localcontext(_WIDE):
            return str(pattern.apply(value or Decimal(0), self._locale, decimal_quantization=not in_full))

    def _write_date(self, pattern: DateTimePattern, value: dt.date) -> str:
        return str(pattern.apply(value, self._locale))

    def money(self, amount: Decimal) -> str:
        """`$1,267.20`; four decimals below one dollar, `$0.0422`, and six below $0.0001.

        In a currency without minor units `¥199,014`; two decimals below 100, `¥6.63`.
        """
        return self._written(self._money[self._places(amount)], amount)

    def _places(self, amount: Decimal) -> int:
        """Decimals of an amount as `money` shows it."""
        if 0 < amount < self._one * Decimal("0.99995"):
            return self.minor + (2 if amount >= self._one * Decimal("0.0001") else 4)
        return self.minor

    def unit_cost(self, total: Decimal, number: int) -> str:
        """`$0.070748`: the cost of one of `number` things, with decimals enough to multiply to the total as shown."""
        exact = Fraction(total) / number
        shown = self._places(total)
        with localcontext(_WIDE):
            least = self._places(Decimal(exact.numerator) / exact.denominator)
            for places in range(least, _MOST_PLACES + 1):
                cost = Decimal(round(exact * 10**places)).scaleb(-places)
                if to_places(cost * number, shown) == to_places(total, shown):
                    break
        return self._written(self._money[places], cost)

    def signed_money(self, amount: Decimal) -> str:
        """`+$120.00` or `-$3.50`: a difference; zero has no sign."""
        sign = "-" if amount < 0 else "+" if amount else ""
        return f"{sign}{self.money(abs(amount))}"

    def whole_money(self, amount: Decimal) -> str:
        """`$17,220`, for titles; minor units only below $100."""
        return self._written(self._money[0], amount) if amount >= 100 else self.money(amount)

    def money_to(self, places: Literal[2, 4], amount: Decimal) -> str:
        """`$0.42` or `$0.4200`: a fixed number of decimals, for amounts rounded to the cent or shown in a column.

        `places` is for a currency with cents; others have as many fewer as their minor unit has: `¥42` or `¥42.00`.
        """
        return self._written(self._money[self.minor + places - 2], amount)

    def axis_money(self, value: float) -> str:
        """`$0.50`, `$1.2M`, `$3.4B`: a tick of an axis, with as many digits as it has."""
        for size, pattern in self._compact_money.items():
            if abs(value) >= size:
                return self._written(pattern, Decimal(str(round(value / size, 6))))
        whole = value == round(value)
        return self._written(self._money[0] if whole else self._tick, Decimal(str(round(value, 12))))

    def number(self, value: Decimal | float) -> str:
        """`12,700` or `1.5`: no trailing zeros."""
        return self._written(self._plain, Decimal(str(value)), in_full=True)

    def decimals(self, places: Literal[1, 2], value: Decimal | float) -> str:
        """`1.05`: a fixed number of decimals."""
        return self._written(self._fixed[places], Decimal(value))

    def rounded(self, value: Decimal) -> str:
        """A quantity, `1,267` or `0.5`: whole from 100 on, two decimals below."""
        return self._written(self._rounded[value >= 100], value)

    def compact(self, value: float) -> str:
        """`12.7K`, `1.2M`: for volumes on a slider or an axis."""
        for size, pattern in self._compact.items():
            if value >= size * 0.9995:
                return self._written(pattern, Decimal(value / size))
        return self.number(value)

    def whole_percent(self, value: Decimal) -> str:
        """`62%` or `37.33%`: a value of a field, with every decimal; for a share of something see `messages.part`."""
        sign = "-" if value < 0 else ""
        return sign + self._written(self._percent, abs(value).scaleb(-2), in_full=True)

    def signed_percent(self, value: Decimal) -> str:
        """`+10%` or `-20.5%`: a change, with every decimal that it has."""
        sign = "+" if value > 0 else "-" if value < 0 else ""
        return sign + self._written(self._percent, abs(value).scaleb(-2), in_full=True)

    def day(self, value: dt.date) -> str:
        """`24 Nov 2026`."""
        return self._dated(self._day, value)

    def month(self, value: Month) -> str:
        """`Nov 2026`."""
        return self._dated(self._month, value.first_day)

    def month_of_year(self, value: Month) -> str:
        """`Nov`, `11月`: without its year."""
        return self._dated(self._month_alone, value.first_day)

    def year(self, value: Month) -> str:
        """`2026`, `2026年`."""
        return self._dated(self._year, value.first_day)

    def items(self, texts: Sequence[str], kind: Literal["and", "or", "list"] = "and") -> str:
        """`low, medium and high`; with "or"; or `low, medium, high`. Items that have commas are apart by semicolons."""
        if kind == "list":
            return (", " if self._spaced else "\u3001").join(texts)
        style: Literal["standard", "or"] = "standard" if kind == "and" else "or"
        if self._spaced and len(texts) > 1 and any(", " in text for text in texts):
            marks = [chr(_FIRST_MARK + place) for place in range(len(texts))]
            apart = _AFTER_MARK.sub(";", format_list(marks, style, self._lists))
            return apart.translate({ord(mark): text for mark, text in zip(marks, texts, strict=True)})
        items = format_list(texts, style, self._lists)
        return items if self._spaced else _BESIDE_LATIN.sub(" ", items)

    def sentences(self, texts: Sequence[str]) -> str:
        """Sentences one after the other."""
        return (" " if self._spaced else "").join(texts)

    def tight(self, text: str) -> str:
        """A text without spaces between two Chinese or Japanese characters, which filled-in places can leave."""
        return text if self._spaced else _BETWEEN.sub("", text)

    @property
    def day_pattern(self) -> str:
        """How a day is written, as CLDR says it: `d MMM y`."""
        return self._day.pattern

    @property
    def month_pattern(self) -> str:
        return self._month.pattern

    @property
    def _spaced(self) -> bool:
        """Whether the language has spaces between words: Chinese and Japanese have none."""
        return self._locale.language not in ("zh", "ja")


def _steps(formats: Mapping[Any, Any], digits: str, symbol: str = "") -> dict[int, NumberPattern]:
    """Number -> the pattern of its short form, `12.7K`, `120\u4e07`, from that number on; the largest comes first.

    CLDR has a pattern for each number of digits (`0K`, `00K`, `000K`); the one with one digit stands for all.
    """
    short: Mapping[str, NumberPattern] = formats["short"]["other"]
    return {
        int(size): number_pattern(pattern.pattern.replace("\u00a4", symbol).replace("0", digits, 1))
        for size, pattern in sorted(short.items(), key=lambda step: -int(step[0]))
        if pattern.pattern.count("0") == 1 and pattern.pattern.strip("0\u00a4\xa0 ")
    }


ENGLISH = Figures("en_US", day="d MMM y", month="MMM y", lists="en_GB")
"""Days are written the day first, in every country the same, and lists without a comma before their last word."""


@lru_cache(maxsize=64)
def _in_currency(figures: Figures, currency: str) -> Figures:
    return Figures(figures.language, *figures._patterns, currency)


_READER: ContextVar[Figures | None] = ContextVar("reader", default=None)


class _DefaultReader:
    """The reader of a thread or task for which `reading_in` has set none."""

    find: Callable[[], Figures] = staticmethod(lambda: ENGLISH)


def find_reader_by(find: Callable[[], Figures]) -> None:
    """Set what finds the reader in a thread or task that `reading_in` has not told; it is called once in each."""
    _DefaultReader.find = staticmethod(find)


def reader() -> Figures:
    """The language and currency in which this run of a page, this request or this command writes."""
    figures = _READER.get()
    if figures is None:
        figures = _DefaultReader.find()
        _READER.set(figures)
    return figures


@contextmanager
def reading_in(figures: Figures) -> Iterator[None]:
    """Within the context, write in this language and currency."""
    before = _READER.set(figures)
    try:
        yield
    finally:
        _READER.reset(before)


def count_in(currency: str) -> None:
    """Write amounts in a currency from now on, until this request or page run ends or sets another."""
    _READER.set(reader().in_currency(currency))


@contextmanager
def in_currency(currency: str) -> Iterator[None]:
    """Within the context, write amounts in a currency, in the language of the reader."""
    with reading_in(reader().in_currency(currency)):
        yield


def money(amount: Decimal) -> str:
    """See `Figures.money`. This function and those below call the method of their name for `reader()`."""
    return reader().money(amount)


def signed_money(amount: Decimal) -> str:
    return reader().signed_money(amount)


def whole_money(amount: Decimal) -> str:
    return reader().whole_money(amount)


def money_to(places: Literal[2, 4], amount: Decimal) -> str:
    return reader().money_to(places, amount)


def axis_money(value: float) -> str:
    return reader().axis_money(value)


def number(value: Decimal | float) -> str:
    return reader().number(value)


def decimals(places: Literal[1, 2], value: Decimal | float) -> str:
    return reader().decimals(places, value)


def rounded(value: Decimal) -> str:
    return reader().rounded(value)


def compact(value: float) -> str:
    return reader().compact(value)


def whole_percent(value: Decimal) -> str:
    return reader().whole_percent(value)


def signed_percent(value: Decimal) -> str:
    return reader().signed_percent(value)


def day(value: dt.date) -> str:
    return reader().day(value)


def month(value: Month) -> str:
    return reader().month(value)
