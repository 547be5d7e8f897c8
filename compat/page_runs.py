"""What Streamlit does more often in a page run than the planner needs, done once, in groups or not at all.

Events go from the run's thread to the event loop in groups; the theme is read once; components get no presenters.
"""

import asyncio
import threading
from collections.abc import Callable
from functools import cache, partial
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

GATHERED_FOR = 0.02
"""Seconds that a message waits at most for others; Streamlit sends what it has every 0.01 seconds."""


class _Group:
    """The events of one session that wait for the event loop, in their order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[Callable[[], None]] = []
        self._due = False

    def add(self, session: AppSession, event: Callable[[], None], at_once: bool) -> None:
        """From any thread: hand over an event after those that wait, at once or within `GATHERED_FOR` seconds."""
        with self._lock:
            self._events.append(event)
            if self._due and not at_once:
                return
            self._due = True
        session._call_soon_on_event_loop(self._hand_over if at_once else self._hand_over_soon)

    def _hand_over_soon(self) -> None:
        asyncio.get_running_loop().call_later(GATHERED_FOR, self._hand_over)

    def _hand_over(self) -> None:
        with self._lock:
            events, self._events, self._due = self._events, [], False
        for event in events:
            try:
                event()
            except Exception as error:
                # As asyncio does it, so that those after it are handled all the same.
                report = {"message": "An event of a run was not handled", "exception": error}
                asyncio.get_running_loop().call_exception_handler(report)


_groups: WeakKeyDictionary[AppSession, _Group] = WeakKeyDictionary()


def gather_messages(drawn_first: str) -> None:
    """Wake the event loop a few times in a run; Streamlit wakes it for each element.

    Each time the run's thread and the loop's thread exchange the interpreter lock, which costs more than the message
    itself, and a browser draws its page anew. The begin and the end of a run are handed over at once, with all events
    before them; so is the component named `drawn_first`, which a browser draws while the rest is computed.
    """

    def on_event(
        session: AppSession, sender: Any, event: ScriptRunnerEvent, forward_msg: ForwardMsg | None = None, **more: Any
    ) -> None:
        handler = session._handle_scriptrunner_event_on_event_loop
        at_once = forward_msg is None or forward_msg.delta.new_element.bidi_component.component_name == drawn_first
        handled = partial(handler, sender, event, forward_msg=forward_msg, **more)
        _groups.setdefault(session, _Group()).add(session, handled, at_once)

    setattr(AppSession, AppSession._on_scriptrunner_event.__name__, on_event)


def read_theme_once() -> None:
    """Read the theme from the settings once in a process.

    Streamlit searches all settings for each of six sections at the beginning of a run, on the event loop, where
    everybody waits.
    """
    populate = app_session._populate_theme_msg

    @cache
    def section_as_set(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        populate(theme, section)
        return theme

    def populate_once(theme: CustomThemeConfig, section: str = "theme") -> None:
        section_theme = section_as_set(section)
        if section_theme.ListFields():
            theme.MergeFrom(section_theme)

    setattr(app_session, populate.__name__, populate_once)


def keep_component_values() -> None:
    """Leave the value of a component as it is when `st.session_state` is read.

    Streamlit makes a class of its own for each component at each reading, so that a script can write into the value.
    That costs more than the planner's figures, and as much again when the garbage collector finds the classes. The
    planner reads what components send with `compat.components.sent`.
    """

    def no_presenter(*_: object) -> None:
        return None

    setattr(main, make_bidi_component_presenter.__name__, no_presenter)
