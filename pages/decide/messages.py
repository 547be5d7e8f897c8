"""What the Decide page says of what is typed there."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from pricing.decide import messages as decide_messages
from pricing.decide.joint import ExcludedWay, Joint, JointStep
from pricing.scenario.events import What
from pricing.values.exact import percent_of
from pricing.values.month import Month
from pricing.wording.messages import CurrencyCode, Items, Message, Money, Percent, message

TARGET = message("Find the changes that reach a target")
NO_TARGET = message("No target")
A_QUARTER_LESS = message("A quarter less")
HALVE_IT = message("Halve it")
WITHIN_THE_BUDGET = message("Within the budget")
TAKE_SEVERAL = message("Take several together")
CHOOSE_TWO = message("Choose two or more")
NOW = message("Now")
WITH_THESE = message("With these")
APPLY_ALL = message("Apply all of them")


def together(applied: Joint, before: Decimal) -> Message:
    """What several ways save at once, of the cost a month before."""
    return message(
        "Together they save {saving} a month, {share}: {before} becomes {after}",
        saving=Money(applied.saving),
        share=Percent(percent_of(applied.saving, before)),
        before=Money(before),
        after=Money(applied.per_month),
    )


def reached(applied: Joint, before: Decimal, target: Decimal) -> Message:
    """Whether a target is reached, and with which cost a month."""
    places = {"before": Money(before), "after": Money(applied.per_month), "target": Money(target)}
    if applied.per_month <= target:
        return message("{before} a month becomes {after}: the target of {target} is reached", **places)
    return message("{before} a month becomes {after} at the least: the target of {target} is not reached", **places)


def no_way_to_target() -> Message:
    return message(
        "No change that the planner knows makes this plan cheaper without a negotiation or an unproven model."
    )


def gives_up(step: JointStep) -> Message:
    """What one of several changes is, what it saves after those before it, and what it gives up."""
    return message(
        "{change}, {saving} a month. Gives up: {kind}. {effect}",
        change=decide_messages.change(step.way),
        saving=Money(step.saving),
        kind=decide_messages.GIVEN_UP[step.way.kind],
        effect=decide_messages.effect(step.way),
    )


def steps(applied: Joint) -> Message:
    parts = (
        message("{way} {amount}", way=decide_messages.name(step.way), amount=Money(-step.saving, signed=True))
        for step in applied.steps
    )
    return message("Cost a month, step by step: {steps}", steps=Items(tuple(parts), "list"))


def applied_together(applied: Joint) -> Message:
    return message("{ways}", ways=Items(tuple(decide_messages.name(step.way) for step in applied.steps), "list"))


def left_out(omission: ExcludedWay) -> Message:
    return message(
        "{way} is left out. {reason}", way=decide_messages.name(omission.way), reason=decide_messages.left_out(omission)
    )


def an_end(low: Decimal, high: Decimal) -> Message:
    return message("a number from {low} to {high} other than the other end", low=low, high=high)


def try_it() -> Message:
    return message("Try it: which images does your team accept?")


def trial_cost(prompts: int, models: int, cost: Decimal | None) -> Message:
    """What a trial costs; USD, None without a price."""
    if cost is None:
        return message(
            "The table has {prompts} prompts and {models} models, not all of which have a price here. Write 1 where an "
            "image is good enough and 0 where it is not.",
            prompts=prompts,
            models=models,
        )
    return message(
        "Making {prompts} images on each of {models} models costs {cost}. Write 1 where an image is good enough and 0 "
        "where it is not.",
        prompts=prompts,
        models=models,
        cost=Money(cost),
    )


def trial_table() -> Message:
    return message("Table to fill in (CSV)")


def trial_filled() -> Message:
    return message("The filled in table, pasted here")


def unread_row(row: int, cell: str) -> Message:
    if row == 1:
        return message(
            "Row 1 has to name models by their ids, each once, after the prompt; it has {cell}.", cell=repr(cell)
        )
    return message("Row {row} has {cell}; a cell takes 1 or yes, 0 or no, or nothing.", row=row, cell=repr(cell))


def tried(model: str, accepted: int, images: int, low: Decimal, high: Decimal) -> Message:
    return message(
        "{model}: {accepted} of {images} accepted; of all its images between {low} and {high}, 95% sure.",
        model=model,
        accepted=accepted,
        images=images,
        low=Percent(low),
        high=Percent(high),
    )


def what_bars_are(level: bool) -> Message:
    """What the bars of the savings are of; `level`: whether every month is the same."""
    if level:
        return message("{currency} a month that each saves, alone, by what it gives up", currency=CurrencyCode())
    return message(
        "{currency} that each saves over the months that can be bought, alone, by what it gives up",
        currency=CurrencyCode(),
    )


# What changes on the way.

EVENTS: Mapping[What, Message] = {
    "images": message("Launch or season: other volume"),
    "price": message("Price change of the vendors"),
    "model": message("Switch to another model"),
    "once": message("A sum paid once"),
}
ADD_EVENT = message("Add what changes")
REMOVE = message("Remove")
WHAT_CHANGES = message("What changes")
FROM_MONTH = message("From")
IN_MONTH = message("In")
UNTIL = message("Until")
TO_THE_END = message("to the end")
WORKLOAD = message("Workload")
ALL_WORKLOADS = message("All workloads")
TO_MODEL = message("To")
ADD = message("Add")


def event_value(what: What, currency: str) -> Message:
    """What the box for the value of an event is called."""
    match what:
        case "images":
            return message("Images: a multiple, or percent more or fewer")
        case "price":
            return message("Vendors' rates: a multiple, or percent more or less")
    return message("Sum, {currency}", currency=currency)


def event_value_refused(typed: str, takes: Message) -> Message:
    if not typed:
        return message("Type a value. It takes {takes}.", takes=takes)
    return message("“{typed}” is not taken. It takes {takes}.", typed=typed, takes=takes)


def event_refused(takes: Message) -> Message:
    return message("This cannot be added. The plan takes {takes}.", takes=takes)


def most_events(most: int) -> Message:
    return message("A plan has at most {most} changes. Remove one to add another.", most=most)


def switch(workload: str, model: str, first: Month) -> Message:
    """A button to the switch to what replaces a model that ends."""
    if workload:
        return message("{workload}: switch to {model} from {month}", workload=workload, model=model, month=first)
    return message("Switch to {model} from {month}", model=model, month=first)


def ends_on(model: str, day: dt.date) -> Message:
    return message("{model} ends on {day}.", model=model, day=day)
