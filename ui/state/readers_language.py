"""The language of a reader: the one chosen before, from a cookie, else the one that the browser prefers."""

from collections.abc import Mapping

import streamlit as st

from pricing.wording.figures import Figures
from pricing.wording.languages import languages, preferred

COOKIE = "planner_language"


def chosen(cookies: Mapping[str, str], headers: Mapping[str, str]) -> Figures:
    """The language by the cookies and headers of a request."""
    return languages().get(cookies.get(COOKIE, "")) or preferred(headers.get("Accept-Language") or "")


def of_visitor() -> Figures:
    """The language for the page that runs in this thread; English outside of one."""
    return chosen(st.context.cookies, st.context.headers)
