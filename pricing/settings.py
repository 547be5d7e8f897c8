"""What the environment says: every setting of the planner, its names, what it takes and what it means.

A setting is read whenever it is called: `settings.today()`. One that cannot be used raises SettingError, and leaves the
others as they are. An empty one counts as not set. Where a setting is given under its name and under its old one, its
name counts; if they differ, the log says so.
"""

import datetime as dt
import ipaddress
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from os import environ
from pathlib import Path
from typing import Annotated, Any, Generic, NoReturn, TypeVar, cast

from pydantic import (
    AliasChoices,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from pricing.wording.figures import number

MOST_IN_ALL = 1_000_000
"""Scenarios of all owners together, unless `PLANNER_MOST_SAVED` says otherwise."""
SHORTEST_SECRET = 16
"""Characters of `PLANNER_SECRET`."""

_NAME = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST = rf"({_NAME}(\.{_NAME})*\.?|\[[0-9a-f:.]+\])"
_AUTHORITY = re.compile(rf"{_HOST}(:[0-9]{{1,5}})?", re.ASCII | re.IGNORECASE)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class SettingError(ValueError):
    """A setting that cannot be used: its name as it was given, what it is (never a secret), and what it takes."""

    def __init__(self, name: str, value: str | None, accepted: str) -> None:
        super().__init__(f"{name} {'cannot be used' if value is None else f'is {value!r}'}; it takes {accepted}")
        self.name, self.value, self.accepted = name, value or "", accepted


def plain_host(text: str) -> bool:
    """Whether a text is a host's name or address, with a port or without, and nothing else."""
    return len(text) <= 255 and _AUTHORITY.fullmatch(text) is not None


def sound_secret(text: str, shortest: int) -> bool:
    """Whether a text of so many characters is there, as it was written."""
    return len(text.strip()) >= shortest and text.strip().isprintable()


def _secret(text: str) -> str:
    if not sound_secret(text, SHORTEST_SECRET):
        raise ValueError
    return text


def _day(text: str) -> dt.date:
    day = dt.date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError
    return day


def _public_url(text: str) -> str:
    scheme, _, host = text.removesuffix("/").partition("://")
    if scheme not in ("http", "https") or not plain_host(host):
        raise ValueError
    return f"{scheme}://{host}"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _proxies(text: str) -> tuple[str, ...]:
    listed = _listed(text)
    if listed != ("*",):
        for proxy in listed:
            ipaddress.ip_network(proxy)
    return listed


def _like(pattern: str) -> BeforeValidator:
    whole = re.compile(pattern, re.ASCII | re.IGNORECASE)

    def check(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError
        return text

    return BeforeValidator(check)


@dataclass(frozen=True)
class Takes:
    """What a setting takes, in the words of its error, and whether the error may show what it got."""

    text: str
    shown: bool = True


@dataclass(frozen=True)
class _Refused:
    """Stands for a value that cannot be used."""

    value: str = field(repr=False)


def _named(*names: str, default: Any = None, meaning: str) -> Any:
    """A field that is given under its name, or under an old one after it."""
    return Field(default, validation_alias=AliasChoices(*names), description=meaning)


class Settings(BaseSettings):
    """All settings. The README's table has the same names and meanings."""

    model_config = SettingsConfigDict(
        case_sensitive=True, env_ignore_empty=True, enable_decoding=False, validate_default=False, frozen=True
    )

    prices: Annotated[Path | None, Takes("a folder")] = _named(
        "PLANNER_PRICES",
        "IMAGE_PRICES_DIR",
        meaning="a folder of price files to use instead of those in `pricing/prices/`",
    )
    database: Annotated[
        SecretStr | None, Takes("an address that begins with postgresql:// or sqlite:///, and a name", shown=False)
    ] = _named(
        "PLANNER_DATABASE",
        "DATABASE_URL",
        meaning="`postgresql://…` for a team, or `sqlite:////…`; without it a SQLite file in `PLANNER_DATA`",
    )
    data: Annotated[Path | None, Takes("a folder")] = _named(
        "PLANNER_DATA",
        meaning="the folder of that file and of a secret made here; "
        "without it `image-cost-planner` in the user's data folder",
    )
    user_data: Annotated[Path | None, Takes("a folder")] = _named(
        "XDG_DATA_HOME",
        meaning="the user's data folder, as all programs read it; `~/.local/share` without it, or where it is relative",
    )
    secret: Annotated[
        SecretStr | None,
        BeforeValidator(_secret),
        Takes(f"at least {SHORTEST_SECRET} printable characters", shown=False),
    ] = _named(
        "PLANNER_SECRET",
        meaning="signs the cookie that says whose a scenario is; at least 16 characters, the same on every machine",
    )
    today: Annotated[
        dt.date | None, BeforeValidator(_day), Takes("a day like 2026-11-24, or nothing for the present day")
    ] = _named("PLANNER_TODAY", meaning="a day like `2026-11-24` to take for today, for demonstrations")
    public_url: Annotated[
        str | None, BeforeValidator(_public_url), Takes("an address like https://planner.example.com, without a path")
    ] = _named(
        "PLANNER_PUBLIC_URL",
        meaning="what links and previews begin with, like `https://planner.example.com`; without it the host asked for",
    )
    hosts: Annotated[
        tuple[Annotated[str, _like(rf"(\*\.)?{_HOST}")], ...],
        BeforeValidator(_listed),
        Takes("names like planner.example.com or *.example.com, with commas between"),
    ] = _named(
        "PLANNER_HOSTS",
        default=(),
        meaning="the names that are answered, with commas between, like `planner.example.com, *.example.com`; "
        "others get 400, but for this machine. Without it every name",
    )
    metrics: Annotated[bool, _like("on|off"), Takes("on or off")] = _named(
        "PLANNER_METRICS", default=False, meaning="`on` answers Streamlit's `/_stcore/metrics`; `off` without it"
    )
    copies: Annotated[bool, _like("on|off"), Takes("on or off")] = _named(
        "PLANNER_COPIES",
        default=True,
        meaning="`off` makes no small copies of the page's scripts in `PLANNER_DATA`, which takes some seconds of a "
        "processor once; then they are compressed less, each time",
    )
    figure_process: Annotated[bool, _like("on|off"), Takes("on or off")] = _named(
        "PLANNER_FIGURE_PROCESS",
        default=True,
        meaning="`off` computes figures and files in the planner itself, and not in a process of its own with 180 MB; "
        "then pages are slower while files are made",
    )
    embed: Annotated[
        tuple[Annotated[str, _like(rf"https?://(\*\.)?{_HOST}(:[0-9]{{1,5}})?")], ...],
        BeforeValidator(_listed),
        Takes("sites like https://wiki.example.com or https://*.example.com, with commas between"),
    ] = _named(
        "PLANNER_EMBED",
        default=(),
        meaning="the sites that may show `/embed/<id>` in a frame, with commas between, like "
        "`https://wiki.example.com, https://*.example.com`. Without it nobody may, and there is no such page",
    )
    client_limits: Annotated[
        float, _like(r"[0-9]{1,6}(\.[0-9]{1,6})?"), Takes("a number like 2 or 0.5, 0 for no limits")
    ] = _named(
        "PLANNER_CLIENT_LIMITS", default=1.0, meaning="multiplies the limits of one client, below; 0 is without limits"
    )
    most_saved: Annotated[int, _like("[0-9]{1,15}"), Takes(f"a whole number like {MOST_IN_ALL}")] = _named(
        "PLANNER_MOST_SAVED",
        default=MOST_IN_ALL,
        meaning=f"how many scenarios all may save together; {number(MOST_IN_ALL)} without it",
    )
    proxies: Annotated[
        tuple[str, ...] | None,
        BeforeValidator(_proxies),
        Takes("addresses and networks like 192.0.2.1 or 192.0.2.0/24, with commas between, or * alone for all"),
    ] = _named(
        "PLANNER_PROXIES",
        "FORWARDED_ALLOW_IPS",
        meaning="the proxies, addresses or networks with commas between, "
        "whose word is taken for a client's address and for https",
    )

    @field_validator("*", mode="wrap")
    @classmethod
    def _leave_the_others(cls, text: Any, accept: ValidatorFunctionWrapHandler) -> Any:
        try:
            return accept(text)
        except ValidationError as error:
            return _Refused(str(error.errors(include_url=False, include_context=False)[0]["input"]))


class Setting(Generic[_T]):
    """One of `Settings`, which is validated anew when what the environment says of it has changed."""

    def __init__(self, name: str) -> None:
        info = Settings.model_fields[name]
        self.names = cast(tuple[str, ...], tuple(cast(AliasChoices, info.validation_alias).choices))
        self.meaning = info.description or ""
        self._field = name
        self._takes = next(entry for entry in info.metadata if isinstance(entry, Takes))
        self._given = _given(self.names)
        # What was given when the value was read; replaced as a whole, so that other threads see both or neither.
        self._read: tuple[object, Any] = object(), None

    def __call__(self) -> _T:
        given = self._given()
        known, value = self._read
        if given != known:
            value = self._value()
            self._read = given, value
        return cast(_T, value)

    def refuse(self, value: str = "") -> NoReturn:
        """Raise SettingError for a value that cannot be used."""
        name = next((name for name in self.names if environ.get(name)), self.names[0])
        raise SettingError(name, value if self._takes.shown else None, self._takes.text)

    def _value(self) -> Any:
        if len({text for name in self.names if (text := environ.get(name))}) > 1:
            _log.warning("%s and %s differ; %s counts.", *self.names, self.names[0])
        value = getattr(Settings(), self._field)
        return self.refuse(value.value) if isinstance(value, _Refused) else value


def _given(names: Sequence[str]) -> Callable[[], object]:
    """What the environment says under some names, read as fast as can be: pages ask in every run."""
    return partial(environ.get, names[0]) if len(names) == 1 else lambda: tuple(map(environ.get, names))


prices = Setting[Path | None]("prices")
database = Setting[SecretStr | None]("database")
data = Setting[Path | None]("data")
user_data = Setting[Path | None]("user_data")
secret = Setting[SecretStr | None]("secret")
today = Setting[dt.date | None]("today")
public_url = Setting[str | None]("public_url")
hosts = Setting[tuple[str, ...]]("hosts")
metrics = Setting[bool]("metrics")
copies = Setting[bool]("copies")
figure_process = Setting[bool]("figure_process")
embed = Setting[tuple[str, ...]]("embed")
client_limits = Setting[float]("client_limits")
most_saved = Setting[int]("most_saved")
proxies = Setting[tuple[str, ...] | None]("proxies")

_NEEDED = (today, public_url, hosts, metrics, copies, figure_process, embed, client_limits, most_saved, proxies)
"""All but what only saving needs: plans are computed without it, and Save says why it cannot be used."""
as_given = _given([name for setting in (*_NEEDED, prices) for name in setting.names])
"""What the environment says of whatever an answer depends on."""


def check() -> None:
    """Raise SettingError for the first setting that cannot be used, of those that every answer needs."""
    _check(as_given())


def locale() -> str:
    """The POSIX locale of who runs a command: `LC_ALL=zh_CN.UTF-8`, or else LC_MESSAGES or LANG; or empty."""
    return next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


@lru_cache(maxsize=1)
def _check(given: object) -> None:
    for setting in _NEEDED:
        setting()
