"""`/api`: everything that the description says, on a page without scripts, each example one that is answered."""

import html
import re

import pytest
from starlette.testclient import TestClient

from tests.http.describing import described
from web.api import ANSWERS
from web.tools.offered import TOOLS


@pytest.fixture
def text(client: TestClient) -> str:
    answer = client.get("/api")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return answer.text


def test_it_has_addresses_parameters_answers_and_errors(text: str) -> None:
    names = set(re.findall(r"<dt><code>(.*?)</code></dt>", text))
    wanted = [*described()["paths"], *described()["components"]["parameters"], "422", "429", "503", "500"]
    wanted += TOOLS
    wanted += [key for answer in ANSWERS.values() for key in answer.described.__annotations__]
    assert set(wanted) - names == {"further"}
    assert not re.search(r"<dd>\s*</dd>", text), "nothing is without a word"


def test_its_examples_are_answered(client: TestClient, text: str) -> None:
    links = [html.unescape(address) for address in re.findall(r'href="([^"]+)"', text)]
    examples = [address for address in links if address != "/"]
    assert len(examples) > len(described()["components"]["parameters"])
    for address in examples:
        assert client.get(address).status_code == (422 if "images=1e9" in address else 200), address


def test_it_needs_nothing_from_elsewhere(client: TestClient, text: str) -> None:
    assert not re.search(r"<(script|link|img|iframe)|https?://|@import|url\(", text)
    policy = client.get("/api").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert text.count("<h1>") == text.count("<main>") == 1


def test_it_is_there_with_a_slash_and_in_a_page_of_a_sentence_when_it_cannot(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/api/").text == client.get("/api").text
    monkeypatch.setenv("PLANNER_TODAY", "tomorrow")
    answer = client.get("/api")
    assert answer.status_code == 503
    assert "PLANNER_TODAY" in answer.text


def test_what_one_client_may_ask_is_bounded(allows_two: None, client: TestClient) -> None:
    assert [client.get("/api").status_code for _ in range(3)] == [200, 200, 429]
