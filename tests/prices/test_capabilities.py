"""What models can do: the file, what refuses it, and the limits that follow from it."""

from pathlib import Path

import pytest

from pricing.prices import Confidence, PriceBookError, PriceBooks, load
from pricing.prices.capabilities import CAPABILITIES
from pricing.values.size import Size
from tests.making import TINY, price_folder

RATE = '{ models = ["tiny"], field = "rate", unit = "images a minute", source = "page", confidence = "official"'
FACTS = f"""
facts = [
  {{ models = ["tiny"], field = "edits", value = true, source = "page", confidence = "official" }},
  {{ models = ["tiny"], field = "pixels_most", value = 4000, source = "page", confidence = "official" }},
  {RATE}, value = 5, tier = "1" }},
  {RATE}, value = 9, tier = "2" }},
]

[sources.page]
title = "Limits"
address = "https://example.org/limits"
read = 2026-01-05
"""
OTHERWISE = 'confidence = "conflicting", otherwise = [{ value = 9000, source = "page" }]'


def read(folder: Path, text: str) -> PriceBooks:
    return load(price_folder(folder, maker=TINY, **{CAPABILITIES: text}))


def test_facts_are_of_their_model_and_the_rest_is_not_known(tmp_path: Path) -> None:
    facts = read(tmp_path, FACTS).listed["tiny"].facts
    edits = facts.known("edits")
    assert edits is not None
    assert (edits.value, facts.source(edits).title) == (True, "Limits")
    assert [fact.tier for fact in facts.of("rate")] == ["1", "2"]
    assert facts.known("batch") is None


def test_a_folder_without_the_file_knows_nothing(tmp_path: Path) -> None:
    books = load(price_folder(tmp_path, maker=TINY))
    assert books.capabilities is None
    assert books.listed["tiny"].facts.facts == ()
    assert books.listed["tiny"].facts.limits.broken(Size(16, 16)) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('models = ["tiny"], field = "edits"', 'models = ["other"], field = "edits"', "no such model"),
        ('models = ["tiny"], field = "edits"', 'models = [], field = "edits"', "at least 1 item"),
        ("value = true", 'value = "yes"', "edits takes bool"),
        ("value = 4000", "value = true", "pixels_most takes int"),
        ('field = "edits"', 'field = "dances"', "Input should be"),
        (
            f"{RATE}, value = 5",
            RATE.replace("images a minute", "a lot") + ", value = 5",
            "the unit of a rate is one of",
        ),
        ('tier = "2"', 'tier = "1"', "tiny has rate twice"),
        ('value = true, source = "page"', 'value = true, source = "elsewhere"', "is not in .sources."),
        (
            'value = true, source = "page", confidence = "official"',
            f'value = true, source = "page", {OTHERWISE}',
            "bool",
        ),
        (
            'value = 4000, source = "page", confidence = "official"',
            'value = 4000, source = "page", confidence = "conflicting"',
            "otherwise",
        ),
        ('field = "pixels_most", value = 4000', 'field = "ratio_most", value = "wide"', "written like 21:9"),
        ('field = "pixels_most", value = 4000', 'field = "sizes", value = ["wide"]', "is not a size"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_by_name(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert FACTS.count(old) == 1
    with pytest.raises(PriceBookError, match=rf"^capabilities\.toml: .*{problem}"):
        read(tmp_path, FACTS.replace(old, new))


def test_a_limit_on_which_sources_disagree_refuses_nothing(tmp_path: Path) -> None:
    agreed = read(tmp_path / "agreed", FACTS).listed["tiny"].facts.limits
    assert [agreed.broken(size) for size in (Size(40, 100), Size(40, 101))] == [None, "pixels_most"]
    text = FACTS.replace(
        'value = 4000, source = "page", confidence = "official"', f'value = 4000, source = "page", {OTHERWISE}'
    )
    assert read(tmp_path / "not", text).listed["tiny"].facts.limits.broken(Size(40, 101)) is None


def test_what_the_shipped_file_knows(books: PriceBooks) -> None:
    """The five things that a choice of a model rests on, of most models on sale."""
    entries = [entry for entry in books.listed.entries.values() if entry.model.life.shut_down is None]
    known = {
        name: sum(entry.facts.known(name) is not None for entry in entries) for name in ("makes_from_text", "output")
    }
    assert min(known.values()) >= len(entries) * 0.9
    assert sum(entry.facts.known("edits") is not None for entry in entries) >= 60


@pytest.mark.parametrize(
    ("model", "field", "value", "others"),
    [
        ("gpt-image-2", "transparent", False, [True]),
        ("mai-image-2.6", "references_most", 5, [2]),
        ("seedream-4.5", "references_most", 14, [10]),
        ("grok-imagine-image-2.0", "references_most", 5, [3]),
        ("azure-gpt-image-2", "batch", False, [True]),
    ],
)
def test_where_sources_disagree_both_values_are_there(
    books: PriceBooks, model: str, field: str, value: object, others: list[object]
) -> None:
    fact = next(fact for fact in books.listed[model].facts.facts if fact.field == field)
    assert fact.confidence is Confidence.CONFLICTING
    assert (fact.value, [other.value for other in fact.otherwise]) == (value, others)


@pytest.mark.parametrize(
    ("model", "tokens", "edits_only"),
    [("gpt-image-1.5", 335, True), ("gemini-3-pro-image", 677, False), ("gemini-nano-banana-2.1", 347, False)],
)
def test_what_a_model_gives_out_beside_its_image_is_an_estimate_with_a_source(
    books: PriceBooks, model: str, tokens: int, edits_only: bool
) -> None:
    thinking = books.listed[model].thinking
    assert thinking is not None
    assert (thinking.tokens, thinking.edits_only) == (tokens, edits_only)
    assert (thinking.confidence, thinking.source.read is not None) == (Confidence.ESTIMATED, True)


def test_every_model_with_a_number_of_text_tokens_has_a_rate_for_them(books: PriceBooks) -> None:
    """Else choosing the model would make its bill one without a total."""
    known = [entry for entry in books.listed.entries.values() if entry.thinking is not None]
    assert all(any(price.component == "text_output" for price in entry.model.prices) for entry in known)
    assert len(known) >= 3


def test_partial_images_have_their_number_and_their_tokens(books: PriceBooks) -> None:
    partials = {key: entry.partials for key, entry in books.listed.entries.items() if entry.partials is not None}
    assert {"gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.6-sunburst"} <= set(partials)
    assert {(known.most, known.tokens) for known in partials.values()} == {(3, 100)}
    assert books.listed["gemini-3-pro-image"].partials is None


def test_the_qualities_that_no_tier_starts_with_can_be_planned(books: PriceBooks) -> None:
    assert books.listed["gpt-image-2.5-flare"].qualities == ("low", "medium", "high", "xhigh", "max")
