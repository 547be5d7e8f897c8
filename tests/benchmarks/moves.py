"""Slider moves over the websocket: server time, bytes, memory over many moves, and throughput."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from statistics import median
from typing import NamedTuple

import psutil

from tests.benchmarks.client import Session, opened

MESSAGES = 35
"""Most messages that a move of the Plan page sends."""
_BLOCK = 25
"""Moves of one app before it is the other's turn."""


class App(NamedTuple):
    """A running app."""

    address: str
    process: int
    page: str = ""
    """The page that is measured, as its address names it."""
    query: str = ""
    """What a session opens it with."""

    @property
    def place(self) -> str:
        """The address of that page."""
        return f"{self.address}/{self.page}"


class Soak(NamedTuple):
    """Many moves of one session."""

    moves: int
    milliseconds: float
    """Median from the request of a run to its end."""
    processor: float
    """Mean processor time of the server in a move, in milliseconds: steadier on a busy machine."""
    size: float
    """Median bytes received in a move."""
    messages: float
    """Median messages received in a move."""
    memory_at_start: float
    """MB of the server after the session's first run."""
    memory_at_end: float
    """MB of the server after the last move."""
    growth: float
    """MB that the server grew from the end of the warm-up to the last move."""


def megabytes(process: int) -> float:
    """Resident memory of a process, in MB of 10^6 bytes."""
    return float(psutil.Process(process).memory_info().rss) / 1e6


def _processor_ms(process: int) -> float:
    spent = psutil.Process(process).cpu_times()
    return 1_000 * float(spent.user + spent.system)


async def soak(apps: Sequence[App], moves: int, warm_up: int, seconds: float) -> list[Soak]:
    """Move one session of each app in turns, each until it has made its moves or used up its time."""
    async with AsyncExitStack() as stack:
        walks = [_Walk(app, await stack.enter_async_context(opened(app.address, app.page, app.query))) for app in apps]
        for walk in walks:
            await walk.go(warm_up)
        warm = [megabytes(app.process) for app in apps]
        while unfinished := [walk for walk in walks if walk.moves < moves and walk.seconds < seconds]:
            for walk in unfinished:
                await walk.go(min(_BLOCK, moves - walk.moves))
        return [walk.result(before) for walk, before in zip(walks, warm, strict=True)]


class _Walk:
    """The moves of one session."""

    def __init__(self, app: App, session: Session) -> None:
        self._app = app
        self._session = session
        self._start = megabytes(app.process)
        self._processor = _processor_ms(app.process)
        self._times: list[float] = []
        self._sizes: list[int] = []
        self._messages: list[int] = []

    @property
    def moves(self) -> int:
        return len(self._times)

    @property
    def seconds(self) -> float:
        return sum(self._times) / 1_000

    async def go(self, moves: int) -> None:
        for _ in range(moves):
            run = await self._session.move()
            self._times.append(run.milliseconds)
            self._sizes.append(run.size)
            self._messages.append(run.messages)

    def result(self, warm: float) -> Soak:
        end = megabytes(self._app.process)
        return Soak(
            moves=self.moves,
            milliseconds=median(self._times),
            processor=(_processor_ms(self._app.process) - self._processor) / self.moves,
            size=median(self._sizes),
            messages=median(self._messages),
            memory_at_start=self._start,
            memory_at_end=end,
            growth=end - warm,
        )


async def throughput(app: App, sessions: int, seconds: float) -> float:
    """Moves a second of some sessions that each move as soon as the last move is done."""
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(opened(app.address, app.page, app.query)) for _ in range(sessions)]
        await asyncio.gather(*(tab.move() for tab in tabs))
        begin = time.monotonic()
        counts = await asyncio.gather(*(_moves_until(tab, begin + seconds) for tab in tabs))
        return sum(counts) / (time.monotonic() - begin)


async def _moves_until(tab: Session, end: float) -> int:
    count = 0
    while time.monotonic() < end:
        await tab.move()
        count += 1
    return count


async def memory_per_session(app: App, sessions: int, seconds: float) -> float:
    """MB that one more open session costs the server, after its first run and one move.

    Opens no more sessions once the time is used up.
    """
    deadline = time.monotonic() + seconds
    count = 0
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(opened(app.address, app.page, app.query))
        await first.move()
        before = megabytes(app.process)
        while count < sessions and (count == 0 or time.monotonic() < deadline):
            tab = await stack.enter_async_context(opened(app.address, app.page, app.query))
            await tab.move()
            count += 1
        return (megabytes(app.process) - before) / count
