"""Messages: a text and its figures apart, in words only where they are shown, in the reader's language."""

import datetime as dt
from decimal import Decimal
from gettext import NullTranslations

import pytest

from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording import messages
from pricing.wording.figures import ENGLISH, Figures, reading_in
from pricing.wording.messages import (
    Figure,
    Items,
    Money,
    Percent,
    Sentences,
    as_written,
    by_workload,
    counted,
    message,
    words,
)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("GPT Image 2", "GPT Image 2"),
        (12_700, "12,700"),
        (Decimal("1.50"), "1.5"),
        (dt.date(2026, 11, 4), "4 Nov 2026"),
        (Month(2027, 1), "Jan 2027"),
        (Size(1024, 1536), "1024x1536"),
        (Money(Decimal("1267.2")), "$1,267.20"),
        (Money(Decimal("0.42"), cents=True), "$0.42"),
        (Money(Decimal("-3.5"), signed=True), "-$3.50"),
        (Percent(62), "62%"),
        (Items(("low", "medium", "high")), "low, medium and high"),
        (Items(("low", "high"), "or"), "low or high"),
        (Items((Size(1024, 1024), 3), "list"), "1024x1024, 3"),
        (message("is {what}", what="a name"), "is a name"),
        (Sentences((as_written("One."), as_written("Two."))), "One. Two."),
    ],
)
def test_what_stands_in_a_place_is_written_by_its_type(figure: Figure, text: str) -> None:
    assert words(message("{figure}", figure=figure)) == text


def test_one_and_many_are_two_texts() -> None:
    assert [words(counted("{number} image", "{number} images", number)) for number in (0, 1, 1200)] == [
        "0 images",
        "1 image",
        "1,200 images",
    ]


def test_messages_of_the_same_text_and_figures_are_equal() -> None:
    one, same, other = (message("{n} a day", n=n) for n in (1, 1, 2))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other


def test_braces_of_a_user_are_text() -> None:
    assert words(message("{name}: {why}", name="{0} {model}", why=as_written("{x:y}"))) == "{0} {model}: {x:y}"


def test_what_several_workloads_share_is_said_once() -> None:
    gap, other = as_written("no price."), as_written("no batch.")
    found = by_workload([("Hero", gap), ("Edits", other), ("Thumbs", gap), ("Hero", gap)])
    assert [words(each) for each in found] == ["Hero, Thumbs: no price.", "Edits: no batch."]


class Bracketed(NullTranslations):
    """A language in which every message stands in brackets: what does not is no message."""

    def gettext(self, message: str) -> str:
        return f"[{message}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"[{msgid1 if n == 1 else msgid2}]"


def test_a_further_language_is_a_catalogue_and_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_catalogue", lambda language: Bracketed() if language == "de_DE" else None)
    german = Figures("de_DE", day="d. MMM y", month="MMM y")
    about = counted("{number} image at {size}", "{number} images at {size}", 1200, size=message("no size"))
    with reading_in(german):
        assert words(about) == "[1.200 images at [no size]]"


@pytest.mark.parametrize(
    ("value", "text"), [(1_200_000, "120万"), (300_000_000, "3亿"), (12_345, "1.23万"), (800, "800")]
)
def test_large_numbers_are_short_in_the_steps_of_the_language(value: int, text: str) -> None:
    assert Figures("zh_CN", day="y年M月d日", month="y年M月").compact(value) == text


def test_large_numbers_in_english() -> None:
    assert [ENGLISH.compact(value) for value in (999, 12_700, 1_200_000)] == ["999", "12.7K", "1.2M"]


def test_items_that_have_commas_are_apart_by_semicolons() -> None:
    names = ["Google", "Volcengine, mainland China", "Azure"]
    assert ENGLISH.items(names, "or") == "Google; Volcengine, mainland China; or Azure"
    assert ENGLISH.items(["Volcengine, mainland China"]) == "Volcengine, mainland China"
    assert ENGLISH.items(["Google", "Azure"]) == "Google and Azure"
