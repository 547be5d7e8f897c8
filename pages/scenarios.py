"""The Scenarios page: what one has saved, found again, compared, and brought up to date."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from pages.components import (
    catalogue,
    claims,
    lost,
    save,
    saved_actions,
    saved_views,
    session,
    tables,
    undo,
    visitor,
    words,
)
from pages.components.undo import Done
from pricing import link
from pricing.difference import correction
from pricing.estimate import estimate
from pricing.saved import LimitError, Saved, StoreDown

_SHELVES = {"mine": "Mine", "archived": "Archived", "deleted": "Deleted"}
_MOST_COMPARED = 4
_SEARCH = "scenarios_search"


def library(owner: str) -> tuple[Saved, ...]:
    """The shelf with its filters, and what to say where it shows nothing."""
    shelves = _SHELVES | ({"team": "Team"} if visitor.sign_in_offered() else {})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key=_SEARCH, on_change=session.stay, icon=":material/search:") or ""
        shelf = st.segmented_control(
            "Shelf", list(shelves), format_func=shelves.__getitem__, default="mine", required=True,
            key="scenarios_shelf", on_change=session.stay,
        )  # fmt: skip
    books = catalogue.price_books()
    models = {key: entry.model.name for book in (books.guide, books.listed) for key, entry in book.entries.items()}
    found = catalogue.store().library(
        owner, search, archived=shelf == "archived", team=shelf == "team", deleted=shelf == "deleted", models=models
    )
    if not found and search.strip():
        no_hit(search)
    elif not found:
        st.markdown(empty(owner, str(shelf)))
    return found


def no_hit(search: str) -> None:
    """Say what was looked for, and where."""
    *most, last = [f"“{word}”" for word in search.split()]
    sought = f"{', '.join(most)} and {last}" if most else last
    st.markdown(words.plain(f"No scenario on this shelf has {sought} in its name, note, tags or model."))
    st.button("Clear the search", icon=":material/close:", on_click=_clear_search)


def _clear_search() -> None:
    st.session_state[_SEARCH] = ""
    session.stay()


def empty(owner: str, shelf: str) -> str:
    """What an empty shelf says; to whom never saved anything, how to begin."""
    match shelf:
        case "archived":
            return "Nothing is archived. **Archive** puts a scenario away here; its link goes on working."
        case "deleted":
            return "Nothing is deleted. What you delete can be restored from here for 30 days."
        case "team":
            return "Nobody shares a scenario in the team yet."
    store = catalogue.store()
    if store.library(owner, archived=True):
        return "Nothing on this shelf: your scenarios are on the Archived shelf."
    if store.library(owner, deleted=True):
        return "Nothing on this shelf: your scenarios are on the Deleted shelf."
    return "Nothing here yet. **Save** on the Plan or Compare page keeps a plan under a name, with a short link."


def shelf_table(found: tuple[Saved, ...]) -> list[Saved]:
    """The scenarios as a table; those that are chosen."""
    plans = [catalogue.read(saved.revision.query).scenario for saved in found]
    costs = [saved.revision.per_month for saved in found]
    frame = pd.DataFrame({
        "Name": [saved.name for saved in found],
        "USD a month": [None if cost is None else float(cost) for cost in costs],
        "Model": [saved_views.UNREADABLE if plan is None else plan.model for plan in plans],
        "Images a day": [None if plan is None else plan.images for plan in plans],
        "Saved": [saved.revision.saved_at for saved in found],
        "Revision": [saved.newest for saved in found],
        "Tags": [list(saved.tags) for saved in found],
        "Link": [session.short_link(saved.id) for saved in found],
    })  # fmt: skip
    by_id = {saved.id: saved for saved in found}
    chosen = tables.choose(frame, list(by_id), "Saved scenarios", "scenarios_rows")
    return [by_id[id_] for id_ in chosen]


def one(found: Saved, owner: str) -> None:
    """One scenario: open it, describe it, its history, today's prices."""
    mine = found.owner == owner
    with st.container(horizontal=True):
        if found.deleted_at is None:
            st.link_button("Open", f"/s/{found.id}", icon=":material/open_in_new:", type="primary")
            request = secrets.token_hex(8)
            _button("Duplicate", "content_copy", found, partial(saved_actions.duplicate, owner, found, request))
        if mine and found.deleted_at is not None:
            _button("Restore", "restore_from_trash", found, partial(saved_actions.restore, owner, found))
        elif mine:
            put_away = not found.archived
            _button(
                "Archive" if put_away else "Take out", "archive", found,
                partial(saved_actions.archive, owner, found, put_away),
            )  # fmt: skip
            _delete(found, owner)
            if visitor.sign_in_offered():
                key = f"team_{found.id}"
                st.toggle(
                    "Shared in the team", session.keep(key, found.team), key=key,
                    on_change=lambda: undo.attempt(lambda: saved_actions.share(owner, found, st.session_state[key])),
                )  # fmt: skip
    if found.deleted_at is not None:
        return
    st.code(session.short_link(found.id), language=None)
    if mine:
        _describe(found, owner)
    saved = catalogue.read(found.revision.query)
    if saved.scenario is None:
        st.warning("The saved plan cannot be read by this planner. It is kept as it was saved.")
    else:
        books = catalogue.price_books()
        if corrected := correction(found.revision.per_month, saved.scenario, books):
            st.info(words.plain(claims.corrected(corrected)), icon=":material/published_with_changes:")
        now = saved_views.at_todays_prices(saved.scenario, "repriced")
        if now is not None and mine:
            query = link.query_string(link.write_whole(now, saved.comparison, books))
            wanted = replace(found.revision, query=query, per_month=estimate(now, books).per_month)
            action = partial(saved_actions.revise, owner, found, wanted, "at today's prices", secrets.token_hex(8))
            _button("Save a revision at today's prices", "update", found, action)
    st.markdown("**History**")
    saved_views.history(found, catalogue.store().history(found.id))


def _button(label: str, icon: str, found: Saved, action: Callable[[], Done]) -> None:
    """The button belongs to this one scenario: a late click on it does nothing to the next one shown."""
    st.button(
        label, icon=f":material/{icon}:", key=f"scenarios_{label}_{found.id}", on_click=undo.attempt, args=(action,)
    )


def _delete(found: Saved, owner: str) -> None:
    box = st.popover("Delete", icon=":material/delete:", key=f"delete_{found.id}", on_change=session.stay)
    if box.open:
        with box:
            st.text(
                f"Delete {found.name}? Its link stops working. For 30 days you can restore it from the Deleted shelf."
            )
            _button("Yes, delete it", "delete", found, partial(saved_actions.delete, owner, found))


def _describe(found: Saved, owner: str) -> None:
    box = st.expander("Name, note and tags", key=f"describe_{found.id}", on_change=session.stay)
    if not box.open:
        return
    # What is kept, or undone, is shown anew; what is refused stays as it was typed.
    version = lost.name(found.id, found.name, found.note, found.tags)
    with box, st.form(f"describe_form_{version}", border=False):
        st.text_input("Name", found.name, key=f"name_{version}")
        st.text_area("Note", found.note, key=f"note_{version}", height=80)
        st.text_input("Tags, with commas between", ", ".join(found.tags), key=f"tags_{version}")
        st.form_submit_button("Keep", on_click=_keep_description, args=(found, owner, version))


def _keep_description(found: Saved, owner: str, version: str) -> None:
    name, note, written = (st.session_state[f"{field}_{version}"] for field in ("name", "note", "tags"))
    tags = [tag.strip() for tag in written.split(",") if tag.strip()]
    undo.attempt(lambda: saved_actions.describe(owner, found, name, note, tags))


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


if _SEARCH not in st.session_state:
    # The page was left meanwhile.
    undo.forget()
undo.said()
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
