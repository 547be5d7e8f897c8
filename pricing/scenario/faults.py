"""What is wrong with a link: a value that a field does not take, or values that do not go together."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pricing.prices import ListPrices, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.services import NOT_OFFERED
from pricing.scenario import events, levers, messages
from pricing.scenario.events import Event
from pricing.scenario.fields import NAME, numbered
from pricing.scenario.kinds import Choice
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import folded
from pricing.wording.figures import USD, number
from pricing.wording.messages import Message, words

_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a link: which field, what it got (shortened), what it accepts."""

    field: str
    value: str | Message
    problem: Message

    def __str__(self) -> str:
        return words(messages.not_accepted(self.field, self.got, self.problem))

    @property
    def got(self) -> str:
        """The value in words, or the words that stand for a missing value."""
        return words(self.value) if isinstance(self.value, Message) else self.value


def shortened(text: str) -> str:
    """A text of a link as one short line."""
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({number(len(text))} characters)"


def of_names(values: Mapping[int, Mapping[str, Any]]) -> Iterator[Problem]:
    names: set[str] = set()
    for place, of_workload in values.items():
        name = of_workload[NAME.key]
        if folded(name) in names:
            yield Problem(numbered(place, NAME.key), shortened(name), messages.takes_another_name())
        names.add(folded(name))


def of_prices(values: Mapping[int, Mapping[str, Any]], books: PriceBooks) -> Iterator[Problem]:
    """Models that the price book does not have, or not yet on that day."""
    prices = values[1]["prices"]
    book = books[prices]
    for place, of_workload in values.items():
        model = of_workload["model"]
        if model not in book.priced:
            accepted = Choice(book.priced).accepts
            yield Problem(numbered(place, "model"), model, messages.no_price_in(str(prices), accepted))
        elif isinstance(prices, ListPrices) and prices.day < (first := book[model].first_priced):
            yield Problem("prices", str(prices), messages.prices_from(model, first))


def of_currency(values: Mapping[int, Mapping[str, Any]], books: PriceBooks) -> Iterator[Problem]:
    """A currency without a rate, a rate without a currency, and the day of a rate without the rate."""
    currency, rate = values[1]["currency"], values[1]["rate"]
    if currency != USD and rate is None:
        known = reference_rate(currency, books)
        yield Problem("rate", "", messages.takes_a_rate(currency, *(known or (None, None))))
    elif currency == USD:
        without = ((key, values[1][key]) for key in ("rate", "rate_day", "raterange"))
        yield from (Problem(key, str(got), messages.takes_a_currency()) for key, got in without if got is not None)


def reference_rate(currency: str, books: PriceBooks) -> tuple[Decimal, dt.date] | None:
    """The newest reference rate of a currency, and its day; None where the price book has none."""
    if books.reference_rates is None or (rate := books.reference_rates.newest.rates.get(currency)) is None:
        return None
    return rate, books.reference_rates.newest.day


def of_qualities(values: Mapping[int, Mapping[str, Any]], books: PriceBooks) -> Iterator[Problem]:
    """Qualities that the model of a workload does not have. The models are in the book."""
    book = books[values[1]["prices"]]
    for place, of_workload in values.items():
        entry, buys = book[of_workload["model"]], of_workload["buys"]
        if offered(buys, entry) != buys:
            takes = messages.quality_of_model(entry.model.id, entry.qualities, NOT_OFFERED)
            yield Problem(numbered(place, "buys"), shortened("/".join(buys)), messages.takes(takes))


def offered(buys: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    """The chosen qualities if the model has all of them; else none, which means the model's own choice."""
    return () if set(buys) - {*entry.qualities, NOT_OFFERED} else buys


def of_changes(scenario: Scenario, books: PriceBooks) -> Iterator[Problem]:
    """Ranges that do not hold their value, and events that the scenario cannot have."""
    for place, workload in enumerate(scenario.workloads, 1):
        for lever_range, takes in levers.problems(workload):
            yield Problem(numbered(place, "ranges"), str(lever_range), messages.takes(takes))
    for event, takes in impossible(scenario, books):
        yield Problem("events", str(event), messages.takes(takes))


def impossible(scenario: Scenario, books: PriceBooks) -> Iterator[tuple[Event, Message]]:
    """The events that a scenario cannot have, each with what is accepted."""
    yield from events.problems(scenario.events, scenario.start, scenario.end, len(scenario.workloads))
    book, prices = books[scenario.prices], scenario.prices
    for event in scenario.events:
        if event.effect != "model":
            continue
        model = str(event.value)
        if model not in book.priced:
            yield event, messages.a_priced_model(str(prices))
        elif isinstance(prices, ListPrices) and prices.day < (first := book[model].first_priced):
            yield event, messages.a_model_priced_by(str(prices), model, first)
