"""What to change, what fits and how sure it is, as data: each answer is a text of a field, to be asked for again."""

import datetime as dt
from typing import Any

from pricing.bill.estimate import estimate
from pricing.decide import messages
from pricing.decide.goals import Goal, Goals, goals
from pricing.decide.savings import Way, savings
from pricing.decide.spread import Quantiles, Spread, spread
from pricing.decide.tornado import Move, moves
from pricing.export.estimates import book_data, scenario_data, text, unpriced_data
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words


def decide_data(scenario: Scenario, books: PriceBooks, today: dt.date) -> dict[str, Any]:
    """Savings, goals, what moves the bill and the spread of a scenario; USD as exact text, None without a price.

    `goals` is None without a budget, `spread` None without ranges, and all are empty where something has no price.
    """
    whole = estimate(scenario, books)
    found, sure = goals(scenario, books, today), spread(whole, books)
    return {
        "scenario": scenario_data(scenario),
        "price_book": book_data(books),
        "currency": "USD",
        "per_month": text(whole.per_month),
        "savings": [_saving(way) for way in savings(scenario, books, today) if way.usable],
        "goals": None if found is None else _goals(found),
        "moves": [_move(move) for move in moves(whole, books)],
        "spread": None if sure is None else _spread(sure),
        "unpriced": unpriced_data(whole),
    }


def _saving(way: Way) -> dict[str, Any]:
    return {
        "lever": way.lever,
        "workload": way.workload,
        "from": way.before,
        "to": way.after,
        "per_month": text(way.per_month),
        "saving": text(way.saving),
        "percent": text(way.percent),
        "worth": way.worth,
        "effect": words(messages.effect(way)),
    }


def _goals(found: Goals) -> dict[str, Any]:
    return {
        "budget": text(found.budget),
        "levers": [_goal(goal) for goal in found.levers],
        "models": [
            {"lever": "model", "workload": each.workload, "value": each.model, "per_month": text(each.per_month)}
            for each in found.models
        ],
        "first_over": None if found.first_over is None else str(found.first_over),
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "lever": goal.lever,
        "workload": goal.workload,
        "value": goal.value,
        "per_month": text(goal.per_month),
        "reached": goal.reached,
        "beyond": text(goal.beyond),
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "lever": move.lever,
        "workload": move.workload or None,
        "low": move.low,
        "high": move.high,
        "cost_low": text(move.cost_low),
        "cost_high": text(move.cost_high),
    }


def _spread(sure: Spread) -> dict[str, Any]:
    return {
        "month": _quantiles(sure.month),
        "total": _quantiles(sure.total),
        "within_budget": text(sure.within_budget),
        "months": [
            {"month": str(each.month), "p10": text(each.p10), "p50": text(each.p50), "p90": text(each.p90)}
            for each in sure.months
        ],
        "share": [
            {"lever": each.lever, "workload": each.workload or None, "percent": text(each.percent)}
            for each in sure.share
        ],
    }


def _quantiles(of: Quantiles) -> dict[str, str | None]:
    return {"p10": text(of.p10), "p50": text(of.p50), "p90": text(of.p90)}
