"""What draws or answers has no words of its own: people read messages, which can be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import ROOT

DRAWS = ("pages", "ui")
WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
NO_TEXT = re.compile(r"<script>")
"""Scripts of the browser."""


def literals(path: Path) -> Iterator[str]:
    """The texts of a module, without its docstrings and what it raises."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            apart.add(id(node.value))
        if isinstance(node, ast.Raise | ast.Assert):
            apart |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def keys_of_messages() -> set[str]:
    """Keys that messages are found by, such as those of columns with their headings."""
    tables = [
        node
        for path in ROOT.rglob("messages.py")
        if ".venv" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
    ]
    return {str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)}


def test_no_sentence_is_written_where_it_is_drawn() -> None:
    known = keys_of_messages()
    modules = [path for room in DRAWS for path in (ROOT / room).rglob("*.py") if path.name != "messages.py"]
    written = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in modules
        for text in literals(path)
        if WORDS.search(text) and text not in known and not NO_TEXT.search(text)
    }
    assert written == set()


def test_the_texts_of_messages_are_written_where_they_are_made() -> None:
    """What a variable holds is not extracted, and stays English in every language."""
    calls = [
        (path, node)
        for room in ("pricing", "pages", "ui", "web")
        for path in (ROOT / room).rglob("messages.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("message", "counted")
    ]
    hidden = {
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in calls
        for text in call.args[: 2 if isinstance(call.func, ast.Name) and call.func.id == "counted" else 1]
        if not isinstance(text, ast.Constant)
    }
    assert hidden == set()


@pytest.mark.parametrize("path", sorted((ROOT / "web" / "templates").glob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words(path: Path) -> None:
    """The description for programs is in English, as its names are."""
    if path.name == "api.html":
        return
    text = path.read_text(encoding="utf-8")
    for left_out in (r"<(style|script)>.*?</\1>", r"{%.*?%}", r"{{.*?}}", r"<[^>]*>"):
        text = re.sub(left_out, " ", text, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{3,}", text) == []
