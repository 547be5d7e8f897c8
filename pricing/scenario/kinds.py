"""The kinds of field a link can hold: their grammar, what they accept, and the nearest accepted value.

Reading is strict: plain ASCII digits, no sign, no exponent, no leading zero, nothing trimmed. Every kind
offers `read` (raises NotTaken), `accepts` and `nearest`.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pricing.prices.exchange import currencies
from pricing.prices.schema import TIERS
from pricing.prices.services import NOT_OFFERED
from pricing.scenario import messages
from pricing.scenario.messages import Unit
from pricing.scenario.mixes import Quality, SizeMix
from pricing.values.exact import PERCENT, plain, rounded
from pricing.values.size import Size
from pricing.wording.figures import reader
from pricing.wording.messages import Message, words

_LONGEST = 400
"""The most characters of a value of any field."""

# Thousands as in 1,000; with spaces or apostrophes; as in 1.000,5; a decimal comma; no digit before the point.
_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_SPACED = re.compile(r"-?[1-9][0-9]{0,2}(?:([ '\u2019\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*([.,][0-9]+)?")
_CONTINENTAL = re.compile(r"-?[1-9][0-9]{0,2}((\.[0-9]{3}){2,}(,[0-9]+)?|(\.[0-9]{3})+,[0-9]+)")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_BARE = re.compile(r"-?\.[0-9]+")
_DIGITS_OF_A_GROUP = 3
_MULTIPLES = {"k": 3, "m": 6, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
"""Powers of ten, by the letter that people write after a number: `10k`, `1.5M`, `1万`."""
_SHORT_SIGNS = "".join(_MULTIPLES)
_SHORT = re.compile(rf"(.*[0-9]) ?([{_SHORT_SIGNS}])", re.IGNORECASE)
_PLACES_OF_SHORT = 6
_CURRENCY_SIGN = re.compile("[\u0024\u00a3\u00a5\u20a0-\u20bf\uffe5\u5143\u5186]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
"""The symbol or code of a currency beside an amount: `¥5000`, `5000元`, `5000 CNY`."""
_BETWEEN_SHARES = re.compile(r"%? ?[-/:;,、，\s] ?")


class NotTaken(ValueError):
    """A value that a field does not take; the message says what the field accepts."""

    def __init__(self, takes: Message) -> None:
        super().__init__(takes)
        self.takes = takes

    def __str__(self) -> str:
        return words(self.takes)


class Kind(Protocol):
    """The kind of a field: which texts it takes, and as which values."""

    @property
    def accepts(self) -> Message: ...
    def read(self, text: str) -> Any: ...
    def nearest(self, text: str) -> Any: ...


@dataclass(frozen=True)
class Number:
    """A decimal number of at most `places` places; whole when that is 0."""

    low: int
    high: int
    places: int = 0
    unit: Unit = ""

    @property
    def accepts(self) -> Message:
        return messages.a_number(self.unit, self.low, self.high, self.places)

    def read(self, text: str) -> int | Decimal:
        value = self._plain(text)
        if value is None or not self.low <= value <= self.high:
            raise NotTaken(self.accepts)
        return value if self.places else int(value)

    def nearest(self, text: str) -> int | Decimal | None:
        try:
            value = Decimal(text.strip()[:_LONGEST])
        except ArithmeticError:
            return None
        if value.is_nan():
            return None
        value = self.on_grid(value)
        return value if self.places else int(value)

    def read_typed(self, text: str) -> int | Decimal:
        """A number as people type it: `1,000`, `$0.01`, `12,5`, `10k`, `1万`. Raises NotTaken.

        Ignored are spaces around the number, a `%` if that is the field's unit, and the symbol or the code of the
        reader's currency if the field is an amount. Thousands may be separated, and a comma may be the decimal sign;
        a text that could mean two numbers is refused.
        """
        bare = self._without_unit(text.strip().replace("\u2212", "-"))
        sign = _CURRENCY_SIGN.search(bare) if self.unit in messages.AMOUNTS else None
        if sign is not None and re.search(r"[0-9]", bare) and sign[0] not in (reader().currency, reader().symbol[-1]):
            raise NotTaken(messages.another_currency(self.accepts))
        if short := _SHORT.fullmatch(bare):
            return self._read_short(*short.groups())
        if _GROUPS.fullmatch(bare):
            joined = bare.replace(",", "")
            if bare.count(",") == 1 and "." not in bare and self.places >= _DIGITS_OF_A_GROUP:
                raise NotTaken(messages.either_number(self.accepts, joined, bare.replace(",", "."), bare))
            return self.read(joined)
        if _CONTINENTAL.fullmatch(bare):
            return self.read(bare.replace(".", "").replace(",", "."))
        if spaced := _SPACED.fullmatch(bare):
            return self.read(bare.replace(spaced[1], "").replace(",", "."))
        if _COMMA.fullmatch(bare):
            return self.read(bare.replace(",", "."))
        if _BARE.fullmatch(bare):
            return self.read(bare.replace(".", "0."))
        return self.read(bare)

    def _read_short(self, number: str, multiple: str) -> int | Decimal:
        """A number times the multiple behind it; only the product must fit the field: `1.5M` is a whole number."""
        try:
            factor = Number(self.low, self.high, max(self.places, _PLACES_OF_SHORT)).read_typed(number)
        except NotTaken:
            raise NotTaken(self.accepts) from None
        return self.read(plain(Decimal(factor).scaleb(_MULTIPLES[multiple.lower()])))

    def on_grid(self, value: Decimal, most_places: int | None = None) -> Decimal:
        """The nearest value that the field takes: within its limits and decimal places, or to fewer places."""
        places = self.places if most_places is None else min(self.places, most_places)
        return rounded(min(max(value, Decimal(self.low)), Decimal(self.high)), places)

    def _without_unit(self, text: str) -> str:
        if self.unit in messages.AMOUNTS:
            signs = "|".join(map(re.escape, reader().signs))
            return re.sub(rf"\A({signs}) ?|(?<=[0-9{_SHORT_SIGNS}]) ?({signs})\Z", "", text, flags=re.IGNORECASE)
        if "percent" in self.unit:
            return re.sub(r"(?<=[0-9]) ?%\Z", "", text)
        return text

    def _plain(self, text: str) -> Decimal | None:
        places = rf"(\.[0-9]{{1,{self.places}}})?" if self.places else ""
        sign = "-?" if self.low < 0 else ""
        if len(text) > 32 or not re.fullmatch(rf"{sign}(0|[1-9][0-9]*){places}", text, re.ASCII):
            return None
        return Decimal(text) + 0


@dataclass(frozen=True)
class Positive(Number):
    """A number above 0."""

    @property
    def accepts(self) -> Message:
        return messages.above_0(super().accepts)

    def read(self, text: str) -> int | Decimal:
        value = super().read(text)
        if not value:
            raise NotTaken(self.accepts)
        return value

    def nearest(self, text: str) -> int | Decimal | None:
        return super().nearest(text) or None


@dataclass(frozen=True)
class CurrencyKind:
    """A currency, by its ISO 4217 code."""

    @property
    def accepts(self) -> Message:
        return messages.a_currency()

    def read(self, text: str) -> str:
        if text not in currencies():
            raise NotTaken(self.accepts)
        return text

    def nearest(self, text: str) -> str | None:
        code = text.strip().upper()[:3]
        return code if code in currencies() else None


@dataclass(frozen=True)
class Choice:
    """One of several words."""

    options: Sequence[str]

    @property
    def accepts(self) -> Message:
        return messages.one_of(self.options)

    def read(self, text: str) -> str:
        if text not in self.options:
            raise NotTaken(self.accepts)
        return text

    def nearest(self, text: str) -> str | None:
        close = difflib.get_close_matches(text[:64].lower(), self.options, n=1, cutoff=0.6)
        return close[0] if close else None


@dataclass(frozen=True)
class Words:
    """Several of some words, each once, written in any order; the value has them in the order of `options`."""

    options: Sequence[str]

    @property
    def accepts(self) -> Message:
        return messages.some_of(self.options)

    def read(self, text: str) -> tuple[str, ...]:
        given = text.split(",")
        if set(given) - set(self.options) or len(set(given)) < len(given):
            raise NotTaken(self.accepts)
        return tuple(option for option in self.options if option in given)

    def nearest(self, text: str) -> tuple[str, ...] | None:
        return tuple(option for option in self.options if option in text.lower().split(",")) or None


@dataclass(frozen=True)
class BoughtQualities:
    """The vendor's quality names that low, medium and high buy, `medium/high/max`; `faults` checks them by model."""

    @property
    def accepts(self) -> Message:
        return messages.three_qualities(NOT_OFFERED)

    def read(self, text: str) -> tuple[str, ...]:
        names = tuple(text.split("/")) if len(text) <= _LONGEST else ()
        if len(names) != len(TIERS) or not all(names) or set(names) == {NOT_OFFERED}:
            raise NotTaken(self.accepts)
        return names

    def nearest(self, text: str) -> None:
        return None


@dataclass(frozen=True)
class PixelSizeKind:
    """The pixel size of one image."""

    @property
    def accepts(self) -> Message:
        return messages.a_pixel_size()

    def read(self, text: str) -> Size:
        try:
            return Size.parse(text)
        except ValueError:
            raise NotTaken(self.accepts) from None

    def nearest(self, text: str) -> Size | None:
        return None


@dataclass(frozen=True)
class Name:
    """A name that a user gives to a workload or an own service."""

    most: int = 40
    without: str = ""
    """Characters that the name may not have, as a link uses them as separators."""

    @property
    def accepts(self) -> Message:
        return messages.a_name(self.most, self.without)

    def read(self, text: str) -> str:
        visible = all(not unicodedata.category(char).startswith(("C", "Z")) or char == " " for char in text)
        if not 1 <= len(text) <= self.most or not visible or set(text) & set(self.without) or text.strip() != text:
            raise NotTaken(self.accepts)
        return text

    def nearest(self, text: str) -> str | None:
        kept = (char if char.isprintable() else " " for char in text if char not in self.without)
        return " ".join("".join(kept).split())[: self.most].strip() or None


@dataclass(frozen=True)
class QualityMix:
    """Percent of low, medium and high quality, `30-50-20`."""

    @property
    def accepts(self) -> Message:
        return messages.a_quality_mix()

    def read(self, text: str) -> Quality:
        shares = self._shares(text)
        if shares is None:
            raise NotTaken(self.accepts)
        if sum(shares) != PERCENT:
            raise NotTaken(messages.another_sum(self.accepts, sum(shares)))
        return Quality(*shares)

    def read_typed(self, text: str) -> Quality:
        """A mix as people type it: `30/50/20`, `30 50 20`, `30%, 50%, 20%`."""
        return self.read(_BETWEEN_SHARES.sub("-", text.strip().removesuffix("%").rstrip()))

    def nearest(self, text: str) -> Quality | None:
        shares = self._shares(text)
        return Quality(*_scaled(shares)) if shares and sum(shares) else None

    @staticmethod
    def _shares(text: str) -> list[int] | None:
        parts = text.split("-") if len(text) < 32 else []
        if len(parts) != len(TIERS) or not all(re.fullmatch("0|[1-9][0-9]{0,3}", part, re.ASCII) for part in parts):
            return None
        return [int(part) for part in parts]


@dataclass(frozen=True)
class SizeMixKind:
    """One pixel size, or several with their percentages."""

    most: int = 16

    @property
    def accepts(self) -> Message:
        return messages.a_size_mix()

    def read(self, text: str) -> SizeMix:
        mix = self._parts(text)
        if mix is None:
            raise NotTaken(self.accepts)
        total = sum(share for _, share in mix)
        if total != PERCENT or len({size for size, _ in mix}) < len(mix):
            raise NotTaken(messages.another_sum(self.accepts, total) if total != PERCENT else self.accepts)
        return SizeMix(mix)

    def nearest(self, text: str) -> SizeMix | None:
        mix = dict(self._parts(text) or ())
        if not sum(mix.values()):
            return None
        shares = _scaled(list(mix.values()))
        return SizeMix((size, share) for size, share in zip(mix, shares, strict=True) if share)

    def _parts(self, text: str) -> list[tuple[Size, int]] | None:
        if len(text) > _LONGEST:
            return None
        parts = text.split(",")
        if len(parts) > self.most:
            return None
        mix: list[tuple[Size, int]] = []
        for part in parts:
            name, colon, share = part.partition(":")
            if colon and not re.fullmatch("[1-9][0-9]{0,3}", share, re.ASCII):
                return None
            if not colon and len(parts) > 1:
                return None
            try:
                mix.append((Size.parse(name), int(share) if colon else PERCENT))
            except ValueError:
                return None
        return mix


def _scaled(shares: Sequence[int]) -> list[int]:
    """Whole shares in the same proportion that add up to 100, by largest remainder."""
    total = sum(shares)
    whole = [share * PERCENT // total for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: -(shares[i] * PERCENT % total))
    for i in by_remainder[: PERCENT - sum(whole)]:
        whole[i] += 1
    return whole
