"""What was billed, kept by month with the saved scenario that is open: for its owner alone until it is shared."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import streamlit as st

from pricing.actual.readers.messages import source_name
from pricing.actual.source_months import MonthsUpdate, SourceMonth, answered, from_stored, stored
from pricing.saved import Actuals, Saved, StoreDown
from pricing.wording import figures, messages
from ui.controls import actions, open_scenario, widgets
from ui.controls.actions import Done
from ui.drawing import phrases
from ui.state import catalogue, visitor

Months = tuple[SourceMonth, ...]


def of_open() -> tuple[Saved | None, Months]:
    """The saved scenario that is open, and the months that are kept with it for whoever asks."""
    try:
        saved = open_scenario.open_saved()
        if saved is None:
            return None, ()
        return saved, from_stored(Actuals(catalogue.store()).of(saved.id, visitor.owner()))
    except StoreDown as error:
        st.warning(phrases.plain(str(error)), icon=":material/cloud_off:")
        return None, ()


def answered_anew(kept: Months, brought: Iterable[SourceMonth], answers: Mapping[str, str]) -> Months:
    """Months that are kept, of which something else is said now; without those that are brought in again."""
    again = {(each.source, each.month) for each in brought}
    changed = [month for month, before in zip(answered(kept, answers), kept, strict=True) if month != before]
    return tuple(month for month in changed if (month.source, month.month) not in again)


def draw(saved: Saved | None, kept: Months, changes: MonthsUpdate) -> None:
    """Keep, share and remove, for the owner, each with Undo."""
    actions.say_done()
    owner = visitor.owner()
    if saved is None:
        if changes.new:
            st.caption("This is in your session alone. Save the plan first, to keep the months with it.")
        return
    if owner is None or saved.owner != owner:
        return
    if lines := list(_about(changes)):
        st.caption(phrases.plain_lines(lines))
    with st.container(horizontal=True, vertical_alignment="center"):
        if changes.new:
            months = phrases.count(len({each.month for each in changes.new}), "month")
            label = f"Keep {months} with {phrases.plain(phrases.short(saved.name, 40))}"
            keep = partial(_keep, owner, saved, changes.new, kept)
            widgets.button(label, partial(actions.attempt, keep), key="actuals_keep", icon=":material/bookmark_add:")
        if kept:
            share = partial(_share, owner, saved, not saved.actuals_shared)
            buttons = {
                "Only for me" if saved.actuals_shared else "Share them with who opens it": (
                    share,
                    "lock" if saved.actuals_shared else "group",
                ),
                "Remove them": (partial(_forget, owner, saved, kept), "delete"),
            }
            for label, (action, icon) in buttons.items():
                widgets.button(
                    label, partial(actions.attempt, action), key=f"actuals_{icon}", icon=f":material/{icon}:"
                )


def _about(changes: MonthsUpdate) -> Iterator[str]:
    """What the new months do to those that are kept."""
    for months, change in (
        (changes.same, "kept already, and the same"),
        (changes.replaced, "takes the place of what is kept"),
        (changes.shorter, "shorter than what is kept, which stays"),
    ):
        by_source: dict[str, list[str]] = {}
        for each in months:
            by_source.setdefault(each.source, []).append(figures.month(each.month))
        for source, names in by_source.items():
            yield f"{messages.words(source_name(source))}, {phrases.joined(names)}: {change}."


def _keep(owner: str, saved: Saved, months: Months, before: Months) -> Done:
    Actuals(catalogue.store()).bring_in(owner, saved.id, stored(months))
    return Done(f"Kept what was billed with {saved.name}.", partial(_set, owner, saved, before, months))


def _set(owner: str, saved: Saved, months: Months, before: Months) -> Done:
    """Let these months be all that is kept."""
    actuals = Actuals(catalogue.store())
    actuals.forget(owner, saved.id)
    actuals.bring_in(owner, saved.id, stored(months))
    return Done(f"{saved.name} has the months that it had before.", partial(_set, owner, saved, before, months))


def _forget(owner: str, saved: Saved, kept: Months) -> Done:
    Actuals(catalogue.store()).forget(owner, saved.id)
    return Done(f"Removed what was billed from {saved.name}.", partial(_set, owner, saved, kept, ()))


def _share(owner: str, saved: Saved, on: bool) -> Done:
    Actuals(catalogue.store()).share(owner, saved.id, on)
    now = "Whoever opens it sees what was billed now." if on else "Only you see what was billed now."
    return Done(now, partial(_share, owner, saved, not on))
