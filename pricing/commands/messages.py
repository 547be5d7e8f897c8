"""The help of the command line, and its errors."""

from collections.abc import Iterable

from pricing.wording.messages import Items, Message, message

ABOUT = message("What AI image generation costs.")
USAGE, COMMANDS = message("usage:"), message("commands")
GIVEN, OPTIONS = message("what is given"), message("options")
HELP = message("show this and end")
LANGUAGE = message("the language of what is written; else that of LC_ALL, LC_MESSAGES or LANG")
ESTIMATE = message("bill a scenario given as the query string of a link")
CHECK = message("compare a scenario with a budget or another scenario, for a pipeline")
DECIDE = message("what saves, what fits the budget, what moves the bill, how sure it is")
ACTUAL = message("compare files of what was billed or used with a plan")
PRICES = message("list a model's prices with their sources")
DRIFT = message("compare the price book with published price feeds, given as files")
FORMAT = message("how the bill is written")
BUDGET = message("a month (or the scenario's own); above it exits with 1")
AGAINST = message("print what differs from this scenario, as Markdown")
JSON_OF_DECIDE = message("all of it, as /api/decide answers")
BILL_FILES = message("a report, an export, a log or a table")
ANSWER = message("what a file leaves open, by the key asked for")
JSON = message("all of it, for a program")
MODEL = message("the id of a model")
FEED_FILES = message("a wheel, a JSON file or a folder of them")
FEED_DAY = message("the day of the prices (default: today)")
JSON_OF_DRIFT = message("findings and counts for a program")
ALL = message("a line for what is the same, too")
CURRENCY = message("count in this currency, as EUR; it needs --rate")
RATE = message("its units for one USD, as 0.8951")


def scenario_like(example: str) -> Message:
    return message("like {example}, or an assumptions.csv", example=example)


def plan_like(example: str) -> Message:
    return message("like {example}", example=example)


def price_day(guide: str) -> Message:
    return message("a day (default: today), or {guide}", guide=guide)


def error(problem: str) -> Message:
    return message("error: {problem}", problem=problem)


def ignored(keys: Iterable[str]) -> Message:
    return message("ignored: {keys}", keys=Items(tuple(keys), "list"))


def without(key: str, workloads: str) -> Message:
    """The label of a figure that leaves out workloads without a price; `key` names the figure."""
    return message("{key} without {workloads}", key=key, workloads=workloads)


# Errors of a command line.


def required(names: str) -> Message:
    return message("these are missing: {names}", names=names)


def unrecognized(texts: str) -> Message:
    return message("there is no such option: {texts}", texts=texts)


def needs_a_value(option: str) -> Message:
    return message("{option}: it needs a value", option=option)


def not_a_choice(option: str, value: str, choices: str) -> Message:
    return message("{option}: {value} is none of {choices}", option=option, value=value, choices=choices)
