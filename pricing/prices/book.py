"""Price books: loading the files, and looking prices up by model and date."""

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
"""The name of the book of the May 2025 guide, which is separate from the vendors' list prices."""
_FOLDER = Path(__file__).parent
_NAMES = ("aliases", "without_price")
"""Files in the folder that have no prices: aliases of models, and services without a price."""


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
    """A model with its price file and its capabilities."""

    model: Model
    file: PriceFile
    facts: Facts = NOTHING_KNOWN
    """The known capabilities of the model."""

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
        """The typical tokens of text and thinking beside an image; None if the book has no number."""
        return self.facts.thinking

    @property
    def partials(self) -> Partials | None:
        """The partial images that the model streams; None if the book lacks their number or tokens."""
        return self.facts.partials

    @cached_property
    def qualities(self) -> tuple[str, ...]:
        """The model's qualities that can be planned: first those that its tiers buy, then all others."""
        sold = [price.tier for price in self.model.prices if price.component == "image_output" and price.tier]
        rule = self.output_rule
        names = [*self.model.tiers.values(), *sold, *self.model.images_per_job, *(rule.qualities if rule else ())]
        return tuple(dict.fromkeys(names))

    def size_class(self, size: Size) -> Size | None:
        """The size in the price book whose price holds for a size; None if none does."""
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
        """Whether text output is billed."""
        return any(price.component == "text_output" for price in self.model.prices)

    @cached_property
    def first_priced(self) -> dt.date:
        """First day with a price."""
        return min(price.from_ for price in self.model.prices)

    def history(self) -> Iterator[Price]:
        """Every price that the model's bill can use: those of the vendor, then the model's own, which override them."""
        yield from self.file.prices
        yield from self.model.prices


class RateCard:
    """The prices of one model in force on one day, and their conversion to the currency of the bill."""

    def __init__(
        self, entry: Entry, day: dt.date, exchange: Exchange = IN_USD, rates: RatesOfDay | None = None
    ) -> None:
        """`rates`: the reference rates for prices in a third currency; None if the book has none."""
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
        """The most specific price of a component; None if there is none."""
        for key in ((tier, size), (tier, None), ("", size), ("", None)):
            if (price := self._prices.get((component, *key, processing))) is not None:
                return price
        return None

    def exchanged(self, currency: str) -> Decimal | None:
        """The rate from the currency of a price to that of the bill; None if there is none.

        USD are converted at the plan's rate. A third currency is converted to USD at its reference rate first.
        """
        if currency == self.exchange.currency:
            return Decimal(1)
        if currency == USD:
            return self.exchange.rate
        usd = None if self.rates is None else self.rates.usd_of_one(currency)
        return None if usd is None else EXACT.multiply(usd, self.exchange.rate)

    @property
    def follows_rate(self) -> bool:
        """Whether the plan's rate of exchange affects the model's prices."""
        paid_in = {price.currency for price in self._prices.values()} - {""}
        return bool(paid_in) and self.exchange.currency not in {USD, *paid_in}

    @property
    def by_reference(self) -> frozenset[str]:
        """The currencies of the model's prices that are converted at a reference rate."""
        paid_in = {price.currency for price in self._prices.values()}
        return frozenset(paid_in - {"", USD, self.exchange.currency})


_rate_card = lru_cache(maxsize=512)(RateCard)


@dataclass(frozen=True, eq=False)
class PriceBook:
    """Models and their dated prices; `name` is `list` or `GUIDE`."""

    name: str
    entries: Mapping[str, Entry]
    families: Mapping[str, Family]

    def __getitem__(self, model_id: str) -> Entry:
        return self.entries[model_id]

    def __contains__(self, model_id: object) -> bool:
        return model_id in self.entries

    @cached_property
    def priced(self) -> tuple[str, ...]:
        """Ids of the models that are billed by token or by image."""
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
    """All price books: the vendors' list prices and the guide's, with voters' scores, capabilities and rates."""

    listed: PriceBook
    guide: PriceBook
    boards: tuple[Board, ...] = ()
    """The boards of voters, at most one for each use."""
    capabilities: CapabilityFile | None = None
    """None if the folder of price files does not have the file."""
    reference_rates: ReferenceRates | None = None
    """None if the folder of price files does not have the file."""

    @cached_property
    def board(self) -> Board | None:
        """The board of text to image; None if the folder of price files does not have it."""
        return self.board_of("text to image")

    @cached_property
    def model_names(self) -> Mapping[str, str]:
        """What people call each model, by its id."""
        entries = (*self.guide.entries.values(), *self.listed.entries.values())
        return {entry.model.id: entry.model.name for entry in entries}

    def board_of(self, use: BoardUse) -> Board | None:
        """The board of a use; None if there is none."""
        return next((board for board in self.boards if board.use == use), None)

    def __getitem__(self, prices: PriceBasis) -> PriceBook:
        """The book of a scenario's `prices`."""
        match prices:
            case ListPrices():
                return self.listed
            case GuidePrices():
                return self.guide
        assert_never(prices)

    def vendor_of(self, model: str) -> str:
        """The vendor of a model by the list prices, as the guide is one file. Raises KeyError for an unknown model."""
        return (self.listed.entries.get(model) or self.guide.entries[model]).file.vendor

    def rate_card(self, model_id: str, prices: PriceBasis, exchange: Exchange = IN_USD) -> RateCard:
        """The rate card of a model by list prices of a day or by the guide. Raises KeyError for an unknown model."""
        book = self[prices]
        day = prices.day if isinstance(prices, ListPrices) else book.first_day
        rates = None if self.reference_rates is None else self.reference_rates.on(day)
        return book.rate_card(model_id, day, exchange, rates)


def load(folder: Path | None = None) -> PriceBooks:
    """Read every price file of a folder (`PLANNER_PRICES`, or the ones shipped).

    Raises PriceBookError, with a message of one line, for an invalid file.
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
    """Sort key of the price files: OpenAI's file first, then by name."""
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
