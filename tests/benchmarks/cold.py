"""What a link costs whoever has never been here, at a desk and on a phone; and the same with a warm cache.

Chromium slows line and processor down by itself. The apps take turns.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, ViewportSize

from tests.benchmarks.client import SLIDER
from tests.browsing import PHONE

_PROBE = Path(__file__).with_name("probe.js")
_LONGEST = 240_000
"""Milliseconds that a load may take."""
_REST = 1_500
"""Milliseconds in which what comes after the first chart is asked for."""


class Device(NamedTuple):
    """Whose line and processor are imitated."""

    name: str
    screen: ViewportSize
    megabits: float
    """A second, both ways."""
    latency: int
    """Milliseconds there and back."""
    slower: int
    """How many times slower the processor is."""


DESK = Device("", {"width": 1440, "height": 900}, 10, 40, 1)
HAND = Device("phone: ", PHONE, 1.6, 150, 4)


class Load(NamedTuple):
    """One load of a page."""

    size: float
    """Bytes received, headers too, as they went over the line."""
    headline: float
    """Milliseconds from the start of the navigation to the first headline."""
    chart: float
    """And to the first chart."""
    answer: float
    """And until the first move of the slider has changed the headline."""


def loads(browser: Browser, addresses: Sequence[str], times: int, device: Device) -> list[tuple[Load, Load]]:
    """Medians for each address: of the first load of a browser that knows nothing, and of the second."""
    found: list[list[tuple[Load, Load]]] = [[] for _ in addresses]
    for _ in range(times):
        for address, of_address in zip(addresses, found, strict=True):
            with browser.new_context(viewport=device.screen) as context:
                of_address.append((_load(context, address, device), _load(context, address, device)))
    return [(_median([cold for cold, _ in each]), _median([warm for _, warm in each])) for each in found]


def _load(context: BrowserContext, address: str, device: Device) -> Load:
    page = context.new_page()
    sizes: list[float] = []
    line = context.new_cdp_session(page)
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on("Network.webSocketFrameReceived", lambda event: sizes.append(_frame(event["response"])))
    line.send("Network.enable")
    rate = device.megabits * 1e6 / 8
    speed = {"latency": device.latency, "downloadThroughput": rate, "uploadThroughput": rate}
    line.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    line.send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
    page.add_init_script("window.benchmarkLooks = ['headline']")
    page.add_init_script(path=_PROBE)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => benchmark.ready !== null && benchmark.drawn !== null", timeout=_LONGEST)
    page.get_by_role("slider", name=SLIDER).focus()
    page.keyboard.press("ArrowRight")
    moved = page.evaluate("benchmark.moved().then(() => performance.now())")
    page.wait_for_timeout(_REST)
    headline, chart = page.evaluate("() => [benchmark.loaded, benchmark.drawn]")
    page.close()
    return Load(sum(sizes), headline, chart, moved)


def _frame(frame: dict[str, object]) -> float:
    """Bytes of a message; a binary one is told in base64."""
    text = str(frame["payloadData"])
    return len(text) * (3 / 4 if frame["opcode"] == 2 else 1)


def _median(found: Sequence[Load]) -> Load:
    return Load(*(median(values) for values in zip(*found, strict=True)))
