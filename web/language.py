"""The language of an answer: `lang` in the address, or for pages the reader's cookie, or what the browser prefers.

Data and files without `lang` are in English, as programs request them too.
"""

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pricing.scenario.faults import Problem
from pricing.wording.figures import ENGLISH, reading_in
from pricing.wording.languages import code, languages, tag
from ui.state.address import LANGUAGE
from ui.state.readers_language import COOKIE, chosen
from web import messages
from web.errors import answer
from web.middleware import remember

_FILES = ("/api/", "/export/", "/card.png", "/openapi.json", "/healthz", "/readyz", "/mcp")
_OWN_PAGES = ("/s/", "/embed/", "/print/")
_A_YEAR = 365 * 24 * 3600


class ReadersLanguage:
    """Set the language of each answer, and store the language of a page's address in the cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        code_asked = request.query_params.get(LANGUAGE)
        known = languages().get(code_asked or "")
        strict = scope["path"].startswith((*_FILES, *_OWN_PAGES))
        if code_asked is not None and known is None and strict:
            problem = Problem(LANGUAGE, code_asked[:200], messages.languages_taken(list(languages())))
            await answer(request, 422, problem, messages.link_not_usable())(scope, receive, send)
            return
        if known is None:
            file = scope["path"].startswith(_FILES) or scope["path"].endswith(".png")
            figures = ENGLISH if file else chosen(request.cookies, request.headers)
        else:
            figures = known
        remembered = known is not None and not strict

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.add_vary_header("Cookie")
                    headers.add_vary_header("Accept-Language")
                    headers.setdefault("content-language", tag(figures))
                    if remembered:
                        remember(headers, request, COOKIE, code(figures), _A_YEAR)
            await send(message)

        with reading_in(figures):
            await self.app(scope, receive, marked)


MIDDLEWARE = [Middleware(ReadersLanguage)]
