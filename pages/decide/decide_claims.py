"""The sentences of the Decide page: what saves, what fits, what moves the bill, and how sure it is.

Plain text; `phrases.plain` makes Markdown of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pricing.bill.estimate import Estimate
from pricing.decide import messages as decide_messages
from pricing.decide.goals import Goal, Goals
from pricing.decide.savings import LITTLE_PERCENT, Way
from pricing.decide.spread import Quantiles, Share, Spread
from pricing.decide.tornado import TornadoBar
from pricing.decide.ways import SavingKind
from pricing.prices import Confidence
from pricing.prices.messages import how_sure
from pricing.scenario.ranges import LEVERS
from pricing.scenario.scenario import Scenario
from pricing.values.exact import total
from pricing.wording import figures, messages
from pricing.wording.messages import words
from ui.drawing import claims, phrases
from ui.drawing.claims import Figure

HOW_MOVED = (
    "Each lever at its low and at its high, all else as it is: within its range where it has one, else 10% down and up."
)
ASK_FOR_RANGES = (
    "**What is not sure?** Give a low and a high: in 1 case of 10 it is below the low, in 1 of 10 above the high, and "
    "half of the cases lie below the value that stands in the plan."
)
_MOST = ("images", "quality", "growth")
_WORKS_ON = {"prompt": "prompts", "refs": "reference images", "fidelity": "reference images"}


def way_name(way: Way) -> str:
    return messages.words(decide_messages.name(way))


def way_change(way: Way) -> str:
    return messages.words(decide_messages.change(way))


def lever_name(lever: str, workload: int, scenario: Scenario) -> str:
    return messages.words(decide_messages.lever_of(lever, workload, scenario))


def what_moves(moves: Sequence[TornadoBar], scenario: Scenario) -> str:
    """The lever that moves the bill most, or those that move it alike, and between which costs."""
    known = [move for move in moves if move.cost_low is not None and move.cost_high is not None]
    if not known:
        return "Nothing moves this bill: it has no price, or nothing to pay"
    ends = _ends(known[0])
    names = [lever_name(move.lever, move.workload, scenario) for move in known if _ends(move) == ends]
    alike = [f"{name[0].lower()}{name[1:]}" for name in names]
    between_costs = " to ".join(map(figures.whole_money, ends))
    each = ", each alike" if len(alike) > 1 else ""
    return f"The bill moves most with {phrases.joined(alike)}{each}: {between_costs} a month"


def _ends(move: TornadoBar) -> list[Decimal]:
    return sorted(cost for cost in (move.cost_low, move.cost_high) if cost is not None)


def lever_moved(move: TornadoBar, scenario: Scenario) -> str:
    """`Images per day 900 to 1,100: $1,140.48 to $1,393.92`."""
    name = lever_name(move.lever, move.workload, scenario)
    limit = " (at its limit)" if move.at_limit else ""
    low, high = (decide_messages.lever_at(move.lever, text) for text in (move.low, move.high))
    return f"{name} {low} to {high}: {figures.money(move.cost_low)} to {figures.money(move.cost_high)}{limit}"


def of_spread(scenario: Scenario, spread: Spread) -> Iterator[Figure]:
    """The range of the dearest month and of the horizon, what to set aside, and the chance to stay in the budget."""
    level = spread.dearest == spread.month
    month = "A month" if level else "Dearest month"
    yield Figure(f"{month}, 8 in 10 cases", between(spread.dearest), _half_below(spread.dearest))
    span = phrases.span(scenario.months)
    yield Figure(f"{span}, 8 in 10 cases", between(spread.total), _half_below(spread.total))
    over_all = f"{figures.whole_money(spread.set_aside.total)} over {phrases.count(scenario.months, 'month')}"
    for_month = "a month" if level else "for the dearest month"
    yield Figure("To set aside, 90% sure", figures.whole_money(spread.set_aside.month), f"{for_month}; {over_all}")
    if spread.within_every_month is not None:
        budget = figures.whole_money(scenario.budget or Decimal(0))
        chance = messages.words(messages.part(spread.within_every_month))
        yield Figure(f"No month above {budget}", chance, "of all cases")


def _half_below(costs: Quantiles) -> str:
    return f"half below {figures.whole_money(costs.p50)}"


def between(quantiles: Quantiles) -> str:
    """`$1,640 to $3,020`."""
    return f"{figures.whole_money(quantiles.p10)} to {figures.whole_money(quantiles.p90)}"


def where_spread_is_from(spread: Spread, scenario: Scenario) -> str:
    """The lever that most of the spread comes from, with its part."""
    if not spread.share:
        return "Nothing here makes the bill unsure"
    return f"{share_of_spread(spread.share[0], scenario)} of the spread"


def share_of_spread(part: Share, scenario: Scenario) -> str:
    """`Images per day: 71%`."""
    return f"{lever_name(part.lever, part.workload, scenario)}: {messages.words(messages.part(part.percent))}"


def evidence(estimate: Estimate) -> str:
    """How many inputs are ranges, and what the prices rest on, apart from each other."""
    scenario = estimate.scenario
    ranged = sum(len(workload.ranges) for workload in scenario.workloads)
    levers = len(LEVERS) * len(scenario.workloads)
    prices = {(line.price, line.confidence) for line in estimate.lines}
    count = Counter(confidence for _, confidence in prices)
    of_prices = ", ".join(f"{count[sure]} {words(how_sure(sure))}" for sure in Confidence if count[sure])
    ranges = "none is a range" if not ranged else "1 is a range" if ranged == 1 else f"{ranged} are ranges"
    and_prices = ", and so are the vendors' prices" if ranged else "; the vendors' prices are one"
    inputs = f"Inputs: of {figures.number(levers)} levers {ranges}{'' if scenario.pricerange is None else and_prices}."
    if not prices:
        return inputs
    return f"{inputs} Prices: of {phrases.count(len(prices), 'figure')} in the bill {of_prices}."


def what_fits(goals: Goals, scenario: Scenario, place: int) -> str:
    """How much room the budget leaves, in images of the workload in a place."""
    budget = figures.money(goals.budget)
    images = next(goal for goal in goals.levers if (goal.lever, goal.workload) == ("images", place + 1))
    of_workload = f" of {scenario.workloads[place].name}" if scenario.several else ""
    if not images.reached:
        return f"{budget} a month cannot be reached by fewer images{of_workload} alone"
    per_day = phrases.count(int(images.at), "image")
    if goals.level:
        return f"{budget} a month pays for {per_day}{of_workload} a day, all else as it is"
    return f"{budget} pays for every month with {per_day}{of_workload} a day, growth and events included"


def goal_row(goal: Goal, level: bool) -> str:
    """How far a lever may go, as Markdown: the value, the present one, and the cost there.

    `level`: whether every month costs the same, else it is the dearest one's.
    """
    to, now = (decide_messages.lever_at(goal.lever, text) for text in (goal.value, goal.present))
    if goal.reason:
        return _line(goal, "changes nothing", messages.words(decide_messages.REASONS[goal.reason]))
    if not goal.reached:
        cost = figures.UNPRICED if goal.per_month is None else f"{figures.money(goal.per_month)} {_in(goal, level)}"
        return _line(goal, "cannot get there alone", f"At its limit, {to}, it is {cost}.")
    if goal.value == goal.present and goal.beyond is None:
        return _line(goal, _whole(goal, to), f"{figures.money(goal.per_month)} {_in(goal, level)}.")
    return _line(
        goal, _whole(goal, to), f"Now {now}. {figures.money(goal.per_month)} {_in(goal, level)}{_beyond(goal)}."
    )


def _whole(goal: Goal, to: str) -> str:
    if goal.lever in _MOST:
        return f"at most {to}"
    return "none is needed" if not goal.at else f"{to} is enough"


def _in(goal: Goal, level: bool) -> str:
    return "a month" if level and goal.lever != "growth" else "in the dearest month"


def _beyond(goal: Goal) -> str:
    return "" if goal.beyond is None else f"; one step further {figures.money(goal.beyond)}"


def _line(goal: Goal, head: str, rest: str) -> str:
    lever = messages.words(decide_messages.lever_name(goal.lever))
    return f"**{phrases.plain(f'{lever}: {head}')}**  \n:small[{phrases.plain(rest)}]"


def goal_applied(goal: Goal) -> str:
    """What Apply has done."""
    before, after = (decide_messages.lever_at(goal.lever, text) for text in (goal.present, goal.value))
    return f"{messages.words(decide_messages.lever_name(goal.lever))} {before} → {after}"


def kind_name(kind: SavingKind) -> str:
    """What the ways that give up the same stand under."""
    return messages.words(decide_messages.KIND_NAMES[kind])


def nobody_can_buy(models: Sequence[str]) -> str:
    """Of models that are no longer sold."""
    return messages.words(decide_messages.nobody_can_buy(models))


def what_saves(ways: Sequence[Way]) -> str:
    """What a practitioner would do first, and among what it saves the most."""
    return messages.words(decide_messages.headline(ways))


def saving_row(way: Way, furthest: Way) -> str:
    """A way as Markdown: what changes, what that saves, how far it goes, what it costs the team, and where that stands.

    `furthest` is the same way at its most.
    """
    head = f"**{phrases.plain(way_name(way))}**  {phrases.plain(way_change(way))}  \n"
    saves = f"**{phrases.plain(figures.money(way.saving))}** a month, {phrases.share(way.saving, way.costs.per_month)}"
    if not way.costs.level:
        saves += phrases.plain(f"; {messages.words(decide_messages.saves(way))}")
    if (alike := decide_messages.like_for_like(way)) is not None:
        saves += phrases.plain(f"; {messages.words(alike)}")
    if way.degrees is not None and furthest.saving > way.saving:
        most = (
            f"{figures.money(furthest.saving)} at {messages.words(decide_messages.value(furthest, furthest.scenario))}"
        )
        saves += phrases.plain(f"; at most {most}")
    source = "" if way.source is None else f" {claims.cited([way.source])}."
    return f"{head}{saves}  \n:small[{phrases.plain(messages.words(decide_messages.effect(way)))}{source}]"


def not_worth(way: Way) -> str:
    """`Shorter prompts: prompts are 0.7% of this bill; 100 tokens → 50 tokens saves $7.50 a month`."""
    of_bill = (
        f"{_WORKS_ON[way.lever]} are {figures.whole_percent(way.part.quantize(Decimal('0.1')))} of this bill; "
        if way.lever in _WORKS_ON
        else ""
    )
    return f"{way_name(way)}: {of_bill}{way_change(way)} saves {figures.money(way.saving)} a month"


def not_usable(way: Way) -> str:
    return f"{way_name(way)}: {messages.words(decide_messages.reason(way))}"


def heading_of_small(ways: Sequence[Way]) -> str:
    """The heading of what is not worth the effort."""
    little = figures.percent(LITTLE_PERCENT), figures.whole_money(ways[0].little)
    under = f"Under {little[0]} of the bill and under {little[1]} over the horizon"
    most = figures.money(total(way.saving for way in ways))
    return f"{under}: not worth the effort ({len(ways)}, {most} a month at most)"
