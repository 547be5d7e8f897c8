"""What is said of the ways to save that come first."""

from pricing.decide.savings import Way
from pricing.wording.messages import Message, Money, Percent, message


def what_to_do_first() -> Message:
    return message("What to do first")


def all_ways() -> Message:
    return message("All ways to save")


def saving(way: Way) -> Message:
    """What a way saves, of a month where all are the same."""
    amount = Money(way.headline_saving, whole=True)
    if way.costs.level:
        return message("{amount} less a month, {share}", amount=amount, share=Percent(way.percent))
    return message("{amount} less over all months", amount=amount)


def applied(way: Message, change: Message) -> Message:
    return message("{way}: {change}", way=way, change=change)
