"""What `compat.INSIDES` relies on is there in the installed libraries: a test for each row, under the row's name."""

import asyncio.selector_events
import inspect
import json
import logging
import re
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock, patch

import psycopg
import pytest
from mcp.server import streamable_http
from starlette.datastructures import Headers
from streamlit import config
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes
from streamlit.runtime.scriptrunner import ScriptRunContext, ScriptRunnerEvent
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX, WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from streamlit.runtime.state.widgets import register_widget
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.starlette import starlette_auth_routes, starlette_routes, starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from uvicorn.config import Config
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.protocols.websockets import websockets_sansio_impl
from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol
from uvicorn.server import ServerState

from compat import INSIDES, components, connection, page_files, page_runs, request_timeouts, session_files, websocket
from compat.lost_session import session_asked_for
from tests import aside
from tests.server import ROOT
from ui.state import visitor
from web import middleware, sign_in

SERVED = (RequestResponseCycle, websockets_sansio_impl.WebSocketsSansIOProtocol)
"""What uvicorn answers requests and websockets with."""


def messages_to_the_server() -> None:
    asked = BackMsg()
    asked.rerun_script.is_history_navigation = False
    asked.rerun_script.widget_states.widgets.add(id="a", trigger_value=True)
    message = {"type": "websocket.receive", "bytes": asked.SerializeToString()}
    assert websocket._run_asked_for(message) == asked
    assert not BackMsg.FromString(websocket._without_action(asked)).rerun_script.widget_states.widgets
    values = {field.name for field in WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields}
    assert {name for name in values if "trigger" in name or "chat" in name} == websocket._PRESSED
    assert websocket._IDS == (GENERATED_ELEMENT_ID_PREFIX, STREAMLIT_INTERNAL_KEY_PREFIX)


def messages_to_the_browser() -> None:
    kinds = {field.name for field in ForwardMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert {"new_session", *websocket._SHOWN} <= kinds
    ended = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY, hash="h" * 64).SerializeToString()
    assert websocket.ends_a_run(ended)
    early = ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN).SerializeToString()
    assert not websocket.ends_a_run(early)


def events_of_a_run() -> None:
    """Handed over in their order, elements with those that follow soon, and the end of the run at once."""
    received: list[object] = []

    class Session:
        def __init__(self) -> None:
            self.wakes = 0
            self._event_loop = asyncio.get_running_loop()

        def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
            self.wakes += 1
            AppSession._call_soon_on_event_loop(cast(AppSession, self), callback)

        def _handle_scriptrunner_event_on_event_loop(
            self, sender: object, event: ScriptRunnerEvent, forward_msg: ForwardMsg | None = None
        ) -> None:
            received.append(event if forward_msg is None else forward_msg)

    async def run() -> int:
        session, ended = Session(), ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
        on_event = partial(AppSession._on_scriptrunner_event, cast(AppSession, session), None)
        messages = [ForwardMsg(hash=str(number)) for number in range(41)]
        chart = ForwardMsg()
        chart.delta.new_element.bidi_component.component_name = "chart"
        for message in messages[:40]:
            on_event(event=ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=message)
        on_event(event=ended)
        for _ in range(4):
            await asyncio.sleep(0)
        assert received == [*messages[:40], ended]
        on_event(event=ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=messages[40])
        await asyncio.sleep(4 * page_runs.GATHERED_FOR)
        assert received[-1] == messages[40]
        on_event(event=ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=chart)
        await asyncio.sleep(0)
        assert received[-1] == chart
        return session.wakes

    handler = inspect.signature(AppSession._handle_scriptrunner_event_on_event_loop)
    assert list(handler.parameters)[:3] == ["self", "sender", "event"]
    with patch.object(AppSession, "_on_scriptrunner_event", AppSession._on_scriptrunner_event):
        page_runs.gather_messages(drawn_first="chart")
        assert aside.run(run()) == 4


def theme_of_a_run() -> None:
    """It is what Streamlit would send, from one search for each section in a process."""
    sections = {"theme": {"base": "dark", "primaryColor": "#123456", "headingFontSizes": ["1rem"]}, "theme.light": {}}
    populate = app_session._populate_theme_msg

    def theme_of(sent: Callable[..., None]) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        sent(theme)
        sent(theme.light, "theme.light")
        return theme

    with (
        patch.object(app_session, populate.__name__, populate),
        patch.object(config, "get_options_for_section", side_effect=sections.get) as search,
    ):
        page_runs.read_theme_once()
        once = app_session._populate_theme_msg
        assert [theme_of(once), theme_of(once)] == 2 * [theme_of(populate)]
        assert search.call_count == 2 * len(sections)
    source = inspect.getsource(AppSession._create_new_session_message)
    assert "_populate_theme_msg(msg.new_session.custom_theme)" in source


def values_of_components() -> None:
    name = make_bidi_component_presenter.__name__
    with patch.object(main, name, make_bidi_component_presenter):
        page_runs.keep_component_values()
        presenter = getattr(main, name)("events", "component", {"moved"})
    assert presenter is inspect.signature(register_widget).parameters["presenter"].default is None
    assert f"presenter = {name}(" in inspect.getsource(main)


def id_of_the_lost_session() -> None:
    for protocols in ("streamlit, token, id", "streamlit, token", "streamlit"):
        *_, session = starlette_websocket._parse_subprotocols(Headers({"Sec-WebSocket-Protocol": protocols}))
        assert session_asked_for(protocols) == (session or "")


def active_sessions() -> None:
    assert list(inspect.signature(Runtime.is_active_session).parameters) == ["self", "session_id"]


def id_of_the_session() -> None:
    assert "session_id" in ScriptRunContext.__annotations__


def connection_below_a_request() -> None:
    for served in SERVED:
        assert inspect.iscoroutinefunction(served.receive)
        assert "self.transport = transport" in inspect.getsource(served)
    assert (AutoHTTPProtocol, AutoWebSocketsProtocol) == (H11Protocol, SERVED[1])


def bytes_read_at_once() -> None:
    transport = vars(asyncio.selector_events)["_SelectorSocketTransport"]
    assert transport.max_size > websocket._READ_AT_ONCE
    assert "recv(self.max_size)" in inspect.getsource(transport)
    served: Any = SERVED[1](Config(Mock()), ServerState(), {}, _loop=Mock())
    served.transport = Mock(max_size=65_536)

    async def read() -> None:
        websocket._read_little(served.receive)

    aside.run(read())
    assert (served.transport.max_size, served.conn.max_message_size) == (websocket._READ_AT_ONCE, 2_000_000)
    assert get_max_widget_state_size_bytes() == 2_000_000


def frames_without_content() -> None:
    source = inspect.getsource(SERVED[1].handle_events)
    for call in ("self.handle_ping()", "self.handle_pong(event)", "self.handle_cont(event)"):
        assert call in source


def name_of_the_server() -> None:
    for served in SERVED:
        source = inspect.getsource(served)
        assert "self.default_headers = " in source
        assert "self.default_headers + " in source


def lines_of_the_log() -> None:
    streamlit_log, uvicorn_log, mcp_log = connection._LOGGERS
    assert f"{streamable_http.logger.name}" == mcp_log
    garbage, invalid = connection._GARBAGE
    assert starlette_websocket._LOGGER.name == streamlit_log
    assert f'"{garbage}' in inspect.getsource(starlette_websocket)
    assert f'"{invalid}' in inspect.getsource(websockets_sansio_impl)
    assert f'getLogger("{uvicorn_log}")' in inspect.getsource(websockets_sansio_impl)
    assert isinstance(logging.getLogger(uvicorn_log), logging.Logger)


def closed(running: Coroutine[object, object, None]) -> Mock:
    """In the place of a task: nothing runs."""
    running.close()
    return Mock()


def requests_that_do_not_come() -> None:
    connection_made, data_received = H11Protocol.connection_made, H11Protocol.data_received
    request_timeouts.limit_requests()
    try:
        for sent in (b"GET / HTTP/1.1\r\nHo", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n"):
            loop, transport = Mock(), Mock()
            transport.is_closing.return_value = False
            loop.create_task.side_effect = closed
            protocol = H11Protocol(Config(Mock()), ServerState(), {}, _loop=loop)
            protocol.connection_made(transport)
            protocol.data_received(sent)
            protocol.data_received(b"st")
            headers, *body = (call.args for call in loop.call_later.call_args_list)
            assert (headers[0], headers[2]) == (request_timeouts.HEADERS_WITHIN, protocol)
            if body:
                loop.call_later.return_value.cancel.assert_called_once()
                ((seconds, look, of),) = body
                assert (seconds, of) == (request_timeouts.BODY_WITHIN, protocol)
                protocol.data_received(b"x" * request_timeouts.LEAST_OF_BODY)
                look(of)
                transport.close.assert_not_called()
            look = loop.call_later.call_args.args[1]
            look(protocol)
            transport.close.assert_called_once()
            assert protocol not in request_timeouts._incomplete
        other = H11Protocol(Config(Mock()), ServerState(), {}, _loop=loop)
        other.connection_made(transport)
        other.data_received(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert other not in request_timeouts._incomplete
        page = H11Protocol(Config(Mock()), ServerState(), {}, _loop=loop)
        page.ws_protocol_class = websocket_protocol = Mock()
        page.connection_made(transport)
        page.data_received(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        websocket_protocol.assert_called_once()
        assert page not in request_timeouts._incomplete, "a page that stands open is closed"
        assert "self.flow.pause_reading()" in inspect.getsource(H11Protocol)
    finally:
        for method in (connection_made, data_received):
            setattr(H11Protocol, method.__name__, method)


def files_of_the_page() -> None:
    assert page_files.named_in(page_files.PAGE.read_text())
    for element in (*page_files.FIRST, *page_files.LATER):
        assert page_files.element(element) is not None, element


def files_of_a_component() -> None:
    manager = BidiComponentManager()
    with patch.object(components, "get_bidi_component_manager", lambda: manager):
        components.declare("any.part", ROOT / "ui" / "panel")
    assert manager.get("any.part") is not None
    assert manager.get_component_path("any.part") == str(ROOT / "ui" / "panel")
    route = starlette_routes._ROUTE_COMPONENTS_V2.replace("{path:path}", "any.part/panel.js")
    assert components.address("any.part", "panel.js") == route.strip("/")


def events_of_a_component() -> None:
    assert main._make_trigger_id("$$ID-1-key", "events").endswith("-key__events")
    assert list(inspect.signature(SafeSessionState.get_widget_states).parameters) == ["self"]
    events = [{"event": "moved", "value": 1}]
    for text in (json.dumps(events), json.dumps(json.dumps(events)), json.dumps(events[0])):
        assert components._events(text) == events


def abandoned_sessions() -> None:
    assert "self._session_mgr = " in inspect.getsource(Runtime)
    assert "self._session_storage = " in inspect.getsource(WebsocketSessionManager)
    assert isinstance(MemorySessionStorage()._cache, TTLCache)
    clock = iter((0.0, 5.0))
    kept = TTLCache[str, int](2, 1, lambda: next(clock))
    kept["left"] = 1
    assert kept.expire() == [("left", 1)]
    assert list(inspect.signature(AppSession.shutdown).parameters) == ["self"]
    state = SessionState()
    state._set_widget_metadata(WidgetMetadata("$$ID-1", json.loads, json.dumps, "json_value"))
    state.set_widgets_from_proto(WidgetStates(widgets=[WidgetState(id="$$ID-1", json_value="no page sends this")]))
    session_files._delete(Mock(AppSession, session_state=state))
    assert "$$ID-1" not in state


def files_of_a_session() -> None:
    files = MemoryUploadedFileManager(session_files.ADDRESS.rstrip("/"))
    assert f"/{starlette_routes.BASE_ROUTE_UPLOAD_FILE}/" == session_files.ADDRESS
    files.add_file("session", UploadedFileRec("file", "a.csv", "text/csv", b"123"))
    assert list(files.file_storage) == ["session"]
    assert [len(record.data) for record in files.get_files("session", ["file"])] == [3]
    files.remove_session_files("session")
    assert not files.file_storage


def cookie_of_a_person() -> None:
    assert visitor.SIGNED_IN == USER_COOKIE_NAME
    assert f"/{starlette_auth_routes._ROUTE_AUTH_LOGOUT}" == sign_in._SIGN_OUT
    parts: dict[str, str] = {}
    long = {"name": "x" * 9_000}
    set_cookie_with_chunks(
        parts.__setitem__, lambda name, text: f"{name}{text}".encode(), USER_COOKIE_NAME, long, cookie_attr_size=99
    )
    assert len(parts) > 2
    assert all(visitor._SIGNED_IN.fullmatch(name) for name in parts)


def address_of_the_metrics() -> None:
    assert f"/{starlette_routes.ROUTE_METRICS.strip('/')}" == middleware._METRICS


def parts_of_the_page() -> None:
    scripts = [path.read_text(errors="replace") for path in (page_files.FOLDER / "static/js").glob("*.js")]
    users = [ROOT / path for path in next(row.where for row in INSIDES if row.name == "parts of the page").split(", ")]
    parts = (
        "stMetricValue",
        "stPopoverButton",
        "stPopoverBody",
        "stSlider",
        "data-rac",
        "stSkeleton",
        "stAlert",
        "stApp",
    )
    for part in parts:
        assert any(part in path.read_text() for path in users), part
        assert any(part in script for script in scripts), part


def timeout_of_the_database() -> None:
    assert list(inspect.signature(psycopg.Connection.wait).parameters) == ["self", "gen", "interval", "timeout"]
    assert "e._WaitTimeout" in inspect.getsource(psycopg.connection)
    assert issubclass(psycopg.errors._WaitTimeout, Exception)


CHECKS: dict[str, Callable[[], None]] = {
    check.__name__.replace("_", " "): check
    for check in (
        messages_to_the_server,
        messages_to_the_browser,
        events_of_a_run,
        theme_of_a_run,
        values_of_components,
        id_of_the_lost_session,
        active_sessions,
        id_of_the_session,
        connection_below_a_request,
        bytes_read_at_once,
        frames_without_content,
        name_of_the_server,
        lines_of_the_log,
        requests_that_do_not_come,
        files_of_the_page,
        files_of_a_component,
        events_of_a_component,
        abandoned_sessions,
        files_of_a_session,
        cookie_of_a_person,
        address_of_the_metrics,
        parts_of_the_page,
        timeout_of_the_database,
    )
}


@pytest.mark.parametrize("name", [inside.name for inside in INSIDES])
def test_what_it_relies_on_is_there(name: str) -> None:
    CHECKS[name]()


def test_each_row_says_where_and_why() -> None:
    assert [inside.name for inside in INSIDES] == list(CHECKS)
    for inside in INSIDES:
        assert all((ROOT / path).is_file() for path in inside.where.split(", ")), inside.name
        assert all((inside.touches, inside.why, inside.until)), inside.name


def test_insides_of_streamlit_are_imported_in_compat_alone() -> None:
    """The type of an uploaded file is documented: `st.file_uploader` names it."""
    reaching = re.compile(r"from streamlit\.(proto|runtime(?!\.uploaded_file_manager)|web|elements)")
    modules = [path for room in ("pages", "ui", "web", "pricing") for path in Path(ROOT, room).rglob("*.py")]
    assert [path for path in modules if reaching.search(path.read_text())] == []
