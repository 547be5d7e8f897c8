"""The icon and the pages, which are computed once, not in each run of `navigation`."""

from base64 import b64encode
from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st

from pages import messages
from pages.messages import PageName
from pricing.wording.figures import reader
from pricing.wording.messages import words


@cache
def icon() -> str:
    """The icon as a `data:` address: Streamlit would read and measure an image file in each run."""
    return f"data:image/png;base64,{b64encode((Path(__file__).parent / 'icon.png').read_bytes()).decode()}"


def pages() -> Mapping[PageName, st.Page]:
    """The pages with titles in the reader's language; copies, because Streamlit marks the one that a run shows."""
    return {name: copy(page) for name, page in _titled(reader().language).items()}


@cache
def _titled(_language: str) -> Mapping[PageName, st.Page]:
    """Cached by language: Streamlit looks for the file of each page when it is made."""
    titles = {name: words(messages.page_title(name)) for name in messages.NAMES}
    return {
        "Plan": st.Page("plan/page.py", title=titles["Plan"], default=True),
        "Compare": st.Page("compare/page.py", title=titles["Compare"], url_path="compare"),
        "Decide": st.Page("decide/page.py", title=titles["Decide"], url_path="decide"),
        "Actual": st.Page("actual/page.py", title=titles["Actual"], url_path="actual"),
        "Scenarios": st.Page("scenarios/page.py", title=titles["Scenarios"], url_path="scenarios"),
        "Prices": st.Page("prices/page.py", title=titles["Prices"], url_path="prices"),
    }
