"""Files read in a process of their own, with limits on memory, time and output: what attacks the reader harms nobody.

The file is the standard input of `python -m pricing.actual.readers.reading_process`, its name and answers are the first
argument, and what was read, or why not, is written pickled to the standard output.
"""

import datetime as dt
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from pricing.actual.readers import messages
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.files.messages import shortened
from pricing.actual.readers.files.source_file import MEGABYTE, ReadError
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import BillFile

MOST_MEMORY = 512 * MEGABYTE
"""The most bytes of data of a process that reads a file."""
MOST_SECONDS = 30
_MOST_OUTPUT = 64 * MEGABYTE
AT_ONCE = 2
"""The most files that are read at the same time, each for another visitor; others wait."""
_ROOT = Path(__file__).parents[3]
_OUT_OF_MEMORY = 9


class Reader(NamedTuple):
    """The visitor for whom a file is read."""

    client: str = ""
    """The address of the visitor."""
    visitor: str = ""


class Places:
    """The visitors whose files are read, and those that wait: in order, but clients whose files are read come last."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[ReadingPlace] = []
        self._reading: list[ReadingPlace] = []

    def enter(self, place: "ReadingPlace") -> None:
        with self._changed:
            self._waiting.append(place)

    def leave(self, place: "ReadingPlace") -> None:
        with self._changed:
            for places in (self._waiting, self._reading):
                if place in places:
                    places.remove(place)
            self._changed.notify_all()

    def wait(self, place: "ReadingPlace", seconds: float) -> bool:
        """Whether it is the visitor's turn now, or within some seconds."""
        with self._changed:
            if place in self._reading:
                return True
            if not self._changed.wait_for(lambda: self._next() is place, seconds):
                return False
            self._waiting.remove(place)
            self._reading.append(place)
            self._changed.notify_all()
            return True

    def _next(self) -> "ReadingPlace | None":
        if len(self._reading) >= AT_ONCE:
            return None
        visitors = {place.reader for place in self._reading}
        clients = {place.reader.client for place in self._reading}
        able = [place for place in self._waiting if place.reader not in visitors]
        return next((place for place in able if place.reader.client not in clients), able[0] if able else None)


_PLACES = Places()


class ReadingPlace:
    """A place to read one file: entered by `with`, and given when `wait` returns True."""

    def __init__(self, reader: Reader, places: Places = _PLACES) -> None:
        self.reader = reader
        self._places = places

    def __enter__(self) -> Self:
        self._places.enter(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._places.leave(self)

    def wait(self, seconds: float) -> bool:
        """Whether the file may be read now, or within some seconds."""
        return self._places.wait(self, seconds)


def read_apart(
    name: str,
    data: BinaryIO | bytes,
    today: dt.date,
    answers: FileAnswers | None = None,
    seconds: float = MOST_SECONDS,
    memory: int = MOST_MEMORY,
) -> BillFile:
    """What `recognise.read` reads, in another process. Raises ReadError, also for what exceeds the limits.

    Whoever reads for others takes a `ReadingPlace` first.
    """
    request = b64encode(pickle.dumps((name, today, answers, memory, int(seconds) + 1))).decode("ascii")
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as result:
        given.write(data if isinstance(data, bytes) else data.read())
        given.seek(0)
        command = [sys.executable, "-m", __spec__.name, request]
        process = subprocess.Popen(
            command, stdin=given, stdout=result, stderr=subprocess.DEVNULL, cwd=_ROOT, env=_ENVIRONMENT
        )
        try:
            with suppress(ProcessLookupError):
                # Pages and answers go first, before what it imports too.
                os.setpriority(os.PRIO_PROCESS, process.pid, _PRIORITY)
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise ReadError(messages.too_long(shortened(name), int(seconds))) from None
        finally:
            process.kill()
            process.wait()
        result.seek(0)
        output = result.read(_MOST_OUTPUT + 1)
    if code == _OUT_OF_MEMORY or len(output) > _MOST_OUTPUT:
        raise ReadError(messages.too_much_memory(shortened(name), memory // MEGABYTE))
    if code:
        raise ReadError(messages.not_read(shortened(name)))
    answer = pickle.loads(output)
    if isinstance(answer, ReadError):
        raise answer
    assert isinstance(answer, BillFile)
    return answer


_PRIORITY = 15
"""The `nice` of a process that reads."""
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
"""No setting and no secret is passed to a process that reads a file; each thread of numpy would take memory."""


def _main(request: str) -> int:
    """Read the standard input, and write the result; the exit code says why nothing could be written."""
    name, today, answers, memory, seconds = pickle.loads(b64decode(request))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_OUTPUT * 8, _MOST_OUTPUT * 8))
    answer: BillFile | ReadError
    try:
        try:
            answer = read(name, sys.stdin.buffer, today, answers)
        except ReadError as error:
            answer = error
        output = pickle.dumps(answer)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    sys.stdout.buffer.write(output)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
