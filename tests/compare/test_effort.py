"""The same word for another effort is found in the token rules, and told with the word for as many tokens."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.quantities import output_tokens
from pricing.compare.effort import between_models, effort, equal_effort
from pricing.compare.replacement import replacement
from pricing.prices import GuidePrices, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.rules import TokenOutput
from pricing.scenario.mixes import Quality
from pricing.values.size import Size
from pricing.wording.messages import Message, words
from tests.making import LANDSCAPE, SQUARE, TODAY, plan, shipped, workload

ALL_TIERS = Quality(30, 50, 20)
ASPECT = ["gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.6-sunburst", "azure-gpt-image-2"]


def found(old: str, new: str, quality: str, size: Size = SQUARE) -> tuple[int, int, str | None] | None:
    book = shipped().listed
    answer = effort((book[old], quality), (book[new], quality), size)
    return None if answer is None else (int(answer.before), int(answer.after), answer.same)


@pytest.mark.parametrize(
    ("quality", "expected"), [("low", None), ("medium", (1756, 439, "high")), ("high", (7024, 1756, "max"))]
)
def test_from_gpt_image_2_to_2_5(quality: str, expected: tuple[int, int, str] | None) -> None:
    """High of 2.5 takes the tokens of GPT Image 2's medium, and max those of its high."""
    assert found("gpt-image-2", "gpt-image-2.5-flare", quality) == expected


def test_and_back() -> None:
    assert found("gpt-image-2.5-flare", "gpt-image-2", "high") == (1756, 7024, "medium")
    assert found("gpt-image-2.5-flare", "gpt-image-2", "medium") == (439, 1756, None)


def test_at_another_shape() -> None:
    assert found("gpt-image-2", "gpt-image-2.5-flare", "high", LANDSCAPE) == (5488, 1372, "max")


@pytest.mark.parametrize(
    ("old", "new", "quality"),
    [
        ("gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "high"),
        ("gpt-image-2", "mai-image-2.6", "low"),
        ("dall-e-3", "gpt-image-2", "standard"),
        ("gemini-2.5-flash-image", "gemini-3.1-flash-lite-image", "standard"),
        ("flux-2-pro", "cloudflare-flux-1-schnell", "standard"),
    ],
    ids=["the same rule", "no tokens known", "not by the token", "one quality", "pieces"],
)
def test_nothing_to_say(old: str, new: str, quality: str) -> None:
    assert found(old, new, quality) is None


@settings(max_examples=100)
@given(old=st.sampled_from(ASPECT), new=st.sampled_from(ASPECT), at=st.tuples(st.integers(8, 240), st.integers(8, 240)))
def test_the_word_that_is_named_takes_as_many_tokens(old: str, new: str, at: tuple[int, int]) -> None:
    book, size = shipped().listed, Size(at[0] * 16, at[1] * 16)
    for quality in ("low", "medium", "high"):
        answer = effort((book[old], quality), (book[new], quality), size)
        if answer is not None:
            assert answer.before != answer.after
            assert (_tokens(book[old], quality, size), _tokens(book[new], quality, size)) == answer[1:3]
            assert answer.same is None or _tokens(book[new], answer.same, size) == answer.before


def _tokens(entry: Entry, quality: str, size: Size) -> Decimal | None:
    assert isinstance(entry.output_rule, TokenOutput)
    return output_tokens(entry.output_rule, quality, size)


def spoken(effort: Message | None) -> str:
    assert effort is not None
    return words(effort)


def test_the_sentence(books: PriceBooks) -> None:
    two, newer = books.listed["gpt-image-2"], books.listed["gpt-image-2.5-flare"]
    assert spoken(between_models(workload(quality=ALL_TIERS), two, newer)) == (
        "GPT Image 2.5 Flare takes fewer tokens than GPT Image 2 for the same quality, at 1024x1024: "
        "medium 439 instead of 1,756 (its high takes 1,756), high 1,756 instead of 7,024 (its max takes 7,024)."
    )
    assert between_models(workload(quality=Quality(100, 0, 0)), two, newer) is None
    more = spoken(between_models(workload(quality=ALL_TIERS), newer, two))
    assert more.startswith("GPT Image 2 takes more tokens than")


def test_a_replacement_tells_it_beside_its_cost(books: PriceBooks) -> None:
    scenario = plan(model="gpt-image-1.5", quality=ALL_TIERS)
    ending = replacement(scenario.workloads[0], scenario, books, TODAY)
    assert ending is not None
    assert ending.effort == between_models(
        ending.bill.workload, books.listed["gpt-image-1.5"], books.listed["gpt-image-2.6-sunburst"]
    )
    assert "high 1,756 instead of 4,160" in spoken(ending.effort)
    scenario = plan(model="gpt-image-1", prices=GuidePrices(), quality=ALL_TIERS)
    guide = replacement(scenario.workloads[0], scenario, books, TODAY)
    assert guide is not None
    assert "GPT Image 1 " in spoken(guide.effort)


@pytest.mark.parametrize(
    ("old", "new", "buys"),
    [
        ("gpt-image-2", "gpt-image-2.5-flare", ("low", "high", "max")),
        ("gpt-image-2", "azure-gpt-image-2", ()),
        ("gpt-image-2", "flux-2-pro", ()),
        ("flux-2-pro", "gpt-image-2", ()),
    ],
)
def test_of_two_models(old: str, new: str, buys: tuple[str, ...]) -> None:
    assert (
        equal_effort(
            plan(model=old, quality=Quality(30, 50, 20)).workloads[0], shipped().listed[old], shipped().listed[new]
        )
        == buys
    )


def test_each_share_takes_exactly_as_many_tokens() -> None:
    models = [
        model for model in shipped().listed.priced if isinstance(shipped().listed[model].output_rule, TokenOutput)
    ]
    size = Size(1024, 1024)
    for old, new in itertools.permutations(models, 2):
        workload = plan(model=old, quality=Quality(30, 50, 20)).workloads[0]
        buys = equal_effort(workload, shipped().listed[old], shipped().listed[new])
        was, now = shipped().listed[old].output_rule, shipped().listed[new].output_rule
        assert isinstance(was, TokenOutput)
        assert isinstance(now, TokenOutput)
        for before, after in zip(shipped().listed[old].model.tiers.values(), buys, strict=bool(buys)):
            assert output_tokens(was, before, size) == output_tokens(now, after, size), (old, new)
