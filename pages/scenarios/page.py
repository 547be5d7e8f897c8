"""The Scenarios page: saved scenarios, which can be searched, compared, and updated to today's prices."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl

import pandas as pd
import streamlit as st

from compat import lost_session
from pages.scenarios import messages, saved_actions, saved_views
from pricing.bill.estimate import estimate
from pricing.explain.adding import workloads
from pricing.explain.difference import correction
from pricing.prices.revision import revision_of
from pricing.prices.search import search as models_named
from pricing.saved import LimitError, Saved, StoreDown, split_tags, words_of
from pricing.scenario import link
from pricing.scenario.scenario import MOST_WORKLOADS
from pricing.wording import figures
from pricing.wording.messages import Message, words
from ui.controls import actions, table_views, widgets
from ui.controls.actions import Done
from ui.controls.saving import open_scenario, save
from ui.drawing import claims, phrases
from ui.state import catalogue, session, visitor
from ui.state.address import COMPARED
from ui.state.session import Texts

_MOST_COMPARED = 4
# The most characters of a name on a button.
_LONGEST_NAME = 30
# Pixels: on a phone the name, its button and the cost fit beside each other.
_NAME, _OPEN = 150, 70
# The most narrow characters of a name in one line of the table.
_LONGEST_LINE = 20
_SEARCH = "scenarios_search"
_TO = "scenarios_to"


def library(owner: str) -> tuple[Saved, ...]:
    """The search, the choice of a shelf, and its scenarios; a text if there are none."""
    shelves = {key: words(name) for key, name in messages.SHELVES.items() if key != "team" or visitor.sign_in_offered()}
    with st.container(horizontal=True, vertical_alignment="top"):
        search = widgets.text_input(words(messages.SEARCH), key=_SEARCH, icon=":material/search:")
        shelf = widgets.segmented_control(words(messages.SHELF), shelves, "mine", key="scenarios_shelf")
    scenarios = catalogue.store().library(
        owner, search, archived=shelf == "archived", team=shelf == "team", deleted=shelf == "deleted", models=_models
    )
    if not scenarios and (sought := words_of(search)):
        st.markdown(phrases.plain(words(messages.no_hit(sought))))
        widgets.button(words(messages.CLEAR_SEARCH), _clear_search, icon=":material/close:")
    elif not scenarios:
        st.markdown(phrases.plain(words(empty_shelf(owner, shelf))))
    return scenarios


def _models(word: str) -> list[str]:
    """The ids of the models that a search word names, in either price book."""
    books = catalogue.price_books()
    return [match.model for book in (books.listed, books.guide) for match in models_named(word, book) if match.model]


def _clear_search() -> None:
    st.session_state[_SEARCH] = ""


def empty_shelf(owner: str, shelf: messages.Shelf) -> Message:
    """The text of an empty shelf; for a user without any saved scenario, how to begin."""
    match shelf:
        case "archived":
            return messages.NOTHING_ARCHIVED
        case "deleted":
            return messages.NOTHING_DELETED
        case "team":
            return messages.NOTHING_SHARED
    store = catalogue.store()
    if store.library(owner, archived=True):
        return messages.ALL_ARCHIVED
    return messages.ALL_DELETED if store.library(owner, deleted=True) else messages.FIRST_VISIT


def shelf_table(shelf: tuple[Saved, ...]) -> list[Saved]:
    """The scenarios as a table, each with a button that opens it; returns those that are selected."""
    scenarios = [catalogue.read_query(saved.revision.query).scenario for saved in shelf]
    books = catalogue.price_books()
    cost, costs = saved_views.costs_a_month([saved.revision for saved in shelf])
    can_open = [
        saved.deleted_at is None and scenario is not None for saved, scenario in zip(shelf, scenarios, strict=True)
    ]
    frame = pd.DataFrame(
        {
            "Name": [saved.name for saved in shelf],
            "Open": [words(messages.OPEN) if can else "" for can in can_open],
            cost: costs,
            "Model": [
                words(messages.UNREADABLE) if scenario is None else claims.models(scenario, books)
                for scenario in scenarios
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
    # The key depends on the rows and their order, so that a late click opens the scenario beside the button.
    columns = {
        "Name": st.column_config.TextColumn(width=_NAME),
        "Open": widgets.button_column(
            words(messages.OPEN),
            lambda row: _open(shelf[row]),
            key=f"scenarios_open_{lost_session.name(*by_id)}",
            width=_OPEN,
        ),
    }
    long = any(phrases.short(saved.name, _LONGEST_LINE) != saved.name for saved in shelf)
    chosen = table_views.choose_rows(
        frame,
        list(by_id),
        words(messages.SCENARIOS),
        "scenarios_rows",
        columns=columns,
        headings=messages.HEADINGS,
        row_height=table_views.WRAPS_FROM if long else None,
    )
    return [by_id[id_] for id_ in chosen]


def _open(saved: Saved) -> Texts:
    """Make a saved scenario that of the session, and go to the page on which it was saved."""
    st.session_state[_TO] = saved.revision.page
    before = dict.fromkeys(key for key, _ in session.pairs())
    return {
        **before,
        **dict(parse_qsl(saved.revision.query, keep_blank_values=True)),
        **open_scenario.address_of(saved),
    }


def show_scenario(saved: Saved, owner: str) -> None:
    """One scenario: buttons to open, share and delete it, its description, its history, and today's prices."""
    mine, name = saved.owner == owner, phrases.short(saved.name, _LONGEST_NAME)
    with st.container(horizontal=True):
        if saved.deleted_at is None:
            open_label = phrases.plain(words(messages.open_it(name)))
            st.link_button(open_label, f"/s/{saved.id}", icon=":material/open_in_new:", type="primary")
            request = secrets.token_hex(8)
            _button(
                messages.duplicate(name), "content_copy", saved, partial(saved_actions.duplicate, owner, saved, request)
            )
        if mine and saved.deleted_at is not None:
            restore = partial(saved_actions.restore, owner, saved)
            _button(messages.restore(name), "restore_from_trash", saved, restore)
        elif mine:
            archived = partial(saved_actions.archive, owner, saved, not saved.archived)
            _button(messages.put_back(name) if saved.archived else messages.archive(name), "archive", saved, archived)
            _delete(saved, owner)
            if visitor.sign_in_offered():
                widgets.toggle(
                    words(messages.SHARED),
                    saved.team,
                    key=f"team_{saved.id}",
                    change=lambda on: actions.attempt(partial(saved_actions.share, owner, saved, on)),
                )
    if saved.deleted_at is not None:
        return
    st.code(session.short_link(saved.id), language=None, wrap_lines=True)
    if mine:
        _describe(saved, owner)
    reading = catalogue.read_query(saved.revision.query)
    if reading.scenario is not None:
        figures.count_in(reading.scenario.currency)
    if reading.scenario is None:
        st.warning(words(messages.NOT_READABLE))
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
            action = partial(saved_actions.at_todays_prices, owner, saved, wanted, secrets.token_hex(8))
            label = words(messages.REPRICE)
            widgets.button(label, partial(actions.attempt, action), icon=":material/update:", key=f"reprice_{saved.id}")
    st.markdown(f"**{words(messages.HISTORY)}**")
    saved_views.show_history(saved, catalogue.store().history(saved.id))


def _button(label: Message, icon: str, saved: Saved, action: Callable[[], Done]) -> None:
    """A button for one scenario, with its id in the key, so that a late click does nothing to the next one shown.

    No two buttons of a scenario have the same icon, which is in the key too.
    """
    key = f"scenarios_{icon}_{saved.archived}_{saved.id}"
    named, click = phrases.plain(words(label)), partial(actions.attempt, action)
    widgets.button(named, click, icon=f":material/{icon}:", key=key)


def _delete(saved: Saved, owner: str) -> None:
    label = phrases.plain(words(messages.delete(phrases.short(saved.name, _LONGEST_NAME))))
    box = widgets.popover(label, icon=":material/delete:", key=f"delete_{saved.id}")
    if box.open:
        with box:
            st.text(words(messages.really_delete(saved.name)))
            action = partial(saved_actions.delete, owner, saved)
            widgets.button(
                words(messages.DELETE_IT),
                partial(actions.attempt, action),
                icon=":material/delete:",
                key=f"delete_it_{saved.id}",
            )


def _describe(saved: Saved, owner: str) -> None:
    box = widgets.expander(words(messages.DESCRIBE), key=f"describe_{saved.id}")
    if not box.open:
        return
    # A new key for each stored state: stored or undone values are shown again, a refused text stays.
    version = lost_session.name(saved.id, saved.name, saved.note, saved.tags)
    with box, widgets.form(f"describe_form_{version}"):
        widgets.text_input(words(messages.NAME), saved.name, key=f"name_{version}")
        widgets.text_area(words(messages.NOTE), saved.note, key=f"note_{version}", height=80)
        widgets.text_input(words(messages.TAGS), ", ".join(saved.tags), key=f"tags_{version}")
        widgets.submit(words(messages.SAVE_DESCRIPTION), partial(_keep_description, saved, owner, version))


def _keep_description(saved: Saved, owner: str, version: str) -> None:
    name, note, written = (st.session_state[f"{field}_{version}"] for field in ("name", "note", "tags"))
    actions.attempt(lambda: saved_actions.describe(owner, saved, name, note, split_tags(written)))


def _add_up(chosen: list[Saved], owner: str) -> None:
    """A button that saves a new scenario with the workloads of the selected ones."""
    scenarios = [catalogue.read_query(saved.revision.query).scenario for saved in chosen]
    readable = [scenario for scenario in scenarios if scenario is not None]
    if len(readable) < len(chosen):
        st.caption(words(messages.CANNOT_ADD))
    elif (count := workloads(readable)) > MOST_WORKLOADS:
        st.caption(words(messages.too_many_workloads(count, MOST_WORKLOADS)))
    else:
        action = partial(saved_actions.add_up, owner, chosen, secrets.token_hex(8))
        label, click = words(messages.ADD_UP), partial(actions.attempt, action)
        widgets.button(label, click, icon=":material/add_circle:", key="add_up")


def side_by_side(chosen: list[Saved]) -> None:
    if len(chosen) > _MOST_COMPARED:
        st.info(words(messages.too_many_scenarios(_MOST_COMPARED, len(chosen))))
        return
    saved_views.show_side_by_side(chosen)


def scenarios_of_address() -> list[Saved]:
    """The scenarios that the address names for a comparison."""
    store = catalogue.store()
    return [saved for id_ in session.compared_ids()[:_MOST_COMPARED] if (saved := store.open(id_)) is not None]


def shelf_of(owner: str) -> None:
    shelf = library(owner)
    if name := visitor.signed_in_as():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
            st.text(words(messages.signed_in(name)), width="content")
            widgets.button(words(messages.SIGN_OUT), st.logout, icon=":material/logout:")
    if not shelf:
        return
    st.markdown(f"**{words(messages.how_many(len(shelf)))}**")
    chosen = shelf_table(shelf)
    if len(chosen) == 1:
        show_scenario(chosen[0], owner)
    elif len(chosen) > 1:
        ids = ",".join(saved.id for saved in chosen[:_MOST_COMPARED])
        with st.container(horizontal=True, vertical_alignment="center"):
            widgets.button(words(messages.LINK_TO_COMPARISON), lambda: {COMPARED: ids}, icon=":material/link:")
            _add_up(chosen, owner)
        side_by_side(chosen)
    else:
        st.caption(words(messages.CHOOSE))


if (to := st.session_state.pop(_TO, None)) is not None:
    st.switch_page(f"{to}/page.py", query_params=session.pairs())
if _SEARCH not in st.session_state:
    # The user had left the page.
    actions.forget_done()
actions.say_done()
try:
    if session.compared_ids():
        with_link = scenarios_of_address()
        st.title(words(messages.COMPARED), anchor=False)
        st.markdown(words(messages.LINK_IS_HERE))
        if len(with_link) > 1:
            side_by_side(with_link)
        else:
            st.info(words(messages.NOT_FOUND))
        widgets.button(words(messages.BACK), lambda: {COMPARED: None})
    elif (owner := visitor.owner()) is not None:
        st.title(words(messages.TITLE), anchor=False)
        shelf_of(owner)
    else:
        st.title(words(messages.TITLE), anchor=False)
        save.no_owner()
except (StoreDown, LimitError) as error:
    st.error(phrases.plain(str(error)))
