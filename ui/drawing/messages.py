"""What is said of a plan: what it deviates in, and the figures of its headline."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.scenario import in_words
from pricing.scenario.events import What
from pricing.scenario.messages import images_a_day
from pricing.scenario.mixes import Quality, SizeMix
from pricing.values.month import Month
from pricing.wording.figures import signed_percent
from pricing.wording.messages import Items, Message, Money, Multiplicand, Percent, as_written, counted, message

KEEP_AS_PICTURE = message("Keep as a picture (PNG)")
"""The button of a chart."""

# What a plan has that the plan of an empty link has not.


def quality_mix(quality: Quality) -> Message:
    return as_written(in_words.mix(quality))


def sizes(mix: SizeMix) -> Message:
    return as_written(in_words.sizes(mix))


def prompt(tokens: int) -> Message:
    return counted("{number} token a prompt", "{number} tokens a prompt", tokens)


def reference_images(images: Decimal) -> Message:
    return message("reference images a request: {images}", images=images)


def needs(number: int) -> Message:
    return counted("{number} need of the images", "{number} needs of the images", number)


def own_qualities(qualities: Sequence[str]) -> Message:
    return message("buys {qualities}", qualities=Items(tuple(qualities), "list"))


def partial_images(number: int) -> Message:
    return counted("{number} partial image streamed", "{number} partial images streamed", number)


def text_given_out(tokens: int) -> Message:
    return counted("{number} token of text given out", "{number} tokens of text given out", tokens)


def tries(number: Decimal) -> Message:
    return message("{number} images made for one used", number=number)


def reused(share: Percent) -> Message:
    return message("{share} reused", share=share)


def batched(share: Percent) -> Message:
    return message("{share} batch", share=share)


def discount(percent: Decimal) -> Message:
    share = Percent(abs(percent), in_full=True)
    return message("{share} off list", share=share) if percent > 0 else message("{share} above list", share=share)


def growth(percent: Decimal) -> Message:
    return message("{growth} a month", growth=signed_percent(percent))


def ranges(number: int) -> Message:
    return counted("{number} range", "{number} ranges", number)


def days(number: int) -> Message:
    return counted("{number} day a month", "{number} days a month", number)


def starts(first: Month) -> Message:
    return message("starts {month}", month=first)


def months(number: int) -> Message:
    return counted("{number} month", "{number} months", number)


def budget(amount: Money) -> Message:
    return message("budget {amount}", amount=amount)


def rate_range() -> Message:
    return message("a range of the rate of exchange")


def price_range() -> Message:
    return message("vendors' prices in a range")


def events(number: int) -> Message:
    return counted("{number} event", "{number} events", number)


def own_cost_of_an_image(amount: Money) -> Message:
    return message("own cost {amount} an image", amount=amount)


def own_costs_a_month(amount: Money) -> Message:
    return message("own costs {amount} a month", amount=amount)


def peak(times: Decimal) -> Message:
    return message("busiest minute {times} times the average", times=times)


def trials(number: int) -> Message:
    return counted("{number} model tried", "{number} models tried", number)


def users(number: int) -> Message:
    return counted("{number} user a month", "{number} users a month", number)


def revenue(amount: Money) -> Message:
    return message("{amount} of revenue a user", amount=amount)


def of_workload(name: str, texts: Sequence[Message]) -> Message:
    return message("{workload}: {texts}", workload=name, texts=Items(tuple(texts), "list"))


# Charts.


KNOWN = {"price": message("New price"), "end": message("Price ends"), "shutdown": message("Shut down")}
"""What is known to happen to a model, by its kind."""
EVENTS: Mapping[What, Message] = {
    "price": message("Price change"),
    "images": message("Volume"),
    "model": message("Other model"),
    "once": message("Paid once"),
}


def tier_and_share(tier: str, share: int) -> Message:
    return message("{tier} {share}", tier=tier, share=Percent(share))


def at_other_volumes() -> Message:
    return message("What a month costs at other volumes")


def at_double_volume(cost: Decimal) -> Message:
    return message("At double the volume a month costs {cost}", cost=Money(cost, whole=True))


def at_double_volume_above_budget(cost: Decimal) -> Message:
    return message("At double the volume a month costs {cost}, above the budget", cost=Money(cost, whole=True))


def at_double_volume_within_budget(cost: Decimal) -> Message:
    return message("At double the volume a month costs {cost}, within the budget", cost=Money(cost, whole=True))


def all_months_alike() -> Message:
    return message("All months cost the same, so these are other volumes.")


def costs_at_volumes(costs: Sequence[tuple[str, Decimal]]) -> Message:
    parts = (message("{name} {cost}", name=name, cost=Money(cost)) for name, cost in costs)
    return message("Monthly cost by volume: {parts}", parts=Items(tuple(parts), "list"))


# The headline.


def title(subject: str, images: int, prices: str) -> Message:
    """What a plan is of: `GPT Image 2 · 1,000 images a day · prices of 24 Nov 2026`."""
    return message(
        "{subject} · {volume} · prices of {prices}", subject=subject, volume=images_a_day(images), prices=prices
    )


def monthly_cost() -> Message:
    return message("Monthly cost")


def monthly_cost_in(month: Month) -> Message:
    return message("Monthly cost, {month}", month=month)


def monthly_cost_before_events() -> Message:
    return message("Monthly cost before events")


def no_longer_sold() -> Message:
    return message("No longer sold")


def at_last_prices(cost: Decimal) -> Message:
    """Of what nobody can buy any more: what it cost until then."""
    return message("Nobody can buy it any more. At its last prices it was {cost} a month.", cost=Money(cost))


def guide_only(models: Sequence[str]) -> Message:
    """Of the guide's prices of models that nobody can buy any more."""
    models_ = Items(tuple(models), "and")
    return message("At the guide's prices. Nobody can buy {models} any more.", models=models_)


def includes_gone(names: Sequence[str], cost: Decimal) -> Message:
    """Of workloads whose models nobody can buy any more, beside others."""
    return message(
        "{cost} of it is for {workloads}, whose models nobody can buy any more.",
        cost=Money(cost),
        workloads=Items(tuple(names), "and"),
    )


def a_sum(volume: Message | str, cost: Multiplicand | Money | str, days: int) -> Message:
    """How a month comes about: the images a day, what each costs, and the days; they multiply to the month."""
    return counted(
        "{volume} × {cost} × {number} day", "{volume} × {cost} × {number} days", days, volume=volume, cost=cost
    )


def a_day(cost: Decimal) -> Message:
    return message("{cost} a day", cost=Money(cost))


def dearest_month(month: Month) -> Message:
    return message("Dearest month, {month}", month=month)


def eight_in_ten() -> Message:
    return message("8 in 10 cases")


def between(low: Decimal, high: Decimal) -> Message:
    return message("{low} to {high}", low=Money(low, whole=True), high=Money(high, whole=True))


def budget_a_month(budget: Decimal) -> Message:
    return message("Budget {budget}", budget=Money(budget, whole=True))


def budget_in(budget: Decimal, month: Month) -> Message:
    return message("Budget {budget}, in {month}", budget=Money(budget, whole=True), month=month)


def room(rest: Decimal, used: Decimal | None) -> Message:
    """What is left of a budget, or missing; `used` is percent of it."""
    amount = Money(abs(rest), whole=True)
    if not rest:
        return message("Used to the cent")
    if used is None or used >= _MANY_TIMES:
        return message("{amount} over budget", amount=amount)
    if rest < 0:
        return message("{amount} over budget, {used} used", amount=amount, used=Percent(used))
    return message("{amount} under budget, {used} used", amount=amount, used=Percent(used))


def chance(share: Percent) -> Message:
    return message("In {share} of the cases no month is above it.", share=share)


def above_from(month: Month) -> Message:
    return message("Above it from {month}.", month=month)


def cost_of_a_user() -> Message:
    return message("Cost of a user a month")


def users_and_revenue(revenue: Decimal) -> Message:
    return message("Revenue {revenue} a user", revenue=Money(revenue))


def part_of_revenue(percent: Decimal) -> Message:
    return message("{share} of revenue", share=Percent(percent.quantize(Decimal("0.1")), in_full=True))


def margin(cost: Decimal, rest: Decimal) -> Message:
    """What a user costs, and what is left of the revenue."""
    if rest < 0:
        return message("{cost} a user: {amount} more than a user brings in.", cost=Money(cost), amount=Money(abs(rest)))
    return message("{cost} a user: {amount} of it is left.", cost=Money(cost), amount=Money(rest))


_MANY_TIMES = 1_000
"""Percent of a budget from which a share says less than the amount."""
