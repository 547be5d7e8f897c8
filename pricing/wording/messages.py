"""Messages: sentences with named places, which become text in the reader's language only where they are shown.

A package has a function for each of its sentences, in its own `messages.py`:

    def no_credit(model: str, day: dt.date) -> Message:
        return message("{model}: no price here of a credit on {day}.", model=model, day=day)

The English text is the key of the gettext catalogues in `locales/`, which `make messages` extracts and updates. So it
is always a literal and a whole sentence, one for each case. A place is `{name}`; the type of its value decides how it
is written.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.figures import Figures, reader

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "messages"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the reader's currency, or in `currency`, written as `$1,267.20`.

    `cents`: always to the cent. `signed`: as a difference, `+$120.00`. `whole`: without cents from $100 on.
    """

    amount: Decimal
    cents: bool = False
    signed: bool = False
    whole: bool = False
    currency: str = ""
    """The ISO 4217 code, where it is not that of the reader, as for a vendor's rate."""


@dataclass(frozen=True, slots=True)
class CurrencyCode:
    """The currency of the reader, as its ISO 4217 code: `USD`."""


@dataclass(frozen=True, slots=True)
class Multiplicand:
    """The cost of one of several things, `$0.070748`; see `Figures.unit_cost`."""

    total: Decimal
    number: int
    """How many things cost the total; not 0."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, rounded to whole percent as by `part`: `62%`.

    `in_full`: with all its decimals, `1.9%`. `signed`: as a change, with all its decimals, `+10%`.
    """

    of_hundred: Decimal | int
    in_full: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Several figures: `low, medium and high`, the same with "or", or with commas alone."""

    figures: tuple["Figure", ...]
    kind: Literal["and", "or", "list"] = "and"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Several messages, one after the other."""

    messages: tuple["Message", ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and the values of its places."""

    text: str
    """In English: the key of the catalogues."""
    places: tuple[tuple[str, "Figure"], ...] = ()
    plural: str = ""
    """The text for any other number than one, where the message counts something."""
    number: int = 1
    """The number that decides between `text` and `plural`."""


Figure = (
    str
    | int
    | Decimal
    | dt.date
    | Month
    | Size
    | Money
    | CurrencyCode
    | Multiplicand
    | Percent
    | Items
    | Sentences
    | Message
)
"""The value of a place: a name, a figure, or other messages."""


def message(text: str, /, **places: Figure) -> Message:
    """A message: a literal English text with a `{name}` for each place."""
    return Message(text, tuple(places.items()))


def counted(one: str, other: str, number: int, /, **places: Figure) -> Message:
    """A message about a number of things, `{number}` in both texts: "1 image", "12 images"."""
    return Message(one, (("number", number), *places.items()), other, number)


def as_written(text: str) -> Message:
    """A text of the price book or of a user, which is not translated."""
    return Message("{text}", (("text", text),))


def noted(name: str, note: Figure) -> Message:
    """A name with a note: `GPT Image 1 (ends 1 Dec 2026)`."""
    return message("{name} ({what})", name=name, what=note)


def together(messages: Iterable[Message]) -> Message:
    """Several messages as one, one after the other."""
    several = tuple(messages)
    return several[0] if len(several) == 1 else message("{sentences}", sentences=Sentences(several))


def by_workload(messages: Iterable[tuple[str, Message]]) -> list[Message]:
    """Messages with the names of their workloads, each message once: `Hero images, Thumbnails: ...`."""
    names: dict[Message, list[str]] = {}
    for name, about in messages:
        names.setdefault(about, []).append(name)
    return [
        message("{workloads}: {about}", workloads=Items(tuple(dict.fromkeys(several)), "list"), about=about)
        for about, several in names.items()
    ]


def named(messages: Sequence[tuple[str, Message]], workloads: int) -> list[Message]:
    """`by_workload` where a plan has several workloads; for one workload the messages without its name."""
    return by_workload(messages) if workloads > 1 else [about for _, about in messages]


NOT_PRICED, UNPRICED = message("Not priced"), message("not priced")
"""For an unknown amount: the first as a figure or a title, the second in a table cell or within a sentence."""


def cost_words(amount: Decimal | None) -> str:
    """An amount, `$1,267.20`; "Not priced" if it is None."""
    return words(NOT_PRICED) if amount is None else reader().money(amount)


def part(of_hundred: Decimal | int) -> Message:
    """A share in whole percent: `62%`. Between 0 and 1 it is `under 1%`, between 99 and 100 `over 99%`."""
    if 0 < of_hundred < 1:
        return message("under {one}", one=Percent(1))
    if 99 < of_hundred < 100:
        return message("over {most}", most=Percent(99))
    return message("{percent}", percent=Percent(round(of_hundred)))


def words(about: Message) -> str:
    """The text of a message in the language of the reader (see `figures.reader`)."""
    figures = reader()
    texts = _catalogue(figures.language)
    text = texts.ngettext(about.text, about.plural, about.number) if about.plural else texts.gettext(about.text)
    if not about.places:
        return text
    return figures.tight(text.format_map({name: _written(figure, figures) for name, figure in about.places}))


def _written(figure: Figure, figures: Figures) -> str:
    """The text of a value in a place."""
    match figure:
        case str():
            return figure
        case Message():
            return words(figure)
        case dt.date():
            return figures.day(figure)
        case Month():
            return figures.month(figure)
        case Size():
            return str(figure)
        case Money():
            return _money(figure, figures.in_currency(figure.currency or figures.currency))
        case CurrencyCode():
            return figures.currency
        case Multiplicand(total, number):
            return figures.unit_cost(total, number)
        case Percent():
            return _percent(figure, figures)
        case Items(several, kind):
            return figures.items([_written(item, figures) for item in several], kind)
        case Sentences(messages):
            return figures.sentences([words(sentence) for sentence in messages])
        case int() | Decimal():
            return figures.number(figure)


def _money(money: Money, figures: Figures) -> str:
    if money.signed:
        return figures.signed_money(money.amount)
    if money.whole:
        return figures.whole_money(money.amount)
    return figures.money_to(2, money.amount) if money.cents else figures.money(money.amount)


def _percent(percent: Percent, figures: Figures) -> str:
    of_hundred = Decimal(percent.of_hundred)
    if percent.signed:
        return figures.signed_percent(of_hundred)
    in_full = percent.in_full or of_hundred == int(of_hundred)
    return figures.whole_percent(of_hundred) if in_full else words(part(of_hundred))


@cache
def _catalogue(language: str) -> NullTranslations:
    """The catalogue of a language; English has none: its texts are the keys."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as texts:
        catalogue = read_po(texts, language, DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
