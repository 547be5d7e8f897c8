"""The engine alone: a scenario and a comparison against one call of a general price library, in microseconds."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter_ns

from genai_prices import Usage, calc_price

from pricing.bill.estimate import estimate
from pricing.compare.table import compare
from pricing.prices import load
from pricing.scenario import link
from pricing.scenario.comparison import Comparison
from pricing.scenario.scenario import Scenario
from tests.making import varied

SERVICES = (
    "stability-ai", "gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest", "gpt-image-2",
    "gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "gpt-image-2.6-flare", "gpt-image-2.6-sunburst", "dall-e-3",
    "dall-e-2", "nova-canvas", "titan-image-v2", "azure-gpt-image-1", "azure-gpt-image-1-mini", "azure-gpt-image-1.5",
    "azure-gpt-image-2", "azure-gpt-image-2.5-flare", "azure-gpt-image-2.5-sunburst", "azure-dall-e-3",
    "flux-2-klein-4b", "flux-2-klein-9b", "flux-2-pro", "flux-2-pro-edit", "flux-2-max", "flux-2-flex",
    "flux-1.1-pro", "flux-1.1-pro-ultra", "flux-1-kontext-pro",
)  # fmt: skip
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


def _in_turn(calls: int, scenario: Scenario, ours: Callable[[Scenario], object]) -> tuple[float, float]:
    price_calls, scenarios = [], []
    for call in range(calls):
        plan = varied(scenario, images=1_000 + 7 * call, prompt=100 + call)
        usage = Usage(input_tokens=1_600 + call, input_image_tokens=1_500, output_tokens=1_000 + 7 * call)
        price_calls.append(_timed(lambda usage=usage: calc_price(usage, _MODEL, provider_id="openai").total_price))
        scenarios.append(_timed(lambda plan=plan: ours(plan)))
    return median(price_calls), median(scenarios)


def _timed(call: Callable[[], object]) -> float:
    begin = perf_counter_ns()
    if call() is None:
        raise RuntimeError("no price")
    return (perf_counter_ns() - begin) / 1_000
