"""Each sentence stands once, in one catalogue, and every room that says it gives it what it needs."""

import ast
import datetime as dt
import string
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

import pytest

from pricing.prices.schema import PlanFeature
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.said import as_written, by_workload, said
from pricing.wording.sentences import SENTENCES, sentence
from tests.server import product_sources

MADE = {
    *(f"{what}-{of}" for what in ("share", "less") for of in ("conflicting", "derived", "reseller")),
    *(f"component-{of}" for of in ("text_input", "image_input", "image_output", "further_megapixels", "tiles")),
    *(f"feature-{of}" for of in get_args(PlanFeature)),
    *(f"unit-{of}" for of in ("gpu_minutes", "credits")),
}
"""Codes that end in a word of the price book."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, set[str], str]]:
    """The code of each `said(...)` in the source, the places it fills, and where it stands."""
    for path in product_sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="said"), args=[ast.Constant(value=str(code))], keywords=keywords):
                    yield code, {str(each.arg) for each in keywords}, f"{path.name}:{node.lineno}"


def test_every_code_has_its_sentence_and_fills_its_places() -> None:
    for code, filled, where in calls():
        assert code in SENTENCES, where
        assert filled == places(SENTENCES[code]), where


def test_no_sentence_is_left_over_and_none_stands_twice() -> None:
    assert set(SENTENCES) == {code for code, _, _ in calls()} | MADE
    assert len(set(SENTENCES.values())) == len(SENTENCES)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("GPT Image 2", "GPT Image 2"),
        (12_700, "12,700"),
        (Decimal("1.50"), "1.5"),
        (dt.date(2026, 11, 4), "4 Nov 2026"),
        (Month(2027, 1), "Jan 2027"),
        (Size(1024, 1536), "1024x1536"),
        ((as_written("One."), as_written("Two.")), "One. Two."),
        (said("last-prices"), "its last prices"),
    ],
)
def test_what_stands_in_a_place(figure: object, text: str) -> None:
    assert sentence(said("as-written", text=figure)) == text


def test_what_several_workloads_share_is_said_once() -> None:
    gap, other = as_written("no price."), as_written("no batch.")
    found = by_workload([("Hero", gap), ("Edits", other), ("Thumbs", gap), ("Hero", gap)])
    assert [sentence(each) for each in found] == ["Hero, Thumbs: no price.", "Edits: no batch."]


def test_braces_of_a_user_are_text() -> None:
    assert sentence(said("of-workloads", names=("{0} {model}",), what=as_written("{x:y}"))) == "{0} {model}: {x:y}"
