"""Command line on the same figures: `python -m pricing estimate '<query string>'`; `--help` lists the commands."""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

from pricing.commands import check, decide, drift, estimate, prices
from pricing.commands.asking import BAD_INPUT, InputError, Output
from pricing.prices import PriceBookError, load

COMMANDS = (estimate, check, decide, prices, drift)


def main(arguments: Sequence[str] | None = None, today: dt.date | None = None) -> int:
    """Run one command; returns the exit code, 2 for input that cannot be used."""
    options = _parser().parse_args(arguments)
    today = today or dt.datetime.now(dt.UTC).date()
    try:
        answer: Output = options.run(options, load(), today)
    except (InputError, PriceBookError) as error:
        print(f"error: {error}", file=sys.stderr)
        return BAD_INPUT
    print(answer.text, end="")
    return answer.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pricing", description="What AI image generation costs.")
    commands = parser.add_subparsers(required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
