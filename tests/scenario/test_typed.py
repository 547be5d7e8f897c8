"""Numbers as people type them: what is unambiguous is taken as it is meant, all else is refused in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.scenario.kinds import NotTaken, Number, QualityMix
from pricing.scenario.mixes import Quality
from pricing.values.exact import plain
from pricing.wording.figures import in_currency
from pricing.wording.messages import words

IMAGES = Number(0, 10_000_000, unit="images a day")
BUDGET = Number(0, 1_000_000_000, places=2, unit="amount a month, or left out")
PRICE = Number(0, 1_000, places=6, unit="amount an image")
GROWTH = Number(-50, 100, places=2, unit="percent a month")
TRIES = Number(1, 20, places=4, unit="tries")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (IMAGES, "1234", "1234"),
        (IMAGES, " 1234 ", "1234"),
        (IMAGES, "1,234", "1234"),
        (IMAGES, "1 234", "1234"),
        (IMAGES, "1\u202f234\u202f567", "1234567"),
        (IMAGES, "1'234", "1234"),
        (IMAGES, "1,234,567", "1234567"),
        (IMAGES, "1.234.567", "1234567"),
        (IMAGES, "0", "0"),
        (IMAGES, "10k", "10000"),
        (IMAGES, "10 K", "10000"),
        (IMAGES, "1.5M", "1500000"),
        (IMAGES, "1,5m", "1500000"),
        (IMAGES, "1万", "10000"),
        (IMAGES, "1.2 萬", "12000"),
        (IMAGES, "3千", "3000"),
        (BUDGET, "$5k", "5000"),
        (BUDGET, "2亿 USD", "200000000"),
        (GROWTH, "-0.05k", "-50"),
        (BUDGET, "1,000", "1000"),
        (BUDGET, "$1,000.50", "1000.5"),
        (BUDGET, "1.000,50", "1000.5"),
        (BUDGET, "1 000,5 USD", "1000.5"),
        (BUDGET, "12,5", "12.5"),
        (BUDGET, "1,234,567.89", "1234567.89"),
        (BUDGET, "500 $", "500"),
        (PRICE, "$0.01", "0.01"),
        (PRICE, "0.01 USD", "0.01"),
        (PRICE, "0,03", "0.03"),
        (PRICE, ".03", "0.03"),
        (PRICE, "0,003", "0.003"),
        (PRICE, "0.0100", "0.01"),
        (PRICE, "1,2345", "1.2345"),
        (GROWTH, "-5", "-5"),
        (GROWTH, "\u22125", "-5"),
        (GROWTH, "12.5 %", "12.5"),
        (GROWTH, "-2,5%", "-2.5"),
        (TRIES, "1,5", "1.5"),
        (TRIES, "1.25", "1.25"),
    ],
)
def test_what_is_meant_is_taken(field: Number, text: str, value: str) -> None:
    assert field.read_typed(text) == Decimal(value)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (IMAGES, "1e5"),
        (IMAGES, "12.7"),
        (IMAGES, "12,7"),
        (IMAGES, "1.000"),
        (IMAGES, "10,000,001"),
        (IMAGES, "-1"),
        (IMAGES, "1,00"),
        (IMAGES, "1,0000"),
        (IMAGES, "1,000,00"),
        (IMAGES, "0,100"),
        (IMAGES, "１０００"),
        (IMAGES, "+5"),
        (IMAGES, "0x10"),
        (IMAGES, "$5"),
        (IMAGES, "5%"),
        (IMAGES, "nan"),
        (IMAGES, "1 2"),
        (IMAGES, "1,234 567"),
        (IMAGES, "007"),
        (IMAGES, "1" * 10_000),
        (IMAGES, ""),
        (IMAGES, "ten"),
        (IMAGES, "11M"),
        (IMAGES, "1.2345k"),
        (IMAGES, "1,500k"),
        (IMAGES, "1kk"),
        (IMAGES, "k"),
        (IMAGES, "1 k 2"),
        (IMAGES, "一千"),
        (IMAGES, "1e3k"),
        (BUDGET, "1,000,50"),
        (BUDGET, "1.000,5.0"),
        (BUDGET, "5%"),
        (BUDGET, "$"),
        (BUDGET, "$$5"),
        (BUDGET, "USD"),
        (BUDGET, "0.001"),
        (BUDGET, "inf"),
        (PRICE, "0,0000001"),
        (GROWTH, "-51"),
        (GROWTH, "%"),
        (GROWTH, "--5"),
    ],
)
def test_the_rest_is_refused_with_what_is_taken(field: Number, text: str) -> None:
    with pytest.raises(ValueError) as refused:
        field.read_typed(text)
    assert str(refused.value) == words(field.accepts)


@pytest.mark.parametrize("text", ["¥5000", "5000元", "€12.50", "5000 CNY", "5万元"])
def test_an_amount_in_another_currency_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="Amounts of this plan are in USD"):
        BUDGET.read_typed(text)


@pytest.mark.parametrize(
    "text", ["30-50-20", "30/50/20", "30 50 20", "30, 50, 20", "30% 50% 20%", "30%/50%/20%", "30、50、20", " 30:50:20 "]
)
def test_a_quality_mix_is_taken_as_people_write_it(text: str) -> None:
    assert QualityMix().read_typed(text) == Quality(30, 50, 20)


@pytest.mark.parametrize("text", ["30-50", "30-50-30", "thirty", "-30-50-20", "30--50-20", "30.5-49.5-20", "", "%"])
def test_another_mix_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="that add up to 100"):
        QualityMix().read_typed(text)


@pytest.mark.parametrize(("field", "text"), [(TRIES, "1,500"), (PRICE, "12,345")])
def test_what_could_mean_two_things_is_refused_with_both(field: Number, text: str) -> None:
    with pytest.raises(ValueError) as refused:
        field.read_typed(text)
    for part in (words(field.accepts), text.replace(",", ""), text.replace(",", ".")):
        assert part in str(refused.value)


@given(value=st.integers(0, 10_000_000))
def test_a_number_with_its_thousands_is_that_number(value: int) -> None:
    assert IMAGES.read_typed(f"{value:,}") == IMAGES.read_typed(f"{value:,}".replace(",", " ")) == value


@given(value=st.decimals(0, 1_000_000_000, places=2))
def test_both_ways_of_writing_decimals_are_one_amount(value: Decimal) -> None:
    there = f"{value:,.2f}".translate({ord(","): ".", ord("."): ","})
    for text in (f"{value:,.2f}", there, f"${value:,.2f}", plain(value)):
        assert BUDGET.read_typed(text) == value


@given(text=st.text(max_size=40) | st.text("0123456789.,' $%-eUSDkM万", max_size=20))
def test_any_text_is_a_number_in_range_or_refused(text: str) -> None:
    for field in (IMAGES, BUDGET, GROWTH):
        try:
            value = field.read_typed(text)
        except ValueError:
            continue
        assert field.read(plain(Decimal(value))) == value


@pytest.mark.parametrize(
    ("currency", "taken", "refused"),
    [
        ("EUR", ("€1,500", "1500 EUR", "1500 €"), ("$1,500", "1500 USD")),
        ("CNY", ("CN¥1500", "¥1500", "1500 CNY"), ("$1500",)),
        ("CAD", ("CA$1500", "CAD 1500"), ("$1500", "USD 1500")),
        ("CHF", ("CHF 1500", "1500 chf"), ("1500F", "1500 USD")),
    ],
)
def test_an_amount_is_typed_in_the_currency_of_the_plan(
    currency: str, taken: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    with in_currency(currency):
        assert [BUDGET.read_typed(text) for text in taken] == [1500] * len(taken)
        for text in refused:
            with pytest.raises(NotTaken, match=f"{currency} a month"):
                BUDGET.read_typed(text)
