"""What voters preferred, as a question to services: the score of one, and which are no worse than the present one.

Scores come with a 95% interval, and overlapping intervals are a tie: a lead inside them is chance.
"""

from collections.abc import Iterable

from pricing.prices.preferences import Board, Score


def score_of(models: Iterable[str], board: Board | None) -> Score | None:
    """The score of a service whose tiers buy these models.

    None without a score on the board, and for several models: each has its own, and voters never saw the mixture.
    """
    bought = set(models)
    return board.scores.get(bought.pop()) if board is not None and len(bought) == 1 else None


def no_worse(score: Score | None, present: Score | None) -> bool | None:
    """Whether a score's interval overlaps or lies above that of the present service; None where one has none."""
    return None if score is None or present is None else score.high >= present.low
