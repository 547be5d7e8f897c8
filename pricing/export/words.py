"""How the names and shares of a plan are written for people, in files and on pages."""

from pricing.prices import ListPrices, PriceBasis
from pricing.prices.revision import BookRevision
from pricing.scenario.mixes import Quality, SizeMix
from pricing.values.exact import PERCENT
from pricing.wording.figures import day, percent

COMPONENTS = {
    "text_input": "Prompt text",
    "image_input": "Reference images",
    "image_output": "Generated images",
    "further_megapixels": "Further megapixels",
    "tiles": "Tiles of the image",
    "own": "Own costs",
}
TIERS = {"low": "Low", "medium": "Medium", "high": "High"}


def price_book(prices: PriceBasis) -> str:
    """`24 Nov 2026` or `the May 2025 guide`: whose prices count."""
    return day(prices.day) if isinstance(prices, ListPrices) else "the May 2025 guide"


def book_revision(found: BookRevision) -> str:
    """`revision 836a47496113 of 24 Nov 2026`: the state of the price book."""
    return f"revision {found.hash} of {day(found.day)}"


def mix(quality: Quality) -> str:
    """`30% low, 50% medium, 20% high`; tiers without a share are left out."""
    return ", ".join(f"{percent(share)} {tier}" for tier, share in quality.shares())


def sizes(of: SizeMix) -> str:
    """`1024x1024`, or with their shares `1024x1024 70%, 1536x1024 30%`."""
    return ", ".join(f"{size} {percent(share)}" if share < PERCENT else str(size) for size, share in of)


def processed_size(of: str, processing: str) -> str:
    """`1024x1024, batch`: a size, and how it is processed where not as ever."""
    return of if processing == "standard" else f"{of}, {processing}"
