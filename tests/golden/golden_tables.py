"""The checked-in comparisons of the guide's three scenarios, alone and together, on the guide's and on list prices.

Written anew after a price changed, to be read as a difference before it is checked in:

    python -m tests.golden.golden_tables
"""

from pathlib import Path

from pricing.compare.table import compare
from pricing.export.comparison_files import WRITERS
from pricing.export.comparisons import compare_data
from pricing.export.file_text import PLAIN_FILE
from pricing.prices import GUIDE
from pricing.scenario.examples import PRESETS
from tests.compare.making import from_query
from tests.making import TODAY, shipped

FOLDER = Path(__file__).parent / "tables"
ENDINGS = ("json", "csv")
_SERVICES = "services=gpt-image-1,dall-e-3,midjourney,stability-ai,gpt-image-2"


def _queries() -> dict[str, str]:
    found = {}
    guides = [keys for name, keys in PRESETS.items() if name.startswith("Guide")]
    for which, keys in zip(("1", "2", "3", "together"), guides, strict=True):
        for book, prices in (("guide", GUIDE), ("list", TODAY.isoformat())):
            pairs = {**keys, "prices": prices}
            query = "&".join(f"{key}={text}" for key, text in pairs.items())
            found[f"guide-{which}-on-{book}-prices"] = f"{query}&{_SERVICES}"
    return found


QUERIES = _queries()
"""File name -> link."""


def text(name: str, ending: str) -> str:
    """A golden file as it would be written now."""
    data = compare_data(compare(from_query(QUERIES[name]), shipped()), shipped(), TODAY)
    return WRITERS[ending](data, PLAIN_FILE)


def path(name: str, ending: str) -> Path:
    return FOLDER / f"{name}.{ending}"


if __name__ == "__main__":
    for file in QUERIES:
        for kind in ENDINGS:
            path(file, kind).write_bytes(text(file, kind).encode())
