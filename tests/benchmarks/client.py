"""A Streamlit session over its websocket: what a browser tab sends and receives, without the drawing.

A move sends the state of the slider alone; the server keeps the state of the other widgets.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.hand import add_move
from ui.panel.panel import NAME

SLIDER = "Images per day"
"""The label of the slider that is moved, in both apps."""
_LONGEST_RUN = 40.0
"""Seconds to wait for one message."""


class Run(NamedTuple):
    """One run of the script, as its tab saw it."""

    milliseconds: float
    """From the request to the end of the run."""
    size: int
    """Bytes of the messages received meanwhile."""
    messages: int


class Session:
    """One open tab."""

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        self.id = ""
        """Of the session, which uploads name."""
        self.said: list[str] = []
        """What the page says in notices since it last ran."""
        self._socket = socket
        self._page = ""
        self._name = page
        self._query = query
        self._headline = ""
        self._slider: Slider | None = None
        self._panel: dict[str, Any] = {}
        self._id = ""
        """Of the panel, where the page has one instead of the slider."""
        self._places: Iterator[int] = iter(())
        self._uploader = ""
        """Id of the box that takes files, where the page has one."""

    async def go(self, page: str) -> Run:
        """Open another page in the same tab."""
        self._name, self._page = page, ""
        return await self.load()

    async def load(self) -> Run:
        """Run the script for the first time."""
        message = BackMsg()
        message.rerun_script.page_name = self._name
        run = await self._run(message)
        if self._slider is not None:
            self._places = _along_the_slider(self._slider)
        elif self._panel:
            stops = self._panel["stops"]
            self._places = _there_and_back(stops.index(self._panel["values"]["images"]), len(stops) - 1)
        return run

    async def move(self) -> Run:
        """Move the slider by one step; raises if the headline metric stays what it was."""
        if self._slider is None and not self._panel:
            raise RuntimeError(f"no slider named {SLIDER}")
        place, before = next(self._places), self._headline
        message = BackMsg()
        states = message.rerun_script.widget_states
        if self._slider is None:
            add_move(states, self._id, self._panel["place"], {"images": str(self._panel["stops"][place])})
        else:
            state = states.widgets.add(id=self._slider.id)
            state.double_array_value.data.append(self._slider.min + place * self._slider.step)
        run = await self._run(message)
        if self._headline == before:
            raise RuntimeError(f"the headline stayed {before} when the slider moved")
        return run

    async def show_files(self, names: Iterable[str]) -> Run:
        """Run the page with the files that were uploaded under these ids."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add(id=self._uploader).file_uploader_state_value
        for name in names:
            state.uploaded_file_info.add(file_id=name, name=name)
        return await self._run(message)

    async def _run(self, message: BackMsg) -> Run:
        """Ask for a run, in the address that the server set last, and read it to its end."""
        self.said = []
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self._page
        size = messages = 0
        metrics: list[str] = []
        begin = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            async with asyncio.timeout(_LONGEST_RUN):
                received = await self._socket.recv(decode=False)
            size += len(received)
            messages += 1
            answer = ForwardMsg.FromString(received)
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self._page = answer.new_session.page_script_hash
                self.id = answer.new_session.initialize.session_id
            elif kind == "navigation":
                self._page = answer.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = answer.page_info_changed.query_string
            elif kind == "delta":
                element = answer.delta.new_element
                if element.HasField("exception"):
                    raise RuntimeError(f"the page shows an error: {element.exception.message}")
                if element.HasField("metric"):
                    metrics.append(element.metric.body)
                elif element.bidi_component.component_name == NAME:
                    self._id, self._panel = element.bidi_component.id, json.loads(element.bidi_component.json)[0]
                    metrics.append(self._panel["figure"]["value"])
                elif element.HasField("file_uploader"):
                    self._uploader = element.file_uploader.id
                elif element.HasField("alert"):
                    self.said.append(element.alert.body)
                elif element.HasField("slider") and element.slider.label == SLIDER:
                    self._slider = element.slider
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        milliseconds = 1_000 * (time.perf_counter() - begin)
        self._headline = metrics[0] if metrics else ""
        return Run(milliseconds, size, messages)


@asynccontextmanager
async def opened(address: str, page: str = "", query: str = "", cookie: str = "") -> AsyncIterator[Session]:
    """A session of a page of the app at an address, its first run done."""
    async with connected(address, page, query, cookie) as session:
        await session.load()
        yield session


@asynccontextmanager
async def connected(
    address: str, page: str = "", query: str = "", cookie: str = "", source: str = "127.0.0.1"
) -> AsyncIterator[Session]:
    """A session that has run nothing yet, opened from an address of this machine."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    headers = {"Cookie": cookie} if cookie else {}
    async with connect(
        stream,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=headers,
        max_size=None,
        compression=None,
        local_addr=(source, 0),
    ) as socket:
        yield Session(socket, page, query)


def _along_the_slider(slider: Slider) -> Iterator[int]:
    place = round((slider.default[0] - slider.min) / slider.step)
    return _there_and_back(place, round((slider.max - slider.min) / slider.step))


def _there_and_back(place: int, last: int) -> Iterator[int]:
    """Places one step apart, up from the present one to the last, down to the first, and so on."""
    step = 1
    while True:
        if not 0 <= place + step <= last:
            step = -step
        place += step
        yield place
