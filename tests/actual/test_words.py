"""Each sentence of the room stands once, in its catalogue, and is given what it needs."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from pricing.actual.words import SENTENCES

ROOM = Path(__file__).parents[2] / "pricing" / "actual"
MADE = {f"not-{what}" for what in ("amount", "day", "ambiguous-day", "currency", "formula")}
"""Codes that end in what a cell should have been."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, set[str], str]]:
    """The code of each sentence that is said, the places it fills, and where it stands."""
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="note" | "ReadError"), args=[ast.Constant(value=str(code))], keywords=keywords
                ):
                    yield code, {str(each.arg) for each in keywords}, f"{path.name}:{node.lineno}"


def test_every_code_has_its_sentence_and_fills_its_places() -> None:
    for code, filled, where in calls():
        assert code in SENTENCES, where
        assert filled == places(SENTENCES[code]), where


def test_no_sentence_is_left_over_and_none_stands_twice() -> None:
    assert set(SENTENCES) == {code for code, _, _ in calls()} | MADE
    assert len(set(SENTENCES.values())) == len(SENTENCES)
