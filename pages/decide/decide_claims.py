"""The sentences of the Decide page: what saves, what fits, what moves the bill, and how sure it is.

Plain text; `words.plain` makes Markdown of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pricing.bill.estimate import Estimate
from pricing.decide import messages as decide_messages
from pricing.decide.spread import Quantiles, Share, Spread
from pricing.decide.tornado import Move
from pricing.prices import Confidence
from pricing.scenario.ranges import LEVERS
from pricing.scenario.scenario import Scenario
from pricing.wording import messages
from ui.drawing import words
from ui.drawing.claims import Figure

HOW_MOVED = (
    "Each lever at its low and at its high, all else as it is: within its range where it has one, else 10% down and up."
)
ASK_FOR_RANGES = (
    "**What is not sure?** Give a low and a high: in 1 case of 10 it is below the low, in 1 of 10 above the high, and "
    "half of the cases lie below the value that stands in the plan."
)


def what_moves(found: Sequence[Move], scenario: Scenario) -> str:
    """The lever that moves the bill most, or those that move it alike, and between which costs."""
    known = [move for move in found if move.cost_low is not None and move.cost_high is not None]
    if not known:
        return "Nothing moves this bill: it has no price, or nothing to pay"
    ends = _ends(known[0])
    names = [
        messages.words(decide_messages.lever_of(move.lever, move.workload, scenario))
        for move in known
        if _ends(move) == ends
    ]
    alike = [f"{name[0].lower()}{name[1:]}" for name in names]
    between_costs = " to ".join(map(words.whole_money, ends))
    each = ", each alike" if len(alike) > 1 else ""
    return f"The bill moves most with {words.joined(alike)}{each}: {between_costs} a month"


def _ends(move: Move) -> list[Decimal]:
    return sorted(cost for cost in (move.cost_low, move.cost_high) if cost is not None)


def moved(move: Move, scenario: Scenario) -> str:
    """`Images per day 900 to 1,100: $1,140.48 to $1,393.92`."""
    name = messages.words(decide_messages.lever_of(move.lever, move.workload, scenario))
    limit = " (at its limit)" if move.at_limit else ""
    low, high = (decide_messages.lever_at(move.lever, text) for text in (move.low, move.high))
    return f"{name} {low} to {high}: {words.money(move.cost_low)} to {words.money(move.cost_high)}{limit}"


def of_spread(scenario: Scenario, found: Spread) -> Iterator[Figure]:
    """The range of a month and of the horizon, what to set aside, and the chance to stay within the budget."""
    yield Figure("8 in 10 months", between(found.month), f"half below {words.whole_money(found.month.p50)}")
    span = words.span(scenario.months)
    yield Figure(f"{span}, 8 in 10", between(found.total), f"half below {words.whole_money(found.total.p50)}")
    yield Figure("To set aside, 90% sure", words.whole_money(found.set_aside), "a month")
    if found.within_budget is not None:
        budget = words.whole_money(scenario.budget or Decimal(0))
        yield Figure(
            f"Within {budget}", messages.words(decide_messages.chance(found.within_budget)), "of all cases, a month"
        )


def between(found: Quantiles) -> str:
    """`$1,640 to $3,020`."""
    return f"{words.whole_money(found.p10)} to {words.whole_money(found.p90)}"


def where_spread_is_from(found: Spread, scenario: Scenario) -> str:
    """The lever that most of the spread comes from, with its part."""
    if not found.share:
        return "Nothing here makes the bill unsure"
    return f"{share(found.share[0], scenario)} of the spread"


def share(part: Share, scenario: Scenario) -> str:
    """`Images per day: 71%`."""
    lever = messages.words(decide_messages.lever_of(part.lever, part.workload, scenario))
    return f"{lever}: {words.percent(round(part.percent))}"


def evidence(whole: Estimate) -> str:
    """How many inputs are ranges, and what the prices rest on, apart from each other."""
    scenario = whole.scenario
    ranged = sum(len(workload.ranges) for workload in scenario.workloads)
    levers = len(LEVERS) * len(scenario.workloads)
    prices = {(line.price, line.confidence) for line in whole.lines}
    count = Counter(confidence for _, confidence in prices)
    of_prices = ", ".join(f"{count[sure]} {_SURE[sure]}" for sure in Confidence if count[sure])
    ranges = "none is a range" if not ranged else "1 is a range" if ranged == 1 else f"{ranged} are ranges"
    and_prices = ", and so are the vendors' prices" if ranged else "; the vendors' prices are one"
    said = f"Inputs: of {words.number(levers)} levers {ranges}{'' if scenario.pricerange is None else and_prices}."
    if not prices:
        return said
    return f"{said} Prices: of {words.count(len(prices), 'figure')} in the bill {of_prices}."


_SURE = {
    Confidence.OFFICIAL: "official",
    Confidence.TRANSCRIBED: "transcribed",
    Confidence.RESELLER: "a reseller's",
    Confidence.DERIVED: "derived",
    Confidence.CONFLICTING: "where sources disagree",
}
