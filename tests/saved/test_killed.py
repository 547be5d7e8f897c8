"""A process killed while it saves: what it acknowledged is there, and nothing is there by half."""

import random
import time

from sqlalchemy import Engine, text

from pricing.saved import Store
from tests.saved.making import child

SAVES = 1_000
KILLS = 4

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
