"""A feed held against a book: same, differs, newer, and what only one of them has."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricing.drift.feed_formats import PER_IMAGE, PER_MILLION, Feed, ModelEnd, Quote
from pricing.drift.report import Finding, Status, as_json, as_text, compared_with_book, settled_differences
from pricing.prices import PriceBook, load
from pricing.prices.aliases import _aliases, model_of
from pricing.values.size import Size
from tests.making import TINY, TODAY, changed, price_folder, shipped

SQUARE = Size(1024, 1024)


def tiny(folder: Path, text: str = TINY) -> PriceBook:
    return load(price_folder(folder, tiny=text)).listed


def quote(amount: str = "30", **changes: Any) -> Quote:
    """The rate of the tiny model, as a feed has it."""
    plain = Quote("openai/tiny", "image_output", Decimal(amount), PER_MILLION, "https://feed.example")
    return plain._replace(**changes)


def feed(*quotes: Quote, read: dt.date | None = None, ends: tuple[ModelEnd, ...] = ()) -> Feed:
    return Feed("feed", "1.2", read, quotes, ends)


def only(found: list[Finding]) -> Finding:
    (finding,) = found
    return finding


def test_the_same_price_with_both_sources(tmp_path: Path) -> None:
    assert only(compared_with_book(feed(quote()), tiny(tmp_path), TODAY)) == Finding(
        Status.SAME,
        "feed 1.2",
        "tiny",
        "image output",
        PER_MILLION,
        "30",
        "30",
        "https://example.org/prices",
        "2026-01-05",
        "https://feed.example",
        "",
    )


@pytest.mark.parametrize(
    ("amount", "kind"),
    [
        ("30.0", Status.SAME),
        ("3E+1", Status.SAME),
        ("30.01", Status.DIFFERS),
        ("29.99", Status.DIFFERS),
        ("31", Status.DIFFERS),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(tmp_path: Path, amount: str, kind: Status) -> None:
    assert only(compared_with_book(feed(quote(amount)), tiny(tmp_path), TODAY)).kind is kind


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [
        ("0.625", "0.63", Status.SAME),
        ("0.63", "0.625", Status.SAME),
        ("0.0387", "0.039", Status.SAME),
        ("0.125", "0.13", Status.DIFFERS),
        ("0.0387", "0.0388", Status.DIFFERS),
        ("30.25", "30", Status.DIFFERS),
    ],
)
def test_a_rounded_amount_is_the_same_where_that_moves_it_little(
    tmp_path: Path, here: str, there: str, kind: Status
) -> None:
    book = tiny(tmp_path, changed(TINY, 'amount = "30"', f'amount = "{here}"'))
    assert only(compared_with_book(feed(quote(there)), book, TODAY)).kind is kind


@pytest.mark.parametrize(
    ("since", "read", "kind"),
    [
        (None, None, Status.DIFFERS),
        (dt.date(2026, 1, 5), None, Status.DIFFERS),
        (dt.date(2026, 1, 6), None, Status.NEWER),
        (None, dt.date(2026, 1, 6), Status.NEWER),
        (dt.date(2025, 1, 1), dt.date(2026, 9, 1), Status.DIFFERS),
    ],
)
def test_a_feed_of_a_later_day_may_know_a_change(
    tmp_path: Path, since: dt.date | None, read: dt.date | None, kind: Status
) -> None:
    assert only(compared_with_book(feed(quote("31", since=since), read=read), tiny(tmp_path), TODAY)).kind is kind


@pytest.mark.parametrize(("day", "here"), [(dt.date(2026, 1, 31), "40"), (dt.date(2026, 3, 1), "30")])
def test_prices_of_the_day_asked_for(tmp_path: Path, day: dt.date, here: str) -> None:
    assert only(compared_with_book(feed(quote("35")), tiny(tmp_path), day)).here == here


def test_what_an_image_costs_is_held_against_what_is_printed(tmp_path: Path) -> None:
    rate, image = quote(), quote("0.05", unit=PER_IMAGE, tier="standard", size=SQUARE)
    found = compared_with_book(feed(rate, image), tiny(tmp_path), TODAY)
    assert [(each.kind, each.what, each.here, each.there) for each in found] == [
        (Status.SAME, "image output", "30", "30"),
        (Status.DIFFERS, "image output, standard, 1024x1024", "0.04", "0.05"),
    ]


def test_what_only_the_feed_has(tmp_path: Path) -> None:
    found = compared_with_book(
        feed(quote(), quote("15", processing="batch"), quote(model="openai/huge"), quote(model="maker/tiny")),
        tiny(tmp_path),
        TODAY,
    )
    assert [(each.kind, each.model, each.what, each.there) for each in found[1:]] == [
        (Status.MISSING_HERE, "tiny", "image output, batch", "15"),
        (Status.MISSING_HERE, "openai/huge", "model", None),
        (Status.MISSING_HERE, "maker/tiny", "model", None),
    ]


OTHERS = """
[[models]]
id = "small"
name = "Small"
service = "Tiny"
billing = "image"
tiers = { low = "standard" }
life = { released = 2026-01-01, source = "page" }

[[models.prices]]
component = "image_output"
amount = "0.04"
unit = "USD per image"
from = 2026-01-01
source = "page"
confidence = "official"

[[models]]
id = "gone"
name = "Gone"
service = "Tiny"
billing = "image"
tiers = { low = "standard" }
life = { released = 2026-01-01, shut_down = 2026-11-01, source = "page" }

[[models.prices]]
component = "image_output"
amount = "0.04"
unit = "USD per image"
from = 2026-01-01
source = "page"
confidence = "official"
"""


def test_what_only_the_book_has_of_a_vendor_that_the_feed_has(tmp_path: Path) -> None:
    text = f"""{TINY}
[[models.prices]]
component = "text_input"
amount = "5"
unit = "USD per 1M tokens"
from = 2026-01-01
source = "page"
confidence = "official"
{OTHERS}"""
    found = compared_with_book(feed(quote()), tiny(tmp_path, text), TODAY)
    assert [(each.kind, each.model, each.what, each.here) for each in found[1:]] == [
        (Status.MISSING_THERE, "tiny", "text input", "5"),
        (Status.MISSING_THERE, "small", "model", None),
    ]
    assert not compared_with_book(feed(), tiny(tmp_path / "again", text), TODAY)


def test_ends_of_models(tmp_path: Path) -> None:
    day = dt.date(2027, 1, 1)
    ends = (ModelEnd("openai/tiny", day, "https://feed.example/ends"), ModelEnd("openai/huge", day, ""))
    finding = compared_with_book(feed(quote(), ends=ends), tiny(tmp_path), TODAY)[1]
    assert (finding.kind, finding.model, finding.what) == (Status.MISSING_HERE, "tiny", "shut down")
    life = "life = { released = 2026-01-01, shut_down = 2027-01-01"
    book = tiny(tmp_path / "ends", changed(TINY, "life = { released = 2026-01-01", life))
    assert {each.kind for each in compared_with_book(feed(quote(), ends=ends), book, TODAY)} == {Status.SAME}
    later = (ends[0]._replace(day=dt.date(2027, 1, 2)),)
    finding = compared_with_book(feed(quote(), ends=later), book, TODAY)[1]
    assert (finding.kind, finding.here, finding.there) == (Status.DIFFERS, "2027-01-01", "2027-01-02")


def test_credits_and_first_megapixels_are_in_the_unit_of_the_feed() -> None:
    book = shipped().listed
    found = compared_with_book(
        feed(
            quote("0.065", model="stability/sd3.5-large", unit=PER_IMAGE),
            quote("0.04", model="black_forest_labs/flux-pro-1.1", unit=PER_IMAGE),
        ),
        book,
        TODAY,
    )
    assert [(each.kind, each.model) for each in found if each.there is not None] == [
        (Status.SAME, "sd-3.5-large"),
        (Status.SAME, "flux-1.1-pro"),
    ]


def test_every_alias_is_a_model_of_the_book() -> None:
    book = shipped().listed
    assert set(_aliases().models.values()) <= set(book.entries)
    assert model_of("openai/gpt-image-2-2026-04-21", book) == "gpt-image-2"
    assert model_of("azure/gpt-image-2", book) == "azure-gpt-image-2"
    assert model_of("azure/gpt-image-2 data zone", book) is None
    assert model_of("fal_ai/gpt-image-2", book) == "gpt-image-2"
    assert model_of("some_seller/gpt-image-2", book) is None


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("azure_ai/gpt-image-2", "azure-gpt-image-2"),
        ("azure_ai/flux.2-pro", "foundry-flux-2-pro"),
        ("azure_ai/MAI-Image-2.5-Pro", "mai-image-2.5-pro"),
        ("gemini/gemini-3-pro-image-preview", "gemini-3-pro-image"),
        ("google/gemini-2.5-flash-image-preview", "gemini-2.5-flash-image"),
        ("vertex_ai/imagen-4.0-generate-001", "imagen-4"),
        ("vertex_ai/gemini-3.1-flash-image-preview", "vertex-gemini-3.1-flash-image"),
        ("vertex_ai-language-models/vertex_ai/gemini-nano-banana-2.1", "vertex-nano-banana-2.1"),
        ("vertex/gemini-3-pro-image", "vertex-gemini-3-pro-image"),
        ("fal_ai/gpt-image-2", "gpt-image-2"),
        ("fal_ai/openai/gpt-image-2.5/flare/text-to-image", "gpt-image-2.5-flare"),
        ("fal_ai/fal-ai/flux/schnell", "fal-flux-1-schnell"),
        ("amazon.nova-canvas-v1:0", "nova-canvas"),
        ("stability.sd3-5-large-v1:0", "bedrock-sd-3.5-large"),
        ("dashscope/qwen-image-3.0-pro", "qwen-image-3.0-pro"),
        ("tencent/seedream-v5.0-lite", "seedream-5.0-lite"),
        ("fireworks_ai/accounts/fireworks/models/flux-1-schnell-fp8", "fireworks-flux-1-schnell"),
        ("xai/grok-imagine-image-quality-latest", "grok-imagine-image-quality"),
        ("openai/chatgpt-image-latest", "chatgpt-image-latest"),
        ("openai/gpt-image-9-preview", None),
    ],
)
def test_names_as_bills_and_price_lists_write_them(name: str, model: str | None) -> None:
    assert model_of(name, shipped().listed) == model


def test_lines_for_people_have_what_moved_last_and_count_all(tmp_path: Path) -> None:
    book = tiny(tmp_path)
    found = compared_with_book(feed(quote("31"), quote("30"), quote(model="openai/huge")), book, TODAY)
    shown = as_text(found, everything=False).splitlines()
    assert shown == [
        "missing here: openai/huge, in feed 1.2 (https://feed.example)",
        "differs: tiny, image output: 30 here (https://example.org/prices, 2026-01-05), "
        "31 in feed 1.2 (https://feed.example); USD per 1M tokens",
        "1 same, 0 settled, 1 missing here, 0 missing there, 1 differs, 0 newer",
    ]
    assert as_text(found, everything=True).startswith("same: tiny, image output: 30 here")
    data = json.loads(as_json(found))
    assert data["counts"] == {"same": 1, "settled": 0, "missing here": 1, "missing there": 0, "differs": 1, "newer": 0}
    assert [each["kind"] for each in data["findings"]] == ["same", "missing here", "differs"]
    assert data["findings"][2]["there"] == "31"


def test_a_difference_that_was_looked_into_is_settled_with_its_reason() -> None:
    quotes = [("azure/dall-e-3", "0.044"), ("azure/dall-e-3", "0.05")]
    made = [
        Quote(model, "image_output", Decimal(usd), PER_IMAGE, "feed", tier="standard", size=SQUARE)
        for model, usd in quotes
    ]
    found = compared_with_book(feed(*made), shipped().listed, dt.date(2026, 5, 1))
    told = {finding.there: (finding.kind, finding.reason) for finding in found if finding.there}
    assert told["0.044"][0] is Status.SETTLED
    assert "Regional" in told["0.044"][1]
    assert told["0.05"] == (Status.DIFFERS, "")


def test_every_settled_difference_has_a_reason_and_covers_what_it_names() -> None:
    for known in settled_differences():
        finding = Finding(Status.DIFFERS, "feed", known.models[0], known.what, there=(*known.there, None)[0])
        assert known.covers(finding)
        assert not known.covers(finding._replace(model="something-else"))
        assert not known.there or not known.covers(finding._replace(there="99"))


def test_no_settled_difference_covers_a_name_that_it_does_not_write_out() -> None:
    """A new model of a seller is new, whatever was settled of its others."""
    assert not any("*" in model for known in settled_differences() for model in known.models)
    assert all(known.there or known.what == "model" for known in settled_differences())


@pytest.mark.parametrize(
    ("amount", "kind"),
    [("0.05268", Status.SAME), ("0.0527", Status.SAME), ("0.053", Status.SAME), ("0.051", Status.DIFFERS)],
)
def test_an_amount_an_image_is_held_against_the_tokens_of_it(amount: str, kind: Status) -> None:
    """A medium square of GPT Image 2 takes 1,756 tokens at $30 per 1M: a feed may round that, up or half up."""
    one = Quote("azure/gpt-image-2", "image_output", Decimal(amount), PER_IMAGE, "feed", tier="medium", size=SQUARE)
    found = compared_with_book(feed(one), shipped().listed, TODAY)
    assert next(finding.kind for finding in found if finding.there == amount) is kind


def test_a_rate_that_was_converted_is_the_same(tmp_path: Path) -> None:
    assert only(compared_with_book(feed(quote("29.99997")), tiny(tmp_path), TODAY)).kind is Status.SAME
