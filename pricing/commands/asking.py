"""What commands are asked with and answer with: a scenario as a query string, a text and an exit code."""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.scenario import Scenario

MISSING = "not priced"
EXAMPLE = "'model=gpt-image-2&images=1000&quality=30-50-20'"
FINE, NOT_WITHIN, BAD_INPUT = 0, 1, 2
"""Exit codes; the second for a cost above the budget, a figure without a price, and feeds that differ."""


class InputError(Exception):
    """What the user gave cannot be used; the text is one line."""


class Output(NamedTuple):
    """What a command prints, and its exit code."""

    text: str
    code: int = FINE


class Run(Protocol):
    def __call__(self, options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output: ...


def scenario_of(query: str, books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario of a query string; keys that no link has are named on standard error."""
    reading = link.parse(query, books, today)
    if reading.scenario is None:
        raise InputError("; ".join(map(str, reading.problems)))
    if reading.ignored:
        print(f"ignored: {', '.join(reading.ignored)}", file=sys.stderr)
    return reading.scenario


def not_priced(whole: Estimate) -> str:
    """One line that names the workloads without a price, or their models where they have no name."""
    return f"{MISSING}: {', '.join(bill.workload.name or bill.workload.model for bill in whole.bills if bill.unpriced)}"


def rows(columns: Sequence[str], of: Sequence[dict[str, Any]]) -> list[list[str]]:
    """A table with its heads."""
    return [list(columns), *([MISSING if row[key] is None else str(row[key]) for key in columns] for row in of)]


def aligned(table: list[list[str]]) -> str:
    """A table in columns as wide as their longest cell."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in table
    )
