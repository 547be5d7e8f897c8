"""What outlives a session that is lost: Streamlit forgets it in a restart, or when a browser stays away too long.

The browser comes back with the id of the session it had and gets a new one, which begins with nothing but the
address bar. `compat.websocket.Rehearsal` sees to it that the first action there is done, and that the id which the
browser keeps names the first session of its tab too, however many are lost.
"""

import hashlib
import time
from collections import Counter

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

TAB_HEADER = "Planner-Tab"
"""Names the first session of the tab that a websocket is of; `compat.websocket` sets it."""
_JOINT = "."
_TAB = "lost_tab"
_SAID_UNTIL = "lost_said_until"
_ARRIVED = "lost_arrived"
_FIRST_ACTION = "lost_first_action"
_PRESSED = "lost_pressed"
_TIMES = "lost_times"
_LONG_ENOUGH = 20
"""Seconds for which the page says what happened."""
_LOOK = (
    "What you entered is still here. If you had just pressed a button, look whether that was done; "
    "Save can be pressed again, it saves only once."
)


def session_asked_for(protocols: str) -> str:
    """The session that a browser had before, from the header `Sec-WebSocket-Protocol`; empty if it had none."""
    return protocols.split(",")[2].strip() if protocols.count(",") >= 2 else ""


def with_tab(session: str, tab: str) -> str:
    """The id of a session as its browser is told it: with that of the first session of its tab, where it is another."""
    return f"{session}{_JOINT}{tab}" if tab != session else session


def session_and_tab(query: str) -> tuple[str, str]:
    """The session that a browser names, and the first one of its tab."""
    session, _, tab = query.partition(_JOINT)
    return session, tab or session


def notice(acted: bool) -> None:
    """Say that a session was lost, for a while; `acted`: whether this run is to do what a person did."""
    state = st.session_state
    if _TAB not in state:
        before = session_asked_for(st.context.headers.get("Sec-WebSocket-Protocol", ""))
        state[_TAB] = st.context.headers.get(TAB_HEADER) or session_id()
        state[_SAID_UNTIL] = time.monotonic() + _LONG_ENOUGH if before else 0
        state[_FIRST_ACTION] = bool(before)
    else:
        state[_FIRST_ACTION] = False
    if time.monotonic() < state[_SAID_UNTIL]:
        arrived = state[_ARRIVED] = acted or state.get(_ARRIVED, False)
        hint = "Nothing is lost: what you did last has arrived." if arrived else _LOOK
        st.info(f"The connection to the planner was lost and is back. {hint}", icon=":material/sync_problem:")


def first_action() -> bool:
    """For callbacks: whether this is the first action after a session was lost, which brings all controls' values."""
    return bool(st.session_state.get(_FIRST_ACTION))


def request_key(*request: object, heard: str) -> str:
    """The same for every try of one save, so that it is done once, also if the session is lost in between.

    `what` is saved; `heard` is what the browser shows as saved: something else once it has heard of the save.
    """
    key = repr((st.session_state[_TAB], heard, *request))
    times: Counter[str] = st.session_state.setdefault(_TIMES, Counter())
    st.session_state[_PRESSED] = key
    return hashlib.sha256(repr((key, times[key])).encode()).hexdigest()


def begin_anew() -> None:
    """From now on the last save, made again, is another one."""
    if pressed := st.session_state.pop(_PRESSED, None):
        st.session_state[_TIMES][pressed] += 1


def name(*parts: object) -> str:
    """A short name for the key of a control, the same in every process: the browser keeps it beyond a restart."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def session_id() -> str:
    """The id of the session whose page runs here; empty outside of a run."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id
