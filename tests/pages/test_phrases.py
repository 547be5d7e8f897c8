"""How figures and names are written."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from pricing.prices.schema import Life, OtherEnd
from pricing.scenario import in_words
from pricing.scenario.mixes import Quality
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import cost_words
from tests.pages.expected import BOOKS, DAY
from ui.drawing import phrases


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "Not priced"),
        ("0", "$0.00"),
        ("0.000", "$0.00"),
        ("1267.2", "$1,267.20"),
        ("17220", "$17,220.00"),
        ("1234567890.125", "$1,234,567,890.12"),
        ("1", "$1.00"),
        ("1.005", "$1.00"),
        ("1.015", "$1.02"),
        ("0.0422", "$0.0422"),
        ("0.5", "$0.5000"),
        ("0.00012", "$0.0001"),
        ("0.00001", "$0.000010"),
        ("0.99999", "$1.00"),
    ],
)
def test_money(amount: str | None, text: str) -> None:
    assert cost_words(None if amount is None else Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("17220", "$17,220"), ("1267.5", "$1,268"), ("100", "$100"), ("99.5", "$99.50"), ("0.0422", "$0.0422")],
)
def test_whole_money(amount: str, text: str) -> None:
    assert figures.whole_money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (10, "10"),
        (999, "999"),
        (1_000, "1K"),
        (1_200, "1.2K"),
        (12_700, "12.7K"),
        (100_000, "100K"),
        (999_999, "1M"),
        (1_000_000, "1M"),
        (1_250_000, "1.25M"),
        (10_000_000, "10M"),
    ],
)
def test_compact(value: float, text: str) -> None:
    assert figures.compact(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("12700"), "12,700"), (Decimal("1.50"), "1.5"), (Decimal("1E+3"), "1,000"), (0.1, "0.1"), (100.0, "100")],
)
def test_number(value: Decimal | float, text: str) -> None:
    assert figures.number(value) == text


def test_mix_leaves_out_tiers_without_a_share() -> None:
    assert in_words.mix(Quality(30, 50, 20)) == "30% low, 50% medium, 20% high"
    assert in_words.mix(Quality(0, 100, 0)) == "100% medium"


def test_days_and_months() -> None:
    assert figures.day(dt.date(2026, 11, 4)) == "4 Nov 2026"
    assert figures.month(Month(2027, 1)) == "Jan 2027"


def test_model_label_says_when_it_ends() -> None:
    gone = BOOKS.listed["dall-e-3"]
    assert phrases.model_label(gone, DAY) == "DALL-E 3 (shut down 12 May 2026)"
    assert phrases.model_label(gone, dt.date(2026, 5, 11)) == "DALL-E 3 (ends 12 May 2026)"
    assert phrases.model_label(BOOKS.listed["gpt-image-2"], DAY) == "GPT Image 2"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2026, 5, 31), "ends 1 Jun 2026 or 1 Sep 2026, sources disagree"),
        (dt.date(2026, 8, 31), "ends 1 Jun 2026 or 1 Sep 2026, sources disagree"),
        (dt.date(2026, 9, 1), "shut down 1 Jun 2026 or 1 Sep 2026, sources disagree"),
    ],
)
def test_an_end_on_which_sources_disagree(today: dt.date, said: str) -> None:
    other = OtherEnd(shut_down=dt.date(2026, 9, 1), source="list")
    life = Life(released=DAY, shut_down=dt.date(2026, 6, 1), other_ends=(other,), source="page")
    assert phrases.end(life, today) == said
    assert phrases.end(Life(released=DAY, source="page"), today) == ""


@pytest.mark.parametrize(
    "text",
    [
        "plain words, 1.5 and 20%",
        "$5 and $6",
        "**bold** _slant_ ~~gone~~ `code`",
        "[link](https://a.example) ![image](x)",
        ":red[colour] :material/home: :smile:",
        "<b>tag</b> | cell | # title",
        "back\\slash",
        "5 > 4 {x}",
        "&lt;b&gt;",
    ],
)
def test_plain_escapes_what_markdown_would_read(text: str) -> None:
    escaped = phrases.plain(text)
    assert re.sub(r"\\(.)", r"\1", escaped).replace("\u200b", "") == text
    assert not re.search(r"[*_`\[\]<>$:~|{}#&]", re.sub(r"\\.", "", escaped))


@pytest.mark.parametrize(
    ("name", "most", "shown"),
    [
        ("", 5, ""),
        ("Hero images", 11, "Hero images"),
        ("Hero images", 10, "Hero imag…"),
        ("Hero images", 6, "Hero…"),
        ("高山湖泊", 8, "高山湖泊"),
        ("高山湖泊", 7, "高山湖…"),
        ("高山湖泊", 6, "高山…"),
    ],
)
def test_a_name_is_cut_by_how_wide_it_is(name: str, most: int, shown: str) -> None:
    assert phrases.short(name, most) == shown


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Hero images", ["Hero images"]),
        ("Product photography", ["Product", "photography"]),
        ("Photographs of it", ["Photographs", "of it"]),
        ("Product photography for the shop", ["Product", "photograph…"]),
        ("高山湖泊风景", ["高山湖泊风", "景"]),
    ],
)
def test_a_long_name_is_on_lines_that_break_between_words(name: str, lines: list[str]) -> None:
    assert phrases.on_lines(name, 11, 2) == lines


@pytest.mark.parametrize(
    ("currency", "column", "an_image"),
    [
        ("USD", "$%,.2f", "$%,.4f"),
        ("CNY", "CN¥%,.2f", "CN¥%,.4f"),
        ("KRW", "₩%,.0f", "₩%,.2f"),
        ("KWD", "KWD\xa0%,.3f", "KWD\xa0%,.5f"),
        ("INR", "₹%,.2f", "₹%,.4f"),
    ],
)
def test_columns_of_amounts_have_thousands_and_the_minor_units_of_their_currency(
    currency: str, column: str, an_image: str
) -> None:
    with figures.in_currency(currency):
        assert (phrases.money_column(), phrases.money_column(2)) == (column, an_image)
