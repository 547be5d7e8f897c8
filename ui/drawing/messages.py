"""The words of charts, and those that several drawings of a plan share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.scenario.events import Effect
from pricing.scenario.messages import images_a_day
from pricing.values.month import Month
from pricing.wording.messages import Figure, Items, Message, Money, Multiplicand, Percent, counted, message


def months(number: int) -> Message:
    return counted("{number} month", "{number} months", number)


def of_workload(name: str, texts: Sequence[Message]) -> Message:
    return message("{workload}: {texts}", workload=name, texts=Items(tuple(texts), "list"))


KNOWN = {"price": message("New price"), "end": message("Price ends"), "shutdown": message("Shut down")}
"""What is known to happen to a model, by its kind."""

EVENTS: Mapping[Effect, Message] = {
    "price": message("Price change"),
    "images": message("Volume"),
    "model": message("Other model"),
    "once": message("Paid once"),
}


def tier_and_share(tier: str, share: int) -> Message:
    return message("{tier} {share}", tier=tier, share=Percent(share))


AT_OTHER_VOLUMES = message("What a month costs at other volumes")


NO_IMAGES = message("The plan has no images yet: every volume costs the same")


def at_double_volume(cost: Decimal) -> Message:
    return message("At double the volume a month costs {cost}", cost=Money(cost, whole=True))


def at_double_volume_above_budget(cost: Decimal) -> Message:
    return message("At double the volume a month costs {cost}, above the budget", cost=Money(cost, whole=True))


def at_double_volume_within_budget(cost: Decimal) -> Message:
    return message("At double the volume a month costs {cost}, within the budget", cost=Money(cost, whole=True))


ALL_MONTHS_ALIKE = message("All months cost the same, so these are other volumes.")


def costs_at_volumes(costs: Sequence[tuple[str, Decimal]]) -> Message:
    parts = (message("{name} {cost}", name=name, cost=Money(cost)) for name, cost in costs)
    return message("Monthly cost by volume: {parts}", parts=Items(tuple(parts), "list"))


def title(subject: str, images: int, prices: str) -> Message:
    """What a plan is of: `GPT Image 2 · 1,000 images a day · prices of 24 Nov 2026`."""
    return message(
        "{subject} · {volume} · prices of {prices}", subject=subject, volume=images_a_day(images), prices=prices
    )


NO_LONGER_SOLD = message("No longer sold")


def a_sum(volume: Message | str, cost: Multiplicand | Money | str, days: int) -> Message:
    """How a month comes about: the images a day, what each costs, and the days; they multiply to the month."""
    return counted(
        "{volume} × {cost} × {number} day", "{volume} × {cost} × {number} days", days, volume=volume, cost=cost
    )


def between(low: Figure, high: Figure) -> Message:
    return message("{low} to {high}", low=low, high=high)


def labelled(label: str, value: Figure) -> Message:
    """What stands at a label; of a chart the browser may write both places."""
    return message("{label}: {value}", label=label, value=value)


BUDGET, MIDDLE = message("Budget"), message("Half of the cases are below")

OUTER_BAND, INNER_BAND = message("8 in 10"), message("5 in 10")


def end_claimed(days: Sequence[dt.date]) -> Message:
    return message("end claimed: {days}", days=Items(tuple(days), "or"))


def ends_at_the_earliest(day: dt.date) -> Message:
    return message("ends {day} at the earliest", day=day)


def end_of_life(days: Sequence[dt.date], *, shut_down: bool) -> Message:
    """Several days are those of sources that disagree."""
    ends = Items(tuple(days), "or")
    if len(days) > 1:
        if shut_down:
            return message("shut down {days}, sources disagree", days=ends)
        return message("ends {days}, sources disagree", days=ends)
    return message("shut down {days}", days=ends) if shut_down else message("ends {days}", days=ends)


def months_as_bars(first: Decimal, first_month: Month, last: Decimal, last_month: Month, has_budget: bool) -> Message:
    """What a drawing of the months shows, for those who do not see it."""
    ends: dict[str, Figure] = {"first": Money(first), "from": first_month, "last": Money(last), "to": last_month}
    if first_month == last_month:
        if has_budget:
            return message("Monthly cost as a bar: {first} in {from}, with a line at the budget", **ends)
        return message("Monthly cost as a bar: {first} in {from}", **ends)
    if has_budget:
        return message("Monthly cost as bars: {first} in {from}, {last} in {to}, with a line at the budget", **ends)
    return message("Monthly cost as bars: {first} in {from}, {last} in {to}", **ends)


def bar_of_a_month(bar: str, cost: str) -> Message:
    return message("{bar}: {cost} a month", bar=bar, cost=cost)
