"""`drift FILE...`: published price feeds, given as files, held against the price book."""

import argparse
import datetime as dt
from pathlib import Path

from pricing.commands.asking import FINE, NOT_WITHIN, InputError, Output
from pricing.drift import lines
from pricing.drift.quotes import FeedError
from pricing.drift.reading import read
from pricing.drift.report import Kind, held
from pricing.prices import PriceBooks


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("drift", help="hold the price book against published price feeds, given as files")
    command.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a wheel, a JSON file or a folder of them")
    command.add_argument("--on", metavar="DATE", help="the day of the prices (default: today)")
    command.add_argument("--json", action="store_true", help="findings and counts for a program")
    command.add_argument("--all", action="store_true", help="a line for what is the same, too")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    try:
        day = dt.date.fromisoformat(options.on) if options.on else today
    except ValueError:
        raise InputError(f"--on: {options.on!r} is not accepted; it takes a day, as 2026-10-01") from None
    try:
        found = [finding for file in options.files for finding in held(read(file, day), books.listed, day)]
    except FeedError as error:
        raise InputError(str(error)) from None
    found.sort(key=lambda finding: list(Kind).index(finding.kind))
    text = lines.as_json(found) if options.json else lines.text(found, options.all)
    return Output(text, NOT_WITHIN if any(finding.kind.moved for finding in found) else FINE)
