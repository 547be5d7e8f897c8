"""Protection from a PostgreSQL server that accepts connections and never answers: callers do not wait for it.

The server's own time limits do not work while its process is stopped, nor do those of TCP, as its machine still
acknowledges packets. So every exchange is timed here. The first one without an answer opens a circuit breaker: calls
are refused at once, and a background thread probes the server until it answers.
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
"""Seconds for a new connection; psycopg accepts no fewer."""
GREETING = 1.0
"""Seconds for requests that a healthy server answers at once: settings, and the test of an idle connection."""
PAUSE = 1.0
"""Seconds between two probes."""
_log = logging.getLogger(__name__)
Address = Mapping[str, Any]
"""The named arguments of a connection."""


class Silent(psycopg.OperationalError):
    """The server did not answer in time, so the connection was closed."""


class TimedConnection(psycopg.Connection[TupleRow]):
    """A connection whose exchanges with the server take at most `limit` seconds each."""

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
    """The circuit breaker of one server, open while the server does not answer. Thread-safe."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.is_open = False
        self._pause = pause
        self._lock = threading.Lock()
        self._address: Address = {}

    def connect(self, address: Address) -> TimedConnection:
        """A new connection. Raises StoreDown at once while the circuit is open, Silent if the server is silent now."""
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
        """Refuse calls until the server answers a background probe, even with an error."""
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
                # A refused connection is an answer that costs callers no time, so the circuit can close.
                _log.warning("The database of saved scenarios refuses: %s", type(error).__name__)
            else:
                _log.warning("The database of saved scenarios answers again")
            self.is_open = False
