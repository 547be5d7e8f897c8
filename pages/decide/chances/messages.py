"""What is said of how sure a plan is, and of its ranges."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.decide.spread import Quantiles
from pricing.scenario.labels.messages import in_a_row
from pricing.wording.messages import Items, Message, Money, Percent, counted, message

ASKED = message("What is not sure?")
ASK_FOR_RANGES = message(
    "Give a low and a high. In 1 case of 10 the true value is below the low, in 1 of 10 above the "
    "high. In half of the cases it is below the value of the plan."
)
NOTHING_TO_BE_SURE_OF = message("Without a price there is no cost that could be higher or lower.")
ADD_RANGE = message("Add a range")
REMOVE = message("Remove")
LOW_END = message("1 in 10 below")
HIGH_END = message("1 in 10 above")
TOGETHER_HELP = message("0: the volumes have nothing to do with each other. 100: all are high together, or all low.")
NOTHING_UNSURE = message("Nothing here makes the bill uncertain")
SET_ASIDE = message("To set aside, 90% sure")
OF_ALL_CASES = message("of all cases")


def value_of(lever: Message, value: str) -> Message:
    return message("{lever}: {value}", lever=lever, value=value)


def cases_of_a_month(level: bool) -> Message:
    """`level`: whether the dearest month is as any other."""
    return message("A month, 8 in 10 cases") if level else message("Most expensive month, 8 in 10 cases")


def cases_of_all(months: int) -> Message:
    return counted("{number} month, 8 in 10 cases", "{number} months, 8 in 10 cases", months)


def between(costs: Quantiles) -> Message:
    return message("{low} to {high}", low=Money(costs.p10, whole=True), high=Money(costs.p90, whole=True))


def half_below(costs: Quantiles) -> Message:
    return message("half below {middle}", middle=Money(costs.p50, whole=True))


def whole(amount: Decimal) -> Message:
    return message("{amount}", amount=Money(amount, whole=True))


def set_aside_for(level: bool, in_all: Decimal, months: int) -> Message:
    amount = Money(in_all, whole=True)
    if level:
        return counted(
            "a month; {total} over {number} month", "a month; {total} over {number} months", months, total=amount
        )
    return counted(
        "for the most expensive month; {total} over {number} month",
        "for the most expensive month; {total} over {number} months",
        months,
        total=amount,
    )


def no_month_above(budget: Decimal) -> Message:
    return message("No month above {budget}", budget=Money(budget, whole=True))


def part_of_spread(lever: Message, percent: Decimal) -> Message:
    return message("{lever}: {part} of the uncertainty", lever=lever, part=Percent(percent))


def share_of_spread(lever: Message, percent: Decimal) -> Message:
    return message("{lever}: {part}", lever=lever, part=Percent(percent))


def shares_of_spread(shares: Sequence[Message]) -> Message:
    return message("{shares}", shares=Items(tuple(shares), "list"))


def ranged(ranges: int, of_prices: bool) -> Message:
    """How many values of a plan are ranges, and whether the vendors' prices are one."""
    if not ranges:
        return message("Only the vendors' prices have a range.") if of_prices else message("No value has a range.")
    if of_prices:
        return counted(
            "{number} value has a range, and so have the vendors' prices.",
            "{number} values have a range, and so have the vendors' prices.",
            ranges,
        )
    return counted("{number} value has a range.", "{number} values have a range.", ranges)


def rests_on(prices: int, kinds: Sequence[tuple[int, Message]]) -> Message:
    """How sure the figures of a bill are."""
    parts = [message("{sure}: {number}", number=number, sure=sure) for number, sure in kinds]
    return counted(
        "The bill rests on {number} figure: {kinds}.",
        "The bill rests on {number} figures: {kinds}.",
        prices,
        kinds=in_a_row(parts),
    )


def an_end(low: Decimal, high: Decimal) -> Message:
    return message("a number from {low} to {high} other than the other end", low=low, high=high)
