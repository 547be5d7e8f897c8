"""What a plan has that the plan of an empty link has not, in a few words each."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.scenario.labels.messages import NEEDS
from pricing.scenario.workload import Need
from pricing.values.month import Month
from pricing.wording.figures import signed_percent
from pricing.wording.messages import Items, Message, Money, Percent, counted, message


def of_workload(workload: str, texts: Sequence[Message]) -> Message:
    return message("Workload {workload}: {texts}.", workload=workload, texts=Items(tuple(texts), "list"))


def of_the_plan(texts: Sequence[Message]) -> Message:
    """Of what all workloads share, where there are several."""
    return message("The whole plan: {texts}.", texts=Items(tuple(texts), "list"))


def prompt(tokens: int) -> Message:
    return counted("{number} token a prompt", "{number} tokens a prompt", tokens)


def reference_images(images: Decimal) -> Message:
    return message("reference images a request: {images}", images=images)


def needs(needs: Sequence[Need]) -> Message:
    return message("needs: {needs}", needs=Items(tuple(NEEDS[need] for need in needs), "list"))


def own_qualities(qualities: Sequence[str]) -> Message:
    return message("buys {qualities}", qualities=Items(tuple(qualities), "list"))


def partial_images(number: int) -> Message:
    return counted("{number} partial image streamed", "{number} partial images streamed", number)


def text_given_out(tokens: int) -> Message:
    return counted("{number} token of text given out", "{number} tokens of text given out", tokens)


def tries(number: Decimal) -> Message:
    return message("{number} images made per image used", number=number)


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


def budget(amount: Money) -> Message:
    return message("budget {amount}", amount=amount)


RATE_RANGE = message("a range of the rate of exchange")
PRICE_RANGE = message("vendors' prices in a range")


def events(number: int) -> Message:
    return counted("{number} event", "{number} events", number)


def own_cost_of_an_image(amount: Money) -> Message:
    return message("own cost {amount} per image", amount=amount)


def own_costs_a_month(amount: Money) -> Message:
    return message("own costs {amount} a month", amount=amount)


def peak(times: Decimal) -> Message:
    return message("busiest minute {times} × the average", times=times)


def trials(number: int) -> Message:
    return counted("{number} model tried", "{number} models tried", number)


def users(number: int) -> Message:
    return counted("{number} user a month", "{number} users a month", number)


def revenue(amount: Money) -> Message:
    return message("{amount} of revenue a user", amount=amount)
