"""`estimate QUERY`: the bill of a scenario, as a table or as one of the files."""

import argparse
import datetime as dt
from typing import Any

from pricing.bill.estimate import estimate
from pricing.commands.asking import EXAMPLE, MISSING, Output, aligned, rows, scenario_of
from pricing.export import decision_lines, estimate_files, estimates
from pricing.prices import PriceBooks


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("estimate", help="bill a scenario given as the query string of a link")
    command.add_argument("query", help=f"like {EXAMPLE}")
    command.add_argument("--format", choices=["table", *estimate_files.WRITERS], default="table")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    whole = estimate(scenario_of(options.query, books, today), books)
    if options.format == "md":
        return Output(decision_lines.markdown(whole, books, today))
    data = estimates.estimate_data(whole, books, today)
    return Output(_table(data) if options.format == "table" else estimate_files.WRITERS[options.format](data))


def _table(data: dict[str, Any]) -> str:
    totals = [["", "USD"], ["per_image", estimates.per_image(data) or MISSING]]
    totals += [[name, data[name] or MISSING] for name in ("per_day", "per_month")]
    if names := estimates.without_price(data):
        totals.append([f"per_month without {names}", data["per_month_priced"]])
    tables = [totals]
    if len(data["workloads"]) > 1:
        tables.append(rows(estimates.WORKLOAD_COLUMNS, data["workloads"]))
    tables.append(rows(estimates.line_columns(data), data["lines"]))
    warnings = [f"{warning['code']}: {warning['message']}\n" for warning in data["warnings"]]
    return "\n".join([*map(aligned, tables), *(["".join(warnings)] if warnings else [])])
