"""A process killed while it saves: what it acknowledged is there, and nothing is there by half."""

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pricing.saved import Store, engine_for
from tests.saved.making import child, save

SAVES = 200
KILLS = 2

SAVING = """
import sys
from pricing.saved import Draft, Store, engine_for
from tests.saved.making import Clock
store = Store(engine_for(sys.argv[1]), now=Clock(step=2))
run, number = sys.argv[2], 0
while True:
    number += 1
    query = f"v=1&run={run}&number={number}&own=" + "x" * (number * 37 % 5000)
    draft = Draft(name=f"{run}/{number}", query=query, per_month=None)
    saved = store.save(f"owner {run}", draft, str(number))
    print(saved.id, query, flush=True)
"""

BEGINNING = """
import sys
from pricing.saved import engine_for, migrate
engine = engine_for(sys.argv[1])
print("ready", flush=True)
migrate(engine)
print("done", flush=True)
"""


def acknowledged_until_killed(url: str, run: int, saves: int) -> dict[str, str]:
    """Kill a saving process at a random moment after it has acknowledged so many; id -> query."""
    process = child(SAVING, url, str(run))
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(saves)]
    time.sleep(random.Random(run).uniform(0, 0.02))
    process.kill()
    lines += process.stdout.read().splitlines(keepends=True)
    _, errors = process.communicate()
    assert not errors
    whole = [line.removesuffix("\n") for line in lines if line.endswith("\n")]
    return dict(line.split(" ") for line in whole)


def test_what_was_acknowledged_survives_a_kill(url: str, engine: Engine, store: Store) -> None:
    acknowledged: dict[str, str] = {}
    for run in range(KILLS):
        acknowledged |= acknowledged_until_killed(url, run, SAVES // KILLS)
    assert len(acknowledged) >= SAVES
    for id, query in acknowledged.items():
        opened = store.open(id)
        assert opened is not None
        assert opened.revision.query == query
        assert opened.newest == 1
    with engine.connect() as connection:
        scenarios = connection.scalars(text("SELECT id FROM saved_scenario")).all()
        revisions = connection.scalars(text("SELECT scenario FROM saved_revision")).all()
    assert sorted(scenarios) == sorted(revisions), "one revision each"
    assert set(acknowledged) <= set(scenarios)
    assert len(scenarios) <= len(acknowledged) + KILLS, "at most the one that each process was about to acknowledge"


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.soak)])
def test_a_process_killed_in_the_first_migration_leaves_nothing_by_half(tmp_path: Path, kills: int) -> None:
    """In SQLite, where the file is made as well; a server's transaction does not outlive its client."""
    chance, within = random.Random(kills), 0.05
    for kill in range(kills):
        address = f"sqlite:///{tmp_path}/{kill}/saved.sqlite3"
        process = child(BEGINNING, address)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        time.sleep(chance.uniform(0, within))
        process.kill()
        said, errors = process.communicate()
        assert not errors
        if said == "done\n":
            within = time.monotonic() - began
        store = Store(engine_for(address))
        store.healthy()
        saved = save(store)
        assert Store(engine_for(address)).open(saved.id) == saved
