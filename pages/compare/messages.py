"""What the Compare page says of the recommended service and of the chart of cost against what voters preferred."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.wording.messages import Items, Message, Money, counted, message


def recommended(service: str) -> Message:
    return message("Recommended: {service}", service=service)


def stay(service: str) -> Message:
    return message("Recommended: stay on {service}", service=service)


def because() -> Message:
    return message("Because")


def gives_up() -> Message:
    return message("What you give up")


def use_it() -> Message:
    return message("Use it in the plan")


def none_recommended() -> Message:
    return message("The plan cannot stay as it is, and no service that is known to fit is shown to be as good.")


def may_fit(costs: Sequence[Message], more: int) -> Message:
    """Cheaper services of which something is not in our sources, the cheapest first; `more` are not named."""
    if not more:
        return message("Cheaper, and may fit, but not in our sources: {costs}.", costs=Items(tuple(costs), "list"))
    return counted(
        "Cheaper, and may fit, but not in our sources: {costs}, and {number} more.",
        "Cheaper, and may fit, but not in our sources: {costs}, and {number} more.",
        more,
        costs=Items(tuple(costs), "list"),
    )


def costs_a_month(service: str, cost: Decimal) -> Message:
    return message("{service} {cost}", service=service, cost=Money(cost))


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


def only_one(service: str, present: str, by_team: bool) -> Message:
    if by_team:
        return message(
            "Only {service} costs less than {present} and was accepted no less by your team",
            service=service,
            present=present,
        )
    return message(
        "Only {service} costs less than {present} and is no worse to voters", service=service, present=present
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


def none_better(present: str, services: int, by_team: bool) -> Message:
    """`services` are those that fit and have a score."""
    if by_team:
        return message(
            "None of the {services} services that your team tried and that fit costs less than {present} and was "
            "accepted no less",
            services=services,
            present=present,
        )
    return message(
        "None of the {services} services that fit and have a score costs less than {present} and is no worse to voters",
        services=services,
        present=present,
    )


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


def of_services(services: int) -> Message:
    return message("{services} services in all", services=services)


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
    return message("USD a month, logarithmic")


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
