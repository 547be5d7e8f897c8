"""A browser tab through nginx: the page, its websocket, and Save, as Streamlit's own script speaks it."""

import asyncio
import re

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

_LONGEST_WAIT = 30.0
"""Seconds for one message."""
_FORM = "the form behind Save"
_TOKEN = re.compile(r"_streamlit_xsrf=([^;]+)")
_SHORT_LINK = re.compile(r"(https?://\S+)/s/([\w-]{22})")


class Tab:
    """One open page with a plan."""

    def __init__(self, address: str, query: str, cookie: str = "", session_id: str = "") -> None:
        self.address = address
        self.query = query
        self.cookie = cookie
        self.session_id = session_id
        self.headline = ""
        self.saved: list[str] = []
        """Ids of what the page said is saved."""
        self._said: list[str] = []
        self._page = ""
        self._widgets: dict[str, str] = {}
        self._socket: ClientConnection | None = None

    async def open(self, client: httpx.AsyncClient) -> None:
        """Get the page, and with it the owner's cookie; connect and run it once."""
        page = await client.get(f"{self.address}/?{self.query}")
        page.raise_for_status()
        self.cookie = page.headers["set-cookie"].partition(";")[0]
        await self.connect()

    async def connect(self) -> None:
        """Connect, as after a broken connection if there was one, and run the page once."""
        self._socket = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol(name) for name in ("streamlit", self._token(), self.session_id) if name],
            additional_headers={"Cookie": self.cookie},
            origin=Origin(self.address),
            max_size=None,
        )
        self._page = ""
        await self._run(self._message())

    def _token(self) -> str:
        """What shows that a page of this server opens the connection; without it nobody is signed in."""
        found = _TOKEN.search(self.cookie)
        return found[1] if found else "none"

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()

    def has_widget(self, label: str) -> bool:
        """Whether the page has shown a control with this label since it was forgotten."""
        return label in self._widgets

    def forget_widgets(self, label: str) -> None:
        self._widgets.pop(label, None)

    async def open_save_form(self) -> None:
        message = self._message()
        message.rerun_script.widget_states.widgets.add(id=self._widgets[_FORM], bool_value=True)
        await self._run(message)

    async def save(self, name: str) -> None:
        """Fill in the form and press Save; raises unless the page says that it is saved."""
        self._said = []
        message = self._message()
        states = message.rerun_script.widget_states.widgets
        states.add(id=self._widgets[_FORM], bool_value=True)
        for label, text in {"Name": name, "Note": f"About {name}", "Tags, with commas between": "tests"}.items():
            states.add(id=self._widgets[label], string_value=text)
        states.add(id=self._widgets["Save"], trigger_value=True)
        await self._run(message)
        links = list(filter(None, map(_SHORT_LINK.search, self._said)))
        if not links or not any(said.startswith("Saved.") for said in self._said):
            raise RuntimeError(f"the page did not say that {name} is saved, but: {self._said}")
        assert links[0][1] == self.address
        self.saved.append(links[0][2])

    def _message(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.context_info.url = f"{self.address}/"
        return message

    async def _run(self, message: BackMsg) -> None:
        """Ask for a run and read it to its end; raises ConnectionClosed if the planner goes away."""
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())
        first = True
        while True:
            async with asyncio.timeout(_LONGEST_WAIT):
                answer = ForwardMsg.FromString(await self._socket.recv(decode=False))
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self._page = answer.new_session.page_script_hash
                self.session_id = answer.new_session.initialize.session_id
            elif kind == "page_info_changed":
                self.query = answer.page_info_changed.query_string
            elif kind == "delta" and answer.delta.HasField("add_block"):
                if answer.delta.add_block.HasField("popover") and answer.delta.add_block.popover.label == "Save":
                    self._widgets[_FORM] = answer.delta.add_block.popover.id
            elif kind == "delta":
                first = self._look(answer, first)
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _look(self, answer: ForwardMsg, first: bool) -> bool:
        """Keep what an element says; whether the headline is still to come."""
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"the page shows an error: {element.exception.message}")
        if kind in ("text_input", "text_area", "button"):
            widget = getattr(element, kind)
            self._widgets[widget.label] = widget.id
        elif kind in ("alert", "code"):
            text = element.alert.body if kind == "alert" else element.code.code_text
            self._said.append(text.replace("\\", ""))
        elif kind == "metric" and first:
            self.headline = element.metric.body
            return False
        return first
