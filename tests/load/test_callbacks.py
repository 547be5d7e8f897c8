"""A button pressed and a slider moved at nearly the same time: both are done."""

import asyncio
import contextlib
from urllib.parse import parse_qsl

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from compat import websocket
from tests import aside
from tests.hand import add_move
from ui.panel.panel import NAME

TWO = "v=2&name=A&images=640&2.name=B&2.images=100"
ENDED_EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Tab:
    """What a page has shown so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.query = TWO
        self.page = ""
        self.buttons: dict[str, str] = {}
        self.panel = ""

    async def read(self, seconds: float = 10) -> None:
        """Read to the end of a run."""
        while True:
            async with asyncio.timeout(seconds):
                message = ForwardMsg.FromString(await self.socket.recv(decode=False))
            kind, element = message.WhichOneof("type"), message.delta.new_element
            if kind == "new_session":
                self.page = message.new_session.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif element.HasField("button"):
                self.buttons[element.button.label] = element.button.id
            elif element.bidi_component.component_name == NAME:
                self.panel = element.bidi_component.id
            elif kind == "script_finished" and message.script_finished != ENDED_EARLY:
                return

    def message(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page
        return message

    async def send(self, message: BackMsg) -> None:
        await self.socket.send(message.SerializeToString())


async def pressed_and_moved(server: str, apart: float) -> dict[str, str]:
    """Remove the first workload and move the volume of what is shown, some seconds apart; returns the address."""
    stream = server.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        tab = Tab(socket)
        await tab.send(tab.message())
        await tab.read()
        press, move = tab.message(), tab.message()
        press.rerun_script.widget_states.widgets.add(id=tab.buttons["Remove"]).trigger_value = True
        add_move(move.rerun_script.widget_states, tab.panel, 0, {"images": "2000"})
        await tab.send(press)
        await asyncio.sleep(apart)
        await tab.send(move)
        await tab.read()
        with contextlib.suppress(TimeoutError):
            await tab.read(0.3)
        return dict(parse_qsl(tab.query.lstrip("?")))


def test_a_press_is_not_lost_to_the_move_after_it(server: str) -> None:
    for number in range(15):
        found = aside.run(pressed_and_moved(server, number / 10_000))
        assert "2.name" not in found, f"the button was not heard, {number} tenths of a millisecond before the move"
        assert found["images"] == "2000"


def test_a_run_that_shows_nothing_holds_the_next_message_only_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "LONGEST_WAIT", 0.05)
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    coming: Message = {"type": "websocket.receive", "bytes": asked.SerializeToString()}

    async def receive() -> Message:
        return coming

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is sent")

    async def twice() -> list[Message]:
        found: list[Message] = []

        async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
            found.extend([await receive(), await receive()])

        await websocket.SequentialRuns(app)({"type": "websocket"}, receive, send)
        return found

    assert aside.run(asyncio.wait_for(twice(), 5)) == [coming, coming]


def first_passed_on(*sent: BackMsg) -> BackMsg:
    """The first message that Streamlit gets of those that a browser sends."""
    coming: list[Message] = [{"type": "websocket.receive", "bytes": message.SerializeToString()} for message in sent]
    found: list[Message] = []

    async def receive() -> Message:
        return coming.pop(0)

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is sent")

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        found.append(await receive())

    aside.run(asyncio.wait_for(websocket.SequentialRuns(app)({"type": "websocket"}, receive, send), 5))
    message: BackMsg = BackMsg.FromString(found[0]["bytes"])
    return message


@pytest.mark.parametrize("kind", sorted(websocket._NOT_SENT))
def test_what_no_page_sends_does_not_reach_streamlit(kind: str) -> None:
    """`clear_cache` empties a session while its page runs, which fails."""
    unknown, asked = BackMsg(), BackMsg()
    setattr(unknown, kind, True)
    asked.rerun_script.query_string = ""
    assert first_passed_on(unknown, unknown, asked) == asked


def test_values_of_ids_that_nothing_has_do_not_reach_streamlit() -> None:
    """A page that reads all of `st.session_state` fails on them."""
    given, passed_on = BackMsg(), BackMsg()
    for message in (given, passed_on):
        message.rerun_script.query_string = "images=5"
        message.rerun_script.widget_states.widgets.add(id="$$ID-1-None", string_value="box")
        add_move(message.rerun_script.widget_states, "$$ID-2-panel", 0, {"images": "2000"}, number=1)
    for id_ in ("", "plan", "$$WIDGET"):
        given.rerun_script.widget_states.widgets.add(id=id_, bool_value=True)
    assert first_passed_on(given) == passed_on
