"""What voters preferred: the scores of one board on one day, a file beside the vendors' prices.

A score is of a model at the one setting that the board had. No quality of a model has a score of its own.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.prices.base import FileRecord, PriceBookError, Source, read_file

PREFERENCES = "preferences"
BOARDS = (PREFERENCES, "preferences-editing", "preferences-words")
"""Names of the files among the price files, that of the board of text to image first."""
BoardUse = Literal["text to image", "image editing", "words in the picture"]
_Positive = Annotated[int, Field(strict=True, gt=0)]
_Address = Annotated[str, Field(pattern=r"^https://[^\s]+$")]


class Score(FileRecord):
    """A model's score in points, and its 95% interval."""

    score: _Positive
    low: _Positive
    high: _Positive
    votes: _Positive | None = None
    """Votes that it rests on; None where the board does not say."""
    setting: str = ""
    """The quality or build that was voted on; empty where the board does not state it."""
    alias: str
    """The model's name on the board."""

    @model_validator(mode="after")
    def _within(self) -> "Score":
        if not self.low <= self.score <= self.high:
            raise ValueError(f"score {self.score} is not between low {self.low} and high {self.high}")
        return self


class Board(FileRecord):
    """Every score that models of the book have on one board; a model that is not there has none."""

    use: BoardUse = "text to image"
    """What voters were shown; scores of two uses do not compare."""
    title: str
    about: str
    """What the scores are, and what they are not."""
    day: dt.date
    """Day of the snapshot, the same for every model."""
    revision: Annotated[str, Field(pattern=r"^([0-9a-f]{40})?$")] = ""
    """Of the dataset, as its publisher counts; empty where that is not known."""
    credit: str
    address: _Address
    """Of the dataset, for the credit."""
    changes: str
    """What is otherwise here than in the dataset."""
    incomplete: str = ""
    """What is missing of the board; empty where it is whole."""
    source: Source
    scores: Annotated[dict[str, Score], Field(min_length=1)]
    """Model -> its score."""

    # Told apart by identity, like the price books: what is computed of them is kept under them.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def read_board(path: Path, models: Collection[str]) -> Board:
    """The board in a file; raises PriceBookError, also for a score of a model that the book does not have."""
    board = read_file(path, Board)
    for model in board.scores:
        if model not in models:
            raise PriceBookError(f"{path.name}: scores.{model}: no such model in the price book")
    return board


def score_of(models: Iterable[str], board: Board | None) -> Score | None:
    """The score of a service whose tiers buy these models.

    None without a score on the board, and for several models: each has its own, and voters never saw the mixture.
    """
    bought = set(models)
    return board.scores.get(bought.pop()) if board is not None and len(bought) == 1 else None


def no_worse(score: Score | None, present: Score | None) -> bool | None:
    """Whether a score's interval overlaps or lies above that of the present service; None where one has none."""
    return None if score is None or present is None else score.high >= present.low


def wins_in_100(present: Score, other: Score) -> int:
    """In how many of 100 comparisons voters prefer the present one, by the logistic curve of Elo scores: 1 to 99."""
    wins = round(100 / (1 + 10 ** ((other.score - present.score) / 400)))
    return min(max(wins, 1), 99)
