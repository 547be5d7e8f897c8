"""What a link costs whoever has never been here, on a line of 10 Mbit/s and 40 ms; and the same with a warm cache.

Chromium slows the line down by itself. The apps take turns.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext

_PROBE = Path(__file__).with_name("probe.js")
_LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
_LONGEST = 90_000
"""Milliseconds that a load may take."""
_REST = 1_500
"""Milliseconds in which what comes after the first chart is asked for."""


class Load(NamedTuple):
    """One load of a page."""

    size: float
    """Bytes received, headers too, as they went over the line."""
    headline: float
    """Milliseconds from the start of the navigation to the first metric."""
    chart: float
    """And to the first chart."""


def loads(browser: Browser, addresses: Sequence[str], times: int) -> list[tuple[Load, Load]]:
    """Medians for each address: of the first load of a browser that knows nothing, and of the second."""
    found: list[list[tuple[Load, Load]]] = [[] for _ in addresses]
    for _ in range(times):
        for address, of_address in zip(addresses, found, strict=True):
            with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
                of_address.append((_load(context, address), _load(context, address)))
    return [(_median([cold for cold, _ in each]), _median([warm for _, warm in each])) for each in found]


def _load(context: BrowserContext, address: str) -> Load:
    page = context.new_page()
    sizes: list[float] = []
    line = context.new_cdp_session(page)
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on("Network.webSocketFrameReceived", lambda event: sizes.append(_frame(event["response"])))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", _LINE)
    page.add_init_script(path=_PROBE)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => benchmark.loaded !== null && benchmark.drawn !== null", timeout=_LONGEST)
    page.wait_for_timeout(_REST)
    seen = page.evaluate("() => [benchmark.loaded, benchmark.drawn]")
    page.close()
    return Load(sum(sizes), *seen)


def _frame(frame: dict[str, object]) -> float:
    """Bytes of a message; a binary one is told in base64."""
    text = str(frame["payloadData"])
    return len(text) * (3 / 4 if frame["opcode"] == 2 else 1)


def _median(found: Sequence[Load]) -> Load:
    return Load(*(median(values) for values in zip(*found, strict=True)))
