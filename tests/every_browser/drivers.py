"""Three browsers behind the same few verbs: Chromium by Playwright, Firefox by WebDriver BiDi, WebKit by WebDriver.

Debian's Firefox and WebKit have no driver that Playwright knows, and the verbs are few enough to be sent by hand.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx
from playwright.sync_api import Page
from websockets.sync.client import ClientConnection, connect

from tests.browsing import SCREEN, chromium
from tests.server import free_port

_Opened = TypeVar("_Opened")
_START = 60.0
"""Seconds that a browser may take until it listens."""
_ANSWER = 120.0
"""And until it has answered a command."""
_FIREFOX = ("firefox-esr", "firefox")
_MINI_BROWSER = "webkit2gtk-4.1/MiniBrowser"
_LIBRARIES = (Path("/usr/lib/x86_64-linux-gnu"), Path("/usr/lib/aarch64-linux-gnu"), Path("/usr/libexec"))
_KEYS = {"Enter": "\ue007", "ArrowRight": "\ue014", "Escape": "\ue00c"}
"""Names of keys, and the characters that stand for them in WebDriver."""


class Missing(Exception):
    """A program that is not installed."""


class Driver(Protocol):
    """A tab of a browser."""

    def open(self, address: str) -> None: ...

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, which JSON can carry."""

    def click(self, x: float, y: float) -> None: ...

    def press(self, keys: str) -> None:
        """Press a key by its name, or type a text."""


class Playwrights:
    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        self._page.goto(address)

    def evaluate(self, expression: str) -> Any:
        return self._page.evaluate(f"() => ({expression})")

    def click(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def press(self, keys: str) -> None:
        if keys in _KEYS:
            self._page.keyboard.press(keys)
        else:
            self._page.keyboard.type(keys)


class BiDi:
    """WebDriver BiDi: commands as messages of a websocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._send("session.new", {"capabilities": {}})
        self._context = self._send("browsingContext.getTree", {})["contexts"][0]["context"]
        self._send("browsingContext.setViewport", {"context": self._context, "viewport": dict(SCREEN)})

    def open(self, address: str) -> None:
        self._send("browsingContext.navigate", {"context": self._context, "url": address, "wait": "complete"})

    def evaluate(self, expression: str) -> Any:
        target = {"context": self._context}
        asked = {"expression": f"JSON.stringify(({expression}) ?? null)", "target": target, "awaitPromise": True}
        answer = self._send("script.evaluate", asked)
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def click(self, x: float, y: float) -> None:
        self._send("input.performActions", {"context": self._context, "actions": _click(x, y)})

    def press(self, keys: str) -> None:
        self._send("input.performActions", {"context": self._context, "actions": _typed(keys)})

    def _send(self, method: str, parameters: Mapping[str, object]) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(_ANSWER))
            if answer.get("id") == self._number:
                break
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]


class WebDriver:
    """WebDriver: commands as requests over HTTP."""

    def __init__(self, client: httpx.Client, options: Mapping[str, object]) -> None:
        self._client = client
        self._session = ""
        answer = self._send("/session", {"capabilities": {"alwaysMatch": dict(options)}})
        self._session = f"/session/{answer['sessionId']}"
        self._send("/window/rect", dict(SCREEN))

    def open(self, address: str) -> None:
        self._send("/url", {"url": address})

    def evaluate(self, expression: str) -> Any:
        return self._send("/execute/sync", {"script": f"return ({expression})", "args": []})

    def click(self, x: float, y: float) -> None:
        self._send("/actions", {"actions": _click(x, y)})

    def press(self, keys: str) -> None:
        self._send("/actions", {"actions": _typed(keys)})

    def close(self) -> None:
        self._client.delete(self._session)

    def _send(self, path: str, body: Mapping[str, object]) -> Any:
        answer = self._client.post(self._session + path, json=body)
        value = answer.json()["value"]
        if answer.is_error:
            raise RuntimeError(f"{path}: {value['error']}: {value['message']}")
        return value


def _click(x: float, y: float) -> list[dict[str, object]]:
    """The actions of a click, as both protocols take them."""
    move = {"type": "pointerMove", "x": round(x), "y": round(y), "origin": "viewport"}
    buttons = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [move, *buttons]}]


def _typed(keys: str) -> list[dict[str, object]]:
    pressed = [_KEYS[keys]] if keys in _KEYS else list(keys)
    actions = [{"type": kind, "value": key} for key in pressed for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": actions}]


@contextmanager
def _chromium() -> Iterator[Driver]:
    if not (shutil.which("chromium-headless-shell") or shutil.which("chromium")):
        raise Missing("chromium-headless-shell")
    with chromium() as browser:
        yield Playwrights(browser.new_page(viewport=SCREEN))


@contextmanager
def _firefox() -> Iterator[Driver]:
    program = next(filter(None, map(shutil.which, _FIREFOX)), None)
    if program is None:
        raise Missing(_FIREFOX[0])
    port = free_port()
    with ExitStack() as stack:
        profile = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        command = [program, "--headless", "--no-remote", "--profile", profile, f"--remote-debugging-port={port}"]
        stack.enter_context(_running([*command, "about:blank"], os.environ))
        socket = _as_soon_as_it_listens(lambda: connect(f"ws://127.0.0.1:{port}/session", max_size=None, proxy=None))
        yield BiDi(stack.enter_context(socket))


@contextmanager
def _webkit() -> Iterator[Driver]:
    program = shutil.which("WebKitWebDriver")
    browser = next(filter(Path.is_file, (folder / _MINI_BROWSER for folder in _LIBRARIES)), None)
    if program is None or browser is None:
        raise Missing("webkit2gtk-driver")
    with ExitStack() as stack:
        environment = dict(os.environ)
        if "DISPLAY" not in environment:
            environment["DISPLAY"] = stack.enter_context(_screen())
        port = free_port()
        stack.enter_context(_running([program, f"--port={port}"], environment))
        client = stack.enter_context(
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_ANSWER, trust_env=False)
        )
        _as_soon_as_it_listens(lambda: client.get("/status"))
        options = {"binary": str(browser), "args": ["--automation"]}
        driver = WebDriver(client, {"webkitgtk:browserOptions": options})
        stack.callback(driver.close)
        yield driver


@contextmanager
def _screen() -> Iterator[str]:
    """The name of a screen that nobody sees; WebKit draws on no other."""
    program = shutil.which("Xvfb")
    if program is None:
        raise Missing("xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with _running(command, os.environ, (writing,)), os.fdopen(reading) as number:
        os.close(writing)
        yield f":{number.readline().strip()}"


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], files: tuple[int, ...] = ()) -> Iterator[None]:
    output = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=output, stderr=output, pass_fds=files) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _as_soon_as_it_listens(opened: Callable[[], _Opened]) -> _Opened:
    deadline = time.monotonic() + _START
    while True:
        try:
            return opened()
        except (OSError, httpx.TransportError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


BROWSERS = {"Chromium": _chromium, "Firefox": _firefox, "WebKit": _webkit}
"""Each opens a browser with one tab, and closes it again; raises Missing."""
