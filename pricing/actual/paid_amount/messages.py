"""What an amount that was paid says of the plan."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.wording.messages import Items, Message, Percent, message


def paid_as_planned() -> Message:
    return message("As planned.")


def paid_above(percent: Decimal) -> Message:
    return message("{percent} above the plan", percent=Percent(percent, in_full=True))


def paid_below(percent: Decimal) -> Message:
    return message("{percent} below the plan", percent=Percent(percent, in_full=True))


def paid_without_plan() -> Message:
    return message("Nothing was planned")


def paid_explained(difference: Message, choices: Sequence[Message]) -> Message:
    """The difference, and what a lever would have to be: any of the choices explains it alone."""
    if not choices:
        return message("{difference}; no single value explains it.", difference=difference)
    return message("{difference}: that is {choices}.", difference=difference, choices=Items(tuple(choices), "or"))


def tries_instead(tries: Decimal) -> Message:
    return message("{tries} images made per image used", tries=tries)


def images_instead(images: Decimal) -> Message:
    return message("{images} images a day", images=images)


def high_quality_instead(percent: Decimal) -> Message:
    return message("a mix with {percent} high", percent=Percent(percent))


def discount_instead(percent: Decimal) -> Message:
    return message("{percent} off list prices", percent=Percent(percent))


def of_workload(name: str, choice: Message) -> Message:
    return message("{name}: {choice}", name=name, choice=choice)
