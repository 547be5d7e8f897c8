"""The shell of every page: settings, address bar, menu and controls, then the page itself."""

from pathlib import Path

import streamlit as st

from pages.components import banner, boxes, for_readers, problems
from pages.drawing import words
from pages.state import catalogue, lost, session, turns, visitor
from pricing.prices import PriceBookError
from pricing.settings import SettingError

st.set_page_config(page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")

PRODUCT = "Image cost planner"
PAGES = {
    "Plan": st.Page("plan.py", title=f"Plan - {PRODUCT}", default=True),
    "Compare": st.Page("compare.py", title=f"Compare - {PRODUCT}", url_path="compare"),
    "Decide": st.Page("decide.py", title=f"Decide - {PRODUCT}", url_path="decide"),
    "Actual": st.Page("actual.py", title=f"Actual - {PRODUCT}", url_path="actual"),
    "Scenarios": st.Page("scenarios.py", title=f"Scenarios - {PRODUCT}", url_path="scenarios"),
    "Prices": st.Page("prices.py", title=f"Prices - {PRODUCT}", url_path="prices"),
}
with turns.turn():
    page = st.navigation(list(PAGES.values()), position="hidden")
    if visitor.sign_in_asked():
        st.stop()

    try:
        books = catalogue.checked_books()
    except SettingError as error:
        st.title("No figures can be shown", anchor=False)
        st.error(f"A setting of this planner cannot be used, so no figure can be shown. {words.plain(str(error))}")
        st.stop()
    except PriceBookError as error:
        st.title("No figures can be shown", anchor=False)
        st.error(f"The price book cannot be read, so no figure can be shown. {words.plain(str(error))}")
        st.stop()

    acted = session.acted()
    reading = session.read_address(books, comparing=page is PAGES["Compare"])
    query = session.pairs()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{PRODUCT}**", width="content")
        for name, entry in PAGES.items():
            st.page_link(entry, label=name, query_params=query, width="content")

    # In a place of its own: what comes and goes above a control would take the focus from it.
    with st.container():
        lost.notice(acted)
        if reading.ignored:
            keys = ", ".join(words.plain(key) for key in reading.ignored)
            st.info(f"The link has keys that this planner does not know; they were ignored: {keys}")
        if reading.scenario is not None and page in (PAGES["Plan"], PAGES["Compare"], PAGES["Decide"], PAGES["Actual"]):
            banner.draw(reading)
            boxes.note()
    if reading.scenario is None:
        problems.page(reading, books)
    else:
        st.session_state["reading"] = reading
        page.run()
    # Last, where its place takes no room.
    for_readers.listen()
