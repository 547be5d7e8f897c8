"""Saving the scenario: the form behind Save, what came of it, and the banner of the saved scenario that is open."""

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
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import messages, open_scenario, widgets
from ui.drawing import claims, phrases
from ui.state import catalogue, session, visitor
from ui.state.address import SAVED
from ui.state.session import Texts

Value = TypeVar("Value")
_ANSWER = "save_answer"
_BOX = "save_box"
_CLOSED_BY = "save_closed_by"
_SUGGESTED = 200
"""Characters of what changed that an empty box shows."""


@dataclass(frozen=True)
class SaveResult:
    """What came of the last save."""

    problem: str = ""
    done: str = ""
    deleted: Saved | None = None
    """What an earlier try had saved, and somebody has deleted since."""


def save_button(scenario: Scenario, page: Page) -> None:
    """The Save button with its form."""
    box = widgets.popover("Save", icon=":material/bookmark_add:", key=_BOX, change=_new_request)
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
        # In a form what is typed is kept letter by letter, so a broken connection leaves nothing behind.
        with widgets.form("save_form", enter_to_submit=False):
            if saved is not None and mine:
                st.text(f"{saved.name} is yours, at revision {saved.revision.number} of {saved.newest}.")
                widgets.text_area("What changed", key="save_changed", height=80, placeholder=_computed(saved, scenario))
                widgets.submit(
                    "Save as a new revision",
                    partial(_revise, owner, saved, scenario, page),
                    type="primary",
                    icon=":material/history:",
                )
                st.markdown("or as a scenario of its own:")
            widgets.text_input("Name", key="save_name")
            widgets.text_area("Note", key="save_note", height=80)
            widgets.text_input("Tags, with commas between", key="save_tags")
            widgets.submit(
                "Save",
                partial(_save_form, owner, scenario, page),
                type="secondary" if mine else "primary",
                icon=":material/bookmark_add:",
            )


def short_link_form(scenario: Scenario, page: Page, saved: Saved | None) -> None:
    """One click that gives the present plan a short link: under a name, or as a revision of one's own that is open."""
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
    """Whose it would be; None where nobody is known to be here, which it says."""
    try:
        owner = visitor.owner()
    except StoreDown as error:
        st.error(phrases.plain(str(error)))
        return None
    if owner is None:
        no_owner()
    return owner


def _computed(saved: Saved, scenario: Scenario) -> str:
    """What a new revision would change, as far as it can be computed and fits into a box."""
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
    return None if saved is None else _keep(saved, "Saved. The short link opens it for everybody.")


def _revise(owner: str, saved: Saved, scenario: Scenario, page: Page) -> Texts | None:
    """Save a revision; where the page shows no comparison, with the one that was saved."""
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
    others = " Another revision came in between; both are in the history." if revised.others else ""
    return _keep(revised.saved, f"Saved as revision {number}.{others}")


def copy(owner: str, saved: Saved) -> Texts | None:
    """Save one's own copy of a scenario as it is open."""
    number = saved.revision.number
    request_key = _request_key(saved.id, number)
    copy = _attempt(lambda: catalogue.store().duplicate(owner, saved.id, request_key, number), "Make a copy")
    return None if copy is None else _keep(copy, "This is your copy now, with a short link of its own.")


def _restore(owner: str, saved: Saved) -> Texts | None:
    try:
        catalogue.store().restore(owner, saved.id)
    except (LimitError, NotFound, StoreDown) as error:
        _keep_result(SaveResult(problem=str(error)))
        return None
    return _keep(saved, "Restored, as it was saved. The short link opens it for everybody.")


def _keep(saved: Saved, done: str) -> Texts:
    """Make a saved scenario the open one, close the form, and say so above the figures."""
    address = open_scenario.address_of(saved)
    st.session_state[_BOX], st.session_state[_CLOSED_BY] = False, address[SAVED]
    _keep_result(SaveResult(done=done))
    return address


def _keep_result(answer: SaveResult) -> None:
    st.session_state[_ANSWER] = answer


def _attempt(action: Callable[[], Value], button: str = "Save") -> Value | None:
    """What the store returns; None where it refuses, with the reason kept. `button` makes the next try."""
    try:
        return action()
    except DeletedSince as error:
        # The next try is a new save.
        lost_session.begin_anew()
        problem = f"{error} Restore it, or press {button} once more to save it anew."
        _keep_result(SaveResult(problem=problem, deleted=error.saved))
    except (LimitError, NotFound, StoreDown) as error:
        _keep_result(SaveResult(problem=str(error)))
    return None


def say_saved() -> None:
    """Say what came of the last save, once."""
    last = st.session_state.pop(_ANSWER, None)
    if last is None:
        return
    if last.problem:
        st.error(phrases.plain(f"Not saved. {last.problem}"))
        if last.deleted is not None:
            restore = partial(_restore, last.deleted.owner, last.deleted)
            widgets.button("Restore it", restore, icon=":material/restore_from_trash:")
    else:
        st.success(phrases.plain(last.done))


def _new_request(is_open: bool) -> None:
    """Opening the form begins a new save, unless the browser has not yet received the answer to the last one."""
    closed_by = st.session_state.get(_CLOSED_BY)
    if is_open and closed_by is not None and closed_by != _heard():
        return
    st.session_state[_CLOSED_BY] = None
    lost_session.begin_anew()


def _request_key(*what: object) -> str:
    """A key that is the same for a double click, and for a save sent again because the session was lost meanwhile."""
    return lost_session.request_key(*what, heard=_heard())


def _heard() -> str:
    """The saved scenario that the browser shows as open."""
    return str(st.query_params.get(SAVED, ""))


def no_owner() -> None:
    """What to do where nobody owns what would be saved."""
    if visitor.sign_in_offered():
        st.markdown("Sign in to save: your scenarios are yours alone until you share a link.")
        st.link_button("Sign in", session.sign_in_link(), icon=":material/login:")
    else:
        st.markdown("Saving needs a cookie, which says whose a scenario is. This browser sends none.")


def show_banner(reading: link.Reading) -> None:
    """The saved scenario that is open, its owner, and how the present scenario differs from it."""
    key = session.saved_key()
    if not key:
        return
    try:
        saved, owner = open_scenario.open_saved(), visitor.owner()
    except StoreDown as error:
        st.warning(phrases.plain(f"{error} The plan is as the link has it."), icon=":material/cloud_off:")
        return
    if saved is None:
        st.info("This link names a saved scenario that cannot be found. The plan is as the link has it.")
        return
    mine = saved.owner == owner
    was = catalogue.read_query(saved.revision.query).scenario
    changed = open_scenario.differences(was, reading.scenario)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.text(
                f"{saved.name} · revision {saved.revision.number} of {saved.newest}, saved "
                f"{figures.day(saved.revision.saved_at.date())} · {'yours' if mine else 'only its owner may change it'}"
            )
            if not mine and owner is not None:
                widgets.button("Make a copy", partial(copy, owner, saved), icon=":material/content_copy:")
        if saved.revision.number < saved.newest:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"This is an earlier revision. The newest is revision {saved.newest}.", width="content")
                st.link_button(f"Open revision {saved.newest}", f"/s/{saved.id}", icon=":material/open_in_new:")
        if saved.note:
            st.text(saved.note)
        if saved.revision.changed:
            st.text(f"What changed: {saved.revision.changed}")
        if was is not None and (
            corrected := correction(saved.revision.per_month, was, catalogue.price_books(), saved.revision.price_book)
        ):
            st.text(claims.corrected(corrected))
        if mine:
            st.code(session.short_link(saved.id), language=None)
        if changed and was is not None:
            books = catalogue.price_books()
            now = None if reading.scenario is None else estimate(reading.scenario, books).per_month
            before = estimate(was, books).per_month
            st.text(words(messages.not_saved(in_one_line(changed), before, now)))
            back = partial(session.replaced_by, was)
            widgets.button("Back to the saved plan", back, icon=":material/undo:")
        say_saved()
