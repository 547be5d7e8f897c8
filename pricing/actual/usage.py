"""The usage in a bill, counted once: reports of the same vendor that count the same usage are not added up."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pricing.actual.readers.usage_records import UsageKind, UsageRecord, summed
from pricing.prices.base import Component
from pricing.values.exact import total
from pricing.values.size import Size

_OPENAI = "openai"
_PREFERRED = ("openai-images", "openai-completions", "openai-costs", "openai-answers")
"""Which report of OpenAI's counts where several do."""
_COMPONENTS: tuple[Component, ...] = ("text_input", "image_input", "image_output", "text_output")


class Usage(NamedTuple):
    """The billed cost and usage of some workloads in a period."""

    cost: Decimal
    """USD."""
    by_component: Mapping[Component, Decimal]
    """The cost by component, in USD, of records that name their component."""
    images: Decimal | None
    """Generated; None where no source counts them: a request is no image."""
    requests: Decimal | None
    """None if no source counts them."""
    tokens: Mapping[Component, Decimal]
    """The tokens of each component that is counted."""
    sizes: Mapping[Size, Decimal]
    """Images by size, where a source has it."""
    qualities: Mapping[str, Decimal]
    """Images by quality in the vendor's words, where a source has it."""
    batch: Decimal | None
    """The part that was sent as a batch, from 0 to 1; None if no source has it."""


def usage_of(records: Iterable[UsageRecord], plans_references: bool) -> Usage:
    """The sum of records of some workloads, with costs in the currency of the plan.

    Input tokens of unknown kind count as prompts if no references are planned, else as neither.
    """
    once = _counted_once(tuple(records))
    images = _count(once, "images")
    parts = [(component, record) for record in once if (component := _component(record.kind, plans_references))]
    made = [record for record in once if record.kind == "images" and record.quantity]
    return Usage(
        total(record.cost for record in once),
        summed((component, record.cost) for component, record in parts if record.cost is not None and record.currency),
        images,
        _count(once, "requests"),
        summed((component, record.quantity) for component, record in parts if record.kind != "images"),
        summed((record.size, record.quantity) for record in made if record.size is not None),
        summed((record.quality, record.quantity) for record in made if record.quality),
        _batch(once),
    )


def _component(kind: UsageKind, plans_references: bool) -> Component | None:
    """The component of a bill that a kind is of."""
    if kind == "input" and not plans_references:
        return "text_input"
    if kind in ("output", "text_output"):
        return "image_output" if kind == "output" else "text_output"
    return next((component for component in _COMPONENTS if component == kind.removeprefix("cached_")), None)


def _counted_once(records: Sequence[UsageRecord]) -> list[UsageRecord]:
    """The records, with a count only where no better report of the same vendor counts the same on that day."""
    best: dict[object, str] = {}
    for record in records:
        if record.quantity is not None and record.kind != "other":
            about = _about(record)
            best[about] = min(best.get(about, _code(record)), _code(record), key=_rank)
    return [
        record if best.get(_about(record), _code(record)) == _code(record) else record._replace(quantity=None)
        for record in records
    ]


def _code(record: UsageRecord) -> str:
    """The format that a record was read in, whatever the account."""
    return record.source.partition(" ")[0]


def _about(record: UsageRecord) -> object:
    """The key by which two reports may count the same usage: images, requests, input or output of a vendor on a day."""
    vendor = _OPENAI if record.source.startswith(_OPENAI) else _code(record)
    return vendor, record.kind.rpartition("_")[2], record.day


def _rank(source: str) -> int:
    return _PREFERRED.index(source) if source in _PREFERRED else len(_PREFERRED)


def _count(records: Iterable[UsageRecord], kind: UsageKind) -> Decimal | None:
    return summed((record.kind, record.quantity) for record in records if record.kind == kind).get(kind)


def _batch(records: Iterable[UsageRecord]) -> Decimal | None:
    """The batch part by image tokens, which make up most of the cost; else by another count."""
    known = [record for record in records if record.processing]
    for kinds in (("image_output", "output"), ("images",), ("requests",)):
        counts = summed((record.processing, record.quantity) for record in known if record.kind in kinds)
        if whole := total(counts.values()):
            return counts.get("batch", Decimal(0)) / whole
    return None
