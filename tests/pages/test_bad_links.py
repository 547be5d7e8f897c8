"""A wrong value is named with what is accepted; no figure is computed from it; one click leads on."""

from urllib.parse import quote

import pytest

from tests.pages.planner import PAGES, address, assert_no_figure, assert_plan, go_to, opened, press, said

IMAGES = "a whole number from 0 to 10,000,000"
QUALITY = "three whole percentages"
SIZE = "a size like 1024x1024"
BAD = [
    ("images", "1e9", IMAGES),
    ("images", "nan", IMAGES),
    ("images", "１０００", IMAGES),
    ("images", "+5", IMAGES),
    ("images", "-5", IMAGES),
    ("images", "0x10", IMAGES),
    ("images", "1_000", IMAGES),
    ("images", "1,000", IMAGES),
    ("images", "007", IMAGES),
    ("images", " 5", IMAGES),
    ("images", "5.5", IMAGES),
    ("images", "", IMAGES),
    ("images", "10000001", IMAGES),
    ("v", "4", "1"),
    ("prices", "2026-11-25", "guide-2025-05"),
    ("prices", "2026-02-30", "guide-2025-05"),
    ("prices", "1999-01-01", "guide-2025-05"),
    ("model", "gpt-image-9", "gpt-image-1"),
    ("days", "0", "from 1 to 31"),
    ("days", "32", "from 1 to 31"),
    ("quality", "30-50-30", QUALITY),
    ("quality", "30-70", QUALITY),
    ("quality", "30.5-49.5-20", QUALITY),
    ("size", "1024", SIZE),
    ("size", "1024x1024:70,1536x1024:40", SIZE),
    ("size", "1024x1024:50,1024x1024:50", SIZE),
    ("prompt", "32001", "from 0 to 32,000"),
    ("refs", "16.5", "from 0 to 16"),
    ("refsize", "large", "a size in pixels"),
    ("fidelity", "medium", "low or high"),
    ("tries", "0.5", "from 1 to 20"),
    ("tries", "inf", "from 1 to 20"),
    ("reuse", "96", "from 0 to 95"),
    ("batch", "101", "from 0 to 100"),
    ("discount", "91", "from -100 to 90"),
    ("growth", "-51", "from -50 to 100"),
    ("start", "2026-13", "a month like 2026-11"),
    ("months", "37", "from 1 to 36"),
    ("budget", "-1", "from 0 to"),
]


@pytest.mark.parametrize(("field", "value", "accepted"), BAD)
def test_wrong_value_is_named(field: str, value: str, accepted: str) -> None:
    at = opened(f"{field}={quote(value)}")
    assert_no_figure(at)
    told = said(at)
    assert f"**{field}**" in told
    assert value in told
    assert accepted in told
    assert address(at) == {field: value}
    press(at, "nearest valid plan")
    assert_plan(at)


def test_repeated_key() -> None:
    at = opened("images=5&images=6")
    assert_no_figure(at)
    assert "**images**" in said(at)
    assert "more than once" in said(at)
    press(at, "nearest valid plan")
    assert_plan(at, images="5")


def test_very_long_value_is_shortened() -> None:
    at = opened("images=" + "9" * 10_000)
    assert_no_figure(at)
    assert "10,000 characters" in said(at)
    assert len(said(at)) < 1_000
    press(at, "nearest valid plan")
    assert_plan(at, images="10000000")


def test_every_wrong_field_is_named_at_once() -> None:
    at = opened("images=x&days=x&quality=x&growth=5")
    assert_no_figure(at)
    assert all(f"**{field}**" in said(at) for field in ("images", "days", "quality"))
    assert "**growth**" not in said(at)
    press(at, "nearest valid plan")
    assert_plan(at, images="1000", days="30", quality="30-50-20", growth="5")


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("images=99999999999", {"images": "10000000"}),
        ("days=40&months=100", {"days": "31", "months": "36"}),
        ("quality=30-50-40", {"quality": "25-42-33"}),
        ("size=1024x1024:60,1536x1024:60", {"size": "1024x1024:50,1536x1024:50"}),
        ("prices=2030-01-01", {"prices": "2026-11-24"}),
        ("model=GPT-Image-2", {"model": "gpt-image-2"}),
        ("images=x&discount=20&budget=500", {"images": "1000", "discount": "20", "budget": "500"}),
    ],
)
def test_nearest_plan_keeps_what_it_can(query: str, nearest: dict[str, str]) -> None:
    at = opened(query)
    assert_no_figure(at)
    press(at, "nearest valid plan")
    assert_plan(at, **nearest)


def test_model_outside_the_book_or_before_its_first_price() -> None:
    for query in ("prices=guide-2025-05&model=gpt-image-2", "prices=2023-12-01&model=gpt-image-2"):
        at = opened(query)
        assert_no_figure(at)
        assert "gpt-image-2" in said(at)
        press(at, "nearest valid plan")
        assert_plan(at)


def test_start_anew_forgets_the_link() -> None:
    at = opened("images=x&growth=5")
    press(at, "Start again")
    assert_plan(at, images="1000", growth="0")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_the_error(page: str) -> None:
    at = opened("images=1e9", page)
    assert_no_figure(at)
    assert "**images**" in said(at)


def test_wrong_address_takes_the_figure_of_the_plan_before_away() -> None:
    at = opened("images=500")
    go_to(at, "images=1e9")
    assert_no_figure(at)
    go_to(at, "images=600")
    assert_plan(at, images="600")


def test_unknown_keys_are_ignored_with_a_notice() -> None:
    at = opened("images=500&utm_source=mail&[x](https://a.example)=1")
    assert_plan(at, images="500")
    (notice,) = at.info
    assert "utm_source" in notice.value.replace("\\", "")
    assert r"\[x\]\(https\:" in notice.value
    assert "utm_source" not in address(at)


@pytest.mark.parametrize("value", ["`**bold**`", "<script>alert(1)</script>", "$x^2$", ":red[x]", "a\nb", "\u202e1"])
def test_wrong_value_is_shown_as_text(value: str) -> None:
    at = opened(f"images={quote(value)}")
    assert_no_figure(at)
    (line,) = [text.value for text in at.markdown if "images" in text.value]
    quoted = line.split("`")
    assert len(quoted) == 3
    assert quoted[1].isprintable()
