"""Prices by the started megapixel, the step and the tile, and reference images by the piece."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.quantities import started, tiles
from pricing.prices import PriceBooks, load
from pricing.scenario.mixes import Quality
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.making import TINY, changed, plan, price, price_folder, shipped, usd

MEGAPIXEL = 1_048_576
edges = st.integers(64, 4_000)
sizes = st.builds(Size, edges, edges)


def billed(model: str, size: str = "1024x1024", **changes: object) -> Estimate:
    return estimate(plan(**{"model": model, "size": Size.parse(size), "prompt": 0, "images": 1} | changes), shipped())


# FLUX.2


@pytest.mark.parametrize(
    ("model", "one", "two", "four"),
    [
        ("flux-2-pro", "0.03", "0.045", "0.075"),
        ("flux-2-max", "0.07", "0.10", "0.16"),
        ("flux-2-klein-4b", "0.014", "0.015", "0.017"),
    ],
)
def test_the_printed_prices_of_flux_2(model: str, one: str, two: str, four: str) -> None:
    found = [billed(model, size).per_image for size in ("1024x1024", "2048x1024", "2048x2048")]
    assert found == [usd(one), usd(two), usd(four)]


@pytest.mark.parametrize(
    ("size", "usd_an_image"),
    [
        ("512x512", "0.03"),
        ("1024x1024", "0.03"),
        ("1025x1024", "0.045"),
        ("2048x1024", "0.045"),
        ("2048x1025", "0.06"),
        ("1536x2048", "0.06"),
        ("2047x2048", "0.075"),
        ("4096x1024", "0.075"),
    ],
)
def test_a_started_megapixel_is_paid_whole(size: str, usd_an_image: str) -> None:
    assert billed("flux-2-pro", size).per_image == usd(usd_an_image)


def test_the_lines_say_what_is_paid_for() -> None:
    bill = billed("flux-2-pro", "2048x2048", images=10)
    assert [(line.component, line.quantity_per_day, line.unit, line.price.amount) for line in bill.lines] == [
        ("image_output", 10, "first megapixels", usd("0.03")),
        ("further_megapixels", 30, "further megapixels", usd("0.015")),
    ]
    assert [line.price.unit for line in bill.lines] == ["USD per first megapixel", "USD per further megapixel"]
    assert [line.component for line in billed("flux-2-pro").lines] == ["image_output"]


def test_above_four_megapixels_it_makes_none() -> None:
    bill = billed("flux-2-pro", "2049x2048")
    assert bill.per_image is None
    assert words(bill.unpriced[0].reason).startswith(
        "FLUX.2 pro cannot make 2049x2048: it makes no more than 4,194,304 pixels (Black Forest Labs: API skill, "
    )


@pytest.mark.parametrize("model", ["flux-2-klein-9b", "flux-2-flex"])
def test_without_a_price_of_further_megapixels_there_is_one_size(model: str) -> None:
    assert billed(model).per_image is not None
    assert billed(model, "2048x2048").per_image is None


@pytest.mark.parametrize(
    ("model", "day", "size", "per_image"),
    [
        ("flux-2-pro", "2025-11-25", "1024x1024", "0.03"),
        ("flux-2-pro", "2026-08-20", "2048x2048", None),
        ("flux-2-pro", "2026-08-21", "2048x2048", "0.075"),
        ("flux-2-flex", "2025-11-25", "1024x1024", "0.06"),
        ("flux-2-flex", "2026-02-28", "1024x1024", "0.06"),
        ("flux-2-flex", "2026-03-01", "1024x1024", "0.05"),
        ("flux-3-image", "2026-10-01", "4096x4096", "0.607"),
    ],
)
def test_both_sides_of_a_first_day(model: str, day: str, size: str, per_image: str | None) -> None:
    found = billed(model, size, prices=dt.date.fromisoformat(day)).per_image
    assert found == (None if per_image is None else usd(per_image))


@pytest.mark.parametrize(
    ("refs", "refsize", "made", "edited"),
    [
        ("0", "1024x1024", "0.03", "0.045"),
        ("0.5", "1024x1024", "0.0375", "0.045"),
        ("1", "1024x1024", "0.045", "0.045"),
        ("1", "1025x1024", "0.06", "0.06"),
        ("3", "512x512", "0.075", "0.075"),
    ],
)
def test_reference_images_of_flux_2_pro(refs: str, refsize: str, made: str, edited: str) -> None:
    """An edit is an image with one reference of a megapixel; each further megapixel is paid for."""
    changes: dict[str, Any] = {"refs": usd(refs), "refsize": Size.parse(refsize)}
    assert billed("flux-2-pro", **changes).per_image == usd(made)
    assert billed("flux-2-pro-edit", **changes).per_image == usd(edited)


# Hosted open models


@pytest.mark.parametrize(
    ("model", "usd_an_image", "lines"),
    [
        ("cloudflare-flux-1-schnell", "0.0006336", [("steps", 4), ("tiles", 4)]),
        ("fireworks-flux-1-schnell", "0.0014", [("steps", 4)]),
        ("fireworks-flux-1-dev", "0.014", [("steps", 28)]),
        ("together-flux-1-schnell", "0.0027", [("images", 1)]),
        ("replicate-flux-1-dev", "0.025", [("images", 1)]),
        ("siliconflow-flux-1-schnell", "0.0014", [("images", 1)]),
    ],
)
def test_hosted_open_models(model: str, usd_an_image: str, lines: list[tuple[str, int]]) -> None:
    bill = billed(model)
    assert bill.per_image == usd(usd_an_image)
    assert [(line.unit, line.quantity_per_day) for line in bill.lines] == lines
    assert billed(model, "512x512").per_image is None


# GPT Image 2.6


@pytest.mark.parametrize(
    ("size", "per_image"), [("1024x1024", "0.05268"), ("1536x1024", "0.04116"), ("3840x2160", "0.10008")]
)
def test_gpt_image_2_6_from_high_up_is_billed_as_2_5(size: str, per_image: str) -> None:
    high = Quality(0, 0, 100)
    for model in ("gpt-image-2.6-flare", "gpt-image-2.6-sunburst", "gpt-image-2.5-flare"):
        assert billed(model, size, quality=high).per_image == usd(per_image)
    (line,) = billed("gpt-image-2.6-flare", size, quality=high).lines
    assert line.confidence == "derived"


@pytest.mark.parametrize("model", ["gpt-image-2.6-flare", "gpt-image-2.6-sunburst"])
@pytest.mark.parametrize(
    ("quality", "size", "per_image", "span"),
    [
        (Quality(100, 0, 0), "1024x1024", "0.02058", ("0.01764", "0.02352")),
        (Quality(0, 100, 0), "1024x1024", "0.046095", ("0.03951", "0.05268")),
        (Quality(100, 0, 0), "1536x1024", "0.01992", ("0.01422", "0.01992")),
        (Quality(50, 0, 50), "1024x1024", "0.03663", ("0.03516", "0.0381")),
    ],
)
def test_gpt_image_2_6_below_high_is_an_estimate_with_a_range(
    model: str, quality: Quality, size: str, per_image: str, span: tuple[str, str]
) -> None:
    """Three to four times the tokens of 2.5, billed at the middle; a size that was measured by its measurement."""
    (bill,) = billed(model, size, quality=quality).bills
    assert bill.per_image == usd(per_image)
    assert bill.span_per_image == (usd(span[0]), usd(span[1]))
    assert bill.lines[0].confidence == "estimated"


def test_what_is_known_has_no_range() -> None:
    (bill,) = billed("gpt-image-2.6-flare", quality=Quality(0, 0, 100)).bills
    assert bill.span_per_image is None


# The arithmetic


@given(size=sizes)
def test_started_megapixels_cover_the_image_and_no_more(size: Size) -> None:
    count = started(size, MEGAPIXEL)
    assert (count - 1) * MEGAPIXEL < size.pixels <= count * MEGAPIXEL
    assert started(Size(size.height, size.width), MEGAPIXEL) == count


@given(size=sizes, edge=st.integers(1, 1024))
def test_tiles_cover_the_image_and_no_row_or_column_is_idle(size: Size, edge: int) -> None:
    count = tiles(size, edge)
    assert count * edge**2 >= size.pixels
    assert count == tiles(Size(size.height, size.width), edge)
    across = tiles(Size(size.width, edge), edge)
    assert (across - 1) * edge < size.width <= across * edge


@settings(max_examples=60)
@given(one=sizes, other=sizes)
def test_more_pixels_never_cost_less(one: Size, other: Size) -> None:
    small, large = sorted([one, other], key=lambda size: size.pixels)
    found = [billed("flux-2-pro", str(size)).per_image for size in (small, large)]
    assert found[1] is None or (found[0] is not None and found[0] <= found[1])


@settings(max_examples=60)
@given(refs=st.decimals(0, 16, places=4), refsize=sizes)
def test_what_is_included_is_taken_off_once(refs: Decimal, refsize: Size) -> None:
    """References of an edit cost those of an image less one megapixel, and never less than nothing."""
    changes: dict[str, Any] = {"refs": refs, "refsize": refsize}
    made, edited = (billed(model, **changes).per_image for model in ("flux-2-pro", "flux-2-pro-edit"))
    assert made is not None
    assert edited == max(made, usd("0.045"))


# References by the piece

REFERENCES = """
[rules.references]
kind = "images"
included = 1
source = "page"
confidence = "official"

[rules.grid]"""
PIECES = changed(changed(TINY, "life =", 'input_rule = "references"\nlife ='), "[rules.grid]", REFERENCES)


@pytest.mark.parametrize(("refs", "per_image"), [(0, "0.03"), (1, "0.03"), (2, "0.033"), (5, "0.042")])
def test_the_first_reference_is_free(tmp_path: Path, refs: int, per_image: str) -> None:
    rate = price("image_input", "0.003", unit="USD per image")
    text = changed(PIECES, "[[models.printed]]", rate + "[[models.printed]]")
    books = load(price_folder(tmp_path, maker=text))
    bill = estimate(plan(model="tiny", prices=dt.date(2026, 3, 1), refs=refs, prompt=0), books)
    assert bill.per_image == usd(per_image)


def test_a_piece_needs_its_price(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"maker\.toml: model tiny: prices: rule 'references' needs .* image_input"):
        load(price_folder(tmp_path, maker=PIECES))


def test_azure_s_own_first_days(books: PriceBooks) -> None:
    first = {
        key: books.listed[f"azure-{key}"].first_priced.isoformat()
        for key in ("gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "dall-e-3", "dall-e-3-regional")
    }
    assert first == {
        "gpt-image-1": "2025-04-01",
        "gpt-image-1-mini": "2025-10-01",
        "gpt-image-1.5": "2025-12-16",
        "gpt-image-2": "2026-05-01",
        "dall-e-3": "2025-03-01",
        "dall-e-3-regional": "2025-09-01",
    }


@pytest.mark.parametrize(
    ("model", "refs", "per_image"),
    [
        ("flux-1-kontext-pro", 1, "0.04"),
        ("flux-1-kontext-pro", "0.5", "0.04"),
        ("flux-1-kontext-pro", "1.5", None),
        ("flux-1-fill-pro", 1, "0.05"),
        ("flux-2-max", 1, "0.07"),
        ("ideogram-3.0-character", 1, "0.15"),
        ("recraft-v3", 1, "0.04"),
        ("seedream-4.0", 3, "0.03"),
        ("seedream-5.5", 2, "0.036"),
    ],
)
def test_a_model_that_edits_includes_the_image_it_edits(model: str, refs: object, per_image: str | None) -> None:
    whole = billed(model, refs=refs)
    assert whole.per_image == (None if per_image is None else usd(per_image))
    if per_image is None:
        (gap,) = whole.unpriced
        assert words(gap.reason) == (
            "FLUX.1 Kontext pro: its price includes 1 reference image; what further ones cost is not in our sources."
        )
