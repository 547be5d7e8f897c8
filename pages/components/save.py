"""Saving the plan, and the banner of a saved scenario that is open."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import streamlit as st

from pages.components import catalogue, claims, lost, session, visitor, words
from pricing import link
from pricing.comparison import Comparison
from pricing.comparison_changes import comparison_changes
from pricing.difference import Change, changes, correction
from pricing.estimate import estimate
from pricing.saved import DeletedSince, Draft, LimitError, NotFound, Page, Saved, StoreDown
from pricing.scenario import Scenario

_ANSWER = "save_answer"
_OPENED = "save_opened"


@dataclass(frozen=True)
class Answer:
    """What came of the last save."""

    problem: str = ""
    done: str = ""
    deleted: Saved | None = None
    """What an earlier try had saved, and somebody has deleted since."""


def opened() -> Saved | None:
    """The saved scenario that the address names; looked up once, not in every run. Raises StoreDown."""
    key = session.saved_key()
    if not key:
        return None
    kept: tuple[str, Saved | None] | None = st.session_state.get(_OPENED)
    if kept is not None and kept[0] == key:
        return kept[1]
    id_, _, number = key.partition(".")
    found = catalogue.store().open(id_, int(number) if number else None)
    st.session_state[_OPENED] = (key, found)
    return found


def forget() -> None:
    """Look the open scenario up again, after something was done to it."""
    lost.begin_anew()
    st.session_state.pop(_OPENED, None)


def button(scenario: Scenario, page: Page) -> None:
    """The Save button with its form."""
    box = st.popover("Save", icon=":material/bookmark_add:", key="save_box", on_change=_new_request)
    if not box.open:
        return
    with box:
        _answer()
        try:
            owner = visitor.owner()
        except StoreDown as error:
            st.error(words.plain(str(error)))
            return
        if owner is None:
            no_owner()
            return
        try:
            found = opened()
        except StoreDown:
            found = None
        mine = found is not None and found.owner == owner
        # In a form what is typed is kept letter by letter, so a broken connection leaves nothing behind.
        with st.form("save_form", border=False, enter_to_submit=False):
            if found is not None and mine:
                st.text(f"{found.name} is yours, at revision {found.revision.number} of {found.newest}.")
                comparison = st.session_state["reading"].comparison
                st.form_submit_button(
                    "Save as a new revision", type="primary", on_click=_revise,
                    args=(owner, found, scenario, comparison, page), icon=":material/history:",
                )  # fmt: skip
                st.markdown("or as a scenario of its own:")
            st.text_input("Name", key="save_name")
            st.text_area("Note", key="save_note", height=80)
            st.text_input("Tags, with commas between", key="save_tags")
            st.form_submit_button(
                "Save", type="secondary" if mine else "primary", on_click=_save, args=(owner, scenario, page),
                icon=":material/bookmark_add:",
            )  # fmt: skip


def banner(reading: link.Reading) -> None:
    """What is open, whose it is, and how the plan differs from it."""
    key = session.saved_key()
    if not key:
        return
    try:
        found, owner = opened(), visitor.owner()
    except StoreDown as error:
        st.warning(words.plain(f"{error} The plan is as the link has it."), icon=":material/cloud_off:")
        return
    if found is None:
        st.info("This link names a saved scenario that cannot be found. The plan is as the link has it.")
        return
    mine = found.owner == owner
    was = catalogue.read(found.revision.query)
    # A page that does not compare leaves the comparison as it was saved.
    changed = differences(was, replace(reading, comparison=reading.comparison or was.comparison))
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.text(
                f"{found.name} · revision {found.revision.number} of {found.newest}, saved "
                f"{words.day(found.revision.saved_at.date())} · {'yours' if mine else 'only its owner may change it'}"
            )
            if not mine and owner is not None:
                st.button("Make a copy", icon=":material/content_copy:", on_click=_copy, args=(owner, found))
        if found.revision.number < found.newest:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"This is an earlier revision. The newest is revision {found.newest}.", width="content")
                st.link_button(f"Open revision {found.newest}", f"/s/{found.id}", icon=":material/open_in_new:")
        if found.note:
            st.text(found.note)
        if was.scenario is not None and (
            corrected := correction(found.revision.per_month, was.scenario, catalogue.price_books())
        ):
            st.text(claims.corrected(corrected))
        if mine:
            st.code(session.short_link(found.id), language=None)
        if changed:
            st.text(f"Changed here, not saved: {in_words(changed)}")
            st.button(
                "Back to the saved plan", icon=":material/undo:", on_click=session.show_whole,
                args=(texts_of(was),),
            )  # fmt: skip
        _answer()


def differences(before: link.Reading, after: link.Reading) -> tuple[Change, ...]:
    """What differs between two plans and their comparisons; nothing where one of them cannot be read."""
    if before.scenario is None or after.scenario is None:
        return ()
    book = catalogue.price_books().listed
    return changes(before.scenario, after.scenario) + comparison_changes(before.comparison, after.comparison, book)


def in_words(changed: Iterable[Change]) -> str:
    """`Images per day 1,000 -> 2,500; Services: + Ideogram 4.5; ...`."""
    return "; ".join(
        f"{change.label} {change.before} -> {change.after}" if change.before else f"{change.label}: {change.after}"
        for change in changed
    )


def texts_of(reading: link.Reading) -> dict[str, str]:
    """The texts of a plan that can be read, with its comparison if it has one."""
    assert reading.scenario is not None
    return link.write_whole(reading.scenario, reading.comparison, catalogue.price_books())


def _save(owner: str, scenario: Scenario, page: Page) -> None:
    state = st.session_state
    draft = Draft(
        name=state.get("save_name") or "",
        note=state.get("save_note") or "",
        tags=tuple(tag.strip() for tag in (state.get("save_tags") or "").split(",") if tag.strip()),
        page=page,
        query=session.plan_query(),
        per_month=estimate(scenario, catalogue.price_books()).per_month,
    )
    try:
        found = catalogue.store().save(owner, draft, _request_key(draft))
    except DeletedSince as error:
        _say_deleted(error)
        return
    except (LimitError, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return
    _keep(found, "Saved. The short link opens it for everybody.")
    for key in ("save_name", "save_note", "save_tags"):
        state[key] = ""


def _revise(owner: str, found: Saved, scenario: Scenario, comparison: Comparison | None, page: Page) -> None:
    """Save a revision; where the page shows no comparison, with the one that was saved."""
    books = catalogue.price_books()
    kept = comparison or catalogue.read(found.revision.query).comparison
    query = link.query_string(link.write_whole(scenario, kept, books))
    per_month = estimate(scenario, books).per_month
    try:
        revised = catalogue.store().revise(
            owner, found.id, query, per_month, page, found.newest, _request_key(found.id, query)
        )
    except DeletedSince as error:
        _say_deleted(error)
        return
    except (LimitError, NotFound, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return
    number = revised.saved.revision.number
    others = " Another revision came in between; both are in the history." if revised.others else ""
    _keep(revised.saved, f"Saved as revision {number}.{others}")


def _copy(owner: str, found: Saved) -> None:
    number = found.revision.number
    try:
        copy = catalogue.store().duplicate(owner, found.id, _request_key(found.id, number), number)
    except DeletedSince as error:
        _say_deleted(error, "Make a copy")
        return
    except (LimitError, NotFound, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return
    _keep(copy, "This is your copy now, with a short link of its own.")


def _restore(owner: str, found: Saved) -> None:
    try:
        catalogue.store().restore(owner, found.id)
    except (LimitError, NotFound, StoreDown) as error:
        _say(Answer(problem=str(error)))
        return
    _keep(found, "Restored, as it was saved. The short link opens it for everybody.")


def _keep(found: Saved, done: str) -> None:
    """Make a saved scenario the open one."""
    key = f"{found.id}.{found.revision.number}"
    st.session_state[_OPENED] = (key, found)
    session.take(None, {session.SAVED: key})
    _say(Answer(done=done))


def _say(answer: Answer) -> None:
    st.session_state[_ANSWER] = answer
    session.stay()


def _say_deleted(error: DeletedSince, button: str = "Save") -> None:
    """The next try is a new save."""
    lost.begin_anew()
    _say(Answer(problem=f"{error} Restore it, or press {button} once more to save it anew.", deleted=error.saved))


def _answer() -> None:
    answer = st.session_state.pop(_ANSWER, None)
    if answer is None:
        return
    if answer.problem:
        st.error(words.plain(f"Not saved. {answer.problem}"))
        if answer.deleted is not None:
            st.button(
                "Restore it", icon=":material/restore_from_trash:", on_click=_restore,
                args=(answer.deleted.owner, answer.deleted),
            )  # fmt: skip
    else:
        st.success(words.plain(answer.done))


def _new_request() -> None:
    """Opening the form begins a new save."""
    lost.begin_anew()
    session.stay()


def _request_key(*what: object) -> str:
    """The same for a double click, or a save made again as the session was lost before it was answered."""
    return lost.request_key(*what, heard=st.query_params.get(session.SAVED, ""))


def no_owner() -> None:
    """What to do where nobody owns what would be saved."""
    if visitor.sign_in_offered():
        st.markdown("Sign in to save: your scenarios are yours alone until you share a link.")
        st.link_button("Sign in", session.sign_in_link(), icon=":material/login:")
    else:
        st.markdown("Saving needs a cookie, which says whose a scenario is. This browser sends none.")
