"""What the Decide page says."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.decide import messages as decide_messages
from pricing.decide.goals import Goal, Goals
from pricing.decide.savings import LITTLE_PERCENT, Way
from pricing.decide.tornado import TornadoBar
from pricing.values.exact import total
from pricing.wording.messages import CurrencyCode, Figure, Items, Message, Money, Percent, counted, message
from pricing.wording.messages import together as in_turn

_MOST = ("images", "quality", "growth")
"""Levers that may go up to a value; others must go as far as one."""

WHAT_SAVES = message("What saves most?")
WHAT_FITS = message("What fits a budget?")
WHAT_MOVES = message("What moves the bill?")
HOW_SURE = message("How sure are we?")
WHAT_CHANGES = message("What if things change?")


def try_it() -> Message:
    return message("Try it: which images does your team accept?")


def trial_cost(prompts: int, models: int, cost: Decimal | None) -> Message:
    """What a trial costs; USD, None without a price."""
    if cost is None:
        return message(
            "The table has {prompts} prompts and {models} models, not all of which have a price here. Write 1 where an "
            "image is good enough and 0 where it is not.",
            prompts=prompts,
            models=models,
        )
    return message(
        "Making {prompts} images on each of {models} models costs {cost}. Write 1 where an image is good enough and 0 "
        "where it is not.",
        prompts=prompts,
        models=models,
        cost=Money(cost),
    )


def trial_table() -> Message:
    return message("Table to fill in (CSV)")


def trial_filled() -> Message:
    return message("The filled in table, pasted here")


def unread_row(row: int, cell: str) -> Message:
    if row == 1:
        return message(
            "Row 1 has to name models by their ids, each once, after the prompt; it has {cell}.", cell=repr(cell)
        )
    return message("Row {row} has {cell}; a cell takes 1 or yes, 0 or no, or nothing.", row=row, cell=repr(cell))


def tried(model: str, accepted: int, images: int, low: Decimal, high: Decimal) -> Message:
    return message(
        "{model}: {accepted} of {images} accepted; of all its images between {low} and {high}, 95% sure.",
        model=model,
        accepted=accepted,
        images=images,
        low=Percent(low),
        high=Percent(high),
    )


def what_bars_are(level: bool) -> Message:
    """What the bars of the savings are of; `level`: whether every month is the same."""
    if level:
        return message("{currency} per month that each saves, alone, by what it gives up", currency=CurrencyCode())
    return message(
        "{currency} that each saves over the months that can be bought, alone, by what it gives up",
        currency=CurrencyCode(),
    )


# What saves most.

NOTHING_TO_SAVE_ON = message("Without a price there is nothing to save on.")


def more_ways(number: int, kind: Message) -> Message:
    return counted("{number} more: {kind}", "{number} more: {kind}", number, kind=kind)


def folded_ways(number: int, kind: Message) -> Message:
    return counted("{kind} ({number})", "{kind} ({number})", number, kind=kind)


def not_usable_ways(number: int) -> Message:
    return counted(
        "What cannot be used here, and why ({number})", "What cannot be used here, and why ({number})", number
    )


def saves_a_month(way: Way) -> Message:
    return message("{saving} a month, {share}", saving=Money(way.saving), share=Percent(way.percent))


def saves_in_all(way: Way) -> Message:
    return message("Over the months that can be bought it saves {saving}.", saving=Money(way.saving_total))


def saves_at_most(furthest: Way) -> Message:
    """How far a way goes."""
    value = decide_messages.value(furthest, furthest.scenario)
    return message("At most {saving} at {value}.", saving=Money(furthest.saving), value=value)


def changed(way: Way) -> Message:
    """What Apply has done."""
    return message("{way}: {change}", way=decide_messages.name(way), change=decide_messages.change(way))


def changed_with_same_tokens(way: Way, buys: str) -> Message:
    return message(
        "{way}: {change}, {qualities}",
        way=decide_messages.name(way),
        change=decide_messages.change(way),
        qualities=buys,
    )


def cited(source: str) -> Message:
    """Where a rate was read, as a sentence; `source` is Markdown."""
    return message("{source}.", source=source)


def not_worth(way: Way) -> Message:
    """A way that saves too little, and how much of the bill it works on."""
    name, change, saving = decide_messages.name(way), decide_messages.change(way), Money(way.saving)
    rounded = round(way.part, 1)
    part = Percent(rounded, in_full=True) if rounded else Percent(way.part)
    if way.lever == "prompt":
        return message(
            "{way}: {change} saves {saving} a month. Prompts are {part} of this bill.",
            way=name,
            change=change,
            saving=saving,
            part=part,
        )
    if way.lever in ("refs", "fidelity"):
        return message(
            "{way}: {change} saves {saving} a month. Reference images are {part} of this bill.",
            way=name,
            change=change,
            saving=saving,
            part=part,
        )
    return message("{way}: {change} saves {saving} a month.", way=name, change=change, saving=saving)


def not_usable(way: Way) -> Message:
    return message("{way}: {reason}", way=decide_messages.name(way), reason=decide_messages.reason(way))


def small_ways(ways: Sequence[Way]) -> Message:
    """The heading of what is not worth the effort."""
    return counted(
        "Under {share} of the bill and under {little} over the horizon: not worth the effort ({number}, {most} a month "
        "at most)",
        "Under {share} of the bill and under {little} over the horizon: not worth the effort ({number}, {most} a month "
        "at most)",
        len(ways),
        share=Percent(LITTLE_PERCENT),
        little=Money(ways[0].little, whole=True),
        most=Money(total(way.saving for way in ways)),
    )


def savings_by_way(ways: Sequence[Way]) -> Message:
    """The bars of the savings, for a screen reader."""
    parts = (
        message("{way} saves {saving}.", way=decide_messages.name(way), saving=Money(way.headline_saving))
        for way in ways
    )
    return message("Bars: {about}. {savings}", about=what_bars_are(ways[0].costs.level), savings=in_turn(parts))


# What fits a budget.

NOTHING_TO_HOLD = message("Without a price nothing can be compared with a budget.")
BUDGET_WANTED = message("Give a budget a month: it decides how far each value may go.")
MODELS_WITHIN = message("Models on which the plan is within the budget")
USE_THIS = message("Use this")
FIT_HEADINGS: Mapping[str, Message] = {"Model": message("Model"), "USD a month": message("Cost per month")}
CHOOSE = message("Choose")


def budget_pays(goals: Goals, images: int, workload: str) -> Message:
    """How many images a day a budget pays for; `workload` where there are several."""
    budget = Money(goals.budget)
    if goals.level and workload:
        return counted(
            "{budget} a month pays for {number} image a day of {workload}, all else as it is",
            "{budget} a month pays for {number} images a day of {workload}, all else as it is",
            images,
            budget=budget,
            workload=workload,
        )
    if goals.level:
        return counted(
            "{budget} a month pays for {number} image a day, all else as it is",
            "{budget} a month pays for {number} images a day, all else as it is",
            images,
            budget=budget,
        )
    if workload:
        return counted(
            "{budget} pays for every month with {number} image a day of {workload}, growth and events included",
            "{budget} pays for every month with {number} images a day of {workload}, growth and events included",
            images,
            budget=budget,
            workload=workload,
        )
    return counted(
        "{budget} pays for every month with {number} image a day, growth and events included",
        "{budget} pays for every month with {number} images a day, growth and events included",
        images,
        budget=budget,
    )


def budget_pays_any(budget: Decimal, images: int, workload: str) -> Message:
    """Where the budget is kept with the most images that a plan can have."""
    if workload:
        return message(
            "{budget} pays for every month even with {images} images a day of {workload}, the most that a plan can "
            "have",
            budget=Money(budget),
            images=images,
            workload=workload,
        )
    return message(
        "{budget} pays for every month even with {images} images a day, the most that a plan can have",
        budget=Money(budget),
        images=images,
    )


def budget_without_effect(workload: str) -> Message:
    """Of one of several workloads whose model is no longer sold."""
    return message("No budget limits {workload}: nobody can buy its model in any month of the plan", workload=workload)


def budget_out_of_reach(goals: Goals, workload: str) -> Message:
    budget = Money(goals.budget)
    if workload:
        return message(
            "Fewer images of {workload} alone do not bring a month to {budget}", workload=workload, budget=budget
        )
    return message("Fewer images alone do not bring a month to {budget}", budget=budget)


def goal_head(goal: Goal) -> Message:
    """How far a lever may go."""
    lever, value = decide_messages.lever_name(goal.lever), decide_messages.lever_at(goal.lever, goal.value)
    if goal.reason:
        return message("{lever}: changes nothing", lever=lever)
    if not goal.reached:
        return message("{lever}: not enough alone", lever=lever)
    if goal.lever in _MOST and goal.beyond is None:
        return message("{lever}: even {value} is within the budget", lever=lever, value=value)
    if goal.lever in _MOST:
        return message("{lever}: at most {value}", lever=lever, value=value)
    if not goal.number:
        return message("{lever}: none is needed", lever=lever)
    return message("{lever}: {value} is enough", lever=lever, value=value)


def goal_about(goal: Goal, level: bool) -> Message:
    """The present value and the costs; `level`: whether every month costs the same, else they are the dearest one's."""
    if goal.reason:
        return decide_messages.REASONS[goal.reason]
    value, now = (decide_messages.lever_at(goal.lever, text) for text in (goal.value, goal.present))
    if goal.per_month is None:
        return message("At its limit, {value}, it has no price.", value=value)
    a_month, cost = level and goal.lever != "growth", Money(goal.per_month)
    if not goal.reached and a_month:
        return message("At its limit, {value}, a month costs {cost}.", value=value, cost=cost)
    if not goal.reached:
        return message("At its limit, {value}, the most expensive month costs {cost}.", value=value, cost=cost)
    costs = (
        message("{cost} a month.", cost=cost) if a_month else message("{cost} in the most expensive month.", cost=cost)
    )
    if goal.value == goal.present and goal.beyond is None:
        return costs
    sentences = [message("Now {value}.", value=now), costs]
    if goal.beyond is not None:
        sentences.append(message("One step further it is {cost}.", cost=Money(goal.beyond)))
    return in_turn(sentences)


def goal_applied(goal: Goal) -> Message:
    """What Apply has done."""
    before, after = (decide_messages.lever_at(goal.lever, text) for text in (goal.present, goal.value))
    return message(
        "{lever} {before} → {after}", lever=decide_messages.lever_name(goal.lever), before=before, after=after
    )


def no_model_within(workload: str) -> Message:
    if workload:
        return message(
            "No model in the price book that can make the images of {workload}, in their qualities and "
            "sizes, is within the budget.",
            workload=workload,
        )
    return message(
        "No model in the price book that can make these images, in their qualities and sizes, is within the budget."
    )


def models_within(number: int, workload: str) -> Message:
    if workload:
        return counted(
            "{number} model can make the images of {workload}, in their qualities and sizes, within the budget",
            "{number} models can make the images of {workload}, in their qualities and sizes, within the budget",
            number,
            workload=workload,
        )
    return counted(
        "{number} model can make these images, in their qualities and sizes, within the budget",
        "{number} models can make these images, in their qualities and sizes, within the budget",
        number,
    )


# What moves the bill.

NOTHING_MOVES = message("Nothing moves this bill: it has no price, or nothing to pay")
HOW_MOVED = message(
    "Each value at its low and at its high, all else as it is: within its range where it has one, else 10% down and up."
)
LEVERS_TABLE = message("The values as a table")
WHAT_EACH_MOVES = message("What each value moves")
LEVER_HEADINGS: Mapping[str, Message] = {
    "Lever": message("Value"),
    "Low": message("Low"),
    "High": message("High"),
    "Cost low": message("A month at the low"),
    "Cost high": message("A month at the high"),
    "Because": message("Why these"),
}
ITS_RANGE = message("its range")
TENTH_TO_LIMIT = message("10% down and up, as far as its limit")
TENTH = message("10% down and up")


def moves_most(levers: Sequence[Message], low: Decimal, high: Decimal) -> Message:
    """The lever that moves the bill most, or those that move it alike, and between which costs a month."""
    ends = {"low": Money(low, whole=True), "high": Money(high, whole=True)}
    if len(levers) == 1:
        return message("“{lever}” moves the bill most: {low} to {high} a month", lever=levers[0], **ends)
    # In quotation marks: a name in the middle of a sentence begins with a capital.
    names = tuple(message("“{lever}”", lever=lever) for lever in levers)
    return message(
        "{levers} move the bill most, each by the same amount: {low} to {high} a month", levers=Items(names), **ends
    )


def moved(move: TornadoBar, lever: Message) -> Message:
    """A lever between its ends, and what the bill is there."""
    low, high = (decide_messages.lever_at(move.lever, text) for text in (move.low, move.high))
    places: dict[str, Figure] = {"lever": lever, "low": low, "high": high}
    places |= {"cost_low": _cost(move.cost_low), "cost_high": _cost(move.cost_high)}
    if move.at_limit:
        return message("{lever} {low} to {high}, at its limit: {cost_low} to {cost_high}.", **places)
    return message("{lever} {low} to {high}: {cost_low} to {cost_high}.", **places)


def _cost(amount: Decimal | None) -> Message:
    return message("no price") if amount is None else message("{cost}", cost=Money(amount))


def all_moved(moves: Sequence[Message]) -> Message:
    return message("Cost per month: {moves}", moves=in_turn(moves))


def cost_of_a_bar(bar: str, cost: str) -> Message:
    """What is read beside a bar under the pointer; the browser writes both places."""
    return message("{bar}: {cost} a month", bar=bar, cost=cost)


LESS, MORE = message("Less"), message("More")
"""Bars of a lever at its low and at its high, by what a month costs there."""
