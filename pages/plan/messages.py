"""What the Plan page says."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.scenario import in_words
from pricing.scenario.mixes import SizeMix
from pricing.wording.messages import Items, Message, Money, counted, message


def with_what_has_a_price() -> Message:
    """A button to the nearest qualities and sizes that the model has a price for."""
    return message("With what has a price")


def notices_of_ends(number: int) -> Message:
    return counted(
        "{number} notice about models that end or have ended, and what takes over",
        "{number} notices about models that end or have ended, and what takes over",
        number,
    )


def mix_at_size(mix: str, sizes: SizeMix) -> Message:
    return message("{mix} at {sizes}", mix=mix, sizes=in_words.sizes(sizes))


def costs_by_workload(parts: Sequence[tuple[str, Decimal]]) -> Message:
    return message("Monthly cost by workload: {parts}", parts=_parts(parts))


def costs_by_quality(parts: Sequence[tuple[str, Decimal]]) -> Message:
    return message("Monthly cost by quality: {parts}", parts=_parts(parts))


def _parts(parts: Sequence[tuple[str, Decimal]]) -> Items:
    named = (message("{name} {cost}", name=name, cost=Money(cost, whole=True)) for name, cost in parts)
    return Items(tuple(named), "list")


def the_bill(lines: int) -> Message:
    return counted("The bill, line by line ({number})", "The bill, line by line ({number})", lines)


def lines_of_the_bill() -> Message:
    return message("Lines of the bill")


def forecast_as_a_table() -> Message:
    return message("The forecast as a table")


def images_and_cost_by_month() -> Message:
    return message("Images and cost by month")
