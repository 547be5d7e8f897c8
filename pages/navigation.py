"""What runs before each page: settings, address, menu and notices; then the page itself."""

from functools import partial

import streamlit as st

from compat import lost_session, session_files, turns
from pages import messages, shell
from pricing.compare.opening import read_compared
from pricing.prices import PriceBookError, PriceBooks
from pricing.scenario import link
from pricing.settings import SettingError
from pricing.wording.messages import as_written, words
from ui import menu
from ui.controls import boxes, widgets
from ui.controls.saving import save
from ui.drawing import phrases
from ui.state import catalogue, session, visitor
from ui.state.address import SAVING, without_extras

if not session.acted():
    # Only in the first run of a session: the browser keeps it.
    st.set_page_config(page_icon=shell.icon(), layout="wide")
PAGES = shell.pages()


def what_is_wrong(reading: link.Reading, books: PriceBooks) -> None:
    """Name each wrong field with its value and what is accepted; a button opens the nearest valid scenario."""
    from_link = session.from_link()
    st.title(words(messages.NO_FIGURES_FOR_LINK if from_link else messages.NO_FIGURES_FOR_PLAN), anchor=False)
    st.error(words(messages.wrong_values(from_link, len(reading.problems))))
    for problem in reading.problems:
        wrong = as_written(phrases.plain(words(problem.problem)))
        field, value = f"**{phrases.plain(problem.field)}**", f"`{_code(problem.got)}`"
        st.markdown(words(messages.wrong_value(field, value, wrong)))
    today = catalogue.today()
    nearest = link.nearest(without_extras(session.pairs()), books, today)
    before = dict(session.pairs())
    changed = [key for key, text in link.write(nearest).items() if before.get(key, text) != text]
    values = link.write(nearest)
    with st.container(horizontal=True):
        widgets.button(
            words(messages.OPEN_NEAREST),
            partial(session.replaced_by, nearest),
            type="primary",
            help=words(messages.changed_values([(key, values[key]) for key in changed])) or None,
        )
        widgets.button(words(messages.START_ANEW), partial(session.replaced_by, link.start_scenario(books, today)))


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
        st.title(words(messages.NO_FIGURES), anchor=False)
        st.error(words(messages.wrong_setting(phrases.plain(str(error)))))
        st.stop()
    except PriceBookError as error:
        st.title(words(messages.NO_FIGURES), anchor=False)
        st.error(words(messages.wrong_book(phrases.plain(str(error)))))
        st.stop()

    if page is not PAGES["Actual"]:
        session_files.accept_no_files()
    acted = session.acted()
    reading = session.read_address(books, read_compared if page is PAGES["Compare"] else link.read)
    if (wanted := menu.wanted()) is not None:
        pairs = [pair for pair in session.pairs() if pair[0] != SAVING]
        if wanted.saving:
            pairs.append((SAVING, wanted.saving))
        for entry in PAGES.values():
            if entry.url_path == wanted.path and entry is not page:
                st.switch_page(entry, query_params=pairs)
    entries = [menu.PageLink(PAGES[name].url_path, words(label)) for name, label in messages.NAMES.items()]
    menu.show_menu(
        words(messages.PRODUCT), entries, page.url_path, f"row_{saving}" if (saving := session.saving()) else ""
    )

    # In a container: elements that appear above a control would take the focus from it.
    with st.container():
        if (lost := lost_session.lately(acted)) is not None:
            st.info(words(messages.CONNECTION_LOST[lost]), icon=":material/sync_problem:")
        if reading.ignored:
            st.info(words(messages.unknown_keys([phrases.plain(key) for key in reading.ignored])))
        if reading.scenario is not None and page in (PAGES["Plan"], PAGES["Compare"], PAGES["Decide"], PAGES["Actual"]):
            save.show_banner(reading)
            boxes.refusals_above()
    if reading.scenario is None:
        what_is_wrong(reading, books)
    else:
        st.session_state["reading"] = reading
        page.run()
