"""The picture of a link in a messenger: the plan's title and its cost a month."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from web.lettering import cleaned, draw_line, fitted, length_of, wrapped

SIZE = (1200, 630)
_ICON = Path(__file__).parents[1] / "pages" / "icon.png"

# The light theme of .streamlit/config.toml.
BACKGROUND = "#ffffff"
BORDER = "#dce1ea"
TEXT = "#111827"
ACCENT = "#1f5fd0"
TIERS = ("#2f6fde", "#d97706", "#b4449c")
MUTED = "#566074"

_MARGIN = 88
_WIDTH = SIZE[0] - 2 * _MARGIN
_SMOOTH = 4
"""The factor by which shapes are drawn larger and then reduced, since Pillow draws rough edges."""


@lru_cache(maxsize=256)
def card(
    title: str,
    cost: str,
    model: str,
    prices: str,
    note: str = "",
    quality: tuple[int, int, int] = (30, 50, 20),
    unit: str = "",
    product: str = "",
) -> bytes:
    """A PNG of 1200x630. `cost` is the monthly cost as text, `prices` the price date or the book, in words.

    `quality` are the shares of low, medium and high in the bar. `unit` follows a cost that is a figure.
    """
    image = Image.new("RGB", SIZE, BACKGROUND)
    draw = ImageDraw.Draw(image)
    with Image.open(_ICON) as icon:
        small = icon.convert("RGBA").resize((48, 48), Image.Resampling.LANCZOS)
    image.paste(small, (_MARGIN - 3, 58), small)
    draw_line(draw, (_MARGIN + 60, 93), product, 30, MUTED)
    for place, line in enumerate(wrapped(cleaned(title), 56, 2, _WIDTH)):
        draw_line(draw, (_MARGIN, 184 + place * 68), line, 56, TEXT, weight=0.02)
    _cost(draw, cleaned(cost), unit, 392)
    below = " · ".join(text for text in (cleaned(model), cleaned(prices)) if text)
    draw_line(draw, (_MARGIN, 458), *fitted(below, 32, 26, _WIDTH), TEXT)
    draw_line(draw, (_MARGIN, 504), *fitted(cleaned(note), 26, 26, _WIDTH), MUTED)
    _bar(image, quality, (_MARGIN, 548), (_WIDTH, 14))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _cost(draw: ImageDraw.ImageDraw, cost: str, unit: str, baseline: int) -> None:
    """The cost, as large as it fits; `unit` follows it if it is a figure."""
    is_figure = any(char.isdigit() for char in cost)
    unit = unit if is_figure else ""
    room = _WIDTH - (24 + round(length_of(unit, 36)) if unit else 0)
    text, size = fitted(cost, 116 if is_figure else 92, 56, room)
    colour = ACCENT if is_figure else TEXT
    end = draw_line(draw, (_MARGIN - size // 24, baseline), text, size, colour, weight=0.022)
    draw_line(draw, (round(end) + 24, baseline), unit, 36, MUTED)


def _bar(image: Image.Image, quality: tuple[int, int, int], corner: tuple[int, int], size: tuple[int, int]) -> None:
    """A bar with the shares of the tiers; a plain one without shares."""
    parts = [(share, colour) for share, colour in zip(quality, TIERS, strict=False) if share > 0] or [(1, BORDER)]
    total = sum(share for share, _ in parts)
    width, height = (length * _SMOOTH for length in size)
    strip = Image.new("RGB", (width, height), BACKGROUND)
    draw = ImageDraw.Draw(strip)
    done, gap = 0, 3 * _SMOOTH
    for share, colour in parts:
        start, end = (edge * width // total for edge in (done, done + share))
        draw.rectangle((min(start + gap, end) if done else 0, 0, end, height), fill=colour)
        done += share
    mask = Image.new("L", strip.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), height // 2, fill=255)
    image.paste(strip.resize(size, Image.Resampling.BOX), corner, mask.resize(size, Image.Resampling.BOX))
