"""Each notice appears when it should, and only then."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricing.bill.estimate import estimate
from pricing.explain.notices import notices
from pricing.prices import GuidePrices, PriceBooks, load
from pricing.scenario.mixes import Quality
from pricing.scenario.workload import Workload
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.making import LANDSCAPE, TINY, TODAY, changed, plan, price_folder, several, shipped, workload

GUIDE = GuidePrices()
GI1: dict[str, Any] = {"model": "gpt-image-1", "prices": dt.date(2026, 10, 14)}
ALL_TIERS = Quality(30, 50, 20)


def codes(books: PriceBooks, today: dt.date = TODAY, **changes: Any) -> list[str]:
    return [notice.code for notice in notices(estimate(plan(**changes), books), books, today)]


def message(books: PriceBooks, code: str, today: dt.date = TODAY, **changes: Any) -> str:
    found = {notice.code: words(notice.message) for notice in notices(estimate(plan(**changes), books), books, today)}
    return found[code]


EXPECTED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("nothing to say", {"model": "recraft-v3", "prompt": 0}, []),
    ("tokens of OpenAI's calculator", {}, []),
    ("shut down", GI1, ["model-shut-down", "successor"]),
    ("lives on", {"model": "azure-gpt-image-2", "start": Month(2026, 10)}, ["figures-derived", "stale"]),
    ("end without successor", {"model": "azure-gpt-image-1-mini"}, ["model-shutting-down", "figures-derived", "stale"]),
    ("fidelity ignored", {"refs": 1}, ["fidelity", "figures-derived"]),
    ("fidelity asked for, no references", {"fidelity": "high"}, []),
    ("fidelity offered", GI1 | {"refs": 1, "fidelity": "high"}, ["model-shut-down", "successor"]),
    ("no fidelity setting", {"model": "flux-2-pro", "refs": 1, "fidelity": "high"}, ["fidelity", "figures-derived"]),
    ("no fidelity setting wanted", {"model": "flux-2-pro", "refs": 1}, ["figures-derived"]),
    ("text given out", {"model": "gemini-3-pro-image"}, ["text-not-counted"]),
    ("text given out and counted", {"model": "gemini-3-pro-image", "thinking": 677}, ["figures-estimated"]),
    ("text of edits alone", {"model": "gpt-image-1.5", "months": 1}, []),
    ("text of an edit", {"model": "gpt-image-1.5", "months": 1, "refs": 1}, ["text-not-counted", "figures-derived"]),
    ("text that a model does not bill", {"model": "flux-2-pro", "thinking": 5}, ["text-not-priced"]),
    ("partial images", {"partials": 2}, []),
    ("partial images of a batch", {"partials": 2, "batch": 50}, ["partials-in-batch"]),
    ("partial images not known", {"model": "flux-2-pro", "partials": 1}, ["partials-not-known"]),
    ("batch offered", {"batch": 1}, []),
    ("batch not offered", {"model": "recraft-v3", "batch": "0.01"}, ["no-batch"]),
    (
        "batch not in the guide",
        {"model": "dall-e-3", "prices": GUIDE, "batch": 1},
        ["model-shut-down", "successor", "no-batch"],
    ),
    ("batch not yet", {"prices": dt.date(2026, 10, 13), "batch": 1}, ["no-batch"]),
    ("batch on its first day", {"prices": dt.date(2026, 10, 14), "batch": 1}, []),
    ("one quality, a mix", {"model": "recraft-v3", "quality": ALL_TIERS}, ["one-quality"]),
    ("one quality, one tier", {"model": "recraft-v3", "quality": Quality(0, 0, 100)}, []),
    ("a tier without a price", {"model": "grok-imagine-image-2.0", "quality": ALL_TIERS}, ["not-priced"]),
    (
        "two tiers without a price",
        {"model": "gpt-image-2.6-flare", "quality": ALL_TIERS},
        ["estimated-span", "figures-estimated", "figures-derived"],
    ),
    ("the tier with a price", {"model": "gpt-image-2.6-flare", "quality": Quality(0, 0, 100)}, ["figures-derived"]),
    ("a size without a price", {"model": "flux-2-flex", "size": LANDSCAPE}, ["not-priced"]),
    ("a size that cannot be made", {"size": Size(512, 512)}, ["not-made"]),
    ("a reseller's price", {"model": "krea-2-medium"}, ["figures-reseller"]),
    ("sources disagree", {"model": "foundry-flux-2-pro", "months": 1}, ["figures-conflicting"]),
    ("sources agree", {"model": "foundry-flux-2-flex", "months": 1}, []),
    ("no images, no shares of a bill", {"images": 0}, []),
    ("vendor prints another price", {"model": "gpt-image-1-mini", "months": 1}, ["figures-conflicting", "vendor-note"]),
    (
        "guide rounds the text",
        {"model": "gpt-image-1", "prices": GUIDE, "images": 100, "prompt": 150},
        ["model-shut-down", "successor", "guide-rounding"],
    ),
    ("guide's figures are whole cents", {"model": "gpt-image-1", "prices": GUIDE}, ["model-shut-down", "successor"]),
    ("guide's own service", {"model": "stability-ai", "prices": GUIDE}, []),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in EXPECTED], ids=[case[0] for case in EXPECTED])
def test_the_notices_of_a_plan(books: PriceBooks, changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(books, **changes) == expected


@pytest.mark.parametrize(
    ("months", "today", "expected"),
    [
        (1, dt.date(2026, 11, 30), []),
        (2, dt.date(2026, 11, 30), ["model-shutting-down", "successor"]),
        (2, dt.date(2026, 12, 1), ["model-shut-down", "successor"]),
        (36, dt.date(2027, 12, 1), ["model-shut-down", "successor"]),
    ],
)
def test_a_shutdown_within_the_plan(books: PriceBooks, months: int, today: dt.date, expected: list[str]) -> None:
    """GPT Image 1.5 ends on 2026-12-01; a plan of November alone does not meet that day."""
    found = codes(books, today, model="gpt-image-1.5", months=months, prices=dt.date(2026, 11, 24))
    assert [code for code in found if code != "stale"] == expected


def test_a_model_that_is_gone_is_named_even_if_the_plan_lies_before_its_end(books: PriceBooks) -> None:
    """A link kept from last year: its months are over, but so is the model."""
    assert "model-shut-down" in codes(books, **GI1, start=Month(2025, 6), months=12)


def test_a_shutdown_names_the_day_and_the_successor(books: PriceBooks) -> None:
    assert "23 Oct 2026" in message(books, "model-shut-down", **GI1)
    successor = message(books, "successor", **GI1)
    assert "GPT Image 2.6 Sunburst" in successor
    assert "no price" not in message(books, "successor", model="gemini-2.5-flash-image")


@pytest.mark.parametrize(("age", "expected"), [(0, False), (90, False), (91, True), (400, True)])
def test_a_price_is_stale_after_90_days(books: PriceBooks, age: int, expected: bool) -> None:
    """The rates of GPT Image 2 were read on 2026-10-01."""
    today = dt.date(2026, 10, 1) + dt.timedelta(days=age)
    assert ("stale" in codes(books, today, prices=dt.date(2026, 10, 1))) is expected
    if expected:
        assert f"{age} days" in message(books, "stale", today, prices=dt.date(2026, 10, 1))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-31", None),
        ("2026-05-01", None),
        ("2026-05-02", "The oldest price was read at least 91 days ago, in or before Jan 2026: "),
    ],
)
def test_a_price_of_an_unknown_day_is_stale_90_days_after_the_last_it_can_be(
    tmp_path: Path, today: str, expected: str | None
) -> None:
    """Read in January 2026 at the latest: 1 May is 90 days after its end."""
    text = changed(TINY, "read = 2026-01-05", 'read_by = "2026-01"')
    day = dt.date.fromisoformat(today)
    found = notices(
        estimate(plan(model="tiny", prices=dt.date(2026, 1, 1)), books := load(price_folder(tmp_path, maker=text))),
        books,
        day,
    )
    assert [words(notice.message)[: len(expected or "")] for notice in found if notice.code == "stale"] == (
        [expected] if expected else []
    )


DISPUTED = changed(
    TINY,
    'released = 2026-01-01, source = "page"',
    'released = 2026-01-01, shut_down = 2026-06-01, other_ends = [{ shut_down = 2026-09-01, source = "list" }], '
    'source = "page"',
).replace(
    "[rules.grid]",
    """[sources.list]
title = "Another list"
address = "https://example.org/list"
read = 2026-01-05

[rules.grid]""",
)


@pytest.mark.parametrize(
    ("today", "start", "code", "said"),
    [
        (dt.date(2026, 5, 31), 4, "", ""),
        (dt.date(2026, 5, 31), 6, "shutdown-disputed", "If the earliest is right, it ends within this plan."),
        (dt.date(2026, 6, 1), 4, "shutdown-disputed", "If the earliest is right, nobody can buy it any more."),
        (dt.date(2026, 8, 31), 4, "shutdown-disputed", "1 Jun 2026 (Price page) or 1 Sep 2026 (Another list)"),
        (dt.date(2026, 9, 1), 4, "model-shut-down", "Tiny was shut down on 1 Jun 2026"),
    ],
)
def test_an_end_on_which_sources_disagree_is_told_with_both_days(
    tmp_path: Path, today: dt.date, start: int, code: str, said: str
) -> None:
    """Until the last of the days has passed; then it is gone by every source."""
    books = load(price_folder(tmp_path, maker=DISPUTED))
    scenario = plan(model="tiny", prices=dt.date(2026, 3, 1), start=Month(2026, start), months=1)
    found = [notice for notice in notices(estimate(scenario, books), books, today) if notice.code != "stale"]
    assert [notice.code for notice in found] == ([code] if code else [])
    assert all(said in words(notice.message) for notice in found)


CLAIMED = DISPUTED.replace("shut_down = 2026-06-01, other_ends =", "claimed_ends =")
EARLIEST = DISPUTED.replace('shut_down = 2026-06-01, other_ends = [{ shut_down = 2026-09-01, source = "list" }]', "")
EARLIEST = EARLIEST.replace("2026-01-01, ,", "2026-01-01, earliest_end = 2026-09-01,")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (CLAIMED, "end-claimed", "no day on which Tiny ends. Claimed: 1 Sep 2026 (Another list). The plan goes on"),
        (EARLIEST, "end-earliest", "no day on which Tiny ends, only that it is 1 Sep 2026 at the earliest."),
    ],
)
@pytest.mark.parametrize(("start", "told"), [(8, False), (9, True), (12, True)])
def test_an_end_that_is_not_announced_is_told_and_not_counted(
    tmp_path: Path, text: str, code: str, said: str, start: int, told: bool
) -> None:
    """It is told once a month of the plan begins after it; every month counts on."""
    books = load(price_folder(tmp_path, maker=text))
    scenario = plan(model="tiny", prices=dt.date(2026, 3, 1), start=Month(2026, start), months=1)
    whole = estimate(scenario, books)
    found = [notice for notice in notices(whole, books, dt.date(2026, 12, 1)) if notice.code != "stale"]
    assert [notice.code for notice in found] == ([code] if told else [])
    assert all(said in words(notice.message) for notice in found)
    assert whole.ends is None


def test_the_oldest_price_of_the_bill_decides_on_staleness(books: PriceBooks) -> None:
    """Standard rates of GPT Image 2 were read on 2026-10-01, batch rates on 2026-10-14."""
    today = dt.date(2026, 10, 14) + dt.timedelta(days=90)
    found = {batch: "stale" in codes(books, today, batch=batch) for batch in (0, 1, 99, 100)}
    assert found == {0: True, 1: True, 99: True, 100: False}


def test_the_guide_is_never_stale_nor_a_plan_without_lines(books: PriceBooks) -> None:
    later = dt.date(2030, 1, 1)
    assert "stale" not in codes(books, later, model="gpt-image-1", prices=GUIDE)
    assert "stale" not in codes(books, later, model="ideogram-2.0", quality=Quality(0, 0, 100))


def test_the_share_of_the_bill_that_is_derived(books: PriceBooks) -> None:
    """100 prompt tokens are 0.9% of the bill, at rates that were transcribed."""
    assert message(books, "figures-derived", model="azure-gpt-image-2").startswith("99% ")
    assert message(books, "figures-derived", model="azure-gpt-image-2", prompt=0).startswith("100% ")


def test_an_estimate_says_between_what_the_month_lies(books: PriceBooks) -> None:
    """30,000 low squares at $0.01764 to $0.02352."""
    text = message(books, "estimated-span", model="gpt-image-2.6-flare", quality=Quality(100, 0, 0), prompt=0)
    assert "for low quality is an estimate" in text
    assert "$529.20 to $705.60" in text


def test_a_vendor_that_denies_batch_is_said_to(books: PriceBooks) -> None:
    high: dict[str, Any] = {"quality": Quality(0, 0, 100), "batch": 50}
    assert "does not support Batch" in message(books, "no-batch", model="gpt-image-2.6-flare", **high)
    assert "has no batch rates here" in message(books, "no-batch", model="recraft-v3", **high)


@pytest.mark.parametrize(
    ("size", "here", "there", "month"),
    [("512x512", "256", "1,024", "$422.16"), ("3024x4032", "1,536", "1,452", "$524.88"), ("1024x1024", "", "", "")],
)
def test_the_other_reading_of_a_reference_is_told_with_what_it_makes(
    books: PriceBooks, size: str, here: str, there: str, month: str
) -> None:
    """30,000 low squares of $0.00588, each with a reference at $8 per 1M tokens."""
    changes: dict[str, Any] = {"quality": Quality(100, 0, 0), "prompt": 0, "refs": "1", "refsize": Size.parse(size)}
    found = [code for code in codes(books, **changes) if code == "references-disputed"]
    assert bool(found) == bool(here)
    if here:
        text = message(books, "references-disputed", **changes)
        assert all(part in text for part in (f"{here} are counted here", f"they are {there}", month))


def test_the_guides_rounding_is_spelled_out(books: PriceBooks) -> None:
    shots: dict[str, Any] = {"model": "gpt-image-1", "prices": GUIDE, "images": 100, "prompt": 150, "refs": 1}
    text = message(books, "guide-rounding", **shots, quality=Quality(0, 0, 100))
    assert "$24.08 " in text
    assert "$722.40 " in text


def test_each_reason_is_given_once(books: PriceBooks) -> None:
    mixed = plan(model="dall-e-2", quality=ALL_TIERS, refs=1)
    found = [notice for notice in notices(estimate(mixed, books), books, TODAY) if notice.code == "not-priced"]
    assert len(found) == 1


def test_a_gap_in_the_prices_is_said(tmp_path: Path) -> None:
    books = load(price_folder(tmp_path, maker=changed(TINY, "read = 2026-01-05", "read = 2026-02-01")))
    february = dt.date(2026, 2, 15)
    assert codes(books, february, model="tiny", prices=february) == ["not-priced"]
    assert "15 Feb 2026" in message(books, "not-priced", february, model="tiny", prices=february)


# Several workloads


def of_several(*workloads: Workload, **terms: Any) -> list[tuple[str, str]]:
    return [
        (notice.code, words(notice.message))
        for notice in notices(estimate(several(*workloads, **terms), shipped()), shipped(), TODAY)
    ]


HEROES, THUMBS = workload(name="Hero images", prompt=0), workload(name="Thumbnails", prompt=0)


def test_a_notice_names_its_workload(books: PriceBooks) -> None:
    alone = message(books, "model-shut-down", model="gpt-image-1")
    found = dict(of_several(replace(HEROES, model="gpt-image-1"), THUMBS))
    assert found["model-shut-down"] == f"Hero images: {alone}"
    assert found["successor"].startswith("Hero images: The vendor names")


def test_an_equal_notice_of_several_is_given_once_with_their_names() -> None:
    icons = workload(name="Icons", model="recraft-v3", batch=1, prompt=0)
    assert of_several(icons, THUMBS, replace(icons, name="Covers")) == [
        (
            "no-batch",
            "Icons, Covers: Recraft V3 has no batch rates here on 24 Nov 2026: the batch share pays standard rates.",
        )
    ]


def test_the_life_of_every_model_comes_before_what_is_not_offered() -> None:
    unpriced = replace(THUMBS, model="dall-e-3", quality=Quality(100, 0, 0))
    found = of_several(replace(THUMBS, name="No batch", model="recraft-v3", batch=Decimal(1)), unpriced)
    assert [code for code, _ in found] == ["model-shut-down", "successor", "no-batch", "not-priced"]
    assert found[-1][1] == "Thumbnails: DALL-E 3 has no price here for low quality."


def test_shares_are_of_the_whole_bill(books: PriceBooks) -> None:
    """A derived figure of 100% of one workload is half of the bill of two that cost the same."""
    derived = replace(HEROES, model="azure-gpt-image-2")
    one = message(books, "figures-derived", model="azure-gpt-image-2", prompt=0)
    assert one.startswith("100% of the bill")
    found = dict(of_several(THUMBS, derived, start=Month(2026, 10)))
    costs = [found.per_month for found in estimate(several(derived, THUMBS), books).bills]
    assert costs[0] == costs[1]
    assert found["figures-derived"] == one.replace("100%", "50%")


def test_the_guides_rounding_is_of_each_workload() -> None:
    shots = replace(HEROES, model="gpt-image-1", images=100, prompt=150)
    found = [
        text
        for code, text in of_several(shots, replace(shots, name="Others", images=300), prices=GUIDE)
        if code == "guide-rounding"
    ]
    assert [text.split(":")[0] for text in found] == ["Hero images", "Others"]
