"""What is said of the year that bills lead to."""

from decimal import Decimal

from pricing.values.month import Month
from pricing.wording.messages import Message, Money, message


def span(first: Month, last: Month) -> Message:
    """A calendar year, one month, or some months."""
    if first == last:
        return message("{month}", month=first)
    if (first.month, last.month) == (1, 12):
        return message("{year}", year=str(first.year))
    return message("{first} to {last}", first=first, last=last)


def lands(months: Message, total: Decimal) -> Message:
    return message("{months}: {total} expected.", months=months, total=Money(total))


def lands_over(months: Message, total: Decimal, over: Decimal, budget: Decimal, month: Month) -> Message:
    return message(
        "{months}: {total} expected, {over} over the budget of {budget}, above it from {month} on.",
        months=months,
        total=Money(total),
        over=Money(over),
        budget=Money(budget),
        month=month,
    )


def lands_over_in_all(months: Message, total: Decimal, over: Decimal, budget: Decimal, month: Month) -> Message:
    return message(
        "{months}: {total} expected, {over} over the budget of {budget}, used up in {month}.",
        months=months,
        total=Money(total),
        over=Money(over),
        budget=Money(budget),
        month=month,
    )


def lands_under(months: Message, total: Decimal, under: Decimal, budget: Decimal) -> Message:
    return message(
        "{months}: {total} expected, {under} under the budget of {budget}.",
        months=months,
        total=Money(total),
        under=Money(under),
        budget=Money(budget),
    )


def pace(month: Month, billed: Decimal, days: int, of_days: int, expected: Decimal, planned: Decimal) -> Message:
    return message(
        "{month}: {billed} in {days} of {of_days} days, on the way to {expected}; {planned} were planned.",
        month=month,
        billed=Money(billed),
        days=days,
        of_days=of_days,
        expected=Money(expected),
        planned=Money(planned),
    )
