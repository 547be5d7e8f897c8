"""What each field of a link takes and refuses, at its borders and in odd spellings."""

import datetime as dt

import pytest

from pricing.prices import GUIDE, PriceBooks
from pricing.scenario import link
from tests.making import TODAY

RANGES = {
    "images": ("0", "10000000", "10000001", None),
    "days": ("1", "31", "32", "0"),
    "prompt": ("0", "32000", "32001", None),
    "refs": ("0", "16", "16.0001", None),
    "tries": ("1", "20", "20.0001", "0.9999"),
    "reuse": ("0", "95", "95.01", None),
    "batch": ("0", "100", "100.01", None),
    "discount": ("0", "90", "90.01", None),
    "growth": ("-50", "100", "100.01", "-50.01"),
    "months": ("1", "36", "37", "0"),
    "budget": ("0", "1000000000000", "1000000000000.01", "-0.01"),
}
"""Key -> lowest and highest value, then one too high and one too low."""
WHOLE = ["images", "days", "prompt", "months"]
DECIMAL = {"refs": 4, "tries": 4, "reuse": 2, "batch": 2, "discount": 2, "growth": 2, "budget": 2}
"""Key -> decimals."""

ODD = {
    "exponent": "1e1",
    "exponent of a billion": "1e9",
    "nan": "nan",
    "NaN": "NaN",
    "infinity": "inf",
    "minus infinity": "-Infinity",
    "full-width": "１０",
    "arabic digits": "١٠",
    "superscript": "²",
    "plus": "+5",
    "hexadecimal": "0x10",
    "octal": "0o7",
    "underscore": "1_0",
    "thousands": "1,000",
    "decimal comma": "1,5",
    "10,000 digits": "1" * 10_000,
    "10,000 zeros": "0" * 10_000,
    "leading zero": "05",
    "two zeros": "00",
    "leading zeros": "0005",
    "space before": " 5",
    "space after": "5 ",
    "newline": "5\n",
    "null byte": "5\0",
    "no-break space": "5\u00a0",
    "space inside": "1 0",
    "empty": "",
    "blank": " ",
    "point before": ".5",
    "point after": "5.",
    "two points": "1.2.3",
    "double minus": "--5",
    "minus only": "-",
    "percent": "5%",
    "dollar": "$5",
    "word": "five",
    "true": "true",
    "null": "null",
    "fraction": "1/2",
    "five decimals": "1.00001",
    "script": "<script>alert(1)</script>",
    "sql": "1; drop table plans",
    "surrogate": "\udc80",
}


def fields_with_problems(books: PriceBooks, *pairs: tuple[str, str]) -> list[str]:
    reading = link.read(pairs, books, TODAY)
    assert (reading.scenario is None) == bool(reading.problems)
    return [problem.field for problem in reading.problems]


@pytest.mark.parametrize("odd", ODD)
def test_a_number_in_an_odd_spelling_is_refused(books: PriceBooks, odd: str) -> None:
    for key in RANGES:
        assert fields_with_problems(books, (key, ODD[odd])) == [key]


@pytest.mark.parametrize("key", [key for key in RANGES if key != "growth"])
def test_a_minus_is_refused_where_nothing_is_negative(books: PriceBooks, key: str) -> None:
    assert fields_with_problems(books, (key, "-0")) == [key]
    assert fields_with_problems(books, (key, "-1")) == [key]


def test_no_growth_may_be_written_minus_zero_and_is_written_back_as_zero(books: PriceBooks) -> None:
    scenario = link.parse("growth=-0", books, TODAY).scenario
    assert scenario is not None
    assert link.write(scenario)["growth"] == "0"


@pytest.mark.parametrize("key", RANGES)
def test_the_range_of_a_number(books: PriceBooks, key: str) -> None:
    lowest, highest, above, below = RANGES[key]
    for text in (lowest, highest):
        scenario = link.read([(key, text)], books, TODAY).scenario
        assert scenario is not None
        assert link.write(scenario)[key] == text
    assert fields_with_problems(books, (key, above)) == [key]
    assert fields_with_problems(books, (key, "-0.0001" if below is None else below)) == [key]


@pytest.mark.parametrize("key", WHOLE)
def test_a_whole_number_takes_no_decimals(books: PriceBooks, key: str) -> None:
    assert fields_with_problems(books, (key, "2")) == []
    assert fields_with_problems(books, (key, "2.0")) == [key]
    assert fields_with_problems(books, (key, "2.5")) == [key]


@pytest.mark.parametrize(("key", "places"), DECIMAL.items())
def test_a_decimal_number_takes_so_many_decimals(books: PriceBooks, key: str, places: int) -> None:
    text = "2." + "1234"[:places]
    scenario = link.read([(key, text)], books, TODAY).scenario
    assert scenario is not None
    assert link.write(scenario)[key] == text
    assert fields_with_problems(books, (key, f"{text}1")) == [key]


@pytest.mark.parametrize("key", [*RANGES, "prices", "model", "quality", "size", "refsize", "fidelity", "start", "v"])
def test_a_repeated_key_is_refused_even_with_the_same_value(books: PriceBooks, key: str) -> None:
    start = link.write(link.start_scenario(books, TODAY)) | {"budget": "5"}
    assert fields_with_problems(books, (key, start[key]), (key, start[key])) == [key]


TAKEN = {
    "v": ["1", "2", "3"],
    "prices": ["2022-11-03", "2026-11-24", GUIDE],
    "quality": ["0-0-100", "100-0-0", "33-33-34"],
    "size": ["1024x1024", "1024x1024:100", "1024x1024:1,1536x1024:99", "16384x16384", "10x10"],
    "refsize": ["10x10", "16384x16384", "512x99"],
    "fidelity": ["low", "high"],
    "start": ["2020-01", "2100-12"],
}
REFUSED = {
    "v": ["4", "01", "1.0", "", "one"],
    "prices": [
        "2022-11-02",
        "2026-11-25",
        "9999-12-31",
        "10000-01-01",
        "2026-02-29",
        "2026-13-01",
        "2026-11-1",
        "20261124",
        "2026-11-24T00:00",
        "２０２６-11-24",
        "0000-00-00",
        "today",
        "GUIDE-2025-05",
        "guide",
        "",
    ],
    "model": ["gpt-image-9", "GPT-IMAGE-2", " gpt-image-2", "gpt-image-2\n", "", "x" * 10_000],
    "quality": [
        "30-50-19",
        "30-50-21",
        "50-50",
        "25-25-25-25",
        "30/50/20",
        "30-50-20-",
        "-30-50-80",
        "30.0-50-20",
        "030-50-20",
        "３０-50-20",
        "100",
        "low",
        "",
        "0-0-0",
        "1e1-50-40",
        "30 -50-20",
    ],
    "size": [
        "1024",
        "1024x",
        "x1024",
        "1024X1024",
        "1024×1024",
        "0x1024",
        "01024x1024",
        "1024x1024 ",
        "9x1024",
        "16385x1024",
        "1024x16385",
        "1024x1024:99",
        "1024x1024:101",
        "1024x1024:50,1536x1024:49",
        "1024x1024:50,1536x1024:51",
        "1024x1024:50,1024x1024:50",
        "1024x1024,1536x1024",
        "1024x1024:0,1536x1024:100",
        "1024x1024:50.5,1536x1024:49.5",
        "1024x1024:-50,1536x1024:150",
        "1024x1024:50,1536x1024:50,",
        ",",
        "",
        "auto",
        "１024x1024",
        "999999999999x10",
        ",".join(f"{10 + n}x10:{(n and 5) or 20}" for n in range(17)),
    ],
    "refsize": ["1024", "9x9", "16385x10", "1024x1024:100", "1024x1024,512x512", "", "0x0", "-5x10", "1e3x10"],
    "fidelity": ["Low", "HIGH", "medium", "", "low "],
    "start": ["2019-12", "2101-01", "9999-01", "2026-13", "2026-00", "2026-1", "2026-11-01", "", "now", "２０２６-11"],
}


@pytest.mark.parametrize("key", REFUSED)
def test_a_wrong_value_is_refused(books: PriceBooks, key: str) -> None:
    for text in REFUSED[key]:
        assert fields_with_problems(books, (key, text)) == [key], text


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in TAKEN.items() for text in texts])
def test_a_value_at_the_border_is_taken(books: PriceBooks, key: str, text: str) -> None:
    model = {"2022-11-03": "dall-e-2", GUIDE: "gpt-image-1"}.get(text, "gpt-image-2")
    assert fields_with_problems(books, (key, text), ("model", model)) == []


@pytest.mark.parametrize("model", ["gpt-image-1", "gpt-image-2", "gpt-image-2.6-flare", "ideogram-4.5"])
def test_a_model_cannot_be_priced_before_its_first_day(books: PriceBooks, model: str) -> None:
    first = books.listed[model].first_priced
    before = first - dt.timedelta(days=1)
    assert fields_with_problems(books, ("model", model), ("prices", str(first))) == []
    assert fields_with_problems(books, ("model", model), ("prices", str(before))) == ["prices"]


@pytest.mark.parametrize(
    ("model", "prices"),
    [("midjourney", "2026-11-24"), ("stability-ai", "2026-11-24"), ("gpt-image-2", GUIDE), ("imagen-4", GUIDE)],
)
def test_a_model_that_the_book_does_not_sell_by_the_image_is_refused(
    books: PriceBooks, model: str, prices: str
) -> None:
    assert fields_with_problems(books, ("model", model), ("prices", prices)) == ["model"]


@pytest.mark.parametrize(
    "query",
    ["x" * 100_000, "images=" + "1" * 100_000, "a=1&" * 25_000, "&".join(f"k{n}=" for n in range(201)), "&" * 201],
    ids=["one key", "one value", "100 kB of keys", "201 keys", "201 blanks"],
)
def test_a_query_that_is_too_long_is_refused_as_a_whole(books: PriceBooks, query: str) -> None:
    reading = link.parse(query, books, TODAY)
    assert reading.scenario is None
    assert [problem.field for problem in reading.problems] == ["link"]
    assert len(str(reading.problems[0])) < 200


def test_a_long_value_is_shown_shortened(books: PriceBooks) -> None:
    (problem,) = link.parse("images=" + "1" * 10_000, books, TODAY).problems
    assert len(problem.got) < 100
    assert "10,000 characters" in problem.got


@pytest.mark.parametrize("query", ["images=%FF%FE", "images=%00", "images=%", "images=%ZZ", "images", "=&images="])
def test_broken_percent_encoding_is_a_problem_not_an_error(books: PriceBooks, query: str) -> None:
    assert [problem.field for problem in link.parse(query, books, TODAY).problems] == ["images"]
