"""The picture for link previews: its size, that it never fails, and that text stays in its place."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from web import card as module
from web import lettering
from web.card import card

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"
MARGINS = ((0, 0, 80, 630), (1118, 0, 1200, 630), (0, 0, 1200, 50), (0, 576, 1200, 630))
BETWEEN_TITLE_AND_COST = (0, 276, 1200, 286)
TITLE = (0, 116, 1200, 276)
BAR = (88, 548, 1112, 562)


def made(title: str = "Spring catalogue", cost: str = "$17,220", **more: object) -> Image.Image:
    values = {"model": "GPT Image 2", "prices": "Prices of 24 Nov 2026"} | more
    return Image.open(io.BytesIO(card(title, cost, **values))).convert("RGB")


def is_blank(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (255, 255, 255))]


def differ(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int] = (0, 0, 1200, 630)) -> bool:
    return ImageChops.difference(one.crop(box), other.crop(box)).getbbox() is not None


def assert_text_in_its_place(image: Image.Image) -> None:
    assert image.size == (1200, 630)
    assert all(is_blank(image, box) for box in MARGINS)
    assert is_blank(image, BETWEEN_TITLE_AND_COST)


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    caches = (module.card, lettering._runs, lettering._is_there)
    monkeypatch.setattr(lettering, "_FONTS", ("no-such-font.ttf",))
    monkeypatch.setattr(lettering, "_JAPANESE", "no-such-font.ttc")
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_it_is_a_png_of_the_size_previews_want() -> None:
    data = card("Spring catalogue", "$17,220", "GPT Image 2", "Prices of 24 Nov 2026")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    image = Image.open(io.BytesIO(data))
    assert (image.size, image.format, image.mode) == ((1200, 630), "PNG", "RGB")
    assert len(data) < 300_000
    assert_text_in_its_place(image)


def test_the_same_plan_has_the_same_bytes() -> None:
    one, other = (card.__wrapped__("Title 日本", "$1", "Model", "Prices", "Note", (10, 20, 70)) for _ in range(2))
    assert one == other


def test_a_card_is_kept() -> None:
    assert card("Kept", "$1", "Model", "Prices") is card("Kept", "$1", "Model", "Prices")


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Autumn catalogue"},
        {"cost": "$17,221"},
        {"model": "GPT Image 1"},
        {"prices": "Another day"},
        {"note": "A note"},
        {"quality": (31, 49, 20)},
    ],
    ids=str,
)
def test_every_part_shows(other: dict[str, Any]) -> None:
    assert differ(made(), made(**other))


def test_the_colours_are_those_of_the_light_theme() -> None:
    theme = tomllib.loads(THEME.read_text(encoding="utf-8"))["theme"]
    light = theme["light"]
    named = (light["backgroundColor"], light["borderColor"], light["textColor"], light["primaryColor"])
    assert named == (module.BACKGROUND, module.BORDER, module.TEXT, module.ACCENT)
    assert set(module.TIERS) <= set(theme["chartCategoricalColors"])


@pytest.mark.parametrize(
    "title",
    [
        "word " * 2000,
        "x" * 10_000,
        "W" * 10_000,
        "i" * 10_000,
        "." * 10_000,
        "日本" * 5000,
        "a\u0301" * 5000,
        "a" + "\u0301" * 10_000,
        "\u0301" * 10_000,
        "ﷺ" * 5000,
        "\u202e" * 10_000,
        "العربية " * 1200,
        "😀" * 2500,
        "\n" * 10_000,
        "𒐫" * 2500,
    ],
    ids=lambda title: f"{title[:3]!a}",
)
def test_a_title_of_10_kb_fits(title: str) -> None:
    assert_text_in_its_place(made(title))


def test_a_long_title_ends_in_an_ellipsis_on_its_second_line() -> None:
    lines = lettering.wrapped("one two three four five " * 20, 56, 2, 1024)
    assert len(lines) == 2
    assert lines[0].startswith("one two")
    assert lines[1].endswith("…")
    assert lettering.wrapped("Spring catalogue", 56, 2, 1024) == ["Spring catalogue"]


def test_other_scripts_are_drawn() -> None:
    empty = made("")
    for title in ("画像の費用", "تكلفة الصور", "עלות תמונות", "Стоимость", "Café", "😀"):
        image = made(title)
        assert differ(image, empty, TITLE)
        assert not differ(image, empty, (0, 276, 1200, 630))


CHINESE = "电商产品图直骨关复次，圖像費用估算"


def glyph(name: str, char: str) -> bytes:
    return bytes(lettering._font(name, 48).getmask(char))


@pytest.mark.usefixtures("no_system_fonts")
def test_chinese_is_drawn_without_system_fonts() -> None:
    runs = lettering._runs(CHINESE)
    assert "".join(run for run, _ in runs) == CHINESE
    box = {glyph(name, lettering._NO_CHARACTER) for _, name in runs}
    drawn = [glyph(name, char) for run, name in runs for char in run]
    assert len(set(drawn)) == len(drawn), "each is a glyph of its own"
    assert not box & set(drawn)
    assert_text_in_its_place(made(CHINESE))


def test_chinese_is_as_chinese_readers_write_it_and_japanese_as_japanese_do() -> None:
    chinese, japanese = (lettering._runs(text)[0][1] for text in ("直骨关", "直骨の"))
    assert chinese == lettering._CHINESE
    if lettering._is_there(lettering._JAPANESE):
        assert japanese == lettering._JAPANESE
        assert glyph(chinese, "直") != glyph(japanese, "直")


@pytest.mark.usefixtures("no_system_fonts")
def test_without_system_fonts_there_are_boxes_and_plain_letters() -> None:
    empty = made("")
    for title in ("تكلفة الصور", "😀", "\ue000"):
        assert differ(made(title), empty, TITLE)
        assert_text_in_its_place(made(title))
    assert not differ(made("Café crème"), made("Cafe creme"))


@pytest.mark.parametrize(
    "title",
    [
        "Spring\x00 catalogue",
        "Spring \u202ecatalogue\u202c",
        "\u2066Spring\u2069 catalogue",
        "Spring\r\n\tcatalogue",
        "\ufeffSpring catalogue\u200b",
        "  Spring \x1b catalogue ",
        "Spring\u2028catalogue",
        "Spring catalogue\ud800",
    ],
    ids=ascii,
)
def test_what_is_not_text_is_dropped(title: str) -> None:
    assert not differ(made(title), made("Spring catalogue"))


@pytest.mark.parametrize("text", ["<b>bold</b>", "{title}", "%s", "\\n", "$(id)", "**bold**", "../../etc/passwd"])
def test_text_is_drawn_as_text(text: str) -> None:
    assert differ(made(text), made(""), TITLE)
    assert lettering.wrapped(lettering.cleaned(text), 56, 2, 1024) == [text]


def test_a_cost_of_any_length_stays_on_the_card() -> None:
    for cost in ("$0", "$123,456,789,012.34", "$" + "9" * 500, "Not priced", "Not priced " * 50, ""):
        assert_text_in_its_place(made(cost=cost))


@pytest.mark.parametrize(
    "quality",
    [(0, 0, 0), (100, 0, 0), (0, 0, 100), (1, 98, 1), (-5, 50, -1), (10_000, 1, 1), (10**30, 1, 10**30), (1, 0, 99)],
)
def test_any_shares_make_a_bar(quality: tuple[int, int, int]) -> None:
    image = made(quality=quality)
    assert_text_in_its_place(image)
    assert not is_blank(image, BAR)


def test_the_bar_has_the_shares() -> None:
    image = made(quality=(30, 50, 20))
    pixels = [image.getpixel((88 + 1024 * at // 100, 555)) for at in (15, 55, 90)]
    colours = ["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in pixels if isinstance(pixel, tuple)]
    assert tuple(colours) == module.TIERS
    assert differ(made(quality=(0, 0, 0)), image, BAR)


@settings(max_examples=30)
@given(
    texts=st.lists(st.text(st.characters(), max_size=80), min_size=5, max_size=5),
    quality=st.tuples(*[st.integers(-5, 200)] * 3),
)
@example(texts=["", "", "", "", ""], quality=(0, 0, 0))
@example(texts=["\ud800\U0010ffff\ufffe"] * 5, quality=(1, 1, 1))
def test_nonsense_makes_a_card(texts: list[str], quality: tuple[int, int, int]) -> None:
    image = Image.open(io.BytesIO(card(*texts, quality)))
    assert image.size == (1200, 630)
