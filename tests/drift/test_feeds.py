"""Feeds as files: what each format says, and what is refused."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricing.drift import feeds
from pricing.drift.feed_formats import Feed
from pricing.drift.feeds import FeedError, read_feed
from tests.drift.feeds import AZURE, CALCULATOR, GENAI_PRICES, LITELLM, wheel, written
from tests.making import TODAY

Row = tuple[str, str, str, str, str, str]


def rows(feed: Feed) -> set[Row]:
    """Model, component, quality, size, processing and amount of each price."""
    return {
        (each.model, each.component, each.tier, str(each.size or ""), each.processing, f"{each.amount:f}")
        for each in feed.quotes
    }


def test_genai_prices_are_read_and_never_run(tmp_path: Path) -> None:
    feed = read_feed(wheel(tmp_path, "genai_prices", "0.2.3", genai_prices__data_py=GENAI_PRICES), TODAY)
    assert (feed.title, feed.read) == ("genai-prices 0.2.3", None)
    assert rows(feed) == {
        ("openai/gpt-image-2", "text_input", "", "", "standard", "5"),
        ("openai/gpt-image-2", "cached_text_input", "", "", "standard", "1.25"),
        ("openai/gpt-image-2", "image_input", "", "", "standard", "8"),
        ("openai/gpt-image-2", "image_output", "", "", "standard", "31"),
        ("openai/gpt-image-2", "cached_text_input", "", "", "batch", "0.63"),
        ("openai/gpt-image-2", "image_output", "", "", "batch", "15"),
        ("google/gemini-3-pro-image-preview", "text_output", "", "", "standard", "12"),
        ("google/gemini-3-pro-image-preview", "image_output", "", "", "standard", "120"),
    }
    assert {each.source for each in feed.quotes} == {"https://openai.example/pricing", ""}
    assert {each.since for each in feed.quotes if each.processing == "batch"} == {dt.date(2026, 10, 14)}


@pytest.mark.parametrize(("day", "amount"), [(dt.date(2026, 1, 4), 90), (dt.date(2026, 1, 5), 120)])
def test_genai_prices_of_a_day(tmp_path: Path, day: dt.date, amount: int) -> None:
    feed = read_feed(written(tmp_path / "data.py", GENAI_PRICES), day)
    found = [each.amount for each in feed.quotes if (each.model[:6], each.component) == ("google", "image_output")]
    assert found == [Decimal(amount)]


def test_a_batch_rate_that_has_not_begun_is_left_out(tmp_path: Path) -> None:
    feed = read_feed(written(tmp_path / "data.py", GENAI_PRICES), dt.date(2026, 10, 13))
    assert {each.processing for each in feed.quotes} == {"standard"}


def test_litellm_in_its_units(tmp_path: Path) -> None:
    feed = read_feed(
        wheel(tmp_path, "litellm", "1.110.2", litellm__model_prices_and_context_window_backup_json=LITELLM), TODAY
    )
    assert (feed.title, feed.read) == ("litellm 1.110.2", None)
    assert rows(feed) == {
        ("openai/gpt-image-2", "text_input", "", "", "standard", "5"),
        ("openai/gpt-image-2", "cached_text_input", "", "", "standard", "1.25"),
        ("openai/gpt-image-2", "image_input", "", "", "standard", "8"),
        ("openai/gpt-image-2", "image_output", "", "", "standard", "30"),
        ("openai/gpt-image-2", "image_output", "", "", "batch", "15"),
        ("openai/gpt-image-2-2026-04-21", "image_output", "", "", "standard", "30"),
        ("openai/gpt-image-1.5", "image_output", "high", "1024x1536", "standard", "0.2"),
        ("azure/dall-e-3", "image_output", "hd", "1024x1024", "standard", "0.08"),
        ("gemini/gemini-3.1-flash-image", "image_output", "", "", "standard", "60"),
        ("gemini/gemini-3.1-flash-image", "image_output", "", "", "standard", "0.0672"),
        ("xai/grok-imagine-image-2.0", "image_output", "", "1024x1024", "standard", "0.04"),
        ("xai/grok-imagine-image-2.0", "image_output", "", "2048x2048", "standard", "0.06"),
        ("stability/sd3.5-large", "image_output", "", "", "standard", "0.065"),
        ("fal_ai/dreams", "image_output", "", "", "standard", "0.01"),
    }
    (end,) = feed.ends
    assert (end.model, end.day) == ("openai/gpt-image-2", dt.date(2027, 10, 21))
    assert end.source == "https://openai.example/ends"


def test_azure_meters(tmp_path: Path) -> None:
    feed = read_feed(
        wheel(tmp_path, "azure_genai_prices", "0.2.0", azure_genai_prices__data__snapshot_json=AZURE), TODAY
    )
    assert (feed.title, feed.read) == ("azure-genai-prices 0.2.0", dt.date(2026, 8, 11))
    assert rows(feed) == {
        ("azure/gpt-image-2", "image_output", "", "", "standard", "30"),
        ("azure/gpt-image-2", "cached_image_input", "", "", "batch", "1"),
        ("azure/gpt-image-2 data zone", "text_input", "", "", "standard", "5.5"),
        ("azure/gpt-image-1.5", "text_output", "", "", "standard", "10"),
        ("azure/gpt-image-1-mini", "cached_text_input", "", "", "standard", "0.2"),
        ("azure/gpt-image-1", "image_output", "", "", "standard", "40"),
        ("azure/dall-e-3", "image_output", "hd", "1792x1024", "standard", "0.12"),
    }


def test_the_catalogues_of_the_cost_calculator(tmp_path: Path) -> None:
    older = {**CALCULATOR, "provider": "deepinfra", "verified_at": "2026-09-01", "models": []}
    path = wheel(
        tmp_path,
        "openai_cost_calculator",
        "1.3.0",
        openai_cost_calculator__data__pricing__openai_json=CALCULATOR,
        openai_cost_calculator__data__pricing__deepinfra_json=older,
    )
    feed = read_feed(path, TODAY)
    assert (feed.title, feed.read) == ("openai-cost-calculator 1.3.0", dt.date(2026, 9, 1))
    assert rows(feed) == {
        ("openai/gpt-image-2", "text_input", "", "", "standard", "5"),
        ("openai/gpt-image-2", "image_input", "", "", "standard", "8"),
        ("openai/gpt-image-2", "image_output", "", "", "standard", "30"),
        ("openai/gpt-image-2", "image_output", "", "", "batch", "15"),
    }


@pytest.mark.parametrize("what", [LITELLM, AZURE, CALCULATOR], ids=["litellm", "azure", "calculator"])
def test_a_price_file_alone_is_known_by_what_stands_in_it(tmp_path: Path, what: Any) -> None:
    assert read_feed(written(tmp_path / "prices.json", what), TODAY).quotes


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("prices.json", "", "JSONDecodeError"),
        ("prices.json", "[]", "the JSON is not an object"),
        ("prices.json", "{}", "no prices of image models"),
        ("prices.json", '{"models": [{"id": "image"}], "provider": "x", "verified_at": "2026-01-01"}', "'prices'"),
        ("prices.json", '{"fetched_at": "yesterday", "items": []}', "yesterday"),
        ("prices.json", "[" * 100_000, "RecursionError"),
        ("data.py", "providers = 1 +", "SyntaxError"),
        ("data.py", "import os", "there is no list of providers"),
        ("prices.csv", "model,price\n", "JSONDecodeError"),
    ],
)
def test_a_file_that_is_no_feed_is_named_with_what_is_accepted(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    with pytest.raises(FeedError) as error:
        read_feed(written(tmp_path / name, text), TODAY)
    message = str(error.value)
    assert message.startswith(f"{name}: ")
    assert problem in message
    assert "a wheel of genai-prices, litellm, azure-genai-prices, openai-cost-calculator" in message
    assert "\n" not in message


def test_files_that_are_missing_or_other_archives(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"^gone\.whl: No such file or directory; accepted: a wheel of "):
        read_feed(tmp_path / "gone.whl", TODAY)
    with pytest.raises(FeedError, match=r"^other-1-py3-none-any\.whl: a zip archive without prices that are known"):
        read_feed(wheel(tmp_path, "other", "1", other__data_py=GENAI_PRICES), TODAY)
    broken = wheel(tmp_path, "litellm", "1", litellm__model_prices_and_context_window_backup_json=LITELLM)
    broken.write_bytes(broken.read_bytes()[:-400] + b"\0" * 100 + broken.read_bytes()[-300:])
    with pytest.raises(FeedError, match=r"^litellm-1-py3-none-any\.whl: "):
        read_feed(broken, TODAY)


def test_a_file_may_not_be_large_packed_or_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_BYTES", 1_000_000)
    bomb = wheel(tmp_path, "genai_prices", "9", genai_prices__data_py="#" * 1_000_001)
    assert bomb.stat().st_size < 10_000
    with pytest.raises(FeedError, match=r"genai_prices/data\.py is larger than 1 MB unpacked"):
        read_feed(bomb, TODAY)
    with pytest.raises(FeedError, match=r"^large\.json: larger than 1 MB"):
        read_feed(written(tmp_path / "large.json", " " * 1_000_001), TODAY)
