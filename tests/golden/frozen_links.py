"""Links as they were sent, with the exact month of each: what a reader of an old link sees.

The file is never written anew. Where a price was corrected, the figure of that day stays in `per_month` and the
corrected one stands in `corrected`; the change log names the model.
"""

import csv
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("frozen_links.csv")
NOT_PRICED = "not priced"


class FrozenLink(NamedTuple):
    """A link, and what it costs a month: exact text, or `not priced`."""

    query: str
    per_month: str
    corrected: str
    """What it costs since a correction; empty where no correction reaches it."""


def frozen_links() -> list[FrozenLink]:
    """Every frozen link."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [FrozenLink(**row) for row in csv.DictReader(file)]
