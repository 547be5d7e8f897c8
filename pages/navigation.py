"""The shell of every page: settings, address bar, menu and controls, then the page itself."""

from functools import partial
from pathlib import Path

import streamlit as st

from compat import lost_session, session_files, turns
from pricing.compare.opening import read_compared
from pricing.prices import PriceBookError, PriceBooks
from pricing.scenario import link
from pricing.settings import SettingError
from pricing.wording import messages
from ui.controls import boxes, save, widgets
from ui.drawing import phrases
from ui.menu import menu
from ui.state import catalogue, session, visitor
from ui.state.address import SAVING, without_extras

st.set_page_config(page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")

PRODUCT = "Image cost planner"
PAGES = {
    "Plan": st.Page("plan/page.py", title=f"Plan - {PRODUCT}", default=True),
    "Compare": st.Page("compare/page.py", title=f"Compare - {PRODUCT}", url_path="compare"),
    "Decide": st.Page("decide/page.py", title=f"Decide - {PRODUCT}", url_path="decide"),
    "Actual": st.Page("actual/page.py", title=f"Actual - {PRODUCT}", url_path="actual"),
    "Scenarios": st.Page("scenarios/page.py", title=f"Scenarios - {PRODUCT}", url_path="scenarios"),
    "Prices": st.Page("prices/page.py", title=f"Prices - {PRODUCT}", url_path="prices"),
}


def what_is_wrong(reading: link.Reading, books: PriceBooks) -> None:
    """Name each wrong field, what it got and what it takes; one click opens the nearest valid scenario."""
    several = len(reading.problems) > 1
    origin = "This link" if session.from_link() else "This plan"
    st.title(f"No figures for {origin.lower()}", anchor=False)
    st.error(f"{origin} has {'values' if several else 'a value'} that cannot be used. No figure is computed from it.")
    for problem in reading.problems:
        wrong = phrases.plain(messages.words(problem.problem))
        st.markdown(f"**{phrases.plain(problem.field)}** is `{_code(problem.got)}`: {wrong}.")
    today = catalogue.today()
    nearest = link.nearest(without_extras(session.pairs()), books, today)
    before = dict(session.pairs())
    changed = [key for key, text in link.write(nearest).items() if before.get(key, text) != text]
    values = link.write(nearest)
    with st.container(horizontal=True):
        widgets.button(
            "Open the nearest valid plan",
            partial(session.replaced_by, nearest),
            type="primary",
            help=", ".join(f"{key} = {values[key]}" for key in changed) or None,
        )
        widgets.button("Start anew", partial(session.replaced_by, link.start_scenario(books, today)))


def _code(text: str) -> str:
    printable = "".join(char if char.isprintable() else "?" for char in text)
    return printable.replace("`", "'") or " "


with turns.turn():
    page = st.navigation(list(PAGES.values()), position="hidden")
    if visitor.sign_in_asked():
        st.stop()

    try:
        books = catalogue.checked_books()
    except SettingError as error:
        st.title("No figures can be shown", anchor=False)
        st.error(f"A setting of this planner cannot be used, so no figure can be shown. {phrases.plain(str(error))}")
        st.stop()
    except PriceBookError as error:
        st.title("No figures can be shown", anchor=False)
        st.error(f"The price book cannot be read, so no figure can be shown. {phrases.plain(str(error))}")
        st.stop()

    if page is not PAGES["Actual"]:
        session_files.take_none()
    acted = session.acted()
    reading = session.read_address(books, read_compared if page is PAGES["Compare"] else link.read)
    if (path := menu.wanted()) is not None:
        for entry in PAGES.values():
            if entry.url_path == path and entry is not page:
                st.switch_page(entry, query_params=[pair for pair in session.pairs() if pair[0] != SAVING])
    entries = [menu.PageLink(entry.url_path, name) for name, entry in PAGES.items()]
    menu.show_menu(PRODUCT, entries, page.url_path, f"row_{saving}" if (saving := session.saving()) else "")

    # In a container: elements that come and go above a control would take the focus from it.
    with st.container():
        lost_session.notice(acted)
        if reading.ignored:
            keys = ", ".join(phrases.plain(key) for key in reading.ignored)
            st.info(f"The link has keys that this planner does not know; they were ignored: {keys}")
        if reading.scenario is not None and page in (PAGES["Plan"], PAGES["Compare"], PAGES["Decide"], PAGES["Actual"]):
            save.show_banner(reading)
            boxes.refusals_above()
    if reading.scenario is None:
        what_is_wrong(reading, books)
    else:
        st.session_state["reading"] = reading
        page.run()
