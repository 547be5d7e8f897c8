"""The texts of files, and the errors of the command line and the API about models and files."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pricing.scenario.labels.messages import in_a_row
from pricing.scenario.messages import images_a_day
from pricing.values.month import Month
from pricing.wording.messages import CurrencyCode, Items, Message, Money, Percent, Sentences, counted, message


def own_rate(per: Literal["image", "month"], amount: Decimal) -> Message:
    """A rate of the team's own costs."""
    if per == "image":
        return message("{cost} per image", cost=Money(amount))
    return message("{cost} a month", cost=Money(amount))


def changed_since(name: str, revision: int) -> Message:
    return message("{name}, changed since revision {revision}", name=name, revision=revision)


def file_not_read(name: str, why: str) -> Message:
    return message("{name} cannot be read: {why}", name=name, why=why)


def no_assumptions(name: str) -> Message:
    return message('{name} has no column "key" with the keys of a plan', name=name)


def open_the_plan() -> Message:
    return message("Open the plan")


def not_in_the_book(models: Iterable[str]) -> Message:
    return message("it is not in the price book; accepted: {models}", models=Items(tuple(models), "list"))


def meant_models(models: Iterable[str]) -> Message:
    return message("it is not in the price book; do you mean {models}?", models=Items(tuple(models), "or"))


def prices_from(model: str, first: dt.date) -> Message:
    return message("{model} has prices from {first} on", model=model, first=str(first))


# Files that people read: headings, heads of tables, and sentences.

COST, COST_AN_IMAGE = message("Cost"), message("Cost per image")
COST_A_DAY, COST_A_MONTH = message("Cost per day"), message("Cost per month")
COST_A_USER = message("Cost per user and month")
PART_OF_REVENUE = message("Part of revenue")
TO_KNOW, TO_DECIDE, WORKLOADS = message("To know"), message("To decide"), message("Workloads")
LINES, FORECAST = message("The bill, line by line"), message("Forecast")
ASSUMPTIONS, SOURCES = message("Assumptions"), message("Sources")
MONTH, IMAGES, SOLD, WORKLOAD = message("Month"), message("Images"), message("Sold"), message("Workload")
MODEL, IMAGES_A_DAY, WHAT = message("Model"), message("Images per day"), message("What")
QUALITY, SIZE, QUANTITY_A_DAY = message("Quality"), message("Size"), message("Quantity per day")
RATE, HOW_READ = message("Rate"), message("How it was read")
YES, NO = message("yes"), message("no")
NO_IMAGES = message("No images")
ASSUMPTION, VALUE, FOR_ALL = message("Assumption"), message("Value"), message("For all workloads")
VERSION, BOOK_HASH, BOOK_DAY = message("Version of the link"), message("Price book revision"), message("Price book day")
PLAN, NOTE, LINK = message("Plan"), message("Note"), message("Link")
SERVICE, TIMES_CHEAPEST = message("Service"), message("Multiple of the lowest cost")
MORE_THAN_NOW, BILLED_BY, SEATS = message("Change"), message("Billed by"), message("Seats to buy")
DOES_THE_JOB, MAKES_THE_VOLUME = message("Does the job"), message("Makes this volume")
FITS, MAY_FIT, FITS_NOT = message("fits"), message("may fit"), message("does not fit")
NOT_KNOWN, NOT_RANKED = message("not known"), message("not ranked")
NONE_FITS, FOR_EACH = message("none fits"), message("Cheapest for each workload")
TERMS = message("Terms of the comparison")
NOTHING_DIFFERS = message("Nothing differs.")
WHAT_DIFFERS, BEFORE, AFTER = message("What differs"), message("Before"), message("After")
BECAUSE_OF = message("Because of")
A_MONTH = message("{currency} per month", currency=CurrencyCode())


def price_book(revision: Message) -> Message:
    """The state of the price book, as a sentence."""
    return message("Price book: {revision}.", revision=revision)


def of_plan(plan: str, title: Message) -> Message:
    """A title with the name of the saved scenario; `name` is empty for a plan that is not saved."""
    return message("{plan}: {title}", plan=plan, title=title) if plan else title


def estimate_title(model: str, workloads: int, images: int, prices: str) -> Message:
    """The title of an estimate: the model of its only workload, or the number of workloads."""
    if workloads == 1:
        return message("{model}, {volume}, prices of {prices}", model=model, volume=images_a_day(images), prices=prices)
    return message(
        "{number} workloads, {volume}, prices of {prices}", number=workloads, volume=images_a_day(images), prices=prices
    )


def comparison_title(images: int, workloads: int, services: int, prices: str) -> Message:
    volume = images_a_day(images)
    if workloads > 1:
        return message(
            "{volume} for {workloads} workloads on {services} services, prices of {prices}",
            volume=volume,
            workloads=workloads,
            services=services,
            prices=prices,
        )
    return counted(
        "{volume} on {number} service, prices of {prices}",
        "{volume} on {number} services, prices of {prices}",
        services,
        volume=volume,
        prices=prices,
    )


def cost_without(workloads: str) -> Message:
    return message("Cost per month without {workloads}", workloads=workloads)


def months(number: int) -> Message:
    return counted("{number} month", "{number} months", number)


def months_sold(number: int) -> Message:
    return counted("{number} month, what can be bought", "{number} months, what can be bought", number)


def months_in_all(number: int) -> Message:
    return counted("{number} month, everything", "{number} months, everything", number)


def read_by(month: Month) -> Message:
    """The day on which a source was read, if only the latest possible month is known."""
    return message("in or before {month}", month=month)


def cheapest_of_these(service: str, cost: Decimal) -> Message:
    return message(
        "The cheapest of these services that fits: {service}, {cost} a month.", service=service, cost=Money(cost)
    )


def cheapest_of_all(services: int, service: str, cost: Decimal) -> Message:
    return message(
        "The cheapest that fits of the {services} services on sale in the price book: {service}, {cost} a month.",
        services=services,
        service=service,
        cost=Money(cost),
    )


def cheapest_no_worse(service: str, cost: Decimal) -> Message:
    return message(
        "The cheapest of those that fit and that voters found no worse than the present models: {service}, {cost} a "
        "month.",
        service=service,
        cost=Money(cost),
    )


def becomes(before: Decimal | None, after: Decimal | None, reason: Message) -> Message:
    """A change of cost without steps that explain it; `reason` says why. None is a cost without a price."""
    if before is None:
        if after is None:
            return message("No price before and none after. {reason}", reason=reason)
        return message("No price before, {after} a month after. {reason}", after=Money(after), reason=reason)
    if after is None:
        return message("{before} a month before, no price after. {reason}", before=Money(before), reason=reason)
    return message(
        "{before} a month becomes {after}. {reason}", before=Money(before), after=Money(after), reason=reason
    )


def stays(cost: Decimal) -> Message:
    return message("{cost} a month stays the same", cost=Money(cost))


def changes_by(before: Decimal, after: Decimal, change: Decimal, percent: Decimal | None) -> Message:
    """`percent` is None if the cost was 0 before."""
    if percent is None:
        return message(
            "{before} a month becomes {after}: {change}",
            before=Money(before),
            after=Money(after),
            change=Money(change, signed=True),
        )
    return message(
        "{before} a month becomes {after}: {change}, {percent}",
        before=Money(before),
        after=Money(after),
        change=Money(change, signed=True),
        percent=Percent(percent, signed=True),
    )


BILLING: Mapping[str, Message] = {
    "tokens": message("by token"),
    "image": message("by image"),
    "credits": message("by credit"),
    "subscription": message("subscription"),
    "own": message("your own"),
    "models": message("each on its model"),
}
"""`billing` in an answer -> its words."""


# What can be decided, one line each.


def choose_another_model(since: dt.date) -> Message:
    """The only line about a plan whose models are all no longer sold."""
    return message("Not sold since {since}: choose another model first.", since=since)


def saves_first(ways: Sequence[Message]) -> Message:
    return message("What to save on first, one change at a time: {ways}.", ways=in_a_row(ways))


def fits_budget(budget: Decimal, level: bool, levers: Sequence[Message]) -> Message:
    """`level`: whether every month costs the same."""
    if not levers and level:
        return message("What keeps a month within {budget}: no single change is enough.", budget=Money(budget))
    if not levers:
        return message("What keeps every month within {budget}: no single change is enough.", budget=Money(budget))
    if level:
        return message(
            "What keeps a month within {budget}, one change at a time: {levers}.",
            budget=Money(budget),
            levers=in_a_row(levers),
        )
    return message(
        "What keeps every month within {budget}, one change at a time: {levers}.",
        budget=Money(budget),
        levers=in_a_row(levers),
    )


def goal(lever: str, value: Decimal, workload: str) -> Message:
    """The furthest value of a lever within the budget; `workload` is empty if there is only one."""
    reached = _goal_of(lever, value)
    return message("{workload}: {goal}", workload=workload, goal=reached) if workload else reached


def _goal_of(lever: str, value: Decimal) -> Message:
    percent = Percent(value, in_full=True)
    match lever:
        case "images":
            return message("at most {volume}", volume=images_a_day(int(value)))
        case "quality":
            return message("at most {percent} high quality", percent=percent)
        case "growth":
            return message("growth of at most {percent} a month", percent=percent)
        case "discount":
            return message("{percent} off list prices", percent=percent)
        case "reuse":
            return message("{percent} reused from your cache", percent=percent)
    return message("{percent} sent as a batch", percent=percent)


def move(lever: Message, low: Decimal, high: Decimal) -> Message:
    return message("{lever}: {low} to {high}", lever=lever, low=Money(low, whole=True), high=Money(high, whole=True))


def moves_most(moves: Sequence[Message]) -> Message:
    return message("What moves the bill most, a month: {moves}.", moves=in_a_row(moves))


def changes(events: Sequence[Message]) -> Message:
    return message("What changes: {events}.", events=in_a_row(events))


# The command line: a cost beside a budget, in one line.


def costs_a_month(cost: Decimal) -> Message:
    return message("{cost} a month", cost=Money(cost))


def dearest(cost: Message, month: Month, dearest: Decimal) -> Message:
    return message("{cost}, {dearest} in {month}", cost=cost, month=month, dearest=Money(dearest))


def above(cost: Message, budget: Decimal, over: Decimal) -> Message:
    return message("above: {cost}, budget {budget}: {over} over", cost=cost, budget=Money(budget), over=Money(over))


def within(cost: Message, budget: Decimal, left: Decimal) -> Message:
    return message("within: {cost}, budget {budget}: {left} left", cost=cost, budget=Money(budget), left=Money(left))


def no_budget_given() -> Message:
    return message("--budget: give one, or a budget in the scenario, or --against another scenario")


def not_made(reasons: Iterable[Message]) -> Message:
    return message("cannot be made: {reasons}", reasons=Sentences(tuple(reasons)))


def without_prices(workloads: Iterable[str]) -> Message:
    return message("not priced: {workloads}", workloads=Items(tuple(workloads), "list"))


def takes_a_day() -> Message:
    return message("accepted: a day like 2026-10-01")
