"""What the Compare page says of each service in its table, and on which terms it is compared."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.bill.subscription import Combination
from pricing.compare.fits.needs import FitAnswer
from pricing.prices.schema import Tier
from pricing.wording.messages import CurrencyCode, Items, Message, counted, message

# The table of the services.

VOTERS = message("How voters judged it")
SIDE_BY_SIDE = message("The services side by side")
USE = message("Use this")
HEADINGS: Mapping[str, Message] = {
    "Service": message("Service"),
    "Cost a month": message("Cost per month"),
    "Does the job": message("Does the job"),
    "More than now": message("Change"),
    "Cost an image": message("Per image"),
    "Cost an accepted image": message("Cost per accepted image"),
    "Voters": VOTERS,
    "Seats to buy": message("Seats to buy"),
    "Makes this volume": message("Makes this volume"),
    "Good to know": message("Good to know"),
}
MORE_HEADINGS: Mapping[str, Message] = {
    "Service": message("Service"),
    "Times the cheapest": message("Multiple of the lowest cost"),
    "Cost an image made": message("Cost per image made"),
    "Cost a megapixel": message("Cost per megapixel"),
    "Billed": message("Billed"),
    "Unused of the seats": message("Unused of the seats"),
    "How sure": message("How sure"),
    "Life": message("On sale until"),
    "Why it does not fit, or may not": message("Why it does not fit, or may not"),
    "The guide, May 2025": message("The guide of May 2025"),
}
MORE_FIGURES = message("More figures of each service")
HOW_COMPARED = message("How this was compared")
ANSWERS: Mapping[FitAnswer, Message] = {
    "yes": message("fits"),
    "unknown": message("may fit"),
    "no": message("does not fit"),
}
NOT_RANKED = message("not ranked")
NO_SEATS = message("no seats")
NO_IMAGES = message("no images")
NO_CHARGE = message("no charge")
YOURS = message("yours")
ON_SALE = message("on sale, no end known")
NOT_OFFERED = message("not offered")
GUIDE_SILENT = message("not mentioned")
NO_SCORE = message("no score")


def seats_to_buy(bought: Combination) -> Message:
    """Which plans of a subscription are bought, and how many of each: `2 Mega, 13 extra hours`."""
    parts = tuple(
        message("{number} {plan}", number=number, plan=name)
        if name in bought.plans
        else counted("{number} extra hour", "{number} extra hours", number)
        for name, number in bought.counts.items()
    )
    return message("{seats}", seats=Items(parts, "list"))


def unused(bought: Combination) -> Message:
    """What stays unused of the seats that are bought."""
    amount = round(bought.unused)
    if bought.unit == "minutes":
        return counted("{number} minute", "{number} minutes", amount)
    return counted("{number} credit", "{number} credits", amount)


def score(points: int, low: int, high: int, setting: str) -> Message:
    """Points of voters with their 95% interval, and the setting of the model where the board states one."""
    if not setting:
        return message("{points} ({low} to {high})", points=points, low=low, high=high)
    return message("{points} ({low} to {high}), {setting}", points=points, low=low, high=high, setting=setting)


# Good to know of a service.

THE_PLAN = message("This is the plan as it is.")
PLANS_MODEL = message("This is the plan's own model.")
HAS_ALL = message("It has what the plan asks for.")
YOURS_TO_JUDGE = message("You know what its images look like.")
NO_MODEL_YOURS = message("A plan cannot be on it: it is your own service.")
NO_MODEL_SUBSCRIPTION = message("A plan cannot be on it: it is a subscription.")


def no_model_several(models: int) -> Message:
    return message("A plan cannot be on it: it sells {models} models.", models=models)


def by_hand(service: str, why: Sequence[Message], images: int, included: Message, plan: str) -> Message:
    """Where the line of a service ends that only people use; `why` no program may call it."""
    return message(
        "{service} {why}. Its line in the chart ends at {images} images a day, the most that one person "
        "can make by hand with the {included} a month of its largest plan, {plan}.",
        service=service,
        why=Items(tuple(why)),
        images=images,
        included=included,
        plan=plan,
    )


def gpu_hours(hours: Decimal) -> Message:
    return message("{hours} GPU hours", hours=hours)


def credits_included(number: int) -> Message:
    return message("{number} credits", number=number)


# How it was compared.

FITS = message(
    "A service fits if it has a price here for every quality and size of the plan, is known to make what the plan "
    "needs, can be called by a program, and is on sale from today until the plan ends. It may fit if our sources "
    "do not say one of these. Whether its pictures are good enough, you decide."
)
NEAREST_COUNTED = message(
    "Where a service has no price for a quality or a size, the nearest one that has a price is counted."
)
SEATS_COUNTED = message(
    "Seats to buy: the cheapest plans for a month's images, and extra hours where the service sells them."
)
AGAINST_THE_PLAN = message("Change: what a month costs more than with the plan as it is; with a minus it costs less.")
TIMES_THE_CHEAPEST = message(
    "Multiple of the lowest cost: what the service costs, divided by the lowest cost on this page. The "
    "lowest is among all services on sale, whether they fit or not."
)
BY_QUALITY = message(
    "By quality: the price of the image alone, at 1024x1024 or the nearest size; of a subscription, in its best plan."
)


def services_on_sale(services: int) -> Message:
    return message("The price book has {services} services that somebody can buy today.", services=services)


# The voters.

INTERVALS = message(
    "In brackets stands the 95% interval: where two overlap, it is a tie, and a tie is no worse. The setting stands "
    "behind it where the board states one; no score follows the quality mix."
)
NO_SCORE_IS_NOT_LOW = message(
    "No score is not a low one: what a service sells is not on the board, or is several models."
)


def board(title: str, day: dt.date, about: str) -> Message:
    """`title` and `about` are the board's own."""
    return message("{title}, {day}. {about}", title=title, day=day, about=about)


def credit(credit: str, changes: str) -> Message:
    """Whose the scores are, with a link, and what was changed; both are the board's own."""
    return message("{credit}. {changes}", credit=credit, changes=changes)


# The terms.

ONLY_THE_PLAN = message("Only the plan's model")
TERMS = message("Terms")
OWN_SERVICE = message("Your own service")
ONE_QUALITY_EACH = message("Each of these services has one quality here.")
SERVICE = message("Service")
RELAX_HELP = message("Relax uses no Fast time and waits up to 30 minutes. The plans from Standard on have it.")
REMOVE = message("Remove")
NAME = message("Name")
HOW_IT_BILLS = message("How it bills")
ADD = message("Add")
CANNOT_ADD = message("This service cannot be added.")
MISSING: Mapping[str, Message] = {
    "move": message("Buy the nearest one there"),
    "leave": message("Leave it out of every service"),
}
TERM: Mapping[str, Message] = {"monthly": message("Paid by the month"), "annual": message("Paid a year ahead")}
KINDS: Mapping[str, Message] = {
    "price": message("A price per image"),
    "factor": message("A model's list price, times a factor"),
    "gpu": message("GPU hours"),
}
MODEL = message("Model")
FACTOR = message("Factor on its list price")
BASE_URL = message("Base URL, where it is not the vendor's")
HOURLY = message("{currency} per GPU hour", currency=CurrencyCode())
SPEED = message("Images per hour")


def room_for(services: int) -> Message:
    return message("There is room for {services} services of your own.", services=services)


def own_service(name: str, bills: str) -> Message:
    """`bills` is how it bills."""
    return message("{name}: {bills}", name=name, bills=bills)


def quality_buys(tier: Tier) -> Message:
    match tier:
        case "low":
            return message("Low quality buys")
        case "medium":
            return message("Medium quality buys")
        case "high":
            return message("High quality buys")


def price_of(tier: Tier, not_offered: str) -> Message:
    """The label of a box; `not_offered` is the sign for a quality that is not sold."""
    match tier:
        case "low":
            return message(
                "Low quality, {currency} per image ({sign}: not offered)", sign=not_offered, currency=CurrencyCode()
            )
        case "medium":
            return message(
                "Medium quality, {currency} per image ({sign}: not offered)", sign=not_offered, currency=CurrencyCode()
            )
        case "high":
            return message(
                "High quality, {currency} per image ({sign}: not offered)", sign=not_offered, currency=CurrencyCode()
            )


def refused(box: Message, why: str) -> Message:
    """What a box does not take; `why` says what it got and what it takes."""
    return message("{box}: {why}", box=box, why=why)
