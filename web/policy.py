"""The headers of security and caching, and the attribute Secure of cookies behind https."""

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from compat import components, page_files
from ui.controls.saving import scripts
from ui.drawing import chart

_FRAMES = "X-Frame-Options"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    _FRAMES: "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # An address contains a whole plan, and an answer has figures at today's prices, so neither is cached. Answers that
    # may be cached set the header themselves: scripts and fonts, and the card of a short link for some minutes.
    "Cache-Control": "no-store",
}
_CSP = "Content-Security-Policy"
_FOR_GOOD = {f"/{components.address(chart.NAME, chart.LIBRARY.name)}": "public, max-age=31536000, immutable"}
"""Path -> caching of a file with a version in its address; Streamlit does not set it for a component's files."""


def hashes(html: str, tag: Literal["script", "style"]) -> str:
    """The sources of a policy that allow the inline scripts or styles of a page, and no others."""
    texts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def strict(framed_by: Sequence[str] = ()) -> str:
    """The policy of data, files and pages; `framed_by` are the sites that may show it in a frame."""
    ancestors = " ".join(["'self'", *framed_by]) if framed_by else "'none'"
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"


STRICT = strict()
_FIRST_FIGURE = Path(__file__).parent / "templates" / "first_figure.html"
_WITH_SCRIPTS = "".join(
    (page_files.PAGE.read_text(encoding="utf-8"), scripts.COPY_SCRIPT, _FIRST_FIGURE.read_text(encoding="utf-8"))
)
STREAMLIT = (
    f"default-src 'self'; script-src 'self' {hashes(_WITH_SCRIPTS, 'script')}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""The policy of Streamlit's page, whose scripts make styles, and of our scripts. `connect-src 'self'` includes the
page's own websocket, and `blob:` the picture that the page makes of a chart.
"""


def secure(headers: MutableHeaders, scope: Scope, status: int = 200) -> None:
    """Set each header that an answer does not have yet, and `Secure` on its cookies behind https."""
    if status == 200 and scope["path"] in _FOR_GOOD:
        headers["Cache-Control"] = _FOR_GOOD[scope["path"]]
    for name, value in _HEADERS.items():
        if name != _FRAMES or not _framed(headers):
            headers.setdefault(name, value)
    # A browser uses the headers of "not modified" for the page in its cache.
    if status != 304:
        html = headers.get("content-type", "").startswith("text/html")
        headers.setdefault(_CSP, STREAMLIT if html else STRICT)
    if scope["scheme"] == "https":
        for index, (key, text) in enumerate(headers.raw):
            if key == b"set-cookie" and b"secure" not in text.lower().split(b"; "):
                headers.raw[index] = (key, text + b"; Secure")


def _framed(headers: MutableHeaders) -> bool:
    """Whether an answer names sites that may show it, which the older header cannot express."""
    return re.search("frame-ancestors 'self' .", headers.get(_CSP, "")) is not None
