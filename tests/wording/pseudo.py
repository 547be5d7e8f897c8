"""A language for tests in which the text of every message stands in brackets: what stands outside is no message."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from string import Formatter
from unittest import mock

from pricing.wording import messages
from pricing.wording.figures import Figures, reading_in

_LANGUAGE = "xx"
_FIGURES = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}|[-+$%\d.,x:/~→]+")
_LISTS = re.compile(r"\b(and|or)\b|[,;:]")


def with_brackets(message: str) -> str:
    parts = Formatter().parse(message)
    return "".join((f"[[{text}]]" if text else "") + (f"{{{name}}}" if name else "") for text, name, _, _ in parts)


class _Bracketed(NullTranslations):
    """`[[at least ]]{amount}[[ a month]]`: places stand outside."""

    def gettext(self, message: str) -> str:
        return with_brackets(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def in_brackets() -> Iterator[None]:
    """Read in this language."""
    figures = Figures("en_US", day="d MMM y", month="MMM y", lists="en_GB")
    figures.language = _LANGUAGE
    with mock.patch.object(messages, "_catalogue", return_value=_Bracketed()), reading_in(figures):
        yield


def outside(text: str, names: Iterable[str]) -> str:
    """What stands outside of brackets, without names, figures, and what separates the items of a list."""
    rest = re.sub(r"\[\[.*?\]\]", " ", text)
    for name in sorted(filter(None, names), key=len, reverse=True):
        rest = rest.replace(name, " ")
    return _LISTS.sub("", _FIGURES.sub("", rest)).strip()
