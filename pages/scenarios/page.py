"""The Scenarios page: what one has saved, found again, compared, and brought up to date."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl

import pandas as pd
import streamlit as st

from compat import lost_session
from pages.scenarios import saved_actions, saved_views
from pricing.bill.estimate import estimate
from pricing.explain.adding import workloads
from pricing.explain.difference import correction
from pricing.prices.revision import revision_of
from pricing.saved import LimitError, Saved, StoreDown
from pricing.scenario import link
from pricing.scenario.scenario import MOST_WORKLOADS
from ui.controls import actions, open_scenario, save, table_views, widgets
from ui.controls.actions import Done
from ui.drawing import claims, phrases
from ui.state import catalogue, session, visitor
from ui.state.address import COMPARED
from ui.state.session import Texts

_SHELVES = {"mine": "Mine", "archived": "Archived", "deleted": "Deleted"}
_MOST_COMPARED = 4
# Of a name on a button, in characters.
_LONGEST_NAME = 30
# Pixels: on a phone the name, its button and the cost stand beside each other.
_NAME, _OPEN = 150, 70
# Of a name in the table, in narrow characters; a longer one is wrapped.
_LONGEST_LINE = 20
_SEARCH = "scenarios_search"
_TO = "scenarios_to"


def library(owner: str) -> tuple[Saved, ...]:
    """The shelf with its filters, and what to say where it shows nothing."""
    shelves = _SHELVES | ({"team": "Team"} if visitor.sign_in_offered() else {})
    with st.container(horizontal=True, vertical_alignment="top"):
        search = widgets.text_input("Search", key=_SEARCH, icon=":material/search:")
        shelf = widgets.segmented_control("Shelf", shelves, "mine", key="scenarios_shelf")
    books = catalogue.price_books()
    models = {key: entry.model.name for book in (books.guide, books.listed) for key, entry in book.entries.items()}
    scenarios = catalogue.store().library(
        owner, search, archived=shelf == "archived", team=shelf == "team", deleted=shelf == "deleted", models=models
    )
    if not scenarios and search.strip():
        say_no_hit(search)
    elif not scenarios:
        st.markdown(empty_shelf(owner, shelf))
    return scenarios


def say_no_hit(search: str) -> None:
    """Say what was looked for, and where."""
    sought = phrases.joined([f"“{word}”" for word in search.split()])
    st.markdown(phrases.plain(f"No scenario on this shelf has {sought} in its name, note, tags or model."))
    widgets.button("Clear the search", _clear_search, icon=":material/close:")


def _clear_search() -> None:
    st.session_state[_SEARCH] = ""


def empty_shelf(owner: str, shelf: str) -> str:
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


def shelf_table(shelf: tuple[Saved, ...]) -> list[Saved]:
    """The scenarios as a table, each with a button that opens it; those that are chosen."""
    scenarios = [catalogue.read_query(saved.revision.query).scenario for saved in shelf]
    books = catalogue.price_books()
    costs = [saved.revision.per_month for saved in shelf]
    can_open = [
        saved.deleted_at is None and scenario is not None for saved, scenario in zip(shelf, scenarios, strict=True)
    ]
    frame = pd.DataFrame(
        {
            "Name": [saved.name for saved in shelf],
            "Open": ["Open" if can else "" for can in can_open],
            "USD a month": [None if cost is None else float(cost) for cost in costs],
            "Model": [
                saved_views.UNREADABLE if scenario is None else claims.models(scenario, books) for scenario in scenarios
            ],
            "Images a day": [None if scenario is None else scenario.images for scenario in scenarios],
            "Saved": [saved.revision.saved_at for saved in shelf],
            "Revision": [saved.newest for saved in shelf],
            "Tags": [list(saved.tags) for saved in shelf],
        }
    )
    if not any(can_open):
        frame = frame.drop(columns="Open")
    by_id = {saved.id: saved for saved in shelf}
    # The key has the rows in their order, so that a late click opens the scenario that the button stood beside.
    columns = {
        "Name": st.column_config.TextColumn(width=_NAME),
        "Open": widgets.button_column(
            "Open", lambda row: _open(shelf[row]), key=f"scenarios_open_{lost_session.name(*by_id)}", width=_OPEN
        ),
    }
    long = any(phrases.short(saved.name, _LONGEST_LINE) != saved.name for saved in shelf)
    chosen = table_views.choose_rows(
        frame,
        list(by_id),
        "Saved scenarios",
        "scenarios_rows",
        columns=columns,
        row_height=table_views.WRAPS_FROM if long else None,
    )
    return [by_id[id_] for id_ in chosen]


def _open(saved: Saved) -> Texts:
    """Make a saved scenario the session's, as its short link does, and go to the page that it was saved on."""
    st.session_state[_TO] = saved.revision.page
    before = dict.fromkeys(key for key, _ in session.pairs())
    return {
        **before,
        **dict(parse_qsl(saved.revision.query, keep_blank_values=True)),
        **open_scenario.address_of(saved),
    }


def show_scenario(saved: Saved, owner: str) -> None:
    """One scenario: open it, describe it, its history, today's prices."""
    mine = saved.owner == owner
    with st.container(horizontal=True):
        if saved.deleted_at is None:
            st.link_button(_named("Open", saved), f"/s/{saved.id}", icon=":material/open_in_new:", type="primary")
            request = secrets.token_hex(8)
            _button("Duplicate", "content_copy", saved, partial(saved_actions.duplicate, owner, saved, request))
        if mine and saved.deleted_at is not None:
            _button("Restore", "restore_from_trash", saved, partial(saved_actions.restore, owner, saved))
        elif mine:
            put_away = not saved.archived
            _button(
                "Archive" if put_away else "Put back",
                "archive",
                saved,
                partial(saved_actions.archive, owner, saved, put_away),
            )
            _delete(saved, owner)
            if visitor.sign_in_offered():
                widgets.toggle(
                    "Shared in the team",
                    saved.team,
                    key=f"team_{saved.id}",
                    change=lambda on: actions.attempt(partial(saved_actions.share, owner, saved, on)),
                )
    if saved.deleted_at is not None:
        return
    st.code(session.short_link(saved.id), language=None)
    if mine:
        _describe(saved, owner)
    reading = catalogue.read_query(saved.revision.query)
    if reading.scenario is None:
        st.warning("The saved plan cannot be read by this planner. It is kept as it was saved.")
    else:
        books = catalogue.price_books()
        if corrected := correction(saved.revision.per_month, reading.scenario, books, saved.revision.price_book):
            st.info(phrases.plain(claims.corrected(corrected)), icon=":material/published_with_changes:")
        now = saved_views.at_todays_prices(reading.scenario, "repriced")
        if now is not None and mine:
            query = link.query_string(link.write(now))
            wanted = replace(
                saved.revision,
                query=query,
                per_month=estimate(now, books).per_month,
                changed="",
                price_book=revision_of(books),
            )
            action = partial(saved_actions.revise, owner, saved, wanted, "at today's prices", secrets.token_hex(8))
            label = "Save a revision at today's prices"
            widgets.button(label, partial(actions.attempt, action), icon=":material/update:", key=f"reprice_{saved.id}")
    st.markdown("**History**")
    saved_views.show_history(saved, catalogue.store().history(saved.id))


def _button(verb: str, icon: str, saved: Saved, action: Callable[[], Done]) -> None:
    """The button belongs to this one scenario: a late click on it does nothing to the next one shown."""
    key = f"scenarios_{verb}_{saved.id}"
    widgets.button(_named(verb, saved), partial(actions.attempt, action), icon=f":material/{icon}:", key=key)


def _named(verb: str, saved: Saved) -> str:
    """`Archive Summer campaign`: a button says which scenario it is about."""
    return phrases.plain(f"{verb} {phrases.short(saved.name, _LONGEST_NAME)}")


def _delete(saved: Saved, owner: str) -> None:
    box = widgets.popover(_named("Delete", saved), icon=":material/delete:", key=f"delete_{saved.id}")
    if box.open:
        with box:
            st.text(
                f"Delete {saved.name}? Its link stops working. For 30 days you can restore it from the Deleted shelf."
            )
            action = partial(saved_actions.delete, owner, saved)
            widgets.button(
                "Yes, delete it",
                partial(actions.attempt, action),
                icon=":material/delete:",
                key=f"delete_it_{saved.id}",
            )


def _describe(saved: Saved, owner: str) -> None:
    box = widgets.expander("Name, note and tags", key=f"describe_{saved.id}")
    if not box.open:
        return
    # A new key for each stored state: what was kept or undone is shown anew, a refused text stays.
    version = lost_session.name(saved.id, saved.name, saved.note, saved.tags)
    with box, widgets.form(f"describe_form_{version}"):
        widgets.text_input("Name", saved.name, key=f"name_{version}")
        widgets.text_area("Note", saved.note, key=f"note_{version}", height=80)
        widgets.text_input("Tags, with commas between", ", ".join(saved.tags), key=f"tags_{version}")
        widgets.submit("Keep", partial(_keep_description, saved, owner, version))


def _keep_description(saved: Saved, owner: str, version: str) -> None:
    name, note, written = (st.session_state[f"{field}_{version}"] for field in ("name", "note", "tags"))
    tags = [tag.strip() for tag in written.split(",") if tag.strip()]
    actions.attempt(lambda: saved_actions.describe(owner, saved, name, note, tags))


def _add_up(chosen: list[Saved], owner: str) -> None:
    """A new scenario with the workloads of those that are chosen."""
    scenarios = [catalogue.read_query(saved.revision.query).scenario for saved in chosen]
    known = [scenario for scenario in scenarios if scenario is not None]
    if len(known) < len(chosen):
        st.caption("One of these cannot be read by this planner, so they cannot be added up.")
    elif (count := workloads(known)) > MOST_WORKLOADS:
        st.caption(f"They have {count} workloads together; a scenario that adds them up has at most {MOST_WORKLOADS}.")
    else:
        action = partial(saved_actions.add_up, owner, chosen, secrets.token_hex(8))
        widgets.button("Add up", partial(actions.attempt, action), icon=":material/add_circle:", key="add_up")


def side_by_side(chosen: list[Saved]) -> None:
    if len(chosen) > _MOST_COMPARED:
        st.info(f"Choose two to {_MOST_COMPARED} scenarios to compare; {len(chosen)} are chosen.")
        return
    saved_views.show_side_by_side(chosen)


def scenarios_of_address() -> list[Saved]:
    """The scenarios that the address names for comparison."""
    store = catalogue.store()
    return [saved for id_ in session.compared_ids()[:_MOST_COMPARED] if (saved := store.open(id_)) is not None]


def shelf_of(owner: str) -> None:
    shelf = library(owner)
    if name := visitor.signed_in_as():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
            st.text(f"Signed in as {name}", width="content")
            widgets.button("Sign out", st.logout, icon=":material/logout:")
    if not shelf:
        return
    st.markdown(f"**{phrases.count(len(shelf), 'scenario')}**")
    chosen = shelf_table(shelf)
    if len(chosen) == 1:
        show_scenario(chosen[0], owner)
    elif len(chosen) > 1:
        ids = ",".join(saved.id for saved in chosen[:_MOST_COMPARED])
        with st.container(horizontal=True, vertical_alignment="center"):
            widgets.button("Link to this comparison", lambda: {COMPARED: ids}, icon=":material/link:")
            _add_up(chosen, owner)
        side_by_side(chosen)
    else:
        st.caption("Choose a row to change or re-price a scenario; choose several to compare them or to add them up.")


if (to := st.session_state.pop(_TO, None)) is not None:
    st.switch_page(f"{to}/page.py", query_params=session.pairs())
if _SEARCH not in st.session_state:
    # The page was left meanwhile.
    actions.forget_done()
actions.say_done()
try:
    if session.compared_ids():
        with_link = scenarios_of_address()
        st.title("Saved scenarios compared", anchor=False)
        st.markdown("This page's address is the link of this comparison.")
        if len(with_link) > 1:
            side_by_side(with_link)
        else:
            st.info("These scenarios cannot be found.")
        widgets.button("Back to my scenarios", lambda: {COMPARED: None})
    elif (owner := visitor.owner()) is not None:
        st.title("Saved scenarios", anchor=False)
        shelf_of(owner)
    else:
        st.title("Saved scenarios", anchor=False)
        save.no_owner()
except (StoreDown, LimitError) as error:
    st.error(phrases.plain(str(error)))
