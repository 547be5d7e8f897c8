"""Names at the right ends of lines, apart from each other: a chart of lines that needs no legend."""

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from ui.drawing.charts import ABOVE, as_text, margin

_LETTERS = 20
"""Of a line of a name; of wide ones half as many."""
_LINE = 15
"""Pixels of a line of a name."""
_LEADER = 14
"""Pixels from the end of a line to its name."""
_ROOM, _BELOW = 145, 64
"""Pixels beside the plot for names, and below it for the axis and what it is of."""


class End(NamedTuple):
    """The right end of a line; `x` and `y` as an annotation takes them, so of a logarithmic axis the logarithms."""

    name: str
    x: Any
    y: float
    height: float
    """Of the plot, from 0 to 1."""
    colour: str


def layout(ends: Sequence[End], least: int) -> dict[str, Any]:
    """The layout of a chart of lines with their names: as tall as `least` pixels of plot, or as the names take."""
    plot = max(least, least_plot([end.name for end in ends]))
    return {
        "height": ABOVE + plot + _BELOW,
        "margin": margin(right=_ROOM, below=_BELOW),
        "annotations": names(ends, plot),
        "showlegend": False,
    }


def names(ends: Sequence[End], plot: int) -> list[dict[str, Any]]:
    """An annotation for each end, in a plot of so many pixels, with a leader where the name stands higher or lower."""
    wrapped = [_lines(end.name) for end in ends]
    at = apart([end.height * plot for end in ends], [_LINE * len(lines) for lines in wrapped], plot)
    return [
        {
            "x": end.x,
            "y": end.y,
            "text": "<br>".join(map(as_text, lines)),
            "align": "left",
            "xanchor": "left",
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": end.colour,
            "ax": _LEADER,
            "ay": round(end.height * plot - place, 1),
        }
        for end, lines, place in zip(ends, wrapped, at, strict=True)
    ]


def least_plot(of: Sequence[str]) -> int:
    """Pixels that the names take above each other."""
    return sum(_LINE * len(_lines(name)) for name in of)


def _lines(name: str) -> list[str]:
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in name)
    return textwrap.wrap(name, _LETTERS // 2 if wide else _LETTERS) or [""]


class _Block(NamedTuple):
    """Things that touch, from the lowest to the highest."""

    things: tuple[int, ...]
    size: float
    lowest: float
    """The sum of where each would have the lower edge of the block."""

    def edge(self, most: float) -> float:
        """Where its lower edge is: as close to what all want as it may be."""
        return max(0.0, min(self.lowest / len(self.things), most - self.size))

    def above(self, below: "_Block") -> "_Block":
        """Both as one."""
        lowest = below.lowest + self.lowest - below.size * len(self.things)
        return _Block(below.things + self.things, below.size + self.size, lowest)


def apart(wanted: Sequence[float], sizes: Sequence[float], most: float) -> list[float]:
    """Where the middles of things of these sizes stand: none on another, none beyond 0 and `most`, and the squares of
    how far they are from where they are wanted the least in sum. Where there is not room for all, the last ones stand
    beyond `most`.
    """
    blocks: list[_Block] = []
    for thing in sorted(range(len(wanted)), key=lambda thing: wanted[thing]):
        block = _Block((thing,), sizes[thing], wanted[thing] - sizes[thing] / 2)
        while blocks and blocks[-1].edge(most) + blocks[-1].size > block.edge(most):
            block = block.above(blocks.pop())
        blocks.append(block)
    at = list(wanted)
    for block in blocks:
        edge = block.edge(most)
        for thing in block.things:
            at[thing] = edge + sizes[thing] / 2
            edge += sizes[thing]
    return at
