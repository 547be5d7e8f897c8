"""What the explanations say: notices beside a figure, why a cost has no other day, what adding up changed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.bill.messages import bought_as
from pricing.bill.placement import Move
from pricing.prices import Confidence
from pricing.prices.schema import Tier
from pricing.scenario.fields import WaterfallStep
from pricing.scenario.labels.messages import quality
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import Items, Message, Money, Percent, message, together

# Whose prices the figures of a model that ends are.


def prices_of_the_guide() -> Message:
    return message("the prices of the May 2025 guide")


def prices_of_a_day(day: dt.date) -> Message:
    return message("its prices of {day}", day=day)


def last_prices() -> Message:
    return message("its last prices")


# Notices of an estimate.


def successor(named: str, model: str) -> Message:
    return message("The vendor names {named} as the successor of {model}.", named=named, model=model)


def successor_not_priced(named: str, model: str, qualities: Sequence[str]) -> Message:
    return message(
        "The vendor names {named} as the successor of {model}. It has no price here for {qualities} quality.",
        named=named,
        model=model,
        qualities=Items(tuple(map(quality, qualities))),
    )


def disputed_end(model: str, days: Sequence[tuple[dt.date, str]], over: bool) -> Message:
    """`days`: each with the title of its source; `over`: the first of them is past."""
    sources = _days_by_source(days)
    if over:
        return message(
            "Sources disagree on when {model} is shut down: {days}. If the earliest is right, nobody can "
            "buy it any more.",
            model=model,
            days=sources,
        )
    return message(
        "Sources disagree on when {model} is shut down: {days}. If the earliest is right, it ends within this plan.",
        model=model,
        days=sources,
    )


def claimed_end(model: str, days: Sequence[tuple[dt.date, str]]) -> Message:
    """`days`: each with the title of its source."""
    return message(
        "The seller has announced no day on which {model} ends. Claimed: {days}. The plan goes on counting it.",
        model=model,
        days=_days_by_source(days),
    )


def earliest_end(model: str, day: dt.date) -> Message:
    return message(
        "The seller has announced no day on which {model} ends, only that it is {day} at the earliest. The plan "
        "goes on counting it.",
        model=model,
        day=day,
    )


def _days_by_source(days: Sequence[tuple[dt.date, str]]) -> Items:
    return Items(tuple(message("{day} ({title})", day=day, title=title) for day, title in days), "or")


def shut_down(model: str, day: dt.date, prices: Message) -> Message:
    return message(
        "{model} was shut down on {day}: these are {prices}, and nobody can buy it any more.",
        model=model,
        day=day,
        prices=prices,
    )


def shutting_down(model: str, day: dt.date) -> Message:
    return message("{model} will be shut down on {day}, within this plan.", model=model, day=day)


def event_moved(model: str, month: Month, moves: Sequence[Move]) -> Message:
    return message(
        "From {month} on {model} takes the nearest quality and size that it sells: {moves}.",
        model=model,
        month=month,
        moves=Items(tuple(bought_as(move.requested, move.bought) for move in moves), "list"),
    )


def event_not_priced(month: Month, reason: Message) -> Message:
    return message("From {month}: {reason}", month=month, reason=reason)


def no_fidelity(model: str) -> Message:
    return message("{model} has no input fidelity setting.", model=model)


def text_not_counted(model: str, tokens: int, usd: Decimal, source: str) -> Message:
    """`tokens` of a generation as they were measured, and what counting them adds in USD a month."""
    return message(
        "{model} also gives out text that is billed, about {tokens} tokens a generation ({source}). It is not counted "
        "here; it would add {usd} a month.",
        model=model,
        tokens=tokens,
        source=source,
        usd=Money(usd),
    )


def text_not_priced(model: str) -> Message:
    return message(
        "{model} has no price here for text that it gives out, so those tokens are in no figure.", model=model
    )


def partials_not_known(model: str) -> Message:
    return message(
        "Whether {model} streams partial images is not in our sources, so they are not counted.", model=model
    )


def partials_in_batch(model: str) -> Message:
    return message("Images that {model} makes in a batch are not streamed: they have no partial images.", model=model)


def no_batch_on_a_day(model: str, day: dt.date) -> Message:
    return message(
        "{model} has no batch rates here on {day}: the batch share pays standard rates.", model=model, day=day
    )


def no_batch_supported(model: str, source: str) -> Message:
    return message(
        "{model} does not support Batch ({source}): the batch share pays standard rates.", model=model, source=source
    )


def no_batch_in_the_guide(model: str) -> Message:
    return message(
        "{model} has no batch rates in the May 2025 guide: the batch share pays standard rates.", model=model
    )


def one_quality(model: str) -> Message:
    return message("{model} has one quality: low, medium and high cost the same.", model=model)


def estimated_span(model: str, qualities: tuple[str, ...], least: Decimal, most: Decimal) -> Message:
    """Between which amounts a month lies whose tokens are estimates, before growth and events."""
    return message(
        "What {model} takes for {qualities} quality is an estimate from few measurements: the month costs {least} to "
        "{most}. The plan counts with a value between them.",
        model=model,
        qualities=Items(tuple(map(quality, qualities))),
        least=Money(least, cents=True),
        most=Money(most, cents=True),
    )


def disputed_references(size: Size, here: int, there: int, source: str, month: Decimal) -> Message:
    """What a month costs by the other reading of the tokens of a reference image, before growth and events."""
    return message(
        "Sources disagree on the tokens of a {size} reference image: {here} are counted here. By {source} they are "
        "{there}, and the month costs {month}.",
        size=size,
        here=here,
        there=there,
        source=source,
        month=Money(month, cents=True),
    )


def guide_rounding(a_day: Decimal, a_month: Decimal) -> Message:
    return message(
        "The guide rounds each part of a day to the cent before it adds them up: it has {a_day} a day and {a_month} a "
        "month.",
        a_day=Money(a_day, cents=True),
        a_month=Money(a_month, cents=True),
    )


def share_of(confidence: Confidence, share: int) -> Message:
    """How much of the bill, whole percent, rests on figures that are not the vendor's own; 0 is less than one."""
    of_bill = Percent(share or 1)
    match confidence, bool(share):
        case Confidence.CONFLICTING, True:
            return message("{share} of the bill rests on figures where sources disagree.", share=of_bill)
        case Confidence.CONFLICTING, False:
            return message("Less than {share} of the bill rests on figures where sources disagree.", share=of_bill)
        case Confidence.DERIVED, True:
            return message(
                "{share} of the bill rests on figures worked out from published ones, not printed by the vendor.",
                share=of_bill,
            )
        case Confidence.DERIVED, False:
            return message(
                "Less than {share} of the bill rests on figures worked out from published ones, not printed by the "
                "vendor.",
                share=of_bill,
            )
        case Confidence.ESTIMATED, True:
            return message("{share} of the bill rests on estimates from few measurements.", share=of_bill)
        case Confidence.ESTIMATED, False:
            return message("Less than {share} of the bill rests on estimates from few measurements.", share=of_bill)
        case _, True:
            return message("{share} of the bill rests on a reseller's figures.", share=of_bill)
    return message("Less than {share} of the bill rests on a reseller's figures.", share=of_bill)


def stale(days: int, read: dt.date) -> Message:
    return message("The oldest price was read {days} days ago, on {day}: check it at its source.", days=days, day=read)


def stale_by_a_month(days: int, read: Month) -> Message:
    """Where the day on which a price was read is not known."""
    return message(
        "The oldest price was read at least {days} days ago, in or before {month}: check it at its source.",
        days=days,
        month=read,
    )


# Why there is no cost of another day, or of another scenario.


def before(reason: Message) -> Message:
    return message("Before: {reason}", reason=reason)


def after(reason: Message) -> Message:
    return message("After: {reason}", reason=reason)


def not_in_the_list(model: str) -> Message:
    return message("{model} has no price in the list prices.", model=model)


def not_in_the_guide(model: str) -> Message:
    return message("{model} has no price in the May 2025 guide.", model=model)


def prices_from(model: str, first: dt.date, day: dt.date) -> Message:
    return message("{model} has prices from {first} on, not on {day}.", model=model, first=first, day=day)


def prices_until(today: dt.date, day: dt.date) -> Message:
    return message("Prices are known until {today}, not for {day}.", today=today, day=day)


def was_shut_down(model: str, day: dt.date) -> Message:
    return message("{model} was shut down on {day}: nobody can buy it any more.", model=model, day=day)


# What differs between two scenarios.

STEPS: Mapping[WaterfallStep, Message] = {
    "Volume": message("Volume"),
    "Quality mix": message("Quality mix"),
    "Size": message("Size"),
    "Model": message("Model"),
    "Price": message("Price"),
    "Other levers": message("Other assumptions"),
    "Own costs": message("Own costs"),
}
"""What moves a cost, as the steps of a waterfall."""
NONE = message("none")
NOTHING_BOUGHT = message("nothing")
GUIDE = message("May 2025 guide")
WORKLOADS = message("Workloads")
REORDERED = message("in another order")


def steps(together: Sequence[WaterfallStep]) -> Message:
    """Steps that have one bar."""
    names = tuple(STEPS[step] for step in together)
    return names[0] if len(names) == 1 else message("{steps}", steps=Items(names))


def added(name: str) -> Message:
    """What the later scenario alone has."""
    return message("+ {name}", name=name)


def removed(name: str) -> Message:
    """What the earlier scenario alone has."""
    return message("- {name}", name=name)


def list_change(added_names: Sequence[str], removed_names: Sequence[str]) -> Message:
    """What came into a list and what went out of it; nothing of both where only its order is another."""
    parts = (*map(added, added_names), *map(removed, removed_names))
    return message("{changes}", changes=Items(parts, "list")) if parts else REORDERED


def of_workload(workload: str, field: str) -> Message:
    """The name of a field of one of several workloads."""
    return message("{workload}: {field}", workload=workload, field=field)


def own_service(name: str, bills: str) -> Message:
    """A service of the user's own; `bills` is how it bills."""
    return message("{name}: {bills}", name=name, bills=bills)


def of_own_service(field: str, service: str) -> Message:
    return message("{field}, {service}", field=field, service=service)


def tier_at(service: str, tier: Tier) -> Message:
    """The name of what a tier buys at a service."""
    match tier:
        case "low":
            return message("{service}, low quality buys", service=service)
        case "medium":
            return message("{service}, medium quality buys", service=service)
        case "high":
            return message("{service}, high quality buys", service=service)


def tiers_at(service: str) -> Message:
    return message("{service} sells as low, medium, high", service=service)


def changed(field: str, before: str, after: str) -> Message:
    """`before` is empty for a list, of which `after` has what came and went."""
    if not before:
        return message("{field}: {after}", field=field, after=after)
    return message("{field} {before} → {after}", field=field, before=before, after=after)


# What changes where scenarios are added up.


def named_anew(name: str, scenario: str, now: str) -> Message:
    return message("{name} of {scenario} is called {now}.", name=name, scenario=scenario, now=now)


def on_another_model(name: str, model: str, before: str, prices: str) -> Message:
    return message(
        "{name} is on {model}: {before} has no price in {prices}.", name=name, model=model, before=before, prices=prices
    )


def another_term(field: str, value: str, scenario: str, was: str) -> Message:
    return message("{field}: {value}; {scenario} has {was}.", field=field, value=value, scenario=scenario, was=was)


def event_left_out(scenario: str, event: str) -> Message:
    return message("What {scenario} has planned is left out: {event}.", scenario=scenario, event=event)


def at_reference_rate(rate: Decimal, currency: str, day: dt.date, source: str) -> Message:
    return message(
        "Prices in USD are counted at {rate} {currency} for one dollar, a reference rate of {day}: {source}. What "
        "a bank takes is another rate.",
        rate=rate,
        currency=currency,
        day=day,
        source=source,
    )


def at_own_rate(rate: Decimal, currency: str, day: dt.date | None) -> Message:
    if day is None:
        return message(
            "Prices in USD are counted at {rate} {currency} for one dollar, a rate of your own.",
            rate=rate,
            currency=currency,
        )
    return message(
        "Prices in USD are counted at {rate} {currency} for one dollar, a rate of your own of {day}.",
        rate=rate,
        currency=currency,
        day=day,
    )


def priced_otherwise(about: Message) -> Message:
    """`about`: in which currency a model's prices are, and at which rate they are counted."""
    return together([about, message("What a bank takes is another rate.")])
