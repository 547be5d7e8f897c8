"""Rules of how much of each component an image takes; `pricing.bill.quantities` has the arithmetic."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, model_validator

from pricing.prices.base import Amount, Component, Confidence, FileRecord, PixelSize, Unit


class _Rule(FileRecord):
    source: str
    confidence: Confidence
    note: str = ""


class _OutputRule(_Rule):
    @property
    def units(self) -> Mapping[Component, Unit]:
        """The components of a generated image, and the unit of their prices."""
        return {"image_output": "USD per 1M tokens"}

    @property
    def qualities(self) -> tuple[str, ...]:
        """The qualities that the rule tells apart; empty where it holds for any."""
        return ()


class TableTokens(_OutputRule):
    """Output tokens printed per quality and size; other sizes have none."""

    kind: Literal["table"]
    tokens: dict[str, dict[PixelSize, int]]

    @property
    def qualities(self) -> tuple[str, ...]:
        return tuple(self.tokens)


class TokenEstimate(FileRecord):
    """Output tokens of a quality that few measurements have: so many times those of a known base."""

    base: PositiveInt
    """Of the quality that was measured beside it."""
    least: Amount
    most: Amount
    """Times the tokens of the base; the middle of the two is billed."""
    measured: dict[PixelSize, PositiveInt] = Field(default_factory=dict)
    """Tokens at a size that was measured itself: billed there, and within the range."""

    @model_validator(mode="after")
    def _ordered(self) -> "TokenEstimate":
        if not 0 < self.least < self.most:
            raise ValueError(f"least {self.least} is not between 0 and most {self.most}")
        return self


class AspectTokens(_OutputRule):
    """Output tokens from the shape of the image, see `quantities.aspect_tokens`."""

    kind: Literal["aspect"]
    base: dict[str, int]
    estimates: dict[str, TokenEstimate] = Field(default_factory=dict)
    """Qualities whose tokens are estimated; none of them is in `base`."""
    multiple_of: int
    largest_edge: int

    @property
    def qualities(self) -> tuple[str, ...]:
        return (*self.estimates, *self.base)


class PixelTokens(_OutputRule):
    """Output tokens that grow with the pixel count from those of a 1024x1024 image."""

    kind: Literal["pixels"]
    square: dict[str, int]

    @property
    def qualities(self) -> tuple[str, ...]:
        return tuple(self.square)


class StartedMegapixels(_OutputRule):
    """A price for the first megapixel and one for each further one that is started, see `pieces.started`."""

    kind: Literal["started_megapixels"]
    pixels: PositiveInt
    """Pixels of a megapixel: vendors count 1024x1024 or 1,000,000."""
    largest: PixelSize
    """The largest image with a price, by pixels."""

    @property
    def units(self) -> Mapping[Component, Unit]:
        return {"image_output": "USD per first megapixel", "further_megapixels": "USD per further megapixel"}


class Steps(_OutputRule):
    """A price for each step of the model and, where it has tiles, one for each tile of the image."""

    kind: Literal["steps"]
    steps: Annotated[dict[str, PositiveInt], Field(min_length=1)]
    """Quality -> steps of one image."""
    sizes: Annotated[tuple[PixelSize, ...], Field(min_length=1)]
    """The sizes that the price is known for."""
    tile: PositiveInt | None = None
    """Edge of a tile in pixels, see `pieces.tiles`; None where only steps are billed."""

    @property
    def units(self) -> Mapping[Component, Unit]:
        steps: Mapping[Component, Unit] = {"image_output": "USD per step"}
        return steps if self.tile is None else {**steps, "tiles": "USD per tile"}

    @property
    def qualities(self) -> tuple[str, ...]:
        return tuple(self.steps)


class _InputRule(_Rule):
    included: int = Field(default=0, ge=0)
    """How many of the tokens, images or megapixels the price of the generated image includes."""

    @property
    def units(self) -> Mapping[Component, Unit]:
        """The component of a reference image, and the unit of its prices."""
        return {"image_input": "USD per 1M tokens"}


class TileInput(_InputRule):
    """Input tokens by 512-pixel tiles, see `quantities.tile_tokens`."""

    kind: Literal["tiles"]
    fidelity: bool
    """Whether the model has the high input fidelity."""


class EnlargedReading(FileRecord):
    """What another source says of patches: an image is enlarged before it is cut, see `quantities.enlarged_tokens`."""

    source: str
    edge: PositiveInt
    """Pixels that the long side is enlarged toward."""
    times: PositiveInt
    """How often it is enlarged at most."""
    ratio_most: PositiveInt
    """Of the long side to the short one: a longer shape is billed as this one."""


class PatchInput(_InputRule):
    """Input tokens by 32-pixel patches, see `quantities.patch_tokens`."""

    kind: Literal["patches"]
    cap: int
    otherwise: EnlargedReading | None = None
    """The reading that disagrees; the bill goes by the other."""


class FlatInput(_InputRule):
    """The same number of input tokens for every reference image."""

    kind: Literal["flat"]
    tokens: int


class ImageInput(_InputRule):
    """A price for each reference image, whatever its size."""

    kind: Literal["images"]

    @property
    def units(self) -> Mapping[Component, Unit]:
        return {"image_input": "USD per image"}


class IncludedInput(_InputRule):
    """The price of the generated image includes some reference images; what further ones cost is not known."""

    kind: Literal["included"]
    included: PositiveInt

    @property
    def units(self) -> Mapping[Component, Unit]:
        return {}


class MegapixelInput(_InputRule):
    """A price for each started megapixel of each reference image."""

    kind: Literal["megapixels"]
    pixels: PositiveInt
    """Pixels of a megapixel."""

    @property
    def units(self) -> Mapping[Component, Unit]:
        return {"image_input": "USD per megapixel"}


TokenOutput = TableTokens | AspectTokens | PixelTokens
OutputRule = TokenOutput | StartedMegapixels | Steps
TokenInput = TileInput | PatchInput | FlatInput
InputRule = TokenInput | ImageInput | IncludedInput | MegapixelInput
Rule = Annotated[OutputRule | InputRule, Field(discriminator="kind")]
