"""How texts fit a page: short names and parts, Markdown that shows a text as it is, and the formats in which a
browser writes figures itself.
"""

import bisect
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from pricing.prices.book import Entry
from pricing.prices.schema import Life
from pricing.wording import figures, messages
from pricing.wording.messages import words
from ui.drawing import messages as drawing_messages

_ESCAPED = str.maketrans({char: f"\\{char}" for char in r"\`*_{}[]()#+-.!|<>$~:&"})
_LINK_OR_ICON = re.compile(r"(www(?=\\\.)|\\:(?=\S)|@)", re.IGNORECASE)
MONEY_COLUMN, AN_IMAGE_COLUMN = "money", "money+2"
"""Formats of columns until they are shown, when `money_column` takes their place."""
COUNT_COLUMN = "localized"
RATE_COLUMN = "%.6g"


def money_column(more_places: int = 0) -> str:
    """How a browser writes amounts of the plan's currency in a column; with more decimals than its minor units.

    Streamlit's own `dollar` goes by the language of the browser, not by the reader's.
    """
    reader = figures.reader()
    return f"{reader.before_number}%,.{reader.minor + more_places}f"


def day_column() -> str:
    """How a browser writes the days of a column, `D MMM YYYY`."""
    return figures.reader().day_pattern.replace("y", "YYYY").replace("d", "D")


def time_column() -> str:
    return f"{day_column()}, HH:mm"


def plotly_dates(pattern: str) -> str:
    """A pattern of CLDR for days or months as Plotly has it, `%-d %b %Y`."""
    return pattern.replace("MMM", "%b").replace("M", "%-m").replace("d", "%-d").replace("y", "%Y")


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """`62%` or `under 1%`; empty where there is no whole to be a part of."""
    return "" if part is None or not whole else messages.words(messages.part(100 * part / whole))


def brief_money(amount: Decimal | None) -> str:
    """`$1,267` or `$0.42`, for a button; cents only below $100."""
    return messages.words(messages.UNPRICED) if amount is None else figures.whole_money(amount)


def short(name: str, most: int = 18) -> str:
    """A name that fits beside an axis or on a button: `most` narrow characters, of which a wide one takes two."""
    widths = list(accumulate(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in name))
    if not name or widths[-1] <= most:
        return name
    return f"{name[: bisect.bisect_right(widths, most - 1)].rstrip()}…"


def on_lines(name: str, letters: int, most: int) -> list[str]:
    """A name on at most so many lines of so many narrow characters, broken between words where it has some."""
    cut = short(name, letters)
    if most == 1 or cut == name:
        return [cut]
    most_letters = len(short(name, letters + 1)) - 1
    space = name.rfind(" ", 0, most_letters + 1)
    end = space if space > 0 else most_letters
    return [name[:end], *on_lines(name[end:].lstrip(), letters, most - 1)]


def model_label(entry: Entry, today: dt.date) -> str:
    """The model's name, with the end of its life where that is known."""
    life_end = end(entry.model.life, today)
    return words(messages.noted(entry.model.name, life_end)) if life_end else entry.model.name


def end(life: Life, today: dt.date) -> str:
    """`ends 1 Dec 2026` or `shut down 12 May 2026`, with both days where sources disagree.

    `end claimed: 29 Oct 2026` or `ends 2 Oct 2026 at the earliest` where no day is announced; empty without any.
    """
    if life.claimed_ends:
        return words(drawing_messages.end_claimed([claim.shut_down for claim in life.claimed_ends]))
    if life.earliest_end:
        return words(drawing_messages.ends_at_the_earliest(life.earliest_end))
    if not life.ends:
        return ""
    return words(drawing_messages.end_of_life(life.ends, shut_down=max(life.ends) <= today))


def plain(text: str) -> str:
    """Text that Markdown shows as it is, with no link, icon or entity made of it."""
    # Markdown looks for addresses and icons after it has read escapes: a space of no width keeps them text.
    return _LINK_OR_ICON.sub("\\1\u200b", text.translate(_ESCAPED))


def plain_lines(texts: Iterable[str]) -> str:
    """Texts that Markdown shows as they are, each on a line of its own."""
    return "  \n".join(map(plain, texts))


def money_pattern(axis: str, places: int = 2) -> str:
    """`$1,267.20`, of what stands on an axis of a chart."""
    reader = figures.reader()
    return f"{reader.before_number}%{{{axis}:,.{reader.minor + places - 2 if places else 0}f}}"


def count_pattern(axis: str) -> str:
    """`1,267`."""
    return f"%{{{axis}:,.0f}}"


def amount_pattern(axis: str) -> str:
    """`1,267.5`: no trailing zeros."""
    return f"%{{{axis}:,.6~g}}"


def day_pattern(axis: str) -> str:
    """`4 Nov 2026`."""
    return f"%{{{axis}|{plotly_dates(figures.reader().day_pattern)}}}"
