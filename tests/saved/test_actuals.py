"""What was billed stays with its scenario as monthly sums, for its owner alone until it is shared."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pricing.saved import ActualMonth, Actuals, LimitError, NotFound, Store, validation
from pricing.values.month import Month
from tests.saved.making import ANN, BOB, NOBODYS, Clock, key, revise, save

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def month(month: Month = OCTOBER, **changes: Any) -> ActualMonth:
    """A sum of October."""
    plain = ActualMonth(
        source="openai-costs",
        month=month,
        model="gpt-image-2",
        kind="image_output",
        quantity=Decimal("10.0"),
        cost=Decimal("3120.0000000000000000000001"),
        currency="USD",
    )
    return replace(plain, **changes)


@pytest.fixture
def actuals(store: Store) -> Actuals:
    return Actuals(store)


def test_sums_come_back_exactly_in_the_order_of_the_months(store: Store, actuals: Actuals) -> None:
    saved = save(store)
    given = [
        month(NOVEMBER),
        month(),
        month(kind="text_input", quantity=None),
        month(currency="EUR"),
        month(cost=None, currency="", source="usage"),
        month(model="Bild 2 (\u56fe)"),
    ]
    assert actuals.bring_in(ANN, saved.id, given) == ()
    found = actuals.of(saved.id, ANN)
    assert set(found) == set(given)
    assert len(found) == len(given)
    assert found[-1] == given[0]
    assert found[0].cost == Decimal("3120.0000000000000000000001")


def test_a_source_replaces_its_own_months_and_says_which(store: Store, actuals: Actuals) -> None:
    saved = save(store)
    other = month(source="azure")
    actuals.bring_in(ANN, saved.id, [month(), month(kind="text_input"), month(NOVEMBER), other])
    again = month(cost=Decimal(2))
    assert actuals.bring_in(ANN, saved.id, [again]) == (("openai-costs", OCTOBER),)
    assert set(actuals.of(saved.id, ANN)) == {again, month(NOVEMBER), other}


def shared(store: Store, id: str) -> bool:
    opened = store.open(id)
    assert opened is not None
    return opened.actuals_shared


def test_they_are_their_owners_until_shared(store: Store, actuals: Actuals) -> None:
    saved = save(store)
    actuals.bring_in(ANN, saved.id, [month()])
    assert not shared(store, saved.id)
    assert actuals.of(saved.id, BOB) == actuals.of(saved.id, None) == ()
    actuals.share(ANN, saved.id)
    assert shared(store, saved.id)
    assert actuals.of(saved.id, BOB) == actuals.of(saved.id, None) == (month(),)
    actuals.share(ANN, saved.id, on=False)
    assert actuals.of(saved.id, None) == ()


def test_only_the_owner_changes_them(store: Store, actuals: Actuals) -> None:
    saved = save(store)
    actuals.bring_in(ANN, saved.id, [month()])
    actuals.share(ANN, saved.id)
    for attempt in (
        lambda: actuals.bring_in(BOB, saved.id, [month(cost=Decimal(1))]),
        lambda: actuals.share(BOB, saved.id, on=False),
        lambda: actuals.forget(BOB, saved.id),
        lambda: actuals.bring_in(ANN, NOBODYS, [month()]),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert actuals.of(saved.id, ANN) == (month(),)
    assert actuals.of("nonsense", ANN) == actuals.of(NOBODYS, ANN) == ()


def test_revisions_leave_them_and_copies_do_not_take_them(store: Store, actuals: Actuals) -> None:
    saved = save(store)
    actuals.bring_in(ANN, saved.id, [month()])
    revise(store, saved.id, "v=1&images=2")
    assert actuals.of(saved.id, ANN) == (month(),)
    copy = store.duplicate(ANN, saved.id, key())
    assert actuals.of(copy.id, ANN) == ()


def test_they_are_removed_with_their_scenario(store: Store, actuals: Actuals, clock: Clock) -> None:
    saved = save(store)
    actuals.bring_in(ANN, saved.id, [month()])
    store.delete(ANN, saved.id)
    assert actuals.of(saved.id, ANN) == ()
    store.restore(ANN, saved.id)
    assert actuals.of(saved.id, ANN) == (month(),)
    actuals.forget(ANN, saved.id)
    assert actuals.of(saved.id, ANN) == ()
    actuals.bring_in(ANN, saved.id, [month()])
    store.delete(ANN, saved.id)
    clock.forward(days=31)
    assert store.purge() == 1


@pytest.mark.parametrize(
    ("field", "sums"),
    [
        ("source", [month(source="")]),
        ("source", [month(source="s" * 81)]),
        ("model", [month(model="a\nb")]),
        ("model", [month(model="m" * 201)]),
        ("kind", [month(kind="")]),
        ("currency", [month(currency="usd")]),
        ("currency", [month(currency="")]),
        ("currency", [month(cost=None, currency="Euro")]),
        ("quantity", [month(quantity=Decimal("NaN"))]),
        ("cost", [month(cost=Decimal("1E+999999"))]),
        ("actuals", [month(), month(cost=Decimal(1))]),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_lost(
    store: Store, actuals: Actuals, field: str, sums: list[ActualMonth]
) -> None:
    saved = save(store)
    actuals.bring_in(ANN, saved.id, [month()])
    with pytest.raises(LimitError) as error:
        actuals.bring_in(ANN, saved.id, sums)
    assert error.value.field == field
    assert actuals.of(saved.id, ANN) == (month(),)


def test_a_scenario_has_so_many_sums_at_most(store: Store, actuals: Actuals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "MOST_ACTUALS", 2)
    saved = save(store)
    actuals.bring_in(ANN, saved.id, [month(), month(kind="text_input")])
    with pytest.raises(LimitError, match=r"actuals: '3 sums' is not accepted; accepted: up to 2 of one scenario"):
        actuals.bring_in(ANN, saved.id, [month(NOVEMBER)])
    assert len(actuals.of(saved.id, ANN)) == 2
