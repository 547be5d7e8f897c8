"""What is said of several ways to save that are applied together, and of a target that they are to reach."""

from decimal import Decimal

from pricing.decide import messages as decide_messages
from pricing.decide.joint import ExcludedWay, Joint, JointStep
from pricing.values.exact import percent_of
from pricing.wording.messages import Items, Message, Money, Percent, message

TARGET = message("Find the changes that reach a target")
NO_TARGET = message("No target")
A_QUARTER_LESS = message("A quarter less")
HALVE_IT = message("Halve it")
WITHIN_THE_BUDGET = message("Within the budget")
TAKE_SEVERAL = message("Take several together")
CHOOSE_TWO = message("Choose two or more")
NOW = message("Now")
WITH_THESE = message("With these")
APPLY_ALL = message("Apply all of them")


def together(applied: Joint, before: Decimal) -> Message:
    """What several ways save at once, of the cost a month before."""
    return message(
        "Together they save {saving} a month, {share}: {before} becomes {after}",
        saving=Money(applied.saving),
        share=Percent(percent_of(applied.saving, before)),
        before=Money(before),
        after=Money(applied.per_month),
    )


def reached(applied: Joint, before: Decimal, target: Decimal) -> Message:
    """Whether a target is reached, and with which cost a month."""
    places = {"before": Money(before), "after": Money(applied.per_month), "target": Money(target)}
    if applied.per_month <= target:
        return message("{before} a month becomes {after}: the target of {target} is reached", **places)
    return message("{before} a month becomes {after} at the least: the target of {target} is not reached", **places)


def no_way_to_target() -> Message:
    return message(
        "No change that the planner knows makes this plan cheaper without a negotiation or an unproven model."
    )


def gives_up(step: JointStep) -> Message:
    """What one of several changes is, what it saves after those before it, and what it gives up."""
    return message(
        "{change}, {saving} a month. Gives up: {kind}. {effect}",
        change=decide_messages.change(step.way),
        saving=Money(step.saving),
        kind=decide_messages.GIVEN_UP[step.way.kind],
        effect=decide_messages.effect(step.way),
    )


def steps(applied: Joint) -> Message:
    parts = (
        message("{way} {amount}", way=decide_messages.name(step.way), amount=Money(-step.saving, signed=True))
        for step in applied.steps
    )
    return message("Cost per month, step by step: {steps}", steps=Items(tuple(parts), "list"))


def applied_together(applied: Joint) -> Message:
    return message("{ways}", ways=Items(tuple(decide_messages.name(step.way) for step in applied.steps), "list"))


def left_out(omission: ExcludedWay) -> Message:
    return message(
        "{way} is left out. {reason}", way=decide_messages.name(omission.way), reason=decide_messages.left_out(omission)
    )
