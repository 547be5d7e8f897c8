"""Text in a picture, in fonts that have its characters: the planner's own, then those of the system."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

_ELLIPSIS = "…"
_BUNDLED = ""
"""Pillow's own font: Latin letters without accents."""
_CHINESE = str(Path(__file__).parent / "fonts" / "NotoSansSC-Regular.otf")
"""The planner's own font of Chinese characters, as they are written in China."""
_FIRST_CHINESE = "\u2000"
"""The first character of that font, which begins with punctuation."""
_RARE_CHINESE, _JAPANESE = "NotoSansCJK-Regular.ttc#2", "NotoSansCJK-Regular.ttc"
_FONTS = (
    "LiberationSans-Regular.ttf",
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    _RARE_CHINESE,
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "ipag.ttf",
    "NotoEmoji-Regular.ttf",
    "Symbola.ttf",
    "Symbola_hint.ttf",
    "unifont.otf",
    "unifont.ttf",
    "Arial Unicode.ttf",
    "msyh.ttc",
    "seguisym.ttf",
)
"""Files that Pillow looks for in the system's font folders, in this order, for characters that the planner's own fonts
lack. The number after `#` is that of a font in its file.
"""
_NO_CHARACTER = "\U0010ffff"
_TRIAL = 24
"""The size at which fonts are tested for a character."""
_LONGEST = 400
"""More characters than two lines can hold."""
_MOST_MARKS = 3
"""The most combining marks on one character; more would cover the other lines."""


def cleaned(text: str) -> str:
    """The text in one line, without control and format characters (bidirectional ones too) and half surrogates."""
    spaced = "".join(" " if char.isspace() else char for char in text[: 8 * _LONGEST])
    chars = []
    marks = 0
    for char in unicodedata.normalize("NFC", spaced):
        category = unicodedata.category(char)
        if category in {"Cc", "Cf", "Cs"} or unicodedata.name(char, "").startswith("VARIATION SELECTOR"):
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            chars.append(char)
    cleaned = " ".join("".join(chars).split())
    return cleaned if len(cleaned) <= _LONGEST else cleaned[:_LONGEST] + _ELLIPSIS


def wrapped(text: str, size: int, lines: int, room: int) -> list[str]:
    """The text on at most `lines` lines of `room` pixels; if it does not fit, it ends in an ellipsis."""
    fitting: list[str] = []
    while text and len(fitting) < lines - 1 and length_of(text, size) > room:
        end = _longest(text, lambda part: length_of(part, size) <= room)
        space = text.rfind(" ", 0, end + 1)
        end = space if space > end // 2 else end
        fitting.append(text[:end].rstrip())
        text = text[end:].lstrip()
    if text:
        fitting.append(shortened(text, size, room))
    return fitting


def fitted(text: str, size: int, smallest: int, room: int) -> tuple[str, int]:
    """The text and the largest size in which it fits; at the smallest size it is shortened."""
    while size > smallest and length_of(text, size) > room:
        size = max(size - 4, smallest)
    return shortened(text, size, room), size


def shortened(text: str, size: int, room: int) -> str:
    if length_of(text, size) <= room:
        return text
    end = _longest(text, lambda part: length_of(part + _ELLIPSIS, size) <= room)
    return text[:end].rstrip(f" {_ELLIPSIS}") + _ELLIPSIS


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """The length of the longest beginning that fits, at least 1."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    while low > 1 and low < len(text) and unicodedata.category(text[low]).startswith("M"):
        low -= 1
    return low


def draw_line(
    draw: ImageDraw.ImageDraw, position: tuple[float, float], text: str, size: int, colour: str, weight: float = 0
) -> float:
    """Draw a line of text from the left end of its baseline; `weight` thickens the strokes. Returns its right end."""
    right_end, baseline = position
    for run, name in _runs(text):
        font = _font(name, size)
        draw.text((right_end, baseline), run, colour, font, "ls", stroke_width=size * weight, stroke_fill=colour)
        right_end += font.getlength(run)
    return right_end


def length_of(text: str, size: int) -> float:
    return sum(_font(name, size).getlength(run) for run, name in _runs(text))


@lru_cache(maxsize=512)
def _runs(text: str) -> tuple[tuple[str, str], ...]:
    """The text in parts, each with the font that draws it; one font for all its letters if one has them.

    The parts are in the order in which they are drawn, from left to right: reversed for Arabic or Hebrew text.
    """
    letters = {char for char in text if unicodedata.category(char)[0] in "LMN"}
    fonts = _fonts(text)
    main = next((name for name in fonts if all(_has(name, char) for char in letters)), _BUNDLED)
    chosen: list[tuple[str, str]] = []
    for char in text:
        before = chosen[-1][1] if chosen else main
        if _joins(char) and _has(before, char):
            chosen.append((char, before))
        else:
            chosen.append(_with_font(char, (main, *fonts)))
    runs = [("".join(char for char, _ in run), name) for name, run in groupby(chosen, lambda pair: pair[1])]
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    return tuple(runs if first == "L" else reversed(runs))


def _joins(char: str) -> bool:
    """Whether a character should be drawn in the font of the one before it."""
    return char == " " or unicodedata.category(char).startswith("M")


def _with_font(char: str, fonts: Sequence[str]) -> tuple[str, str]:
    """The character and a font that has it; else its letter without the accent, else an empty box."""
    for name in fonts:
        if _has(name, char):
            return char, name
    if _joins(char):
        return "", fonts[0]
    base = unicodedata.normalize("NFD", char)[0]
    return (base, _BUNDLED) if _has(_BUNDLED, base) else (char, _BUNDLED)


def _fonts(text: str) -> list[str]:
    """The available fonts, in the order in which they are tried for a text; with kana, a Japanese one comes first."""
    japanese = any("\u3040" <= char <= "\u30ff" for char in text)
    first = (_JAPANESE, _CHINESE) if japanese else (_CHINESE,)
    return [_BUNDLED, *filter(_is_there, (*first, *_FONTS))]


@lru_cache(maxsize=64)
def _is_there(name: str) -> bool:
    try:
        _font(name, _TRIAL)
    except OSError:
        return False
    return True


@lru_cache(maxsize=8192)
def _has(name: str, char: str) -> bool:
    """Whether a font has a character: whether it draws it unlike its box for a missing one."""
    if name == _CHINESE and char < _FIRST_CHINESE:
        # A combining mark that it lacks is drawn over the letter, and so unlike its box.
        return char == " "
    return char == " " or _mask(name, char) != _mask(name, _NO_CHARACTER)


def _mask(name: str, char: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(name, _TRIAL).getmask(char)
    return mask.size, bytes(mask)


@lru_cache(maxsize=256)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font by the name of its file; raises OSError if the system does not have it."""
    if name != _BUNDLED:
        file, _, number = name.partition("#")
        return ImageFont.truetype(file, size, int(number or 0))
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font
