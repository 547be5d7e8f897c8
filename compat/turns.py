"""Runs of pages take turns: they share one interpreter, and at once each would take as long as all of them.

Whoever ran least of late goes first, among clients and then among the sessions of a client. So somebody who moves a
slider now and then does not wait for those who never stop.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from compat.lost_session import session_id

Who = tuple[str, ...]
"""Whose turn it is, from the whole to the part: a client, and one of its sessions."""
LONGEST = 0.25
"""Seconds after which a run is taken to wait for something, such as a database, and others go on."""
_HALVED = 2.0
"""Seconds after which half of what somebody used is forgotten."""
_REMEMBERED = 1_000


@dataclass(eq=False)
class _Ticket:
    """One who waits or has the turn."""

    who: Who
    began: float = 0.0
    called: threading.Event = field(default_factory=threading.Event)


class Turns:
    """One turn at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._present: _Ticket | None = None
        self._waiting: list[_Ticket] = []
        self._used: dict[Who, tuple[float, float]] = {}
        """Seconds that each had used of late, and when that was so."""

    @contextmanager
    def turn(self, who: Who) -> Iterator[None]:
        """Wait until it is one's turn."""
        ticket = _Ticket(who)
        with self._lock:
            self._waiting.append(ticket)
            self._call_next()
        try:
            while not ticket.called.wait(LONGEST):
                with self._lock:
                    self._call_next()
            yield
        finally:
            with self._lock:
                self._end(ticket)

    def _end(self, ticket: _Ticket) -> None:
        now = time.monotonic()
        if ticket in self._waiting:
            self._waiting.remove(ticket)
        else:
            for who, recent in zip(_parts(ticket.who), self._recent(ticket.who, now), strict=True):
                # Taken out and put in again, so that the first is the one that ran longest ago.
                self._used.pop(who, None)
                self._used[who] = (recent + now - ticket.began, now)
            while len(self._used) > _REMEMBERED:
                del self._used[next(iter(self._used))]
        if self._present is ticket:
            self._present = None
        self._call_next()

    def _call_next(self) -> None:
        """Call whoever is next, if nobody has the turn, or somebody has had it for too long."""
        now = time.monotonic()
        if self._waiting and (self._present is None or now - self._present.began >= LONGEST):
            self._present = min(self._waiting, key=lambda ticket: self._recent(ticket.who, now))
            self._waiting.remove(self._present)
            self._present.began = now
            self._present.called.set()

    def _recent(self, who: Who, now: float) -> list[float]:
        """Seconds that each part has used of late."""
        recent = (self._used.get(part, (0.0, now)) for part in _parts(who))
        return [used * 0.5 ** ((now - then) / _HALVED) for used, then in recent]


def _parts(who: Who) -> list[Who]:
    return [who[: length + 1] for length in range(len(who))]


_TURNS = Turns()


@contextmanager
def turn() -> Iterator[None]:
    """The turn of the session whose page runs here."""
    with _TURNS.turn((st.context.ip_address or "", session_id())):
        yield
