from pathlib import Path

import pytest

from pricing.saved import Store, engine_for
from tests.pages.shelf import ANN
from tests.server import TODAY
from ui.state import catalogue, visitor


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page test lives on the same day."""
    monkeypatch.setenv("PLANNER_TODAY", TODAY)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """Where the pages save, for Ann, who uses them."""
    store = Store(engine_for(f"sqlite:///{tmp_path}/saved.sqlite3"))
    monkeypatch.setattr(catalogue, "store", lambda: store)
    monkeypatch.setattr(visitor, "owner", lambda: ANN)
    return store
