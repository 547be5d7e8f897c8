"""What a comparison says: why a service has no price or does not fit, and what a quality means on another model."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pricing.bill.placement import Move, TierMove
from pricing.prices.preferences import Score
from pricing.scenario.labels.messages import quality
from pricing.values.exact import EXACT, rounded
from pricing.values.size import Size
from pricing.wording.messages import Figure, Items, Message, Money, Percent, message, together

# What stands for a service.

AS_PLANNED = message("As planned")


def own_service(name: str) -> Message:
    """A service that the user brings."""
    return message("{name} (yours)", name=name)


# Why a service has no price, or does not fit.


def no_reference_price(service: str) -> Message:
    return message("{service}: what a reference image takes is not in our sources.", service=service)


def not_in_the_book(model: str, prices: dt.date | str) -> Message:
    return message("{model} is not in the price book of {prices}.", model=model, prices=prices)


def all_left_out() -> Message:
    return message("Every quality of the plan is left out: no two services have the same one here.")


def offers_no_tier(service: str) -> Message:
    return message("{service} is set to offer no quality level.", service=service)


def counted_instead(service: str, move: Move) -> Message:
    """What is bought instead of what has no price at a service, or cannot be made there."""
    if isinstance(move, TierMove):
        return message(
            "{service} has no price here for {quality} quality: {bought} is counted.",
            service=service,
            quality=quality(move.requested),
            bought=quality(move.bought),
        )
    if not move.makes:
        return message(
            "{service} cannot make {size}: {bought} is counted.",
            service=service,
            size=move.requested,
            bought=move.bought,
        )
    return message(
        "{service} has no price here at {size}: {bought} is counted.",
        service=service,
        size=move.requested,
        bought=move.bought,
    )


# Which service to move to.

STAY_AS_PLANNED = message("Stay as planned")


def recommended_alone(moves: Sequence[tuple[str, str]]) -> Message:
    """Of workloads that move to other models, each by itself: their names and those of the models."""
    if len(moves) == 1:
        ((workload, service),) = moves
        return message("Recommended: move {workload} to {service}", workload=workload, service=service)
    several = (message("{workload} to {service}", workload=workload, service=service) for workload, service in moves)
    return message("Recommended: move {workloads}", workloads=Items(tuple(several), "list"))


def no_one_for_all() -> Message:
    return message("No one service fits every workload, is shown to be no worse for each, and costs less.")


def better_alone(
    workload: str, service: str, present: str, services: int, saving: Decimal | None, *, by_team: bool
) -> Message:
    """`saving` is None where nobody can buy the present model; `by_team`: by the team's own trial, else by voters."""
    names: dict[str, Figure] = {"workload": workload, "service": service, "present": present, "services": services}
    if by_team:
        no_worse = message(
            "{workload}: of the {services} services on sale in the price book, {service} is the cheapest that fits and "
            "of which your team accepted no less than of {present}.",
            **names,
        )
    else:
        no_worse = message(
            "{workload}: of the {services} services on sale in the price book, {service} is the cheapest that fits and "
            "that voters found no worse than {present}.",
            **names,
        )
    if saving is None:
        return no_worse
    if saving > 0:
        return together([no_worse, message("It saves {saving} a month.", saving=Money(saving))])
    if not saving:
        return together([no_worse, message("It costs as much.")])
    return together([no_worse, message("It costs {more} a month more.", more=Money(-saving))])


def none_recommended(denied: Sequence[Message], cheapest: Message, fits: bool) -> list[Message]:
    """`denied` is what keeps the plan from staying as it is; without any, it has no price.

    `cheapest` is `cheapest_of_all`, or `none_in_book` if nothing is known to fit.
    """
    if denied:
        reasons = [message("The plan cannot stay as it is."), *denied]
    else:
        reasons = [message("The plan has no price here.")]
    if not fits:
        return [*reasons, cheapest]
    others = message("No other that fits is shown to be as good either: compare some images before you move.")
    return [*reasons, cheapest, others]


def none_in_book(services: int, several: bool) -> Message:
    """`services` are those on sale in the price book; `several`: workloads."""
    if several:
        return message(
            "Of the {services} services on sale in the price book, none is known to fit every workload.",
            services=services,
        )
    return message(
        "Of the {services} services on sale in the price book, none is known to fit the plan.", services=services
    )


def recommended(service: str) -> Message:
    return message("Recommended: {service}", service=service)


def stay(service: str) -> Message:
    return message("Recommended: stay on {service}", service=service)


def no_worse_to_voters(service: str, services: int, present: Sequence[str]) -> Message:
    """`present` are the models of the scenario but for the service itself."""
    return message(
        "Of the {services} services on sale in the price book, {service} is the cheapest that fits and that voters "
        "found no worse than {present}.",
        service=service,
        services=services,
        present=Items(tuple(present)),
    )


def accepted_no_less(
    service: str, services: int, present: Sequence[str], accepted: Decimal, accepted_now: Decimal
) -> Message:
    """Percent of the images that the team accepted in its own trial, there and now; `present` as above."""
    return message(
        "Of the {services} services on sale in the price book, {service} is the cheapest that fits and of which your "
        "team accepted no less than of {present}: {accepted} against {accepted_now}.",
        service=service,
        services=services,
        present=Items(tuple(present)),
        accepted=Percent(accepted),
        accepted_now=Percent(accepted_now),
    )


def scores(service: str, score: Score, present: str, now: Score) -> Message:
    """Points of voters with their 95% intervals."""
    return message(
        "Voters: {service} {score} ({low} to {high}), {present} {now} ({now_low} to {now_high}).",
        service=service,
        score=score.score,
        low=score.low,
        high=score.high,
        present=present,
        now=now.score,
        now_low=now.low,
        now_high=now.high,
    )


def as_cheap_with_a_lower_score(others: Sequence[str]) -> Message:
    """Of services that cost as much as the one that is recommended, and are no worse than the present models either."""
    if len(others) == 1:
        return message("{service} costs as much and has a lower score by voters.", service=others[0])
    return message("{services} cost as much and have lower scores by voters.", services=Items(tuple(others)))


def judged_at(service: str, setting: str, others: Sequence[str]) -> Message:
    """`others` are the qualities of a model that a plan buys and that voters did not see."""
    return message(
        "Voters judged {service} at {setting} quality alone, not at {others}.",
        service=service,
        setting=setting,
        others=Items(tuple(others), "or"),
    )


def same_model_elsewhere(service: str, cost: Decimal, less: Decimal) -> Message:
    """Of another seller of the plan's own model, at the same qualities."""
    return message(
        "{service} is the same model at another seller, at the same quality: {cost} a month, {less} less. What runs "
        "there was not voted on.",
        service=service,
        cost=Money(cost),
        less=Money(less),
    )


def same_vendor(vendor: str, present: Sequence[str]) -> Message:
    """`present` are the scenario's models that this vendor sells."""
    return message("It is sold by {vendor}, like {present}.", vendor=vendor, present=Items(tuple(present)))


def none_costs_less(services: int, present: Sequence[str]) -> Message:
    return message(
        "Of the {services} services on sale in the price book, none that fits and is shown to be no worse than "
        "{present} costs less.",
        services=services,
        present=Items(tuple(present)),
    )


def without_a_score(present: Sequence[str]) -> Message:
    if len(present) == 1:
        return message("{present} has no score, so no other service is shown to be as good.", present=present[0])
    return message(
        "{present} have no score, so no other service is shown to be as good.", present=Items(tuple(present))
    )


def takes_over(present: str, ends: dt.date, service: str, over: bool) -> Message:
    """`over`: whether nobody can buy the present one any more."""
    if over:
        return message(
            "Nobody can buy {present} any more: it was shut down on {ends}. {service} can take over.",
            present=present,
            ends=ends,
            service=service,
        )
    return message("{present} ends on {ends}. {service} can take over.", present=present, ends=ends, service=service)


def named_successor(service: str) -> Message:
    return message("{service} is the successor that the vendor names.", service=service)


def offered_instead(service: str, reason: Message) -> Message:
    """`reason` is why the successor that the vendor names is passed over."""
    return together([reason, message("{service} is offered in its place.", service=service)])


def makes_other_images(service: str) -> Message:
    return message("{service} makes other images: compare some before you move.", service=service)


def at_equal_effort(cost: Decimal, present: Decimal | None) -> Message:
    """USD a month with the qualities of the other model that take as many tokens as those of the present one."""
    if present is None or cost > present:
        return message("With as many tokens as now it costs {cost} a month.", cost=Money(cost))
    if cost == present:
        return message("With as many tokens as now it costs as much as the plan.")
    return message(
        "With as many tokens as now it costs {cost} a month, {less} less.",
        cost=Money(cost),
        less=Money(EXACT.subtract(present, cost)),
    )


def cheapest_of_all(service: str, services: int, cost: Decimal) -> Message:
    return message(
        "Of the {services} services on sale in the price book, the cheapest that fits is {service}: "
        "{cost} a month. Nothing in our sources shows it to be as good.",
        services=services,
        service=service,
        cost=Money(cost),
    )


# What a quality means on another model, and why one takes over.


def takes_other_tokens(new: str, old: str, size: Size, words: Sequence[Message], fewer: set[bool]) -> Message:
    """`words`: each as of `tokens_of_a_word`; `fewer`: whether they take fewer tokens on the new model."""
    items = Items(tuple(words), "list")
    if fewer == {True}:
        return message(
            "{new} takes fewer tokens than {old} for the same quality, at {size}: {words}.",
            new=new,
            old=old,
            size=size,
            words=items,
        )
    if fewer == {False}:
        return message(
            "{new} takes more tokens than {old} for the same quality, at {size}: {words}.",
            new=new,
            old=old,
            size=size,
            words=items,
        )
    return message(
        "{new} takes other tokens than {old} for the same quality, at {size}: {words}.",
        new=new,
        old=old,
        size=size,
        words=items,
    )


def tokens_of_a_word(quality: str, before: Decimal, after: Decimal, same: str | None) -> Message:
    """`same` is the quality name of the new model that takes as many tokens as before, where there is one."""
    before, after = rounded(before, 0), rounded(after, 0)
    if same is None:
        return message("{quality} {after} instead of {before}", quality=quality, after=after, before=before)
    return message(
        "{quality} {after} instead of {before} (its {same} takes {before})",
        quality=quality,
        after=after,
        before=before,
        same=same,
    )


# Why the successor that a vendor names is not what is offered.


def is_a_subscription(model: str) -> Message:
    return message("{model}, the successor that the vendor names, is a subscription.", model=model)


def is_no_longer_sold(model: str) -> Message:
    return message("{model}, the successor that the vendor names, is no longer sold.", model=model)


def ends_within_the_plan(model: str) -> Message:
    return message("{model}, the successor that the vendor names, ends within the plan.", model=model)


def may_end_any_day(model: str) -> Message:
    return message("{model}, the successor that the vendor names, may end any day.", model=model)


def has_no_price_yet(model: str) -> Message:
    return message("{model}, the successor that the vendor names, has no price yet.", model=model)


def has_no_price_for_the_plan(model: str) -> Message:
    return message("{model}, the successor that the vendor names, has no price here for this plan.", model=model)


# Which costs are compared.


WITHOUT_OWN_COSTS = message(
    "These costs are without the team's own costs, which are the same whatever service makes the images."
)


def discount_everywhere() -> Message:
    return message(
        "The discount counts at every service here, whoever gave it: links have meant that so far. Beside the "
        "discount it can be set to count at its own vendor alone."
    )


def discount_at_vendor(vendors: Iterable[str]) -> Message:
    return message(
        "The discount counts at {vendors} alone; the other services are at list price.", vendors=Items(tuple(vendors))
    )
