"""What the Decide page shows as tables."""

from collections.abc import Sequence

import pandas as pd

from pages.drawing import words
from pricing.decide import words as decide_words
from pricing.decide.moves import Move
from pricing.scenario.scenario import Scenario


def moves(found: Sequence[Move], scenario: Scenario) -> pd.DataFrame:
    """The levers, the one that moves the bill most first; values as people read them."""
    return pd.DataFrame(
        {
            "Lever": [decide_words.lever_of(move.lever, move.workload, scenario) for move in found],
            "From": [decide_words.lever_at(move.lever, move.low) for move in found],
            "To": [decide_words.lever_at(move.lever, move.high) for move in found],
            "Cost a month from": [words.money(move.cost_low) for move in found],
            "Cost a month to": [words.money(move.cost_high) for move in found],
            "Because": [_because(move) for move in found],
        }
    )


def _because(move: Move) -> str:
    if move.ranged:
        return "its range"
    return "10% down and up, as far as its limit" if move.at_limit else "10% down and up"
