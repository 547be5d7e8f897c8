"""What can be saved: every text is checked here before it reaches the database."""

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from pricing.saved.errors import LimitError, shortened
from pricing.saved.saved_scenario import ActualMonth, Draft, Page
from pricing.scenario.link import LONGEST_QUERY
from pricing.values.exact import plain
from pricing.wording.figures import number

LONGEST_NAME = 80
LONGEST_NOTE = 2_000
MOST_TAGS = 10
LONGEST_TAG = 24
LONGEST_OWNER = 200
LONGEST_REQUEST_KEY = 100
LONGEST_SEARCH = 200
LONGEST_AMOUNT = 300
MOST_SCENARIOS = 5_000
"""Of one owner, archived ones included, deleted ones not."""
MOST_SAVES = 60
"""Of one owner in `SAVES_PERIOD`: first saves, revisions and copies."""
SAVES_PERIOD = dt.timedelta(minutes=1)
LONGEST_SOURCE = 80
LONGEST_BILLED_MODEL = 200
MOST_ACTUALS = 5_000
"""Sums of a scenario, of all sources and months."""
KEPT_DELETED = dt.timedelta(days=30)

ID_LENGTH = 22
"""Characters of an id: 128 random bits that need no escaping in an address."""
_ID = re.compile(rf"[A-Za-z0-9_-]{{{ID_LENGTH}}}")
_CURRENCY = re.compile("[A-Z]{3}")
_JOINERS = "\u200c\u200d"
"""Invisible, but words of some languages and many emoji need them."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that show nothing."""


def draft(given: Draft) -> Draft:
    """A draft as it is stored: name and tags trimmed, lines of longer texts ended by a line feed."""
    return replace(revision(given), name=name(given.name), note=note(given.note), tags=tags(given.tags))


def revision(given: Draft) -> Draft:
    """What a revision keeps of a draft, as it is stored."""
    return replace(
        given,
        page=page(given.page),
        query=query(given.query),
        per_month=amount("per_month", given.per_month),
        changed=_lines("changed", given.changed),
    )


def name(text: str) -> str:
    accepts = f"1 to {LONGEST_NAME} visible characters on one line, without control or text-direction characters"
    return _visible("name", text, LONGEST_NAME, f"{accepts}; spaces around it are dropped")


def note(text: str) -> str:
    return _lines("note", text)


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, whatever its case, as it was first written."""
    different: dict[str, str] = {}
    for text in texts:
        accepts = f"1 to {LONGEST_TAG} visible characters each, without control or text-direction characters"
        tag = _visible("tags", text, LONGEST_TAG, f"{accepts}; spaces around one are dropped")
        different.setdefault(folded(tag), tag)
    if len(different) > MOST_TAGS:
        raise LimitError("tags", f"{number(len(different))} tags", f"up to {MOST_TAGS} tags")
    return tuple(different.values())


def page(text: Page) -> Page:
    if text not in get_args(Page):
        raise LimitError("page", str(text), f"one of: {', '.join(get_args(Page))}")
    return text


def query(text: str) -> str:
    if not 0 < len(text) <= LONGEST_QUERY or not text.isascii() or not text.isprintable():
        raise LimitError("query", text, f"a scenario link of 1 to {number(LONGEST_QUERY)} percent-encoded characters")
    return text


def amount(field: str, given: Decimal | None) -> Decimal | None:
    """The amount without trailing zeros, as it is stored."""
    if given is None:
        return None
    # The exponent first: written out, 1E+999999 has a million digits.
    written_out = given.is_finite() and abs(given.adjusted()) <= LONGEST_AMOUNT
    if not written_out or len(plain(given)) > LONGEST_AMOUNT:
        raise LimitError(field, str(given), f"a number of up to {LONGEST_AMOUNT} characters, or nothing")
    return Decimal(plain(given))


def actuals(given: Iterable[ActualMonth]) -> tuple[ActualMonth, ...]:
    """Monthly sums as they are stored. Raises LimitError for one that cannot be, or for two of one thing."""
    kept: dict[tuple[object, ...], ActualMonth] = {}
    for sums in given:
        _token("source", sums.source, LONGEST_SOURCE)
        _token("model", sums.model, LONGEST_BILLED_MODEL)
        _token("kind", sums.kind, LONGEST_SOURCE)
        if not (sums.cost is None and not sums.currency) and not _CURRENCY.fullmatch(sums.currency):
            raise LimitError("currency", sums.currency, "three capital letters, like USD")
        key = (sums.source, sums.month, sums.model, sums.kind, sums.currency)
        if key in kept:
            accepts = "one sum of a source, month, model and kind"
            raise LimitError("actuals", f"{sums.model} in {sums.month} twice", accepts)
        kept[key] = replace(sums, quantity=amount("quantity", sums.quantity), cost=amount("cost", sums.cost))
    return tuple(kept.values())


def room_for_actuals(sums: int) -> None:
    """Refuse more monthly sums to a scenario than it may have."""
    if sums > MOST_ACTUALS:
        raise LimitError("actuals", f"{number(sums)} sums", f"up to {number(MOST_ACTUALS)} of one scenario")


def owner(text: str) -> str:
    return _token("owner", text, LONGEST_OWNER)


def request_key(text: str) -> str:
    return _token("request_key", text, LONGEST_REQUEST_KEY)


def search(text: str) -> list[str]:
    """The words to look for, folded."""
    if len(text) > LONGEST_SEARCH:
        raise LimitError("search", text, f"up to {LONGEST_SEARCH} characters")
    return folded(text).split()


def room(scenarios: int) -> None:
    """Refuse another scenario to an owner who has so many."""
    if scenarios >= MOST_SCENARIOS:
        accepts = f"up to {number(MOST_SCENARIOS)} of one owner; delete some to make room"
        raise LimitError("scenarios", f"{number(scenarios)} saved", accepts)


def room_in_all(scenarios: int, most: int) -> None:
    """Refuse another scenario to anybody where all together have so many."""
    if scenarios >= most:
        accepts = f"up to {number(most)} of everybody; whoever runs this planner can raise PLANNER_MOST_SAVED"
        raise LimitError("scenarios", f"{number(scenarios)} saved in all", accepts)


def pace(saves: int) -> None:
    """Refuse another save to an owner who has made so many in the last minute."""
    if saves >= MOST_SAVES:
        accepts = f"up to {MOST_SAVES} saves a minute; wait a moment and save again"
        raise LimitError("saves", f"{saves} in the last minute", accepts)


def copy_name(original: str) -> str:
    """The name of a copy, cut to what fits."""
    return f"Copy of {original}"[:LONGEST_NAME].rstrip()


def is_clean(text: str, but: str = "") -> bool:
    """Whether a text has no control, formatting, line-separating or half characters, save those in `but`."""
    return all(
        character in but
        or character in _JOINERS
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        for character in text
    )


def folded(text: str) -> str:
    """A text as it is searched: without regard to case or to how accents are encoded."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _visible(field: str, text: str, longest: int, accepts: str) -> str:
    """A text of one line without the spaces around it; refused where it is too long or shows nothing."""
    trimmed = text.strip()
    shows = any(unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS for character in trimmed)
    if len(trimmed) > longest or not shows or not is_clean(trimmed):
        raise LimitError(field, text, accepts)
    return trimmed


def _lines(field: str, text: str) -> str:
    lines = text.replace("\r\n", "\n")
    if len(lines) > LONGEST_NOTE or not is_clean(lines, but="\n\t"):
        accepts = f"up to {number(LONGEST_NOTE)} characters, without control (other than line ends and tabs)"
        raise LimitError(field, text, f"{accepts} or text-direction characters")
    return lines


def _token(field: str, text: str, longest: int) -> str:
    if not 0 < len(text) <= longest or not text.isprintable():
        raise LimitError(field, shortened(text), f"1 to {longest} printable characters")
    return text


def new_id() -> str:
    return secrets.token_urlsafe(16)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; anything else need not reach the database."""
    return _ID.fullmatch(text) is not None
