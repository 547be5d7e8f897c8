"""The lines of a bill as a table of text, for pages without scripts."""

from collections.abc import Callable

from pricing.bill.bills import Line
from pricing.bill.estimate import Estimate, OwnLine
from pricing.export.messages import own_rate
from pricing.prices.messages import how_sure, rate
from pricing.prices.messages import quantity as quantity_shown
from pricing.scenario import in_words
from pricing.scenario.messages import images_a_day
from pricing.values.exact import total
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import phrases
from web import messages

_HEADS = (
    messages.WHAT,
    messages.QUALITY,
    messages.SIZE,
    messages.QUANTITY_A_DAY,
    messages.RATE,
    messages.COST_A_DAY,
    messages.HOW_READ,
)
_MOST_LINES = 36
LONGEST_NAME = 40
"""The most narrow characters of a workload's name in a table."""


def lines(whole: Estimate) -> list[tuple[str, ...]]:
    """The lines of the bill below their headings, the team's own costs last.

    If there are too many for a sheet, the sizes of each are added up, and if there still are, the tiers too.
    """
    several = whole.scenario.several
    heads = tuple(map(words, (*((messages.WORKLOAD,) if several else ()), *_HEADS)))
    if len(whole.lines) <= _MOST_LINES:
        rows = [_line(line) for line in whole.lines]
        names = [line.workload for line in whole.lines]
    else:
        groups = _grouped(whole, lambda line: (line.workload, line.component, line.tier, line.processing, line.unit))
        if len(groups) > _MOST_LINES:
            groups = _grouped(whole, lambda line: (line.workload, line.component, line.processing, line.unit))
        rows = [_together(group) for group in groups]
        names = [group[0].workload for group in groups]
    names += ["" for _ in whole.own]
    shown = zip(names, [*rows, *map(_own_line, whole.own)], strict=True)
    return [heads, *((phrases.short(name, LONGEST_NAME), *row) if several else row for name, row in shown)]


def _line(line: Line) -> tuple[str, ...]:
    return (
        in_words.component(line.component),
        in_words.tier(line.tier),
        in_words.processed_size(str(line.size), line.processing),
        words(quantity_shown(line.quantity_per_day, line.unit)),
        words(rate(line.price.amount, line.price.unit)),
        figures.money(line.cost_per_day),
        words(how_sure(line.confidence)),
    )


def _own_line(line: OwnLine) -> tuple[str, ...]:
    """A line of the team's own costs; one that is paid by the month has no quantity."""
    quantity = words(images_a_day(int(line.quantity_per_day))) if line.what == "image" else ""
    own = words(own_rate(line.what, line.rate))
    return in_words.component("own"), "", "", quantity, own, figures.money(line.cost_per_day), ""


def _grouped(whole: Estimate, key: Callable[[Line], tuple[str, ...]]) -> list[list[Line]]:
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in whole.lines:
        groups.setdefault(key(line), []).append(line)
    return list(groups.values())


def _together(lines: list[Line]) -> tuple[str, ...]:
    first = lines[0]
    rates = {words(rate(line.price.amount, line.price.unit)) for line in lines}
    quantity = total(line.quantity_per_day for line in lines)
    cost = total(line.cost_per_day for line in lines)
    confidence = max((line.confidence for line in lines), key=lambda confidence: confidence.rank)
    tiers, sizes = {line.tier for line in lines}, {line.size for line in lines}
    size = str(first.size) if len(sizes) == 1 else words(messages.sizes(len(sizes)))
    return (
        in_words.component(first.component),
        in_words.tier(first.tier) if len(tiers) == 1 else words(messages.qualities(len(tiers))),
        in_words.processed_size(size, first.processing),
        words(quantity_shown(quantity, first.unit)),
        rates.pop() if len(rates) == 1 else words(messages.BY_SIZE),
        figures.money(cost),
        words(how_sure(confidence)),
    )
