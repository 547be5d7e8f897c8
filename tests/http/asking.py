"""Asking the served dashboard over HTTP."""

from typing import Any

import httpx


def ask(server: str, path: str, query: str = "") -> httpx.Response:
    return httpx.get(f"{server}{path}?{query}" if query else server + path, timeout=30)


def estimate(server: str, query: str = "") -> dict[str, Any]:
    """The answer of the API to a link that must be valid."""
    answer = ask(server, "/api/estimate", query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def errors(answer: httpx.Response, status: int = 422) -> list[dict[str, str]]:
    """The errors of an answer; each names field, value and problem."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"errors"}
    assert body["errors"]
    assert all(set(error) == {"field", "value", "problem"} for error in body["errors"])
    return list(body["errors"])
