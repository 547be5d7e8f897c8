"""The secret of the cookies: made once and whole, and refused, not kept, when it is not sound."""

import random
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest
from starlette.testclient import TestClient

from pricing.saved import StoreDown
from pricing.settings import SHORTEST_SECRET
from tests.saved.making import child
from ui.state import visitor
from ui.state.visitor import FILE_NAME, secret, stored_secret

UNSOUND = {
    "empty": b"",
    "one byte": b"x",
    "half": b"0123456789abcdef01234",
    "no text": b"\xff\xfe" * 40,
    "zeros": bytes(43),
}
ASKING = """
import os, sys
from pathlib import Path
from ui.state.visitor import stored_secret

def ask(folders, answers):
    with open(answers, "w", buffering=1) as file:
        for folder in folders:
            print(stored_secret(Path(folder)), file=file)
    os._exit(0)

print("ready", flush=True)
for line in sys.stdin:
    answers, *folders = line.split()
    process = os.fork() or ask(folders, answers)
    print(process, flush=True)
"""
"""Each line has a process of its own ask for the secrets of folders, and write them into a file."""
FOLDERS = 100
PROCESSES = 8


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    """Neither a secret of the tests before is used, nor one of these by the tests after."""
    for kept_by in (secret, visitor._signer):
        kept_by.cache_clear()
    yield
    for kept_by in (secret, visitor._signer):
        kept_by.cache_clear()


def test_it_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = stored_secret(tmp_path / "data")
    assert stored_secret(tmp_path / "data") == made
    (file,) = (tmp_path / "data").iterdir()
    assert file.read_text() == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("written", UNSOUND.values(), ids=UNSOUND)
def test_one_that_is_not_sound_is_refused_and_left_as_it_is(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(written)
    with pytest.raises(StoreDown, match=f"{FILE_NAME} in the planner's folder, is empty or damaged"):
        stored_secret(tmp_path)
    assert file.read_bytes() == written
    file.unlink()
    assert stored_secret(tmp_path)


class Asking:
    """Begins processes that ask for the secrets of folders."""

    def __init__(self) -> None:
        self._process = child(ASKING)
        self._heard("ready")

    def begin(self, answers: Path, folders: Sequence[Path]) -> int:
        """The id of a process."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{answers} {' '.join(map(str, folders))}\n")
        self._process.stdin.flush()
        return int(self._heard(""))

    def end(self) -> None:
        _, errors = self._process.communicate()
        assert not errors

    def _heard(self, words: str) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith(words)
        return line


@pytest.fixture
def asking() -> Iterator[Asking]:
    asking = Asking()
    yield asking
    asking.end()


def test_of_processes_at_once_all_read_the_same_whole_one(tmp_path: Path, asking: Asking) -> None:
    folders = [tmp_path / str(number) for number in range(FOLDERS)]
    answers = [tmp_path / f"answers-{number}" for number in range(PROCESSES)]
    processes = [psutil.Process(asking.begin(file, folders)) for file in answers]
    until_ended(processes)
    secrets = [stored_secret(folder) for folder in folders]
    assert [file.read_text().splitlines() for file in answers] == [secrets] * PROCESSES


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_a_process_killed_while_it_makes_it_leaves_a_whole_one_or_none(
    tmp_path: Path, asking: Asking, kills: int
) -> None:
    chance = random.Random(kills)
    for kill in range(kills):
        folders = [tmp_path / f"{kill}-{number}" for number in range(FOLDERS)]
        answers = tmp_path / f"answers-{kill}"
        process = psutil.Process(asking.begin(answers, folders))
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        until_ended([process])
        read = answers.read_text().split("\n")[:-1] if answers.exists() else []
        assert read == [stored_secret(folder) for folder in folders[: len(read)]], "what was read stays"
        assert all(stored_secret(folder) for folder in folders[len(read) :])


def until_ended(processes: Sequence[psutil.Process]) -> None:
    """Their parent does not wait for them, so they stay as what is left of a process."""
    while any(process.status() != psutil.STATUS_ZOMBIE for process in processes):
        time.sleep(0.01)


@pytest.mark.parametrize(
    "given", ["x", "x" * (SHORTEST_SECRET - 1), " " * 40, "x" * 20 + "\n" + "x" * 20, "\udcff" * 40]
)
def test_a_given_one_must_be_sound(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PLANNER_SECRET", given)
    with pytest.raises(StoreDown, match="PLANNER_SECRET cannot be used; it takes at least 16 printable characters"):
        secret()
    monkeypatch.setenv("PLANNER_SECRET", "x" * SHORTEST_SECRET)
    assert secret() == "x" * SHORTEST_SECRET


def empty_one(folder: Path) -> dict[str, str]:
    (folder / FILE_NAME).touch()
    return {}


def no_text(folder: Path) -> dict[str, str]:
    (folder / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    return {}


def short_one(folder: Path) -> dict[str, str]:
    return {"PLANNER_SECRET": "secret"}


@pytest.mark.parametrize(
    ("prepare", "reason"), [(empty_one, FILE_NAME), (no_text, FILE_NAME), (short_one, "PLANNER_SECRET")]
)
def test_without_a_sound_one_the_planner_works_and_says_why_it_does_not_save(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    prepare: Callable[[Path], dict[str, str]],
    reason: str,
) -> None:
    for name, value in {"PLANNER_DATA": str(tmp_path), **prepare(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    for headers in ({}, {"Cookie": "planner_owner=x.y"}):
        page = client.get("/print/estimate", headers=headers)
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert reason in ready.text
