"""The user of the planner: the person signed in, or the anonymous owner of this browser's signed cookie.

Cookies are signed with the secret of PLANNER_SECRET, or else with one that is generated once and stored on this
machine. Without a usable secret owners cannot be distinguished, and the functions here raise StoreDown.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
from itsdangerous import BadSignature, URLSafeSerializer
from streamlit.errors import StreamlitSecretNotFoundError

from pricing import settings
from pricing.saved import StoreDown
from pricing.saved.engine import data_folder
from pricing.saved.errors import failures_reported
from pricing.saved.messages import secret_not_sound, setting_not_usable
from pricing.saved.private_files import close_to_others, whole

COOKIE = "planner_owner"
SIGN_IN = "sign-in"
"""Key in the address that makes the page begin the sign-in."""
SIGNED_IN = "_streamlit_user"
"""The cookie that Streamlit's sign-in sets."""
_SIGNED_IN = re.compile(rf"{SIGNED_IN}(_[0-9]+)?", re.ASCII)
_MOST_SIGNED_OUT = 10_000
_signed_out: dict[bytes, None] = {}
"""Ended sign-ins of this process, oldest first: Streamlit's cookies alone would stay valid for a month."""
_SALT = "owner"
FILE_NAME = "cookie-secret"
_BYTES = 32
_FEWEST_KEPT = len(secrets.token_urlsafe(_BYTES))


def owner() -> str | None:
    """The owner of scenarios that are saved now; None if sign-in is required and missing, or without cookies."""
    if sign_in_offered():
        return f"oidc:{st.user['iss']}:{st.user['sub']}" if _is_signed_in() else None
    return owner_of(st.context.cookies.get(COOKIE))


@cache
def sign_in_offered() -> bool:
    """Whether Streamlit's secrets have an `[auth]` section."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def sign_in_asked() -> bool:
    """Begin the sign-in if the address asks for it; returns whether the browser is about to leave the page."""
    if SIGN_IN not in st.query_params or not sign_in_offered():
        return False
    del st.query_params[SIGN_IN]
    if _is_signed_in():
        return False
    auth = st.secrets["auth"]
    named = [key for key, value in auth.items() if isinstance(value, Mapping)]
    st.login(None if "client_id" in auth else named[0])
    return True


def signed_in_as() -> str:
    """The name of the signed-in person, from the provider; empty if nobody is signed in."""
    if not sign_in_offered() or not _is_signed_in():
        return ""
    return next(str(st.user[key]) for key in ("name", "email", "sub") if st.user.get(key))


def _is_signed_in() -> bool:
    """Whether somebody is signed in; False after a sign-out in another tab, even with a copy of the cookies."""
    return bool(st.user.is_logged_in) and signed_in_cookies(st.context.cookies) not in _signed_out


def sign_out(cookies: Mapping[str, str]) -> None:
    """End the sign-in of a browser's cookies."""
    _signed_out[signed_in_cookies(cookies)] = None
    while len(_signed_out) > _MOST_SIGNED_OUT:
        del _signed_out[next(iter(_signed_out))]


def signed_in_cookies(cookies: Mapping[str, str]) -> bytes:
    """The identifier of a sign-in of a browser, from its cookies; a long cookie is split into several."""
    parts = sorted((name, text) for name, text in cookies.items() if _SIGNED_IN.fullmatch(name))
    return hashlib.sha256(repr(parts).encode()).digest()


def owner_of(cookie: str | None) -> str | None:
    """The owner for whom a cookie was issued; None for a forged or missing one."""
    signer = _signer()
    try:
        return f"browser:{signer.loads(cookie)}" if cookie else None
    except BadSignature:
        return None


def new_cookie() -> str:
    """A signed cookie for a new owner."""
    return str(_signer().dumps(secrets.token_urlsafe(16)))


def check_secret() -> None:
    """Check that there is a usable secret; raises StoreDown."""
    if not sign_in_offered():
        _signer()


@cache
def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret(), salt=_SALT)


@cache
def secret() -> str:
    """The secret of the settings or of this machine, cached once it is usable. Raises StoreDown."""
    try:
        configured = settings.secret()
    except settings.SettingError as error:
        raise StoreDown.because(setting_not_usable(str(error))) from None
    return configured.get_secret_value() if configured else stored_secret(data_folder())


def stored_secret(folder: Path) -> str:
    """The secret of this machine, generated on first use; several machines share one through PLANNER_SECRET.

    Raises StoreDown, also for a damaged secret, which is never replaced: cookies may have been signed with it.
    """
    path = folder / FILE_NAME
    with failures_reported():
        if not path.exists():
            with whole(path) as new:
                new.write_text(secrets.token_urlsafe(_BYTES))
        close_to_others(path)
        written = path.read_bytes().decode("ascii", errors="surrogateescape")
    if not settings.sound_secret(written, _FEWEST_KEPT):
        raise StoreDown.because(secret_not_sound(FILE_NAME))
    return written
