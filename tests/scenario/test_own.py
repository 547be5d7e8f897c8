"""Services of one's own: what they bill, what they refuse, and how a link carries them."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.export.comparison_files import to_markdown
from pricing.export.comparisons import compare_data
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario.mixes import Quality
from pricing.scenario.own import Own, OwnFactor, OwnMachines, OwnPrice, read, read_all
from pricing.wording.messages import words
from tests.compare.making import comparison, mixed, own_lists, owns, rows, table
from tests.making import TODAY, plan, shipped, usd

MODELS = shipped().listed.priced
FACTOR = "Relay~factor~gpt-image-1~{}~https://relay.example/v1"
URL = "Relay~factor~gpt-image-1~0.8~{}"
HARMLESS_NAMES = [
    "<b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "**strong** _em_ `code`",
    "a|b",
    "=SUM(A1)",
    "שלום",
    "中文服务",
    "🚀",
    "a  b",
    "&lt",
]
RIGHT_TO_LEFT_MARK, RIGHT_TO_LEFT_OVERRIDE, ZERO_WIDTH_SPACE = "\u200f", "\u202e", "\u200b"


def one_price(name: str) -> str:
    return f"{name}~price~0.01~0.02~0.03"


def test_a_price_an_image() -> None:
    own = OwnPrice("Contract", (("low", usd("0.011")), ("medium", usd("0.022")), ("high", usd("0.033"))))
    row = rows(mixed(tries=2, reuse=50), comparison(own=(own,)))["own-1"]
    assert row.per_month == 30_000 * (30 * usd("0.011") + 50 * usd("0.022") + 20 * usd("0.033")) / 100
    assert (row.own, row.label) == (own, "Contract (yours)")


def test_a_price_for_one_tier_takes_every_image() -> None:
    row = rows(mixed(), comparison(own=(OwnPrice("High", (("high", usd("0.05")),)),)))["own-1"]
    assert row.per_month == 1500
    assert [move.requested for move in row.moves] == ["low", "medium"]


@pytest.mark.parametrize("factor", ["0.0001", "0.75", "1", "2.5", "100"])
def test_a_factor_on_list_prices(factor: str) -> None:
    found = rows(mixed(refs=1, batch=50), comparison(own=(OwnFactor("Relay", "gpt-image-1", usd(factor)),)))
    bill = found["gpt-image-1"].per_month
    assert bill is not None
    assert found["own-1"].per_month == bill * usd(factor)


def test_a_factor_on_a_model_without_a_price() -> None:
    row = rows(mixed(refs=1), comparison(own=(OwnFactor("Relay", "mai-image-2.6", usd("1")),)))["own-1"]
    assert row.per_month is None
    assert row.reasons


def test_a_factor_on_a_model_that_the_guide_lacks() -> None:
    terms = comparison(own=(OwnFactor("Relay", "recraft-v3", usd("1")),))
    row = rows(mixed(prices=GUIDE, model="gpt-image-1"), terms)["own-1"]
    assert row.per_month is None
    assert "guide-2025-05" in words(row.reasons[0])


@pytest.mark.parametrize(
    ("images", "speed", "hours"), [(1000, 100, 300), (1000, 99, 304), (1, 1_000_000, 1), (0, 5, 0), (7, 210, 1)]
)
def test_whole_gpu_hours(images: int, speed: int, hours: int) -> None:
    own = OwnMachines("Rig", usd("1.5"), speed)
    row = rows(plan(images=images), comparison(own=(own,)))["own-1"]
    assert math.ceil(images * 30 / speed) == hours
    assert row.per_month == hours * usd("1.5")


def test_gpu_hours_follow_tries_reuse_and_what_is_left_out() -> None:
    own = OwnMachines("Rig", usd("2"), 100)
    assert rows(mixed(tries=3, reuse=50), comparison(own=(own,)))["own-1"].per_month == 900
    left = rows(mixed(quality=Quality(50, 50, 0)), comparison(own=(own,), missing="leave"))
    assert left["own-1"].per_month == 300


@pytest.mark.parametrize("factor", ["0", "0.0000", "-1", "1e309", "nan", "inf", "1e2", "100.1", "", " 1", "1,5", "٣"])
def test_wrong_factor(factor: str) -> None:
    with pytest.raises(ValueError, match="a number"):
        read(FACTOR.format(factor), MODELS)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,hi",
        "file:///etc/passwd",
        "ftp://host/",
        "//host/v1",
        "/v1",
        "host",
        "https://",
        "https://user@host/v1",
        "https://user:secret@host/v1",
        "https://host/v1?key=1",
        "https://host/#x",
        "https://host/" + "a" * 200,
        "https://ho st/",
        "https://host:99999/",
        "https://[::1/",
        "https://höst/",
        "https://host/\n",
        "https://host/`id`",
        "https://host/$(id)",
        "https://host/${HOME}",
        "https://host/a}b",
        "https://host/v1?",
        "https://host/v1#",
        "HTTPS://",
        " https://host/",
        "https://host\\v1",
    ],
)
def test_wrong_address(url: str) -> None:
    with pytest.raises(ValueError, match="http or https address"):
        read(URL.format(url), MODELS)


@pytest.mark.parametrize("url", ["https://relay.example/v1", "http://127.0.0.1:8080/v1", "https://[::1]:8443/x_y-z"])
def test_good_address(url: str) -> None:
    own = read(URL.format(url), MODELS)
    assert isinstance(own, OwnFactor)
    assert own.base_url == url


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "x" * 41,
        "x" * 10_000,
        "a\x00b",
        "a\nb",
        "a\tb",
        "a\x7fb",
        "a\u0085b",
        f"a{RIGHT_TO_LEFT_MARK}b",
        f"a{RIGHT_TO_LEFT_OVERRIDE}b",
        f"a{ZERO_WIDTH_SPACE}b",
        "a;b",
        " a",
        "a ",
        "a\u2028b",
        "\ufeffa",
        "\ud800",
    ],
)
def test_wrong_name(name: str) -> None:
    with pytest.raises(ValueError):
        read(one_price(name), MODELS)


def test_a_tilde_in_a_name() -> None:
    with pytest.raises(ValueError):
        read(one_price("a~b"), MODELS)


@pytest.mark.parametrize("name", HARMLESS_NAMES)
def test_a_name_is_only_text(name: str, books: PriceBooks) -> None:
    """Kept as it is in the data; in Markdown nothing of it is markup."""
    own = read(one_price(name), MODELS)
    data = compare_data(table(mixed(), comparison(own=(own,))), books, TODAY)
    assert own.name == data["services"][-1]["name"] == name
    text = to_markdown(data)
    assert "<b>" not in text
    assert "<img" not in text.replace("\\<img", "")
    assert "[click]" not in text


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "x~price",
        "x~price~1~2",
        "x~price~1~2~3~4",
        "x~price~-~-~-",
        "x~price~0~1~1",
        "x~price~1001~-~-",
        "~",
        "x~price~0.0000001~-~-",
        "x~factor~gpt-image-1",
        "x~factor~nothing~1",
        "x~factor~midjourney~1",
        "x~gpu~1",
        "x~factor~stability-ai~1",
        "x~gpu~0~1",
        "x~gpu~1~0",
        "x~gpu~1~1.5",
        "x~gpu~1~1000001",
        "x~gpu~10001~1",
        "x~gpu~nan~1",
        "x~lease~1~2",
    ],
)
def test_wrong_service(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        read(text, MODELS)
    assert str(caught.value)


def test_wrong_list() -> None:
    for text in [
        ";".join(one_price(f"s{n}") for n in range(5)),
        f"{one_price('a')};{one_price('a')}",
        "a" * 2_001,
        ";",
    ]:
        with pytest.raises(ValueError):
            read_all(text, MODELS)
    assert read_all("", MODELS) == ()


@settings(max_examples=120)
@given(own=owns)
def test_written_and_read_again(own: Own) -> None:
    assert read(str(own), MODELS) == own


@settings(max_examples=100)
@given(services=own_lists)
def test_several_written_and_read_again(services: tuple[Own, ...]) -> None:
    assert read_all(";".join(map(str, services)), MODELS) == services


@settings(max_examples=120)
@given(text=st.text(max_size=120) | st.text("~;-.0123456789pricefactogu/:@", max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_all(text, MODELS)
    except ValueError as error:
        refused = str(error)
    else:
        refused = ""
        assert read_all(";".join(map(str, found)), MODELS) == found
    assert refused or found or not text


def test_amounts_are_exact() -> None:
    own = read("Mine~price~0.000001~-~999.999999", MODELS)
    assert own == OwnPrice("Mine", (("low", Decimal("0.000001")), ("high", Decimal("999.999999"))))
