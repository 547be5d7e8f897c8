"""What was billed, kept by month with the saved scenario that is open: for its owner alone until it is shared."""

from collections.abc import Iterator
from functools import partial

import streamlit as st

from pricing.actual.months import Import
from pricing.actual.words import SOURCES
from pricing.saved import ActualMonth, Actuals, Saved, StoreDown
from pricing.wording import figures
from ui.controls import actions, open_scenario, widgets
from ui.controls.actions import Done
from ui.drawing import phrases
from ui.state import catalogue, visitor

Months = tuple[ActualMonth, ...]


def of_open() -> tuple[Saved | None, Months]:
    """The saved scenario that is open, and the months that are kept with it for whoever asks."""
    try:
        found = open_scenario.open_saved()
        if found is None:
            return None, ()
        return found, Actuals(catalogue.store()).of(found.id, visitor.owner())
    except StoreDown as error:
        st.warning(phrases.plain(str(error)), icon=":material/cloud_off:")
        return None, ()


def draw(found: Saved | None, kept: Months, new: Import) -> None:
    """Keep, share and remove, for the owner, each with Undo."""
    actions.say_done()
    owner = visitor.owner()
    if found is None:
        if new.months:
            st.caption("This is in your session alone. Save the plan first, to keep the months with it.")
        return
    if owner is None or found.owner != owner:
        return
    if lines := list(_about(new)):
        st.caption(phrases.plain_lines(lines))
    with st.container(horizontal=True, vertical_alignment="center"):
        if new.months:
            months = phrases.count(len({each.month for each in new.months}), "month")
            label = f"Keep {months} with {phrases.plain(phrases.short(found.name, 40))}"
            keep = partial(_keep, owner, found, new.months, kept)
            widgets.button(label, partial(actions.attempt, keep), key="actuals_keep", icon=":material/bookmark_add:")
        if kept:
            share = partial(_share, owner, found, not found.actuals_shared)
            buttons = {
                "Only for me" if found.actuals_shared else "Share them with who opens it": (
                    share,
                    "lock" if found.actuals_shared else "group",
                ),
                "Remove them": (partial(_forget, owner, found, kept), "delete"),
            }
            for label, (action, icon) in buttons.items():
                widgets.button(
                    label, partial(actions.attempt, action), key=f"actuals_{icon}", icon=f":material/{icon}:"
                )


def _about(new: Import) -> Iterator[str]:
    """What the new months do to those that are kept."""
    for found, told in (
        (new.same, "kept already, and the same"),
        (new.replaced, "takes the place of what is kept"),
        (new.shorter, "shorter than what is kept, which stays"),
    ):
        by_source: dict[str, list[str]] = {}
        for source, month in found:
            by_source.setdefault(SOURCES.get(source, source), []).append(figures.month(month))
        for source, months in by_source.items():
            yield f"{source}, {phrases.joined(months)}: {told}."


def _keep(owner: str, found: Saved, months: Months, before: Months) -> Done:
    Actuals(catalogue.store()).bring_in(owner, found.id, months)
    return Done(f"Kept what was billed with {found.name}.", partial(_set, owner, found, before, months))


def _set(owner: str, found: Saved, months: Months, before: Months) -> Done:
    """Let these months be all that is kept."""
    actuals = Actuals(catalogue.store())
    actuals.forget(owner, found.id)
    actuals.bring_in(owner, found.id, months)
    return Done(f"{found.name} has the months that it had before.", partial(_set, owner, found, before, months))


def _forget(owner: str, found: Saved, kept: Months) -> Done:
    Actuals(catalogue.store()).forget(owner, found.id)
    return Done(f"Removed what was billed from {found.name}.", partial(_set, owner, found, kept, ()))


def _share(owner: str, found: Saved, on: bool) -> Done:
    Actuals(catalogue.store()).share(owner, found.id, on)
    said = "Whoever opens it sees what was billed now." if on else "Only you see what was billed now."
    return Done(said, partial(_share, owner, found, not on))
