"""Links and databases of format version 1 open for ever, with the figures that they were saved with.

Where the changelog lists a correction, a revision has the figure since then as `corrected`.
"""

import datetime as dt
import json
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from pricing.bill.estimate import estimate
from pricing.compare.table import compare
from pricing.saved import Saved, Store, engine_for
from pricing.scenario import link
from pricing.values.exact import plain
from pricing.wording.messages import cost_words
from tests.pages import planner
from tests.pages.expected import BOOKS, DAY
from tests.saving.people import saved_by
from tests.saving.places import FIXTURES

LINKS: list[dict[str, Any]] = json.loads((FIXTURES / "links-v1.json").read_text(encoding="utf-8"))
SAVED: list[dict[str, Any]] = json.loads((FIXTURES / "saved-v1.json").read_text(encoding="utf-8"))
SOON_AFTER = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
each_link = pytest.mark.parametrize("old", LINKS, ids=[old["name"] for old in LINKS])


def amount(cost: Decimal | None) -> str | None:
    return None if cost is None else plain(cost)


@each_link
def test_an_old_link_costs_what_it_did(old: dict[str, Any]) -> None:
    reading = link.parse(old["link"], BOOKS, DAY + dt.timedelta(days=400))
    assert reading.scenario is not None, reading.problems
    assert amount(estimate(reading.scenario, BOOKS).per_month) == old["per_month"]
    by_service = {}
    if reading.scenario.comparison is not None:
        by_service = {row.key: amount(row.per_month) for row in compare(reading.scenario, BOOKS).rows}
    assert by_service == old.get("by_service", {})
    assert link.parse(link.query_string(link.write(reading.scenario)), BOOKS, DAY).scenario == reading.scenario


@each_link
def test_an_old_link_opens_over_http(server: str, old: dict[str, Any]) -> None:
    answer = httpx.get(f"{server}/api/estimate?{old['link']}", timeout=30)
    assert answer.status_code == 200
    assert answer.json()["per_month"] == old["per_month"]


@each_link
def test_an_old_link_opens_on_its_page(old: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_TODAY", "2026-12-24")
    at = planner.opened("&".join(part for part in old["link"].split("&") if not part.startswith("saved=")))
    assert not at.exception
    cost = old["per_month"]
    # Of a model that nobody can buy any more the last prices stand below the reason.
    shown = {planner.headline(at), *planner.amounts(planner.said(at))}
    assert cost_words(None if cost is None else Decimal(cost)) in shown


@pytest.fixture
def old_store(tmp_path: Path) -> Store:
    """A database of version 1, as it was dumped, some days later."""
    database = sqlite3.connect(tmp_path / "old.sqlite3")
    database.executescript((FIXTURES / "saved-v1.sql").read_text(encoding="utf-8"))
    database.close()
    return Store(engine_for(f"sqlite:///{tmp_path / 'old.sqlite3'}"), lambda: SOON_AFTER)


@pytest.mark.parametrize("old", SAVED, ids=[old["name"] for old in SAVED])
def test_an_old_scenario_opens_with_its_figures(old_store: Store, old: dict[str, Any]) -> None:
    if old["deleted"]:
        assert old_store.open(old["id"]) is None
        old_store.restore(old["owner"], old["id"])
    found = old_store.open(old["id"])
    assert isinstance(found, Saved)
    said = {"name": found.name, "note": found.note, "tags": list(found.tags), "archived": found.archived}
    assert said == {key: old[key] for key in said}
    assert (found.owner, found.team, found.newest) == (old["owner"], old["team"], len(old["revisions"]))
    for was, revision in zip(old["revisions"], old_store.history(old["id"]), strict=True):
        assert (revision.number, revision.query, revision.page) == (was["number"], was["link"], was["page"])
        assert amount(revision.per_month) == was["per_month"]
        assert revision.changed == ""
        scenario = link.parse(revision.query, BOOKS, DAY).scenario
        assert scenario is not None
        assert amount(estimate(scenario, BOOKS).per_month) == was.get("corrected", was["per_month"])


def test_old_shelves(old_store: Store) -> None:
    ann = "browser:ann-of-version-1"
    names = {old["name"] for old in SAVED if old["owner"] == ann and not old["archived"] and not old["deleted"]}
    assert {saved.name for saved in old_store.library(ann)} == names
    assert [saved.name for saved in old_store.library(ann, archived=True)] == ["Put away"]
    assert [saved.name for saved in old_store.library(ann, deleted=True)] == ["Thrown away"]
    assert [saved.name for saved in old_store.library(ann, team=True)] == ["Shared by Bob"]
    assert {saved.name for saved in old_store.library(ann, "FRÜHLING board 日本")} == {
        "Frühling & <Launch>",
        "Copy of Frühling & <Launch>",
    }


def test_an_old_database_takes_new_scenarios(old_store: Store) -> None:
    saved = saved_by(old_store, "browser:somebody", "New")
    assert old_store.open(saved.id) == saved


def test_an_old_revision_cannot_be_changed(old_store: Store, tmp_path: Path) -> None:
    old_store.healthy()
    with create_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}").connect() as connection:
        for statement in ("UPDATE saved_revision SET per_month = '1'", "DELETE FROM saved_revision WHERE number = 1"):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(text(statement))


@pytest.mark.parametrize("old", [old for old in SAVED if not old["deleted"]], ids=lambda old: old["name"])
def test_an_old_short_link_opens_on_a_new_server(server: str, old: dict[str, Any]) -> None:
    for revision in old["revisions"]:
        answer = httpx.get(f"{server}/s/{old['id']}?rev={revision['number']}", timeout=30)
        assert answer.status_code == 200
        cost = revision.get("corrected", revision["per_month"])
        assert cost_words(None if cost is None else Decimal(cost)) in answer.text
