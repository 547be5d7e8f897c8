"""How a figure was read is said in words, from one place."""

import datetime as dt

import pytest

from pricing.prices import Confidence, PriceBooks, Source
from pricing.prices.capabilities import FIELDS
from pricing.prices.messages import CAPABILITY_NAMES, how_read, how_sure
from pricing.wording.messages import words

ARTICLE = Source(title="Prices", address="", read=dt.date(2026, 10, 1), through="article")


def test_what_was_quoted_says_by_what_and_where_it_was_not_read() -> None:
    assert words(how_read(Confidence.TRANSCRIBED, ARTICLE, "OpenAI")) == (
        "quoted in an article of 1 Oct 2026; not read at OpenAI"
    )


def test_a_month_is_said_as_one() -> None:
    source = Source(title="Prices", address="", read_by="2026-10", through="copy")
    assert words(how_read(Confidence.TRANSCRIBED, source, "OpenAI")).endswith(
        "read in or before Oct 2026; not read at OpenAI"
    )


@pytest.mark.parametrize("confidence", Confidence)
def test_every_grade_has_words_of_its_own(confidence: Confidence) -> None:
    others = {words(how_sure(other)) for other in Confidence if other is not confidence}
    assert words(how_sure(confidence)) not in others
    assert str(confidence) not in words(how_read(confidence, ARTICLE, "Maker")).split() or confidence == "estimated"


def test_every_price_of_the_book_is_said(books: PriceBooks) -> None:
    for entry in books.listed.entries.values():
        for price in entry.history():
            assert words(how_read(price.confidence, entry.source(price.source), entry.file.vendor))


def test_every_capability_has_a_name_in_words() -> None:
    assert list(CAPABILITY_NAMES) == list(FIELDS)
    assert not any("_" in words(name) for name in CAPABILITY_NAMES.values())
