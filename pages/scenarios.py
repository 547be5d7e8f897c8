"""The Scenarios page: what one has saved, found again, compared, and brought up to date."""

import secrets
from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.components import catalogue, save, saved_views, session, tables, visitor, words
from pricing.estimate import estimate
from pricing.saved import LimitError, NotFound, Saved, StoreDown
from pricing.scenario import Scenario

_SHELVES = {"mine": "Mine", "archived": "Archived", "deleted": "Deleted"}
_MOST_COMPARED = 4
_SAID = "scenarios_said"


def attempt(action: Callable[[], object], done: str) -> None:
    """For callbacks: do something in the store and keep what to say about it."""
    try:
        action()
    except (LimitError, NotFound, StoreDown) as error:
        st.session_state[_SAID] = ("error", str(error))
    else:
        st.session_state[_SAID] = ("success", done)
        save.forget()
    session.stay()


def said() -> None:
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if kind == "error":
        st.error(words.plain(text))
    elif kind == "success":
        st.success(words.plain(text))


def library(owner: str) -> tuple[Saved, ...]:
    """The shelf with its filters."""
    shelves = _SHELVES | ({"team": "Team"} if visitor.sign_in_offered() else {})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key="scenarios_search", on_change=session.stay, icon=":material/search:")
        shelf = st.segmented_control(
            "Shelf", list(shelves), format_func=shelves.__getitem__, default="mine", required=True,
            key="scenarios_shelf", on_change=session.stay,
        )  # fmt: skip
    return catalogue.store().library(
        owner, search or "", archived=shelf == "archived", team=shelf == "team", deleted=shelf == "deleted"
    )


def shelf_table(found: tuple[Saved, ...]) -> list[Saved]:
    """The scenarios as a table; the rows that are chosen."""
    plans = [save.saved_scenario(saved) for saved in found]
    costs = [saved.revision.per_month for saved in found]
    frame = pd.DataFrame({
        "Name": [saved.name for saved in found],
        "USD a month": [None if cost is None else float(cost) for cost in costs],
        "Model": ["" if plan is None else plan.model for plan in plans],
        "Images a day": [None if plan is None else plan.images for plan in plans],
        "Saved": [saved.revision.saved_at for saved in found],
        "Revision": [saved.newest for saved in found],
        "Tags": [list(saved.tags) for saved in found],
        "Link": [session.short_link(saved.id) for saved in found],
    })  # fmt: skip
    chosen = tables.table(
        frame, "Saved scenarios", key="scenarios_rows", on_select=session.stay, selection_mode="multi-row"
    )  # fmt: skip
    return [found[row] for row in chosen["selection"]["rows"] if row < len(found)]


def one(found: Saved, owner: str) -> None:
    """One scenario: open it, describe it, its history, today's prices."""
    store = catalogue.store()
    mine = found.owner == owner
    with st.container(horizontal=True):
        if found.deleted_at is None:
            st.link_button("Open", f"/s/{found.id}", icon=":material/open_in_new:", type="primary")
            request = secrets.token_hex(8)
            _button("Duplicate", "content_copy", lambda: store.duplicate(owner, found.id, request), "Duplicated.")
        if mine and found.deleted_at is not None:
            _button("Restore", "restore_from_trash", lambda: store.restore(owner, found.id), "Restored.")
        elif mine:
            put_away = not found.archived
            _button(
                "Archive" if put_away else "Take out", "archive", lambda: store.archive(owner, found.id, put_away),
                "Archived." if put_away else "Back among yours.",
            )  # fmt: skip
            _delete(found, owner)
            if visitor.sign_in_offered():
                key = f"team_{found.id}"
                st.toggle(
                    "Shared in the team", session.keep(key, found.team), key=key,
                    on_change=lambda: attempt(lambda: store.share_with_team(owner, found.id, not found.team), "Done."),
                )  # fmt: skip
    if found.deleted_at is not None:
        return
    st.code(session.short_link(found.id), language=None)
    if mine:
        _describe(found, owner)
    scenario = save.saved_scenario(found)
    if scenario is None:
        st.warning("This planner cannot read the saved plan.")
        return
    now = saved_views.at_todays_prices(scenario, "repriced")
    if now is not None and mine:
        st.button(
            "Save a revision at today's prices", icon=":material/update:", on_click=_reprice, args=(found, now, owner)
        )  # fmt: skip
    st.markdown("**History**")
    saved_views.history(found, store.history(found.id))


def _button(label: str, icon: str, action: Callable[[], object], done: str) -> None:
    st.button(label, icon=f":material/{icon}:", on_click=attempt, args=(action, done), key=f"scenarios_{label}")


def _delete(found: Saved, owner: str) -> None:
    box = st.popover("Delete", icon=":material/delete:", key=f"delete_{found.id}", on_change=session.stay)
    if box.open:
        with box:
            st.text(
                f"Delete {found.name}? Its link stops working. For 30 days you can restore it from the Deleted shelf."
            )
            _button(
                "Yes, delete it",
                "delete",
                lambda: catalogue.store().delete(owner, found.id),
                "Deleted. It can be restored from the Deleted shelf for 30 days.",
            )


def _describe(found: Saved, owner: str) -> None:
    box = st.expander("Name, note and tags", key=f"describe_{found.id}", on_change=session.stay)
    if not box.open:
        return
    with box, st.form(f"describe_form_{found.id}", border=False):
        st.text_input("Name", found.name, key=f"name_{found.id}")
        st.text_area("Note", found.note, key=f"note_{found.id}", height=80)
        st.text_input("Tags, with commas between", ", ".join(found.tags), key=f"tags_{found.id}")
        st.form_submit_button("Keep", on_click=_keep_description, args=(found, owner))


def _keep_description(found: Saved, owner: str) -> None:
    state = st.session_state
    tags = [tag.strip() for tag in state[f"tags_{found.id}"].split(",") if tag.strip()]
    name, note = state[f"name_{found.id}"], state[f"note_{found.id}"]
    attempt(lambda: catalogue.store().describe(owner, found.id, name, note, tags), "Kept.")


def _reprice(found: Saved, now: Scenario, owner: str) -> None:
    query = session.query_of(now)
    per_month = estimate(now, catalogue.price_books()).per_month
    attempt(
        lambda: catalogue.store().revise(
            owner, found.id, query, per_month, found.revision.page, found.newest, secrets.token_hex(8)
        ),
        "Saved a revision at today's prices.",
    )  # fmt: skip


def several(found: list[Saved]) -> None:
    if len(found) > _MOST_COMPARED:
        st.info(f"Choose two to {_MOST_COMPARED} scenarios to compare; {len(found)} are chosen.")
        return
    saved_views.side_by_side(found)


def compared() -> list[Saved]:
    """The scenarios that the address names for comparison."""
    store = catalogue.store()
    return [found for id_ in session.compared_ids()[:_MOST_COMPARED] if (found := store.open(id_)) is not None]


def shelf_of(owner: str) -> None:
    found = library(owner)
    if name := visitor.signed_in_as():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
            st.text(f"Signed in as {name}", width="content")
            st.button("Sign out", icon=":material/logout:", on_click=st.logout)
    if not found:
        st.markdown(
            "Nothing here yet. **Save** on the Plan or Compare page keeps a plan under a name, with a short link."
        )
        return
    st.markdown(f"**{len(found):,} {'scenario' if len(found) == 1 else 'scenarios'}**")
    chosen = shelf_table(found)
    if len(chosen) == 1:
        one(chosen[0], owner)
    elif len(chosen) > 1:
        st.button(
            "Link to this comparison", icon=":material/link:", on_click=session.take,
            args=(None, {session.COMPARED: ",".join(saved.id for saved in chosen[:_MOST_COMPARED])}),
        )  # fmt: skip
        several(chosen)
    else:
        st.caption("Choose a row to open, change or re-price a scenario; choose two to four to compare them.")


said()
try:
    if session.compared_ids():
        with_link = compared()
        st.markdown("**Saved scenarios compared.** This page's address is the link of this comparison.")
        if len(with_link) > 1:
            several(with_link)
        else:
            st.info("These scenarios cannot be found.")
        st.button("Back to my scenarios", on_click=session.take, args=(None, {session.COMPARED: None}))
    elif (owner := visitor.owner()) is not None:
        shelf_of(owner)
    else:
        save.no_owner()
except (StoreDown, LimitError) as error:
    st.error(words.plain(str(error)))
