"""Ids of saved scenarios: 128 random bits as 22 characters that need no escaping in an address."""

import re
import secrets

ID_LENGTH = 22
_ID = re.compile(rf"[A-Za-z0-9_-]{{{ID_LENGTH}}}")


def new_id() -> str:
    return secrets.token_urlsafe(16)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; anything else need not reach the database."""
    return _ID.fullmatch(text) is not None
