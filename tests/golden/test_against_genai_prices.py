"""The bill against genai-prices, an independent price list and calculator: equal to the last digit.

Its traps: image tokens count in `output_tokens` and again in `output_image_tokens`, `input_tokens` is the total of
text and image, and its batch rates start on 2026-10-14.
"""

import datetime as dt
from decimal import Decimal
from typing import Any, get_args

import pytest
from genai_prices import Usage, calc_price
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.charges import cost_per_unit, image
from pricing.bill.estimate import estimate
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.base import Component
from pricing.prices.schema import Processing
from pricing.scenario.mixes import Quality
from pricing.values.size import Size
from tests.making import TODAY, plan, shipped, usd

KNOWN = {
    "gpt-image-1": ("openai", "gpt-image-1"),
    "gpt-image-1-mini": ("openai", "gpt-image-1-mini"),
    "gpt-image-1.5": ("openai", "gpt-image-1.5"),
    "chatgpt-image-latest": ("openai", "chatgpt-image-latest"),
    "gpt-image-2": ("openai", "gpt-image-2"),
    "gpt-image-2.5-flare": ("openai", "gpt-image-2.5-flare"),
    "gpt-image-2.5-sunburst": ("openai", "gpt-image-2.5-sunburst"),
    "gemini-2.5-flash-image": ("google", "gemini-2.5-flash-image"),
    "gemini-3-pro-image": ("google", "gemini-3-pro-image-preview"),
    "gemini-3.1-flash-image": ("google", "gemini-3.1-flash-image-preview"),
    "gemini-3.1-flash-lite-image": ("google", "gemini-3.1-flash-lite-image"),
    "gemini-nano-banana-2.1": ("google", "gemini-nano-banana-2.1"),
}
"""Id here -> provider and id there."""
BATCH_HERE = {"chatgpt-image-latest", "gemini-2.5-flash-image"}
"""The other list has no batch rate for these."""
EARLIER_HERE = {"gemini-3-pro-image"}
"""The first batch rate stands on a copy of the vendor's page that is older than the other list's."""
COMPARED: list[tuple[str, Processing]] = [
    (model, processing)
    for model in KNOWN
    for processing in get_args(Processing)
    if processing == "standard" or model not in BATCH_HERE
]
CACHED = [(model, processing) for model, processing in COMPARED if model.startswith(("gpt", "chatgpt"))]
TIERS = {"low": Quality(100, 0, 0), "medium": Quality(0, 100, 0), "high": Quality(0, 0, 100)}
MILLION = 1_000_000


def theirs(model: str, processing: Processing, tokens: dict[str, int], day: dt.date = TODAY) -> Decimal:
    provider, their_id = KNOWN[model]
    price = calc_price(
        Usage(**tokens),
        their_id,
        provider_id=provider,
        genai_request_timestamp=dt.datetime.combine(day, dt.time(12), dt.UTC),
        price_context={"processing": "batch"} if processing == "batch" else None,
    )
    assert price.model.id == their_id
    return price.total_price


def generation(text: int, image: int, out: int) -> dict[str, int]:
    return {"input_tokens": text + image, "input_image_tokens": image, "output_tokens": out, "output_image_tokens": out}


@st.composite
def cases(draw: st.DrawFn, model: str) -> dict[str, Any]:
    entry = shipped().listed[model]
    return {
        "tier": draw(st.sampled_from(sorted(TIERS))),
        "size": draw(st.sampled_from(entry.model.sizes)),
        "prompt": draw(st.integers(0, 32_000)),
        "refs": draw(st.integers(0, 16)) if entry.input_rule else 0,
        "refsize": draw(st.builds(Size, st.integers(10, 16_384), st.integers(10, 16_384))),
        "fidelity": draw(st.sampled_from(["low", "high"])),
        "images": draw(st.integers(1, 1_000_000)),
    }


@pytest.mark.parametrize(("model", "processing"), COMPARED)
@settings(max_examples=25)
@given(data=st.data())
def test_a_day_costs_the_same(model: str, processing: Processing, data: st.DataObject) -> None:
    """The token counts are the bill's own; every rate, and the arithmetic, is theirs."""
    case = data.draw(cases(model))
    tier = case.pop("tier")
    scenario = plan(model=model, quality=TIERS[tier], batch=100 if processing == "batch" else 0, **case)
    bill = estimate(scenario, shipped())
    images = case["images"]
    counts: dict[str, int] = {"text_input": 0, "image_input": 0, "image_output": 0}
    for line in bill.lines:
        assert line.processing == processing
        each = line.quantity_per_day / images
        assert each == int(each)
        counts[line.component] = int(each)
    assert counts["text_input"] == case["prompt"]
    assert (counts["image_input"] > 0) == (case["refs"] > 0)
    expected = theirs(model, processing, generation(*counts.values()))
    assert bill.per_image == expected
    assert bill.per_day == expected * images
    assert bill.per_month == expected * images * 30


@settings(max_examples=60)
@given(data=st.data(), model=st.sampled_from(sorted(set(KNOWN) - BATCH_HERE)), share=st.integers(0, 100))
def test_a_part_sent_through_batch_costs_the_same(data: st.DataObject, model: str, share: int) -> None:
    case = data.draw(cases(model)) | {"refs": 0}
    tier = case.pop("tier")
    bill = estimate(plan(model=model, quality=TIERS[tier], batch=share, **case), shipped())
    entry = shipped().listed[model]
    (output,) = image(shipped().rate_card(model, ListPrices(TODAY)), entry.model.tiers[tier], case["size"], "standard")
    usage = generation(case["prompt"], 0, int(output.quantity))
    standard, batch = theirs(model, "standard", usage), theirs(model, "batch", usage)
    assert bill.per_image == (standard * (100 - share) + batch * share) / 100


CACHED_PARTS: list[tuple[Component, dict[str, int]]] = [
    ("cached_text_input", {"input_tokens": MILLION, "cache_read_tokens": MILLION}),
    (
        "cached_image_input",
        {
            "input_tokens": MILLION,
            "input_image_tokens": MILLION,
            "cache_read_tokens": MILLION,
            "cache_image_read_tokens": MILLION,
        },
    ),
]


@pytest.mark.parametrize(("component", "usage"), CACHED_PARTS, ids=[name for name, _ in CACHED_PARTS])
@pytest.mark.parametrize(("model", "processing"), CACHED)
def test_cached_input_costs_the_same(
    books: PriceBooks, model: str, processing: Processing, component: Component, usage: dict[str, int]
) -> None:
    card = books.rate_card(model, ListPrices(TODAY))
    price = card.rate(component, processing=processing)
    assert price is not None
    assert cost_per_unit(card, price) * MILLION == theirs(model, processing, usage)


@pytest.mark.parametrize("model", sorted(set(KNOWN) - BATCH_HERE - EARLIER_HERE - {"gemini-nano-banana-2.1"}))
@pytest.mark.parametrize(("day", "saves"), [(dt.date(2026, 10, 13), False), (dt.date(2026, 10, 14), True)])
def test_batch_starts_on_the_same_day(books: PriceBooks, model: str, day: dt.date, saves: bool) -> None:
    usage = generation(100, 0, 1000)
    standard, batch = (theirs(model, processing, usage, day) for processing in ("standard", "batch"))
    assert (batch < standard) is saves
    assert books.rate_card(model, ListPrices(day)).has_batch is saves


PUBLISHED = [
    ("gpt-image-1", {"prompt": 0}, "0.04224"),
    ("gpt-image-1", {"prompt": 100}, "0.04274"),
    ("gpt-image-1", {"prompt": 100, "refs": 1}, "0.04468"),
    ("gpt-image-1", {"prompt": 100, "quality": TIERS["high"], "size": Size(1024, 1536)}, "0.2501"),
    ("gpt-image-1", {"prompt": 100, "batch": 100}, "0.02137"),
    ("gpt-image-1.5", {"prompt": 0}, "0.033792"),
    ("gpt-image-2", {"prompt": 0}, "0.05268"),
    ("gpt-image-2.5-flare", {"prompt": 0}, "0.01317"),
    ("gpt-image-1-mini", {"prompt": 0}, "0.008448"),
    ("gemini-3-pro-image", {"prompt": 0}, "0.1344"),
    ("gemini-2.5-flash-image", {"prompt": 0}, "0.0387"),
]


@pytest.mark.parametrize(("model", "changes", "amount"), PUBLISHED)
def test_figures_worked_out_by_hand(books: PriceBooks, model: str, changes: dict[str, Any], amount: str) -> None:
    """Written down here too, so that an update of both lists at once does not go unseen."""
    assert estimate(plan(model=model, **changes), books).per_image == usd(amount)


@pytest.mark.parametrize("model", ["dall-e-3", "gpt-image-2.6-flare", "gpt-image-2.6-sunburst"])
def test_models_they_do_not_know(model: str) -> None:
    """When this fails, the other list has caught up: add the model to `KNOWN`."""
    with pytest.raises(LookupError):
        calc_price(Usage(output_tokens=1), model, provider_id="openai")
