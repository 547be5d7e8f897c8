"""The link of the present scenario in every shape that it is sent in, and its files."""

from collections.abc import Mapping

import streamlit as st

from pricing.bill.estimate import estimate
from pricing.saved import StoreDown
from pricing.scenario import link
from pricing.wording.messages import words
from ui.controls import messages, open_scenario, scripts, widgets
from ui.drawing import claims
from ui.state import catalogue, session

_FILES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "estimate": {
        "Excel with live formulas": ("/export/estimate.xlsx", "table_view"),
        "PDF / print": ("/print/estimate", "print"),
        "Memo for a director": ("/print/memo", "description"),
        "Memo as text (Markdown)": ("/export/memo.md", "chat"),
        "CSV": ("/export/estimate.csv", "csv"),
        "CSV of the assumptions": ("/export/assumptions.csv", "csv"),
        "Text for Slack or Teams (Markdown)": ("/export/estimate.md", "chat"),
        "JSON": ("/export/estimate.json", "data_object"),
    },
    "compare": {
        "CSV": ("/export/compare.csv", "csv"),
        "Text for Slack or Teams (Markdown)": ("/export/compare.md", "chat"),
        "JSON": ("/export/compare.json", "data_object"),
    },
}
"""What a page exports: names for people, with addresses and icons."""


def share_buttons(what: str) -> None:
    """Two buttons: one copies the link and shows its other shapes, one has the files of a page."""
    box = widgets.popover("Share", icon=":material/share:", key="share_open")
    if box.open:
        with box:
            _shapes(what)
    box = widgets.popover("Export", icon=":material/download:", key="export_open")
    if box.open:
        with box:
            query = session.scenario_query()
            for name, (path, icon) in _FILES[what].items():
                st.link_button(name, f"{path}?{query}", icon=f":material/{icon}:", width="stretch")


def _shapes(what: str) -> None:
    scripts.copy_link()
    whole_link = session.absolute_link()
    with st.container(key=scripts.COPIED_FROM):
        st.code(whole_link, language=None, wrap_lines=True)
    st.caption("Whoever opens it sees these figures, next year too: it is pinned to the price date.")
    short_link, why_none = _short_link(st.session_state["reading"])
    if short_link:
        st.markdown("**Short link to these figures**")
        st.code(short_link, language=None, wrap_lines=True)
    else:
        st.caption(why_none)
    st.markdown("**For a chat**")
    planned = estimate(st.session_state["reading"].scenario, catalogue.price_books())
    st.code(f"{claims.in_one_line(planned)}: {short_link or whole_link}", language=None, wrap_lines=True)
    memo = f"/print/memo?{session.scenario_query()}"
    st.link_button(words(messages.memo()), memo, icon=":material/description:", width="stretch")
    st.markdown("**For Google Sheets**")
    address = session.absolute(f"/export/{what}.csv?{session.scenario_query()}")
    st.code(f'=IMPORTDATA("{address}")', language=None, wrap_lines=True)
    st.caption("It asks this planner for the lines anew, so the planner must be on the internet.")


def _short_link(reading: link.Reading) -> tuple[str, str]:
    """The short link of the saved scenario that is open, at its revision, or why there is none to these figures."""
    try:
        saved = open_scenario.open_saved()
    except StoreDown as error:
        return "", str(error)
    if saved is None:
        return "", "Save gives it a short link."
    was = catalogue.read_query(saved.revision.query)
    if was.scenario is None or open_scenario.differences(was.scenario, reading.scenario):
        return "", "It was changed since it was saved: save it again for a short link to these figures."
    return f"{session.short_link(saved.id)}?rev={saved.revision.number}", ""
