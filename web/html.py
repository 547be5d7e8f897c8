"""HTML answers from templates; whatever is filled in stays text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pricing import settings
from pricing.wording.figures import reader
from pricing.wording.languages import DEFAULT, code, tag
from pricing.wording.messages import words
from ui.state.address import LANGUAGE
from web import messages
from web.policy import hashes, strict

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
)
_TEMPLATES.globals.update(words=words, messages=messages, sentences=lambda texts: reader().sentences(texts))
_RETRY_AFTER = "60"


def page(template: str, status: int = 200, framed_by: Sequence[str] = (), **values: object) -> HTMLResponse:
    """A page from one of the templates; it may use the style and the script it comes with, and nothing else.

    A script may fetch files of the planner. `framed_by` are the sites that may show it in a frame; nobody may without.
    """
    html = rendered(template, **values)
    styles = hashes(html, "style") or "'none'"
    policy = f"{strict(framed_by)}; style-src {styles}"
    if scripts := hashes(html, "script"):
        policy += f"; script-src {scripts}; connect-src 'self'"
    return HTMLResponse(html, status, {"Content-Security-Policy": policy})


def rendered(template: str, **values: object) -> str:
    """The text that one of the templates makes."""
    return _TEMPLATES.get_template(template).render(values, language=tag(reader()))


def message(title: str, text: str, status: int, framed_by: Sequence[str] = ()) -> HTMLResponse:
    """A page that says one thing and leads to the planner."""
    return page("message.html", status, framed_by, title=title, message=text)


def no_room() -> HTMLResponse:
    """What a new page is answered while this process has no file descriptors left for it."""
    answer = message(words(messages.no_room()), words(messages.full_of_pages()), 503)
    answer.headers["Retry-After"] = _RETRY_AFTER
    return answer


def card_language() -> dict[str, str]:
    """What the address of a card says of its language, that of the page which names it: English without a key.

    A messenger asks for the card without the reader's cookie.
    """
    language = code(reader())
    return {} if language == DEFAULT else {LANGUAGE: language}


def with_keys(address: str, keys: Mapping[str, str]) -> str:
    """An address with further keys in its query string."""
    if not keys:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(keys)}"


def base_address(request: Request) -> str | None:
    """What absolute addresses begin with: the public address that is set, else the request's own.

    None where neither can be told: a request's `Host` that is not plainly a host is not repeated. Raises SettingError.
    """
    if (public := settings.public_url()) is not None:
        return public
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if settings.plain_host(host) else None
