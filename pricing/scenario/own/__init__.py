"""Own services, which a user brings along: a contract, a relay, or machines.

Written in a link as `name~price~low~medium~high`, `name~factor~model~factor~base URL` (the URL may be left
out) or `name~gpu~USD an hour~images an hour`, several of them joined by `;`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlsplit

from pricing.prices.schema import TIERS, Tier
from pricing.scenario.kinds import Name, NotTaken, Number, Positive
from pricing.scenario.own import messages
from pricing.values.exact import plain
from pricing.wording.messages import Message

MOST = 4
LONGEST_URL = 200
_LONGEST = 2_000
NOT_OFFERED = "-"
_URL = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._%/-]*)?", re.ASCII)
NAME = Name(without="~;")
PRICE = Positive(0, 1_000, places=6, unit="amount an image")
_FACTOR = Positive(0, 100, places=4)
HOURLY = Positive(0, 10_000, places=4, unit="amount a GPU hour")
_SPEED = Number(1, 1_000_000, unit="images an hour")


_NUMBERS = {"low": PRICE, "medium": PRICE, "high": PRICE, "factor": _FACTOR, "hourly": HOURLY, "speed": _SPEED}


class Wrong(NamedTuple):
    """A part of an own service that was typed wrongly."""

    part: str
    """`name`, a tier, `model`, `factor`, `url`, `hourly` or `speed`."""
    value: str
    takes: Message


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """A price per image for each tier; a tier without a price is not offered."""

    name: str
    amounts: tuple[tuple[Tier, Decimal], ...]
    """In the currency of the plan."""

    def __str__(self) -> str:
        prices = dict(self.amounts)
        texts = (plain(prices[tier]) if tier in prices else NOT_OFFERED for tier in TIERS)
        return "~".join([self.name, "price", *texts])


@dataclass(frozen=True, slots=True)
class OwnFactor:
    """A model at its list prices times a factor, perhaps at another base URL."""

    name: str
    model: str
    factor: Decimal
    base_url: str = ""

    def __str__(self) -> str:
        return "~".join([self.name, "factor", self.model, plain(self.factor), self.base_url])


@dataclass(frozen=True, slots=True)
class OwnMachines:
    """Rented or owned GPUs, paid by the whole hour."""

    name: str
    per_hour: Decimal
    """In the currency of the plan."""
    images_per_hour: int

    def __str__(self) -> str:
        return "~".join([self.name, "gpu", plain(self.per_hour), str(self.images_per_hour)])


Own = OwnPrice | OwnFactor | OwnMachines


@dataclass(frozen=True)
class OwnServices:
    """The kind of field that holds the services of a link's `own`."""

    models: tuple[str, ...]
    """The ids of the models that a factor may apply to."""

    @property
    def accepts(self) -> Message:
        return messages.own_services(MOST)

    def read(self, text: str) -> tuple[Own, ...]:
        return read_all(text, self.models)

    def nearest(self, text: str) -> tuple[Own, ...]:
        """The services that can be read, at most as many as a link takes."""
        kept: dict[str, Own] = {}
        for part in text.split(";"):
            try:
                own = read(part, self.models)
            except ValueError:
                continue
            kept.setdefault(own.name, own)
        return tuple(kept.values())[:MOST]


def text_of(own: Iterable[Own]) -> str:
    """The text of a link for own services."""
    return ";".join(map(str, own))


def read_all(text: str, models: tuple[str, ...]) -> tuple[Own, ...]:
    """The services of a link's `own`; raises NotTaken."""
    if len(text) > _LONGEST:
        raise NotTaken(messages.at_most_characters(_LONGEST))
    parts = text.split(";") if text else []
    if len(parts) > MOST:
        raise NotTaken(messages.at_most_own_services(MOST))
    own = tuple(read(part, models) for part in parts)
    if len({service.name for service in own}) < len(own):
        raise NotTaken(messages.different_own_names())
    return own


def read(text: str, models: tuple[str, ...]) -> Own:
    """One service; raises NotTaken."""
    name, *parts = text.split("~")
    NAME.read(name)
    match parts:
        case ["price", low, medium, high]:
            texts = zip(TIERS, (low, medium, high), strict=True)
            amounts = tuple((tier, Decimal(PRICE.read(price))) for tier, price in texts if price != NOT_OFFERED)
            if not amounts:
                raise NotTaken(messages.an_own_price())
            return OwnPrice(name, amounts)
        case ["factor", model, factor] | ["factor", model, factor, ""]:
            return OwnFactor(name, _model(model, models), Decimal(_FACTOR.read(factor)))
        case ["factor", model, factor, url]:
            return OwnFactor(name, _model(model, models), Decimal(_FACTOR.read(factor)), check_url(url))
        case ["gpu", hourly, speed]:
            return OwnMachines(name, Decimal(HOURLY.read(hourly)), int(_SPEED.read(speed)))
    raise NotTaken(messages.an_own_service())


def from_typed(
    name: str, kind: str, parts: Mapping[str, str], models: tuple[str, ...], taken: Collection[str]
) -> Own | list[Wrong]:
    """An own service from the texts that a person typed, or everything that is wrong with them.

    `parts`: the texts by part, in the order of the link. `taken`: the names of the other own services.
    """
    texts = [name.strip(), kind]
    wrong: list[Wrong] = []
    try:
        if NAME.read(texts[0]) in taken:
            wrong.append(Wrong("name", name, messages.another_own_name()))
    except NotTaken as error:
        wrong.append(Wrong("name", name, error.takes))
    for part, text in parts.items():
        try:
            texts.append(_from_typed(part, text.strip(), models))
        except NotTaken as error:
            wrong.append(Wrong(part, text, error.takes))
    if kind == "price" and set(texts[2:]) == {NOT_OFFERED} and not wrong:
        wrong.append(Wrong(TIERS[0], NOT_OFFERED, messages.an_own_price_somewhere()))
    return wrong or read("~".join(texts), models)


def _from_typed(part: str, text: str, models: tuple[str, ...]) -> str:
    if part in TIERS and text == NOT_OFFERED:
        return text
    if part in _NUMBERS:
        return plain(Decimal(_NUMBERS[part].read_typed(text)))
    if part == "url":
        return check_url(text) if text else text
    return _model(text, models)


def check_url(url: str) -> str:
    """An http or https address without a user name, query or fragment; raises NotTaken."""
    accepted = messages.an_address(LONGEST_URL)
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise NotTaken(accepted) from None
    if not host or len(url) > LONGEST_URL or not _URL.fullmatch(url):
        raise NotTaken(accepted)
    return url


def _model(model: str, models: tuple[str, ...]) -> str:
    if model not in models:
        raise NotTaken(messages.a_known_model(model[:40]))
    return model
