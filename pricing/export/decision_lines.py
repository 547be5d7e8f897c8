"""What to change, what fits, what moves the bill and how sure it is, one line each, for files that people read."""

import datetime as dt

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.decide import messages
from pricing.decide.goals import Goal, goals
from pricing.decide.savings import first, savings
from pricing.decide.spread import spread
from pricing.decide.sureness import messages as sure_messages
from pricing.decide.tornado import moves
from pricing.export.estimate_files import to_markdown
from pricing.export.estimates import estimate_data
from pricing.export.file_text import PLAIN_FILE, FileTerms
from pricing.prices import PriceBooks
from pricing.scenario.in_words import event_in_words
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import words

_BEST = 3
_MOST = ("images", "quality", "growth")
"""Levers of which a goal is the most: of the others it is the least, and 0 of those says nothing."""


def markdown(estimate: Estimate, books: PriceBooks, today: dt.date, terms: FileTerms = PLAIN_FILE) -> str:
    """An estimate for people, with what can be decided."""
    scenario, months = estimate.scenario, forecast(estimate)
    budget = sure_messages.within_budget(scenario, months, spread(estimate, books))
    of_budget = "" if budget is None else words(budget)
    data = estimate_data(estimate, books, today)
    return to_markdown(data, terms, in_lines(estimate, books, today), of_budget)


def in_lines(estimate: Estimate, books: PriceBooks, today: dt.date) -> tuple[str, ...]:
    """Plain sentences, each of which begins with its question; none where something has no price."""
    if estimate.per_month is None:
        return ()
    scenario, sure = estimate.scenario, spread(estimate, books)
    lines = (
        _saves(scenario, books, today),
        _fits(scenario, books, today),
        _moves(estimate, books),
        "" if sure is None else words(sure_messages.how_sure(scenario, forecast(estimate), sure)),
        _changes(scenario, books),
    )
    return tuple(line for line in lines if line)


def _saves(scenario: Scenario, books: PriceBooks, today: dt.date) -> str:
    best = first(savings(scenario, books, today))
    if not best:
        return ""
    said = "; ".join(
        f"{words(messages.name(way))} ({words(messages.change(way))}) {words(messages.saves(way))}" for way in best
    )
    return f"What to save on first, each alone: {said}."


def _fits(scenario: Scenario, books: PriceBooks, today: dt.date) -> str:
    within = goals(scenario, books, today)
    if within is None:
        return ""
    told = (goal for goal in within.levers if goal.reached and not goal.reason and (goal.at or goal.lever in _MOST))
    reached = "; ".join(_goal(goal, scenario) for goal in told)
    of_months = "a month" if within.level else "in every month"
    return f"What fits {figures.money(within.budget)} {of_months}, each alone: {reached or 'no lever gets there'}."


def _goal(goal: Goal, scenario: Scenario) -> str:
    name = f" of {scenario.workloads[goal.workload - 1].name}" if scenario.several else ""
    value = figures.number(goal.at) if goal.lever == "images" else figures.whole_percent(goal.at)
    match goal.lever:
        case "images":
            return f"at most {value} images a day{name}"
        case "quality":
            return f"at most {value} high quality{name}"
        case "growth":
            return f"growth{name} of at most {value} a month"
    return f"{value} {words(messages.lever_name(goal.lever)).lower()}{name}"


def _moves(estimate: Estimate, books: PriceBooks) -> str:
    found = moves(estimate, books)
    if not found:
        return ""
    said = []
    for move in found[:_BEST]:
        costs = sorted(cost for cost in (move.cost_low, move.cost_high) if cost is not None)
        label = words(messages.lever_of(move.lever, move.workload, estimate.scenario))
        said.append(f"{label}: {' to '.join(map(figures.whole_money, costs))}")
    return f"What moves the bill most, a month: {'; '.join(said)}."


def _changes(scenario: Scenario, books: PriceBooks) -> str:
    names = [workload.name for workload in scenario.workloads]
    said = "; ".join(event_in_words(event, names, books[scenario.prices]) for event in scenario.events)
    return f"What changes: {said}." if said else ""
