"""Uploaded files: which sessions accept them, their limits, and when they are deleted.

They are kept in memory with their session. Streamlit deletes an abandoned session, with its files and descriptors, only
when another session begins or ends; here a background task deletes it in time.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from compat.lost_session import session_id
from pricing.wording.messages import Message

ADDRESS = "/_stcore/upload_file/"
"""The start of the path of a file, followed by the session and the file."""
_log = logging.getLogger(__name__)
MEGABYTE = 1_000_000
MOST_OF_A_FILE, MOST_OF_A_VISITOR = 20 * MEGABYTE, 60 * MEGABYTE
"""The most bytes of one file, and of all files of a visitor."""
MOST_FILES = 20
"""The most files of a visitor."""
_CHECKS = 20
"""The number of checks within the time for which abandoned sessions are kept."""
_taking: dict[str, str] = {}
"""Session -> visitor, for the sessions whose page accepts files."""
_refused: dict[str, Message] = {}
"""Session -> why a file was refused, until its page has shown it."""


def accept_files(visitor: str) -> None:
    """For a page with an uploader: accept files of its session, for a visitor."""
    _taking[session_id()] = visitor


def accept_no_files() -> None:
    """For a page without an uploader: accept no files of its session, and delete those that it has."""
    session = session_id()
    if _taking.pop(session, None) is not None and (files := _files()) is not None:
        files.remove_session_files(session)


def visitor_of(session: str) -> str | None:
    """The visitor of a session that accepts files; None if it accepts none."""
    return _taking.get(session)


def size_of(session: str, file: str) -> int | None:
    """The bytes of an uploaded file; None if it was deleted."""
    files = _files()
    records = [] if files is None else files.get_files(session, [file])
    return len(records[0].data) if records else None


def refuse(session: str, problem: Message) -> None:
    """Keep the reason why a file was refused, for the page of the session."""
    _refused[session] = problem


def refusal() -> Message | None:
    """Why a file of the running session was refused since the last call; None if none was."""
    return _refused.pop(session_id(), None)


@asynccontextmanager
async def deleting_abandoned() -> AsyncIterator[None]:
    """Delete abandoned sessions and their files while the context is open."""
    task = asyncio.create_task(_delete_abandoned_repeatedly())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _delete_abandoned_repeatedly() -> None:
    pause = max(0.1, st.get_option("server.disconnectedSessionTTL") / _CHECKS)
    while True:
        await asyncio.sleep(pause)
        try:
            _delete_abandoned()
        except Exception:
            _log.exception("Abandoned sessions could not be deleted; it is tried again.")


def _delete_abandoned() -> None:
    """Delete the sessions whose time is over, and files that arrived after the end of their session."""
    sessions, files = _sessions(), _files()
    if sessions is None or files is None:
        return
    storage = sessions._session_storage
    if isinstance(storage, MemorySessionStorage) and isinstance(storage._cache, TTLCache):
        for _, abandoned in storage._cache.expire():
            _delete(abandoned.session)
    for session in [*files.file_storage]:
        if sessions.get_session_info(session) is None:
            files.remove_session_files(session)
    for session in {*_taking, *_refused}:
        if not sessions.is_active_session(session):
            _taking.pop(session, None)
            _refused.pop(session, None)


def _delete(session: AppSession) -> None:
    session.shutdown()
    # Streamlit's loop that sends messages keeps a reference to the session to which it sent last. Clearing the state
    # reads the values of widgets, which fails for a value that no page sent.
    state = session.session_state
    state._new_widget_state.states.clear()
    state.clear()


def _files() -> MemoryUploadedFileManager | None:
    manager = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    return manager if isinstance(manager, MemoryUploadedFileManager) else None


def _sessions() -> WebsocketSessionManager | None:
    manager = runtime.get_instance()._session_mgr if runtime.exists() else None
    return manager if isinstance(manager, WebsocketSessionManager) else None
