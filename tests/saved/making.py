"""Things that tests save."""

import datetime as dt
import itertools
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any, TypeVar

from pricing.saved import Draft, Saved, Store

ANN = "ann@example.com"
BOB = "bob@example.com"
PLAN = "v=1&prices=2026-11-24&model=gpt-image-2&images=1000"
NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA"
Result = TypeVar("Result")
_keys = itertools.count(1)


class Clock:
    """A time that passes when told, and by a second each time it is asked, so that no two saves are at once."""

    def __init__(self, step: float = 1) -> None:
        self.time = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
        self.step = dt.timedelta(seconds=step)

    def __call__(self) -> dt.datetime:
        self.time += self.step
        return self.time

    def forward(self, **by: float) -> None:
        self.time += dt.timedelta(**by)


def key() -> str:
    """A request key that no other request has."""
    return f"request-{next(_keys)}"


def draft(name: str = "Launch", **other: Any) -> Draft:
    return Draft(**{"name": name, "query": PLAN, "per_month": Decimal("1267.2"), **other})


def save(store: Store, name: str = "Launch", owner: str = ANN, **other: Any) -> Saved:
    return store.save(owner, draft(name, **other), key())


def revise(store: Store, id: str, query: str, seen: int = 1, owner: str = ANN, changed: str = "") -> Any:
    draft = Draft(query=query, per_month=Decimal(7), page="compare", changed=changed)
    return store.revise(owner, id, draft, seen, key())


def together(*calls: Callable[[], Result]) -> list[Result]:
    """The results of calls that begin at the same moment, each in a thread."""
    ready = Barrier(len(calls))

    def run(call: Callable[[], Result]) -> Result:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def child(script: str, *arguments: str) -> "subprocess.Popen[str]":
    """Another Python process at work on the same database."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
