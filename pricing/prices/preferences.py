"""Voters' preferences: the scores of a board on one day, from a file beside the vendors' prices.

A score is for a model at the single setting that the board had. Other qualities of the model have no score.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.prices.base import FileRecord, PriceBookError, Source, read_file

PREFERENCES = "preferences"
BOARDS = (PREFERENCES, "preferences-editing", "preferences-words")
"""Names of the files of boards; the first is the board of text to image."""
BoardUse = Literal["text to image", "image editing", "words in the picture"]
_Positive = Annotated[int, Field(strict=True, gt=0)]
_Address = Annotated[str, Field(pattern=r"^https://[^\s]+$")]


class Score(FileRecord):
    """A model's score in points, and its 95% interval."""

    score: _Positive
    low: _Positive
    high: _Positive
    votes: _Positive | None = None
    """The number of votes; None if the board does not give it."""
    setting: str = ""
    """The quality or build that was voted on; empty if the board does not give it."""
    alias: str
    """The model's name on the board."""

    @model_validator(mode="after")
    def _within(self) -> "Score":
        if not self.low <= self.score <= self.high:
            raise ValueError(f"score {self.score} is not between low {self.low} and high {self.high}")
        return self


class Board(FileRecord):
    """The scores of the book's models on one board; models that are not on the board have none."""

    use: BoardUse = "text to image"
    """The task of the compared images; scores of different uses cannot be compared."""
    title: str
    about: str
    """A description of what the scores measure and what they do not."""
    day: dt.date
    """Day of the snapshot, the same for every model."""
    revision: Annotated[str, Field(pattern=r"^([0-9a-f]{40})?$")] = ""
    """The publisher's revision of the dataset; empty if not known."""
    credit: str
    address: _Address
    """The address of the dataset, for the credit."""
    changes: str
    """The differences between these scores and the dataset."""
    incomplete: str = ""
    """What is missing here of the board; empty if nothing is."""
    source: Source
    scores: Annotated[dict[str, Score], Field(min_length=1)]
    """Model id -> score."""

    # Compared by identity, like the price books, so that it can be a key of caches.
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

    None without a score on the board, and for several models, as voters never judged their mixture.
    """
    bought = set(models)
    return board.scores.get(bought.pop()) if board is not None and len(bought) == 1 else None


def no_worse(score: Score | None, present: Score | None) -> bool | None:
    """Whether a score's interval overlaps or lies above that of the present service; None if a score is missing."""
    return None if score is None or present is None else score.high >= present.low


def wins_in_100(present: Score, other: Score) -> int:
    """In how many of 100 comparisons (1 to 99) voters prefer the present model, by the logistic curve of Elo scores."""
    wins = round(100 / (1 + 10 ** ((other.score - present.score) / 400)))
    return min(max(wins, 1), 99)
