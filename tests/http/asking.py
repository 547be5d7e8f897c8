"""Asking the served dashboard over HTTP."""

from typing import Any, Protocol

import httpx


class Answer(Protocol):
    """Of a server, or of Starlette's client in its place."""

    @property
    def status_code(self) -> int: ...
    @property
    def text(self) -> str: ...
    def json(self) -> Any: ...


def ask(server: str, path: str, query: str = "") -> httpx.Response:
    return httpx.get(f"{server}{path}?{query}" if query else server + path, timeout=30)


def estimate(server: str, query: str = "") -> Any:
    """The answer of the API to a link that must be valid."""
    answer = ask(server, "/api/estimate", query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def errors(answer: Answer, status: int = 422) -> list[dict[str, str]]:
    """The errors of an answer; each names field, value and problem."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"errors"}
    assert body["errors"]
    assert all(set(error) == {"field", "value", "problem"} for error in body["errors"])
    return list(body["errors"])
