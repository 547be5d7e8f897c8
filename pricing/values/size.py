"""Image sizes in pixels, written `1024x1536` (width first)."""

import re
from typing import Literal, NamedTuple

_GRAMMAR = re.compile(r"([1-9][0-9]{1,4})x([1-9][0-9]{1,4})", re.ASCII)
LARGEST_EDGE = 16_384


class Size(NamedTuple):
    """Width and height of an image, in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def orientation(self) -> Literal["landscape", "portrait", "square"]:
        if self.width == self.height:
            return "square"
        return "landscape" if self.width > self.height else "portrait"

    @classmethod
    def parse(cls, text: str) -> "Size":
        """Read `WxH`; raises ValueError for anything else or an edge above 16,384 pixels."""
        match = _GRAMMAR.fullmatch(text)
        if match is None or max(int(match[1]), int(match[2])) > LARGEST_EDGE:
            raise ValueError(f"{text!r} is not a size like 1024x1536 (edges of 10 to 16,384 pixels)")
        return cls(int(match[1]), int(match[2]))
