import pytest

from tests.server import TODAY


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every comparison is made on the same day."""
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
