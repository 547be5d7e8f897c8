"""What the Compare page says of the recommended service and in its charts."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pricing.prices.schema import Tier
from pricing.scenario.messages import images_a_day
from pricing.wording.messages import Figure, Items, Message, Money, Sentences, counted, message

# The plan and what is recommended.

PRESENT_PLAN = message("the present plan")
"""Within a sentence, where a service would be named."""
NO_LONGER_SOLD = message("no longer sold")
A_MONTH = message("a month")
AS_MUCH = message("as much as the plan")
BECAUSE = message("Because")
GIVES_UP = message("What you give up")
USE_IT = message("Use it in the plan")
NONE_FITS = message("No service on this page is known to fit the plan.")
NONE_FITS_EVERY = message("No service on this page is known to fit every workload.")


def more_of_the_choice(number: int) -> Message:
    return counted("{number} more thing to know of the choice", "{number} more things to know of the choice", number)


def title(images: int, mix: str, workloads: int, prices: str) -> Message:
    """What each service is asked for, with the mix of a single workload; `prices` are those of a day or the guide."""
    if workloads == 1:
        return message("{volume}, {mix} · prices of {prices}", volume=images_a_day(images), mix=mix, prices=prices)
    return message(
        "{volume}, {workloads} workloads on each service · prices of {prices}",
        volume=images_a_day(images),
        workloads=workloads,
        prices=prices,
    )


def on(model: str) -> Message:
    """Where a scenario of one workload stands now."""
    return message("On {model}", model=model)


def saves(amount: Decimal) -> Message:
    return message("saves {amount} a month", amount=Money(amount))


def costs_more(amount: Decimal) -> Message:
    return message("costs {amount} more a month", amount=Money(amount))


# What stands below the recommendation.


def ended(models: Sequence[str], day: dt.date) -> Message:
    return message("Since {day} nobody can buy {models} any more.", models=Items(tuple(models)), day=day)


def ends(models: Sequence[str], day: dt.date) -> Message:
    return message(
        "From {day} on nobody can buy {models}: the plan needs a change by then.", models=Items(tuple(models)), day=day
    )


def none_cheaper_in_book(services: int, best: Figure) -> Message:
    """`services` are those on sale in the price book, `best` is the cheapest that fits."""
    return message(
        "Of the {services} services on sale in the price book, none that is known to fit costs less than {best}.",
        services=services,
        best=best,
    )


def none_of_vendor(vendors: Sequence[str], model: str | None) -> Message:
    """`vendors` are those of the plan's models; `model` is the only one, None for several."""
    names = Items(tuple(vendors), "or")
    if model is None:
        return message(
            "No service on sale of {vendors}, who sell the models of the plan, is known to fit every workload.",
            vendors=names,
        )
    return message(
        "No service on sale of {vendors}, who sell {model}, is known to fit the plan.", vendors=names, model=model
    )


def none_cheaper_of_vendor(vendors: Sequence[str], model: str) -> Message:
    return message(
        "No service of {vendors} that is known to fit costs less than {model}.",
        vendors=Items(tuple(vendors), "or"),
        model=model,
    )


def cheapest_of_vendor(vendors: Sequence[str], service: str, cost: Decimal, less: Decimal | None) -> Message:
    """`less`: USD a month less than the plan; None where it is no less, or the plan has no price."""
    names = Items(tuple(vendors), "or")
    if less is None:
        return message(
            "The cheapest service of {vendors} that is known to fit is {service}: {cost} a month.",
            vendors=names,
            service=service,
            cost=Money(cost),
        )
    return message(
        "The cheapest service of {vendors} that is known to fit is {service}: {cost} a month, {less} less than the "
        "plan.",
        vendors=names,
        service=service,
        cost=Money(cost),
        less=Money(less),
    )


def cheaper_does_not_fit(service: Figure, cost: Decimal, why: Sequence[Message], denied: bool) -> Message:
    """`denied`: a source says that it does not fit; else one is lacking."""
    if denied:
        return message(
            "At {cost} a month {service} costs less, but does not fit: {why}",
            cost=Money(cost),
            service=service,
            why=Sentences(tuple(why)),
        )
    return message(
        "At {cost} a month {service} costs less, but is not known to fit: {why}",
        cost=Money(cost),
        service=service,
        why=Sentences(tuple(why)),
    )


def left_out(shares: Sequence[Message]) -> Message:
    """Shares of the mix that a service has no price for, and that no service is asked for then."""
    return message(
        "Left out of every service, because one of them has no price for it: {shares}.",
        shares=Items(tuple(shares), "list"),
    )


def not_in_these_prices(services: Sequence[str]) -> Message:
    return message("These prices do not have {services}.", services=Items(tuple(services), "or"))


# The cheapest service for each of several workloads.


def workloads_on(workloads: Sequence[str], service: str) -> Message:
    return message("{workloads} on {service}", workloads=Items(tuple(workloads)), service=service)


def each_on_cheapest(taken: Sequence[Message], cost: Decimal, less: Decimal | None) -> Message:
    """`taken` are all workloads with their services; `less`: USD a month less than the plan, None where nobody can buy
    that.
    """
    places: dict[str, Figure] = {"taken": Items(tuple(taken), "list"), "cost": Money(cost)}
    if less is None:
        return message(
            "Each workload on the cheapest of the services here that fit it and bill by token or image: {cost} a "
            "month ({taken}).",
            **places,
        )
    if not less:
        return message(
            "Each workload on the cheapest of the services here that fit it and bill by token or image: {cost} a "
            "month, as much as the plan ({taken}).",
            **places,
        )
    if less < 0:
        return message(
            "Each workload on the cheapest of the services here that fit it and bill by token or image: {cost} a "
            "month, {more} more than the plan ({taken}).",
            more=Money(-less),
            **places,
        )
    return message(
        "Each workload on the cheapest of the services here that fit it and bill by token or image: {cost} a month, "
        "{less} less than the plan ({taken}).",
        less=Money(less),
        **places,
    )


def some_without_service(taken: Sequence[Message], lacking: Sequence[str]) -> Message:
    """`lacking` are the workloads that no service fits that bills by token or image."""
    if not taken:
        return message(
            "No service here that bills by token or image is known to fit {workloads}.",
            workloads=Items(tuple(lacking), "or"),
        )
    return message(
        "Cheapest of the services here that bill by token or image: {taken}. No such service is known to fit "
        "{workloads}.",
        taken=Items(tuple(taken), "list"),
        workloads=Items(tuple(lacking), "or"),
    )


def may_fit(costs: Sequence[Message], more: int) -> Message:
    """Cheaper services of which something is not in our sources, the cheapest first; `more` are not named."""
    if not more:
        return message(
            "Cheaper, and may fit, but our sources do not say so: {costs}.", costs=Items(tuple(costs), "list")
        )
    return counted(
        "Cheaper, and may fit, but our sources do not say so: {costs}, and {number} more.",
        "Cheaper, and may fit, but our sources do not say so: {costs}, and {number} more.",
        more,
        costs=Items(tuple(costs), "list"),
    )


def costs_a_month(service: str, cost: Decimal) -> Message:
    return message("{service} {cost}", service=service, cost=Money(cost))


# The places of the page.

COST_AND_VOTES = message("Cost and votes")
TABS = (
    COST_AND_VOTES,
    message("By service"),
    message("By volume"),
    message("By quality"),
    message("Guide and vendors"),
    message("For a developer"),
)
"""In the order of the page."""
AS_TABLE = message("The chart as a table")

# The request for a developer.

NONE_CALLABLE = message("None of these services is called through OpenAI's Images endpoint.")
KEY_AND_ADDRESS = message("The key comes from OPENAI_API_KEY; OPENAI_BASE_URL sets another address.")
PYTHON = message("Python, with the openai package")
SERVICE = message("Service")
QUALITY = message("Quality")
SIZE = message("Resolution")


def not_called_here(model: str) -> Message:
    return message("{model} is not called through this endpoint.", model=model)


def bought_quality(tier: Tier, name: str) -> Message:
    """What a tier buys there."""
    match tier:
        case "low":
            return message("Low: {name}", name=name)
        case "medium":
            return message("Medium: {name}", name=name)
        case "high":
            return message("High: {name}", name=name)
