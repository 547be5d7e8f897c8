"""Recovery from a lost session: Streamlit loses it in a restart, or when a browser is disconnected for too long.

The browser reconnects with the id of its old session and gets a new session, which knows only the page's address.
`compat.websocket.SessionRecovery` makes the first action in it work. It also appends the id of the tab's first session
to the session id that the browser keeps, so that a tab is recognised however many of its sessions are lost.
"""

import hashlib
import time
from collections import Counter
from typing import Literal

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

TAB_HEADER = "Planner-Tab"
"""The header with the first session of the tab of a websocket; `compat.websocket` sets it."""
_SEPARATOR = "."
"""Between the id of a session and that of the tab's first session."""
_TAB = "lost_tab"
_SHOWN_UNTIL = "lost_said_until"
_ARRIVED = "lost_arrived"
_FIRST_ACTION = "lost_first_action"
_PRESSED = "lost_pressed"
_SAVES = "lost_times"
_NOTICE_SECONDS = 20
"""Seconds for which the page says that a session was lost."""


def session_asked_for(protocols: str) -> str:
    """The session that a browser had before, from the header `Sec-WebSocket-Protocol`; empty if it had none."""
    return protocols.split(",")[2].strip() if protocols.count(",") >= 2 else ""


def with_tab(session: str, tab: str) -> str:
    """The id of a session to send to its browser: with the first session of its tab appended, if that is another."""
    return f"{session}{_SEPARATOR}{tab}" if tab != session else session


def session_and_tab(query: str) -> tuple[str, str]:
    """The session that a browser names, and the first one of its tab."""
    session, _, tab = query.partition(_SEPARATOR)
    return session, tab or session


def lately(acted: bool) -> Literal["arrived", "unknown"] | None:
    """Whether the tab has lost a session a short while ago, and whether what the user did last has arrived.

    To be called once in each run; `acted`: whether this run carries out an action of the user.
    """
    state = st.session_state
    if _TAB not in state:
        before = session_asked_for(st.context.headers.get("Sec-WebSocket-Protocol", ""))
        state[_TAB] = st.context.headers.get(TAB_HEADER) or session_id()
        state[_SHOWN_UNTIL] = time.monotonic() + _NOTICE_SECONDS if before else 0
        state[_FIRST_ACTION] = bool(before)
    else:
        state[_FIRST_ACTION] = False
    if time.monotonic() >= state[_SHOWN_UNTIL]:
        return None
    arrived = state[_ARRIVED] = acted or state.get(_ARRIVED, False)
    return "arrived" if arrived else "unknown"


def first_action() -> bool:
    """For callbacks: whether this is the first action after a lost session, with which the browser sends all values."""
    return bool(st.session_state.get(_FIRST_ACTION))


def request_key(*request: object, heard: str) -> str:
    """The key of a save, equal for each attempt, so that it is done once even if the session is lost in between.

    `request`: what is saved. `heard`: the saved version that the browser shows, which changes when the save succeeds.
    """
    key = repr((st.session_state[_TAB], heard, *request))
    times: Counter[str] = st.session_state.setdefault(_SAVES, Counter())
    st.session_state[_PRESSED] = key
    return hashlib.sha256(repr((key, times[key])).encode()).hexdigest()


def begin_anew() -> None:
    """Give the next save a new key, even if it saves the same as the last one."""
    if pressed := st.session_state.pop(_PRESSED, None):
        st.session_state[_SAVES][pressed] += 1


def name(*parts: object) -> str:
    """A short name for the key of a control, equal in every process, as the browser keeps it after a restart."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def session_id() -> str:
    """The id of the session whose page runs here; empty outside of a run."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id
