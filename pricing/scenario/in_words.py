"""How the names and shares of a plan are written for people, in files and on pages."""

from collections.abc import Mapping, Sequence

from pricing.prices import ListPrices, PriceBasis, PriceBook
from pricing.prices.revision import BookRevision
from pricing.prices.services import Service
from pricing.scenario.events import Event, Events
from pricing.scenario.fields import FIELDS
from pricing.scenario.labels.messages import prices_and_rate, rate_of_exchange
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.ranges import PriceRange, Range, Ranges
from pricing.scenario.scenario import Scenario
from pricing.values.exact import PERCENT, plain
from pricing.wording import figures
from pricing.wording.figures import day, percent
from pricing.wording.messages import words

COMPONENTS = {
    "text_input": "Prompt text",
    "image_input": "Reference images",
    "image_output": "Generated images",
    "text_output": "Text given out",
    "partial_images": "Partial images",
    "further_megapixels": "Further megapixels",
    "tiles": "Tiles of the image",
    "own": "Own costs",
}
TIERS = {"low": "Low", "medium": "Medium", "high": "High"}


def price_book(prices: PriceBasis) -> str:
    """`24 Nov 2026` or `the May 2025 guide`: whose prices count."""
    return day(prices.day) if isinstance(prices, ListPrices) else "the May 2025 guide"


def priced_at(scenario: Scenario) -> str:
    """Whose prices count and, in another currency than USD, at which rate of exchange: `24 Nov 2026`."""
    prices = price_book(scenario.prices)
    if scenario.rate is None:
        return prices
    return words(prices_and_rate(prices, rate_of_exchange(scenario.rate, scenario.currency, scenario.rate_day)))


def book_revision(revision: BookRevision) -> str:
    """`revision 836a47496113 of 24 Nov 2026`: the state of the price book."""
    return f"revision {revision.hash} of {day(revision.day)}"


def mix(quality: Quality) -> str:
    """`30% low, 50% medium, 20% high`; tiers without a share are left out."""
    return ", ".join(f"{percent(share)} {tier}" for tier, share in quality.shares())


def sizes(of: SizeMix) -> str:
    """`1024x1024`, or with their shares `1024x1024 70%, 1536x1024 30%`."""
    return ", ".join(f"{size} {percent(share)}" if share < PERCENT else str(size) for size, share in of)


def own_service(own: Own, known: Mapping[str, Service]) -> str:
    """How a service that a user brings along bills, with every digit: `low 0.01, high 0.03 USD an image`."""
    match own:
        case OwnPrice():
            return ", ".join(f"{tier} {plain(usd)}" for tier, usd in own.usd) + f" {figures.reader().currency} an image"
        case OwnFactor():
            where = f" at {own.base_url}" if own.base_url else ""
            return f"{known[own.model].name} x {plain(own.factor)}{where}"
        case OwnMachines():
            hourly = f"{plain(own.usd_per_hour)} {figures.reader().currency} a GPU hour"
            return f"{hourly}, {figures.number(own.images_per_hour)} images an hour"


def processed_size(of: str, processing: str) -> str:
    """`1024x1024, batch`: a size, and how it is processed where not as ever."""
    return of if processing == "standard" else f"{of}, {processing}"


def ranges_in_words(ranges: Ranges) -> str:
    """Those of a workload, with semicolons between."""
    return "; ".join(map(range_in_words, ranges))


def events_in_words(events: Events, names: Sequence[str] = ()) -> str:
    """Those of a scenario, with semicolons between; of one of several workloads with its name."""
    return "; ".join(event_in_words(event, names) for event in events)


def range_in_words(each: Range) -> str:
    """`Images per day 800 to 2,000`."""
    label = "High quality, %" if each.lever == "high" else FIELDS[each.lever].label
    return f"{label} {figures.number(each.low)} to {figures.number(each.high)}"


def price_range_in_words(each: PriceRange) -> str:
    """`-30% to +10%`."""
    return f"{figures.signed_percent(each.low)} to {figures.signed_percent(each.high)}"


def event_in_words(event: Event, names: Sequence[str] = (), book: PriceBook | None = None) -> str:
    """`From Mar 2027: vendors' rates -20%`, with the workload's and the model's name where they are given."""
    first = figures.month(event.first)
    if event.what == "once":
        when = first
    else:
        when = f"From {first}" if event.last is None else f"{first} to {figures.month(event.last)}"
    if event.workload is not None and len(names) > 1:
        when += f", {names[event.workload - 1]}"
    return f"{when}: {_change(event, book)}"


def _change(event: Event, book: PriceBook | None) -> str:
    if isinstance(event.value, str):
        known = book is not None and event.value in book
        return f"on {book[event.value].model.name if book is not None and known else event.value}"
    match event.what:
        case "price":
            return f"vendors' rates {figures.signed_percent(event.value)}"
        case "images":
            return f"volume {figures.signed_percent(event.value)}"
    return f"{figures.money(event.value)} once"
