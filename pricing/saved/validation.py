"""Validation of what is saved: every text is checked here before it reaches the database."""

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from pricing.saved import messages
from pricing.saved.errors import LimitError, shortened
from pricing.saved.saved_scenario import ActualMonth, Draft, Page
from pricing.scenario.link import LONGEST_QUERY
from pricing.values.exact import plain
from pricing.wording.messages import Message

LONGEST_NAME = 80
LONGEST_NOTE = 2_000
MOST_TAGS = 10
LONGEST_TAG = 24
LONGEST_OWNER = 200
LONGEST_REQUEST_KEY = 100
LONGEST_SEARCH = 200
LONGEST_AMOUNT = 300
MOST_SCENARIOS = 5_000
"""Limit of scenarios of one owner, with archived ones, without deleted ones."""
MOST_SAVES = 60
"""Limit of saves of one owner in `SAVES_PERIOD`: new scenarios, revisions and copies."""
SAVES_PERIOD = dt.timedelta(minutes=1)
LONGEST_SOURCE = 80
LONGEST_BILLED_MODEL = 200
MOST_ACTUALS = 5_000
"""Limit of monthly sums of a scenario, over all sources and months."""
KEPT_DELETED = dt.timedelta(days=30)

ID_LENGTH = 22
"""Characters of an id: 128 random bits, in characters that need no escaping in an address."""
_ID = re.compile(rf"[A-Za-z0-9_-]{{{ID_LENGTH}}}")
_COMMA = re.compile("[,\uff0c\u3001]")
_BETWEEN_WORDS = re.compile(r"[\s,\uff0c\u3001]+")
_CURRENCY = re.compile("[A-Z]{3}")
_JOINERS = "\u200c\u200d"
"""Invisible characters that are allowed, as words of some languages and many emoji need them."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that look empty."""


def draft(given: Draft) -> Draft:
    """A draft as it is stored: name and tags are trimmed, and lines of longer texts end with a line feed."""
    return replace(revision(given), name=name(given.name), note=note(given.note), tags=tags(given.tags))


def revision(given: Draft) -> Draft:
    """The part of a draft that a revision stores, in the form in which it is stored."""
    return replace(
        given,
        page=page(given.page),
        query=query(given.query),
        per_month=amount("per_month", given.per_month),
        changed=_lines("changed", given.changed),
    )


def name(text: str) -> str:
    return _visible("name", text, LONGEST_NAME, messages.a_name(LONGEST_NAME))


def note(text: str) -> str:
    return _lines("note", text)


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, as it was first written; tags that differ only in case are the same."""
    different: dict[str, str] = {}
    for text in texts:
        tag = _visible("tags", text, LONGEST_TAG, messages.a_tag(LONGEST_TAG))
        different.setdefault(folded(tag), tag)
    if len(different) > MOST_TAGS:
        raise LimitError("tags", messages.tags(len(different)), messages.up_to_tags(MOST_TAGS))
    return tuple(different.values())


def page(text: Page) -> Page:
    if text not in get_args(Page):
        raise LimitError("page", str(text), messages.a_page(get_args(Page)))
    return text


def query(text: str) -> str:
    if not 0 < len(text) <= LONGEST_QUERY or not text.isascii() or not text.isprintable():
        raise LimitError("query", text, messages.a_link(LONGEST_QUERY))
    return text


def amount(field: str, given: Decimal | None) -> Decimal | None:
    """The amount without trailing zeros, as it is stored."""
    if given is None:
        return None
    # The exponent is checked first, as 1E+999999 has a million digits when written out.
    written_out = given.is_finite() and abs(given.adjusted()) <= LONGEST_AMOUNT
    if not written_out or len(plain(given)) > LONGEST_AMOUNT:
        raise LimitError(field, str(given), messages.an_amount(LONGEST_AMOUNT))
    return Decimal(plain(given))


def actuals(given: Iterable[ActualMonth]) -> tuple[ActualMonth, ...]:
    """Monthly sums as they are stored. Raises LimitError for an invalid one and for two with the same key."""
    kept: dict[tuple[object, ...], ActualMonth] = {}
    for sums in given:
        _token("source", sums.source, LONGEST_SOURCE)
        _token("model", sums.model, LONGEST_BILLED_MODEL)
        _token("kind", sums.kind, LONGEST_SOURCE)
        if not (sums.cost is None and not sums.currency) and not _CURRENCY.fullmatch(sums.currency):
            raise LimitError("currency", sums.currency, messages.a_currency())
        key = (sums.source, sums.month, sums.model, sums.kind, sums.currency)
        if key in kept:
            raise LimitError("actuals", messages.twice(sums.model, sums.month), messages.one_sum_each())
        kept[key] = replace(sums, quantity=amount("quantity", sums.quantity), cost=amount("cost", sums.cost))
    return tuple(kept.values())


def room_for_actuals(sums: int) -> None:
    """Raise LimitError for more monthly sums than a scenario may have."""
    if sums > MOST_ACTUALS:
        raise LimitError("actuals", messages.sums(sums), messages.up_to_sums(MOST_ACTUALS))


def owner(text: str) -> str:
    return _token("owner", text, LONGEST_OWNER)


def request_key(text: str) -> str:
    return _token("request_key", text, LONGEST_REQUEST_KEY)


def search(text: str) -> list[str]:
    """The folded words of a search. Raises LimitError."""
    if len(text) > LONGEST_SEARCH:
        raise LimitError("search", text, messages.up_to_characters(LONGEST_SEARCH))
    return words_of(folded(text))


def words_of(text: str) -> list[str]:
    """The words of a search, separated by spaces or commas, those of Chinese and other scripts too."""
    return [word for word in _BETWEEN_WORDS.split(text) if word]


def split_tags(text: str) -> list[str]:
    """The tags of a typed text, separated by commas, those of Chinese and other scripts too."""
    return [tag for part in _COMMA.split(text) if (tag := part.strip())]


def room(scenarios: int) -> None:
    """Raise LimitError if an owner has too many scenarios for another one."""
    if scenarios >= MOST_SCENARIOS:
        raise LimitError("scenarios", messages.scenarios_saved(scenarios), messages.up_to_scenarios(MOST_SCENARIOS))


def room_in_all(scenarios: int, most: int) -> None:
    """Raise LimitError if all owners together have too many scenarios for another one."""
    if scenarios >= most:
        raise LimitError("scenarios", messages.saved_in_all(scenarios), messages.up_to_scenarios_in_all(most))


def pace(saves: int) -> None:
    """Raise LimitError if an owner has saved too often in the last minute to save again."""
    if saves >= MOST_SAVES:
        raise LimitError("saves", messages.saves_in_a_minute(saves), messages.up_to_saves(MOST_SAVES))


def copy_name(original: str) -> str:
    """The name of a copy, shortened to the limit of names."""
    return f"Copy of {original}"[:LONGEST_NAME].rstrip()


def is_clean(text: str, but: str = "") -> bool:
    """Whether a text has no control, format, separator or surrogate characters, except those in `but`."""
    return all(
        character in but
        or character in _JOINERS
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        for character in text
    )


def folded(text: str) -> str:
    """A text in the form for searches: without regard to case or to how accents are encoded."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _visible(field: str, text: str, longest: int, accepts: Message) -> str:
    """A text of one line without the spaces around it; raises LimitError if it is too long or has nothing visible."""
    trimmed = text.strip()
    shows = any(unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS for character in trimmed)
    if len(trimmed) > longest or not shows or not is_clean(trimmed):
        raise LimitError(field, text, accepts)
    return trimmed


def _lines(field: str, text: str) -> str:
    lines = text.replace("\r\n", "\n")
    if len(lines) > LONGEST_NOTE or not is_clean(lines, but="\n\t"):
        raise LimitError(field, text, messages.some_lines(LONGEST_NOTE))
    return lines


def _token(field: str, text: str, longest: int) -> str:
    if not 0 < len(text) <= longest or not text.isprintable():
        raise LimitError(field, shortened(text), messages.printable_characters(longest))
    return text


def new_id() -> str:
    return secrets.token_urlsafe(16)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; other texts need not be looked up in the database."""
    return _ID.fullmatch(text) is not None
