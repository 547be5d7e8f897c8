"""The figure in the first response: the cost of the scenario in the address, shown until Streamlit has drawn the page.

Streamlit's HTML gets a title and tags for crawlers and, above its root element, a block with the headline, the chart
and the main lines. The block is in a closed shadow root, so that styles and tests of the page do not affect it; without
scripts it stays. It is computed once for each query; if that takes too long, or a client or all together ask for too
many, the page is sent without it.
"""

import asyncio
import datetime as dt
import html
import re
import time
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from compat.connection import client
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.compare.advice import advise, without_advice
from pricing.compare.live import cheapest_live
from pricing.compare.messages import WITHOUT_OWN_COSTS
from pricing.compare.opening import compared
from pricing.compare.table import compare
from pricing.decide.savings import first, savings
from pricing.prices import PriceBookError, PriceBooks
from pricing.scenario import in_words, link
from pricing.scenario.faults import Problem
from pricing.scenario.scenario import Scenario
from pricing.settings import SettingError
from pricing.wording import figures
from pricing.wording.languages import tag
from pricing.wording.messages import words
from ui.drawing import claims
from ui.drawing.headline import headline
from ui.drawing.months_svg import Drawing
from ui.state import catalogue
from ui.state.address import without_extras
from web import messages
from web.api import error_page, read_link
from web.bill_lines import lines
from web.html import base_address, card_language, rendered, with_keys
from web.limits import Paces
from web.summary import drawing, scenario_card
from web.workers import FIGURES, Busy

PAGES = ("/", "/compare", "/decide", "/actual", "/scenarios", "/prices")
"""The paths of the pages."""
_WITH_MONTHS = ("/", "/decide", "/actual")
"""The pages whose block has the chart of the months."""
_FIGURE, _TITLED = "[data-testid=stMetricValue]", "h1"
"""Selectors of the element with which a page replaces the block."""
LONGEST_WAIT = 0.5
"""Seconds after which the page is sent without the block."""
AT_FIRST, A_SECOND = 30, 1
"""Blocks that are computed for a client at once, and how many a second then."""
MOST_UNDER_WAY = 8
"""Blocks that are computed, or wait for it, at one time, so that other computed answers do not wait for them."""
_MOST_KNOWN = 256
_ROOT = b'<div id="root">'
_LANGUAGE = b'<html lang="en">'
_TITLE = re.compile(rb"<title>[^<]*</title>")
_WITHOUT_SCRIPTS = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
"""Streamlit's notice for browsers without scripts, which is removed: they have the block."""
_DESCRIPTION = b'href="./_stcore/agent/openapi.json"'
_OF_BARE_PAGE = {b"if-none-match", b"if-modified-since", b"range", b"if-range"}
"""Headers that ask for a part of the bare page, or for it only if it changed; messengers ask for the first bytes."""


class FirstContent(NamedTuple):
    """The content of the first response."""

    title: str
    description: str
    query: str
    """The query string of the scenario, for its card; empty without a scenario."""
    block: str
    """HTML."""


_Address = tuple[str, str, dt.date, str]
"""Path, query string, day and language of a block."""


class _Contents:
    """A cache of computed blocks; of simultaneous requests for one address, only the first computes."""

    def __init__(self) -> None:
        self._known: dict[_Address, FirstContent | None] = {}
        self._under_way: dict[_Address, asyncio.Task[FirstContent | None]] = {}
        self._paces = Paces(AT_FIRST, A_SECOND)

    async def content(self, address: _Address, sender: str) -> FirstContent | None:
        """The content for an address; None if there is none, if it takes too long, or if too many were asked for.

        Raises Busy, PriceBookError and SettingError.
        """
        if address in self._known:
            # Removed and added again, so that the first entry is the one that was asked for longest ago.
            content = self._known[address] = self._known.pop(address)
            return content
        if address not in self._under_way:
            full = len(self._under_way) >= MOST_UNDER_WAY
            if full or self._paces.wait(sender, time.monotonic(), longest=0) is None:
                return None
            task = self._under_way[address] = asyncio.create_task(self._compute(address))
            task.add_done_callback(lambda _: self._under_way.pop(address))
        try:
            return await asyncio.wait_for(asyncio.shield(self._under_way[address]), LONGEST_WAIT)
        except TimeoutError:
            return None

    async def _compute(self, address: _Address) -> FirstContent | None:
        async def never() -> Message:
            await asyncio.Event().wait()
            raise AssertionError

        content = self._known[address] = await FIGURES.run(
            Request({"type": "http"}, never), partial(_page_content, *address[:3])
        )
        if len(self._known) > _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        return content


class FirstFigure:
    """Insert the figure of the address into the served page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._contents = _Contents()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"] not in PAGES:
            await self.app(scope, receive, send)
            return
        content = await self._content(scope)
        if content is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        whole = [pair for pair in scope["headers"] if pair[0] not in _OF_BARE_PAGE]
        # The length in the headers of HEAD is that of the page for GET.
        scope = {**scope, "method": "GET", "headers": whole}
        start: Message | None = None
        body = b""

        async def collected(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            headers = MutableHeaders(scope=start)
            if start["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
                body = _inserted(body, content, base_address(request), scope["path"])
                del headers["etag"], headers["last-modified"], headers["accept-ranges"]
                headers["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else body})

        await self.app(scope, receive, collected)

    async def _content(self, scope: Scope) -> FirstContent | None:
        """The content for an address; None if computing it takes too long or fails."""
        query = scope["query_string"].decode("latin-1")
        # The page ignores what is too long to be a link.
        if len(query) > link.LONGEST_QUERY:
            return None
        try:
            address = scope["path"], query, catalogue.today(), figures.reader().language
            return await self._contents.content(address, client(scope))
        except (Busy, PriceBookError, SettingError):
            return None


def _inserted(page: bytes, content: FirstContent, base: str | None, path: str) -> bytes:
    """A page with its title, its tags and the block."""
    tags = {
        "og:type": "website",
        "og:site_name": words(messages.product()),
        "og:title": content.title,
        "og:description": content.description,
    }
    if base and content.query:
        tags |= {
            "og:url": f"{base}{path}?{content.query}",
            "og:image": with_keys(f"{base}/card.png?{content.query}", card_language()),
            "og:image:type": "image/png",
        }
        tags |= {"og:image:width": "1200", "og:image:height": "630"}
    head = f"<title>{html.escape(content.title)}</title>"
    head += f'<meta name="description" content="{html.escape(content.description)}">'
    head += "".join(f'<meta property="{name}" content="{html.escape(text)}">' for name, text in tags.items())
    if "og:image" in tags:
        head += '<meta name="twitter:card" content="summary_large_image">'
    page = _WITHOUT_SCRIPTS.sub(b"", page).replace(_DESCRIPTION, b'href="/openapi.json"', 1)
    page = page.replace(_LANGUAGE, f'<html lang="{tag(figures.reader())}">'.encode(), 1)
    page = _TITLE.sub(lambda _: head.encode(), page, count=1)
    return page.replace(_ROOT, content.block.encode() + _ROOT, 1)


def _page_content(path: str, query: str, today: dt.date) -> FirstContent | None:
    """None for a query that is too long to be read here: the page reads what it knows of it.

    Raises PriceBookError and SettingError.
    """
    books = catalogue.checked_books()
    pairs = link.pairs(query)
    if isinstance(pairs, Problem):
        return None
    reading = link.read(without_extras(pairs), books, today)
    scenario = reading.scenario
    if scenario is None:
        title = words(messages.link_not_usable())
        texts = [str(problem) for problem in reading.problems]
        return FirstContent(title, texts[0][:300], "", _block(title, _TITLED, None, texts, None, (), ""))
    with figures.in_currency(scenario.currency):
        return _scenario_content(path, scenario, books, today)


def _scenario_content(path: str, scenario: Scenario, books: PriceBooks, today: dt.date) -> FirstContent:
    whole = estimate(scenario, books)
    months = forecast(whole)
    prices = in_words.priced_at(scenario)
    title = words(messages.title(claims.subject(whole), claims.volume(scenario), prices))
    texts, rows, rows_title = _main_content(path, scenario, whole, books, today)
    chart = drawing(whole, months) if path in _WITH_MONTHS else None
    awaits = _FIGURE if path in (*_WITH_MONTHS, "/compare") else _TITLED
    shown = headline(whole, months, None, today)
    block = _block(title, awaits, shown.figure, texts, chart, rows, rows_title)
    cost = shown.figure.value
    if whole.per_month is not None and shown.living:
        cost = words(messages.a_month(whole.per_month))
    return FirstContent(cost, claims.in_one_line(whole, today), _query(scenario), block)


def _query(scenario: Scenario) -> str:
    return link.query_string(link.write(scenario))


def _main_content(
    path: str, scenario: Scenario, whole: Estimate, books: PriceBooks, today: dt.date
) -> tuple[list[str], Sequence[tuple[str, ...]], str]:
    """The main content of a page: sentences, the rows of a table, and its title."""
    if path == "/compare":
        table = compare(compared(scenario, books, today), books)
        live = cheapest_live(table, books, today)
        advice = advise(table, live, books, today)
        if advice is None:
            texts = list(map(words, without_advice(table, live, books, today)))
        else:
            texts = [words(advice.headline), words(messages.a_month(advice.cost)), *map(words, advice.because)]
        if whole.own:
            texts.append(words(WITHOUT_OWN_COSTS))
        rows = [(row.label, figures.money(row.per_month)) for row in table.priced]
        heads = words(messages.service()), words(messages.cost_a_month())
        return texts, [heads, *rows], words(messages.on_each_service())
    if path == "/decide":
        ways = first(savings(scenario, books, today))
        return [claims.brief_saving(way) for way in ways], (), ""
    if path in ("/scenarios", "/prices"):
        return [], (), ""
    return [], lines(whole), words(messages.the_bill())


def _block(
    title: str,
    awaits: str,
    figure: claims.Figure | None,
    texts: Sequence[str],
    chart: Drawing | None,
    rows: Sequence[tuple[str, ...]],
    rows_title: str,
) -> str:
    """The HTML of the block, which stays until the page has an element that `awaits` selects."""
    return rendered(
        "first_figure.html",
        title=title,
        awaits=awaits,
        figure=figure,
        texts=texts,
        chart=chart,
        rows=rows,
        rows_title=rows_title,
    )


def picture(request: Request) -> Response:
    """The card of an unsaved scenario, as a PNG."""
    reading = read_link(request)
    if reading.scenario is None:
        return error_page(reading)
    whole = estimate(reading.scenario, catalogue.price_books())
    image = scenario_card(words(messages.product()), whole, catalogue.today())
    return Response(image, media_type="image/png", headers={"Cache-Control": "public, max-age=300"})


ROUTES = [Route("/card.png", FIGURES.answers(picture))]
MIDDLEWARE = [Middleware(FirstFigure)]
