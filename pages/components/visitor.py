"""Who is using the planner: the person signed in, or whoever holds this browser's signed cookie.

Without the secret that signs cookies nobody can be told from anybody: then functions here raise StoreDown.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import streamlit as st
from itsdangerous import BadSignature, URLSafeSerializer
from streamlit.errors import StreamlitSecretNotFoundError

from pricing.saved.engine import data_folder
from pricing.saved.errors import failures_reported

COOKIE = "planner_owner"
SIGN_IN = "sign-in"
"""Key in the address that makes the page begin the sign-in."""
_SALT = "owner"
_SECRET_FILE = "cookie-secret"


def owner() -> str | None:
    """Who owns what is saved now; None where nobody is signed in, or the browser keeps no cookies."""
    if sign_in_offered():
        return f"oidc:{st.user['iss']}:{st.user['sub']}" if st.user.is_logged_in else None
    return owner_of(st.context.cookies.get(COOKIE))


@cache
def sign_in_offered() -> bool:
    """Whether Streamlit's secrets have an `[auth]` section."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def sign_in_asked() -> bool:
    """Begin the sign-in if the address asks for it; whether the page is about to be left."""
    if SIGN_IN not in st.query_params or not sign_in_offered():
        return False
    del st.query_params[SIGN_IN]
    if st.user.is_logged_in:
        return False
    auth = st.secrets["auth"]
    named = [key for key, value in auth.items() if isinstance(value, Mapping)]
    st.login(None if "client_id" in auth else named[0])
    return True


def signed_in_as() -> str:
    """The name of the person signed in, as the provider tells it; empty where nobody is."""
    if not sign_in_offered() or not st.user.is_logged_in:
        return ""
    return next(str(st.user[key]) for key in ("name", "email", "sub") if st.user.get(key))


def owner_of(cookie: str | None) -> str | None:
    """The owner that a cookie was issued to; None for a forged or missing one."""
    try:
        return f"browser:{_signer().loads(cookie)}" if cookie else None
    except BadSignature:
        return None


def new_cookie() -> str:
    """A signed cookie for a new owner."""
    return str(_signer().dumps(secrets.token_urlsafe(16)))


@cache
def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(os.environ.get("PLANNER_SECRET") or _kept_secret(data_folder()), salt=_SALT)


def _kept_secret(folder: Path) -> str:
    """The secret of this machine, made on first use; several machines share one through PLANNER_SECRET."""
    path = folder / _SECRET_FILE
    with failures_reported():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            suppress(FileExistsError),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file,
        ):
            file.write(secrets.token_urlsafe(32))
        return path.read_text()
