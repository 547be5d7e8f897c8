"""However many sessions a tab loses, the id that its browser keeps names the first."""

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from compat.lost_session import TAB_HEADER, session_asked_for
from compat.websocket import SessionRecovery
from tests import aside


def told(session: str, asked: str) -> tuple[str, str, str]:
    """What a browser that asks for a session is told it has got; what Streamlit is asked for, and the tab it sees."""
    seen: list[Headers] = []
    sent: list[bytes] = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(Headers(scope=scope))
        for _ in range(2):
            begun = ForwardMsg()
            begun.new_session.initialize.session_id = session
            await send({"type": "websocket.send", "bytes": begun.SerializeToString()})
            await send(
                {
                    "type": "websocket.send",
                    "bytes": ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString(),
                }
            )

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message["bytes"])

    protocols = f"streamlit, token, {asked}" if asked else "streamlit, token"
    headers = [(b"sec-websocket-protocol", protocols.encode()), (TAB_HEADER.lower().encode(), b"claimed")]
    aside.run(SessionRecovery(streamlit)({"type": "websocket", "headers": headers}, receive, send))
    ids = [ForwardMsg.FromString(data).new_session.initialize.session_id for data in sent]
    assert ids[0] == ids[2]
    (seen_headers,) = seen
    return ids[0], session_asked_for(seen_headers["sec-websocket-protocol"]), seen_headers.get(TAB_HEADER, "")


def test_each_later_session_names_the_first_of_its_tab() -> None:
    assert told("first", "") == ("first", "", "")
    assert told("second", "first") == ("second.first", "first", "first")
    assert told("third", "second.first") == ("third.first", "second", "first")
    assert told("third", "third.first") == ("third.first", "third", "first"), "found again"
    assert told("first", "first") == ("first", "first", "first")
