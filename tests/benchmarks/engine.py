"""The engine alone: a scenario and a comparison against one call of a general price library, in microseconds."""

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from functools import partial
from http.client import HTTPConnection
from statistics import median
from time import perf_counter_ns
from urllib.parse import urlsplit

import httpx
from genai_prices import Usage, calc_price

from pricing.bill.estimate import estimate
from pricing.compare.table import compare
from pricing.decide.spread import spread
from pricing.prices import PriceBooks, load
from pricing.scenario import link
from pricing.scenario.comparison import Comparison
from pricing.scenario.levers import proposed
from pricing.scenario.ranges import LEVERS
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from tests.making import varied

SERVICES = (
    "stability-ai",
    "gpt-image-1",
    "gpt-image-1-mini",
    "gpt-image-1.5",
    "chatgpt-image-latest",
    "gpt-image-2",
    "gpt-image-2.5-flare",
    "gpt-image-2.5-sunburst",
    "gpt-image-2.6-flare",
    "gpt-image-2.6-sunburst",
    "dall-e-3",
    "dall-e-2",
    "nova-canvas",
    "titan-image-v2",
    "azure-gpt-image-1",
    "azure-gpt-image-1-mini",
    "azure-gpt-image-1.5",
    "azure-gpt-image-2",
    "azure-gpt-image-2.5-flare",
    "azure-gpt-image-2.5-sunburst",
    "azure-dall-e-3",
    "flux-2-klein-4b",
    "flux-2-klein-9b",
    "flux-2-pro",
    "flux-2-pro-edit",
    "flux-2-max",
    "flux-2-flex",
    "flux-1.1-pro",
    "flux-1.1-pro-ultra",
    "flux-1-kontext-pro",
)
"""The same thirty whatever the book grows by, so that one run can be held against an earlier one."""
COMPARED = len(SERVICES)
_MODEL = "gpt-image-2"
_DAY = dt.date(2026, 11, 24)
_QUERY = (
    f"model={_MODEL}&prices={_DAY}&quality=30-50-20&refs=1.5&refsize=1024x1024"
    "&size=1024x1024:50,1024x1536:30,1536x1024:20"
)


def times(calls: int) -> tuple[float, float]:
    """Medians of a price call and of a scenario of 3 tiers x 3 sizes with reference images, taken in turn.

    Volume and prompt are others in every call, so that neither side can answer from memory.
    """
    books = load()
    scenario = link.parse(_QUERY, books, _DAY).scenario
    if scenario is None:
        raise RuntimeError("the benchmark's scenario is not valid any more")
    return _in_turn(calls, scenario, lambda plan: estimate(plan, books).per_month)


def comparison_times(calls: int) -> tuple[float, float]:
    """Medians of a price call and of comparing the plan that everybody starts with on `COMPARED` services."""
    books = load()
    start = replace(link.start_scenario(books, _DAY), comparison=Comparison(services=SERVICES))
    return _in_turn(calls, start, lambda plan: compare(plan, books).present.per_month)


def spread_times(calls: int) -> tuple[float, float]:
    """Medians of an estimate and of its spread, for eight workloads with eight ranges each over 36 months, in ms.

    A lever is another in every call, so that neither side can answer from memory.
    """
    books = load()
    start = link.parse(f"{_QUERY}&months=36", books, _DAY).scenario
    if start is None:
        raise RuntimeError("the benchmark's scenario is not valid any more")
    for _ in range(MOST_WORKLOADS - 1):
        start = start.with_added(start.workloads[0])
    estimates, spreads = [], []
    for call in range(calls):
        scenario = _ranged(varied(start, images=1_000 + 7 * call))
        estimates.append(_timed(partial(_per_month, scenario, books)))
        whole = estimate(scenario, books)
        spreads.append(_timed(partial(spread, whole, books)))
    return median(estimates) / 1_000, median(spreads) / 1_000


def _ranged(scenario: Scenario) -> Scenario:
    """With a range of every lever of every workload that leaves room for one."""
    workloads = []
    for each in scenario.workloads:
        ranges = (proposed(each, lever) for lever in LEVERS)
        workloads.append(replace(each, ranges=tuple(found for found in ranges if found is not None)))
    return replace(scenario, workloads=tuple(workloads))


def _per_month(scenario: Scenario, books: PriceBooks) -> Decimal | None:
    return estimate(scenario, books).per_month


def _asked(client: httpx.Client, address: str) -> httpx.Response:
    return client.get(address).raise_for_status()


def _total_price(usage: Usage) -> Decimal:
    return calc_price(usage, _MODEL, provider_id="openai").total_price


def answer_ms(address: str, calls: int) -> tuple[float, float]:
    """Medians of the health's answer, which computes nothing, and of an address of the same server, in ms."""
    host = address.split("/api/", maxsplit=1)[0]
    health, found = [], []
    with httpx.Client() as client:
        for call in range(calls):
            health.append(_timed(partial(_asked, client, f"{host}/healthz")))
            # Another volume each time, so that nothing can answer from memory.
            asked = address.replace("images=1000", f"images={1_000 + 7 * call}")
            found.append(_timed(partial(_asked, client, asked)))
    return median(health) / 1_000, median(found) / 1_000


def connected_ms(address: str, calls: int) -> tuple[float, float]:
    """Medians of the health's answer on a new connection each and on a kept one, in ms."""
    host = urlsplit(address).netloc

    def asked(connection: HTTPConnection) -> bytes:
        connection.request("GET", "/healthz")
        return connection.getresponse().read()

    def asked_anew() -> bytes:
        with closing(HTTPConnection(host)) as connection:
            return asked(connection)

    with closing(HTTPConnection(host)) as kept:
        times = [(_timed(asked_anew), _timed(partial(asked, kept))) for _ in range(calls)]
    new, again = (median(column) / 1_000 for column in zip(*times, strict=True))
    return new, again


def _in_turn(calls: int, scenario: Scenario, ours: Callable[[Scenario], object]) -> tuple[float, float]:
    price_calls, scenarios = [], []
    for call in range(calls):
        plan = varied(scenario, images=1_000 + 7 * call, prompt=100 + call)
        usage = Usage(input_tokens=1_600 + call, input_image_tokens=1_500, output_tokens=1_000 + 7 * call)
        price_calls.append(_timed(partial(_total_price, usage)))
        scenarios.append(_timed(partial(ours, plan)))
    return median(price_calls), median(scenarios)


def _timed(call: Callable[[], object]) -> float:
    begin = perf_counter_ns()
    if call() is None:
        raise RuntimeError("no price")
    return (perf_counter_ns() - begin) / 1_000
