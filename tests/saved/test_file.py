"""The SQLite file and what may befall it: nothing is acknowledged that is not there at the next start."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from pricing.saved import Store, StoreDown, engine_for, validation
from tests.saved.making import ANN, child, draft, save

NAME = "saved.sqlite3"
OTHER_USER = 65534
MISFORTUNES: dict[str, Callable[[Path], object]] = {
    "the folder is deleted": lambda file: shutil.rmtree(file.parent),
    "the file is deleted": Path.unlink,
    "another is put in its place": lambda file: Path(shutil.copy(file, file.with_name("new"))).replace(file),
    "it is emptied": lambda file: os.truncate(file, 0),
}
BEGINNING = """
import sys
from pricing.saved import Draft, Store, engine_for
for address in sys.stdin:
    Store(engine_for(address.strip())).save(sys.argv[1], Draft(name="First", query="v=1", per_month=None), "first")
    print("saved", flush=True)
"""
READ_ONLY = """
import os, sys, tempfile
from importlib import readers
from pricing.saved import Draft, Store, StoreDown, engine_for
with tempfile.TemporaryDirectory() as folder:
    # Loads what another user may not read.
    Store(engine_for(f"sqlite:///{folder}/first.sqlite3")).healthy()
store = Store(engine_for(sys.argv[1]))
os.setuid(int(sys.argv[2]))
try:
    store.healthy()
    print("opened", [saved.name for saved in store.library("ann", team=True)] + [store.open(sys.argv[3]).name])
    store.save("ann", Draft(name="Second", query="v=1", per_month=None), "second")
except StoreDown as error:
    print(error)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / NAME


def opened(file: Path) -> Store:
    """The store of a process that starts now."""
    return Store(engine_for(f"sqlite:///{file}"))


def contents(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


@pytest.mark.parametrize("misfortune", MISFORTUNES)
def test_nothing_is_acknowledged_in_a_file_that_is_gone(file: Path, misfortune: str) -> None:
    store = opened(file)
    save(store)
    MISFORTUNES[misfortune](file)
    left = contents(file)
    for call in (lambda: save(store), lambda: store.library(ANN), store.healthy):
        with pytest.raises(StoreDown, match="was emptied, removed or replaced while the planner was running"):
            call()
    assert contents(file) == left, "it is not begun anew either"


def test_a_save_during_which_the_file_goes_is_not_acknowledged(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(file)
    store.healthy()
    added = Store._added

    def and_gone(*arguments: Any) -> object:
        shutil.rmtree(file.parent)
        return added(*arguments)

    monkeypatch.setattr(Store, "_added", and_gone)
    with pytest.raises(StoreDown, match="removed"):
        save(store)


def test_a_file_that_comes_back_is_used_again(file: Path) -> None:
    store = opened(file)
    saved = save(store)
    away = file.parent.rename(file.parent.with_name("away"))
    with pytest.raises(StoreDown, match="removed"):
        store.healthy()
    away.rename(file.parent)
    assert store.open(saved.id) == saved


def test_a_file_found_empty_is_not_begun_anew_and_what_was_left_is_kept(file: Path) -> None:
    store = opened(file)
    save(store)
    not_yet_written = file.with_name(f"{NAME}-wal").read_bytes()
    assert not_yet_written
    os.truncate(file, 0)
    for _ in range(2):
        with pytest.raises(StoreDown, match=rf"{NAME}, is empty. Put a backup in its place, or delete it"):
            save(opened(file))
    (kept,) = file.parent.glob(f"{NAME}.emptied-*-wal")
    assert kept.read_bytes() == not_yet_written
    assert file.stat().st_size == 0
    file.unlink()
    assert len(opened(file).library(ANN)) == 0


def test_only_its_owner_may_read_it(file: Path) -> None:
    before = os.umask(0)
    try:
        store = opened(file)
        save(store)
        rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    finally:
        os.umask(before)
    assert rights == {NAME: 0o600, f"{NAME}-wal": 0o600, f"{NAME}-shm": 0o600}


def test_a_file_that_others_could_read_is_closed_to_them(file: Path) -> None:
    saved = save(opened(file))
    file.chmod(0o644)
    assert opened(file).open(saved.id) == saved
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_processes_that_begin_at_once_none_finds_an_empty_file(tmp_path: Path) -> None:
    files = [tmp_path / str(number) / NAME for number in range(10)]
    processes = [child(BEGINNING, f"owner {number}") for number in range(4)]
    for file in files:
        for process in processes:
            assert process.stdin is not None
            process.stdin.write(f"sqlite:///{file}\n")
            process.stdin.flush()
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "saved\n"
    for process in processes:
        _, errors = process.communicate()
        assert not errors
    for file in files:
        assert all(len(opened(file).library(f"owner {number}")) == 1 for number in range(4))


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that its user may not write to, reachable for every user, unlike pytest's own."""
    outer = Path(tempfile.mkdtemp(prefix="planner-read-only-"))
    outer.chmod(0o755)
    folder = outer / "data"
    folder.mkdir(mode=0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(outer)


def test_a_read_only_folder_is_named_as_the_reason(read_only: Path) -> None:
    other = os.getuid() or OTHER_USER
    process = child(READ_ONLY, f"sqlite:///{read_only / NAME}", str(other))
    said, errors = process.communicate()
    assert said.startswith("Saved scenarios are out of reach right now: the planner cannot write to its data"), errors


@pytest.mark.parametrize("killed", [False, True])
def test_what_is_in_a_read_only_folder_is_opened(read_only: Path, file: Path, killed: bool) -> None:
    """Also where some of it was not yet written into the file; and saving says why it cannot."""
    store = opened(file)
    saved = save(store)
    if not killed:
        store._engine.dispose()
    read_only.chmod(0o755)
    for left in file.parent.iterdir():
        Path(shutil.copy(left, read_only)).chmod(0o444)
    assert len(list(read_only.iterdir())) == (3 if killed else 1)
    read_only.chmod(0o555)
    process = child(READ_ONLY, f"sqlite:///{read_only / NAME}", str(os.getuid() or OTHER_USER), saved.id)
    said, errors = process.communicate()
    assert said.startswith(f"opened ['{saved.name}']\nSaved scenarios are out of reach right now: the planner"), errors


def test_a_full_disk_is_named_as_the_reason(file: Path) -> None:
    saved = save(opened(file))
    engine = engine_for(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    note = "x" * validation.LONGEST_NOTE
    with pytest.raises(StoreDown, match="the disk of the planner's data folder is full"):
        Store(engine).save(ANN, draft("Too much", note=note, query="v=1&own=" + "x" * 5_000), "once")
    assert opened(file).library(ANN) == (saved,)
