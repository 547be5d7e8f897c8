"""Names at the right ends of the lines of a chart, without overlap, in place of a legend."""

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from ui.drawing.charts import ABOVE, Spec, as_text, margin

_LETTERS = 20
"""The most letters in a line of a name; half as many if it has wide ones."""
_LINE = 15
"""Pixels of a line of a name."""
_LEADER = 14
"""Pixels from the end of a line to its name."""
_ROOM, _BELOW = 145, 64
"""Pixels beside the plot for names, and below it for the axis and its title."""


class LineEnd(NamedTuple):
    """The right end of a line; `x` and `y` are those of an annotation, so logarithms on a logarithmic axis."""

    name: str
    x: str | float
    y: float
    height: float
    """The height in the plot, from 0 to 1."""
    colour: str


def layout(ends: Sequence[LineEnd], least: int) -> Spec:
    """The layout of a chart of lines with their names; its plot has `least` pixels, or as many as the names need."""
    plot = max(least, least_plot([end.name for end in ends]))
    return {
        "height": ABOVE + plot + _BELOW,
        "margin": margin(right=_ROOM, below=_BELOW),
        "annotations": names(ends, plot),
        "showlegend": False,
    }


def names(ends: Sequence[LineEnd], plot: int) -> list[Spec]:
    """An annotation for each end, in a plot of `plot` pixels, with a leader to a name that is higher or lower."""
    heights = [_LINE * len(_lines(end.name)) for end in ends]
    middles = apart([end.height * plot for end in ends], heights, plot)
    return [
        {
            "x": end.x,
            "y": end.y,
            "text": in_lines(end.name),
            "align": "left",
            "xanchor": "left",
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": end.colour,
            "ax": _LEADER,
            "ay": round(end.height * plot - place, 1),
        }
        for end, place in zip(ends, middles, strict=True)
    ]


def least_plot(names: Sequence[str]) -> int:
    """The height of the names above each other, in pixels."""
    return sum(_LINE * len(_lines(name)) for name in names)


def in_lines(name: str) -> str:
    """A name as text of a chart, broken into lines."""
    return "<br>".join(map(as_text, _lines(name)))


def _lines(name: str) -> list[str]:
    return textwrap.wrap(name, _LETTERS // 2 if wide_letters(name) else _LETTERS) or [""]


def wide_letters(text: str) -> int:
    """The number of letters that are twice as wide as Latin ones."""
    return sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


class _Block(NamedTuple):
    """Names that touch each other, moved as one block; `places` are their indices, from the lowest to the highest."""

    places: tuple[int, ...]
    size: float
    lowest: float
    """The sum of the lower edges that the block would have if each name were at its wanted middle."""

    def edge(self, most: float) -> float:
        """The lower edge of the block: the mean of the wanted ones, within the plot."""
        return max(0.0, min(self.lowest / len(self.places), most - self.size))

    def above(self, below: "_Block") -> "_Block":
        """Both blocks as one."""
        lowest = below.lowest + self.lowest - below.size * len(self.places)
        return _Block(below.places + self.places, below.size + self.size, lowest)


def apart(wanted: Sequence[float], sizes: Sequence[float], most: float) -> list[float]:
    """Middles of blocks of these sizes between 0 and `most`, without overlap, with the least sum of squared distances
    from the wanted middles. If there is not room for all, the last ones are above `most`.
    """
    blocks: list[_Block] = []
    for place in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        block = _Block((place,), sizes[place], wanted[place] - sizes[place] / 2)
        while blocks and blocks[-1].edge(most) + blocks[-1].size > block.edge(most):
            block = block.above(blocks.pop())
        blocks.append(block)
    middles = list(wanted)
    for block in blocks:
        edge = block.edge(most)
        for place in block.places:
            middles[place] = edge + sizes[place] / 2
            edge += sizes[place]
    return middles
