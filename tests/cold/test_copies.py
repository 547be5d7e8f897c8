"""Small copies of large files: made once, sent to those who can read them, and never another's or a damaged one."""

import asyncio
import gzip
import os
import time
from pathlib import Path

import brotli
import httpx
import psutil
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from compat import page_files
from tests import aside
from tests.server import served
from ui.drawing import chart
from web import small_copies
from web.compression import Compression, SmallCopies
from web.small_copies import METHODS, Copies, name, place

SCRIPT = "static/js/large.js"
TEXT = ("const figure = 1;\n" * 500).encode()
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    for path, data in ((SCRIPT, TEXT), ("static/js/other.js", TEXT + b"//")):
        file = tmp_path / "streamlit" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "streamlit"


@pytest.fixture
def folder(tmp_path: Path, originals: Path) -> Path:
    """A folder with the copies of one of two files."""
    found = tmp_path / "compressed" / "streamlit-1"
    small_copies.make([originals / SCRIPT], found)
    return found


def client(originals: Path, folder: Path) -> TestClient:
    files = Starlette(routes=[Mount("/", StaticFiles(directory=originals))])
    paths = {path: originals / path for path in (SCRIPT, "static/js/other.js")}
    return TestClient(SmallCopies(Compression(files), Copies(paths, folder)))


@pytest.mark.parametrize("encoding", METHODS)
def test_a_copy_is_sent(originals: Path, folder: Path, encoding: str) -> None:
    with client(originals, folder).stream("GET", f"/{SCRIPT}", headers={"Accept-Encoding": encoding}) as answer:
        sent = b"".join(answer.iter_raw())
    assert sent == (folder / name(TEXT, encoding)).read_bytes()
    assert UNPACK[encoding](sent) == TEXT
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) == len(sent)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["etag"].startswith('W/"')


def test_the_smallest_that_can_be_read_is_sent(originals: Path, folder: Path) -> None:
    asking = client(originals, folder)
    for accepted, encoding in (("gzip, deflate, br, zstd", "br"), ("br;q=0, gzip;q=0.5", "gzip"), ("zstd", "zstd")):
        assert asking.get(f"/{SCRIPT}", headers={"Accept-Encoding": accepted}).headers["content-encoding"] == encoding


@pytest.mark.parametrize("accepted", ["identity", "br;q=0", "br; q=0.0", ""])
def test_who_cannot_read_it_gets_the_file(originals: Path, folder: Path, accepted: str) -> None:
    answer = client(originals, folder).get(f"/{SCRIPT}", headers={"Accept-Encoding": accepted})
    assert "content-encoding" not in answer.headers
    assert answer.content == TEXT


def test_a_browser_that_has_it_is_told_so(originals: Path, folder: Path) -> None:
    asking = client(originals, folder)
    packed = asking.get(f"/{SCRIPT}", headers={"Accept-Encoding": "br"})
    plain = asking.get(f"/{SCRIPT}", headers={"Accept-Encoding": "identity"})
    for tag in (packed.headers["etag"], plain.headers["etag"]):
        again = asking.get(f"/{SCRIPT}", headers={"Accept-Encoding": "br", "If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "content-encoding" not in again.headers
        assert again.headers["vary"] == "Accept-Encoding"


def test_only_the_headers(originals: Path, folder: Path) -> None:
    answer = client(originals, folder).head(f"/{SCRIPT}", headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == (folder / name(TEXT, "br")).stat().st_size


def test_a_part_is_of_the_file(originals: Path, folder: Path) -> None:
    answer = client(originals, folder).get(f"/{SCRIPT}", headers={"Accept-Encoding": "br", "Range": "bytes=2-9"})
    assert (answer.status_code, answer.content) == (206, TEXT[2:10])
    assert "content-encoding" not in answer.headers


def test_what_has_no_copy_is_compressed_while_one_waits(originals: Path, folder: Path) -> None:
    answer = client(originals, folder).get("/static/js/other.js", headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert answer.content == TEXT + b"//"
    assert client(originals, folder).get("/static/js/none.js", headers={"Accept-Encoding": "br"}).status_code == 404
    assert client(originals, folder).post(f"/{SCRIPT}", headers={"Accept-Encoding": "br"}).status_code == 405


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-7],
        lambda data: b"",
        lambda data: data[:20] + b"\0\0\0" + data[23:],
        lambda data: b"nonsense",
    ],
)
@pytest.mark.parametrize("encoding", METHODS)
def test_a_damaged_copy_is_not_sent_but_removed(originals: Path, folder: Path, encoding: str, damage: object) -> None:
    assert callable(damage)
    copy = folder / name(TEXT, encoding)
    copy.write_bytes(damage(copy.read_bytes()))
    answer = client(originals, folder).get(f"/{SCRIPT}", headers={"Accept-Encoding": encoding})
    assert answer.content == TEXT
    assert not copy.exists(), "so that it is made anew"


def test_the_copy_of_another_file_is_not_sent(originals: Path, folder: Path) -> None:
    (folder / name(TEXT, "br")).write_bytes(brotli.compress(b"another"))
    assert client(originals, folder).get(f"/{SCRIPT}", headers={"Accept-Encoding": "br"}).content == TEXT


def test_without_a_folder_nothing_but_the_size_changes(originals: Path, tmp_path: Path) -> None:
    for nowhere in (tmp_path / "no" / "folder", originals / SCRIPT / "below a file"):
        answer = client(originals, nowhere).get(f"/{SCRIPT}", headers={"Accept-Encoding": "br"})
        assert answer.content == TEXT
        assert int(answer.headers.get("content-length", 0)) != len(TEXT)
    with pytest.raises(OSError):
        small_copies.make([originals / SCRIPT], originals / SCRIPT / "below a file")


def test_copies_are_made_once(originals: Path, folder: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert {file.name for file in before} == {name(TEXT, encoding) for encoding in METHODS}
    small_copies.make([originals / SCRIPT], folder)
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == before


def test_others_are_removed(originals: Path, folder: Path) -> None:
    (folder.parent / "streamlit-0").mkdir()
    (folder.parent / "streamlit-0" / "old.br").write_bytes(b"old")
    (folder / ".half-made").write_bytes(b"half")
    small_copies.make([originals / SCRIPT], folder)
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]
    assert len([*folder.iterdir()]) == len(METHODS)


def test_it_stops_when_whoever_started_it_has_ended(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parents = iter([7, 7, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    small_copies.make([originals / SCRIPT], tmp_path / "copies" / "now")
    assert len([*(tmp_path / "copies" / "now").iterdir()]) == 1


def test_the_large_files_of_the_page_are_among_them() -> None:
    found = small_copies.originals()
    assert len(found) == len(page_files.large()) + 1 > 50
    assert page_files.element("Slider") in found
    assert chart.LIBRARY in found.values()
    assert all(original.stat().st_size >= 1_000 for original in found.values())
    assert sum(original.stat().st_size for original in found.values()) < 20_000_000


def test_the_planner_makes_them_beside_and_ends_with_what_makes_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(environment={"PLANNER_DATA": str(data), "PLANNER_COPIES": "on"}, imported=False) as (address, process):
        beside = psutil.Process(process).children()
        assert len(beside) == 1
        assert beside[0].nice() == 19
        for _ in range(600):
            if made := [*place(data).glob("[0-9a-f]*.br")]:
                break
            time.sleep(0.2)
        assert made
        assert httpx.get(f"{address}/healthz").text == "ok"
    assert not beside[0].is_running() or beside[0].status() == psutil.STATUS_ZOMBIE


def test_a_planner_that_is_told_so_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def begun() -> set[psutil.Process]:
        before = {*psutil.Process().children()}
        async with small_copies.beside():
            await asyncio.sleep(0.1)
            return {*psutil.Process().children()} - before

    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    for copies, processes in (("off", 0), ("on", 1)):
        monkeypatch.setenv("PLANNER_COPIES", copies)
        assert len(aside.run(begun())) == processes


def test_a_planner_whose_folder_cannot_be_written_starts() -> None:
    with served(environment={"PLANNER_DATA": "/proc/nowhere", "PLANNER_COPIES": "on"}) as (address, _):
        answer = httpx.get(f"{address}/{page_files.element('Metric')}", headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "br")
