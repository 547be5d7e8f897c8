"""The sentences of the Decide page on savings, budgets and levers.

They are plain text; `phrases.plain` escapes it for Markdown.
"""

from collections.abc import Sequence
from decimal import Decimal

from pages.decide import messages
from pricing.decide import messages as decide_messages
from pricing.decide.goals import Goal, Goals
from pricing.decide.savings import Way
from pricing.decide.tornado import TornadoBar
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import Message, together, words
from ui.drawing import claims, phrases


def way_name(way: Way) -> str:
    return words(decide_messages.name(way))


def lever_name(lever: str, workload: int, scenario: Scenario) -> str:
    return words(decide_messages.lever_of(lever, workload, scenario))


def what_moves(moves: Sequence[TornadoBar], scenario: Scenario) -> Message:
    """The lever that moves the bill most, or those that move it alike, and the costs at both ends."""
    priced_moves = [move for move in moves if move.cost_low is not None and move.cost_high is not None]
    if not priced_moves:
        return messages.NOTHING_MOVES
    ends = _ends(priced_moves[0])
    alike = [
        decide_messages.lever_of(move.lever, move.workload, scenario) for move in priced_moves if _ends(move) == ends
    ]
    return messages.moves_most(alike, *ends)


def _ends(move: TornadoBar) -> list[Decimal]:
    return sorted(cost for cost in (move.cost_low, move.cost_high) if cost is not None)


def all_moved(moves: Sequence[TornadoBar], scenario: Scenario) -> Message:
    """Each lever with its ends: `Images per day 900 to 1,100: $1,140.48 to $1,393.92`."""
    return messages.all_moved(
        [messages.moved(move, decide_messages.lever_of(move.lever, move.workload, scenario)) for move in moves]
    )


def what_fits(goals: Goals, scenario: Scenario, place: int) -> Message:
    """How many images a day of a workload the budget allows; `place` counts from 0."""
    images = next(goal for goal in goals.levers if (goal.lever, goal.workload) == ("images", place + 1))
    workload = scenario.workloads[place].name if scenario.several else ""
    if images.reason:
        return messages.budget_without_effect(workload)
    if not images.reached:
        return messages.budget_out_of_reach(goals, workload)
    if images.beyond is None:
        return messages.budget_pays_any(goals.budget, int(images.number), workload)
    return messages.budget_pays(goals, int(images.number), workload)


def goal_row(goal: Goal, level: bool) -> str:
    """The furthest value of a lever, as Markdown: the value, the present one, and the cost there.

    `level`: whether every month costs the same; else the cost is that of the most expensive month.
    """
    head, about = words(messages.goal_head(goal)), words(messages.goal_about(goal, level))
    return f"**{phrases.plain(head)}**  \n:small[{phrases.plain(about)}]"


def what_saves(ways: Sequence[Way]) -> str:
    """What a practitioner would do first, and among which ways it saves the most."""
    return words(decide_messages.headline(ways))


def saving_row(way: Way, furthest: Way) -> str:
    """A way as Markdown: the change, the saving, the saving at its most, the drawback, and the source.

    `furthest` is the same way at its most.
    """
    more = [
        None if way.costs.level else messages.saves_in_all(way),
        decide_messages.like_for_like(way),
        messages.saves_at_most(furthest) if way.degrees is not None and furthest.saving > way.saving else None,
    ]
    head = f"**{phrases.plain(way_name(way))}**  {phrases.plain(words(decide_messages.change(way)))}"
    saves = f"**{phrases.plain(words(messages.saves_a_month(way)))}**"
    if texts := [text for text in more if text is not None]:
        saves += f"  {phrases.plain(words(together(texts)))}"
    about = [phrases.plain(words(decide_messages.effect(way)))]
    if way.source is not None:
        about.append(words(messages.cited(claims.cited([way.source]))))
    return f"{head}  \n{saves}  \n:small[{figures.reader().sentences(about)}]"


def not_usable(way: Way) -> str:
    return words(messages.not_usable(way))
