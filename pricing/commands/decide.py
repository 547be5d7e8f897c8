"""`decide QUERY`: what saves, what fits the budget, what moves the bill and how sure it is."""

import argparse
import datetime as dt

from pricing.bill.estimate import estimate
from pricing.commands.asking import EXAMPLE, NOT_WITHIN, Output, not_priced, scenario_of
from pricing.export import decision_lines, decisions, estimate_files
from pricing.prices import PriceBooks


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "decide", help="what saves, what fits the budget, what moves the bill, how sure it is"
    )
    command.add_argument("query", help=f"like {EXAMPLE[:-1]}&budget=1500'")
    command.add_argument("--json", action="store_true", help="all of it, as /api/decide answers")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    scenario = scenario_of(options.query, books, today)
    if options.json:
        return Output(estimate_files.to_json(decisions.decide_data(scenario, books, today)))
    whole = estimate(scenario, books)
    if whole.per_month is None:
        return Output(f"{not_priced(whole)}\n", NOT_WITHIN)
    return Output("".join(f"{line}\n" for line in decision_lines.in_lines(whole, books, today)))
