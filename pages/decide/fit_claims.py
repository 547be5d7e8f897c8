"""The sentences of what fits a budget: plain text but where it says Markdown."""

from pricing.decide import messages as decide_messages
from pricing.decide.goals import Goal, Goals
from pricing.scenario.scenario import Scenario
from pricing.wording import messages
from ui.drawing import words

_MOST = ("images", "quality", "growth")


def what_fits(found: Goals, scenario: Scenario, place: int) -> str:
    """How much room the budget leaves, in images of the workload in a place."""
    budget = words.money(found.budget)
    images = next(goal for goal in found.levers if (goal.lever, goal.workload) == ("images", place + 1))
    of = f" of {scenario.workloads[place].name}" if scenario.several else ""
    if not images.reached:
        return f"{budget} a month cannot be reached by fewer images{of} alone"
    per_day = words.count(int(images.at), "image")
    return f"{budget} a month pays for {per_day}{of} a day, all else as it is"


def over(found: Goals, scenario: Scenario) -> str:
    """The first month above the budget, or that none is."""
    span = words.count(scenario.months, "month")
    if found.first_over is None:
        return f"No month of the {span} from {words.month(scenario.start)} on is above the budget."
    return f"The first month above the budget is {words.month(found.first_over)}."


def row(goal: Goal) -> str:
    """How far a lever may go, as Markdown: the value, the present one, and the cost there."""
    to, now = (decide_messages.lever_at(goal.lever, text) for text in (goal.value, goal.present))
    if goal.reason:
        return _line(goal, "changes nothing", messages.words(decide_messages.REASONS[goal.reason]))
    if not goal.reached:
        cost = "not priced" if goal.per_month is None else f"{words.money(goal.per_month)} {_in(goal)}"
        return _line(goal, "cannot get there alone", f"At its limit, {to}, it is {cost}.")
    if goal.value == goal.present and goal.beyond is None:
        return _line(goal, _whole(goal, to), f"{words.money(goal.per_month)} {_in(goal)}.")
    return _line(goal, _whole(goal, to), f"Now {now}. {words.money(goal.per_month)} {_in(goal)}{_beyond(goal)}.")


def _whole(goal: Goal, to: str) -> str:
    if goal.lever in _MOST:
        return f"at most {to}"
    return "none is needed" if not goal.at else f"{to} is enough"


def _in(goal: Goal) -> str:
    return "in the dearest month" if goal.lever == "growth" else "a month"


def _beyond(goal: Goal) -> str:
    return "" if goal.beyond is None else f"; one step further {words.money(goal.beyond)}"


def _line(goal: Goal, head: str, rest: str) -> str:
    lever = words.plain(messages.words(decide_messages.lever_name(goal.lever)))
    return f"**{lever}: {words.plain(head)}**  \n:small[{words.plain(rest)}]"


def said(goal: Goal) -> str:
    """What Apply has done."""
    before, after = (decide_messages.lever_at(goal.lever, text) for text in (goal.present, goal.value))
    return f"{messages.words(decide_messages.lever_name(goal.lever))} {before} → {after}"
