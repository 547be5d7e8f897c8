"""A process for computed answers, so that page runs, which share the server's interpreter, do not wait for them.

While `beside` lasts, `workers.FIGURES` gives its work to `python -m web.figure_process`: a pickled call, with the
language and the currency of the reader, through a socket. The server computes what that process does not answer: while
it starts, after it has ended, where its prices or settings are not the server's, and where the call raises an error.
"""

import asyncio
import contextvars
import gc
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TypeVar, cast

from pricing import settings
from pricing.prices.revision import revision_of
from pricing.settings import SettingError
from pricing.wording import figures
from pricing.wording.languages import code, languages
from ui.state import catalogue
from web.workers import FIGURES

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[1]
BEGIN = 5.0
"""Seconds after the server at which the process starts, so that the first page does not wait for it."""
_BETWEEN_STARTS = 60.0
"""Seconds between two starts, at the least."""
MOST_SECONDS = 60.0
"""For one answer."""
_LOWER = 5
"""How much lower its priority (`nice`) is than the server's."""


class FigureProcess:
    """Answers one request at a time; started again after it has ended."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-m", __spec__.name),
        most_seconds: float = MOST_SECONDS,
        between_starts: float = _BETWEEN_STARTS,
    ) -> None:
        """The number of its socket is the last argument of the command."""
        self._command, self._most_seconds, self._between_starts = command, most_seconds, between_starts
        self._asking = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._basis: object = None
        """That of the process; None while it starts."""
        self._next_start = 0.0

    def start(self) -> None:
        """Start the process, unless it runs, was started a short while ago, or cannot be."""
        with self._asking, suppress(OSError):
            self._start()

    def end(self) -> None:
        """End the process for good, whatever it does."""
        if self._process is not None:
            self._process.kill()
        with self._asking:
            self._next_start = float("inf")
            self._discard()

    def answer(self, work: Callable[[], _Result]) -> _Result:
        """The result of work, which can be pickled as its result can; raises what work does, and TimeoutError."""
        with self._asking:
            answered = self._answered(work)
        return work() if answered is None else answered[0]

    def _start(self) -> None:
        if self._connection is not None or time.monotonic() < self._next_start:
            return
        self._next_start = time.monotonic() + self._between_starts
        ours, theirs = Pipe()
        nothing = subprocess.DEVNULL
        with theirs:
            number = theirs.fileno()
            command = [*self._command, str(number)]
            self._process = subprocess.Popen(
                command, cwd=_ROOT, pass_fds=[number], stdin=nothing, stdout=nothing, stderr=nothing
            )
        self._connection = ours
        own = os.getpriority(os.PRIO_PROCESS, os.getpid())
        os.setpriority(os.PRIO_PROCESS, self._process.pid, own + _LOWER)

    def _discard(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = self._basis = None

    def _answered(self, work: Callable[[], _Result]) -> tuple[_Result] | None:
        """The result that the process has; None where it has none."""
        try:
            self._start()
            return None if self._connection is None else self._computed(work, self._connection)
        except TimeoutError:
            raise
        except (EOFError, OSError) as error:
            _log.warning("The process for computed answers has ended (%r); the server computes them.", error)
            self._discard()
            return None

    def _computed(self, work: Callable[[], _Result], connection: Connection) -> tuple[_Result] | None:
        if self._basis is None:
            if not connection.poll():
                return None
            self._basis = connection.recv()
        if self._basis != basis():
            _log.warning("The prices or the settings have changed; the server computes its answers itself.")
            self._discard()
            return None
        reader = figures.reader()
        connection.send((work, code(reader), reader.currency))
        if not connection.poll(self._most_seconds):
            self._discard()
            raise TimeoutError(f"the answer was not there after {self._most_seconds:.0f} seconds")
        return cast("tuple[_Result] | None", connection.recv())


@asynccontextmanager
async def beside() -> AsyncIterator[asyncio.Task[None]]:
    """While the planner runs, let a process answer, unless a setting says not; it ends with the planner.

    The task is done when the process has been started.
    """
    process = FigureProcess()
    start = asyncio.create_task(_start_later(process))
    try:
        yield start
    finally:
        FIGURES.other_process = None
        start.cancel()
        await asyncio.wait({start})
        await asyncio.to_thread(process.end)


async def _start_later(process: FigureProcess) -> None:
    with suppress(SettingError):
        if settings.figure_process():
            await asyncio.sleep(BEGIN)
            await asyncio.to_thread(process.start)
            FIGURES.other_process = process.answer


def basis() -> object:
    """What answers depend on beside the request. Raises PriceBookError."""
    return revision_of(catalogue.price_books()).hash, settings.as_given()


def answer_all(connection: Connection) -> None:
    """Answer until the server ends: the result in a tuple, or None for an error, which the server then meets itself."""
    with connection, suppress(EOFError, ConnectionError):
        connection.send(basis())
        gc.freeze()
        while True:
            connection.send_bytes(contextvars.copy_context().run(_result, connection.recv_bytes()))


def _result(request: bytes) -> bytes:
    try:
        work, language, currency = pickle.loads(request)
        with figures.reading_in(languages()[language].in_currency(currency)):
            return pickle.dumps((work(),))
    except Exception:
        return pickle.dumps(None)


if __name__ == "__main__":
    # An interrupt from the terminal is for the server.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer_all(Connection(int(sys.argv[1])))
