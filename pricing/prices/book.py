"""Loading price files and looking prices up by date."""

import datetime as dt
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ValidationError

from pricing.prices.base import Component
from pricing.prices.check import check
from pricing.prices.errors import PriceBookError
from pricing.prices.rules import InputRule, OutputRule, TileInput
from pricing.prices.schema import Family, Model, Price, PriceFile, Processing
from pricing.prices.sources import Source
from pricing.size import Size

GUIDE = "guide-2025-05"
"""The book of the May 2025 guide, kept apart from the vendors' list prices."""
_FOLDER = Path(__file__).parent


class UnknownPriceBook(LookupError):
    """A name that is not a day and names no fixed book."""

    def __init__(self, prices: object) -> None:
        super().__init__(f"{prices!r} is not a price book: it takes a date or {GUIDE!r}")


@dataclass(frozen=True, eq=False)
class Entry:
    """A model with the file it stands in."""

    model: Model
    file: PriceFile

    def source(self, key: str) -> Source:
        return self.file.sources[key]

    @property
    def output_rule(self) -> OutputRule | None:
        rule = self.file.rules.get(self.model.output_rule)
        return rule if isinstance(rule, OutputRule) else None

    @property
    def input_rule(self) -> InputRule | None:
        rule = self.file.rules.get(self.model.input_rule)
        return rule if isinstance(rule, InputRule) else None

    @property
    def has_fidelity(self) -> bool:
        """Whether the model lets the user choose the input fidelity."""
        return isinstance(self.input_rule, TileInput) and self.input_rule.fidelity

    @cached_property
    def charges_text(self) -> bool:
        """Whether prompts are billed."""
        return any(price.component == "text_input" for price in self.model.prices)

    @cached_property
    def first_priced(self) -> dt.date:
        """First day with a price."""
        return min(price.from_ for price in self.model.prices)

    def history(self) -> Iterator[Price]:
        """Every price that can reach the model's bill: the vendor-wide ones, then the model's own, which win."""
        yield from self.file.prices
        yield from self.model.prices


class RateCard:
    """The prices of one model in force on one day."""

    def __init__(self, entry: Entry, day: dt.date) -> None:
        self.entry = entry
        self.day = day
        self._prices = {
            (price.component, price.tier, price.size, price.processing): price
            for price in entry.history()
            if price.in_force(day)
        }
        self.has_batch = any(price.processing == "batch" for price in self._prices.values())

    def rate(
        self, component: Component, tier: str = "", size: Size | None = None, processing: Processing = "standard"
    ) -> Price | None:
        """The price of a component, the most specific first; None where there is none."""
        for key in ((tier, size), (tier, None), ("", size), ("", None)):
            if (price := self._prices.get((component, *key, processing))) is not None:
                return price
        return None


_rate_card = lru_cache(maxsize=512)(RateCard)


@dataclass(frozen=True, eq=False)
class PriceBook:
    """Models and their dated prices; `name` is `list` or the name of a fixed book."""

    name: str
    entries: Mapping[str, Entry]
    families: Mapping[str, Family]

    def __getitem__(self, model_id: str) -> Entry:
        return self.entries[model_id]

    def __contains__(self, model_id: object) -> bool:
        return model_id in self.entries

    @cached_property
    def priced(self) -> tuple[str, ...]:
        """Ids of the models that are sold by the token or by the image."""
        return tuple(key for key, entry in self.entries.items() if entry.model.billing != "subscription")

    @cached_property
    def first_day(self) -> dt.date:
        return min(entry.first_priced for entry in self.entries.values())

    def rate_card(self, model_id: str, day: dt.date) -> RateCard:
        """Prices of a model on a day; raises KeyError for an unknown model."""
        return _rate_card(self.entries[model_id], day)


@dataclass(frozen=True)
class PriceBooks:
    """The vendors' list prices and the guide's table."""

    listed: PriceBook
    guide: PriceBook

    def __getitem__(self, prices: dt.date | str) -> PriceBook:
        """The book a scenario's `prices` asks for; raises UnknownPriceBook."""
        if isinstance(prices, dt.date):
            return self.listed
        if prices == self.guide.name:
            return self.guide
        raise UnknownPriceBook(prices)

    def rate_card(self, model_id: str, prices: dt.date | str) -> RateCard:
        """Prices of a model on a day, or in the guide's book; raises UnknownPriceBook, KeyError for a model."""
        book = self[prices]
        return book.rate_card(model_id, prices if isinstance(prices, dt.date) else book.first_day)


def load(folder: Path | None = None) -> PriceBooks:
    """Read every price file of a folder (`IMAGE_PRICES_DIR`, or the ones shipped).

    Raises PriceBookError, in one line, for a file that is not valid.
    """
    folder = folder or Path(os.environ.get("IMAGE_PRICES_DIR") or _FOLDER)
    paths = sorted(folder.glob("*.toml"))
    names = {path.stem for path in paths}
    if GUIDE not in names or len(names) < 2:
        raise PriceBookError(f"{folder}: no price files, or no {GUIDE}.toml among them")
    listed = _book("list", sorted((path for path in paths if path.stem != GUIDE), key=_order))
    return PriceBooks(listed, _book(GUIDE, [folder / f"{GUIDE}.toml"]))


def _order(path: Path) -> tuple[bool, str]:
    """OpenAI's models first: the book grew around them."""
    return path.stem != "openai", path.stem


def _book(name: str, paths: Iterable[Path]) -> PriceBook:
    entries: dict[str, Entry] = {}
    families: dict[str, Family] = {}
    successors: list[tuple[str, str, str]] = []
    for path in paths:
        file = _read(path)
        families |= {family.id: family for family in file.families}
        for model in file.models:
            if model.id in entries:
                raise PriceBookError(f"{path.name}: model {model.id}: the id is used twice")
            entries[model.id] = Entry(model, file)
            successors.append((path.name, model.id, model.life.successor))
    for file_name, model_id, successor in successors:
        if successor and successor not in entries:
            raise PriceBookError(f"{file_name}: model {model_id}: life.successor: {successor!r} is not in the book")
    return PriceBook(name, entries, families)


def _read(path: Path) -> PriceFile:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        file = PriceFile.model_validate(raw)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PriceBookError(f"{path.name}: {error}") from error
    except ValidationError as error:
        raise PriceBookError(f"{path.name}: {_first_problem(error, raw)}") from error
    check(path.name, file)
    return file


def _first_problem(error: ValidationError, raw: dict[str, object]) -> str:
    """`model gpt-image-1: prices[3].amount: ...`, with the id instead of the position of the model."""
    first = error.errors(include_url=False)[0]
    where = list(first["loc"])
    models = raw.get("models")
    prefix = ""
    if len(where) > 1 and where[0] == "models" and isinstance(models, list) and isinstance(where[1], int):
        model = models[where[1]]
        name = model.get("id", where[1]) if isinstance(model, dict) else where[1]
        prefix, where = f"model {name}: ", where[2:]
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    return f"{prefix}{key}: {first['msg']} (got {first['input']!r:.80})"
