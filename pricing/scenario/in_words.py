"""How the names and shares of a plan are written for people, in files and on pages."""

from collections.abc import Iterable, Mapping, Sequence

from pricing.prices import ListPrices, PriceBasis
from pricing.prices.revision import BookRevision
from pricing.prices.services import Service
from pricing.scenario.accepted import Accepted
from pricing.scenario.events import Event, Events
from pricing.scenario.labels import messages
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.ranges import PriceRange, Range, Ranges
from pricing.scenario.scenario import Scenario
from pricing.values.exact import PERCENT, plain
from pricing.wording.figures import day
from pricing.wording.messages import Message, as_written, words


def component(key: str) -> str:
    """A component of a bill: `Generated images`."""
    return words(messages.COMPONENTS[key])


def tier(key: str) -> str:
    """A quality tier: `Low`; empty for an empty key."""
    return words(messages.TIERS[key]) if key else ""


def examples() -> dict[str, str]:
    """The names of the examples as people read them, by the keys of `PRESETS`."""
    return {name: words(shown) for name, shown in messages.EXAMPLES.items()}


def price_book(prices: PriceBasis) -> str:
    """Whose prices count: `24 Nov 2026` or `the May 2025 guide`."""
    return day(prices.day) if isinstance(prices, ListPrices) else words(messages.THE_GUIDE)


def priced_at(scenario: Scenario) -> str:
    """Whose prices count and, in another currency than USD, at which rate of exchange."""
    prices = price_book(scenario.prices)
    if scenario.rate is None:
        return prices
    rate = messages.rate_of_exchange(scenario.rate, scenario.currency, scenario.rate_day)
    return words(messages.prices_and_rate(prices, rate))


def book_revision(revision: BookRevision) -> str:
    """The state of the price book: `revision 836a47496113 of 24 Nov 2026`."""
    return words(messages.book_revision(revision.hash, revision.day))


def mix_message(quality: Quality) -> Message:
    """`30% low, 50% medium, 20% high`; tiers without a share are left out."""
    return messages.listed([messages.share_of_tier(tier, share) for tier, share in quality.shares()])


def mix(quality: Quality) -> str:
    """As `mix_message`, in words."""
    return words(mix_message(quality))


def sizes_message(mix: SizeMix) -> Message:
    """One size, `1024x1024`, or several with their shares, `1024x1024 70%, 1536x1024 30%`."""
    return messages.listed(
        [
            messages.share_of_size(size, share) if share < PERCENT else messages.processed_size(str(size), "standard")
            for size, share in mix
        ]
    )


def sizes(mix: SizeMix) -> str:
    """As `sizes_message`, in words."""
    return words(sizes_message(mix))


def own_service(own: Own, known: Mapping[str, Service]) -> str:
    """How an own service bills, amounts with every digit: `low 0.01, high 0.03 USD an image`."""
    match own:
        case OwnPrice():
            return words(
                messages.own_prices([messages.price_of_tier(tier, plain(amount)) for tier, amount in own.amounts])
            )
        case OwnFactor():
            return words(messages.own_factor(known[own.model].name, plain(own.factor), own.base_url))
        case OwnMachines():
            return words(messages.own_machines(plain(own.per_hour), own.images_per_hour))


def choice(key: str, text: str) -> str:
    """A choice of the field with a key, as people read it: `paid a year ahead`; any other text unchanged."""
    known = messages.CHOICES.get(key, {})
    return words(known[text]) if text in known else text


def listed(texts: Iterable[str]) -> str:
    """Several names with commas between."""
    return words(messages.listed([as_written(text) for text in texts]))


def choices(key: str, texts: Iterable[str]) -> str:
    """Several choices of one field as people read them, with commas between."""
    return listed(choice(key, text) for text in texts)


def model_name(model: str, models: Mapping[str, str]) -> str:
    """`GPT Image 2`: what people call a model; `models` are names by id, else it is called by its id."""
    return models.get(model, model)


def accepted_in_trial(accepted: Accepted, models: Mapping[str, str]) -> str:
    """`GPT Image 2 95%`: what a team accepted of each model's images; `models` as of `model_name`."""
    return words(
        messages.listed([messages.accepted_share(model_name(model, models), percent) for model, percent in accepted])
    )


def processed_size(size: str, processing: str) -> str:
    """A size, with its processing if that is not standard: `1024x1024, batch`."""
    return words(messages.processed_size(size, processing))


def in_a_row(texts: Iterable[str]) -> str:
    """Texts with semicolons between; empty where there is none."""
    several = [as_written(text) for text in texts]
    return words(messages.in_a_row(several)) if several else ""


def ranges_in_words(ranges: Ranges) -> str:
    """The ranges of a workload, with semicolons between."""
    return in_a_row(map(range_in_words, ranges))


def events_in_words(events: Events, names: Sequence[str], models: Mapping[str, str]) -> str:
    """The events of a scenario, with semicolons between; `names` are those of several workloads."""
    return in_a_row(event_in_words(event, names, models) for event in events)


def range_in_words(lever_range: Range) -> str:
    """A range of a lever: `Images per day 800 to 2,000`."""
    name = messages.HIGH_SHARE if lever_range.lever == "high" else messages.LABELS[lever_range.lever]
    return words(messages.range_of(name, lever_range.low, lever_range.high))


def price_range_in_words(price_range: PriceRange) -> str:
    """A range of prices: `-30% to +10%`."""
    return words(messages.price_range(price_range.low, price_range.high))


def event_in_words(event: Event, names: Sequence[str], models: Mapping[str, str]) -> str:
    """`From Mar 2027: vendors' rates -20%`; `names` of the workloads, `models` as of `model_name`."""
    if event.effect == "once" and not isinstance(event.value, str):
        return words(messages.paid_once(event.first, event.value))
    workload = names[event.workload - 1] if event.workload is not None and len(names) > 1 else ""
    return words(messages.event(event.first, event.last, workload, _change(event, models)))


def _change(event: Event, models: Mapping[str, str]) -> Message:
    if isinstance(event.value, str):
        return messages.on_model(model_name(event.value, models))
    if event.effect == "price":
        return messages.rates_change(event.value)
    return messages.volume_changes(event.value)
