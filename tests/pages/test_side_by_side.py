"""Saved scenarios beside each other: what differs, how one cost became another, and the link of that."""

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from pages.scenarios.messages import how_it_moved
from pricing.explain.difference import Step, Waterfall, waterfall
from pricing.explain.messages import STEPS
from pricing.saved import Saved, Store
from pricing.scenario.fields import WaterfallStep
from pricing.scenario.link import parse
from pricing.wording.figures import in_currency, money, signed_money
from pricing.wording.messages import NOT_PRICED, words
from tests.pages.expected import BOOKS, DAY
from tests.pages.planner import address, press, said, specs, unfold
from tests.pages.shelf import ANN, by_field, cost, has, scenarios
from ui.state import visitor


def moved(before: Saved, after: Saved) -> Waterfall:
    first, second = (parse(saved.revision.query, BOOKS, DAY).scenario for saved in (before, after))
    assert first is not None
    assert second is not None
    bars = waterfall(first, second, BOOKS, DAY)
    assert isinstance(bars, Waterfall)
    return bars


def drawn(*amounts: int) -> Waterfall:
    names: tuple[WaterfallStep, ...] = ("Volume", "Quality mix", "Model")
    steps = tuple(Step(STEPS[name], (), Decimal(amount)) for name, amount in zip(names, amounts, strict=False))
    return Waterfall(Decimal(5000), Decimal(5000 + sum(amounts)), steps)


@pytest.mark.parametrize(
    ("amounts", "end"),
    [
        ((300, -1000, 1500), "B costs $800.00 more a month, most of it: Model"),
        ((-300, 1000, -1500), "B costs $800.00 less a month, most of it: Model"),
        ((400, 350, 300), "B costs $1,050.00 more a month, the largest part: Volume"),
        ((5, -5), "A and B cost the same: the changes make up for each other"),
    ],
)
def test_a_step_against_the_change_is_never_most_of_it(amounts: tuple[int, ...], end: str) -> None:
    assert words(how_it_moved(drawn(*amounts), "A", "B")) == end


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
    shown = [text.strip() for text in specs(at)[0]["data"][1]["text"]]
    assert shown == [money(bars.start), *(signed_money(step.amount) for step in bars.steps), money(bars.end)]
    assert set(by_field(at)) == {"Images per day", "Days per month", "Quality mix"}
    unfold(at, "same_fields")
    same = {field: row for field, row in by_field(at).items() if row["1. Large"] == row["2. Small"]}
    assert {"Price date", "Model", "Resolution"} <= set(same)


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
    assert len(specs(at)) == 2
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
    assert at.metric[0].value == words(NOT_PRICED)
    assert "From 1. Unpriced to 2. Priced:" in said(at)
    assert not specs(at)


def test_more_than_four_are_too_many(store: Store) -> None:
    at = scenarios("", *(has(store, f"Number {number}", "images=10") for number in range(5)))
    assert "5 scenarios are chosen. Choose 2 to 4 to compare them." in said(at)


def test_plans_in_two_currencies_stand_beside_each_other_in_one(store: Store) -> None:
    """In that of the last one, at the rates that both name, and it is said; the shelf has each in its own."""
    dollars = has(store, "Dollars", "images=1000")
    euros = has(store, "Euros", "v=3&images=1000&currency=EUR&rate=0.5&rate_day=2026-10-30")
    at = scenarios("", dollars, euros)
    half = cost(dollars).replace("$", "")
    assert [metric.value for metric in at.metric] == [cost_in_euros(dollars)] * 2
    assert "several currencies" in said(at)
    assert "EUR" in said(at)
    assert half not in [metric.value for metric in at.metric]


def cost_in_euros(saved: Saved) -> str:
    """At half a euro for one dollar."""
    with in_currency("EUR"):
        return money((saved.revision.per_month or Decimal(0)) / 2)
