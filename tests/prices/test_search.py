"""A model is found by its id, its name and any spelling; what has no price here is found with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.prices import PriceBooks
from pricing.prices.messages import without_price
from pricing.prices.search import Match, model_named, search, services_without_price
from pricing.wording.messages import words
from tests.making import shipped


def names(text: str) -> list[str]:
    return [_name(match) for match in search(text, shipped().listed)]


def _name(match: Match) -> str:
    return match.model or (match.without_price.name if match.without_price else "")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("gpt-image-1", "gpt-image-1"),
        ("gpt image 1", "gpt-image-1"),
        ("GPTImage1", "gpt-image-1"),
        ("midj", "midjourney"),
        ("Nano Banana Pro", "gemini-3-pro-image"),
        ("dalle 3", "dall-e-3"),
        ("vertex_ai/imagen-4.0-generate-001", "imagen-4"),
        ("gemini-2.5-flash-image-preview", "gemini-2.5-flash-image"),
        ("mai image 2.7", "MAI-Image-2.7"),
        ("krea v3", "Krea 3"),
        ("ideogram 4.6", "Ideogram 4.6"),
        ("kling-image-4.0", "Kling Image 4.0"),
        ("qwen image 2.1 pro", "Qwen-Image 2.1 Pro"),
        ("runware", "Runware"),
        ("leonardo.ai", "Leonardo"),
    ],
)
def test_the_exact_one_comes_first(text: str, first: str) -> None:
    assert names(text)[0] == first


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("gpt image 1", "gpt-image-1"),
        ("GPT Image 2 · OpenAI", "gpt-image-2"),
        ("midj", None),
        ("krea 3", None),
        ("no such model", None),
    ],
)
def test_the_model_of_a_plan_that_is_named(books: PriceBooks, text: str, model: str | None) -> None:
    assert model_named(text, books.listed) == model


def test_all_words_in_any_order() -> None:
    assert "flux-2-pro" in names("pro flux 2")


@pytest.mark.parametrize("text", ["", " ", "-", "no such model"])
def test_nothing_is_found(text: str) -> None:
    assert names(text) == []


@given(key=st.sampled_from(sorted(shipped().listed.entries)), sign=st.sampled_from(["-", " ", ".", "_", ""]))
def test_every_model_is_first_by_its_id_however_it_is_spelled(key: str, sign: str) -> None:
    assert names(key.upper().replace("-", sign))[0] == key


def test_what_has_no_price_here_says_why_and_is_no_model(books: PriceBooks) -> None:
    models = {entry.model.name.casefold() for entry in books.listed.entries.values()}
    for service in services_without_price():
        assert service.name in words(without_price(service))
        assert service.name.casefold() not in models


def test_a_name_in_full_means_no_other_model_that_has_its_words() -> None:
    """`mai` begins `mainland`."""
    assert names("MAI-Image-2.7") == ["MAI-Image-2.7", "MAI-Image-2.7-Flash"]
    assert "aliyun-wan2.7-image-pro" in names("image 2.7")
