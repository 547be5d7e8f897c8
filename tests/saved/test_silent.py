"""A database that accepts and never answers: who asks first waits briefly, nobody after that."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count

import pytest
from sqlalchemy import event

from pricing.saved import Store, StoreDown, engine_for
from pricing.saved.silence import CONNECTING, GREETING, PAUSE
from tests.postgres import Postgres
from tests.saved.making import ANN, draft, save, together

AT_ONCE = GREETING / 2
"""Seconds: no caller waits for the database."""
SLACK = 10.0
"""Seconds for a busy machine to come round to it."""
CALLERS = 30
_numbers = count(1)


@pytest.fixture
def database(server: Postgres) -> Iterator[str]:
    """The address of an empty database."""
    name = f"silent_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def is_down(call: Callable[[], object]) -> None:
    with pytest.raises(StoreDown):
        call()


def once_it_answers(store: Store) -> None:
    deadline = time.monotonic() + PAUSE + CONNECTING + SLACK
    while True:
        try:
            store.healthy()
        except StoreDown:
            assert time.monotonic() < deadline, "it does not find out that the database is back"
            time.sleep(0.05)
        else:
            return


def test_a_server_that_listens_and_says_nothing_costs_all_callers_together_one_wait() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as silent:
        store = Store(engine_for(f"postgres://user@127.0.0.1:{silent.getsockname()[1]}/saved"))
        with within(CONNECTING + SLACK):
            together(*[lambda: is_down(store.healthy)] * CALLERS)
        for _ in range(CALLERS):
            with within(AT_ONCE):
                is_down(store.healthy)


def test_a_server_stopped_in_the_middle_costs_one_wait_and_is_found_again(server: Postgres, database: str) -> None:
    store = Store(engine_for(database))
    together(*(lambda number=number: save(store, f"Plan {number}", f"owner {number}") for number in range(5)))
    saved = save(store)
    with server.stopped():
        with within(GREETING + SLACK):
            is_down(lambda: store.open(saved.id))
        with within(AT_ONCE * CALLERS):
            together(*[lambda: is_down(lambda: store.open(saved.id))] * CALLERS)
        time.sleep(PAUSE + CONNECTING)
        with within(AT_ONCE):
            is_down(lambda: save(store))
    once_it_answers(store)
    assert store.open(saved.id) == saved


def test_a_server_stopped_within_a_save_saves_nothing_twice(server: Postgres, database: str) -> None:
    patience = 0.5
    engine = engine_for(database, patience=patience)
    store = Store(engine)
    store.healthy()
    with ExitStack() as halted:
        event.listen(engine, "commit", lambda _: halted.enter_context(server.stopped()), once=True)
        with within(patience + GREETING + SLACK):
            is_down(lambda: store.save(ANN, draft(), "again"))
    once_it_answers(store)
    saved = store.save(ANN, draft(), "again")
    assert store.library(ANN) == (saved,)


def test_a_wait_for_a_lock_is_no_silence(server: Postgres, database: str) -> None:
    engine = engine_for(database, patience=2 * GREETING)
    store = Store(engine)
    saved = save(store)
    with engine.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE saved_scenario IN EXCLUSIVE MODE")
        is_down(lambda: save(store))
        assert store.open(saved.id) == saved
    save(store)
