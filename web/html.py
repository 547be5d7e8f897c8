"""HTML answers from templates; values in them are escaped."""

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
    """A page from a template; its policy allows only the inline style and script of the template.

    A script may fetch files of the planner. `framed_by` are the sites that may show it in a frame; by default none may.
    """
    html = rendered(template, **values)
    styles = hashes(html, "style") or "'none'"
    policy = f"{strict(framed_by)}; style-src {styles}"
    if scripts := hashes(html, "script"):
        policy += f"; script-src {scripts}; connect-src 'self'"
    return HTMLResponse(html, status, {"Content-Security-Policy": policy})


def rendered(template: str, **values: object) -> str:
    """The text of a template with its values filled in."""
    return _TEMPLATES.get_template(template).render(values, language=tag(reader()))


def message(title: str, text: str, status: int, framed_by: Sequence[str] = ()) -> HTMLResponse:
    """A page with a title, a text and a link to the planner."""
    return page("message.html", status, framed_by, title=title, message=text)


def no_room() -> HTMLResponse:
    """The answer to a new page while this process has no free file descriptors for it."""
    answer = message(words(messages.no_room()), words(messages.full_of_pages()), 503)
    answer.headers["Retry-After"] = _RETRY_AFTER
    return answer


def card_language() -> dict[str, str]:
    """The parameter of a card's address for its language, which is that of the page; none for English.

    A messenger requests the card without the reader's cookie.
    """
    language = code(reader())
    return {} if language == DEFAULT else {LANGUAGE: language}


def with_keys(address: str, keys: Mapping[str, str]) -> str:
    """An address with further keys in its query string."""
    if not keys:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(keys)}"


def base_address(request: Request) -> str | None:
    """The start of absolute addresses: the public address of the settings, else that of the request.

    None if neither is known: a `Host` header that is not plainly a host is not used. Raises SettingError.
    """
    if (public := settings.public_url()) is not None:
        return public
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if settings.plain_host(host) else None
