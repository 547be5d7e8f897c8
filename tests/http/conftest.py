from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.server import TODAY
from web import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES, limits


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Whoever asks the routes, without a dashboard beside them."""
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
    app = Starlette(routes=ROUTES, middleware=MIDDLEWARE, exception_handlers=EXCEPTION_HANDLERS)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def allows_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comes before `client`: one client may ask twice a minute."""
    monkeypatch.setattr(limits, "A_MINUTE", dict.fromkeys(limits.A_MINUTE, 2))
    monkeypatch.setattr(limits, "_HELD", 0)
