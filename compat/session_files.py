"""Files that a browser brings in: which sessions take them, how much each holds, and when they are gone.

They are kept in memory, with the session that they were brought to. Streamlit forgets a session that was left, and with
it its files and descriptors, only when another one begins or ends; here it is looked for all the time.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit import runtime
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from compat.lost_session import session_id
from pricing.wording.messages import Message

ADDRESS = "/_stcore/upload_file/"
"""What the path of a file begins with; the session and the file follow."""
_log = logging.getLogger(__name__)
MEGABYTE = 1_000_000
MOST_OF_A_FILE, MOST_OF_A_VISITOR = 20 * MEGABYTE, 60 * MEGABYTE
MOST_FILES = 20
"""Of a visitor."""
_LOOKS = 20
"""So often one looks at what was left in the time for which it is kept."""
_taking: dict[str, str] = {}
"""The sessions whose page takes files, and whose they are."""
_refused: dict[str, Message] = {}
"""Why a file of a session was refused, until its page has said so."""


def take(visitor: str) -> None:
    """For a page that takes files: its session does so from now on, for a visitor."""
    _taking[session_id()] = visitor


def take_none() -> None:
    """For a page that takes no files: its session does not either, and has none."""
    session = session_id()
    if _taking.pop(session, None) is not None and (files := _files()) is not None:
        files.remove_session_files(session)


def visitor_of(session: str) -> str | None:
    """Whose files a session takes; None where its page takes none."""
    return _taking.get(session)


def size_of(session: str, file: str) -> int | None:
    """Bytes of a file that was brought in; None where it is gone."""
    files = _files()
    records = [] if files is None else files.get_files(session, [file])
    return len(records[0].data) if records else None


def refuse(session: str, problem: Message) -> None:
    """Let the page of a session say why it did not get a file."""
    _refused[session] = problem


def refusal() -> Message | None:
    """Why a file of the session whose page runs was refused since the page was asked last."""
    return _refused.pop(session_id(), None)


@asynccontextmanager
async def forgotten_in_time() -> AsyncIterator[None]:
    """Meanwhile forget the sessions that were left, and their files."""
    task = asyncio.create_task(_forget_again_and_again())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forget_again_and_again() -> None:
    pause = max(0.1, st.get_option("server.disconnectedSessionTTL") / _LOOKS)
    while True:
        await asyncio.sleep(pause)
        try:
            _forget()
        except Exception:
            _log.exception("Sessions that were left could not be forgotten; it is tried again.")


def _forget() -> None:
    """Forget the sessions whose time is over, and files that came after their session was gone."""
    sessions, files = _sessions(), _files()
    if sessions is None or files is None:
        return
    kept = sessions._session_storage
    if isinstance(kept, MemorySessionStorage) and isinstance(kept._cache, TTLCache):
        for _, left in kept._cache.expire():
            left.session.shutdown()
            # The loop that sends messages holds the last session that it had one for until it has one for another.
            left.session.session_state.clear()
    for session in [*files.file_storage]:
        if sessions.get_session_info(session) is None:
            files.remove_session_files(session)
    for session in {*_taking, *_refused}:
        if not sessions.is_active_session(session):
            _taking.pop(session, None)
            _refused.pop(session, None)


def _files() -> MemoryUploadedFileManager | None:
    manager = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    return manager if isinstance(manager, MemoryUploadedFileManager) else None


def _sessions() -> WebsocketSessionManager | None:
    manager = runtime.get_instance()._session_mgr if runtime.exists() else None
    return manager if isinstance(manager, WebsocketSessionManager) else None
