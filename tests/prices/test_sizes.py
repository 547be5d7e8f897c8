"""Sizes that can be made, those that cannot, the nearest, and how many models have a price for a size."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.bill.charges import NotMade, image
from pricing.bill.estimate import Estimate, estimate
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.sizes import nearest_made
from pricing.scenario.mixes import Quality
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.making import TODAY, plan, shipped, usd

GPT_IMAGE = [
    "gpt-image-2",
    "gpt-image-2.5-flare",
    "gpt-image-2.5-sunburst",
    "gpt-image-2.6-flare",
    "gpt-image-2.6-sunburst",
    "azure-gpt-image-2",
    "azure-gpt-image-2.5-flare",
    "azure-gpt-image-2.5-sunburst",
]
edges = st.integers(10, 16_384)


def billed(model: str, size: str, **changes: object) -> Estimate:
    changes = {"model": model, "size": Size.parse(size), "prompt": 0, "images": 1} | changes
    return estimate(plan(**changes), shipped())


@pytest.mark.parametrize("model", GPT_IMAGE)
@pytest.mark.parametrize(
    ("size", "limit"),
    [
        ("1024x640", None),
        ("1008x640", "pixels_least"),
        ("512x512", "pixels_least"),
        ("3840x2160", None),
        ("3840x2176", "pixels_most"),
        ("3840x3840", "pixels_most"),
        ("3856x2144", "edge_most"),
        ("2400x800", None),
        ("2416x800", "ratio_most"),
        ("3840x256", "ratio_most"),
        ("1920x1080", "edge_multiple"),
        ("1920x1088", None),
    ],
)
def test_the_limits_of_gpt_image(books: PriceBooks, model: str, size: str, limit: str | None) -> None:
    assert books.listed[model].facts.limits.broken(Size.parse(size)) == limit


@pytest.mark.parametrize(
    ("model", "size", "nearest"),
    [
        ("gpt-image-2", "512x512", "816x816"),
        ("gpt-image-2", "3840x3840", "2880x2880"),
        ("gpt-image-2", "1920x1080", "1920x1088"),
        ("gpt-image-1", "512x512", "1024x1024"),
        ("seedream-4.5", "1024x1024", "1920x1920"),
        ("krea-2-large", "1536x1024", "1248x832"),
        ("mai-image-2.5", "2048x2048", "1024x1024"),
    ],
)
def test_a_size_that_cannot_be_made_has_a_reason_and_the_nearest_that_can(model: str, size: str, nearest: str) -> None:
    whole = billed(model, size)
    (gap,) = whole.unpriced
    assert whole.per_month is None
    assert (gap.kind, str(gap.nearest)) == ("not made", nearest)
    assert gap.nearest_per_image == billed(model, nearest).per_image is not None
    assert f"cannot make {size}" in words(gap.reason)
    assert f"The nearest that it makes is {nearest}." in words(gap.reason)


def test_the_reason_names_the_limit_and_its_source() -> None:
    (gap,) = billed("gpt-image-2", "512x512").unpriced
    assert words(gap.reason) == (
        "GPT Image 2 cannot make 512x512: it makes no fewer than 655,360 pixels (Comfy node for GPT Image 2). The "
        "nearest that it makes is 816x816."
    )


@given(model=st.sampled_from(shipped().listed.priced), size=st.builds(Size, edges, edges))
def test_what_cannot_be_made_never_has_a_price_and_the_nearest_can_be_made(model: str, size: Size) -> None:
    books = shipped()
    entry = books.listed[model]
    if entry.facts.limits.broken(size) is None:
        assert nearest_made(entry.facts.limits, size) == size
        return
    quality = next(iter(entry.model.tiers.values()))
    with pytest.raises(NotMade):
        image(books.listed.rate_card(model, TODAY), quality, size, "standard")
    nearest = nearest_made(entry.facts.limits, size)
    assert nearest is None or entry.facts.limits.broken(nearest) is None


@pytest.mark.parametrize(
    ("model", "size", "per_image"),
    [
        ("recraft-v4.1", "1536x1024", "0.035"),
        ("ideogram-4.5", "1920x1080", "0.06"),
        ("stable-image-core", "1536x1024", "0.03"),
        ("qwen-image-2.0", "1536x1024", "0.035"),
        ("gemini-3-pro-image", "1248x832", "0.1344"),
        ("gemini-3-pro-image", "1536x1024", "0.1344"),
        ("gemini-3-pro-image", "2528x1696", "0.1344"),
        ("gemini-3-pro-image", "3840x2160", "0.24"),
        ("gemini-3.1-flash-image", "672x384", "0.04482"),
        ("gemini-3.1-flash-image", "1344x768", "0.0672"),
        ("gemini-3.1-flash-image", "1536x1024", "0.1008"),
        ("gemini-nano-banana-2.1", "1024x1024", "0.0336"),
        ("gemini-nano-banana-2.1", "1920x1080", "0.0504"),
        ("gemini-nano-banana-2.1", "5504x3072", "0.1134"),
        ("seedream-5.0-pro", "1536x1536", "0.045"),
        ("seedream-5.0-pro", "1632x1600", "0.09"),
        ("qwen-image-3.0-pro", "1500x1500", "0.04"),
        ("qwen-image-3.0-pro", "1504x1500", "0.075"),
        ("hy-image-3.5-preview", "1536x1024", "0.024"),
        ("hy-image-3.5-preview", "3840x2160", "0.032"),
        ("grok-imagine-image-2.0", "1536x1024", None),
        ("luma-uni-1", "1536x1024", None),
    ],
)
def test_a_size_has_the_price_of_its_class(model: str, size: str, per_image: str | None) -> None:
    found = billed(model, size).per_image
    assert found == (None if per_image is None else usd(per_image))


@pytest.mark.parametrize(("size", "least"), [("1024x1024", 128), ("1536x1024", 107), ("1920x1080", 109)])
def test_most_models_on_sale_have_a_price_for_a_size_or_are_known_not_to_make_it(size: str, least: int) -> None:
    found: Counter[str] = Counter()
    for model in shipped().listed.priced:
        entry = shipped().listed[model]
        if gone(entry.model.life.shut_down, TODAY):
            continue
        tier = next(iter(entry.model.tiers))
        whole = billed(
            model, size, quality=Quality(*(100 if name == tier else 0 for name in ("low", "medium", "high")))
        )
        kinds = {gap.kind for gap in whole.unpriced}
        found["unknown" if "not priced" in kinds else "not made" if kinds else "priced"] += 1
    assert found["priced"] + found["not made"] >= least, found
