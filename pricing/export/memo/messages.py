"""The headings and sentences of the memo."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from pricing.scenario.messages import images_a_day
from pricing.values.month import Month
from pricing.wording.messages import Items, Message, Money, Percent, counted, message


def memo_title(images: int, prices: str) -> Message:
    return message("What we recommend: {volume}, prices of {prices}", volume=images_a_day(images), prices=prices)


def we_recommend() -> Message:
    return message("What we recommend")


def no_total() -> Message:
    return message("Why the plan as it is has no total")


def costs_without(workloads: Iterable[str], per_month: Decimal) -> Message:
    return message(
        "Without {workloads} a month costs {cost}.", workloads=Items(tuple(workloads)), cost=Money(per_month)
    )


def because() -> Message:
    return message("Because")


def gives_up() -> Message:
    return message("What we give up")


def it_costs() -> Message:
    return message("What the plan costs as it is")


def how_sure() -> Message:
    return message("How sure we are")


def would_change() -> Message:
    return message("What would change the recommendation")


def next_steps() -> Message:
    return message("What to do next")


def recommended(name: Message, change: Message, saving: Decimal, total: Decimal, months: int, level: bool) -> Message:
    """`level`: whether every month costs the same."""
    if level:
        return counted(
            "{name} ({change}): it saves {saving} in the one month.",
            "{name} ({change}): it saves {saving} a month, {total} over the {number} months.",
            months,
            name=name,
            change=change,
            saving=Money(saving),
            total=Money(total),
        )
    return counted(
        "{name} ({change}): it saves {saving} a month before growth and events, {total} in the one month.",
        "{name} ({change}): it saves {saving} a month before growth and events, {total} over the {number} months.",
        months,
        name=name,
        change=change,
        saving=Money(saving),
        total=Money(total),
    )


def move_to(service: str, per_month: Decimal) -> Message:
    return message("Move to {service}: the plan costs {cost} a month there.", service=service, cost=Money(per_month))


def move_workload(workload: str, model: str) -> Message:
    return message("Move {workload} to {model}.", workload=workload, model=model)


def costs_then(per_month: Decimal) -> Message:
    return message("After that the plan costs {cost} a month.", cost=Money(per_month))


def keep_the_plan(per_month: Decimal) -> Message:
    return message(
        "Keep the plan as it is, at {cost} a month: no saving that we know of is shown to keep the images as good.",
        cost=Money(per_month),
    )


def cheaper(before: Decimal | None, after: Decimal, percent: Decimal) -> Message:
    return message(
        "A month costs {after} after it and {before} now: {percent} less.",
        after=Money(after),
        before=Money(before or Decimal(0)),
        percent=Percent(percent),
    )


def budget_after(budget: Decimal, within: bool) -> Message:
    """Whether the change brings every month within a budget that is exceeded now."""
    if within:
        return message("With it every month is within the budget of {budget}.", budget=Money(budget))
    return message("With it a month is still above the budget of {budget}.", budget=Money(budget))


def accepted_in_trial(before: Decimal, after: Decimal) -> Message:
    return message(
        "In our own trial {after} of its images were accepted, and {before} of those of the present model.",
        after=Percent(after),
        before=Percent(before),
    )


def voted(before: int, after: int, board: str, day: dt.date) -> Message:
    return message(
        "Voters gave it {after} points and the present model {before}, no worse within what their votes can tell "
        "({board}, {day}).",
        after=after,
        before=before,
        board=board,
        day=day,
    )


def rates_from(source: Message) -> Message:
    """`source` with the day on which it was read."""
    return message("Its rates are from {source}.", source=source)


def sources() -> Message:
    return message("Sources")


def given_up(effect: Message, part: Decimal) -> Message:
    return message("{effect} It concerns {part} of the bill.", effect=effect, part=Percent(part))


def no_images() -> Message:
    return message("With {volume} there is nothing to recommend.", volume=images_a_day(0))


def costs_every_month(cost: Decimal) -> Message:
    return message("Every month costs {cost}.", cost=Money(cost))


def costs_a_month(per_month: Decimal) -> Message:
    return message("A month costs {cost}, before growth and events.", cost=Money(per_month))


def costs_at_most(month: Month, cost: Decimal) -> Message:
    return message("The most expensive month is {month}: {cost}.", month=month, cost=Money(cost))


def costs_over(total: Decimal, months: int) -> Message:
    return counted(
        "What can be bought in the one month costs {total}.",
        "What can be bought over the {number} months costs {total}.",
        months,
        total=Money(total),
    )


def nothing_is_a_range(lever: Message, low: Decimal, high: Decimal) -> Message:
    return message(
        "Nothing in the plan has a range yet. What moves a month most, {lever}, takes it from {low} to {high} when it "
        "is a tenth lower or higher.",
        lever=lever,
        low=Money(low),
        high=Money(high),
    )


def turns_at_price(percent: Decimal) -> Message:
    return message(
        "The price: if the rates after the change are {percent} higher, it saves nothing.", percent=Percent(percent)
    )


def turns_at_images(images: int, little: Decimal) -> Message:
    return message(
        "The volume: below {volume} it saves under {little} over the months that can be bought.",
        volume=images_a_day(images),
        little=Money(little, whole=True),
    )


def turns_at_score(score: int) -> Message:
    return message("The score: if voters give it fewer than {score} points, it is shown to be worse.", score=score)


def turns_at_accepted(percent: Decimal) -> Message:
    return message(
        "The trial: if fewer than {percent} of its images are accepted, it is worse than the present model.",
        percent=Percent(percent),
    )


def turns_at_budget(images: int, workload: str, budget: Decimal) -> Message:
    if workload:
        return message(
            "The budget: with more than {images} images of {workload} a day, a month is above {budget}, at the "
            "plan's own values.",
            images=images,
            workload=workload,
            budget=Money(budget),
        )
    return message(
        "The budget: with more than {volume}, a month is above {budget}, at the plan's own values.",
        volume=images_a_day(images),
        budget=Money(budget),
    )


def then(name: Message, change: Message, saving: Decimal, total: Decimal) -> Message:
    return message(
        "Look at {name} ({change}) next: alone it saves {saving} a month, {total} over the months that can be bought.",
        name=name,
        change=change,
        saving=Money(saving),
        total=Money(total),
    )


def ask_for(name: Message, change: Message, saving: Decimal) -> Message:
    return message(
        "Ask the vendor: {name} ({change}) would save {saving} a month.", name=name, change=change, saving=Money(saving)
    )
