"""The links of the present scenario, and its files."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from pricing.bill.estimate import estimate
from pricing.saved import Page, Saved, StoreDown
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import Message, as_written, words
from ui.controls import widgets
from ui.controls.saving import messages, open_scenario, save, scripts
from ui.drawing import claims, phrases
from ui.state import catalogue, session

_EXCEL, _GERMAN = "bom=yes", "sep=semicolon&bom=yes"
"""The parameters of a CSV file for Excel, and for German Excel."""
_PLAN_FILES: Mapping[str, tuple[Message, str]] = {
    "/export/estimate.xlsx": (messages.EXCEL, "table_view"),
    "/print/estimate": (messages.PRINT, "print"),
    "/export/slide.png": (messages.SLIDE, "image"),
    "/print/memo": (messages.MEMO, "description"),
    "/export/memo.md": (messages.MEMO_MARKDOWN, "markdown"),
    "/export/estimate.md": (messages.MARKDOWN, "markdown"),
    "/export/estimate.csv": (messages.CSV, "csv"),
    f"/export/estimate.csv?{_EXCEL}": (messages.CSV_EXCEL, "csv"),
    f"/export/estimate.csv?{_GERMAN}": (messages.CSV_GERMAN, "csv"),
    "/export/assumptions.csv": (messages.ASSUMPTIONS_CSV, "csv"),
    "/export/estimate.json": (messages.JSON, "data_object"),
}
_FILES: Mapping[Page, Mapping[str, tuple[Message, str]]] = {
    "plan": _PLAN_FILES,
    "compare": {
        "/export/compare.xlsx": (messages.COMPARE_EXCEL, "table_view"),
        "/print/compare": (messages.PRINT, "print"),
        "/export/compare.csv": (messages.CSV, "csv"),
        f"/export/compare.csv?{_EXCEL}": (messages.CSV_EXCEL, "csv"),
        f"/export/compare.csv?{_GERMAN}": (messages.CSV_GERMAN, "csv"),
        "/export/compare.md": (messages.MARKDOWN, "markdown"),
        "/export/compare.json": (messages.JSON, "data_object"),
    },
}
"""Page -> address of a file -> its name for people, and its icon."""
_SHEETS: Mapping[Page, str] = {"plan": "/export/estimate.csv", "compare": "/export/compare.csv"}
LINK, CHAT = "share_link", "share_chat"
"""Keys of the containers whose code blocks are copied."""
LinkTarget = Literal["revision", "newest"]
"""What a short link opens: one revision, or always the newest."""


def share_buttons(page: Page) -> None:
    """Two buttons: one copies the link and shows its other forms, the other has the files of a page."""
    box = widgets.popover(words(messages.SHARE), icon=":material/share:", key="share_open")
    if box.open:
        with box:
            _shapes(st.session_state["reading"].scenario, page)
    box = widgets.popover(words(messages.EXPORT), icon=":material/download:", key="export_open")
    if box.open:
        with box:
            query = session.in_readers_language(session.query_string())
            for path, (name, icon) in _FILES[page].items():
                address = f"{path}{'&' if '?' in path else '?'}{query}"
                st.link_button(words(name), address, icon=f":material/{icon}:", width="stretch")


def _shapes(scenario: Scenario, page: Page) -> None:
    try:
        saved, failure = open_scenario.open_saved(), None
    except StoreDown as error:
        saved, failure = None, as_written(str(error))
    unchanged = saved is not None and _is_as_saved(scenario, saved)
    # The status is above the link, and the choice of a short link below it: what was copied is read first.
    status = st.container()
    shown = st.container(key=LINK)
    if saved is not None and unchanged:
        link = _short_link(saved)
    else:
        link = session.absolute_link()
        st.caption(words(messages.LONG_LINK_ABOUT))
        if failure is None:
            save.short_link_form(scenario, page, saved)
        else:
            st.caption(phrases.plain(words(failure)))
    with status:
        scripts.copy_at_once(LINK, link)
    shown.code(link, language=None, wrap_lines=True)
    with st.container(key=CHAT):
        summary = claims.in_one_line(estimate(scenario, catalogue.price_books()), catalogue.today())
        st.markdown(f"**{words(messages.CHAT_TEXT)}**")
        st.code(words(messages.in_a_chat(summary, link)), language=None, wrap_lines=True)
    scripts.copy_button(CHAT)
    if unchanged:
        st.markdown(f"**{words(messages.LONG_LINK)}**")
        st.code(session.absolute_link(), language=None, wrap_lines=True)
        st.caption(words(messages.LONG_LINK_ABOUT))
    memo = f"/print/memo?{session.in_readers_language(session.scenario_query())}"
    st.link_button(words(messages.MEMO), memo, icon=":material/description:", width="stretch")
    st.markdown(f"**{words(messages.SHEETS)}**")
    address = session.absolute(f"{_SHEETS[page]}?{session.in_readers_language(session.scenario_query())}")
    st.code(f'=IMPORTDATA("{address}")', language=None, wrap_lines=True)
    st.caption(words(messages.SHEETS_ABOUT))


def _is_as_saved(scenario: Scenario, saved: Saved) -> bool:
    was = catalogue.read_query(saved.revision.query).scenario
    return was is not None and not open_scenario.differences(was, scenario)


def _short_link(saved: Saved) -> str:
    """The short link of the open scenario, of the chosen kind, with a caption that explains it."""
    number = saved.revision.number
    kinds: Mapping[LinkTarget, str] = {
        "revision": words(messages.frozen(number)),
        "newest": words(messages.ALWAYS_NEWEST),
    }
    target = widgets.segmented_control(words(messages.SHORT_LINK), kinds, "revision", key="share_kept")
    about = messages.frozen_about(number) if target == "revision" else messages.NEWEST_ABOUT
    st.caption(words(about))
    link = session.short_link(saved.id)
    return f"{link}?rev={number}" if target == "revision" else link
