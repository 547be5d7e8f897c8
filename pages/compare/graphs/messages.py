"""What the charts of the Compare page say: their titles, their axes, and what stands in them."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.prices.schema import Tier
from pricing.scenario.messages import images_a_day
from pricing.wording.messages import Figure, Items, Message, Money, Percent, counted, message

# What is in no place of the chart of cost and votes.


def not_placed(costs: Sequence[Message], more: int) -> Message:
    """Services that fit and have no score, the cheapest first; `more` are not named."""
    if not more:
        return message("Fit, but not scored by these voters: {costs}.", costs=Items(tuple(costs), "list"))
    return counted(
        "Fit, but not scored by these voters: {costs}, and {number} more.",
        "Fit, but not scored by these voters: {costs}, and {number} more.",
        more,
        costs=Items(tuple(costs), "list"),
    )


def not_tried(costs: Sequence[Message], more: int) -> Message:
    """Services that fit and that the team did not try; `more` as above."""
    if not more:
        return message("Fit, but not tried by your team: {costs}.", costs=Items(tuple(costs), "list"))
    return counted(
        "Fit, but not tried by your team: {costs}, and {number} more.",
        "Fit, but not tried by your team: {costs}, and {number} more.",
        more,
        costs=Items(tuple(costs), "list"),
    )


# The title of the chart: which services are cheaper and no worse.


def only_better(services: Sequence[str], others: int, present: str, by_team: bool) -> Message:
    """All services that are better, of the same cost, of the `others` that fit and have a score."""
    names = Items(tuple(services))
    if others == 1 and by_team:
        return message(
            "{service}, the one other service that fits and that your team tried, costs less than {present} and was "
            "accepted no less",
            service=names,
            present=present,
        )
    if others == 1:
        return message(
            "{service}, the one other service that fits and has a score, costs less than {present} and is no worse to "
            "voters",
            service=names,
            present=present,
        )
    if by_team:
        return counted(
            "Of the {others} other services that fit and that your team tried, only {services} costs less than "
            "{present} and was accepted no less",
            "Of the {others} other services that fit and that your team tried, only {services} cost less than "
            "{present} and were accepted no less",
            len(services),
            others=others,
            services=names,
            present=present,
        )
    return counted(
        "Of the {others} other services that fit and have a score, only {services} costs less than {present} and is no "
        "worse to voters",
        "Of the {others} other services that fit and have a score, only {services} cost less than {present} and are no "
        "worse to voters",
        len(services),
        others=others,
        services=names,
        present=present,
    )


def as_cheap_as_others(service: str, others: int, services: int, present: str, by_team: bool) -> Message:
    """Where `others` of the same `services` cost as much as this one."""
    if by_team:
        return counted(
            "{service} and one other of the same cost are the cheapest of {services} services that cost less than "
            "{present} and that your team accepted no less",
            "{service} and {number} others of the same cost are the cheapest of {services} services that cost less "
            "than {present} and that your team accepted no less",
            others,
            service=service,
            services=services,
            present=present,
        )
    return counted(
        "{service} and one other of the same cost are the cheapest of {services} services that cost less than "
        "{present} and are no worse to voters",
        "{service} and {number} others of the same cost are the cheapest of {services} services that cost less than "
        "{present} and are no worse to voters",
        others,
        service=service,
        services=services,
        present=present,
    )


def cheapest_of_several(service: str, services: int, present: str, by_team: bool) -> Message:
    if by_team:
        return message(
            "{service} is the cheapest of {services} services that cost less than {present} and that your team "
            "accepted no less",
            service=service,
            services=services,
            present=present,
        )
    return message(
        "{service} is the cheapest of {services} services that cost less than {present} and are no worse to voters",
        service=service,
        services=services,
        present=present,
    )


def none_better(present: str, others: int, by_team: bool) -> Message:
    """`others` as of `only_better`."""
    if by_team:
        return counted(
            "The one other service that fits and that your team tried costs no less than {present} or was accepted "
            "less",
            "None of the {number} other services that fit and that your team tried costs less than {present} and was "
            "accepted no less",
            others,
            present=present,
        )
    return counted(
        "The one other service that fits and has a score costs no less than {present} or is worse to voters",
        "None of the {number} other services that fit and have a score costs less than {present} and is no worse to "
        "voters",
        others,
        present=present,
    )


def no_other(present: str, by_team: bool) -> Message:
    if by_team:
        return message("No other service that fits was tried by your team beside {present}", present=present)
    return message("No other service that fits has a score beside that of {present}", present=present)


def instead_of(service: str, present: str, services: int) -> Message:
    return message(
        "{service}, recommended in place of {present}, among the {services} services that fit and have a score",
        service=service,
        present=present,
        services=services,
    )


def without_present(services: int, present: str) -> Message:
    """`present`, the model of the plan or what is recommended in its place, has no score."""
    return message(
        "Cost and votes of the {services} services that fit and have a score; {present} has none",
        services=services,
        present=present,
    )


def cost_and_value(service: str, cost: Decimal, value: str) -> Message:
    """A service in the chart, for those who do not see it; `value` is its score or what the team accepted."""
    return message("{service} {cost} ({value})", service=service, cost=Money(cost), value=value)


def services_in_all(named: Sequence[Message], services: int) -> Message:
    """`named` are those of `cost_and_value` that the title is about; `services` are all of the chart."""
    if not named:
        return message("{services} services in all", services=services)
    return message("{named}; {services} services in all", named=Items(tuple(named), "list"), services=services)


def interval(value: str, low: str, high: str) -> Message:
    """A score with its interval of 95%, each as the reader writes numbers."""
    return message("{value} ({low} to {high})", value=value, low=low, high=high)


def hover_votes(point: str, cost: str) -> Message:
    """`point` and `cost` are what the browser writes itself; `<br>` breaks the line."""
    return message("{point}<br>{cost} a month", point=point, cost=cost)


def of_several_models(services: int) -> Message:
    return message(
        "Cost and votes of the {services} services that fit every workload and have a score", services=services
    )


# What stands in the chart.


def corner(by_team: bool) -> Message:
    if by_team:
        return message("costs less, accepted no less")
    return message("costs less, no worse to voters")


def cost_axis() -> Message:
    return message("Cost per month, logarithmic axis")


def votes_axis() -> Message:
    return message("Voters' points")


def accepted_axis() -> Message:
    return message("Accepted by your team, %")


def how_to_read(title: str, by_team: bool) -> Message:
    """`title` is that of the board."""
    if by_team:
        return message("Percent of the images of each model that your team accepted in its own trial.")
    return message(
        "{title}: points, with the 95% interval of each. A service is no worse where its interval reaches that of the "
        "plan's model, a diamond; a square is what is recommended. A name that has no room shows where the point is "
        "touched, and in the table.",
        title=title,
    )


def two_boards() -> Message:
    return message(
        "The workloads are judged by different boards of voters, whose points do not compare: no chart places services "
        "by votes."
    )


# The costs by service.

NOTHING_PRICED = message("None of these services has a price for this plan.")
NO_IMAGES = message("The plan has no images yet: there is nothing to compare")
NONE_ON_SALE = message("No service on this page can be bought any more")
NONE_PRICED_ON_SALE = message("No service on this page that has a price for the plan can be bought any more")
APART_ON_AXIS = message("points, not bars, as the costs lie far apart")
ON_LOG_AXIS = message("Cost per month on a logarithmic axis:")


def only_choice(service: Figure, cost: Decimal) -> Message:
    return message("The only choice on this page is {service}: {cost} a month", service=service, cost=_whole(cost))


def cheapest_choice(choices: int, service: Figure, cost: Decimal, dearest: Figure, times: Decimal | None) -> Message:
    """`times`: how many times as much the dearest choice costs that is on sale; None where there is no other cost."""
    if times is None:
        return message(
            "Of the {choices} choices on this page, the cheapest that fits is {service}: {cost} a month",
            choices=choices,
            service=service,
            cost=_whole(cost),
        )
    return message(
        "Of the {choices} choices on this page, the cheapest that fits is {service}: {cost} a month. The highest cost "
        "is {times} times that, on {dearest}",
        choices=choices,
        service=service,
        cost=_whole(cost),
        times=times,
        dearest=dearest,
    )


def none_fits_cheapest(service: Figure, cost: Decimal) -> Message:
    return message(
        "No choice on this page is known to fit. The cheapest of those on sale is {service}: {cost} a month",
        service=service,
        cost=_whole(cost),
    )


def _whole(cost: Decimal) -> Money:
    return Money(cost, whole=True)


def costs_by_service(costs: Sequence[Message], logarithmic: bool) -> Message:
    """The chart for those who do not see it; each of `costs` as `costs_a_month` or `cost_no_longer_sold`."""
    if logarithmic:
        return message(
            "Monthly cost by service: {costs}. On a logarithmic axis: points, not bars, as the costs lie far apart",
            costs=Items(tuple(costs), "list"),
        )
    return message("Monthly cost by service: {costs}", costs=Items(tuple(costs), "list"))


def cost_no_longer_sold(service: str, cost: Decimal) -> Message:
    return message("{service} {cost} (no longer sold)", service=service, cost=Money(cost))


def named_no_longer_sold(service: str) -> Message:
    return message("{service}, no longer sold", service=service)


def hover_month(service: str, cost: str) -> Message:
    """`service` and `cost` are what the browser writes itself."""
    return message("{service}: {cost} a month", service=service, cost=cost)


# The costs by volume.

NO_CROSSING = message("No two services on sale change places between 10 and 1,000,000 images a day")
VOLUMES = message("The volumes as a table")
COST_BY_VOLUME = message("Cost by volume")
MORE_THAN_BY_HAND = message("more than one person makes by hand")
IMAGES = message("Images per day")
IMAGES_AXIS = message("Images per day (dotted line: the plan)")
IMAGES_AXIS_OF_ALL = message("Images per day of all workloads (dotted line: the plan)")


def cheaper_below(images: int, below: Figure, above: Figure) -> Message:
    return message(
        "Below {volume} {below} is cheaper than {above}", volume=images_a_day(images), below=below, above=above
    )


def cheaper_above(images: int, below: Figure, above: Figure) -> Message:
    return message(
        "From {volume} on {above} is cheaper than {below}; with fewer images it depends on the volume",
        volume=images_a_day(images),
        below=below,
        above=above,
    )


def scaled_together(workloads: int, planned: bool) -> Message:
    """`planned`: whether the workloads have images, in whose proportions they scale."""
    if planned:
        return message(
            "The volume is that of all {workloads} workloads together, in the proportions of the plan.",
            workloads=workloads,
        )
    return message(
        "The volume is that of all {workloads} workloads together, in equal parts, as none has images yet.",
        workloads=workloads,
    )


def lines_by_volume(services: Sequence[str]) -> Message:
    return message(
        "Monthly cost from 10 to 1,000,000 images a day for {services}", services=Items(tuple(services), "list")
    )


def most_by_hand(service: str, images: int) -> Message:
    """At the end of a line; `<br>` breaks it."""
    return message("{service}<br>{images} a day by hand", service=service, images=images)


def hover_volume(images: str, cost: str) -> Message:
    """`images` and `cost` are what the browser writes itself."""
    return message("{images} images a day: {cost}", images=images, cost=cost)


def hover_by_hand(images: str) -> Message:
    return message("{images} images a day: the most that one person makes by hand", images=images)


# The costs by quality, and what the guide said.

TIERS_OF_CHART: dict[Tier, Message] = {"low": message("Low"), "medium": message("Medium"), "high": message("High")}
_TIERS: dict[Tier, Message] = {"low": message("low"), "medium": message("medium"), "high": message("high")}
"""Within a sentence."""
NONE_BY_QUALITY = message("No service on this page that is sold has a price by quality")
GUIDE_PRICES = message("The guide's prices per image at 1024x1024")


def highest_by_quality(service: str, tier: Tier, usd: Decimal) -> Message:
    return message(
        "The highest price per image on this page: {service} at {tier} quality, {cost}",
        service=service,
        tier=_TIERS[tier],
        cost=Money(usd),
    )


def price_by_quality(service: str, tier: Tier, usd: Decimal, sold: bool) -> Message:
    if sold:
        return message("{service} {tier} {cost}", service=service, tier=_TIERS[tier], cost=Money(usd))
    return message("{service} {tier} {cost} (no longer sold)", service=service, tier=_TIERS[tier], cost=Money(usd))


def prices_by_quality(prices: Sequence[Message]) -> Message:
    return message("Price per image at 1024x1024: {prices}", prices=Items(tuple(prices), "list"))


def hover_quality(tier: str, cost: str) -> Message:
    return message("{tier}: {cost} per image", tier=tier, cost=cost)


def near_the_vendors(near: int, prices: int, within: Decimal) -> Message:
    """How many of the guide's prices that vendors have too are no further than so many percent from theirs."""
    if not near:
        return message(
            "Of the {prices} prices of an image that the guide and the vendors have, none is within {within} of the "
            "vendor's",
            prices=prices,
            within=Percent(within),
        )
    return counted(
        "Of the {prices} prices of an image that the guide and the vendors have, {number} is within {within} of the "
        "vendor's",
        "Of the {prices} prices of an image that the guide and the vendors have, {number} are within {within} of the "
        "vendor's",
        near,
        prices=prices,
        within=Percent(within),
    )


def two_models(tier: Tier, first: Decimal, second: Decimal, prices: str) -> Message:
    """What an image of DALL-E 3 costs, and one of GPT Image 1; `prices` are those of a day or of the guide."""
    places: dict[str, Figure] = {"tier": _TIERS[tier], "prices": prices, "first": Money(first), "second": Money(second)}
    if first > second:
        return message(
            "At {tier} quality and the prices of {prices} DALL-E 3 costs more than GPT Image 1: {first} against "
            "{second}.",
            **places,
        )
    if first < second:
        return message(
            "At {tier} quality and the prices of {prices} DALL-E 3 costs less than GPT Image 1: {first} against "
            "{second}.",
            **places,
        )
    return message(
        "At {tier} quality and the prices of {prices} DALL-E 3 costs as much as GPT Image 1: {first}.", **places
    )


def no_longer_sold(models: Sequence[str]) -> Message:
    return message("No longer sold: {models}.", models=Items(tuple(models)))


VOTES_HEADINGS: dict[str, Message] = {
    "Service": message("Service"),
    "Cost a month": message("Cost per month"),
    "Score": message("Score"),
}
GUIDE_HEADINGS: dict[str, Message] = {
    "Service": message("Service"),
    "Quality": message("Quality"),
    "Guide, USD an image": message("Guide, per image"),
    "Vendor, USD an image": message("Vendor, per image"),
    "Guide as a multiple": message("Guide as a multiple"),
}
