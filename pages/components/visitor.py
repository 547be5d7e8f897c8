"""Who is using the planner: the person signed in, or whoever holds this browser's signed cookie."""

import os
import secrets
from functools import cache
from pathlib import Path

import streamlit as st
from itsdangerous import BadSignature, URLSafeSerializer
from streamlit.errors import StreamlitSecretNotFoundError

from pricing.saved.engine import data_folder

COOKIE = "planner_owner"
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
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text()
