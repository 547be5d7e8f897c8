"""The sentences of what saves most: plain text but where it says Markdown."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.decide import messages as decide_messages
from pricing.decide.joint import Joint
from pricing.decide.savings import WORTH, Way
from pricing.wording import messages
from ui.drawing import claims, words

ASK = "Take several together"


def what_saves(found: Sequence[Way]) -> str:
    """The way that saves most, among all that save."""
    usable = sorted((way for way in found if way.saving > 0), key=lambda way: -way.saving)
    if not usable:
        return "No way to save that the planner knows makes this bill smaller"
    first = usable[0]
    among = "the only way here" if len(usable) == 1 else f"the most of {words.count(len(usable), 'way')} here"
    return f"{_name(first)} ({_change(first)}) saves {amount(first)}: {among}"


def amount(way: Way) -> str:
    """`$1,061.22 a month, 50%`."""
    return f"{words.money(way.saving)} a month, {words.share(way.saving, way.costs.per_month)}"


def row(way: Way, furthest: Way) -> str:
    """A way as Markdown: what changes, what that saves, how far it goes, what it costs the team, and where that stands.

    `furthest` is the same way at its most.
    """
    head = f"**{words.plain(_name(way))}**  {words.plain(_change(way))}  \n"
    saves = f"**{words.plain(words.money(way.saving))}** a month, {words.share(way.saving, way.costs.per_month)}"
    if way.degrees is not None and furthest.saving > way.saving:
        most = f"{words.money(furthest.saving)} at {messages.words(decide_messages.value(furthest, furthest.scenario))}"
        saves += words.plain(f"; at most {most}")
    source = "" if way.source is None else f" {claims.cited([way.source])}."
    return f"{head}{saves}  \n:small[{words.plain(messages.words(decide_messages.effect(way)))}{source}]"


def not_worth(way: Way) -> str:
    """`Shorter prompts: prompts are 0.7% of this bill; 100 tokens → 50 tokens saves $7.50 a month`."""
    of_bill = (
        f"{_WORKS_ON[way.lever]} are {words.whole_percent(way.part.quantize(Decimal('0.1')))} of this bill; "
        if way.lever in _WORKS_ON
        else ""
    )
    return f"{_name(way)}: {of_bill}{_change(way)} saves {words.money(way.saving)} a month"


_WORKS_ON = {"prompt": "prompts", "refs": "reference images", "fidelity": "reference images"}


def not_usable(way: Way) -> str:
    return f"{_name(way)}: {messages.words(decide_messages.reason(way))}"


def small(found: Sequence[Way]) -> str:
    """The heading of what is not worth the effort."""
    return f"Under {words.percent(WORTH)} of the bill: not worth the effort ({len(found)})"


def together(joint: Joint, before: Decimal) -> str:
    """What several ways save at once, of the cost a month before."""
    saves = f"{words.money(joint.saving)} a month, {words.share(joint.saving, before)}"
    return f"Together they save {saves}: {words.money(before)} becomes {words.money(joint.per_month)}"


def left_out(joint: Joint) -> list[str]:
    return [
        f"{_name(each.way)} is left out. {messages.words(decide_messages.left_out(each))}" for each in joint.left_out
    ]


def _name(way: Way) -> str:
    return messages.words(decide_messages.name(way))


def _change(way: Way) -> str:
    return messages.words(decide_messages.change(way))
