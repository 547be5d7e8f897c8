"""A PostgreSQL server that accepts and never answers: the first caller waits briefly, later ones not at all.

The limits that the server keeps do not help while it is stopped, nor do those of TCP, as its machine still
acknowledges. So every exchange is timed here, and the first without an answer opens a circuit: calls are refused at
once, while a probe in the background asks until there is an answer.
"""

import logging
import threading
import time
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.errors import ConnectionTimeout, _WaitTimeout
from psycopg.rows import TupleRow

from pricing.saved.errors import StoreDown

CONNECTING = 2
"""Seconds for a new connection, the fewest that psycopg keeps to."""
GREETING = 1.0
"""Seconds for what a healthy server answers at once: settings, and whether a connection that was idle still lives."""
PAUSE = 1.0
"""Seconds between two probes."""
_log = logging.getLogger(__name__)
Address = Mapping[str, Any]
"""The named arguments of a connection."""


class Silent(psycopg.OperationalError):
    """The server did not answer in time, so the connection was closed."""


class TimedConnection(psycopg.Connection[TupleRow]):
    """A connection of which no exchange takes longer than `limit` seconds."""

    limit: float = GREETING
    circuit: "Circuit | None" = None

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Run one exchange with the server. Raises Silent."""
        if self.circuit is not None and self.circuit.is_open:
            self.close()
            raise Silent("the server does not answer")
        try:
            return super().wait(gen, interval, self.limit)
        except _WaitTimeout:
            self.close()
            if self.circuit is not None:
                self.circuit.open()
            raise Silent(f"no answer within {self.limit} s") from None


class Circuit:
    """The way to one server, open (in the sense of electricity) while the server is silent. Thread-safe."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.is_open = False
        self._pause = pause
        self._lock = threading.Lock()
        self._address: Address = {}

    def connect(self, address: Address) -> TimedConnection:
        """A new connection. Raises StoreDown at once while the circuit is open, Silent if that is found out now."""
        if self.is_open:
            raise StoreDown
        self._address = address
        try:
            connection = self._connected()
        except Silent:
            self.open()
            raise
        connection.circuit = self
        return connection

    def open(self) -> None:
        """Refuse calls until a probe, one at a time and in the background, ends otherwise than in silence."""
        with self._lock:
            if self.is_open:
                return
            self.is_open = True
        _log.error("The database of saved scenarios does not answer: saving waits until it does")
        threading.Thread(target=self._probe, name="saved-scenarios-probe", daemon=True).start()

    def _connected(self) -> TimedConnection:
        try:
            return TimedConnection.connect(**self._address)
        except ConnectionTimeout:
            raise Silent("no connection in time") from None

    def _probe(self) -> None:
        while self.is_open:
            time.sleep(self._pause)
            try:
                with self._connected() as connection:
                    connection.execute("SELECT 1")
            except Silent:
                continue
            except psycopg.Error as error:
                # To be refused costs callers no time, so they may ask again.
                _log.warning("The database of saved scenarios refuses: %s", type(error).__name__)
            else:
                _log.warning("The database of saved scenarios answers again")
            self.is_open = False
