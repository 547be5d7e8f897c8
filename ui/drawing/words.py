"""How figures and names are written on pages: what `pricing/wording` and files write too, and what pages add."""

import bisect
import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from pricing.prices.book import Entry
from pricing.prices.schema import Life
from pricing.scenario.fields import FIELDS
from pricing.scenario.in_words import COMPONENTS as COMPONENTS
from pricing.scenario.in_words import TIERS as TIERS
from pricing.scenario.in_words import book_revision as book_revision
from pricing.scenario.in_words import mix as mix
from pricing.scenario.in_words import price_book as price_book
from pricing.scenario.in_words import processed_size as processed_size
from pricing.scenario.in_words import sizes as sizes
from pricing.scenario.kinds import Number, QualityMix
from pricing.values.size import Size
from pricing.wording.figures import NOT_PRICED as NOT_PRICED
from pricing.wording.figures import axis_money as axis_money
from pricing.wording.figures import compact as compact
from pricing.wording.figures import day as day
from pricing.wording.figures import decimals as decimals
from pricing.wording.figures import money as money
from pricing.wording.figures import money_to as money_to
from pricing.wording.figures import month as month
from pricing.wording.figures import number as number
from pricing.wording.figures import percent as percent
from pricing.wording.figures import signed_money as signed_money
from pricing.wording.figures import signed_percent as signed_percent
from pricing.wording.figures import whole_money as whole_money
from pricing.wording.figures import whole_percent as whole_percent

_ESCAPED = str.maketrans({char: f"\\{char}" for char in r"\`*_{}[]()#+-.!|<>$~:&"})
_LINK_OR_ICON = re.compile(r"(www(?=\\\.)|\\:(?=\S)|@)", re.IGNORECASE)


def field_value(key: str, text: str) -> str:
    """`1,161`, `26% low, 44% medium, 30% high`: the text of a workload's field as people read it."""
    match FIELDS[key].kind:
        case Number():
            return number(Decimal(text))
        case QualityMix() as kind:
            return mix(kind.read(text))
    return text


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """`62%`, below 1 `under 1%`; empty where there is no whole to be a part of."""
    if part is None or not whole:
        return ""
    of_whole = round(100 * part / whole)
    return percent(of_whole) if of_whole or not part else "under 1%"


def brief_money(amount: Decimal | None) -> str:
    """`$1,267` or `$0.42`, for a button; cents only below $100."""
    return NOT_PRICED.lower() if amount is None else whole_money(amount)


def count(of: int, noun: str) -> str:
    """`1 day`, `30 days`."""
    return f"{number(of)} {noun}{'' if of == 1 else 's'}"


def span(months: int) -> str:
    """`A year`, `1 month` or `18 months`."""
    return "A year" if months == 12 else "1 month" if months == 1 else f"{months} months"


def size_and_cost(size: Size, per_image: Decimal | None) -> str:
    """`1024x1024 $0.0707`: a size with what an image costs there."""
    return f"{size} {NOT_PRICED.lower() if per_image is None else money(per_image)}"


def joined(names: Sequence[str]) -> str:
    """`Thumbnails, Hero images and User edits`."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def short(name: str, most: int = 18) -> str:
    """A name that fits beside an axis or on a button: `most` narrow characters, of which a wide one takes two."""
    widths = list(accumulate(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in name))
    if not name or widths[-1] <= most:
        return name
    return f"{name[: bisect.bisect_right(widths, most - 1)].rstrip()}…"


def model_label(entry: Entry, today: dt.date) -> str:
    """The model's name, with the end of its life where that is known."""
    said = end(entry.model.life, today)
    return f"{entry.model.name} ({said})" if said else entry.model.name


def end(life: Life, today: dt.date) -> str:
    """`ends 1 Dec 2026` or `shut down 12 May 2026`, with both days where sources disagree; empty without an end."""
    if not life.ends:
        return ""
    disagree = ", sources disagree" if len(life.ends) > 1 else ""
    return f"{'shut down' if max(life.ends) <= today else 'ends'} {' or '.join(map(day, life.ends))}{disagree}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, with no link, icon or entity made of it."""
    # Addresses and icons are found after escapes are read: a space of no width keeps them text.
    return _LINK_OR_ICON.sub("\\1\u200b", text.translate(_ESCAPED))
