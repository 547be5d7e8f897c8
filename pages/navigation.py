"""The shell of every page: settings, address bar, menu and controls, then the page itself."""

from pathlib import Path

import streamlit as st

from pages.components import boxes, catalogue, lost, problems, save, session, turns, visitor, words
from pages.components.settings import SettingError
from pricing.prices import PriceBookError

st.set_page_config(page_title="Image cost planner", page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")

PAGES = {
    "Plan": st.Page("plan.py", title="Plan", icon=":material/calculate:", default=True),
    "Compare": st.Page("compare.py", title="Compare", icon=":material/balance:", url_path="compare"),
    "Scenarios": st.Page("scenarios.py", title="Scenarios", icon=":material/bookmarks:", url_path="scenarios"),
    "Prices": st.Page("prices.py", title="Prices", icon=":material/sell:", url_path="prices"),
}
with turns.turn():
    page = st.navigation(list(PAGES.values()), position="hidden")
    if visitor.sign_in_asked():
        st.stop()

    try:
        books = catalogue.checked_books()
    except SettingError as error:
        st.error(f"A setting of this planner cannot be used, so no figure can be shown. {words.plain(str(error))}")
        st.stop()
    except PriceBookError as error:
        st.error(f"The price book cannot be read, so no figure can be shown. {words.plain(str(error))}")
        st.stop()

    acted = session.acted()
    reading = session.read_address(books, comparing=page is PAGES["Compare"])
    query = session.pairs()
    with st.container(horizontal=True, vertical_alignment="center"):
        for entry in PAGES.values():
            st.page_link(entry, query_params=query, width="content")

    lost.notice(acted)
    if reading.ignored:
        keys = ", ".join(words.plain(key) for key in reading.ignored)
        st.info(f"The link has keys that this planner does not know; they were ignored: {keys}", icon=":material/info:")
    if reading.scenario is None:
        problems.page(reading, books)
    else:
        if page in (PAGES["Plan"], PAGES["Compare"]):
            save.banner(reading)
            boxes.note()
        st.session_state["reading"] = reading
        page.run()
