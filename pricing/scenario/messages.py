"""What the fields of a link say: what each takes, and what is wrong with a link."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, get_args

from pricing.values.month import Month
from pricing.wording.messages import CurrencyCode, Items, Message, counted, message

Unit = Literal[
    "",
    "images",
    "images a day",
    "images an hour",
    "days a month",
    "months",
    "tokens",
    "reference images",
    "partial images",
    "times the average minute, or left out",
    "tries",
    "users, or left out",
    "percent",
    "percent a month",
    "percent high quality",
    "percent on the vendors' rates",
    "percent on the volume",
    "percent, as the sizes add up to 100",
    "amount",
    "units for one USD",
    "amount a month",
    "amount a month, or left out",
    "amount a month of one user, or left out",
    "amount an image",
    "amount a GPU hour",
]
"""What a number counts."""

_WHOLE: Mapping[Unit, Message] = {
    "": message("a whole number from {low} to {high}"),
    "images": message("a whole number from {low} to {high} images"),
    "images a day": message("a whole number from {low} to {high} images a day"),
    "images an hour": message("a whole number from {low} to {high} images an hour"),
    "days a month": message("a whole number from {low} to {high} days a month"),
    "months": message("a whole number from {low} to {high} months"),
    "tokens": message("a whole number from {low} to {high} tokens"),
    "partial images": message("a whole number from {low} to {high} partial images"),
    "users, or left out": message("a whole number from {low} to {high} users, or left out"),
    "percent": message("a whole number from {low} to {high} percent"),
    "percent high quality": message("a whole number from {low} to {high} percent high quality"),
    "percent, as the sizes add up to 100": message(
        "a whole number from {low} to {high} percent, as the sizes add up to 100"
    ),
}
_DECIMAL: Mapping[Unit, Message] = {
    "": message("a number with at most {places} decimals from {low} to {high}"),
    "months": message("a number with at most {places} decimals from {low} to {high} months"),
    "reference images": message("a number with at most {places} decimals from {low} to {high} reference images"),
    "tries": message("a number with at most {places} decimals from {low} to {high} tries"),
    "times the average minute, or left out": message(
        "a number with at most {places} decimals from {low} to {high} times the average minute, or left out"
    ),
    "percent": message("a number with at most {places} decimals from {low} to {high} percent"),
    "percent a month": message("a number with at most {places} decimals from {low} to {high} percent a month"),
    "percent on the vendors' rates": message(
        "a number with at most {places} decimals from {low} to {high} percent on the vendors' rates"
    ),
    "percent on the volume": message(
        "a number with at most {places} decimals from {low} to {high} percent on the volume"
    ),
    "amount": message("a number with at most {places} decimals from {low} to {high} {currency}"),
    "amount a month": message("a number with at most {places} decimals from {low} to {high} {currency} a month"),
    "amount a month, or left out": message(
        "a number with at most {places} decimals from {low} to {high} {currency} a month, or left out"
    ),
    "amount a month of one user, or left out": message(
        "a number with at most {places} decimals from {low} to {high} {currency} a month of one user, or left out"
    ),
    "amount an image": message("a number with at most {places} decimals from {low} to {high} {currency} per image"),
    "amount a GPU hour": message("a number with at most {places} decimals from {low} to {high} {currency} a GPU hour"),
    "units for one USD": message(
        "a number with at most {places} decimals from {low} to {high}, the units of the currency for one US dollar"
    ),
}
AMOUNTS = frozenset(unit for unit in get_args(Unit) if unit.startswith("amount"))
"""Units of what is in the currency of the plan."""


def images_a_day(images: int) -> Message:
    return counted("{number} image a day", "{number} images a day", images)


# What kinds of field take.


def a_number(unit: Unit, low: int, high: int, places: int) -> Message:
    """A number of at most so many decimal `places`; whole when that is 0."""
    if places:
        more = (("currency", CurrencyCode()),) if unit in AMOUNTS else ()
        return replace(_DECIMAL[unit], places=(("places", places), ("low", low), ("high", high), *more))
    return replace(_WHOLE[unit], places=(("low", low), ("high", high)))


def above_0(number: Message) -> Message:
    return message("{number}, above 0", number=number)


def either_number(number: Message, whole: str, decimal: str, typed: str) -> Message:
    return message(
        "{number}; write {whole} or {decimal}, as {typed} could be either",
        number=number,
        whole=whole,
        decimal=decimal,
        typed=typed,
    )


def one_of(options: Sequence[str]) -> Message:
    if len(options) < 8:
        return message("{options}", options=Items(tuple(options), "or"))
    return message(
        "one of {number} names, such as {names}", number=len(options), names=Items(tuple(options[:6]), "list")
    )


def some_of(options: Sequence[str]) -> Message:
    return message("one or more of {options}, each once, with commas between", options=Items(tuple(options), "list"))


def three_qualities(none: str) -> Message:
    """`none` stands for a quality that is not bought."""
    return message(
        "the vendor's quality names that low, medium and high buy, like medium/high/max, with {none} for none",
        none=none,
    )


def quality_of_model(model: str, names: Sequence[str], none: str) -> Message:
    return message(
        "for {model} each of the three is {none} or one of {names}",
        model=model,
        names=Items(tuple(names), "list"),
        none=none,
    )


def accepted_by_model(most: int) -> Message:
    return message(
        "up to {most} models of the price book, each once, with the percent of its images that were accepted, like "
        "gpt-image-2:95,flux-2-pro:80",
        most=most,
    )


def no_field(nearest: str | None) -> Message:
    """`nearest` is a key that is spelled much like it."""
    if nearest is None:
        return message("it is no field of a link")
    return message("it is no field of a link; did you mean {nearest}?", nearest=nearest)


def needs_version(version: int) -> Message:
    return message("links have it from version {version} on; write v={version}", version=str(version))


def below_0_needs_version(number: Message, version: int) -> Message:
    """What a field takes in every version, and the version of links that take less than 0 too."""
    return message("{number}; for a number below 0 write v={version}", number=number, version=str(version))


def a_price_date(first: dt.date, last: dt.date, guide: str) -> Message:
    """Days and `guide` as a link has them."""
    return message("a date from {first} to {last}, or {guide}", first=str(first), last=str(last), guide=guide)


def a_month(first: Month, last: Month) -> Message:
    """Months as a link has them."""
    return message("a month like 2026-11, from {first} to {last}", first=str(first), last=str(last))


def a_currency() -> Message:
    return message("the code of a currency, as in ISO 4217, like EUR, JPY or CNY")


def a_day(first: dt.date, last: dt.date) -> Message:
    """Days as a link has them."""
    return message("a day from {first} to {last}", first=str(first), last=str(last))


def takes_a_rate(currency: str, rate: Decimal | None, day: dt.date | None) -> Message:
    """What `rate` is of a currency; with the reference rate of a day, where the price book has one."""
    if rate is None or day is None:
        return message("accepted: the units of {currency} for one US dollar, above 0", currency=currency)
    return message(
        "accepted: the units of {currency} for one US dollar, above 0; the reference rate of {day} is {rate}",
        currency=currency,
        day=str(day),
        rate=str(rate),
    )


def takes_a_currency() -> Message:
    return message("it needs a currency beside it that is not USD, like currency=EUR")


def a_pixel_size() -> Message:
    return message("a size in pixels like 1024x1536, edges of 10 to 16,384")


def a_name(most: int, without: Sequence[str]) -> Message:
    """`without`: characters that it cannot have."""
    if not without:
        return message("a name of 1 to {most} visible characters", most=most)
    return message(
        "a name of 1 to {most} visible characters without {characters}", most=most, characters=Items(tuple(without))
    )


def a_name_of_its_own(name: Message) -> Message:
    return message("{name} that no other workload has", name=name)


def a_quality_mix() -> Message:
    return message("three whole percentages for low, medium and high that add up to 100, like 30-50-20")


def another_currency(number: Message) -> Message:
    return message(
        "{number}. Amounts of this plan are in {currency}; its currency can be changed beside the budget",
        number=number,
        currency=CurrencyCode(),
    )


def a_size_mix() -> Message:
    return message(
        "a size like 1024x1024, or up to 16 different sizes with whole percentages that add up to 100, like "
        "1024x1024:70,1536x1024:30"
    )


def another_sum(mix: Message, total: int) -> Message:
    return message("{mix}; these add up to {total}", mix=mix, total=total)


def some_ranges(levers: Sequence[str]) -> Message:
    return message(
        "a low below a high for one or more values, each once, like images:800..2000,tries:1..1.6; {levers}",
        levers=Items(tuple(levers), "list"),
    )


def a_price_range() -> Message:
    return message("a low of -90 to 0 percent and a high of 0 to 200 that differ, like -30..10")


def two_ends(number: Message) -> Message:
    return message("{number}, with .. between low and high", number=number)


def a_low_below_high(number: Message) -> Message:
    return message("a low below its high, each {number}", number=number)


def a_range_around(value: str, lever: str) -> Message:
    return message("a low and a high around the {value} that {lever} has", value=value, lever=lever)


def some_events(most: int) -> Message:
    return message(
        "up to {most} events with commas between, each a month or first..last, @ and the number of a workload where it "
        "is not all, what changes, and the value, like 2027-03:price:-20, 2026-12..2027-01@2:images:60, "
        "2027-06:model:gpt-image-2 or 2027-02:once:2500",
        most=most,
    )


def or_a_multiple(percent: Message, least: Decimal, most: Decimal) -> Message:
    return message(
        "{percent}, or a multiple from {least}x to {most}x, like 2x", percent=percent, least=least, most=most
    )


def in_part(takes: Message, part: str) -> Message:
    """What a part of a list takes, and which part that is."""
    return message("{takes}, in {part}", takes=takes, part=part)


def a_later_last_month() -> Message:
    return message("a last month that is not before the first")


def one_month_for_all() -> Message:
    return message("one month and no workload, as its sum is paid once, for all")


def months_of_the_horizon(first: Month, last: Month) -> Message:
    return message("months from {first} to {last}, the horizon", first=str(first), last=str(last))


def number_of_a_workload(workloads: int) -> Message:
    if workloads == 1:
        return message("@1 or no @: there is one")
    return message("the number of a workload, 1 to {workloads}", workloads=workloads)


def one_switch_a_month() -> Message:
    return message("one switch of a workload's model in a month")


def a_priced_model(prices: str) -> Message:
    return message("a model that has a price in {prices}", prices=prices)


def a_model_priced_by(prices: str, model: str, first: dt.date) -> Message:
    return message(
        "a model that has a price on {prices}; {model} has prices from {first} on",
        prices=prices,
        model=model,
        first=str(first),
    )


def some_services(most: int, unknown: str | None = None) -> Message:
    """`unknown`: one that the price book does not have."""
    if unknown is None:
        return message("up to {most} different services of the price book, joined by commas", most=most)
    return message(
        "up to {most} different services of the price book, joined by commas ({unknown} is not one)",
        most=most,
        unknown=repr(unknown),
    )


def a_service_map() -> Message:
    return message("service:low/medium/high for different services, joined by commas")


def one_for_a_service(service: str, choices: Sequence[str], none: str) -> Message:
    return message(
        "for {service} one of: {choices}, or {none}", service=service, choices=Items(tuple(choices), "list"), none=none
    )


# What is wrong with a link.


def not_accepted(field: str, value: str, problem: Message) -> Message:
    """`value` is empty for a key that no link has, that has no value, or that is missing."""
    if not value:
        return message("{field}: {problem}", field=field, problem=problem)
    return message("{field}: {value} is not accepted; {problem}", field=field, value=repr(value), problem=problem)


def takes(accepted: Message) -> Message:
    return message("accepted: {accepted}", accepted=accepted)


def takes_another_name() -> Message:
    return message("accepted: a name that no other workload has")


def takes_name_and_number(name: Message) -> Message:
    return message("{name} is missing; workloads are numbered without a gap", name=name)


def takes_one_value() -> Message:
    return message("accepted: one value")


def given_more_than_once() -> Message:
    return message("given more than once")


def takes_a_version(versions: Sequence[str]) -> Message:
    return message("accepted: {versions}", versions=Items(tuple(versions), "or"))


def no_price_in(prices: str, models: Message) -> Message:
    return message("it has no price in {prices}; accepted: {models}", prices=prices, models=models)


def prices_from(model: str, first: dt.date) -> Message:
    return message(
        "{model} has prices from {first} on; accepted: that day or a later one", model=model, first=str(first)
    )


def most_workloads(most: int) -> Message:
    return message("a scenario has at most {most} workloads", most=most)


def longest_link(most: int) -> Message:
    return message("a link has at most {most} characters", most=most)


def characters(number: int) -> Message:
    return message("{number} characters", number=number)


def more_than_keys(most: int) -> Message:
    return message("more than {most} keys", most=most)


def each_key_once() -> Message:
    return message("each key of the scenario stands in a link once")
