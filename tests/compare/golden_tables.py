"""The checked-in comparisons of the guide's three scenarios, on the guide's prices and on list prices.

Written anew after a price changed, to be read as a difference before it is checked in:

    python -m tests.compare.golden_tables
"""

from pathlib import Path

from pricing.compare import compare
from pricing.compare_exports import WRITERS, compare_data
from pricing.presets import PRESETS
from pricing.prices import GUIDE
from tests.compare.making import from_query
from tests.unit.making import TODAY, shipped

FOLDER = Path(__file__).parent / "golden"
ENDINGS = ("json", "csv")
_SERVICES = "services=gpt-image-1,dall-e-3,midjourney,stability-ai,gpt-image-2"


def _queries() -> dict[str, str]:
    found = {}
    guides = [keys for name, keys in PRESETS.items() if name.startswith("Guide")]
    for number, keys in enumerate(guides, 1):
        for book, prices in (("guide", GUIDE), ("list", TODAY.isoformat())):
            pairs = {**keys, "prices": prices}
            query = "&".join(f"{key}={text}" for key, text in pairs.items())
            found[f"guide-{number}-on-{book}-prices"] = f"{query}&{_SERVICES}"
    return found


QUERIES = _queries()
"""File name -> link."""


def text(name: str, ending: str) -> str:
    """A golden file as it would be written now."""
    scenario, terms = from_query(QUERIES[name])
    return WRITERS[ending](compare_data(compare(scenario, terms, shipped()), terms, shipped(), TODAY))


def path(name: str, ending: str) -> Path:
    return FOLDER / f"{name}.{ending}"


if __name__ == "__main__":
    for file in QUERIES:
        for kind in ENDINGS:
            path(file, kind).write_bytes(text(file, kind).encode())
