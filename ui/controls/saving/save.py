"""Saving the scenario: the form of the Save button, the result, and the banner of the open saved scenario."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import streamlit as st

from compat import lost_session
from pricing.bill.estimate import estimate
from pricing.explain.changes import in_one_line
from pricing.explain.difference import correction
from pricing.prices.revision import revision_of
from pricing.saved import DeletedSince, Draft, LimitError, NotFound, Page, Saved, StoreDown, split_tags
from pricing.saved.validation import LONGEST_NAME
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import Message, as_written, words
from ui.controls import widgets
from ui.controls.saving import messages, open_scenario
from ui.drawing import claims, phrases
from ui.state import catalogue, session, visitor
from ui.state.address import SAVED
from ui.state.session import Texts

Value = TypeVar("Value")
_ANSWER = "save_answer"
_BOX = "save_box"
_CLOSED_BY = "save_closed_by"
_SUGGESTED = 200
"""The most characters of the suggested note on what changed."""


@dataclass(frozen=True)
class SaveResult:
    """The result of the last save."""

    problem: Message | None = None
    done: Message | None = None
    deleted: Saved | None = None
    """A scenario that an earlier try saved and that has been deleted since."""


def save_button(scenario: Scenario, page: Page) -> None:
    """The Save button with its form."""
    box = widgets.popover(words(messages.SAVE), icon=":material/bookmark_add:", key=_BOX, change=_new_request)
    if not box.open:
        return
    with box:
        say_saved()
        owner = _owner_or_why_none()
        if owner is None:
            return
        try:
            saved = open_scenario.open_saved()
        except StoreDown:
            saved = None
        mine = saved is not None and saved.owner == owner
        # The browser keeps the typed text of a form, so it survives a broken connection.
        with widgets.form("save_form", enter_to_submit=False):
            if saved is not None and mine:
                st.text(words(messages.yours(saved.name, saved.revision.number, saved.newest)))
                widgets.text_area(
                    words(messages.WHAT_CHANGED), key="save_changed", height=80, placeholder=_computed(saved, scenario)
                )
                widgets.submit(
                    words(messages.SAVE_REVISION),
                    partial(_revise, owner, saved, scenario, page),
                    type="primary",
                    icon=":material/history:",
                )
                st.markdown(words(messages.OR_ANOTHER))
            widgets.text_input(words(messages.NAME), key="save_name")
            widgets.text_area(words(messages.NOTE), key="save_note", height=80)
            widgets.text_input(words(messages.TAGS), key="save_tags")
            widgets.submit(
                words(messages.SAVE),
                partial(_save_form, owner, scenario, page),
                type="secondary" if mine else "primary",
                icon=":material/bookmark_add:",
            )


def short_link_form(scenario: Scenario, page: Page, saved: Saved | None) -> None:
    """A form that gives the plan a short link: under a new name, or as a revision of the user's open scenario."""
    say_saved()
    owner = _owner_or_why_none()
    if owner is None:
        return
    with widgets.form("share_form"):
        if saved is not None and saved.owner == owner:
            label = messages.short_link_of_change(saved.newest + 1)
            click = partial(_revise, owner, saved, scenario, page)
        else:
            label = messages.MAKE_SHORT_LINK
            subject = claims.subject(estimate(scenario, catalogue.price_books()))
            name = words(messages.suggested_name(subject, claims.volume(scenario)))
            suggested = phrases.short(name, LONGEST_NAME)
            widgets.text_input(words(messages.SHORT_LINK_NAME), key="share_name", placeholder=suggested)
            click = partial(_save_under_name, owner, scenario, page, suggested)
        widgets.submit(words(label), click, type="primary", icon=":material/bookmark_add:")


def _owner_or_why_none() -> str | None:
    """The owner of what would be saved; without one it shows why and returns None."""
    try:
        owner = visitor.owner()
    except StoreDown as error:
        st.error(phrases.plain(str(error)))
        return None
    if owner is None:
        no_owner()
    return owner


def _computed(saved: Saved, scenario: Scenario) -> str:
    """The computed note on the changes of a new revision, at most `_SUGGESTED` characters."""
    was = catalogue.read_query(saved.revision.query).scenario
    return phrases.short(in_one_line(open_scenario.differences(was, scenario)), _SUGGESTED)


def _save_form(owner: str, scenario: Scenario, page: Page) -> Texts | None:
    state = st.session_state
    tags = split_tags(state.get("save_tags") or "")
    saved = _save(owner, scenario, page, state.get("save_name") or "", state.get("save_note") or "", tags)
    if saved is not None:
        for key in ("save_name", "save_note", "save_tags"):
            state[key] = ""
    return saved


def _save_under_name(owner: str, scenario: Scenario, page: Page, suggested: str) -> Texts | None:
    saved = _save(owner, scenario, page, st.session_state.get("share_name") or suggested)
    if saved is not None:
        st.session_state["share_name"] = ""
    return saved


def _save(
    owner: str, scenario: Scenario, page: Page, name: str, note: str = "", tags: Sequence[str] = ()
) -> Texts | None:
    draft = Draft(
        name=name,
        note=note,
        tags=tuple(tags),
        page=page,
        query=session.scenario_query(),
        per_month=estimate(scenario, catalogue.price_books()).per_month,
        price_book=revision_of(catalogue.price_books()),
    )
    saved = _attempt(lambda: catalogue.store().save(owner, draft, _request_key(draft)))
    return None if saved is None else _keep(saved, messages.SAVED)


def _revise(owner: str, saved: Saved, scenario: Scenario, page: Page) -> Texts | None:
    """Save a revision; on pages without a comparison it keeps the saved one."""
    was = catalogue.read_query(saved.revision.query).scenario
    draft = Draft(
        page=page,
        query=link.query_string(link.write(open_scenario.with_comparison(scenario, was))),
        per_month=estimate(scenario, catalogue.price_books()).per_month,
        changed=st.session_state.get("save_changed") or "",
        price_book=revision_of(catalogue.price_books()),
    )
    request_key = _request_key(saved.id, draft.query, draft.changed)
    revised = _attempt(lambda: catalogue.store().revise(owner, saved.id, draft, saved.newest, request_key))
    if revised is None:
        return None
    st.session_state["save_changed"] = ""
    number = revised.saved.revision.number
    return _keep(revised.saved, messages.saved_revision(number, between=revised.others))


def copy(owner: str, saved: Saved) -> Texts | None:
    """Save the user's own copy of an open scenario."""
    number = saved.revision.number
    request_key = _request_key(saved.id, number)
    copy = _attempt(lambda: catalogue.store().duplicate(owner, saved.id, request_key, number), messages.MAKE_COPY)
    return None if copy is None else _keep(copy, messages.COPY_MADE)


def _restore(owner: str, saved: Saved) -> Texts | None:
    try:
        catalogue.store().restore(owner, saved.id)
    except (LimitError, NotFound, StoreDown) as error:
        _keep_result(SaveResult(problem=as_written(str(error))))
        return None
    return _keep(saved, messages.RESTORED)


def _keep(saved: Saved, done: Message) -> Texts:
    """Open a saved scenario, close the form, and show the result above the figures."""
    address = open_scenario.address_of(saved)
    st.session_state[_BOX], st.session_state[_CLOSED_BY] = False, address[SAVED]
    _keep_result(SaveResult(done=done))
    return address


def _keep_result(answer: SaveResult) -> None:
    st.session_state[_ANSWER] = answer


def _attempt(action: Callable[[], Value], button: Message = messages.SAVE) -> Value | None:
    """The result of a call of the store; None for an error, which is kept to be shown. `button` is for the next try."""
    try:
        return action()
    except DeletedSince as error:
        # The next try gets a new request key.
        lost_session.begin_anew()
        problem = messages.deleted_since(as_written(str(error)), button)
        _keep_result(SaveResult(problem=problem, deleted=error.saved))
    except (LimitError, NotFound, StoreDown) as error:
        _keep_result(SaveResult(problem=as_written(str(error))))
    return None


def say_saved() -> None:
    """Show the result of the last save, once."""
    last = st.session_state.pop(_ANSWER, None)
    if last is None:
        return
    if last.problem is not None:
        st.error(phrases.plain(words(messages.save_refused(last.problem))))
        if last.deleted is not None:
            restore = partial(_restore, last.deleted.owner, last.deleted)
            widgets.button(words(messages.RESTORE), restore, icon=":material/restore_from_trash:")
    elif last.done is not None:
        st.success(phrases.plain(words(last.done)))


def _new_request(is_open: bool) -> None:
    """Begin a new save when the form is opened, unless the browser has not received the last answer yet."""
    closed_by = st.session_state.get(_CLOSED_BY)
    if is_open and closed_by is not None and closed_by != _heard():
        return
    st.session_state[_CLOSED_BY] = None
    lost_session.begin_anew()


def _request_key(*parts: object) -> str:
    """The request key: equal for a double click, and for a save that is repeated after a lost session."""
    return lost_session.request_key(*parts, heard=_heard())


def _heard() -> str:
    """The saved scenario that the browser shows as open."""
    return str(st.query_params.get(SAVED, ""))


def no_owner() -> None:
    """Show what to do if there is no owner for what would be saved."""
    if visitor.sign_in_offered():
        st.markdown(words(messages.SIGN_IN_TO_SAVE))
        st.link_button(words(messages.SIGN_IN), session.sign_in_link(), icon=":material/login:")
    else:
        st.markdown(words(messages.NO_COOKIE))


def show_banner(reading: link.Reading) -> None:
    """The saved scenario that is open, its owner, and how the present scenario differs from it."""
    key = session.saved_key()
    if not key:
        return
    try:
        saved, owner = open_scenario.open_saved(), visitor.owner()
    except StoreDown as error:
        st.warning(phrases.plain(words(messages.as_in_the_link(as_written(str(error))))), icon=":material/cloud_off:")
        return
    if saved is None:
        st.info(words(messages.as_in_the_link(messages.NOT_FOUND)))
        return
    mine = saved.owner == owner
    was = catalogue.read_query(saved.revision.query).scenario
    changed = open_scenario.differences(was, reading.scenario)
    with st.container(border=True, key="saved_banner"):
        # Pictures of charts name the saved scenario, where they show it (`ui/drawing/chart/picture.js`).
        row = "saved_as_changed" if changed else "saved_as_it_stands"
        with st.container(key=row, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            day = saved.revision.saved_at.date()
            st.text(words(messages.open_saved(saved.name, saved.revision.number, saved.newest, day, mine=mine)))
            if not mine and owner is not None:
                widgets.button(words(messages.MAKE_COPY), partial(copy, owner, saved), icon=":material/content_copy:")
        if saved.revision.number < saved.newest:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(words(messages.earlier(saved.newest)), width="content")
                st.link_button(
                    words(messages.open_revision(saved.newest)), f"/s/{saved.id}", icon=":material/open_in_new:"
                )
        if saved.note:
            st.text(saved.note)
        if saved.revision.changed:
            st.text(words(messages.what_changed(saved.revision.changed)))
        if was is not None and (
            corrected := correction(saved.revision.per_month, was, catalogue.price_books(), saved.revision.price_book)
        ):
            st.text(claims.corrected(corrected))
        if changed and was is not None:
            books = catalogue.price_books()
            now = None if reading.scenario is None else estimate(reading.scenario, books).per_month
            before = estimate(was, books).per_month
            with st.container(horizontal=True, vertical_alignment="center", key="saved_changes"):
                st.text(words(messages.not_saved(in_one_line(changed), before, now)))
                back = partial(session.replaced_by, was)
                widgets.button(words(messages.BACK_TO_SAVED), back, icon=":material/undo:")
        elif mine:
            # It opens what was saved, not what is seen once that is changed.
            st.code(session.short_link(saved.id), language=None, wrap_lines=True)
        say_saved()
