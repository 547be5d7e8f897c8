"""What a person waits for, timed inside the page by `probe.js`, in milliseconds."""

import json
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests.benchmarks.client import SLIDER
from tests.browsing import headline

_PROBE = Path(__file__).with_name("probe.js")
_CHARTS = ".vega-embed svg, .js-plotly-plot .trace path"
_REST = 1_000
"""Milliseconds for the server and the page to come to rest."""
_BLOCK = 5
"""Moves of one app before it is the other's turn."""
_WARM_UP = 4
_EDGE = 22
"""Pixels from the end of a range of the panel to the middle of its handle there."""


class Moves(NamedTuple):
    """The times of one app's moves."""

    headline: list[float]
    """From the key press to the changed text of the first metric; empty where a move leaves it."""
    chart: list[float]
    """From the key press to the first chart drawn with other bars or labels, or with the same in other places."""


def first_loads(browser: Browser, addresses: Sequence[str], loads: int) -> list[float]:
    """Median from the start of the navigation to the first metric, each load in a fresh context."""
    times: list[list[float]] = [[] for _ in addresses]
    for _ in range(loads):
        for address, found in zip(addresses, times, strict=True):
            page = _opened(browser, address)
            found.append(page.evaluate("benchmark.loaded"))
            page.context.close()
    return [median(found) for found in times]


class Place(NamedTuple):
    """A page with a slider."""

    address: str
    slider: str = SLIDER
    looks: tuple[str, ...] = Moves._fields
    """What a move of it changes."""


def key_moves(browser: Browser, places: Sequence[Place], moves: int, seconds: float) -> list[Moves]:
    """Press an arrow key on the slider, right and left in turn, each time as soon as headline and chart have answered.

    Starts no new turn once the time is used up.
    """
    deadline = time.monotonic() + seconds
    pages = [_opened(browser, place.address, place.looks) for place in places]
    keys = [cycle(("ArrowRight", "ArrowLeft")) for _ in pages]
    seen: list[list[dict[str, float]]] = [[] for _ in pages]
    for page, of_page, place in zip(pages, keys, places, strict=True):
        page.bring_to_front()
        page.wait_for_selector(_CHARTS, state="attached")
        page.wait_for_timeout(_REST)
        for button in page.get_by_role("button", name="Change the plan").filter(visible=True).all():
            button.click()
        page.get_by_role("slider", name=place.slider).focus()
        _press(page, islice(of_page, _WARM_UP))
    while not seen[-1] or (len(seen[-1]) < moves and time.monotonic() < deadline):
        for page, of_page, found in zip(pages, keys, seen, strict=True):
            page.bring_to_front()
            found.extend(_press(page, islice(of_page, _BLOCK)))
    for page in pages:
        page.context.close()
    return [Moves(*([move[look] for move in found if look in move] for look in Moves._fields)) for found in seen]


class Drag(NamedTuple):
    """What a slider sends while a mouse drags it."""

    messages: int
    """Of the whole drag, its release with it."""
    seconds: float


def drag(browser: Browser, place: Place, steps: int = 60) -> Drag:
    """Drag the handle of the slider to the right for about two seconds; every message starts a run at most."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    sent: list[float] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(time.monotonic())))
    page.goto(place.address, wait_until="commit")
    headline(page)
    page.wait_for_timeout(_REST)
    slider = page.get_by_role("slider", name=place.slider)
    box = slider.bounding_box()
    assert box is not None
    x, y = box["x"] + _EDGE, box["y"] + box["height"] / 2
    x += (box["width"] - 2 * _EDGE) * float(slider.evaluate("range => range.value / range.max"))
    before, begin = len(sent), time.monotonic()
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + 3 * step, y)
        page.wait_for_timeout(30)
    seconds = time.monotonic() - begin
    page.mouse.up()
    page.wait_for_timeout(_REST)
    page.context.close()
    return Drag(len(sent) - before, seconds)


def _opened(browser: Browser, address: str, looks: Sequence[str] = Moves._fields) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(f"window.benchmarkLooks = {json.dumps(looks)}")
    page.add_init_script(path=_PROBE)
    page.goto(address, wait_until="commit")
    headline(page)
    return page


def _press(page: Page, keys: Iterator[str]) -> list[dict[str, float]]:
    found = []
    for key in keys:
        page.keyboard.press(key)
        found.append(page.evaluate("benchmark.moved()"))
    page.wait_for_timeout(_REST)
    return found
