"""What is said of a month that was billed, of a year and of an amount that was paid."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Literal

from pricing.actual.readers.messages import source_name
from pricing.values.month import Month
from pricing.wording.messages import Items, Message, Money, Percent, message

PartCode = Literal["volume", "tries", "mix", "tokens", "rate", "no-plan", "unexplained"]
"""A part of the difference between plan and bill."""
Evidence = Literal["counted", "given", "requests", "implied", "likely", "together", "above-list"]
"""What an average rests on."""

PARTS: Mapping[PartCode, Message] = {
    "volume": message("Volume"),
    "tries": message("Images made for one that is used"),
    "mix": message("Mix of qualities and sizes"),
    "tokens": message("Tokens an image"),
    "rate": message("Rates"),
    "no-plan": message("No plan"),
    "unexplained": message("Unexplained"),
}
REASONS: Mapping[PartCode, Message] = {
    "volume": message("More or fewer images than planned."),
    "tries": message("More or fewer images made for one that is used."),
    "mix": message("Other qualities and sizes, told by the images or by the tokens of an image."),
    "tokens": message("Longer or shorter prompts, more or fewer references, or other tokens than any quality takes."),
    "rate": message(
        "What was counted cost more or less than at the planned rates: a contract, a batch share, or the day."
    ),
    "no-plan": message("Models of the price book that no workload is on."),
    "unexplained": message("Names that mean no model here, and what nothing counts."),
}
EVIDENCE: Mapping[Evidence, Message] = {
    "counted": message("Counted."),
    "given": message("From the images used that you gave."),
    "requests": message("Each request taken for one image: nothing counts the images."),
    "implied": message("Worked out from the cost at the planned rates: nothing counts the tokens."),
    "likely": message("The mix nearest to the plan's that takes as many tokens an image."),
    "together": message("Of several workloads together, as the bill does not tell them apart."),
    "above-list": message("Billed above list prices: there is no discount."),
}

# How a month went.


def billed_above(month: Month, actual: Decimal, percent: Decimal, planned: Decimal) -> Message:
    return message(
        "{month}: {actual} billed, {percent} above the plan of {planned}.",
        month=month,
        actual=Money(actual),
        percent=Percent(percent),
        planned=Money(planned),
    )


def billed_below(month: Month, actual: Decimal, percent: Decimal, planned: Decimal) -> Message:
    return message(
        "{month}: {actual} billed, {percent} below the plan of {planned}.",
        month=month,
        actual=Money(actual),
        percent=Percent(percent),
        planned=Money(planned),
    )


def billed_as_planned(month: Month, actual: Decimal) -> Message:
    return message("{month}: {actual} billed, as planned.", month=month, actual=Money(actual))


def billed_without_plan(month: Month, actual: Decimal) -> Message:
    return message("{month}: {actual} billed; nothing was planned.", month=month, actual=Money(actual))


def main_part(part: PartCode, usd: Decimal) -> Message:
    amount = Money(usd, signed=True)
    match part:
        case "volume":
            return message("Most of it: volume, {amount}.", amount=amount)
        case "tries":
            return message("Most of it: images made for one that is used, {amount}.", amount=amount)
        case "mix":
            return message("Most of it: mix of qualities and sizes, {amount}.", amount=amount)
        case "tokens":
            return message("Most of it: tokens an image, {amount}.", amount=amount)
        case "rate":
            return message("Most of it: rates, {amount}.", amount=amount)
        case "no-plan":
            return message("Most of it: no plan, {amount}.", amount=amount)
        case "unexplained":
            return message("Most of it: unexplained, {amount}.", amount=amount)


def part_amount(part: PartCode, usd: Decimal) -> Message:
    return message("{part} {amount}", part=PARTS[part], amount=Money(usd, signed=True))


def part_reason(part: PartCode) -> Message:
    return message("{part}: {reason}", part=PARTS[part], reason=REASONS[part])


def some_days(days: int, of_days: int) -> Message:
    return message("Of {days} of {of_days} days, and as many of the plan.", days=days, of_days=of_days)


def not_in_horizon() -> Message:
    return message("The plan does not have this month: it is held against one before growth and events.")


def implied_tokens() -> Message:
    return message(
        "No file counts the tokens: they follow from the cost at the planned rates, so a discount looks like fewer "
        "tokens."
    )


def shorter_source(source: str) -> Message:
    return message("{source} has fewer days than the bill: what it counts is left out.", source=source_name(source))


def several_bills(sources: Iterable[str]) -> Message:
    return message(
        "{sources} bill the same model: each is counted. Take one out if they bill the same images.",
        sources=Items(tuple(map(source_name, sources))),
    )


def all_of_plan(actual: Decimal) -> Message:
    return message("All {actual} billed in the month are of the plan's models.", actual=Money(actual))


def split_of_bill(actual: Decimal, of_plan: Decimal, no_plan: Decimal, unexplained: Decimal) -> Message:
    return message(
        "Of {actual} billed in the month, {of_plan} are of the plan's models, {no_plan} of others of the price book, "
        "and {unexplained} of names that mean none.",
        actual=Money(actual),
        of_plan=Money(of_plan),
        no_plan=Money(no_plan),
        unexplained=Money(unexplained),
    )


# Where the year lands.


def span(first: Month, last: Month) -> Message:
    """A calendar year, one month, or some months."""
    if first == last:
        return message("{month}", month=first)
    if (first.month, last.month) == (1, 12):
        return message("{year}", year=str(first.year))
    return message("{first} to {last}", first=first, last=last)


def lands(months: Message, total: Decimal) -> Message:
    return message("{months}: {total} expected.", months=months, total=Money(total))


def lands_over(months: Message, total: Decimal, over: Decimal, budget: Decimal, month: Month) -> Message:
    return message(
        "{months}: {total} expected, {over} over the budget of {budget}, above it from {month} on.",
        months=months,
        total=Money(total),
        over=Money(over),
        budget=Money(budget),
        month=month,
    )


def lands_over_in_all(months: Message, total: Decimal, over: Decimal, budget: Decimal, month: Month) -> Message:
    return message(
        "{months}: {total} expected, {over} over the budget of {budget}, used up in {month}.",
        months=months,
        total=Money(total),
        over=Money(over),
        budget=Money(budget),
        month=month,
    )


def lands_under(months: Message, total: Decimal, under: Decimal, budget: Decimal) -> Message:
    return message(
        "{months}: {total} expected, {under} under the budget of {budget}.",
        months=months,
        total=Money(total),
        under=Money(under),
        budget=Money(budget),
    )


def pace(month: Month, billed: Decimal, days: int, of_days: int, expected: Decimal, planned: Decimal) -> Message:
    return message(
        "{month}: {billed} in {days} of {of_days} days, on the way to {expected}; {planned} were planned.",
        month=month,
        billed=Money(billed),
        days=days,
        of_days=of_days,
        expected=Money(expected),
        planned=Money(planned),
    )


# What an amount that was paid says.


def paid_as_planned() -> Message:
    return message("As planned.")


def paid_above(percent: Decimal) -> Message:
    return message("{percent} above the plan", percent=Percent(percent))


def paid_below(percent: Decimal) -> Message:
    return message("{percent} below the plan", percent=Percent(percent))


def paid_without_plan() -> Message:
    return message("Nothing was planned")


def paid_explained(difference: Message, choices: Sequence[Message]) -> Message:
    """The difference, and what a lever would have to be: any of the choices explains it alone."""
    if not choices:
        return message("{difference}; no lever alone explains it.", difference=difference)
    *others, last = choices
    joined = reduce(lambda rest, choice: message("{choice}, or {rest}", choice=choice, rest=rest), others[::-1], last)
    return message("{difference}: that is {choices}.", difference=difference, choices=joined)


def tries_instead(tries: Decimal) -> Message:
    return message("{tries} images made for one used", tries=tries)


def images_instead(images: Decimal) -> Message:
    return message("{images} images a day", images=images)


def high_quality_instead(percent: Decimal) -> Message:
    return message("a mix with {percent} high", percent=Percent(percent))


def discount_instead(percent: Decimal) -> Message:
    return message("{percent} off list prices", percent=Percent(percent))


def of_workload(name: str, choice: Message) -> Message:
    return message("{name}: {choice}", name=name, choice=choice)
