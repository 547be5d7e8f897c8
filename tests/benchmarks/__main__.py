"""`python -m tests.benchmarks`: the dashboard beside the smallest Streamlit app, on one machine in one run.

Both apps run on loopback and take turns. Only the ratios can be carried to another machine. A missed target
is printed, not raised. Every part has a limit in seconds; a baseline that made fewer moves in it than the
planner has its count in brackets.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from pricing.saved import Store, engine_for
from tests import server
from tests.benchmarks import bills, browser, cold, engine, moves, stored, workloads
from tests.benchmarks.moves import MESSAGES, App
from tests.benchmarks.table import COLUMNS, Row, Target, row, written
from tests.browsing import chromium
from tests.load.attacks import ATTACKS
from tests.load.watching import under
from tests.saving.people import saved_by
from web import small_copies
from web.small_copies import place

served = partial(server.served, imported=False)


@dataclass(frozen=True)
class Effort:
    """How often each thing is repeated, and for how many seconds at the most."""

    soak: int
    warm_up: int
    soak_seconds: float
    at_once: int
    seconds_at_once: float
    open_sessions: int
    open_seconds: float
    key_moves: int
    key_seconds: float
    first_loads: int
    cold_loads: int
    engine_calls: int
    stored: Sequence[int]
    saves: int
    attack_seconds: float


FULL = Effort(1_000, 100, 55, 30, 4, 100, 25, 25, 45, 5, 5, 2_000, stored.SIZES, 50, 6)
QUICK = Effort(75, 25, 15, 10, 2, 10, 5, 10, 15, 1, 1, 500, stored.QUICK_SIZES, 10, 3)


@contextmanager
def both(page: str = "", copies: bool = False) -> Iterator[tuple[App, App]]:
    """The baseline and a page of the planner, freshly started; the baseline far from every settings file.

    With `copies` the planner has the small copies of its scripts, as from some minutes after its first start on.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copy(Path(__file__).with_name("baseline.py"), folder)
        home = {"HOME": str(folder)}
        baseline = stack.enter_context(served("baseline.py", folder, home))
        data = folder / "data"
        if copies:
            small_copies.make(small_copies.originals().values(), place(data))
        planner = stack.enter_context(served(environment={**home, "PLANNER_DATA": str(data)}))
        yield App(*baseline), App(*planner, page)


def plan(effort: Effort) -> Iterator[Row]:
    """Moves over the websocket and in the browser, first loads, throughput, and memory over many moves."""
    with both() as apps:
        soaks = asyncio.run(moves.soak(apps, effort.soak, effort.warm_up, effort.soak_seconds))
        seen = list(_in_the_browser(apps, effort))
        rate = _throughput(apps, effort, least=5)
    done = f"{soaks[1].moves:,}"
    if soaks[0].moves != soaks[1].moves:
        done += f" ({soaks[0].moves:,})"
    with served() as (address, _), chromium() as chrome:
        dragged = browser.drag(chrome, browser.Place(address))
    yield row("server time of a move, p50 ms", (soak.milliseconds for soak in soaks), 1)
    yield row("processor time of a move, mean ms", (soak.processor for soak in soaks), 1)
    yield rate
    yield row("bytes a move", (soak.size for soak in soaks))
    few = Target("<=", MESSAGES, of_ratio=False)
    yield row("messages a move", (soak.messages for soak in soaks), 0, few)
    yield from seen
    most, often = Target("<=", 40, of_ratio=False), Target("<=", 7, of_ratio=False)
    yield Row("messages of a dragged slider", 0, dragged.messages, 0, most, has_ratio=False)
    runs = dragged.messages / dragged.seconds
    yield Row("runs a second of a dragged slider", 0, runs, 1, often, has_ratio=False)
    yield row("memory with one session, MB", (soak.memory_at_start for soak in soaks), 1)
    yield row(f"memory after {done} moves, MB", (soak.memory_at_end for soak in soaks), 1)
    yield row(
        f"growth from move {effort.warm_up:,} to {done}, MB",
        (soak.growth for soak in soaks),
        1,
        Target("<=", 5, of_ratio=False, unit="MB"),
        has_ratio=False,
    )


def comparison(effort: Effort) -> Iterator[Row]:
    """The Compare page's moves."""
    with both("compare") as apps:
        yield from _in_the_browser(apps, effort)
        yield _throughput(apps, effort, least=4)


def eight_workloads(effort: Effort) -> Iterator[Row]:
    """The Plan page's moves on a scenario of one workload and on one of eight: one in the place of the baseline."""
    with ExitStack() as stack:
        apps = [App(*stack.enter_context(served()), query=query) for query in (workloads.ONE, workloads.EIGHT)]
        workloads.check(apps[1].address)
        one, eight = asyncio.run(moves.soak(apps, effort.soak // 3, effort.warm_up, effort.soak_seconds))
    yield Row("move of 8 workloads to 1, p50 ms", one.milliseconds, eight.milliseconds, 1, Target("<=", 1.6))
    yield Row("move of 8 workloads to 1, processor, mean ms", one.processor, eight.processor, 1)


def decide(effort: Effort) -> Iterator[Row]:
    """A move on Decide and on Plan, the Plan page in the place of the baseline; what the server computes for it."""
    with served() as (address, _), chromium() as chrome:
        looks = ("chart",)
        places = [
            browser.Place(f"{address}/?{workloads.ONE}", looks=looks),
            browser.Place(f"{address}/decide?{workloads.ONE}", looks=looks),
        ]
        keys = browser.key_moves(chrome, places, effort.key_moves, effort.key_seconds)
        answer = engine.answer_ms(f"{address}/api/decide?{workloads.ONE}&budget=2000", effort.saves)
    times = [key.chart for key in keys]
    yield row("Decide to Plan, key press to chart, p50 ms", map(median, times), 1, Target("<=", 1.3))
    yield row("Decide to Plan, key press to chart, p90 ms", (quantiles(found, n=10)[-1] for found in times), 1)
    of_two = Target("<=", 60, of_ratio=False, unit="ms")
    yield row("/healthz to /api/decide, p50 ms", answer, 1, of_two)
    spreads = engine.spread_times(effort.engine_calls // 50)
    of_spread = Target("<=", 25, of_ratio=False, unit="ms")
    yield row("spread of 8 workloads, 8 ranges, 36 months to estimate, ms", spreads, 1, of_spread)


def _in_the_browser(apps: Sequence[App], effort: Effort) -> Iterator[Row]:
    with chromium() as chrome:
        addresses = [app.place for app in apps]
        keys = browser.key_moves(chrome, list(map(browser.Place, addresses)), effort.key_moves, effort.key_seconds)
        loads = browser.first_loads(chrome, addresses, effort.first_loads)
    name = f"{apps[1].page}: " if apps[1].page else ""
    for what in ("headline", "chart"):
        times = [getattr(key, what) for key in keys]
        p90 = (quantiles(found, n=10)[-1] for found in times)
        # The panel shows the figure before the server has answered.
        reach = Target("<=", 0.25 if what == "headline" else 0.75)
        yield row(f"{name}key press to {what}, p50 ms", map(median, times), 1, reach)
        yield row(f"{name}key press to {what}, p90 ms", p90, 1, reach if what == "headline" else None)
    yield row(f"{name}first load to headline, ms", loads)


def _throughput(apps: Sequence[App], effort: Effort, least: float) -> Row:
    rates = [asyncio.run(moves.throughput(app, effort.at_once, effort.seconds_at_once)) for app in apps]
    name = f"{apps[1].page}: " if apps[1].page else ""
    return row(f"{name}moves a second, {effort.at_once} sessions", rates, 1, Target(">=", least))


def first_visits(effort: Effort) -> Iterator[Row]:
    """A link that somebody opens for the first time, at a desk and on a phone, and once more; requests one by one."""
    with both(copies=True) as apps:
        with chromium() as chrome:
            places = [app.place for app in apps]
            for device, times in ((cold.DESK, effort.cold_loads), (cold.HAND, max(1, effort.cold_loads // 3))):
                yield from _of_device(device, cold.loads(chrome, places, times, device))
        kept = Target("<=", 1)
        yield row("/healthz, new to kept connection, p50 ms", engine.connected_ms(apps[1].address, 50), 2, kept)


def _of_device(device: cold.Device, found: Sequence[tuple[cold.Load, cold.Load]]) -> Iterator[Row]:
    size, first, below = Target("<=", 2.3, of_ratio=False, unit="MB"), Target("<=", 0.15), Target("<=", 1)
    reaches: list[list[Target | None]] = [[size, first, first, below], [None, below, below, None]]
    of_loads: list[list[cold.Load]] = [[first for first, _ in found], [again for _, again in found]]
    for state, of_apps, reach in zip(("cold", "warm"), of_loads, reaches, strict=True):
        name = f"{device.name}{state} link"
        yield row(f"{name}, MB", (load.size / 1e6 for load in of_apps), 2, reach[0])
        yield row(f"{name} to headline, ms", (load.headline for load in of_apps), 0, reach[1])
        yield row(f"{name} to first chart, ms", (load.chart for load in of_apps), 0, reach[2])
        yield row(f"{name} to the answer of a move, ms", (load.answer for load in of_apps), 0, reach[3])


def sessions(effort: Effort) -> Iterator[Row]:
    """Memory of open sessions, on servers that have seen no others."""
    with both() as apps:
        each = [asyncio.run(moves.memory_per_session(app, effort.open_sessions, effort.open_seconds)) for app in apps]
    target = Target("<=", 1, of_ratio=False, unit="MB")
    yield row(f"memory a session, up to {effort.open_sessions} open, MB", each, 2, target)


def engines(effort: Effort) -> Iterator[Row]:
    """The engine's rows: price calls in the place of the baseline."""
    price_call, estimate = engine.times(effort.engine_calls)
    yield Row("whole scenario to one price call, µs", price_call, estimate, 0, Target("<=", 1))
    price_call, compared = engine.comparison_times(effort.engine_calls // 5)
    yield Row(f"{engine.COMPARED} services to one price call, µs", price_call, compared, 0, Target("<=", 10))


def attacks(effort: Effort) -> Iterator[Row]:
    """Somebody's moves and the health while another client does one thing as fast as it can: usual, then attacked."""
    for name in ATTACKS:
        with tempfile.TemporaryDirectory() as folder, served(environment={"PLANNER_DATA": folder}) as (address, _):
            saved = saved_by(Store(engine_for(folder=Path(folder))), "bench", "Plan").id
            usual, found, _ = asyncio.run(under(name, address, effort.attack_seconds, saved))
        yield Row(f"move beside {name}, p95 ms", usual.p95, found.p95, 1, Target("<=", 3))
        health = Target("<=", 500, of_ratio=False, unit="ms")
        yield Row(f"health beside {name}, slowest ms", usual.slowest_health, found.slowest_health, 1, health)


def of_bills(_: Effort) -> Iterator[Row]:
    """Reading what was billed: Python's own reader in the place of the baseline."""
    with tempfile.TemporaryDirectory() as folder:
        for bill, found in bills.taken(Path(folder)):
            seconds = Target("<=", bill.seconds, of_ratio=False, unit="s")
            yield Row(f"{bill.name} of {bill.rows:,} rows, s", found.plain, found.seconds, 2, seconds)
            memory = Target("<=", bill.megabytes, of_ratio=False, unit="MB")
            yield Row(f"{bill.name}, memory, MB", 0, found.megabytes, 0, memory, has_ratio=False)


PARTS: Mapping[str, Callable[[Effort], Iterator[Row]]] = {
    "plan": plan,
    "cold": first_visits,
    "sessions": sessions,
    "workloads": eight_workloads,
    "compare": comparison,
    "decide": decide,
    "engine": engines,
    "bills": of_bills,
    "attacks": attacks,
}
STORED = "stored"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure the dashboard.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join((*PARTS, STORED))}; all without any")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: about a minute, and noisier")
    asked = parser.parse_args()
    chosen = asked.parts or [*PARTS, STORED]
    if unknown := [part for part in chosen if part not in (*PARTS, STORED)]:
        parser.error(f"no part is named {', '.join(unknown)}")
    effort = QUICK if asked.quick else FULL
    for name in [name for name in os.environ if name.startswith("STREAMLIT_")]:
        del os.environ[name]
    for part in chosen:
        print(f"measuring {part} ...", file=sys.stderr, flush=True)
        if part == STORED:
            found = written(stored.COLUMNS, stored.rows(effort.stored, effort.saves))
        else:
            found = written(COLUMNS, (row.cells() for row in PARTS[part](effort)))
        print(found, end="\n\n", flush=True)


if __name__ == "__main__":
    main()
