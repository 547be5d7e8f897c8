"""One word, one meaning: the glossary's places exist, and no module or class has the name of another."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import ROOT, product_sources

ROLES = {"__init__", "__main__", "page", "messages", "errors"}
"""Names of modules that say their part in a room, and may stand in each."""
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
TERMS = dict(re.findall(r"^\| ([^|]+) \| [^|]+ \| `([\w.]+)` \|$", GLOSSARY, re.MULTILINE))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_lives_where_the_glossary_says(term: str) -> None:
    room, _, name = TERMS[term].rpartition(".")
    place = ROOT / TERMS[term].replace(".", "/")
    is_module = place.with_name(f"{name}.py").is_file() or (place / "__init__.py").is_file()
    assert is_module or hasattr(importlib.import_module(room), name)


def test_every_line_of_the_glossary_is_read() -> None:
    assert len(TERMS) == GLOSSARY.count("\n| ") - 1
    assert list(TERMS) == list(dict.fromkeys(TERMS))


def names(sources: list[Path]) -> Iterator[tuple[str, str]]:
    """Modules and public classes, each with its file."""
    for path in sources:
        if path.stem not in ROLES and "migrations" not in path.parts:
            yield f"module {path.stem}", str(path)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield f"class {node.name}", str(path)


def test_no_name_stands_for_two_things() -> None:
    places = defaultdict(list)
    for name, path in names(product_sources()):
        places[name].append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}
