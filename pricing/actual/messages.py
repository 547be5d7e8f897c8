"""Messages about a billed month, its open questions, and the levers that correct a plan."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from pricing.actual.readers.files.messages import shortened
from pricing.actual.readers.messages import source_name, sum_in
from pricing.values.month import Month
from pricing.wording.messages import Figure, Items, Message, Money, Percent, message

PartCode = Literal["volume", "tries", "mix", "size", "tokens", "text", "rate", "unexplained"]
"""A part of the difference between plan and bill."""
ApartKind = Literal["other", "credit", "refund", "tax", "fee", "currency"]
"""Why an amount is held against no plan: another name, a charge that is no usage, or a currency without a rate."""
Identified = Literal["counted", "tokens", "given", "billed", "cost"]
"""What a lever's value was identified by: a count, tokens, a person's answer, the cost of counted units, or its own
cost."""

PARTS: Mapping[PartCode, Message] = {
    "volume": message("Volume"),
    "tries": message("Tries"),
    "mix": message("Qualities"),
    "size": message("Sizes"),
    "tokens": message("Tokens"),
    "text": message("Text given out"),
    "rate": message("Price"),
    "unexplained": message("Unexplained"),
}
IDENTIFIED: Mapping[Identified, Message] = {
    "counted": message("Counted in the files."),
    "tokens": message("From the tokens: all kinds of tokens differ by the same factor."),
    "given": message("From the number of images used, which you typed."),
    "billed": message("From the billed price of the counted units."),
    "cost": message("From its cost at the planned prices, because no file counts its tokens."),
}

# How a month went.


def billed_above(month: Month, actual: Decimal, percent: Decimal, planned: Decimal) -> Message:
    return message(
        "{month}: {actual} billed, {percent} above the plan of {planned}.",
        month=month,
        actual=Money(actual),
        percent=Percent(percent, in_full=True),
        planned=Money(planned),
    )


def billed_below(month: Month, actual: Decimal, percent: Decimal, planned: Decimal) -> Message:
    return message(
        "{month}: {actual} billed, {percent} below the plan of {planned}.",
        month=month,
        actual=Money(actual),
        percent=Percent(percent, in_full=True),
        planned=Money(planned),
    )


def billed_as_planned(month: Month, actual: Decimal) -> Message:
    return message("{month}: {actual} billed, as much as planned.", month=month, actual=Money(actual))


def billed_in_part(month: Month, actual: Decimal | None) -> Message:
    """For a bill with an amount without a rate; `actual` is the billed amount in USD, None if there is none."""
    if actual is None:
        return message("{month}: billed in another currency without a rate, so nothing is compared.", month=month)
    return message(
        "{month}: {actual} billed, and amounts in another currency without a rate, so nothing is compared.",
        month=month,
        actual=Money(actual),
    )


def billed_without_plan(month: Month, actual: Decimal) -> Message:
    return message("{month}: {actual} billed; nothing was planned.", month=month, actual=Money(actual))


def doubted_count(images: Decimal, usd: Decimal) -> Message:
    return message(
        "The bill counts {images} images at {usd} each. No image of the plan costs that, so the count is not used.",
        images=images,
        usd=Money(usd),
    )


def part_amount(part: PartCode, usd: Decimal) -> Message:
    return message("{part} {amount}", part=PARTS[part], amount=Money(usd, signed=True))


def part_reason(part: PartCode, usd: Decimal) -> Message:
    """A part of the difference with its reason, if no figure is shown beside it."""
    amount = Money(usd, signed=True)
    match part:
        case "volume":
            return message("Volume, {amount}: more or fewer images than planned.", amount=amount)
        case "tries":
            return message("Tries, {amount}: more or fewer images were made per image used.", amount=amount)
        case "mix":
            return message(
                "Qualities, {amount}: other qualities than planned, or other sizes where no file counts them.",
                amount=amount,
            )
        case "size":
            return message("Sizes, {amount}: other sizes than planned.", amount=amount)
        case "tokens":
            return message(
                "Tokens, {amount}: longer or shorter prompts, more or fewer reference images, or other tokens for an "
                "image than any quality takes.",
                amount=amount,
            )
        case "text":
            return message("Text given out, {amount}: text and thinking beside the images.", amount=amount)
        case "rate":
            return message("Price, {amount}: other prices than planned for what is counted.", amount=amount)
        case "unexplained":
            return message(
                "Unexplained, {amount}: no file counts enough to tell whether images, qualities or prices differ.",
                amount=amount,
            )


def unexplained_volume_known(usd: Decimal) -> Message:
    return message(
        "Unexplained, {amount}: no file counts enough to tell whether qualities, tokens or prices differ.",
        amount=Money(usd, signed=True),
    )


def volume_counted(usd: Decimal, made: Decimal, planned: Decimal) -> Message:
    return message(
        "Volume, {amount}: {made} images were made, {planned} were planned.",
        amount=Money(usd, signed=True),
        made=made,
        planned=planned,
    )


def volume_by_tokens(usd: Decimal, made: Decimal, planned: Decimal) -> Message:
    return message(
        "Volume, {amount}: tokens for {made} images, {planned} images were planned.",
        amount=Money(usd, signed=True),
        made=made,
        planned=planned,
    )


def dearer(usd: Decimal, percent: Decimal) -> Message:
    return message(
        "Price, {amount}: what is counted was billed {percent} above the planned prices.",
        amount=Money(usd, signed=True),
        percent=Percent(percent, in_full=True),
    )


def cheaper(usd: Decimal, percent: Decimal) -> Message:
    return message(
        "Price, {amount}: what is counted was billed {percent} below the planned prices.",
        amount=Money(usd, signed=True),
        percent=Percent(percent, in_full=True),
    )


def some_days(days: int, of_days: int) -> Message:
    return message("The bill has {days} of {of_days} days; the plan is of the same days.", days=days, of_days=of_days)


def not_in_horizon() -> Message:
    return message("The plan does not have this month: the bill is compared with a month before growth and events.")


def implied_tokens() -> Message:
    return message(
        "No file counts the tokens. They are worked out from the cost at the planned prices, so a discount looks like "
        "fewer tokens."
    )


def shorter_source(source: str) -> Message:
    return message("{source} has other days than the bill: what it counts is not used.", source=source_name(source))


def several_bills(sources: Iterable[str]) -> Message:
    return message(
        "{sources} bill the same model, and both count. Take one out if they bill the same images.",
        sources=Items(tuple(map(source_name, sources))),
    )


# What is asked, and answers.


def wrong_answer(key: str, value: str, accepted: str) -> Message:
    return message("{key}: “{value}” is not accepted. Accepted: {accepted}.", key=key, value=value, accepted=accepted)


def wrong_key(key: str) -> Message:
    return message("{key} is not a question of these files.", key=key)


def which_rate(currency: str, month: Month, amount: Decimal) -> Message:
    return message(
        "{amount} were billed in {month}: how many {currency} were one USD?",
        amount=Money(amount, currency=currency),
        currency=currency,
        month=month,
    )


def rate_of_file(rate: Decimal, currency: str) -> Message:
    return message("{rate} {currency}, the rate that the file names", rate=str(rate), currency=currency)


def reference_rate(rate: Decimal, currency: str, day: dt.date) -> Message:
    return message(
        "{rate} {currency}, the reference rate of the European Central Bank of {day}",
        rate=str(rate),
        currency=currency,
        day=day,
    )


def which_model(name: str, amount: Message) -> Message:
    return message("“{name}” ({amount}): which model of the plan is it?", name=shortened(name), amount=amount)


def counts_as(name: str, model: str) -> Message:
    """The model that a person assigned to a name."""
    return message("“{name}” counts as {model}.", name=shortened(name), model=model)


def no_model() -> Message:
    return message("None: not of this plan")


def is_it_images(month: Month, images: Decimal, usd: Decimal) -> Message:
    return message(
        "{month}: the bill counts {images}, at {usd} each, which no image of the plan costs. Are these images?",
        month=month,
        images=images,
        usd=Money(usd),
    )


def same_days(name: str) -> Message:
    return message(
        "{name} has other amounts of the same model and days than another table. Is it the same usage, read again?",
        name=name,
    )


def read_again() -> Message:
    return message("The same usage, read again: it counts once, from the newer file")


def further_usage() -> Message:
    return message("Other usage: both count")


def it_is_images() -> Message:
    return message("Yes, images")


def it_is_no_images() -> Message:
    return message("No, something else")


APART: Mapping[ApartKind, Message] = {
    "other": message("Other spending"),
    "credit": message("Credit"),
    "refund": message("Refund"),
    "tax": message("Tax"),
    "fee": message("Fee"),
    "currency": message("In another currency without a rate"),
}


# Lines of the command line.


def asked(key: str, question: Message) -> Message:
    return message("Open: {question} Answer with --answer {key}=...", key=key, question=question)


def may_answer(value: str, label: Message) -> Message:
    return message("  {value}: {label}", value=value, label=label)


def stands_apart(what: ApartKind, name: str, cost: Decimal, currency: str) -> Message:
    amount = sum_in(cost, currency)
    if not name:
        return message("Not part of the plan: {what}, {amount}.", what=APART[what], amount=amount)
    return message(
        "Not part of the plan: {what}, {name}, {amount}.", what=APART[what], name=shortened(name), amount=amount
    )


def changed(label: Message, workload: str, present: Figure, value: Figure) -> Message:
    """One lever at another value, with its workload if the plan has several."""
    if not workload:
        return message("{label}: {present} → {value}", label=label, present=present, value=value)
    return message(
        "{workload}, {label}: {present} → {value}", label=label, workload=workload, present=present, value=value
    )


def set_right(change: Message, evidence: Identified) -> Message:
    return message("Correct the plan: {change}. {evidence}", change=change, evidence=IDENTIFIED[evidence])


def without_rate() -> Message:
    return message("An amount in another currency has no rate yet, so nothing is compared.")


def nothing_to_set_right() -> Message:
    return message("Billed as planned: there is nothing to correct.")


def is_far() -> Message:
    return message(
        "A value of the plan would become more than ten times as large or as small, so none is changed. Look first "
        "whether the files have all of the days and images of this plan."
    )


def cannot_tell() -> Message:
    return message(
        "The bill does not show which value of the plan differs: that needs counts of images and tokens "
        "beside the costs."
    )


def no_cost(month: Month) -> Message:
    return message("No file has a cost of the plan in {month}.", month=month)


def nothing_billed(workload: str) -> Message:
    return message("{workload}: nothing was billed, though the bill has other models of its vendor.", workload=workload)


def not_compared(workload: str) -> Message:
    if not workload:
        return message("A workload is not compared: no file has its costs.")
    return message("{workload} is not compared: no file has its costs.", workload=workload)


def planned_then(planned: Decimal, billed: Decimal) -> tuple[Message, ...]:
    """The cost of the corrected plan beside the billed cost; nothing if no cost was billed."""
    if not billed:
        return ()
    return (
        message(
            "The plan of these days is {planned} then; {billed} were billed.",
            planned=Money(planned),
            billed=Money(billed),
        ),
    )
