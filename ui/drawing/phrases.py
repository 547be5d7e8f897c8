"""Texts that fit a page: short names, text escaped for Markdown, and formats with which a browser writes figures."""

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
"""Placeholders for the formats of columns of amounts, for which `money_column` is inserted when the table is shown."""
COUNT_COLUMN = "localized"
RATE_COLUMN = "%.6g"


def money_column(more_places: int = 0) -> str:
    """The format of amounts in a column, in the plan's currency; `more_places`: decimals beyond its minor unit.

    Streamlit's own format `dollar` uses the language of the browser, not that of the reader.
    """
    reader = figures.reader()
    return f"{reader.before_number}%,.{reader.minor + more_places}f"


def day_column() -> str:
    """The format of days in a column, `D MMM YYYY`."""
    return figures.reader().day_pattern.replace("y", "YYYY").replace("d", "D")


def time_column() -> str:
    return f"{day_column()}, HH:mm"


def plotly_dates(pattern: str) -> str:
    """A pattern of CLDR for days or months as a format of Plotly, `%-d %b %Y`."""
    return pattern.replace("MMM", "%b").replace("M", "%-m").replace("d", "%-d").replace("y", "%Y")


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """`62%` or `under 1%`; empty if the whole is 0 or not known."""
    return "" if part is None or not whole else messages.words(messages.part(100 * part / whole))


def brief_money(amount: Decimal | None) -> str:
    """`$1,267` or `$0.42`, for a button; with cents only below $100."""
    return messages.words(messages.UNPRICED) if amount is None else figures.whole_money(amount)


def short(name: str, most: int = 18) -> str:
    """A name cut to `most` narrow characters, of which a wide one counts as two, for an axis or a button."""
    widths = list(accumulate(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in name))
    if not name or widths[-1] <= most:
        return name
    return f"{name[: bisect.bisect_right(widths, most - 1)].rstrip()}…"


def on_lines(name: str, letters: int, most: int) -> list[str]:
    """A name on at most `most` lines of `letters` narrow characters, broken between words if it has some."""
    cut = short(name, letters)
    if most == 1 or cut == name:
        return [cut]
    most_letters = len(short(name, letters + 1)) - 1
    space = name.rfind(" ", 0, most_letters + 1)
    end = space if space > 0 else most_letters
    return [name[:end], *on_lines(name[end:].lstrip(), letters, most - 1)]


def model_label(entry: Entry, today: dt.date) -> str:
    """The model's name, with the end of its life if it is known."""
    life_end = end(entry.model.life, today)
    return words(messages.noted(entry.model.name, life_end)) if life_end else entry.model.name


def end(life: Life, today: dt.date) -> str:
    """`ends 1 Dec 2026` or `shut down 12 May 2026`, with both days if sources disagree.

    `end claimed: 29 Oct 2026` or `ends 2 Oct 2026 at the earliest` if no day is announced; empty without any.
    """
    if life.claimed_ends:
        return words(drawing_messages.end_claimed([claim.shut_down for claim in life.claimed_ends]))
    if life.earliest_end:
        return words(drawing_messages.ends_at_the_earliest(life.earliest_end))
    if not life.ends:
        return ""
    return words(drawing_messages.end_of_life(life.ends, shut_down=max(life.ends) <= today))


def plain(text: str) -> str:
    """Text escaped for Markdown, which makes no link, icon or entity of it."""
    # Markdown looks for addresses and icons after it has read escapes: a zero-width space stops it.
    return _LINK_OR_ICON.sub("\\1\u200b", text.translate(_ESCAPED))


def plain_lines(texts: Iterable[str]) -> str:
    """Texts escaped for Markdown, each on its own line."""
    return "  \n".join(map(plain, texts))


def money_pattern(axis: str, places: int = 2) -> str:
    """`$1,267.20`: Plotly's pattern for an amount on an axis."""
    reader = figures.reader()
    return f"{reader.before_number}%{{{axis}:,.{reader.minor + places - 2 if places else 0}f}}"


def count_pattern(axis: str) -> str:
    """`1,267`: Plotly's pattern for a number on an axis."""
    return f"%{{{axis}:,.0f}}"


def amount_pattern(axis: str) -> str:
    """`1,267.5`: Plotly's pattern for a number without trailing zeros."""
    return f"%{{{axis}:,.6~g}}"


def day_pattern(axis: str) -> str:
    """`4 Nov 2026`: Plotly's pattern for a day."""
    return f"%{{{axis}|{plotly_dates(figures.reader().day_pattern)}}}"
