"""What is wrong with a link: a value that a field does not take, or values that do not go together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pricing.prices import ListPrices, PriceBooks
from pricing.scenario import events, levers
from pricing.scenario.events import Event
from pricing.scenario.fields import NAME, numbered
from pricing.scenario.kinds import Choice
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import folded
from pricing.wording.figures import number

_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a link: which field, what it got (shortened), what it accepts."""

    field: str
    value: str
    problem: str

    def __str__(self) -> str:
        return f"{self.field}: {self.value!r} is not accepted; {self.problem}"


def shortened(text: str) -> str:
    """One short line, whatever stands in a link."""
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({number(len(text))} characters)"


def of_names(values: Mapping[int, Mapping[str, Any]]) -> Iterator[Problem]:
    names: set[str] = set()
    for place, of_workload in values.items():
        name = of_workload[NAME.key]
        if folded(name) in names:
            yield Problem(numbered(place, NAME.key), shortened(name), "it takes a name that no other workload has")
        names.add(folded(name))


def of_prices(values: Mapping[int, Mapping[str, Any]], books: PriceBooks) -> Iterator[Problem]:
    """Models that the price book does not have, or not yet on that day."""
    prices = values[1]["prices"]
    book = books[prices]
    for place, of_workload in values.items():
        model = of_workload["model"]
        if model not in book.priced:
            accepted = Choice(book.priced).accepts
            yield Problem(numbered(place, "model"), model, f"it has no price in {prices}; it takes {accepted}")
        elif isinstance(prices, ListPrices) and prices.day < (first := book[model].first_priced):
            said = f"{model} has prices from {first} on; it takes that day or a later one"
            yield Problem("prices", str(prices), said)


def of_changes(scenario: Scenario, books: PriceBooks) -> Iterator[Problem]:
    """Ranges that do not hold their value, and events that the scenario cannot have."""
    for place, workload in enumerate(scenario.workloads, 1):
        for each, takes in levers.problems(workload):
            yield Problem(numbered(place, "ranges"), str(each), f"it takes {takes}")
    for event, takes in impossible(scenario, books):
        yield Problem("events", str(event), f"it takes {takes}")


def impossible(scenario: Scenario, books: PriceBooks) -> Iterator[tuple[Event, str]]:
    """The events that a scenario cannot have, and what it takes."""
    yield from events.problems(scenario.events, scenario.start, scenario.end, len(scenario.workloads))
    book, prices = books[scenario.prices], scenario.prices
    for event in scenario.events:
        if event.what != "model":
            continue
        model = str(event.value)
        if model not in book.priced:
            yield event, f"a model that has a price in {prices}"
        elif isinstance(prices, ListPrices) and prices.day < (first := book[model].first_priced):
            yield event, f"a model that has a price on {prices}; {model} has prices from {first} on"
