"""Saved scenarios beside each other: what differs, how one cost became another, and the link of that."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from pricing.explain.difference import Waterfall, waterfall
from pricing.saved import Saved, Store
from pricing.scenario.link import parse
from pricing.wording.figures import NOT_PRICED, money, signed_money
from tests.pages.expected import BOOKS, DAY
from tests.pages.planner import address, press, said
from tests.pages.shelf import ANN, cost, has, scenarios
from ui.state import visitor


def moved(before: Saved, after: Saved) -> Waterfall:
    first, second = (parse(saved.revision.query, BOOKS, DAY).scenario for saved in (before, after))
    assert first is not None
    assert second is not None
    bars = waterfall(first, second, BOOKS, DAY)
    assert isinstance(bars, Waterfall)
    return bars


def labels(at: AppTest) -> list[str]:
    return [metric.label.replace("\\", "") for metric in at.metric]


def test_two_scenarios_and_what_moved_the_cost(store: Store) -> None:
    small = has(store, "Small", "images=1000")
    large = has(store, "Large", "images=2500&days=20&quality=0-100-0")
    at = scenarios("", large, small)
    assert labels(at) == ["1. Large", "2. Small"]
    assert [metric.value for metric in at.metric] == [cost(large), cost(small)]
    bars = moved(large, small)
    assert bars.end < bars.start
    assert f"2. Small costs {money(bars.start - bars.end)} less a month, most of it" in said(at)
    drawn = json.loads(at.get("plotly_chart")[0].proto.spec)["data"][0]["text"]
    assert drawn == [money(bars.start), *(signed_money(step.amount) for step in bars.steps), money(bars.end)]
    fields = at.dataframe[-1].value
    assert set(fields["Field"][fields["Differs"] != ""]) == {"Images per day", "Days a month", "Quality mix"}


def test_its_link_shows_the_same_to_another(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """And from there everyone gets back to what is theirs."""
    chosen = [has(store, name, f"images={images}") for name, images in (("One", 1000), ("Two", 3000), ("Three", 2000))]
    at = scenarios("", *chosen)
    assert len(at.metric) == 3
    press(at, "Link to this comparison")
    assert "Saved scenarios compared" in said(at)
    linked = address(at)["with"]
    assert linked == ",".join(saved.id for saved in chosen)
    assert [metric.value for metric in at.metric] == [cost(saved) for saved in chosen]
    assert len(at.get("plotly_chart")) == 2
    monkeypatch.setattr(visitor, "owner", lambda: "browser:bob")
    theirs = scenarios(f"with={linked}")
    assert [metric.value for metric in theirs.metric] == [metric.value for metric in at.metric]
    press(theirs, "Back to my scenarios")
    assert "with" not in address(theirs)
    assert "Nothing here yet" in said(theirs)


def test_a_scenario_that_is_gone_is_left_out(store: Store) -> None:
    kept = [has(store, name, f"images={images}") for name, images in (("Kept", 10), ("Also", 20), ("Gone", 30))]
    store.delete(ANN, kept[-1].id)
    at = scenarios(f"with={','.join(saved.id for saved in kept)},nonsense")
    assert [metric.value for metric in at.metric] == [cost(saved) for saved in kept[:2]]


def test_a_scenario_without_a_price_has_no_waterfall(store: Store) -> None:
    priced, unpriced = has(store, "Priced", "images=1000"), has(store, "Unpriced", "model=ideogram-2.0")
    at = scenarios("", unpriced, priced)
    assert at.metric[0].value == NOT_PRICED
    assert "From 1. Unpriced to 2. Priced:" in said(at)
    assert not at.get("plotly_chart")


def test_more_than_four_are_too_many(store: Store) -> None:
    at = scenarios("", *(has(store, f"Number {number}", "images=10") for number in range(5)))
    assert "Choose two to 4 scenarios to compare; 5 are chosen." in said(at)
