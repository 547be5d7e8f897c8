"""Amounts and counts in files; the number format of a column is decided once, from all its cells.

A cell that cannot be read is refused, never treated as empty.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from babel.numbers import get_currency_symbol, list_currencies

from pricing.actual.readers.cells import messages
from pricing.values.size import Size
from pricing.wording.messages import Message

NumberFormat = Literal["", "point", "comma"]
"""The decimal sign of a column; empty if no cell shows it."""
CellProblem = Callable[[str, int, str], Message]
"""Makes a message from the name of a file, a line in it, and the text of a cell."""
FORMULA = "\0formula"
"""Stands for a cell of a workbook that has a formula and no value."""
LONGEST_CELL = 60
"""The most characters of a cell that a message repeats."""
_LARGEST = 24
"""The most digits before the decimal sign, and the largest exponent of a number."""
_PLAIN = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
_CODES = frozenset(list_currencies())
_SIGNS = {
    get_currency_symbol(code, "en_US"): code
    for code in ("USD", "EUR", "GBP", "JPY", "INR", "KRW", "BRL", "CHF", "CAD", "AUD", "CNY")
} | {"€": "EUR", "£": "GBP", "¥": "JPY", "円": "JPY", "元": "CNY", "₹": "INR", "₩": "KRW", "R$": "BRL", "US$": "USD"}
_SIGNS |= {"￥": "JPY", "원": "KRW", "NT$": "TWD", "HK$": "HKD", "S$": "SGD", "zł": "PLN", "₽": "RUB", "₺": "TRY"}
"""Currency signs in English and in their own languages; `¥` alone is yen."""
_YEN = ("¥", "￥")
"""Currency signs that mean yuan in a table in Chinese."""
_CURRENCY_WORDS = {
    word: code
    for code, words in {
        "CNY": "人民币|rmb|yuan",
        "USD": "美元|us dollar|us dollars|dollar|dollars",
        "EUR": "欧元|euro|euros",
        "JPY": "日元|日本円|yen",
        "HKD": "港币|港元",
        "GBP": "英镑",
        "TWD": "新台币|新臺幣",
    }.items()
    for word in words.split("|")
}
"""Names of currencies in bills that have no code."""
_NOTHING = frozenset(
    [
        "-",
        "–",
        "—",
        "−",
        "--",
        "n/a",
        "na",
        "#n/a",
        "n.a.",
        "k.a.",
        "null",
        "none",
        "nan",
        "nil",
        "free",
        "gratis",
        "kostenlos",
        "免费",
        "无",
        "無料",
        "なし",
        "무료",
        "없음",
    ]
)
"""The texts of cells without an amount."""
_SIGN = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+\u2212])?\s*(?P<before>{_SIGN}|[A-Za-z]{{3}}\b)?\s*(?P<inner>[-+\u2212])?\s*"
    r"(?P<digits>[0-9.,'\u2019\u00a0\u202f ]*[0-9][.,]?)"
    rf"\s*(?P<trailing>[-\u2212])?\s*(?P<after>{_SIGN}|[A-Za-z]{{3}})?\s*(?P<close>\))?(?:\s+(?P<side>CR|DR))?"
)
_GROUP_SIGNS = re.compile(r"['\u2019\u00a0\u202f ]")
_MINUS = ("-", "\u2212")
_EXPONENT = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]{1,2}", re.ASCII)
_PARTS: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (re.compile(r"(?<![a-z])(?:cents?|centimes?|pence)(?![a-z])|¢|[(]分[)]"), Decimal("0.01")),
    (re.compile(r"(?<![a-z])(?:micros?|micro (?:usd|dollars?))(?![a-z])"), Decimal("0.000001")),
    (re.compile(r"千元|thousands? of|\b(?:k|t)(?:usd|eur|€|\$)|(?:usd|eur|€|\$) ?k\b|\btsd\b"), Decimal(1000)),
    (re.compile(r"万元|万円|萬元"), Decimal(10_000)),
)
"""Words of a title that name a multiple or a subunit of the currency."""
_MAJOR = "USD|EUR|GBP|JPY|CNY|CHF|CAD|AUD|INR|KRW|BRL|PLN|SEK|NOK|DKK|CZK|HKD|SGD|TWD|MXN|TRY|RUB|ZAR|NZD|ILS|AED"
_IN_TITLE = re.compile(
    rf"[\[(]\s*[kT万千]?({_SIGN}|[A-Za-z]{{3}}\b)[^\])]*[\])]|[ _]({'|'.join(sorted(_CODES))})\s*$", re.IGNORECASE
)
_ANYWHERE_IN_TITLE = re.compile(rf"(?<![A-Za-z])[kT]?(?:({_MAJOR})(?![A-Za-z])|({_SIGN})(?!\w))")
_COUNT_TIMES = {"k": 1000, "m": 1_000_000, "千": 1000, "万": 10_000}
_COUNT = re.compile(
    r"(?P<number>[0-9][0-9.,'\u2019\u00a0\u202f ]*)\s*(?:(?P<times>[km千万])(?![a-z]))?\s*"
    r"(?:images?|imgs?|pics?|pictures?|bild(?:er)?|imágenes|immagini|imagens|张|枚|장)?",
    re.IGNORECASE,
)
_COUNT_PARTS = (
    (re.compile(r"\bthousands?\b|'000|[(]k[)]|\btsd\b|千"), 1000),
    (re.compile(r"\bmillions?\b|[(]m[)]"), 1_000_000),
    (re.compile(r"万"), 10_000),
)
"""Words of a title that say in what multiple it counts."""
_NEW_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class CellError(ValueError):
    """A cell that does not have a value of its column."""

    def __init__(self, problem: CellProblem, text: str) -> None:
        self.problem = messages.formula if text == FORMULA else problem
        self.text = text[:LONGEST_CELL]
        super().__init__(self.text)


@lru_cache(maxsize=16_384)
def amount(text: str, numbers: NumberFormat = "point") -> Decimal | None:
    """A number, `52.6800`, `1,234.50`, `(25.00)`, `-$25.00` or `53,18 €`; None for a cell that has none, `-` or `n/a`.

    Raises CellError.
    """
    text = text.strip()
    if is_empty(text):
        return None
    if len(text) > LONGEST_CELL:
        raise CellError(messages.no_amount, text)
    if numbers != "comma" and _PLAIN.fullmatch(text):
        return _limited(text, text)
    parts = _MONEY.fullmatch(text)
    if parts is None or bool(parts["open"]) != bool(parts["close"]) or not _names_money(parts):
        raise CellError(messages.no_amount, text)
    digits = _GROUP_SIGNS.sub("", parts["digits"])
    plain = digits.replace(".", "").replace(",", ".") if numbers == "comma" else digits.replace(",", "")
    if not _grouped(digits, numbers) or not _PLAIN.fullmatch(plain):
        raise CellError(messages.no_amount, text)
    value = _limited(plain, text)
    minus = bool(parts["open"]) or any(parts[name] in _MINUS for name in ("sign", "inner", "trailing"))
    minus = minus != (parts["side"] == "CR")
    return -value if minus else value


def is_empty(text: str) -> bool:
    """Whether a cell has no value: it is blank, or says so as `-`, `n/a` or `free` do."""
    return not (text := text.strip()) or text.casefold() in _NOTHING


@lru_cache(maxsize=4096)
def count(text: str, numbers: NumberFormat = "point") -> Decimal | None:
    """A number of images, also as people write it: `1,000 images`, `1.2K`, `12张`. Raises CellError."""
    parts = _COUNT.fullmatch(text.strip())
    if parts is None:
        return amount(text, numbers)
    value = amount(parts["number"], numbers)
    return None if value is None else value * (_COUNT_TIMES[parts["times"].casefold()] if parts["times"] else 1)


def count_units(title: str) -> int:
    """How many units one of a column of counts is, by its title: 1,000 for `Images (thousands)`, else 1."""
    words = unicodedata.normalize("NFKC", title).casefold()
    return next((times for pattern, times in _COUNT_PARTS if pattern.search(words)), 1)


def _limited(plain: str, text: str) -> Decimal:
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise CellError(messages.no_amount, text) from None
    if value.adjusted() > _LARGEST:
        raise CellError(messages.no_amount, text)
    return value


def _names_money(parts: re.Match[str]) -> bool:
    """Whether letters beside a number are the name or code of a currency."""
    return all(not text or text in _SIGNS or text.upper() in _CODES for text in (parts["before"], parts["after"]))


def _grouped(digits: str, numbers: NumberFormat) -> bool:
    """Whether thousands are in groups of three, or of two as in India: `1,23` is not 123."""
    whole = digits.partition("," if numbers == "comma" else ".")[0]
    first, *groups = whole.split("." if numbers == "comma" else ",")
    return not groups or (
        len(groups[-1]) == 3 and 0 < len(first) <= 3 and all(len(group) in (2, 3) for group in groups)
    )


def number_format(texts: Iterable[str]) -> NumberFormat:
    """The decimal sign of the cells of a column; empty if they leave it open.

    `12,75` and `1.000,5` have a comma, `0.5` and `1,000.5` a point; `1.000` can be either.
    """
    votes = {"point": 0, "comma": 0}
    for text in texts:
        if (sign := _decimal_sign(text)) is not None:
            votes[sign] += 1
    if votes["point"] == votes["comma"]:
        return "point" if votes["point"] else ""
    return "point" if votes["point"] > votes["comma"] else "comma"


def has_either(texts: Iterable[str]) -> bool:
    """Whether a cell is a different number with each decimal sign."""
    return any(_decimal_sign(text) is None and ("." in text or "," in text) for text in texts)


def _decimal_sign(text: str) -> Literal["point", "comma"] | None:
    if _EXPONENT.fullmatch(text.strip()):
        return "point"
    parts = _MONEY.fullmatch(text.strip())
    digits = _GROUP_SIGNS.sub("", parts["digits"]) if parts is not None else ""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "comma" if digits.rfind(",") > digits.rfind(".") else "point"
    if not points and not commas:
        return None
    sign: Literal["point", "comma"] = "point" if points else "comma"
    if points + commas > 1:
        return "comma" if sign == "point" else "point"
    before, _, after = digits.partition("." if points else ",")
    if len(after) == 3 and 0 < len(before) <= 3 and not before.startswith("0"):
        return None
    return sign


def stripped(text: str) -> str:
    """The text of a cell, without spaces around it. Raises CellError for a formula."""
    if text == FORMULA:
        raise CellError(messages.formula, text)
    return text.strip()


@lru_cache(maxsize=64)
def currency(text: str) -> str:
    """Three letters in capitals; empty for an empty cell. Raises CellError."""
    word = text.strip()
    code = _CURRENCY_WORDS.get(word.casefold()) or _SIGNS.get(word, word.upper())
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise CellError(messages.no_currency_code, text)
    return code


@lru_cache(maxsize=1024)
def currency_beside(text: str, in_chinese: bool = False) -> str:
    """The currency beside a number in its cell; empty if there is none."""
    parts = _MONEY.fullmatch(text.strip()) if len(text) <= LONGEST_CELL else None
    return "" if parts is None else _of_sign(str(parts["before"] or parts["after"] or ""), in_chinese)


def currency_of_title(title: str, in_chinese: bool = False) -> str:
    """The currency that the title of a column names, `Amount (EUR)`, `Kosten in €`, `金额（万元）`; else empty."""
    text = spaced(title)
    words = f" {' '.join(re.split(r'[^a-z]+', text.casefold()))} "
    for word, code in _CURRENCY_WORDS.items():
        if f" {word} " in words or (not word.isascii() and word in text):
            return code
    parts = _IN_TITLE.search(text) or _ANYWHERE_IN_TITLE.search(text)
    return "" if parts is None else _of_sign(str(parts[1] or parts[2]), in_chinese)


def spaced(title: str) -> str:
    """A title with spaces between its words: `CostInUSD` is `Cost In USD`."""
    return _NEW_WORD.sub(" ", unicodedata.normalize("NFKC", title))


def _of_sign(sign: str, in_chinese: bool) -> str:
    if in_chinese and sign in _YEN:
        return "CNY"
    return _SIGNS.get(sign, sign.upper() if sign.upper() in _CODES and sign.upper() != "ALL" else "")


def is_chinese(texts: Iterable[str]) -> bool:
    """Whether texts have characters of simplified Chinese, which no Japanese text has."""
    return any(sign > "\u2e80" and _is_simplified(sign) for text in texts for sign in text)


def _is_simplified(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    try:
        sign.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False


def currency_units(title: str) -> Decimal:
    """Units of a currency in one unit of a column, by its title: 0.01 for `amount_cents`; 1 if the title names none."""
    words = unicodedata.normalize("NFKC", title).casefold().replace("_", " ")
    return next((units for pattern, units in _PARTS if pattern.search(words)), Decimal(1))


@lru_cache(maxsize=256)
def size(text: str) -> Size | None:
    """A size like `1024x1024`; None for anything else, like `auto`."""
    try:
        return Size.parse(text.strip())
    except ValueError:
        return None
