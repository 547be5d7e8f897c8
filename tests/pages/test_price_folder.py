"""A price folder that cannot be read: an error instead of figures, until it is repaired."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import pricing.prices
from tests.pages.planner import PAGES, assert_no_figure, assert_plan, opened, said
from ui.state import catalogue

SHIPPED = Path(pricing.prices.__file__).parent
BROKEN = {
    "not TOML": 'vendor = "x',
    "a key that no price file has": 'vendor = "x"\nsurprise = 1\nsources = {}\nmodels = []\n',
    "nothing": "",
    "not text": None,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the shipped prices that the dashboard reads instead."""
    for path in SHIPPED.glob("*.toml"):
        shutil.copy(path, tmp_path)
    monkeypatch.setenv("PLANNER_PRICES", str(tmp_path))
    catalogue.price_books.cache_clear()
    yield tmp_path
    catalogue.price_books.cache_clear()


def test_another_folder_is_read(folder: Path) -> None:
    assert_plan(opened())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_file_is_named(folder: Path, text: str | None, page: str) -> None:
    broken = folder / "acme.toml"
    broken.write_bytes(b"\xff\xfe\x00" if text is None else text.encode())
    at = opened(page=page)
    assert_no_figure(at)
    assert "acme.toml" in said(at)


def test_repaired_file_is_read_without_a_restart(folder: Path) -> None:
    broken = folder / "acme.toml"
    broken.write_text("vendor = ")
    at = opened("images=500")
    assert_no_figure(at)
    broken.unlink()
    at.run()
    assert_plan(at, images="500")


def test_missing_guide(folder: Path) -> None:
    (folder / "guide-2025-05.toml").unlink()
    assert_no_figure(opened())


def test_missing_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_PRICES", str(folder / "nowhere"))
    assert_no_figure(opened())
