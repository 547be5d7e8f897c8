"""What voters preferred, as data: one board of one day, refused in one line where it cannot be used."""

import datetime as dt
from pathlib import Path

import pytest

from pricing.prices import GUIDE, PriceBookError, PriceBooks, load
from pricing.prices.preferences import PREFERENCES, Board, BoardUse
from tests.making import TINY, TINY_BOARD, changed, price_folder


@pytest.fixture
def board(books: PriceBooks) -> Board:
    assert books.board is not None
    return books.board


@pytest.mark.parametrize(
    ("model", "score", "within", "setting"),
    [
        ("gpt-image-2.5-sunburst", 1425, 7, ""),
        ("gpt-image-2", 1383, 4, "medium"),
        ("gemini-nano-banana-2.1", 1328, 9, ""),
        ("gpt-image-1.5", 1237, 3, "high input fidelity"),
        ("recraft-v4.1-pro", 1133, 10, ""),
        ("gpt-image-1", 1116, 3, ""),
        ("dall-e-3", 968, 4, ""),
        ("sd-3.5-large", 938, 5, ""),
    ],
)
def test_scores_as_the_board_had_them(board: Board, model: str, score: int, within: int, setting: str) -> None:
    found = board.scores[model]
    assert (found.score, found.setting) == (score, setting)
    assert abs(found.score - found.low - within) <= 1
    assert abs(found.high - found.score - within) <= 1


@pytest.mark.parametrize(
    "model",
    [
        "gpt-image-2.6-flare",
        "gpt-image-2.6-sunburst",
        "midjourney",
        "stable-image-ultra",
        "stable-image-core",
        "sd-3.5-flash",
        "flux-3-image",
        "recraft-v2",
        "seedream-5.0-flash",
        "grok-2-image",
        "nova-canvas",
        "azure-gpt-image-2",
    ],
)
def test_models_without_a_score_are_absent(books: PriceBooks, board: Board, model: str) -> None:
    assert model in books.listed
    assert model not in board.scores


def test_one_board_of_one_day_with_its_credit(board: Board) -> None:
    assert (board.day, board.credit) == (dt.date(2026, 10, 7), "Arena leaderboard dataset, CC BY 4.0")
    assert board.revision in board.source.address
    assert board.source.last_read >= board.day
    assert len({score.alias for score in board.scores.values()}) == len(board.scores)


def test_the_file_is_no_vendors(books: PriceBooks) -> None:
    assert not [entry for entry in books.listed.entries.values() if "Arena" in entry.file.vendor]


def test_a_folder_without_the_file_has_no_board(tmp_path: Path) -> None:
    assert load(price_folder(tmp_path)).board is None


def test_a_board_alone_is_no_price_book(tmp_path: Path) -> None:
    with pytest.raises(PriceBookError, match=GUIDE):
        load(price_folder(tmp_path, **{PREFERENCES: TINY_BOARD}))


REFUSED = {
    "unknown model": ("[scores]\n", '[scores]\ngiant = { score = 3, low = 2, high = 4, alias = "g" }\n', ["giant"]),
    "score outside its interval": ("score = 1100", "score = 1200", ["scores.tiny", "1200", "1110"]),
    "score as text": ("score = 1100", 'score = "1100"', ["scores.tiny.score", "1100"]),
    "negative score": ("low = 1090", "low = -1", ["scores.tiny.low", "-1"]),
    "a tier with a score": ("low = 1090,", 'low = 1090, tier = "high",', ["scores.tiny.tier"]),
    "no interval": ("low = 1090, ", "", ["scores.tiny.low"]),
    "no revision": ('revision = "', 'revision = "x', ["revision"]),
    "no day": ("day = 2026-10-07", 'day = "October"', ["day", "October"]),
    "insecure address": ('address = "https://example.org/board"', 'address = "http://example.org"', ["address"]),
    "no scores": ("tiny = {", "[other]\ntiny = {", ["scores"]),
    "twice": ("tiny = {", 'tiny = { score = 1, low = 1, high = 1, alias = "t" }\ntiny = {', ["line"]),
}
"""What is wrong -> the change of the tiny board, and what the refusal names beside the file."""


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_wrong_board_is_refused_in_one_line(tmp_path: Path, wrong: str) -> None:
    old, new, names = REFUSED[wrong]
    folder = price_folder(tmp_path, maker=TINY, **{PREFERENCES: changed(TINY_BOARD, old, new)})
    with pytest.raises(PriceBookError) as refusal:
        load(folder)
    message = str(refusal.value)
    assert "\n" not in message
    assert [name for name in [f"{PREFERENCES}.toml", *names] if name not in message] == []


def test_the_tiny_board_is_read(tmp_path: Path) -> None:
    board = load(price_folder(tmp_path, maker=TINY, **{PREFERENCES: TINY_BOARD})).board
    assert board is not None
    assert (board.scores["tiny"].score, board.scores["tiny"].votes) == (1100, None)


@pytest.mark.parametrize(
    ("use", "day", "model", "score", "whole"),
    [
        ("text to image", "2026-10-07", "gpt-image-2", 1383, True),
        ("image editing", "2026-10-06", "muse-image-1.0", 1403, True),
        ("image editing", "2026-10-06", "gpt-image-1", 1139, True),
        ("words in the picture", "2026-08-07", "gpt-image-2", 1424, False),
    ],
)
def test_each_use_has_a_board_of_one_day_with_its_credit(
    books: PriceBooks, use: BoardUse, day: str, model: str, score: int, whole: bool
) -> None:
    found = books.board_of(use)
    assert found is not None
    assert (str(found.day), found.scores[model].score) == (day, score)
    assert "CC BY 4.0" in found.credit
    assert (found.incomplete == "") is whole
