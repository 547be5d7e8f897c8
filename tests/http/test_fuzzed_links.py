"""Ten thousand links, real ones and what becomes of them in chats and cells: none fails, none changes its meaning."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote, quote_plus

import pytest
from starlette.testclient import TestClient

from pricing.scenario import link
from pricing.scenario.fields import FIELDS, start_values
from pricing.scenario.scenario import FIRST_NAME
from tests.http.asking import errors
from tests.making import TODAY, shipped
from tests.pages import planner

Pairs = list[tuple[str, str]]

COUNT = 10_000
ON_A_PAGE = 100
"""One link in so many is opened on a page, too."""
SHORT = {"model": "gpt-image-2", "images": "1000"}
WORKLOADS = SHORT | {
    "name": "Hero images",
    "size": "1024x1024:70,1536x1024:30",
    "refs": "1.5",
    "tries": "1.25",
    "reuse": "20",
    "batch": "12.5",
    "discount": "10",
    "growth": "-2.5",
    "budget": "1200.5",
    "2.name": "缩略图 & more",
    "2.model": "gpt-image-1-mini",
    "2.images": "250",
    "2.quality": "100-0-0",
    "2.prompt": "150",
    "3.name": "edits",
    "3.refs": "2",
    "3.refsize": "1536x1024",
    "3.fidelity": "high",
    "ranges": "images:500..2000,tries:1..1.5",
    "together": "40",
    "pricerange": "-10..20",
    "events": "2026-12@2:images:50,2027-01..2027-03:price:-20,2027-02:once:500",
    "own_image": "0.0125",
    "own_month": "1500",
    "users": "25000",
    "revenue": "9.99",
}
COMPARED = SHORT | {
    "services": "gpt-image-1,midjourney,stability-ai",
    "map": "gpt-image-1:low/medium/high",
    "missing": "leave",
    "term": "annual",
    "relax": "12.5",
    "company": "yes",
    "own": "Relay~factor~gpt-image-1~0.8~;Rack~gpu~2.5~400;Flat~price~0.01~0.02~0.04",
}
LATER = {
    "needs": "text,transparent",
    "partials": "2",
    "thinking": "335",
    "discount": "-10",
    "peak": "6.5",
    "accepted": "gpt-image-2:95,flux-2-pro:80.5",
    "contract": "vendor",
    "currency": "EUR",
    "rate": "0.9",
    "rate_day": "2026-11-20",
    "raterange": "-5..10",
}
REAL = (
    {"v": "1"} | SHORT,
    {"v": "1", "prices": "guide-2025-05", "model": "gpt-image-1", "quality": "0-100-0", "start": "2026-11"},
    {"v": "1"} | COMPARED,
    {"v": "2"} | WORKLOADS,
    {"v": "2", "name": "Relay"} | COMPARED,
    {"v": "3"} | SHORT | LATER,
    {"v": "3"} | WORKLOADS | LATER | {"buys": "low/high/high"},
)
"""Links of every version, with every key at least once."""
VALUES = ("", "0", "1", "-0", "1.5", "1e3", "１０", "100000000000", "nan", "yes", "a:b,c", "-50..100", "\ud800", "=1+1")
ODD = (" ", "\u00a0", "\u200b", "%", "+", "&", ";", "[", "%00", "%ed%a0%80", "。", '"', "'", "<b>", "amp;")


def test_every_key_is_in_a_real_link() -> None:
    assert {key.rpartition(".")[2] for texts in REAL for key in texts} >= {*FIELDS, "v"} - {"days", "months", "stealth"}


def fuzzed(chance: random.Random) -> str:
    """A real link with a few of its keys and values changed, or of its characters."""
    pairs = [*chance.choice(REAL).items()]
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        _change(pairs, chance)
    encode = chance.choice((quote, quote_plus, _as_written))
    query = "&".join(f"{encode(key, errors='replace')}={encode(text, errors='replace')}" for key, text in pairs)
    if chance.random() < 0.2:
        place = chance.randrange(len(query) + 1)
        query = query[:place] + chance.choice(ODD) + query[place + chance.randrange(3) :]
    return query


def _as_written(text: str, errors: str) -> str:
    """A text as links of the planner have it."""
    return quote(text, safe=":,/;~", errors=errors)


def _change(pairs: Pairs, chance: random.Random) -> None:
    """One key or value of a link changed in place: left out, repeated, moved, misspelled, of another field."""
    if not pairs:
        return
    place = chance.randrange(len(pairs))
    key, text = pairs[place]
    cut = chance.randrange(len(text) + 1)
    changes: tuple[tuple[str, str] | None, ...] = (
        None,
        (key, chance.choice(VALUES)),
        (key, text[:cut] + chance.choice("0159.-,:x~") + text[cut:]),
        (key, text[:cut] + text[cut + 1 :]),
        (key, chance.choice(pairs)[1]),
        (chance.choice([*FIELDS, "v"]), text),
        (f"{chance.randrange(10)}.{key}", text),
        (key[:-1], text),
        (key.upper(), text),
        ("v", chance.choice(("1", "2", "3", "4"))),
    )
    change = chance.choice(changes)
    del pairs[place]
    if change is not None:
        pairs.insert(chance.randrange(len(pairs) + 1), change)
    if chance.random() < 0.1:
        pairs.append((key, text))


def parts(text: str) -> Counter[Decimal | str]:
    """The values in a text of a link whatever their order, each number as its value."""
    return Counter(
        Decimal(part) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", part, re.ASCII) else part
        for part in re.split(r"[,:;~/@]|\.\.", text)
        if part
    )


def changed_values(given: dict[str, str], written: dict[str, str]) -> Iterator[str]:
    """The keys of a link that mean something else once it is read and written again.

    A comparison is written with what every service buys, so its `map` may have more than was given.
    """
    start = start_values(TODAY) | {"name": FIRST_NAME}
    for key, text in given.items():
        if key != "v":
            field = FIELDS[key.rpartition(".")[2]]
            now = written.get(key, start.get(field.key, "") if field.absent is None else field.write(field.absent))
            if parts(now) != parts(text) and not (field.key == "map" and parts(now) > parts(text)):
                yield f"{key}={text} became {now}"
    for key, text in written.items():
        if key not in ("v", "map") and key not in given and parts(text) != parts(start.get(key.rpartition(".")[2], "")):
            yield f"{key}={text} was not given"


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comes before `client`."""
    monkeypatch.setenv("PLANNER_CLIENT_LIMITS", "0")


@pytest.mark.soak
def test_no_link_fails_or_changes_its_meaning(without_limits: None, client: TestClient) -> None:
    chance, taken = random.Random(20), 0
    for number in range(COUNT):
        query = fuzzed(chance)
        pairs = link.pairs(query)
        assert isinstance(pairs, list), query
        reading = link.known_keys_only(link.read(pairs, shipped(), TODAY))
        answer = client.get(f"/api/estimate?{query}")
        if reading.scenario is None:
            assert [error["field"] for error in errors(answer)] == [problem.field for problem in reading.problems], (
                query
            )
        else:
            taken += 1
            assert answer.status_code == 200, query
            assert not list(changed_values(dict(pairs), link.write(reading.scenario))), query
        near = reading.scenario or link.nearest(pairs, shipped(), TODAY)
        assert link.read(link.write(near).items(), shipped(), TODAY).scenario == near, query
        if number % ON_A_PAGE == 0:
            page = planner.opened(query)
            assert not page.exception, query
    assert taken > COUNT / 10
