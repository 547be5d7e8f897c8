"""The deployment of `deploy/compose.yaml` as processes: PostgreSQL, two planners and nginx."""

import os
import secrets
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from pricing.saved import engine_for
from tests.deploy.image import copy
from tests.deploy.proxy import Request, program, proxied, requests
from tests.postgres import postgres
from tests.server import served

EMBEDS = "https://wiki.example.com"
"""The site that may show saved scenarios in a frame."""


@dataclass(frozen=True)
class Planner:
    """One of the two planners."""

    address: str
    pid: int

    @property
    def place(self) -> str:
        """`host:port`."""
        return self.address.removeprefix("http://")


@dataclass(frozen=True)
class Deployed:
    """What runs, and where."""

    address: str
    """The public one, of nginx."""
    planners: tuple[Planner, Planner]
    database: Engine
    access_log: Path

    def kill(self, planner: Planner) -> None:
        os.kill(planner.pid, signal.SIGKILL)

    def saved_ids(self) -> set[str]:
        with self.database.connect() as connection:
            return set(connection.scalars(text("SELECT id FROM saved_scenario")))

    def requests(self) -> list[Request]:
        return requests(self.access_log)


@contextmanager
def deployed() -> Iterator[Deployed]:
    """Start everything, the planners from the files that the image has; it is ended afterwards."""
    program()
    with ExitStack() as running:
        url = running.enter_context(postgres()).url()
        app, data = (Path(running.enter_context(tempfile.TemporaryDirectory())) for _ in range(2))
        copy(app)
        environment = {
            "PLANNER_DATABASE": url,
            "PLANNER_SECRET": secrets.token_hex(32),
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
            "PLANNER_PROXIES": "127.0.0.1,127.0.0.2",
            "PLANNER_DATA": str(data),
            "PLANNER_EMBED": EMBEDS,
        }
        one, two = (Planner(*running.enter_context(served("app.py", app, environment))) for _ in range(2))
        address, log = running.enter_context(proxied([one.place, two.place]))
        engine = engine_for(url)
        running.callback(engine.dispose)
        yield Deployed(address, (one, two), engine, log)
        assert not list(data.iterdir()), "with a database and a secret given, a planner keeps no files"
