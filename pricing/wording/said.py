"""What a room that computes has to say: the code of a sentence and the figures in it. The words are elsewhere."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Union

from pricing.values.month import Month
from pricing.values.size import Size

Figure = Union[str, int, Decimal, dt.date, Month, Size, "Said", tuple[str, ...], tuple["Said", ...]]
"""What stands in a sentence: a name, a figure, a further sentence, or several."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of `pricing/wording/sentences.py` by its code, with what stands in its places."""

    code: str
    figures: tuple[tuple[str, Figure], ...]


def said(code: str, **figures: Figure) -> Said:
    """A sentence with its figures by the names of their places."""
    return Said(code, tuple(figures.items()))


def as_written(text: str) -> Said:
    """A text that the price book has, or a user: it has no other language."""
    return said("as-written", text=text)


def together(found: Iterable[Said]) -> Said:
    """Several sentences as one thing to say."""
    several = tuple(found)
    return several[0] if len(several) == 1 else said("together", sentences=several)


def by_workload(found: Iterable[tuple[str, Said]]) -> list[Said]:
    """What is said of workloads with their names; of several of them once: `Hero images, Thumbnails: ...`."""
    names: dict[Said, list[str]] = {}
    for name, what in found:
        names.setdefault(what, []).append(name)
    return [said("of-workloads", names=tuple(dict.fromkeys(named)), what=what) for what, named in names.items()]


def named(found: Sequence[tuple[str, Said]], workloads: int) -> list[Said]:
    """The same where there are several workloads; of one only what is said."""
    return by_workload(found) if workloads > 1 else [what for _, what in found]
