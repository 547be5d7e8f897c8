"""What the bill says: why a part of it has no price, and what is known to happen to its prices."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.prices.base import Component, Unit
from pricing.prices.capabilities import Fact
from pricing.prices.messages import UNITS
from pricing.prices.schema import PlanFeature, Tier
from pricing.prices.sizes import Limit
from pricing.scenario.labels.messages import quality
from pricing.values.size import Size
from pricing.wording.messages import Figure, Items, Message, as_written, counted, message, together

_COMPONENTS: Mapping[str, Message] = {
    "text_input": message("text input"),
    "image_input": message("image input"),
    "image_output": message("image output"),
    "text_output": message("text output"),
    "partial_images": message("partial images"),
    "further_megapixels": message("further megapixels"),
    "tiles": message("tiles"),
    "credit": message("credit"),
}
_FEATURES: Mapping[PlanFeature, Message] = {
    "relax": message("jobs that may wait"),
    "stealth": message("private images"),
    "company": message("images for a company with more than $1M of revenue"),
}
_INCLUDED: Mapping[str, Message] = {"gpu_minutes": message("minutes"), "credits": message("credits")}


def no_exchange_rate(model: str, currency: str) -> Message:
    return message("{model}: no rate of exchange here for its prices in {currency}.", model=model, currency=currency)


def no_credit(model: str, day: dt.date) -> Message:
    return message("{model}: no price here of a credit on {day}.", model=model, day=day)


def no_reference_price(model: str) -> Message:
    return message("{model}: what a reference image costs is not in our sources.", model=model)


def no_further_reference_price(model: str, included: int) -> Message:
    return counted(
        "{model}: its price includes {number} reference image; what further ones cost is not in our sources.",
        "{model}: its price includes {number} reference images; what further ones cost is not in our sources.",
        included,
        model=model,
    )


def no_price(model: str, quality_key: str) -> Message:
    return message("{model} has no price here for {quality} quality.", model=model, quality=quality(quality_key))


def no_price_because(model: str, quality_key: str, reason: str) -> Message:
    """`reason` is the price book's."""
    return message(
        "{model} has no price here for {quality} quality: {reason}",
        model=model,
        quality=quality(quality_key),
        reason=as_written(reason),
    )


def no_price_at(model: str, quality_key: str, size: Size) -> Message:
    return message(
        "{model} has no price here for {quality} quality at {size}.",
        model=model,
        quality=quality(quality_key),
        size=size,
    )


def not_made(model: str, size: Size, limit: Limit, fact: Fact, source: str, nearest: Size | None) -> Message:
    """`source` is the title of the fact's; `nearest` the nearest size that can be made, where that is known."""
    why = _broken(limit, fact, model, size, source)
    if nearest is None:
        return why
    return together([why, message("The nearest that it makes is {nearest}.", nearest=nearest)])


def _broken(limit: Limit, fact: Fact, model: str, size: Size, source: str) -> Message:
    """Which limit of a model's sizes a size breaks, and where the limit was read."""
    if limit == "sizes":
        return message(
            "{model} cannot make {size}: it makes {sizes} alone ({source}).",
            model=model,
            size=size,
            sizes=Items(fact.sizes(), "list"),
            source=source,
        )
    number = fact.value if isinstance(fact.value, int) else str(fact.value)
    places: dict[str, Figure] = {"model": model, "size": size, "limit": number, "source": source}
    match limit:
        case "pixels_least":
            return message("{model} cannot make {size}: it makes no fewer than {limit} pixels ({source}).", **places)
        case "pixels_most":
            return message("{model} cannot make {size}: it makes no more than {limit} pixels ({source}).", **places)
        case "edge_least":
            return message("{model} cannot make {size}: no edge is shorter than {limit} pixels ({source}).", **places)
        case "edge_most":
            return message("{model} cannot make {size}: no edge is longer than {limit} pixels ({source}).", **places)
        case "edge_multiple":
            return message("{model} cannot make {size}: edges are multiples of {limit} pixels ({source}).", **places)
        case "ratio_most":
            return message("{model} cannot make {size}: {limit} is the most extreme shape ({source}).", **places)


def no_rate(model: str, component: Component, day: dt.date) -> Message:
    return message(
        "{model}: no price here of {component} on {day}.", model=model, component=_COMPONENTS[component], day=day
    )


def no_rate_at(model: str, component: Component, quality: str, size: Size, day: dt.date) -> Message:
    return message(
        "{model}: no price here of {component} for {quality} quality at {size} on {day}.",
        model=model,
        component=_COMPONENTS[component],
        quality=quality,
        size=size,
        day=day,
    )


def no_plan_allows(model: str, features: Sequence[PlanFeature]) -> Message:
    wanted = Items(tuple(_FEATURES[feature] for feature in features))
    return message("{model}: whether a plan allows {features} is not in our sources.", model=model, features=wanted)


def no_yearly_plan(model: str, day: dt.date) -> Message:
    return message("{model}: no plan has a yearly price here on {day}.", model=model, day=day)


def no_monthly_plan(model: str, day: dt.date) -> Message:
    return message("{model}: no plan has a monthly price here on {day}.", model=model, day=day)


def no_step(model: str, included: str) -> Message:
    """`included` is what the plans include: `gpu_minutes` or `credits`."""
    return message(
        "{model}: its plans have no amounts of {unit} that can be compared.", model=model, unit=_INCLUDED[included]
    )


def no_job(model: str, included: str, job: str, day: dt.date) -> Message:
    return message(
        "{model}: no {unit} of a {job} job on {day}.", model=model, unit=_INCLUDED[included], job=job, day=day
    )


def job_included(model: str, job: str) -> Message:
    return message("{model}: a plan includes {job} images, however many.", model=model, job=job)


def bought_as(asked: Tier | Size, bought: Tier | Size) -> Message:
    """The tier or size that is bought instead of one without a price."""
    asked_name, bought_name = (choice if isinstance(choice, Size) else quality(choice) for choice in (asked, bought))
    return message("{asked} as {bought}", asked=asked_name, bought=bought_name)


def price_changes(subject: Message, before: Decimal, after: Decimal, unit: Unit) -> Message:
    """`subject` as of `priced_part`."""
    return message(
        "{subject} from {before} to {after} {unit}", subject=subject, before=before, after=after, unit=UNITS[unit]
    )


def price_ends(subject: Message, amount: Decimal, unit: Unit) -> Message:
    return message(
        "{subject}: the price of {amount} {unit} ends, and none follows that day",
        subject=subject,
        amount=amount,
        unit=UNITS[unit],
    )


def priced_part(model: str, component: Component, quality: str) -> Message:
    """What a price is of: a component, of a quality where there are several, of a model where there are several."""
    part = _COMPONENTS[component]
    if quality:
        part = message("{component} {quality}", component=part, quality=quality)
    return message("{model}, {part}", model=model, part=part) if model else part


def shuts_down(model: str, others: Sequence[dt.date]) -> Message:
    """`others` are the days that other sources have, where they disagree."""
    if not others:
        return message("{model} is shut down", model=model)
    return message("{model} is shut down, or {days} by another source", model=model, days=Items(tuple(others), "or"))


def listed_in(model: str, currency: str, rate: Decimal, day: dt.date) -> Message:
    """The currency of a vendor's prices that are counted at the reference rate of a day."""
    return message(
        "The prices of {model} are in {currency}, counted at the reference rate of {day}: {rate} {currency} for one "
        "USD.",
        model=model,
        currency=currency,
        rate=rate,
        day=day,
    )
