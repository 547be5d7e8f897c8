"""The banner of the saved scenario that is open: whose it is, and how the plan differs from it."""

from functools import partial

import streamlit as st

from pricing.explain.difference import correction
from pricing.saved import StoreDown
from pricing.scenario import link
from ui.controls import open_scenario, save, widgets
from ui.drawing import claims, words
from ui.state import catalogue, session, visitor


def draw(reading: link.Reading) -> None:
    """What is open, whose it is, and how the plan differs from it."""
    key = session.saved_key()
    if not key:
        return
    try:
        found, owner = open_scenario.opened(), visitor.owner()
    except StoreDown as error:
        st.warning(words.plain(f"{error} The plan is as the link has it."), icon=":material/cloud_off:")
        return
    if found is None:
        st.info("This link names a saved scenario that cannot be found. The plan is as the link has it.")
        return
    mine = found.owner == owner
    was = catalogue.read(found.revision.query).scenario
    changed = open_scenario.differences(was, reading.scenario)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.text(
                f"{found.name} · revision {found.revision.number} of {found.newest}, saved "
                f"{words.day(found.revision.saved_at.date())} · {'yours' if mine else 'only its owner may change it'}"
            )
            if not mine and owner is not None:
                widgets.button("Make a copy", partial(save.copy, owner, found), icon=":material/content_copy:")
        if found.revision.number < found.newest:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"This is an earlier revision. The newest is revision {found.newest}.", width="content")
                st.link_button(f"Open revision {found.newest}", f"/s/{found.id}", icon=":material/open_in_new:")
        if found.note:
            st.text(found.note)
        if found.revision.changed:
            st.text(f"What changed: {found.revision.changed}")
        if was is not None and (
            corrected := correction(found.revision.per_month, was, catalogue.price_books(), found.revision.price_book)
        ):
            st.text(claims.corrected(corrected))
        if mine:
            st.code(session.short_link(found.id), language=None)
        if changed and was is not None:
            st.text(f"Changed here, not saved: {open_scenario.in_words(changed)}")
            back = partial(session.replaced_by, was)
            widgets.button("Back to the saved plan", back, icon=":material/undo:")
        save.answer()
