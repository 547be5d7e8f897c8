"""The secret that signs the cookie of an owner: the one of PLANNER_SECRET, else one that is made once and kept."""

import os
import secrets
from functools import cache
from pathlib import Path

from pricing.saved import StoreDown
from pricing.saved.engine import data_folder
from pricing.saved.errors import failures_reported
from pricing.saved.whole import close_to_others, whole

FEWEST_GIVEN = 16
"""Characters of PLANNER_SECRET."""
FILE_NAME = "cookie-secret"
_BYTES = 32
_FEWEST_KEPT = len(secrets.token_urlsafe(_BYTES))


@cache
def secret() -> str:
    """Read once, when it is sound. Raises StoreDown."""
    if given := os.environ.get("PLANNER_SECRET"):
        if not _is_sound(given, FEWEST_GIVEN):
            raise StoreDown.because(f"PLANNER_SECRET takes at least {FEWEST_GIVEN} printable characters.")
        return given
    return kept(data_folder())


def kept(folder: Path) -> str:
    """The secret of this machine, made on first use; several machines share one through PLANNER_SECRET.

    Raises StoreDown, for one that is not sound too: it may be all that is left of the one that signed the cookies.
    """
    path = folder / FILE_NAME
    with failures_reported():
        if not path.exists():
            with whole(path) as new:
                new.write_text(secrets.token_urlsafe(_BYTES))
        close_to_others(path)
        found = path.read_bytes().decode("ascii", errors="surrogateescape")
    if not _is_sound(found, _FEWEST_KEPT):
        raise StoreDown.because(
            f"the secret of the cookies, {FILE_NAME} in the planner's folder, is empty or damaged. Put a backup in its "
            "place, or delete it: then a new one is made, and nobody owns what browsers saved before."
        )
    return found


def _is_sound(text: str, fewest: int) -> bool:
    return len(text.strip()) >= fewest and text.strip().isprintable()
