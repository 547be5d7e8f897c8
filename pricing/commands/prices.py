"""`prices MODEL`: the prices of a model with their sources."""

import argparse
import datetime as dt

from pricing.commands.asking import InputError, Output, aligned, rows
from pricing.export.model_prices import COLUMNS, prices_data
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario.faults import Problem


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("prices", help="list a model's prices with their sources")
    command.add_argument("model")
    command.add_argument("--on", metavar="DATE", help=f"a day (default: today), or {GUIDE}")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    found = prices_data(options.model, options.on or "", books, today)
    if isinstance(found, Problem):
        raise InputError(f"--{found}" if found.field == "on" else str(found))
    return Output(aligned(rows(COLUMNS, found["prices"])))
