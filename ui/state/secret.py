"""The secret that signs the cookie of an owner: the one of PLANNER_SECRET, else one that is made once and kept."""

import secrets
from functools import cache
from pathlib import Path

from pricing import settings
from pricing.saved import StoreDown
from pricing.saved.engine import data_folder
from pricing.saved.errors import failures_reported
from pricing.saved.private_files import close_to_others, whole

FILE_NAME = "cookie-secret"
_BYTES = 32
_FEWEST_KEPT = len(secrets.token_urlsafe(_BYTES))


@cache
def secret() -> str:
    """Read once, when it is sound. Raises StoreDown."""
    try:
        given = settings.secret()
    except settings.SettingError as error:
        raise StoreDown.because(f"{error}.") from None
    return given.get_secret_value() if given else kept(data_folder())


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
    if not settings.sound_secret(found, _FEWEST_KEPT):
        raise StoreDown.because(
            f"the secret of the cookies, {FILE_NAME} in the planner's folder, is empty or damaged. Put a backup in its "
            "place, or delete it: then a new one is made, and nobody owns what browsers saved before."
        )
    return found
