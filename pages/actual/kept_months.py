"""Billed months that are stored with the open saved scenario; only its owner sees them until they are shared."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import streamlit as st

from pages.actual import messages
from pricing.actual.readers.messages import source_name
from pricing.actual.source_months import MonthsUpdate, SourceMonth, answered, from_stored, stored
from pricing.saved import Actuals, Saved, StoreDown
from pricing.values.month import Month
from pricing.wording.messages import Message, words
from ui.controls import actions, widgets
from ui.controls.actions import Done
from ui.controls.saving import open_scenario
from ui.drawing import phrases
from ui.state import catalogue, visitor

Months = tuple[SourceMonth, ...]


def of_open() -> tuple[Saved | None, Months]:
    """The open saved scenario, and the months stored with it that the visitor may see."""
    try:
        saved = open_scenario.open_saved()
        if saved is None:
            return None, ()
        return saved, from_stored(Actuals(catalogue.store()).of(saved.id, visitor.owner()))
    except StoreDown as error:
        st.warning(phrases.plain(str(error)), icon=":material/cloud_off:")
        return None, ()


def answered_anew(stored_months: Months, uploaded: Iterable[SourceMonth], answers: Mapping[str, str]) -> Months:
    """Stored months that new answers change, without those that are uploaded again."""
    again = {(source_month.source, source_month.month) for source_month in uploaded}
    changed = [
        month for month, before in zip(answered(stored_months, answers), stored_months, strict=True) if month != before
    ]
    return tuple(month for month in changed if (month.source, month.month) not in again)


def draw(saved: Saved | None, stored_months: Months, changes: MonthsUpdate) -> None:
    """Buttons to keep, share and remove, for the owner; each can be undone."""
    actions.say_done()
    owner = visitor.owner()
    if saved is None:
        if changes.new:
            st.caption(words(messages.SAVE_FIRST))
        return
    if owner is None or saved.owner != owner:
        return
    if lines := [words(about) for about in _about(changes)]:
        st.caption(phrases.plain_lines(lines))
    with st.container(horizontal=True, vertical_alignment="center"):
        if changes.new:
            months = len({source_month.month for source_month in changes.new})
            label = words(messages.keep(months, phrases.short(saved.name, 40)))
            keep = partial(_keep, owner, saved, changes.new, stored_months)
            click = partial(actions.attempt, keep)
            widgets.button(phrases.plain(label), click, key="actuals_keep", icon=":material/bookmark_add:")
        if stored_months:
            share = partial(_share, owner, saved, not saved.actuals_shared)
            buttons = {
                messages.ONLY_ME if saved.actuals_shared else messages.SHARE: (
                    share,
                    "lock" if saved.actuals_shared else "group",
                ),
                messages.REMOVE: (partial(_forget, owner, saved, stored_months), "delete"),
            }
            for about, (action, icon) in buttons.items():
                widgets.button(
                    words(about), partial(actions.attempt, action), key=f"actuals_{icon}", icon=f":material/{icon}:"
                )


def _about(changes: MonthsUpdate) -> Iterator[Message]:
    """How the new months change those that are stored."""
    for months, change in (
        (changes.same, messages.kept_already),
        (changes.replaced, messages.takes_place),
        (changes.shorter, messages.is_shorter),
    ):
        by_source: dict[str, list[Month]] = {}
        for source_month in months:
            by_source.setdefault(source_month.source, []).append(source_month.month)
        for source, names in by_source.items():
            yield change(source_name(source), names)


def _keep(owner: str, saved: Saved, months: Months, before: Months) -> Done:
    Actuals(catalogue.store()).bring_in(owner, saved.id, stored(months))
    return Done(words(messages.kept_with(saved.name)), partial(_set, owner, saved, before, months))


def _set(owner: str, saved: Saved, months: Months, before: Months) -> Done:
    """Replace all stored months by these."""
    actuals = Actuals(catalogue.store())
    actuals.forget(owner, saved.id)
    actuals.bring_in(owner, saved.id, stored(months))
    return Done(words(messages.as_before(saved.name)), partial(_set, owner, saved, before, months))


def _forget(owner: str, saved: Saved, stored_months: Months) -> Done:
    Actuals(catalogue.store()).forget(owner, saved.id)
    return Done(words(messages.removed_from(saved.name)), partial(_set, owner, saved, stored_months, ()))


def _share(owner: str, saved: Saved, on: bool) -> Done:
    Actuals(catalogue.store()).share(owner, saved.id, on)
    now = messages.SHARED_NOW if on else messages.PRIVATE_NOW
    return Done(words(now), partial(_share, owner, saved, not on))
