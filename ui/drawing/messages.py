"""What is said of a plan: what it deviates in, and the figures of its headline."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from pricing.scenario.events import What
from pricing.scenario.messages import images_a_day
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import (
    CurrencyCode,
    Figure,
    Items,
    Message,
    Money,
    Multiplicand,
    Percent,
    counted,
    message,
)

KEEP_AS_PICTURE = message("Keep as a picture (PNG)")
"""The button of a chart."""


def months(number: int) -> Message:
    return counted("{number} month", "{number} months", number)


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


AT_OTHER_VOLUMES = message("What a month costs at other volumes")


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


# The headline.


def title(subject: str, images: int, prices: str) -> Message:
    """What a plan is of: `GPT Image 2 · 1,000 images a day · prices of 24 Nov 2026`."""
    return message(
        "{subject} · {volume} · prices of {prices}", subject=subject, volume=images_a_day(images), prices=prices
    )


MONTHLY_COST = message("Monthly cost")


def monthly_cost_in(month: Month) -> Message:
    return message("Monthly cost, {month}", month=month)


MONTHLY_COST_BEFORE_EVENTS = message("Monthly cost before events")

NO_LONGER_SOLD = message("No longer sold")


def at_last_prices(since: dt.date, cost: Decimal) -> Message:
    """Of what nobody can buy any more: what it cost until then."""
    return message(
        "It has not been sold since {since}. At its last prices it was {cost} a month.", since=since, cost=Money(cost)
    )


def not_sold_since(since: dt.date, plan: Message) -> Message:
    """In place of a cost."""
    return message("Not sold since {since}: {plan}", since=since, plan=plan)


def guide_only(models: Sequence[str]) -> Message:
    """Of the guide's prices of models that nobody can buy any more."""
    models_ = Items(tuple(models), "and")
    return message("At the prices of the May 2025 guide. Nobody can buy {models} any more.", models=models_)


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
    return message("Most expensive month, {month}", month=month)


EIGHT_IN_TEN = message("8 in 10 cases")


def between(low: Figure, high: Figure) -> Message:
    return message("{low} to {high}", low=low, high=high)


def labelled(label: str, value: Figure) -> Message:
    """What stands at a label; of a chart the browser may write both places."""
    return message("{label}: {value}", label=label, value=value)


def described(title: str, shown: Figure) -> Message:
    """A chart for those who do not see it."""
    return message("{title}. {shown}", title=title, shown=shown)


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
    return message("In {share} of the cases no month is above the budget.", share=share)


def above_from(month: Month) -> Message:
    return message("Above it from {month}.", month=month)


COST_OF_A_USER = message("Cost per user and month")


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


# What is said beside figures.


def workloads_on(number: int, models: Sequence[str]) -> Message:
    return message("{number} workloads on {models}", number=number, models=Items(tuple(models), "and"))


def workloads_on_many(number: int, models: int) -> Message:
    return message("{number} workloads on {models} models", number=number, models=models)


def plan_and_prices(subject: str, volume: Message, prices: str) -> Message:
    return message("{subject}, {volume}, prices of {prices}", subject=subject, volume=volume, prices=prices)


def cost_unknown(cost: str, about: Message) -> Message:
    return message("{cost}: {plan}", cost=cost, plan=about)


def cost_of_plan(cost: Decimal, about: Message, *, several: bool) -> Message:
    if several:
        return message("{cost} a month for {plan}", cost=Money(cost), plan=about)
    return message("{cost} a month on {plan}", cost=Money(cost), plan=about)


def cheaper_size(size: Size, saving: Percent, instead_of: Size) -> Message:
    return message("{size} costs {saving} less than {other} here.", size=size, saving=saving, other=instead_of)


def rates_from(sources: str) -> Message:
    return message("Rates: {sources}.", sources=sources)


def takes_from(sources: str) -> Message:
    return message("Tokens or units per image: {sources}.", sources=sources)


def read_on(source: str, when: Message) -> Message:
    return message("{source}, read {when}", source=source, when=when)


def more_sources(number: int) -> Message:
    return counted("{number} more in the bill, line by line", "{number} more in the bill, line by line", number)


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
    return counted("{number} month without a model", "{number} months without a model", number)


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
