"""What was used, counted once: reports of one vendor that count the same thing are not added up."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from pricing.actual.records import Kind, Record, added, usd
from pricing.prices.base import Component
from pricing.values.size import Size

_What = TypeVar("_What", Size, str)
_OPENAI = "openai"
_PREFERRED = ("openai-images", "openai-completions", "openai-costs", "openai-answers")
"""Which report of OpenAI's counts where several do."""
_SIDES: Mapping[Kind, str] = {
    "images": "images",
    "requests": "requests",
    "input": "in",
    "text_input": "in",
    "cached_text_input": "in",
    "image_input": "in",
    "cached_image_input": "in",
    "output": "out",
    "text_output": "out",
    "image_output": "out",
}
"""What is counted twice where two reports of one vendor have it."""
COMPONENTS: Mapping[Kind, Component] = {
    "text_input": "text_input",
    "cached_text_input": "text_input",
    "image_input": "image_input",
    "cached_image_input": "image_input",
    "image_output": "image_output",
    "output": "image_output",
    "text_output": "image_output",
    "images": "image_output",
}
"""The component of a bill that a kind is of."""
_TOKENS: tuple[Kind, ...] = (
    "text_input",
    "cached_text_input",
    "image_input",
    "cached_image_input",
    "image_output",
    "output",
    "text_output",
)


class Used(NamedTuple):
    """What was billed and used of some workloads in some time."""

    cost: Decimal
    """USD."""
    by_component: Mapping[Component, Decimal]
    """USD of what says of which component it is."""
    images: Decimal | None
    """Generated; None where no source counts them."""
    of_requests: bool
    """Whether only requests are counted, each taken for one image."""
    tokens: Mapping[Component, Decimal]
    """Of each component that is counted."""
    sizes: Mapping[Size, Decimal]
    """Images by size, where a source has it."""
    qualities: Mapping[str, Decimal]
    """Images by quality in the vendor's words, where a source has it."""
    batch: Decimal | None
    """The part that was sent as a batch, 0 to 1; None where no source says it."""


def counted_once(records: Iterable[Record]) -> list[Record]:
    """The records, with a count only where no better report of the same vendor counts the same on that day."""
    given = list(records)
    best: dict[tuple[str, str, object], str] = {}
    for record in given:
        if record.quantity is not None and (side := _SIDES.get(record.kind)):
            at = (_family(record.source), side, record.day)
            best[at] = min(best.get(at, record.source), record.source, key=_rank)

    def counts(record: Record) -> bool:
        side = _SIDES.get(record.kind, "")
        return best.get((_family(record.source), side, record.day), record.source) == record.source

    return [record if counts(record) else record._replace(quantity=None) for record in given]


def used(records: Iterable[Record], plans_references: bool) -> Used:
    """What records of some workloads add up to.

    Input that is not told apart counts as prompts where no references are planned; otherwise as neither.
    """
    found = counted_once(records)
    images, requests = _sum(found, "images"), _sum(found, "requests")
    by_component: dict[Component, Decimal] = {}
    tokens: dict[Component, Decimal] = {}
    for record in found:
        component = COMPONENTS.get(record.kind)
        if record.kind == "input" and not plans_references:
            component = "text_input"
        if component is None:
            continue
        if record.cost is not None:
            by_component[component] = added((by_component.get(component), usd(record)))
        if record.quantity is not None and record.kind != "images":
            tokens[component] = added((tokens.get(component), record.quantity))
    sizes = _shares((record.size, record) for record in found)
    qualities = _shares((record.quality or None, record) for record in found)
    return Used(
        added(usd(record) for record in found),
        by_component,
        images if images is not None else requests,
        images is None and requests is not None,
        tokens,
        sizes,
        qualities,
        _batch(found),
    )


def _family(source: str) -> str:
    return _OPENAI if source.startswith(_OPENAI) else source


def _rank(source: str) -> int:
    return _PREFERRED.index(source) if source in _PREFERRED else len(_PREFERRED)


def _sum(records: Iterable[Record], kind: Kind) -> Decimal | None:
    counts = [record.quantity for record in records if record.kind == kind and record.quantity is not None]
    return added(counts) if counts else None


def _shares(records: Iterable[tuple[_What | None, Record]]) -> dict[_What, Decimal]:
    """Images by what is said of them, as far as something is."""
    found: dict[_What, Decimal] = {}
    for value, record in records:
        if value is not None and record.kind == "images" and record.quantity:
            found[value] = added((found.get(value), record.quantity))
    return found


def _batch(records: Iterable[Record]) -> Decimal | None:
    """By image tokens, which make the bill; else by what else is counted."""
    known = [record for record in records if record.processing and record.quantity is not None]
    for kinds in (("image_output", "output"), ("images",), ("requests",)):
        of = [record for record in known if record.kind in kinds]
        whole = added(record.quantity for record in of)
        if whole:
            return added(record.quantity for record in of if record.processing == "batch") / whole
    return None
