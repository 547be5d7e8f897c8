"""`check QUERY`: one line for a pipeline, whether a scenario is within a budget; or what differs from another one."""

import argparse
import datetime as dt
from decimal import Decimal

from pricing.bill.estimate import estimate
from pricing.commands.asking import EXAMPLE, FINE, NOT_WITHIN, InputError, Output, not_priced, scenario_of
from pricing.export import differences
from pricing.prices import PriceBooks
from pricing.scenario.fields import kinds
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.wording import figures

_MOST = "1,000,000,000, with at most 2 decimals"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("check", help="hold a scenario against a budget or another scenario, for a pipeline")
    command.add_argument("query", help=f"like {EXAMPLE}")
    command.add_argument("--budget", metavar="USD", help="a month (default: the scenario's own); above it exits with 1")
    command.add_argument("--against", metavar="QUERY", help="print what differs from this scenario, as Markdown")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    scenario = scenario_of(options.query, books, today)
    budget = _budget(options.budget, scenario, books, today)
    if budget is None and options.against is None:
        raise InputError("--budget: give one, or a budget in the scenario, or --against another scenario")
    line, code = _held(scenario, budget, books)
    if options.against is None:
        return Output(f"{line}\n", code)
    before = scenario_of(options.against, books, today)
    text = differences.to_markdown(before, scenario, books, today)
    return Output(text if budget is None else f"{text}\n{line}\n", code)


def _budget(given: str | None, scenario: Scenario, books: PriceBooks, today: dt.date) -> Decimal | None:
    if given is None:
        return scenario.budget
    try:
        found: Decimal = kinds(books, today)["budget"].read(given)
    except ValueError:
        raise InputError(f"--budget: {given!r} is not accepted; it takes USD a month, from 0 to {_MOST}") from None
    return found


def _held(scenario: Scenario, budget: Decimal | None, books: PriceBooks) -> tuple[str, int]:
    """The cost a month, before growth and events, beside a budget, and the exit code."""
    whole = estimate(scenario, books)
    cost = whole.per_month
    if cost is None:
        return not_priced(whole), NOT_WITHIN
    said = f"{figures.money(cost)} a month"
    if budget is None:
        return said, FINE
    rest = EXACT.subtract(budget, cost)
    of = f"{said}, budget {figures.money(budget)}"
    if rest < 0:
        return f"above: {of}: {figures.money(-rest)} over", NOT_WITHIN
    return f"within: {of}: {figures.money(rest)} left", FINE
