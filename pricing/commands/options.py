"""The commands and options of the command line, described in the user's language."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pricing.commands import messages
from pricing.export import estimate_files
from pricing.prices import GUIDE
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.messages import one_of, takes
from pricing.wording.figures import Figures
from pricing.wording.languages import languages, of_locale
from pricing.wording.messages import Message, as_written, words

PROGRAM = "python -m pricing"
EXAMPLE = "'model=gpt-image-2&images=1000&quality=30-50-20'"
_LANGUAGE = "--lang"
_USAGE = "usage: "
"""The start of argparse's help."""
_WRONG: Sequence[tuple[str, Callable[..., Message]]] = (
    (r"the following arguments are required: (.*)", messages.required),
    (r"unrecognized arguments: (.*)", messages.unrecognized),
    (r"argument (.*): expected (?:one argument|at least one argument)", messages.needs_a_value),
    (r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", messages.not_a_choice),
)
"""Patterns of argparse's errors; their groups are the arguments of the message."""


class InputError(Exception):
    """Input that cannot be used; the text is one line."""


class Options(argparse.ArgumentParser):
    """The parser of a command, with its help in the user's language."""

    def __init__(self, **more: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **more)
        self.given = self.add_argument_group(words(messages.GIVEN))
        self.options = self.add_argument_group(words(messages.OPTIONS))
        self.options.add_argument("-h", "--help", action="help", help=words(messages.HELP))

    def format_usage(self) -> str:
        return super().format_usage().replace(_USAGE, f"{words(messages.USAGE)} ", 1)

    def format_help(self) -> str:
        return super().format_help().replace(_USAGE, f"{words(messages.USAGE)} ", 1)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{words(messages.error(words(_wrong(message))))}\n")


def _wrong(text: str) -> Message:
    for pattern, about in _WRONG:
        if (match := re.fullmatch(pattern, text)) is not None:
            return about(*match.groups())
    return as_written(text)


def language_of(arguments: Sequence[str], locale: str) -> tuple[Figures, list[str]]:
    """The language of `--lang`, or else of a POSIX locale, and the other arguments; raises InputError."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument(_LANGUAGE, nargs="?", const="")
    options, others = parser.parse_known_args(arguments)
    if options.lang is None:
        return of_locale(locale), others
    if (known := languages().get(options.lang)) is None:
        raise InputError(str(Problem(_LANGUAGE, shortened(options.lang), takes(one_of(list(languages()))))))
    return known, others


def parser(commands: Mapping[str, Callable[..., object]]) -> Options:
    """The parser of all commands; a parsed command has in `run` its function from `commands`."""
    options = Options(prog=PROGRAM, description=words(messages.ABOUT))
    options.options.add_argument(
        _LANGUAGE, choices=[*languages()], metavar="CODE", help=f"{', '.join(languages())}: {words(messages.LANGUAGE)}"
    )
    several = options.add_subparsers(title=words(messages.COMMANDS), required=True, metavar="COMMAND")

    def command(name: str, about: Message) -> Options:
        added = several.add_parser(name, help=words(about), description=words(about))
        added.set_defaults(run=commands[name])
        return added

    def flag(command_options: Options, name: str, about: Message) -> None:
        command_options.options.add_argument(name, action="store_true", help=words(about))

    scenario = words(messages.scenario_like(EXAMPLE))
    estimate = command("estimate", messages.ESTIMATE)
    estimate.given.add_argument("query", help=scenario)
    formats = ["table", *estimate_files.WRITERS]
    estimate.options.add_argument("--format", choices=formats, default="table", help=words(messages.FORMAT))

    check = command("check", messages.CHECK)
    check.given.add_argument("query", help=scenario)
    check.options.add_argument("--budget", metavar="AMOUNT", help=words(messages.BUDGET))
    check.options.add_argument("--against", metavar="QUERY", help=words(messages.AGAINST))

    decide = command("decide", messages.DECIDE)
    decide.given.add_argument("query", help=words(messages.plan_like(f"{EXAMPLE[:-1]}&budget=1500'")))
    flag(decide, "--json", messages.JSON_OF_DECIDE)

    actual = command("actual", messages.ACTUAL)
    actual.given.add_argument("files", nargs="+", metavar="FILE", type=Path, help=words(messages.BILL_FILES))
    actual.options.add_argument("--plan", metavar="QUERY", required=True, help=words(messages.plan_like(EXAMPLE)))
    actual.options.add_argument(
        "--answer", metavar="KEY=VALUE", action="append", default=[], help=words(messages.ANSWER)
    )
    flag(actual, "--json", messages.JSON)

    prices = command("prices", messages.PRICES)
    prices.given.add_argument("model", help=words(messages.MODEL))
    prices.options.add_argument("--on", metavar="DATE", help=words(messages.price_day(GUIDE)))

    drift = command("drift", messages.DRIFT)
    drift.given.add_argument("files", nargs="+", metavar="FILE", type=Path, help=words(messages.FEED_FILES))
    drift.options.add_argument("--on", metavar="DATE", help=words(messages.FEED_DAY))
    flag(drift, "--json", messages.JSON_OF_DRIFT)
    flag(drift, "--all", messages.ALL)

    for plan in (estimate, check, decide, actual):
        plan.options.add_argument("--currency", metavar="CODE", help=words(messages.CURRENCY))
        plan.options.add_argument("--rate", metavar="NUMBER", help=words(messages.RATE))
    return options
