"""Savings, goals, levers that move the bill, and spread: one line each, for files that people read."""

import datetime as dt
from collections.abc import Iterator

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.bill.timeline import not_sold_since
from pricing.decide import messages as decide_messages
from pricing.decide.goals import Goal, goals
from pricing.decide.savings import first, savings
from pricing.decide.spread import spread
from pricing.decide.sureness import messages as sure_messages
from pricing.decide.tornado import TornadoBar, moves
from pricing.export import messages
from pricing.export.estimate_files import to_markdown
from pricing.export.estimates import estimate_data
from pricing.export.file_text import PLAIN_FILE, FileTerms
from pricing.prices import PriceBooks
from pricing.scenario.in_words import event_in_words
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import Message, as_written, words

_BEST = 3


def markdown(estimate: Estimate, books: PriceBooks, today: dt.date, terms: FileTerms = PLAIN_FILE) -> str:
    """An estimate as a Markdown file, with the lines of `in_lines`."""
    scenario, months = estimate.scenario, forecast(estimate)
    budget = sure_messages.within_budget(scenario, months, spread(estimate, books))
    of_budget = "" if budget is None or not_sold_since(estimate, today) is not None else words(budget)
    data = estimate_data(estimate, books, today)
    return to_markdown(data, terms, in_lines(estimate, books, today), of_budget)


def in_lines(estimate: Estimate, books: PriceBooks, today: dt.date) -> tuple[str, ...]:
    """Sentences, each of which begins with the question that it answers; none if something has no price."""
    return tuple(map(words, _lines(estimate, books, today))) if estimate.per_month is not None else ()


def _lines(estimate: Estimate, books: PriceBooks, today: dt.date) -> Iterator[Message]:
    scenario, sure = estimate.scenario, spread(estimate, books)
    if (since := not_sold_since(estimate, today)) is not None:
        yield messages.choose_another_model(since)
        return
    if best := first(savings(scenario, books, today)):
        yield messages.saves_first([decide_messages.saves(way) for way in best])
    within = goals(scenario, books, today)
    if within is not None:
        reached = [goal for goal in within.levers if goal.reached and not goal.reason]
        # A lever without a step beyond its value has no bound: every value of it is within the budget.
        bounds = [_goal(goal, scenario) for goal in reached if goal.beyond is not None]
        if bounds or not reached:
            yield messages.fits_budget(within.budget, within.level, bounds)
    if moved := moves(estimate, books):
        yield messages.moves_most([_move(move, scenario) for move in moved[:_BEST]])
    if sure is not None:
        yield sure_messages.how_sure(scenario, forecast(estimate), sure)
    if scenario.events:
        names = [workload.name for workload in scenario.workloads]
        models = books.model_names
        yield messages.changes([as_written(event_in_words(event, names, models)) for event in scenario.events])


def _goal(goal: Goal, scenario: Scenario) -> Message:
    workload = scenario.workloads[goal.workload - 1].name if scenario.several else ""
    return messages.goal(goal.lever, goal.number, workload)


def _move(move: TornadoBar, scenario: Scenario) -> Message:
    costs = sorted(cost for cost in (move.cost_low, move.cost_high) if cost is not None)
    return messages.move(decide_messages.lever_of(move.lever, move.workload, scenario), costs[0], costs[-1])
