"""Settings of the environment that pages and routes share; one that cannot be used raises SettingError."""

import datetime as dt
import os
import re
from collections.abc import Callable

from pricing.saved.limits import MOST_IN_ALL

TODAY = "PLANNER_TODAY"
PUBLIC_URL = "PLANNER_PUBLIC_URL"
HOSTS = "PLANNER_HOSTS"
METRICS = "PLANNER_METRICS"
CLIENT_LIMITS = "PLANNER_CLIENT_LIMITS"
MOST_SAVED = "PLANNER_MOST_SAVED"

_NAME = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST = rf"({_NAME}(\.{_NAME})*\.?|\[[0-9a-f:.]+\])"
_AUTHORITY = re.compile(rf"{_HOST}(:[0-9]{{1,5}})?", re.ASCII | re.IGNORECASE)
_PATTERN = re.compile(rf"(\*\.)?{_HOST}", re.ASCII | re.IGNORECASE)

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,15}", re.ASCII)


class SettingError(ValueError):
    """A setting that cannot be used: its name, what it is, and what it takes."""

    def __init__(self, name: str, value: str, accepted: str) -> None:
        super().__init__(f"{name} is {value!r}; it takes {accepted}")
        self.name, self.value, self.accepted = name, value, accepted


def fixed_day() -> dt.date | None:
    """The day that `PLANNER_TODAY` has taken for today."""
    if not (text := os.environ.get(TODAY)):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise SettingError(TODAY, text, "a day like 2026-11-24, or nothing for the present day")
    return day


def public_url() -> str | None:
    """`https://planner.example.com`, what links and previews begin with; None where only the request can tell."""
    if not (text := os.environ.get(PUBLIC_URL)):
        return None
    scheme, _, host = text.removesuffix("/").partition("://")
    if scheme not in ("http", "https") or not plain_host(host):
        raise SettingError(PUBLIC_URL, text, "an address like https://planner.example.com, without a path")
    return f"{scheme}://{host}"


def hosts() -> tuple[str, ...]:
    """Names of this planner in a request's `Host`; empty where every name is answered."""
    found = tuple(filter(None, (name.strip() for name in os.environ.get(HOSTS, "").split(","))))
    for name in found:
        if not _PATTERN.fullmatch(name):
            raise SettingError(HOSTS, name, "names like planner.example.com or *.example.com, with commas between")
    return found


def metrics_shown() -> bool:
    """Whether Streamlit's metrics are answered at all: `PLANNER_METRICS=on`."""
    if (text := os.environ.get(METRICS, "")) not in ("", "on", "off"):
        raise SettingError(METRICS, text, "on or off")
    return text == "on"


def client_limits() -> float:
    """What the limits of one client are multiplied with; 0 is without limits."""
    text = os.environ.get(CLIENT_LIMITS) or "1"
    if not _NUMBER.fullmatch(text):
        raise SettingError(CLIENT_LIMITS, text, "a number like 2 or 0.5, 0 for no limits")
    return float(text)


def most_saved() -> int:
    """How many scenarios all owners may have saved together."""
    text = os.environ.get(MOST_SAVED) or str(MOST_IN_ALL)
    if not _COUNT.fullmatch(text):
        raise SettingError(MOST_SAVED, text, f"a whole number like {MOST_IN_ALL}")
    return int(text)


def plain_host(text: str) -> bool:
    """Whether a text is a host's name or address, with a port or without, and nothing else."""
    return len(text) <= 255 and _AUTHORITY.fullmatch(text) is not None


_ALL: tuple[Callable[[], object], ...] = (fixed_day, public_url, hosts, metrics_shown, client_limits, most_saved)


def check() -> None:
    """Raise SettingError for the first setting that cannot be used."""
    for setting in _ALL:
        setting()
