"""Savings, goals, levers and spread of a scenario as plain data; values of fields are written as in a link."""

import datetime as dt
from collections.abc import Sequence

from pricing.bill.estimate import estimate
from pricing.bill.forecast import ForecastMonth, Horizon, dearest_month, horizon
from pricing.decide import messages
from pricing.decide.costing import costing
from pricing.decide.goals import Goal, Goals, goals
from pricing.decide.savings import LITTLE, LITTLE_PERCENT, SameTokens, Way, first, savings
from pricing.decide.spread import Quantiles, Spread, spread
from pricing.decide.tornado import TornadoBar, moves
from pricing.export.decide_answers import (
    DecideData,
    GoalData,
    GoalsData,
    HorizonData,
    MoveData,
    NamedSavingData,
    QuantilesData,
    SameTokensData,
    SavingData,
    ScoresData,
    SpreadData,
)
from pricing.export.estimates import book_data, named_models, scenario_data, text, unpriced_data
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.wording.messages import words


def decide_data(scenario: Scenario, books: PriceBooks, today: dt.date) -> DecideData:
    """The answer of `GET /api/decide`; amounts are exact text, None without a price.

    `goals` is None without a budget, `spread` is None without ranges, and all are empty if something has no price.
    """
    whole = estimate(scenario, books)
    within, sure = goals(scenario, books, today), spread(whole, books)
    ways, months = savings(scenario, books, today), costing(scenario, books, today).months
    return {
        "scenario": scenario_data(scenario),
        "price_book": book_data(books),
        "models": named_models(scenario, books),
        "currency": scenario.currency,
        "per_month": text(whole.per_month),
        "horizon": _horizon(months),
        "little": {"percent": str(LITTLE_PERCENT), "total": plain(scenario.exchange.of_usd(LITTLE))},
        "savings": [_saving(way) for way in ways if way.usable],
        "first": [_named(way) for way in first(ways)],
        "goals": None if within is None else _goals(within),
        "moves": [_move(move) for move in moves(whole, books)],
        "spread": None if sure is None else _spread(sure, horizon(months)),
        "unpriced": unpriced_data(whole),
    }


def _saving(way: Way) -> SavingData:
    return {
        "lever": way.lever,
        "workload": way.workload,
        "from": way.before,
        "to": way.after,
        "per_month": plain(way.per_month),
        "saving": plain(way.saving),
        "percent": plain(way.percent),
        "worth": way.worth,
        "effect": words(messages.effect(way)),
        "kind": way.kind,
        "saving_total": plain(way.saving_total),
        "saving_dearest": plain(way.saving_dearest),
        "same_tokens": None if way.at_same_tokens is None else _same_tokens(way.at_same_tokens),
        "not_worth": not way.worth,
    }


def _same_tokens(same: SameTokens) -> SameTokensData:
    return {
        "buys": same.buys,
        "per_month": plain(same.per_month),
        "saving": plain(same.saving),
        "saving_total": plain(same.saving_total),
        "percent": plain(same.percent),
    }


def _named(way: Way) -> NamedSavingData:
    turns = way.turns
    return {
        "lever": way.lever,
        "workload": way.workload,
        "to": way.after,
        "part": plain(way.part),
        "scores": _scores(way),
        "turns": {"price": text(turns.price), "images": turns.images, "score": turns.score},
        "sources": [
            {"title": source.title, "address": source.address, "read_on": source.read_on} for source in way.sources
        ],
    }


def _scores(way: Way) -> ScoresData | None:
    if way.scores is None:
        return None
    board, before, after = way.scores
    return {"board": board.title, "day": board.day.isoformat(), "before": before.score, "after": after.score}


def _horizon(months: Sequence[ForecastMonth]) -> HorizonData:
    dearest = dearest_month(months)
    return {
        "months": len(months),
        "dearest_month": None if dearest is None else str(dearest[0]),
        "dearest": None if dearest is None else plain(dearest[1]),
        "total": text(horizon(months).sold_total),
    }


def _goals(within: Goals) -> GoalsData:
    return {
        "budget": plain(within.budget),
        "levers": [_goal(goal) for goal in within.levers],
        "models": [
            {
                "lever": "model",
                "workload": fitting.workload,
                "value": fitting.model,
                "per_month": plain(fitting.per_month),
            }
            for fitting in within.models
        ],
        "first_over": None if within.first_over is None else str(within.first_over),
    }


def _goal(goal: Goal) -> GoalData:
    return {
        "lever": goal.lever,
        "workload": goal.workload,
        "value": goal.value,
        "per_month": text(goal.per_month),
        "reached": goal.reached,
        "beyond": text(goal.beyond),
    }


def _move(move: TornadoBar) -> MoveData:
    return {
        "lever": move.lever,
        "workload": move.workload or None,
        "low": move.low,
        "high": move.high,
        "cost_low": text(move.cost_low),
        "cost_high": text(move.cost_high),
    }


def _spread(sure: Spread, plan: Horizon) -> SpreadData:
    return {
        "month": _quantiles(sure.month),
        "total": _quantiles(sure.total),
        "dearest": _quantiles(sure.dearest),
        "within_budget": text(sure.within_budget),
        "within_every_month": text(sure.within_every_month),
        "set_aside": {"month": plain(sure.set_aside.month), "total": plain(sure.set_aside.total)},
        "below_middle": plan.sold_total is not None and sure.above(plan.sold_total),
        "months": [
            {"month": str(month.month), "p10": plain(month.p10), "p50": plain(month.p50), "p90": plain(month.p90)}
            for month in sure.months
        ],
        "share": [
            {"lever": share.lever, "workload": share.workload or None, "percent": plain(share.percent)}
            for share in sure.share
        ],
    }


def _quantiles(costs: Quantiles) -> QuantilesData:
    return {"p10": plain(costs.p10), "p50": plain(costs.p50), "p90": plain(costs.p90)}
