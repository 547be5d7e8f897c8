"""The link of the present plan, and its files."""

from collections.abc import Iterable

import streamlit as st

from pages.components import session


def share(what: str, endings: Iterable[str]) -> None:
    """A button that opens the absolute link, ready to copy, and the exports of a page."""
    box = st.popover("Copy link", icon=":material/link:", key="share_open", on_change=session.stay)
    if not box.open:
        return
    with box:
        st.markdown("Everyone who opens this link sees these figures. It is pinned to the price date.")
        st.code(session.absolute_link(), language=None, wrap_lines=True)
        st.markdown("Files with the exact figures:")
        query = session.plan_query()
        with st.container(horizontal=True):
            for ending in endings:
                st.link_button(ending.upper(), f"/export/{what}.{ending}?{query}")
            if what == "estimate":
                st.link_button("Print", f"/print/estimate?{query}", icon=":material/print:")
