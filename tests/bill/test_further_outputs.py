"""What a generation gives out beside its image, chosen qualities and surcharges: exact to the last digit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.placement import nearest_offered
from pricing.compare.switching import with_model
from pricing.decide.linear import cost_of_image
from pricing.prices.schema import Processing
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from tests.making import TODAY, shipped

PRICED = "2026-11-24"


def scenario(**texts: str) -> Scenario:
    reading = link.read({"v": "3", "prices": PRICED, **texts}.items(), shipped(), TODAY)
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def per_image(**texts: str) -> Decimal | None:
    return estimate(scenario(**texts), shipped()).per_image


@pytest.mark.parametrize(
    ("texts", "usd"),
    [
        ({"model": "gpt-image-2", "quality": "100-0-0", "prompt": "0", "partials": "3"}, "0.01488"),
        ({"model": "gpt-image-2.5-flare", "quality": "0-0-100", "prompt": "0", "buys": "low/medium/max"}, "0.21072"),
        (
            {
                "model": "gpt-image-1.5",
                "quality": "0-0-100",
                "size": "1536x1024",
                "refs": "1",
                "refsize": "1024x1536",
                "prompt": "34",
                "thinking": "335",
            },
            "0.20476",
        ),
        ({"model": "flux-1-kontext-pro", "refs": "1"}, "0.04"),
    ],
)
def test_figures_that_others_computed(texts: dict[str, str], usd: str) -> None:
    assert per_image(**texts) == Decimal(usd)


def test_a_surcharge_is_paid_on_the_list_price() -> None:
    for model in ("azure-gpt-image-2", "gpt-image-2"):
        listed, paid = per_image(model=model), per_image(model=model, discount="-10")
        assert listed is not None
        assert paid is not None
        assert Fraction(paid) == Fraction(listed) * Fraction(11, 10)


def test_each_part_is_a_line_at_its_rate() -> None:
    priced = estimate(scenario(model="gpt-image-1.5", thinking="335", partials="2", batch="50"), shipped())
    lines = {(line.component, line.processing) for line in priced.lines}
    assert {("text_output", "standard"), ("text_output", "batch"), ("partial_images", "standard")} <= lines
    assert ("partial_images", "batch") not in lines
    text = sum(line.quantity_per_day for line in priced.lines if line.component == "text_output")
    partial = sum(line.quantity_per_day for line in priced.lines if line.component == "partial_images")
    assert (text, partial) == (335 * 1000, 200 * 500)


def test_a_model_that_bills_no_text_and_streams_nothing_charges_neither() -> None:
    assert per_image(model="flux-2-pro", thinking="500", partials="3") == per_image(model="flux-2-pro")


def test_a_quality_that_is_not_bought_has_no_price() -> None:
    priced = estimate(scenario(buys="-/medium/high"), shipped())
    assert priced.per_image is None
    assert {gap.tier for gap in priced.bills[0].unpriced} == {"low"}


def test_choosing_a_model_counts_what_it_typically_gives_out() -> None:
    books = shipped()
    moved = with_model(scenario(buys="low/high/high"), 0, "gemini-3-pro-image", books, TODAY).workloads[0]
    assert (moved.thinking, moved.buys) == (677, ())
    back = with_model(scenario(model="gemini-3-pro-image", thinking="677"), 0, "gpt-image-2", books, TODAY)
    assert back.workloads[0].thinking == 0
    edits = scenario(model="gpt-image-2", refs="1")
    assert with_model(edits, 0, "gpt-image-1.5", books, TODAY).workloads[0].thinking == 335
    assert with_model(scenario(), 0, "gpt-image-1.5", books, TODAY).workloads[0].thinking == 0


def test_on_another_model_text_counts_only_where_it_counted_before() -> None:
    entry = shipped().listed["gemini-3-pro-image"]
    uncounted, counted = scenario().workloads[0], scenario(model="gemini-2.5-flash-image", thinking="1").workloads[0]
    assert nearest_offered(uncounted, entry).thinking == 0
    assert nearest_offered(counted, entry).thinking == 677


@settings(max_examples=60)
@given(
    model=st.sampled_from(["gpt-image-1.5", "gpt-image-2", "gpt-image-2.5-flare", "gemini-3-pro-image"]),
    thinking=st.integers(0, 20_000),
    partials=st.integers(0, 3),
    batch=st.integers(0, 100),
    discount=st.integers(-100, 90),
    tries=st.integers(1, 20),
)
def test_the_bill_is_linear_in_what_is_given_out(
    model: str, thinking: int, partials: int, batch: int, discount: int, tries: int
) -> None:
    shared = {"model": model, "batch": str(batch), "tries": str(tries)}
    texts = shared | {"thinking": str(thinking), "partials": str(partials), "discount": str(discount)}
    books = shipped()
    after, before = per_image(**texts), per_image(**shared)
    assert after is not None
    assert before is not None
    card = books.rate_card(model, scenario().prices)
    added = Fraction(0)
    sent = Fraction(batch, 100) if card.has_batch else Fraction(0)
    parts: list[tuple[Processing, Fraction]] = [("standard", 1 - sent), ("batch", sent)]
    for processing, part in parts:
        text = card.rate("text_output", "", None, processing) or card.rate("text_output")
        image = card.rate("image_output")
        added += part * thinking * Fraction(0 if text is None else text.amount) / 1_000_000
        if processing == "standard" and card.entry.partials is not None:
            assert image is not None
            added += part * partials * 100 * Fraction(image.amount) / 1_000_000
    assert Fraction(after) == (Fraction(before) + added * tries) * (1 - Fraction(discount, 100))
    plan = scenario(**texts)
    curve = cost_of_image(plan.workloads[0], plan, books).per_image({})
    assert float(curve[0]) == pytest.approx(float(after), rel=1e-12)
