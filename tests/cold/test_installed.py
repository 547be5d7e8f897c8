"""Which files the first figure needs is read from the installed Streamlit, and whatever cannot be found is left out."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from compat import page_files


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Streamlit of another make: the folder of its scripts."""
    monkeypatch.setattr(page_files, "FOLDER", tmp_path)
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    page_files._imports.cache_clear()
    yield folder
    page_files._imports.cache_clear()


def test_what_the_first_figure_needs_is_there(server: str) -> None:
    assert {Path(path).name.split(".")[0] for path in page_files.first_files()} >= set(page_files.FIRST)
    for path in page_files.first_files():
        assert httpx.head(server + path).status_code == 200, path


def test_what_an_element_imports_comes_with_it(elsewhere: Path) -> None:
    (elsewhere / "Metric.AbC-1_x.js").write_text('import{a as b}from"./runtime.1.js";import"./style.2.js";let x;')
    (elsewhere / "runtime.1.js").write_text('import"./style.2.js";import("./lazy.3.js")')
    (elsewhere / "style.2.js").write_text('import"./Metric.AbC-1_x.js"')
    files = ["Metric.AbC-1_x.js", "runtime.1.js", "style.2.js"]
    assert page_files.needed(["Metric", "Nothing"]) == [f"static/js/{file}" for file in files]


@pytest.mark.parametrize("names", [[], ["Metrics.1.js"], ["Metric.1.js", "Metric.2.js"]])
def test_what_cannot_be_told_is_left_out(elsewhere: Path, names: list[str]) -> None:
    for name in names:
        (elsewhere / name).write_text("")
    assert page_files.needed(["Metric"]) == []
