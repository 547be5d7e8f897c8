"""The head of the page asks for what the first figure needs, and whatever cannot be found is left out."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.responses import FileResponse

from pages.assets import head, installed
from pages.state.visitor import COOKIE

SHELL = installed.PAGE.read_text(encoding="utf-8")


def preloaded(page: str) -> list[str]:
    return re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">', page)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Streamlit of another make: the folder of its scripts."""
    monkeypatch.setattr(installed, "FOLDER", tmp_path)
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    installed._imports.cache_clear()
    yield folder
    installed._imports.cache_clear()


@pytest.mark.parametrize("path", ["/", "/compare", "/no/such/page"])
def test_every_page_asks_for_what_the_figure_needs_at_once(server: str, path: str) -> None:
    page = httpx.get(server + path).text
    found = preloaded(page)
    assert set(installed.needed(installed.FIRST)) <= set(installed.named_in(page))
    assert len(found) == len(set(found))
    assert page.index("/Metric.") < page.index("</head>")
    assert "PlotlyChart" not in page, "a browser would prepare it before the figure"
    added = [line for line in page.splitlines() if line not in SHELL.splitlines()]
    assert all(line.lstrip().startswith('<link rel="modulepreload"') for line in added)


def test_what_is_asked_for_is_there(server: str) -> None:
    for path in preloaded(httpx.get(server).text):
        answer = httpx.head(f"{server}/{path}")
        assert answer.status_code == 200
        assert "javascript" in answer.headers["content-type"], path


def test_the_page_has_an_etag_of_its_own(server: str) -> None:
    known = {"Cookie": f"{COOKIE}={httpx.get(server).cookies[COOKIE]}"}
    first = httpx.get(server, headers=known)
    tag = first.headers["etag"]
    again = httpx.get(server, headers=known | {"If-None-Match": f'"another", {tag}'})
    assert (again.status_code, again.headers["etag"].removeprefix("W/")) == (304, tag.removeprefix("W/"))
    assert httpx.get(server, headers=known | {"If-None-Match": '"another"'}).status_code == 200


def test_who_has_the_page_as_streamlit_sends_it_gets_ours(server: str) -> None:
    theirs = FileResponse(installed.PAGE, stat_result=installed.PAGE.stat()).headers
    known = {"Cookie": f"{COOKIE}={httpx.get(server).cookies[COOKIE]}", "If-Modified-Since": theirs["last-modified"]}
    answer = httpx.get(server, headers=known | {"If-None-Match": theirs["etag"]})
    assert answer.status_code == 200
    assert "modulepreload" in answer.text


def test_only_the_headers_of_the_page(server: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    answer, whole = httpx.head(server, headers=plain), httpx.get(server, headers=plain)
    assert answer.content == b""
    assert int(answer.headers["content-length"]) == len(whole.content) == int(whole.headers["content-length"])
    assert answer.headers["etag"] == whole.headers["etag"]


def test_other_answers_stay(server: str) -> None:
    assert "modulepreload" not in httpx.get(f"{server}/print/estimate").text
    script = installed.element("Metric")
    assert httpx.get(f"{server}/{script}").content == (installed.FOLDER / str(script)).read_bytes()


def test_what_an_element_imports_comes_with_it(elsewhere: Path) -> None:
    (elsewhere / "Metric.AbC-1_x.js").write_text('import{a as b}from"./runtime.1.js";import"./style.2.js";let x;')
    (elsewhere / "runtime.1.js").write_text('import"./style.2.js";import("./lazy.3.js")')
    (elsewhere / "style.2.js").write_text('import"./Metric.AbC-1_x.js"')
    files = ["Metric.AbC-1_x.js", "runtime.1.js", "style.2.js"]
    assert installed.needed(["Metric", "Nothing"]) == [f"static/js/{file}" for file in files]
    assert preloaded(head.with_preloads("<head></head>")) == [f"static/js/{file}" for file in files]
    assert preloaded(head.with_preloads('<head><link href="./static/js/style.2.js"></head>')) == [
        f"static/js/{file}" for file in files[:2]
    ]


@pytest.mark.parametrize("names", [[], ["Metrics.1.js"], ["Metric.1.js", "Metric.2.js"]])
def test_what_cannot_be_told_is_left_out(elsewhere: Path, names: list[str]) -> None:
    for name in names:
        (elsewhere / name).write_text("")
    assert head.with_preloads(SHELL) == SHELL


@pytest.mark.parametrize("page", ["", "no head", "<body></body>"])
def test_a_page_without_a_head_stays(page: str) -> None:
    assert head.with_preloads(page) == page
