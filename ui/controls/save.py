"""Saving the scenario: the form behind Save, and what came of it."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from compat import lost_session
from pricing.bill.estimate import estimate
from pricing.prices.revision import revision_of
from pricing.saved import DeletedSince, Draft, LimitError, NotFound, Page, Saved, StoreDown
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from ui.controls import open_scenario, widgets
from ui.drawing import words
from ui.state import catalogue, session, visitor
from ui.state.session import Texts

_ANSWER = "save_answer"
_BOX = "save_box"
_CLOSED_BY = "save_closed_by"
_SUGGESTED = 200
"""Characters of what changed that an empty box shows."""


@dataclass(frozen=True)
class Answer:
    """What came of the last save."""

    problem: str = ""
    done: str = ""
    deleted: Saved | None = None
    """What an earlier try had saved, and somebody has deleted since."""


def button(scenario: Scenario, page: Page) -> None:
    """The Save button with its form."""
    box = widgets.popover("Save", icon=":material/bookmark_add:", key=_BOX, change=_new_request)
    if not box.open:
        return
    with box:
        answer()
        try:
            owner = visitor.owner()
        except StoreDown as error:
            st.error(words.plain(str(error)))
            return
        if owner is None:
            no_owner()
            return
        try:
            found = open_scenario.opened()
        except StoreDown:
            found = None
        mine = found is not None and found.owner == owner
        # In a form what is typed is kept letter by letter, so a broken connection leaves nothing behind.
        with widgets.form("save_form", enter_to_submit=False):
            if found is not None and mine:
                st.text(f"{found.name} is yours, at revision {found.revision.number} of {found.newest}.")
                widgets.text_area("What changed", key="save_changed", height=80, placeholder=_computed(found, scenario))
                widgets.submit(
                    "Save as a new revision",
                    partial(_revise, owner, found, scenario, page),
                    type="primary",
                    icon=":material/history:",
                )
                st.markdown("or as a scenario of its own:")
            widgets.text_input("Name", key="save_name")
            widgets.text_area("Note", key="save_note", height=80)
            widgets.text_input("Tags, with commas between", key="save_tags")
            widgets.submit(
                "Save",
                partial(_save, owner, scenario, page),
                type="secondary" if mine else "primary",
                icon=":material/bookmark_add:",
            )


def _computed(found: Saved, scenario: Scenario) -> str:
    """What a new revision would change, as far as it can be computed and fits into a box."""
    was = catalogue.read(found.revision.query).scenario
    return words.short(open_scenario.in_words(open_scenario.differences(was, scenario)), _SUGGESTED)


def _save(owner: str, scenario: Scenario, page: Page) -> Texts | None:
    state = st.session_state
    draft = Draft(
        name=state.get("save_name") or "",
        note=state.get("save_note") or "",
        tags=tuple(tag.strip() for tag in (state.get("save_tags") or "").split(",") if tag.strip()),
        page=page,
        query=session.scenario_query(),
        per_month=estimate(scenario, catalogue.price_books()).per_month,
        price_book=revision_of(catalogue.price_books()),
    )
    try:
        found = catalogue.store().save(owner, draft, _request_key(draft))
    except DeletedSince as error:
        _say_deleted(error)
        return None
    except (LimitError, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return None
    for key in ("save_name", "save_note", "save_tags"):
        state[key] = ""
    return _keep(found, "Saved. The short link opens it for everybody.")


def _revise(owner: str, found: Saved, scenario: Scenario, page: Page) -> Texts | None:
    """Save a revision; where the page shows no comparison, with the one that was saved."""
    saved = catalogue.read(found.revision.query).scenario
    query = link.query_string(link.write(open_scenario.with_comparison(scenario, saved)))
    per_month = estimate(scenario, catalogue.price_books()).per_month
    said = st.session_state.get("save_changed") or ""
    request_key = _request_key(found.id, query, said)
    try:
        revised = catalogue.store().revise(
            owner,
            found.id,
            query,
            per_month,
            page,
            found.newest,
            request_key,
            said,
            price_book=revision_of(catalogue.price_books()),
        )
    except DeletedSince as error:
        _say_deleted(error)
        return None
    except (LimitError, NotFound, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return None
    st.session_state["save_changed"] = ""
    number = revised.saved.revision.number
    others = " Another revision came in between; both are in the history." if revised.others else ""
    return _keep(revised.saved, f"Saved as revision {number}.{others}")


def copy(owner: str, found: Saved) -> Texts | None:
    """Save one's own copy of a scenario as it is open."""
    number = found.revision.number
    try:
        copy = catalogue.store().duplicate(owner, found.id, _request_key(found.id, number), number)
    except DeletedSince as error:
        _say_deleted(error, "Make a copy")
        return None
    except (LimitError, NotFound, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return None
    return _keep(copy, "This is your copy now, with a short link of its own.")


def _restore(owner: str, found: Saved) -> Texts | None:
    try:
        catalogue.store().restore(owner, found.id)
    except (LimitError, NotFound, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return None
    return _keep(found, "Restored, as it was saved. The short link opens it for everybody.")


def _keep(found: Saved, done: str) -> Texts:
    """Make a saved scenario the open one, close the form, and say so above the figures."""
    address = open_scenario.named(found)
    st.session_state[_BOX], st.session_state[_CLOSED_BY] = False, address[session.SAVED]
    _say(Answer(done=done))
    return address


def _say(answer: Answer) -> None:
    st.session_state[_ANSWER] = answer


def _say_deleted(error: DeletedSince, button: str = "Save") -> None:
    """The next try is a new save."""
    lost_session.begin_anew()
    _say(Answer(problem=f"{error} Restore it, or press {button} once more to save it anew.", deleted=error.saved))


def answer() -> None:
    """Say what came of the last save, once."""
    last = st.session_state.pop(_ANSWER, None)
    if last is None:
        return
    if last.problem:
        st.error(words.plain(f"Not saved. {last.problem}"))
        if last.deleted is not None:
            restore = partial(_restore, last.deleted.owner, last.deleted)
            widgets.button("Restore it", restore, icon=":material/restore_from_trash:")
    else:
        st.success(words.plain(last.done))


def _new_request(is_open: bool) -> None:
    """Opening the form begins a new save; but a browser that has not heard of the last one still has it open."""
    closed_by = st.session_state.get(_CLOSED_BY)
    if is_open and closed_by is not None and closed_by != _heard():
        return
    st.session_state[_CLOSED_BY] = None
    lost_session.begin_anew()


def _request_key(*what: object) -> str:
    """The same for a double click, or a save made again as the session was lost before it was answered."""
    return lost_session.request_key(*what, heard=_heard())


def _heard() -> str:
    """The saved scenario that the browser shows as open."""
    return str(st.query_params.get(session.SAVED, ""))


def no_owner() -> None:
    """What to do where nobody owns what would be saved."""
    if visitor.sign_in_offered():
        st.markdown("Sign in to save: your scenarios are yours alone until you share a link.")
        st.link_button("Sign in", session.sign_in_link(), icon=":material/login:")
    else:
        st.markdown("Saving needs a cookie, which says whose a scenario is. This browser sends none.")
