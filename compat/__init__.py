"""All code that relies on internals of a library, which its documentation does not promise.

`INSIDES` has a row for each. `tests/compat/test_insides.py` has a test for each row, which fails with the row's name
when an upgrade changes what the row relies on.
"""

from typing import NamedTuple


class Inside(NamedTuple):
    """An internal of a library on which the planner relies."""

    name: str
    where: str
    """The module that relies on it."""
    touches: str
    why: str
    upstream: str
    """The library's issue whose solution would make it unnecessary; empty if there is none."""
    until: str
    """When it can be removed."""


INSIDES = (
    Inside(
        "messages to the server",
        "compat/websocket.py",
        "Streamlit's protobuf BackMsg: rerun_script with its widget states, the beginnings of their ids, kinds of "
        "values and history navigation",
        "Runs of a page wait for the callbacks of the run before, a lost session's first action is done again, and ids "
        "that nothing has are left out",
        "https://github.com/streamlit/streamlit/issues/8365",
        "callbacks of a run are never cut short, and a new session takes up the values of a lost one",
    ),
    Inside(
        "messages to the browser",
        "compat/websocket.py",
        "Streamlit's protobuf ForwardMsg: new_session, delta, script_finished; no message that ends a run is long",
        "Tells when a run has begun, has called its callbacks and has ended",
        "https://github.com/streamlit/streamlit/issues/8365",
        "callbacks of a run are never cut short",
    ),
    Inside(
        "events of a run",
        "compat/page_runs.py",
        "AppSession: _on_scriptrunner_event, its handler on the event loop, _call_soon_on_event_loop",
        "A run wakes the event loop a few times, not for each element that it sends",
        "",
        "Streamlit hands over what a run sends in groups",
    ),
    Inside(
        "theme of a run",
        "compat/page_runs.py",
        "app_session's _populate_theme_msg(message, section), which merges nothing but a section of the settings",
        "The settings are not searched in each run for a theme that never changes",
        "",
        "Streamlit keeps the message of its theme",
    ),
    Inside(
        "values of components",
        "compat/page_runs.py",
        "make_bidi_component_presenter, called by the module of components, which may return no presenter",
        "st.session_state is read without a new class for each component on the page",
        "",
        "Streamlit has one class for the values of components",
    ),
    Inside(
        "id of the lost session",
        "compat/lost_session.py",
        "the third entry of the header Sec-WebSocket-Protocol of Streamlit's websocket",
        "Tells a browser whose session was lost from one that opens a page",
        "https://github.com/streamlit/streamlit/issues/8901",
        "Streamlit says that a session replaces a lost one",
    ),
    Inside(
        "active sessions",
        "compat/websocket.py",
        "streamlit.runtime.get_instance().is_active_session",
        "Tells whether the browser was given the session that it had",
        "https://github.com/streamlit/streamlit/issues/8901",
        "Streamlit says that a session replaces a lost one",
    ),
    Inside(
        "id of the session",
        "compat/lost_session.py",
        "streamlit.runtime.scriptrunner.get_script_run_ctx().session_id",
        "Runs take turns by session, and a repeated save is recognised by its session",
        "",
        "Streamlit has a public id of the session",
    ),
    Inside(
        "connection below a request",
        "compat/connection.py",
        "uvicorn's request cycle and websocket protocol: ASGI's receive is their method, transport their attribute",
        "The peer's address before uvicorn applied a proxy's header; closing a connection; the socket's options",
        "",
        "ASGI hands the transport or its address to applications",
    ),
    Inside(
        "bytes read at once",
        "compat/websocket.py",
        "the attribute max_size of asyncio's selector transports, max_message_size of uvicorn's conn of a websocket",
        "All messages in one read are parsed without a break: small reads let other connections go on; and a message "
        "longer than Streamlit takes is not kept until it is complete",
        "https://github.com/python/asyncio/issues/90",
        "uvicorn or asyncio has a setting for it",
    ),
    Inside(
        "frames without content",
        "compat/websocket.py",
        "uvicorn's websocket protocol: handle_ping, handle_pong, handle_cont, each called for one frame",
        "A flood of pings costs as much as one of messages, and does not come to the application",
        "",
        "uvicorn limits the frames of a websocket",
    ),
    Inside(
        "name of the server",
        "compat/connection.py",
        "the attribute default_headers of uvicorn's request cycle and websocket protocol",
        "Answers do not name the server; Streamlit does not hand on uvicorn's setting for it",
        "https://github.com/Kludex/uvicorn/issues/688",
        "Streamlit has a setting for uvicorn's server_header",
    ),
    Inside(
        "lines of the log",
        "compat/connection.py",
        "the names of Streamlit's, uvicorn's and mcp's loggers and the beginnings of two messages",
        "Garbage that a stranger sends, or half a request, costs one line of the log, not a stack trace",
        "",
        "the libraries log garbage from outside without a stack trace",
    ),
    Inside(
        "requests that do not come",
        "compat/request_timeouts.py",
        "uvicorn's H11Protocol: connection_made, data_received, conn with h11's their_state, flow, loop, "
        "transport and connections, which it is taken out of once it is a websocket",
        "A request whose headers are not there after ten seconds, or whose body stands still, holds no connection",
        "",
        "uvicorn has limits for the time of headers and of bodies",
    ),
    Inside(
        "files of the page",
        "compat/page_files.py",
        "streamlit/static: index.html names its scripts, and an element's script is static/js/<element>.<hash>.js",
        "Scripts have small copies, and a short link's page loads what the first figure needs",
        "",
        "Streamlit serves its page compressed and preloads its scripts",
    ),
    Inside(
        "files of a component",
        "compat/components.py",
        "streamlit.components.v2: get_bidi_component_manager, register_from_manifest and its ComponentManifest; "
        "the address of its files",
        "A component's script comes from the page's origin: its policy need not allow scripts of a blob: address",
        "",
        "st.components.v2.component takes files of a folder that is no installed package",
    ),
    Inside(
        "events of a component",
        "compat/components.py",
        "the id of a component's events ends with its key and __events; SafeSessionState.get_widget_states",
        "A component's event is read even if the run before was cut short before it reached the component",
        "",
        "st.session_state has a component's event in its callback even after a run that was cut short",
    ),
    Inside(
        "abandoned sessions",
        "compat/session_files.py",
        "the runtime's _session_mgr, its _session_storage with a _cache that can expire; AppSession's shutdown; "
        "the widgets of its session_state, whose values are read when it is cleared",
        "An abandoned session is deleted in time, with its files, memory and descriptors, even if no other one begins",
        "https://github.com/streamlit/streamlit/issues/6510",
        "Streamlit forgets sessions in time by itself",
    ),
    Inside(
        "files of a session",
        "compat/session_files.py",
        "MemoryUploadedFileManager: file_storage by session, get_files, remove_session_files; the address of an upload",
        "Files are counted, and taken only where a page asks for them",
        "",
        "Streamlit limits what a visitor may bring in",
    ),
    Inside(
        "cookie of a person",
        "ui/state/visitor.py, web/sign_in.py",
        "the name of the cookie that Streamlit's sign-in sets: _streamlit_user, with its parts; the route /auth/logout",
        "After a sign-in the browser goes back to the page it came from, and a sign-out holds for all its tabs",
        "https://github.com/streamlit/streamlit/issues/10162",
        "st.login returns to the page it was called on",
    ),
    Inside(
        "address of the metrics",
        "web/middleware.py",
        "Streamlit's route /_stcore/metrics",
        "Metrics are hidden unless a setting shows them",
        "",
        "Streamlit has a setting for it",
    ),
    Inside(
        "parts of the page",
        "ui/menu/readers.js, ui/drawing/chart/picture.js, ui/style.css, web/templates/first_figure.html",
        "data-testid of Streamlit's app, metric, popover, slider, alert, skeleton and component; the slider's "
        "attribute data-rac; data, layout and _fullLayout of a drawn chart of Plotly",
        "A changed cost is read out, a dialog takes the focus, a swipe on a slider scrolls, a drawn page shows itself",
        "",
        "Streamlit's own elements do so",
    ),
    Inside(
        "timeout of the database",
        "pricing/saved/silence.py",
        "psycopg's Connection.wait(gen, interval, timeout) and its errors._WaitTimeout",
        "A server that accepts and never answers is noticed after a second",
        "",
        "psycopg has a timeout for a statement on the client's side",
    ),
)
"""All internals; their names are unique."""
