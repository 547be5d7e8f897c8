"""Events: what changes from a month on. A price, a volume, a model, or a sum to pay once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from pricing.scenario import messages
from pricing.scenario.calendar_kinds import MonthKind
from pricing.scenario.kinds import Choice, NotTaken, Number
from pricing.values.exact import PERCENT, plain
from pricing.values.month import Month
from pricing.wording.messages import Message

Effect = Literal["price", "images", "model", "once"]
_EFFECTS: tuple[Effect, ...] = get_args(Effect)
MOST = 24
"""The most events that a scenario can have."""
PRICE = Number(-90, 200, 2, "percent on the vendors' rates")
IMAGES = Number(-100, 1000, 2, "percent on the volume")
MOST_A_MONTH = 1_000_000_000_000
"""The largest budget, own cost or one-time sum, in units of any currency."""
ONCE = Number(0, MOST_A_MONTH, 2, "amount")
_VALUES: Mapping[Effect, Number] = {"price": PRICE, "images": IMAGES, "once": ONCE}
_MULTIPLE = Number(0, 1000, 4)
_TIMES = re.compile(r"([0-9.,]+) ?[x\u00d7倍]|[x\u00d7] ?([0-9.,]+)", re.IGNORECASE)
_LONGEST = 2_000
_EVENT = re.compile(r"([0-9-]{1,10})(?:\.\.([0-9-]{1,10}))?(?:@([1-9][0-9]?))?:([a-z]{1,10}):(.+)", re.ASCII)
_MONTHS = MonthKind(Month(2020, 1), Month(2103, 11))
"""From the first month that a scenario may begin with to the last of the longest one."""


class Event(NamedTuple):
    """Something that changes from a month on."""

    first: Month
    last: Month | None
    """The last month in which the event holds; None: it holds to the end of the horizon."""
    workload: int | None
    """The number of the workload, from 1; None: every workload."""
    effect: Effect
    value: Decimal | str
    """By `what`: percent on the vendors' rates or on the volume, the id of a model, or USD."""

    def __str__(self) -> str:
        months = str(self.first) if self.last is None else f"{self.first}..{self.last}"
        place = "" if self.workload is None else f"@{self.workload}"
        value = plain(self.value) if isinstance(self.value, Decimal) else self.value
        return f"{months}{place}:{self.effect}:{value}"

    def holds(self, month: Month) -> bool:
        """Whether the event is in force in a month."""
        if self.effect == "once":
            return month == self.first
        return self.first <= month and (self.last is None or month <= self.last)

    def about(self, number: int) -> bool:
        """Whether the event changes the workload of a number, from 1."""
        return self.effect != "once" and self.workload in (None, number)


Events = tuple[Event, ...]
"""In the order of their months."""


def text_of(events: Events) -> str:
    """The text of a link for events."""
    return ",".join(map(str, events))


def parsed(text: str) -> Events:
    """The events of a text that was validated before, without a check of their models."""
    return EventsKind(_Any()).read(text)


class _Any(tuple[str, ...]):
    """A collection that contains every model, for texts whose models were checked before."""

    def __contains__(self, model: object) -> bool:
        return True


@dataclass(frozen=True)
class EventsKind:
    """The kind of field that holds events, `2027-03:price:-20,2027-02:once:2500`."""

    models: Sequence[str]
    """The models that have a price."""

    @property
    def accepts(self) -> Message:
        return messages.some_events(MOST)

    def read(self, text: str) -> Events:
        parts = text.split(",") if len(text) <= _LONGEST else []
        if not 1 <= len(parts) <= MOST:
            raise NotTaken(self.accepts)
        return ordered(map(self._event, parts))

    def nearest(self, text: str) -> Events | None:
        """The events that can be read."""
        kept = []
        for part in text[:_LONGEST].split(",")[:MOST]:
            try:
                kept.append(self._event(part))
            except NotTaken:
                continue
        return ordered(kept) or None

    def _event(self, text: str) -> Event:
        match = _EVENT.fullmatch(text)
        effect = next((known for known in _EFFECTS if match is not None and match[4] == known), None)
        if match is None or effect is None:
            raise NotTaken(self.accepts)
        try:
            return self._checked(match[1], match[2], match[3], effect, match[5])
        except NotTaken as error:
            raise NotTaken(messages.in_part(error.takes, text)) from None

    def _checked(self, first: str, last: str | None, workload: str | None, effect: Effect, value: str) -> Event:
        months = _MONTHS.read(first), None if last is None else _MONTHS.read(last)
        if months[1] is not None and months[1] < months[0]:
            raise NotTaken(messages.a_later_last_month())
        if effect == "once" and (workload or last):
            raise NotTaken(messages.one_month_for_all())
        number = None if workload is None else int(workload)
        return Event(*months, number, effect, self._value(effect, value))

    def _value(self, effect: Effect, text: str) -> Decimal | str:
        if effect == "model":
            return Choice(self.models).read(text)
        return Decimal(_VALUES[effect].read(text))


def read_typed(effect: Effect, text: str) -> Decimal:
    """The value of an event as people type it: `-20%`, `+60`, `5x`, `$2,500`. Raises NotTaken."""
    takes, bare = _VALUES[effect], text.strip().removeprefix("+")
    if effect == "once":
        return Decimal(takes.read_typed(bare))
    try:
        if (times := _TIMES.fullmatch(bare)) is None:
            return Decimal(takes.read_typed(bare))
        percent = (Decimal(_MULTIPLE.read_typed(times[1] or times[2])) - 1) * PERCENT
        return Decimal(takes.read(plain(percent)))
    except NotTaken:
        least, most = (1 + Decimal(end) / PERCENT for end in (takes.low, takes.high))
        raise NotTaken(messages.or_a_multiple(takes.accepts, least, most)) from None


def ordered(events: Iterable[Event]) -> Events:
    """The events by month; those of one month by their texts."""
    return tuple(sorted(events, key=lambda event: (event.first, str(event))))


def problems(events: Events, start: Month, end: Month, workloads: int) -> Iterator[tuple[Event, Message]]:
    """The events that a scenario cannot have, each with what is accepted; `end` is the month after its horizon."""
    moved: set[tuple[Month, int]] = set()
    for event in events:
        if not (start <= event.first < end and (event.last is None or event.last < end)):
            yield event, messages.months_of_the_horizon(start, end.plus(-1))
        elif event.workload is not None and event.workload > workloads:
            yield event, messages.number_of_a_workload(workloads)
        elif event.effect == "model":
            places = range(1, workloads + 1) if event.workload is None else (event.workload,)
            months = {(event.first, number) for number in places}
            if moved & months:
                yield event, messages.one_switch_a_month()
            moved |= months


def without_workload(events: Events, number: int) -> Events:
    """The events of a scenario without one of its workloads (number from 1): later workloads get the number before."""
    kept = (event for event in events if event.workload != number)
    return ordered(
        event._replace(workload=event.workload - 1) if event.workload is not None and event.workload > number else event
        for event in kept
    )
