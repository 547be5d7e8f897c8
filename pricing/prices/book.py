"""Price books: loading the files, whose prices count, and looking prices up by date."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import assert_never

from pricing import settings
from pricing.prices.base import Component, PriceBookError, Source, read_file
from pricing.prices.capabilities import (
    CAPABILITIES,
    NOTHING_KNOWN,
    CapabilityFile,
    Facts,
    Partials,
    Thinking,
    facts_of,
    read_capabilities,
)
from pricing.prices.exchange import EXCHANGE_RATES, Exchange, RatesOfDay, ReferenceRates, read_rates
from pricing.prices.preferences import BOARDS, Board, BoardUse, read_board
from pricing.prices.rules import InputRule, OutputRule, TileInput
from pricing.prices.schema import Family, Model, Price, PriceFile, Processing, check_file
from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording.figures import USD

GUIDE = "guide-2025-05"
"""The book of the May 2025 guide, kept apart from the vendors' list prices."""
_FOLDER = Path(__file__).parent
_NAMES = ("aliases", "without_price")
"""Files beside the prices: the names of feeds and bills for models, and what has no price here."""


@dataclass(frozen=True, slots=True)
class ListPrices:
    """The vendors' list prices in force on a day."""

    day: dt.date

    def __str__(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class GuidePrices:
    """The table of the May 2025 guide."""

    def __str__(self) -> str:
        return GUIDE


PriceBasis = ListPrices | GuidePrices


IN_USD = Exchange()


@dataclass(frozen=True, eq=False)
class Entry:
    """A model with the file it stands in."""

    model: Model
    file: PriceFile
    facts: Facts = NOTHING_KNOWN
    """What it can do, as far as that is known."""

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

    @property
    def thinking(self) -> Thinking | None:
        """Tokens that it gives out beside its image, where the book has a number."""
        return self.facts.thinking

    @property
    def partials(self) -> Partials | None:
        """The partial images that it streams, where the book has their number and tokens."""
        return self.facts.partials

    @cached_property
    def qualities(self) -> tuple[str, ...]:
        """Every quality of its own that can be planned: what tiers buy first, then those that no tier starts with."""
        sold = [price.tier for price in self.model.prices if price.component == "image_output" and price.tier]
        rule = self.output_rule
        names = [*self.model.tiers.values(), *sold, *self.model.images_per_job, *(rule.qualities if rule else ())]
        return tuple(dict.fromkeys(names))

    def size_class(self, size: Size) -> Size | None:
        """The size of the price book whose price holds for a size that the model makes; None where none does."""
        classes = self.model.size_classes
        if not classes:
            return size
        return next((known.size for known in classes if known.holds(size)), None)

    @cached_property
    def charges_text(self) -> bool:
        """Whether prompts are billed."""
        return any(price.component == "text_input" for price in self.model.prices)

    @cached_property
    def gives_text(self) -> bool:
        """Whether text that it gives out is billed."""
        return any(price.component == "text_output" for price in self.model.prices)

    @cached_property
    def first_priced(self) -> dt.date:
        """First day with a price."""
        return min(price.from_ for price in self.model.prices)

    def history(self) -> Iterator[Price]:
        """Every price that can reach the model's bill: the vendor-wide ones, then the model's own, which win."""
        yield from self.file.prices
        yield from self.model.prices


class RateCard:
    """The prices of one model in force on one day, and what they come to in the currency that is counted in."""

    def __init__(
        self, entry: Entry, day: dt.date, exchange: Exchange = IN_USD, rates: RatesOfDay | None = None
    ) -> None:
        """`rates` are the reference rates for prices in a third currency; None where the book has none."""
        self.entry = entry
        self.day = day
        self.exchange = exchange
        self.rates = rates
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

    def exchanged(self, currency: str) -> Decimal | None:
        """What one unit of the currency of a price is in the one that is counted in; None without a rate of it.

        USD are multiplied by the rate of the plan, a third currency by its reference rate before.
        """
        if currency == self.exchange.currency:
            return Decimal(1)
        if currency == USD:
            return self.exchange.rate
        usd = None if self.rates is None else self.rates.usd_of_one(currency)
        return None if usd is None else EXACT.multiply(usd, self.exchange.rate)

    @property
    def follows_rate(self) -> bool:
        """Whether the rate of the currency that is counted in moves its prices."""
        paid_in = {price.currency for price in self._prices.values()} - {""}
        return bool(paid_in) and self.exchange.currency not in {USD, *paid_in}

    @property
    def by_reference(self) -> frozenset[str]:
        """The currencies of its prices that are counted at a reference rate."""
        paid_in = {price.currency for price in self._prices.values()}
        return frozenset(paid_in - {"", USD, self.exchange.currency})


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

    def rate_card(
        self, model_id: str, day: dt.date, exchange: Exchange = IN_USD, rates: RatesOfDay | None = None
    ) -> RateCard:
        """Prices of a model on a day; raises KeyError for an unknown model."""
        return _rate_card(self.entries[model_id], day, exchange, rates)


@dataclass(frozen=True)
class PriceBooks:
    """The vendors' list prices and the guide's table, and what voters preferred of the models in them."""

    listed: PriceBook
    guide: PriceBook
    boards: tuple[Board, ...] = ()
    """One of a use at most."""
    capabilities: CapabilityFile | None = None
    """None where a folder of price files has none."""
    reference_rates: ReferenceRates | None = None
    """None where a folder of price files has none."""

    @cached_property
    def board(self) -> Board | None:
        """The board of text to image; None where a folder of price files has none."""
        return self.board_of("text to image")

    @cached_property
    def model_names(self) -> Mapping[str, str]:
        """What people call each model, by its id."""
        entries = (*self.guide.entries.values(), *self.listed.entries.values())
        return {entry.model.id: entry.model.name for entry in entries}

    def board_of(self, use: BoardUse) -> Board | None:
        """The board of a use; None where there is none."""
        return next((board for board in self.boards if board.use == use), None)

    def __getitem__(self, prices: PriceBasis) -> PriceBook:
        """The book that a scenario's `prices` ask for."""
        match prices:
            case ListPrices():
                return self.listed
            case GuidePrices():
                return self.guide
        assert_never(prices)

    def vendor_of(self, model: str) -> str:
        """Whose a model is; the guide's table stands in a file of its own. Raises KeyError for an unknown model."""
        return (self.listed.entries.get(model) or self.guide.entries[model]).file.vendor

    def rate_card(self, model_id: str, prices: PriceBasis, exchange: Exchange = IN_USD) -> RateCard:
        """Prices of a model on a day, or in the guide's book, counted in a currency; raises KeyError for a model."""
        book = self[prices]
        day = prices.day if isinstance(prices, ListPrices) else book.first_day
        rates = None if self.reference_rates is None else self.reference_rates.on(day)
        return book.rate_card(model_id, day, exchange, rates)


def load(folder: Path | None = None) -> PriceBooks:
    """Read every price file of a folder (`PLANNER_PRICES`, or the ones shipped).

    Raises PriceBookError, in one line, for a file that is not valid.
    """
    folder = folder or settings.prices() or _FOLDER
    paths = sorted(folder.glob("*.toml"), key=_order)
    beside = {path.stem: path for path in paths if path.stem in (GUIDE, *BOARDS, CAPABILITIES, EXCHANGE_RATES, *_NAMES)}
    vendors = [path for path in paths if path.stem not in beside]
    if GUIDE not in beside or not vendors:
        raise PriceBookError(f"{folder}: no price files, or no {GUIDE}.toml among them")
    listed, guide = _book("list", vendors), _book(GUIDE, [beside[GUIDE]])
    capabilities = None
    if CAPABILITIES in beside:
        capabilities = read_capabilities(beside[CAPABILITIES], listed.entries)
        listed = replace(listed, entries=_with_facts(listed.entries, capabilities))
    boards = tuple(read_board(beside[name], listed.entries) for name in BOARDS if name in beside)
    rates = read_rates(beside[EXCHANGE_RATES]) if EXCHANGE_RATES in beside else None
    return PriceBooks(listed, guide, boards, capabilities, rates)


def _with_facts(entries: Mapping[str, Entry], capabilities: CapabilityFile) -> dict[str, Entry]:
    return {
        key: replace(entry, facts=facts_of(capabilities, entry.model.same_as or key)) for key, entry in entries.items()
    }


def _order(path: Path) -> tuple[bool, str]:
    """OpenAI's models first: the book grew around them."""
    return path.stem != "openai", path.stem


def _book(name: str, paths: Iterable[Path]) -> PriceBook:
    entries: dict[str, Entry] = {}
    families: dict[str, Family] = {}
    successors: list[tuple[str, str, str]] = []
    for path in paths:
        file = read_file(path, PriceFile)
        check_file(path.name, file)
        families |= {family.id: family for family in file.families}
        for model in file.models:
            if model.id in entries:
                raise PriceBookError(f"{path.name}: model {model.id}: the id is used twice")
            entries[model.id] = Entry(model, file)
            successors.append((path.name, model.id, model.life.successor))
    for file_name, model_id, successor in successors:
        if successor and successor not in entries:
            raise PriceBookError(f"{file_name}: model {model_id}: life.successor: {successor!r} is not in the book")
    for key, entry in entries.items():
        if (same := entry.model.same_as) and same not in entries:
            raise PriceBookError(f"model {key}: same_as: {same!r} is not in the book")
    return PriceBook(name, entries, families)
