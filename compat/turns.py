"""Turns of page runs: they share one interpreter, so if all ran at once, each would take as long as all together.

The next run is of the client that used the least time recently, and among its sessions of the one that used the least.
So a user who moves a slider now and then does not wait for clients that send one run after another.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import streamlit as st

from compat.lost_session import session_id

Account = tuple[str, ...]
"""Whose used time is counted: `(client,)`, or `(client, session)` for one session of a client."""
LONGEST = 0.25
"""Seconds after which a run is assumed to wait, for example for a database, and another one may start."""
_HALVED = 2.0
"""The half-life of used time, in seconds."""
_REMEMBERED = 1_000
"""The most accounts that are kept; those that ran longest ago are dropped."""


@dataclass(eq=False)
class _Ticket:
    """A run that waits or has the turn."""

    accounts: tuple[Account, Account]
    """Of its client, and of its session."""
    began: float = 0.0
    """The time at which it got the turn, of `time.monotonic`."""
    called: threading.Event = field(default_factory=threading.Event)


class Turns:
    """The queue of runs; one at a time has the turn."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._present: _Ticket | None = None
        self._waiting: list[_Ticket] = []
        self._used: dict[Account, tuple[float, float]] = {}
        """Recently used seconds, and the time at which this figure was computed."""
        self._of_thread = threading.local()
        """`ticket`: that of the run in a thread."""

    @contextmanager
    def turn(self, client: str, session: str) -> Iterator[None]:
        """Wait for the turn and hold it in the context; `client` is a network address."""
        ticket = self._of_thread.ticket = _Ticket(((client,), (client, session)))
        try:
            self._take(ticket)
            yield
        finally:
            del self._of_thread.ticket
            with self._lock:
                self._end(ticket)

    @contextmanager
    def passed_on(self) -> Iterator[None]:
        """Let other runs have the turn of this thread's run in the context, and wait for it again afterwards."""
        ticket: _Ticket | None = getattr(self._of_thread, "ticket", None)
        if ticket is None:
            yield
            return
        with self._lock:
            self._end(ticket)
        try:
            yield
        finally:
            self._take(ticket)

    def _take(self, ticket: _Ticket) -> None:
        ticket.called.clear()
        with self._lock:
            self._waiting.append(ticket)
            self._call_next()
        while not ticket.called.wait(LONGEST):
            with self._lock:
                self._call_next()

    def _end(self, ticket: _Ticket) -> None:
        now = time.monotonic()
        if ticket in self._waiting:
            self._waiting.remove(ticket)
        else:
            for account, recent in zip(ticket.accounts, self._recent(ticket, now), strict=True):
                # Removed and added again, so that the first entry is the one that ran longest ago.
                self._used.pop(account, None)
                self._used[account] = (recent + now - ticket.began, now)
            while len(self._used) > _REMEMBERED:
                del self._used[next(iter(self._used))]
        if self._present is ticket:
            self._present = None
        self._call_next()

    def _call_next(self) -> None:
        """Give the turn to the next run if none has it, or if one has had it for more than `LONGEST`."""
        now = time.monotonic()
        if self._waiting and (self._present is None or now - self._present.began >= LONGEST):
            self._present = min(self._waiting, key=lambda ticket: self._recent(ticket, now))
            self._waiting.remove(self._present)
            self._present.began = now
            self._present.called.set()

    def _recent(self, ticket: _Ticket, now: float) -> list[float]:
        """The recently used seconds of a run's client and of its session."""
        counted = (self._used.get(account, (0.0, now)) for account in ticket.accounts)
        return [seconds * 0.5 ** ((now - computed) / _HALVED) for seconds, computed in counted]


_TURNS = Turns()


@contextmanager
def turn() -> Iterator[None]:
    """The turn of the session that runs in this thread."""
    with _TURNS.turn(st.context.ip_address or "", session_id()):
        yield


def passed_on() -> AbstractContextManager[None]:
    """Let other runs go on while this one waits for another process; it does not compute in the context."""
    return _TURNS.passed_on()
