"""What differs between two scenarios, in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.explain.changes import Change, changes
from pricing.prices import GuidePrices
from pricing.scenario.comparison import START_SERVICES, Comparison, completed
from pricing.scenario.fields import FIELDS, OF
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.own import OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from tests.compare.making import comparison, comparisons_of
from tests.making import LANDSCAPE, PORTRAIT, SQUARE, plan, plans, several, shipped, usd, varied, workload

BOOKS = shipped()
KONTOR = OwnPrice("Kontor", (("low", usd("0.01")), ("high", usd("0.03"))))
RELAY = OwnFactor("Relay", "gpt-image-1", usd("0.8"), "https://relay.example/v1")
RIG = OwnMachines("Rig", usd("1.50"), 1200)


def words(found: Iterable[Change]) -> list[str]:
    return [f"{label}: {after}" if not before else f"{label} {before} → {after}" for _, label, before, after in found]


def said(before: Scenario, after: Scenario) -> str:
    return "; ".join(words(changes(before, after, BOOKS)))


def one(**changed: Any) -> tuple[str, str, str]:
    """Label and texts of the only change."""
    (change,) = changes(plan(), plan(**changed), BOOKS)
    return change[1:]


# Terms and workloads


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"prices": dt.date(2026, 5, 1)}, ("Price date", "24 Nov 2026", "1 May 2026")),
        ({"prices": GuidePrices()}, ("Price date", "24 Nov 2026", "May 2025 guide")),
        ({"model": "gpt-image-1"}, ("Model", "GPT Image 2", "GPT Image 1")),
        ({"images": 2500}, ("Images per day", "1,000", "2,500")),
        ({"days": 22}, ("Days per month", "30", "22")),
        ({"quality": Quality(30, 50, 20)}, ("Quality mix", "100% medium", "30% low, 50% medium, 20% high")),
        ({"size": PORTRAIT}, ("Resolution", "1024x1024", "1024x1536")),
        (
            {"size": SizeMix([(SQUARE, 60), (PORTRAIT, 40)])},
            ("Resolution", "1024x1024", "1024x1024 60%, 1024x1536 40%"),
        ),
        ({"prompt": 32_000}, ("Prompt, text tokens", "100", "32,000")),
        ({"refs": "1.50"}, ("Reference images per request", "0", "1.5")),
        ({"refsize": LANDSCAPE}, ("Size of a reference, pixels", "1024x1024", "1536x1024")),
        ({"fidelity": "high"}, ("Input fidelity", "low", "high")),
        ({"tries": "1.2"}, ("Images made per image used", "1", "1.2")),
        ({"reuse": 20}, ("Reused from your cache, %", "0", "20")),
        ({"batch": "12.5"}, ("Sent as a batch, %", "0", "12.5")),
        ({"discount": "1E+1"}, ("Discount on list prices, %", "0", "10")),
        ({"growth": -5}, ("Growth per month, %", "0", "-5")),
        ({"start": Month(2027, 2)}, ("First month", "Nov 2026", "Feb 2027")),
        ({"months": 36}, ("Months of forecast", "12", "36")),
        ({"budget": usd("12000.50")}, ("Budget per month, USD", "none", "12,000.5")),
        ({"needs": ("text", "vector")}, ("The images need", "none", "Legible words in the picture, Vector graphics")),
        ({"buys": ("low", "-", "high")}, ("Quality of the vendor for low, medium and high", "none", "low, -, high")),
        ({"partials": 2}, ("Partial images streamed for each image", "0", "2")),
        ({"peak": usd("6.5")}, ("Busiest minute as a multiple of the average", "none", "6.5")),
        (
            {"accepted": (("gpt-image-2", usd("95")),)},
            ("Images accepted in your own trial, %", "none", "GPT Image 2 95%"),
        ),
        (
            {"contract": "vendor"},
            ("Where a discount counts in a comparison", "At every service", "At the vendor of the plan's models alone"),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_change_says_what_was_and_what_is(changed: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert one(**changed) == expected
    label, before, after = expected
    assert changes(plan(**changed), plan(), BOOKS) == (Change(next(iter(changed)), label, after, before),)


def test_a_budget_can_go() -> None:
    assert changes(plan(budget=Decimal(500)), plan(), BOOKS) == (
        Change("budget", "Budget per month, USD", "500", "none"),
    )


def test_equal_plans_have_no_changes_however_their_numbers_are_written() -> None:
    assert changes(plan(tries="1.0"), plan(tries=1), BOOKS) == ()


@given(before=plans(), after=plans())
def test_changes_are_the_fields_that_differ_in_order(before: Scenario, after: Scenario) -> None:
    owners = {"scenario": (before, after), "workload": (before.workloads[0], after.workloads[0])}
    billed = [field for field in FIELDS.values() if field.of in owners]
    expected = [field.key for field in billed if len({getattr(owner, field.key) for owner in owners[field.of]}) > 1]
    found = changes(before, after, BOOKS)
    assert [change.field for change in found] == expected
    assert all(change.before != change.after for change in found)


HEROES, THUMBS = workload(name="Hero images"), workload(name="Thumbnails", images=9)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((HEROES, THUMBS), (HEROES, replace(THUMBS, images=8)), ["Thumbnails: Images per day 9 → 8"]),
        (
            (HEROES, THUMBS),
            (replace(HEROES, name="HERO images"), THUMBS),
            ["HERO images: Name Hero images → HERO images"],
        ),
        (
            (HEROES, THUMBS),
            (replace(HEROES, prompt=1), replace(THUMBS, model="dall-e-3")),
            ["Thumbnails: Model GPT Image 2 → DALL-E 3", "Hero images: Prompt, text tokens 100 → 1"],
        ),
        ((HEROES, THUMBS), (THUMBS, HEROES), ["Workloads: in another order"]),
        ((HEROES,), (HEROES, THUMBS), ["Workloads: + Thumbnails"]),
        ((HEROES, THUMBS), (THUMBS,), ["Workloads: - Hero images"]),
        ((HEROES, THUMBS), (HEROES, replace(THUMBS, name="Small ones")), ["Workloads: + Small ones, - Thumbnails"]),
        ((HEROES,), (replace(HEROES, name="Small ones"),), ["Name Hero images → Small ones"]),
        ((workload(),), (HEROES,), ["Name none → Hero images"]),
        ((HEROES,), (workload(images=2),), ["Name Hero images → none", "Images per day 1,000 → 2"]),
        (
            (workload(),),
            (workload(name="Workload 1", images=2), THUMBS),
            ["Workloads: + Thumbnails", "Workload 1: Images per day 1,000 → 2"],
        ),
    ],
)
def test_what_differs_between_workloads_names_them(before: Any, after: Any, expected: list[str]) -> None:
    assert words(changes(several(*before), several(*after), BOOKS)) == expected


@settings(max_examples=100)
@given(before=plans(most=3), after=plans(most=3), data=st.data())
def test_scenarios_without_changes_are_equal(before: Scenario, after: Scenario, data: st.DataObject) -> None:
    assert changes(before, before, BOOKS) == ()
    for scenario in (after, replace(before, workloads=before.workloads[::-1])):
        assert bool(changes(before, scenario, BOOKS)) == (before != scenario)


# The comparison


def compared(**changes: Any) -> Scenario:
    return plan(comparison=comparison(**changes))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"services": (*START_SERVICES, "ideogram-4.5")}, "Services: + Ideogram 4.5"),
        ({"services": START_SERVICES[:1] + START_SERVICES[2:]}, "Services: - DALL-E 3"),
        ({"services": START_SERVICES[::-1]}, "Services: in another order"),
        (
            {"map": (("midjourney", ("draft", "hd", "-")),)},
            "Midjourney, medium quality buys sd → hd; Midjourney, high quality buys hd → nothing",
        ),
        (
            {"missing": "leave"},
            "A quality that has no price at a service the nearest one there → left out of every service",
        ),
        ({"term": "annual"}, "Subscriptions paid by the month → paid a year ahead"),
        ({"relax": "12.5"}, "Midjourney jobs that may wait (Relax), % 0 → 12.5"),
        ({"company": "yes"}, "Our company has more than $1M of revenue a year no → yes"),
        ({"stealth": "yes"}, "Images must stay private (Stealth) no → yes"),
        ({"own": (KONTOR, RIG)}, "Yours: + Kontor, + Rig"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_field_in_words(changed: dict[str, Any], expected: str) -> None:
    assert said(compared(), compared(**changed)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            KONTOR,
            OwnPrice("Kontor", (("low", usd("0.02")),)),
            "Yours, Kontor low 0.01, high 0.03 USD per image → low 0.02 USD per image",
        ),
        (
            RELAY,
            OwnFactor("Relay", "gpt-image-2", usd("1")),
            "Yours, Relay GPT Image 1 x 0.8 at https://relay.example/v1 → GPT Image 2 x 1",
        ),
        (
            RIG,
            OwnMachines("Rig", usd("2"), 900),
            "Yours, Rig 1.5 USD per GPU hour, 1,200 images per hour → 2 USD per GPU hour, 900 images per hour",
        ),
    ],
)
def test_a_service_of_ones_own_that_bills_otherwise(before: Any, after: Any, expected: str) -> None:
    assert said(compared(own=(before,)), compared(own=(after,))) == expected


def test_one_of_ones_own_instead_of_another() -> None:
    assert said(compared(own=(KONTOR,)), compared(own=(RIG,))) == "Yours: + Rig, - Kontor"


def test_the_start_is_no_change_however_it_is_written() -> None:
    """A page that compares writes the whole start into the link."""
    written = plan(comparison=Comparison.start(BOOKS.listed))
    for before in (plan(), compared()):
        assert changes(before, written, BOOKS) == ()


def test_what_a_page_opened_with_is_nobodys_change() -> None:
    written = compared(services=("gpt-image-2.5-flare", "midjourney"))
    assert changes(plan(), written, BOOKS) == changes(written, plan(), BOOKS) == ()
    assert said(plan(), compared(services=("recraft-v3",), term="annual")) == (
        "Subscriptions paid by the month → paid a year ahead"
    )


def test_changes_of_the_comparison_stand_beside_those_of_the_workloads() -> None:
    after = varied(compared(term="annual"), images=2)
    assert said(plan(), after) == "Images per day 1,000 → 2; Subscriptions paid by the month → paid a year ahead"


@settings(max_examples=100)
@given(before=comparisons_of(), after=comparisons_of())
def test_what_a_link_has_otherwise_is_said_and_nothing_else(before: Comparison, after: Comparison) -> None:
    was, now = (completed(terms, BOOKS.listed) for terms in (before, after))
    found = {change.field for change in changes(plan(comparison=before), plan(comparison=after), BOOKS)}
    assert changes(plan(comparison=after), plan(comparison=now), BOOKS) == ()
    for field in OF["comparison"]:
        if field.key != "map" or was.services == now.services:
            assert (field.key in found) == (getattr(was, field.key) != getattr(now, field.key))
