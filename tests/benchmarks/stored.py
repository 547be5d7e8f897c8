"""Saved scenarios: saving, opening and short links beside ever more stored ones, on SQLite and PostgreSQL."""

import asyncio
import datetime as dt
import random
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import quantiles

import httpx
from sqlalchemy import Engine, bindparam, text

from pricing.bill.estimate import estimate
from pricing.export.workbook import workbook
from pricing.prices import load
from pricing.saved import Draft, Store, engine_for
from pricing.saved.stored_rows import UtcTime
from pricing.scenario import link
from tests.benchmarks.client import connected
from tests.postgres import postgres
from tests.saving.people import owner_said
from tests.server import TODAY, served
from ui.state.address import SAVED
from ui.state.visitor import COOKIE
from web.card import card

COLUMNS = ("saved scenarios", "SQLite p50", "p95", "PostgreSQL p50", "p95", "target")
SIZES = (1, 10_000, 1_000_000)
QUICK_SIZES = (1, 10_000)
_DAY = dt.date.fromisoformat(TODAY)
_LIBRARY = 1_000
"""Scenarios of one owner on the Scenarios page."""
_FILLING = 300.0
"""Seconds that one statement of a million rows may take, where a planner waits for five."""
_MOST_ADDED = 10
"""Milliseconds that a short link may take more than the live link that it opens."""

# Ids in no order, as real ones are: 8 letters and 14 digits; 20 scenarios an owner.
_NUMBERS = """
    WITH RECURSIVE numbers(n) AS (SELECT CAST(:first AS bigint) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last),
    rows(id, owner, n) AS (
        SELECT 'scenario' || (10000000000000 + (n * 9176263951) % 89999999999981), 'owner' || (n / 20), n FROM numbers
    )
"""
_SCENARIOS = f"""
    INSERT INTO saved_scenario
        (id, owner, name, note, tags, searched, created, archived, team, newest, saved_at)
    {_NUMBERS}
    SELECT id, owner, 'Plan ' || n, '', '', 'plan ' || n, :now, :no, :no, 1, :now FROM rows
"""
_REVISIONS = f"""
    INSERT INTO saved_revision
        (scenario, number, query, per_month, page, link_version, saved_at, saved_by, request)
    {_NUMBERS}
    SELECT id, 1, :query, '1267.2', 'plan', '1', :now, owner, 'save:' || n FROM rows
"""


_GIVEN_AWAY = text(
    "UPDATE saved_scenario SET owner = :owner "
    "WHERE id IN (SELECT id FROM saved_scenario WHERE id LIKE 'scenario%' LIMIT :count)"
)
_QUERY = (
    f"v=1&prices={TODAY}&model=gpt-image-2&images=1000&days=30&quality=30-50-20&size=1024x1024&prompt=100&refs=0"
    "&refsize=1024x1024&fidelity=low&tries=1&reuse=0&batch=0&discount=0&growth=0&start=2026-11&months=12"
)


@dataclass(frozen=True)
class Spread:
    """Median and 95th percentile of some times, in milliseconds."""

    median: float
    p95: float

    @classmethod
    def of(cls, times: Sequence[float]) -> "Spread":
        cuts = quantiles(times, n=20, method="inclusive")
        return cls(cuts[9], cuts[18])

    def cells(self) -> tuple[str, str]:
        return f"{self.median:,.2f}", f"{self.p95:,.2f}"


def rows(sizes: Sequence[int], repeats: int) -> Iterator[tuple[str, ...]]:
    """The table's rows."""
    by_database = [_measures(sizes, repeats, kind) for kind in ("sqlite", "postgresql")]
    for (what, first), (_, second) in zip(*by_database, strict=True):
        target = ""
        if what.startswith("short link"):
            slowest = max(first.median, second.median)
            target = f"<= {_MOST_ADDED} ms {'reached' if slowest <= _MOST_ADDED else 'missed'}"
        yield what, *first.cells(), *second.cells(), target
    for what, times in _files(repeats):
        yield what, *times.cells(), "", "", ""


def _measures(sizes: Sequence[int], repeats: int, kind: str) -> list[tuple[str, Spread]]:
    """All measures on one database, with their names."""
    found: list[tuple[str, Spread]] = []
    with (
        _database(kind) as (url, folder),
        served(environment={"PLANNER_DATABASE": url, "PLANNER_DATA": folder}, imported=False) as (address, _),
    ):
        engine = engine_for(url)
        store = Store(engine)
        store.healthy()
        stored = 0
        for size in sizes:
            ids = _fill(url, stored, size)
            stored = size
            said = f"{size:,} stored"
            chosen = [random.choice(ids) for _ in range(repeats)]
            found += [
                (f"save, {said}, ms", Spread.of([_timed(save) for save in _saves(store, repeats)])),
                (f"open, {said}, ms", Spread.of([_timed(partial(store.open, id_)) for id_ in chosen])),
                (f"short link more than live link, {said}, ms", Spread.of(asyncio.run(_added(address, chosen)))),
            ]
        found.append((f"Scenarios page, {_LIBRARY:,} of one's own, ms", _library(address, engine, repeats)))
        engine.dispose()
    return found


@contextmanager
def _database(kind: str) -> Iterator[tuple[str, str]]:
    """The address of an empty database, and a folder for the server's own files."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        if kind == "sqlite":
            yield f"sqlite:///{Path(folder) / 'saved.sqlite3'}", folder
        else:
            yield stack.enter_context(postgres()).url(), folder


def _fill(url: str, stored: int, size: int) -> list[str]:
    """Store scenarios until there are so many; ids of some of them."""
    engine = engine_for(url, patience=_FILLING)
    now = bindparam("now", dt.datetime.now(dt.UTC) - dt.timedelta(hours=1), UtcTime)
    numbers = {"first": stored, "last": size - 1}
    with engine.begin() as connection:
        connection.execute(text(_SCENARIOS).bindparams(now, no=False, **numbers))
        connection.execute(text(_REVISIONS).bindparams(now, query=_QUERY, **numbers))
        ids = list(connection.scalars(text("SELECT id FROM saved_scenario WHERE id LIKE 'scenario%' LIMIT 5000")))
    engine.dispose()
    return ids


def _saves(store: Store, repeats: int) -> Iterator[Callable[[], object]]:
    """Saves of as many owners."""
    draft = Draft(name="Launch", query=_QUERY, per_month=Decimal("1267.2"))
    for _ in range(repeats):
        key = secrets.token_hex(8)
        yield partial(store.save, f"bench-{key}", draft, key)


async def _added(address: str, ids: Sequence[str]) -> list[float]:
    """Server time of a short link's page and the first run behind it, less that of the live link's first run."""
    times = []
    async with httpx.AsyncClient(base_url=address) as client:
        await client.get(f"/s/{ids[0]}")
        for id_ in ids:
            begin = time.perf_counter()
            (await client.get(f"/s/{id_}")).raise_for_status()
            page = 1_000 * (time.perf_counter() - begin)
            short = await _first_run(address, "", f"{_QUERY}&{SAVED}={id_}.1")
            times.append(page + short - await _first_run(address, "", _QUERY))
    return times


async def _first_run(address: str, page: str, query: str, cookie: str = "") -> float:
    async with connected(address, page, query, cookie) as session:
        return (await session.load()).milliseconds


def _library(address: str, engine: Engine, repeats: int) -> Spread:
    """First runs of the Scenarios page of somebody who has saved much."""
    cookie = httpx.get(address).cookies[COOKIE]
    with engine.begin() as connection:
        connection.execute(_GIVEN_AWAY.bindparams(owner=owner_said(cookie), count=_LIBRARY))
    runs = [asyncio.run(_first_run(address, "scenarios", "", f"{COOKIE}={cookie}")) for _ in range(repeats)]
    return Spread.of(runs)


def _files(repeats: int) -> Iterator[tuple[str, Spread]]:
    """The picture of a short link, and the workbook of a plan."""
    books = load()
    scenario = link.parse(_QUERY, books, _DAY).scenario
    assert scenario is not None
    bill = estimate(scenario, books)
    words = ("$1,267.20", "GPT Image 2", "Prices of 24 Nov 2026", "1,000 images a day", (30, 50, 20))
    names = [f"Launch {number}" for number in range(repeats)]
    yield "card of a short link, ms", Spread.of([_timed(partial(card, name, *words)) for name in names])
    yield "workbook, ms", Spread.of([_timed(lambda: workbook(bill, books, _DAY)) for _ in range(repeats)])


def _timed(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return 1_000 * (time.perf_counter() - begin)
