"""What is said beside the figures of a plan: of its costs, months, savings, sources and price book."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from pricing.values.month import Month
from pricing.wording.messages import CurrencyCode, Items, Message, Money, counted, message
from ui.drawing.messages import months

MONTHLY_COST = message("Monthly cost")


def monthly_cost_in(month: Month) -> Message:
    return message("Monthly cost, {month}", month=month)


MONTHLY_COST_BEFORE_EVENTS = message("Monthly cost before events")


def not_sold_since(since: dt.date, plan: Message) -> Message:
    """In place of a cost."""
    return message("Not sold since {since}: {plan}", since=since, plan=plan)


def workloads_on(number: int, models: Sequence[str]) -> Message:
    return message("{number} workloads on {models}", number=number, models=Items(tuple(models), "and"))


def models(number: int) -> Message:
    return counted("{number} model", "{number} models", number)


def workloads_on_many(number: int, models: int) -> Message:
    return message("{number} workloads on {models} models", number=number, models=models)


def plan_and_prices(subject: str, volume: Message, prices: str) -> Message:
    return message("{subject}, {volume}, prices of {prices}", subject=subject, volume=volume, prices=prices)


def not_priced(about: Message) -> Message:
    """In place of a cost."""
    return message("Not priced: {plan}", plan=about)


def at_least_of_plan(cost: Decimal, lacking: Sequence[str], about: Message) -> Message:
    """The cost of the workloads with a price; `lacking` are those without one."""
    return message(
        "At least {cost} a month for {plan}, without {workloads}",
        cost=Money(cost),
        plan=about,
        workloads=Items(tuple(lacking), "and"),
    )


def cost_of_plan(cost: Decimal, about: Message, *, several: bool) -> Message:
    if several:
        return message("{cost} a month for {plan}", cost=Money(cost), plan=about)
    return message("{cost} a month on {plan}", cost=Money(cost), plan=about)


def rates_from(sources: str) -> Message:
    return message("Rates: {sources}.", sources=sources)


def takes_from(sources: str) -> Message:
    return message("Tokens or units per image: {sources}.", sources=sources)


def more_sources(number: int) -> Message:
    return counted(
        "{number} more source in the lines of the bill", "{number} more sources in the lines of the bill", number
    )


def at_least(cost: Decimal, lacking: Sequence[str]) -> Message:
    names = Items(tuple(lacking), "and")
    return message("At least {cost} a month without {workloads}", cost=Money(cost), workloads=names)


def quality_of(tier: str) -> Message:
    return message("{tier} quality", tier=tier)


NOTHING_TO_PAY = message("Nothing to pay: no images are generated")


def workload_drives(name: str, share: Message, cost: Decimal) -> Message:
    money = Money(cost, whole=True)
    return message("{name}: {share} of the bill, {cost} a month", name=name, share=share, cost=money)


def tier_drives(name: str, share: Message, cost: Decimal) -> Message:
    money = Money(cost, whole=True)
    return message("{name} is {share} of the bill: {cost} a month", name=name, share=share, cost=money)


def span(number: int) -> Message:
    if number == 12:
        return message("A year")
    return counted("{number} month", "{number} months", number)


def months_sold(number: int) -> Message:
    return counted("The one month it is sold", "The {number} months it is sold", number)


def without_model(number: int) -> Message:
    return counted("{number} month with no model on sale", "{number} months with no model on sale", number)


def at_prices(cost: Decimal, prices: Message) -> Message:
    return message("{cost} at {prices}", cost=Money(cost), prices=prices)


def over_months(cost: Decimal, number: int) -> Message:
    return counted("{cost} over {number} month", "{cost} over {number} months", number, cost=Money(cost, whole=True))


def over_months_without(cost: Decimal, number: int, without: Message) -> Message:
    return counted(
        "{cost} over {number} month, {without}",
        "{cost} over {number} months, {without}",
        number,
        cost=Money(cost, whole=True),
        without=without,
    )


def for_months_sold(cost: Decimal, number: int, missing: Message) -> Message:
    return counted(
        "{cost} for the one month it is sold; {missing}",
        "{cost} for the {number} months it is sold; {missing}",
        number,
        cost=Money(cost, whole=True),
        missing=missing,
    )


def would_be(sold: Message, prices: Message, number: int, cost: Decimal) -> Message:
    return counted(
        "{sold}; at {prices} {number} month would be {cost}",
        "{sold}; at {prices} {number} months would be {cost}",
        number,
        sold=sold,
        prices=prices,
        cost=Money(cost, whole=True),
    )


def without_workloads(unsold: Sequence[tuple[str, int]]) -> Message:
    parts = [
        counted("{workload} for {number} month", "{workload} for {number} months", number, workload=name)
        for name, number in unsold
    ]
    return message("without {workloads}", workloads=Items(tuple(parts), "and"))


PRICES_OF_THEIR_DAYS = message("the prices of their days")

NOT_SOLD_IN_THESE_MONTHS = message("Not sold in these months")


def cases_between(low: Decimal, high: Decimal) -> Message:
    return message("8 in 10 cases: {low} to {high}", low=Money(low, whole=True), high=Money(high, whole=True))


def volume_times(factor: Fraction, volume: str) -> Message:
    """A volume as a multiple of the present one; `volume` in a short form."""
    if factor == Fraction(1, 2):
        return message("Half: {volume}", volume=volume)
    if factor == 1:
        return message("Now: {volume}", volume=volume)
    if factor == 2:
        return message("Double: {volume}", volume=volume)
    return message("{factor} times: {volume}", factor=str(factor), volume=volume)


def doubles(rate: str, number: Decimal, year: Decimal) -> Message:
    return message(
        "{rate} a month: doubles in {months}, {year} times as much in a year",
        rate=rate,
        months=_some(number),
        year=year,
    )


def halves(rate: str, number: Decimal, year: Decimal) -> Message:
    return message(
        "{rate} a month: halves in {months}, {year} times as much in a year", rate=rate, months=_some(number), year=year
    )


def _some(number: Decimal) -> Message:
    return months(int(number)) if number == int(number) else message("{number} months", number=number)


def counts_whole(month: Month, models: Sequence[str], day: dt.date) -> Message:
    return counted(
        "{month} counts whole, though {models} ends on {day}.",
        "{month} counts whole, though {models} end on {day}.",
        len(models),
        month=month,
        models=Items(tuple(models), "and"),
        day=day,
    )


CROSSED_OUT = message(
    "Grey and crossed out: what cannot be bought in that month, at the plan's prices; it is in no sum."
)


def cost_a_month(cost: Decimal) -> Message:
    return message("{cost} a month", cost=Money(cost))


def exact_cost_a_month(cost: str) -> Message:
    return message("{cost} {currency} a month", cost=cost, currency=CurrencyCode())


def same_terms(stored: str, now: str) -> Message:
    return message("it was {stored}, and is {now} on the same terms.", stored=stored, now=now)


def worked_out_otherwise(moved: Message, book: str | Message) -> Message:
    return message(
        "The bill is worked out otherwise since this was saved: {moved} The price book is the same, {book}.",
        moved=moved,
        book=book,
    )


def book_corrected(moved: Message, states: Message) -> Message:
    return message("The price book was corrected since this was saved: {moved} {states}", moved=moved, states=states)


def book_not_kept(book: str | Message) -> Message:
    return message("The book is at {book} now; which it was then was not kept.", book=book)


def book_then_and_now(then: str | Message, now: str | Message) -> Message:
    return message("The book was at {then} then, and is at {now} now.", then=then, now=now)


def save(saving: Decimal, name: str, *, level: bool) -> Message:
    """`level`: all months cost the same."""
    money = Money(saving, whole=True)
    if level:
        return message("Save {saving}: {way}", saving=money, way=name)
    return message("Save {saving} in all: {way}", saving=money, way=name)
