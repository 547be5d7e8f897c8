"""The command line: a function for each command, on the same figures as the pages."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pricing import settings
from pricing.actual.conclusion import conclude, months_in
from pricing.actual.given_answers import file_answers, refused
from pricing.actual.readers.files.source_file import ReadError
from pricing.actual.readers.messages import not_opened
from pricing.actual.readers.reading_process import read_apart
from pricing.actual.readers.usage_records import BillFile
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import dearest_month, forecast
from pricing.commands import messages as command_messages
from pricing.commands.options import InputError, language_of, parser
from pricing.drift.feeds import FeedError, read_feed
from pricing.drift.report import Finding, Status, as_json, as_text, compared_with_book
from pricing.explain.changes import changes
from pricing.explain.difference import NoWaterfall, Waterfall, waterfall
from pricing.export import (
    assumption_tables,
    bill_answer,
    decision_lines,
    decisions,
    estimate_files,
    estimates,
    messages,
    model_prices,
)
from pricing.export.answers import EstimateData
from pricing.export.file_text import PLAIN_FILE, markdown_table, markdown_text
from pricing.prices import GUIDE, PriceBookError, PriceBooks, load
from pricing.scenario import link
from pricing.scenario.conversion import converted, in_one_currency
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.fields import kinds
from pricing.scenario.kinds import NotTaken
from pricing.scenario.messages import takes
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT
from pricing.wording import figures
from pricing.wording.figures import USD
from pricing.wording.messages import UNPRICED, Message, words

_ASSUMPTIONS = ".csv"
"""The end of a file name of assumptions; such a file can stand in place of a query string."""
FINE, NOT_WITHIN, BAD_INPUT = 0, 1, 2
"""Exit codes. `NOT_WITHIN`: a cost above the budget, a cost that is not priced, or feeds that differ from the book."""


class Output(NamedTuple):
    """What a command prints, and its exit code."""

    text: str
    code: int = FINE


def main(arguments: Sequence[str] | None = None, today: dt.date | None = None) -> int:
    """Run one command; returns the exit code, 2 for input that cannot be used."""
    arguments = sys.argv[1:] if arguments is None else arguments
    today = today or dt.datetime.now(dt.UTC).date()
    try:
        language, of_command = language_of(arguments, settings.locale())
    except InputError as error:
        return _refused(error)
    with figures.reading_in(language):
        options = parser(_COMMANDS).parse_args(of_command)
        try:
            answer: Output = options.run(options, load(), today)
        except (InputError, PriceBookError) as error:
            return _refused(error)
    print(answer.text, end="")
    return answer.code


def _refused(error: Exception) -> int:
    print(words(command_messages.error(str(error))), file=sys.stderr)
    return BAD_INPUT


def _estimate(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    """The bill of a scenario, as a table or as one of the files."""
    bill = estimate(_scenario(options.query, options, books, today), books)
    if options.format == "md":
        return Output(decision_lines.markdown(bill, books, today))
    data = estimates.estimate_data(bill, books, today)
    return Output(
        _bill_table(data) if options.format == "table" else estimate_files.WRITERS[options.format](data, PLAIN_FILE)
    )


def _bill_table(data: EstimateData) -> str:
    totals = [["", data["currency"]], ["per_image", estimates.per_image(data) or words(UNPRICED)]]
    totals += [["per_day", data["per_day"] or words(UNPRICED)], ["per_month", data["per_month"] or words(UNPRICED)]]
    if names := estimates.without_price(data):
        label = words(command_messages.without("per_month", names))
        totals.append([label, data["per_month_priced"] or words(UNPRICED)])
    tables = [totals]
    if len(data["workloads"]) > 1:
        tables.append(_cells(estimates.WORKLOAD_COLUMNS, data["workloads"]))
    tables.append(_cells(estimates.line_columns(data), data["lines"]))
    warnings = [f"{warning['code']}: {warning['message']}\n" for warning in data["warnings"]]
    return "\n".join([*map(_aligned, tables), *(["".join(warnings)] if warnings else [])])


def _check(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    """One line for a pipeline: whether a scenario is within a budget; with `--against`, the differences of two."""
    scenario = _scenario(options.query, options, books, today)
    budget = _budget(options.budget, scenario, books, today)
    if budget is None and options.against is None:
        raise InputError(words(messages.no_budget_given()))
    line, code = _beside_budget(scenario, budget, books)
    if options.against is None:
        return Output(f"{line}\n", code)
    before, scenario = in_one_currency([_scenario(options.against, options, books, today), scenario])
    figures.count_in(scenario.currency)
    text = _differences(before, scenario, books, today)
    return Output(text if budget is None else f"{text}\n{line}\n", code)


def _budget(option: str | None, scenario: Scenario, books: PriceBooks, today: dt.date) -> Decimal | None:
    """The budget a month of `--budget`, else of the scenario; None without one. Raises InputError."""
    if option is None:
        return scenario.budget
    try:
        budget: Decimal = kinds(books, today)["budget"].read(option)
    except NotTaken as error:
        raise InputError(str(Problem("--budget", shortened(option), takes(error.takes)))) from None
    return budget


def _beside_budget(scenario: Scenario, budget: Decimal | None, books: PriceBooks) -> tuple[str, int]:
    """The cost a month compared with a budget, and the exit code; if months differ, the dearest one is compared."""
    bill = estimate(scenario, books)
    if bill.per_month is None:
        return words(_not_priced(bill)), NOT_WITHIN
    cost, compared, dearest = messages.costs_a_month(bill.per_month), bill.per_month, dearest_month(forecast(bill))
    if dearest is not None and dearest[1] > bill.per_month:
        month, compared = dearest
        cost = messages.dearest(cost, month, compared)
    if budget is None:
        return words(cost), FINE
    remaining = EXACT.subtract(budget, compared)
    if remaining < 0:
        return words(messages.above(cost, budget, -remaining)), NOT_WITHIN
    return words(messages.within(cost, budget, remaining)), FINE


def _differences(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> str:
    """Two scenarios as Markdown, to review a change: costs a month, differing fields, steps between the costs."""
    return "\n\n".join(_difference_parts(before, after, books, today)) + "\n"


def _difference_parts(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> Iterator[str]:
    cost_change = waterfall(before, after, books, today)
    yield f"**{markdown_text(words(_cost_change(cost_change)))}**"
    differences = changes(before, after, books)
    if not differences:
        yield words(messages.NOTHING_DIFFERS)
        return
    rows = [map(markdown_text, (change.label, change.before, change.after)) for change in differences]
    yield markdown_table([*map(words, (messages.WHAT_DIFFERS, messages.BEFORE, messages.AFTER))], rows)
    if isinstance(cost_change, Waterfall) and cost_change.steps:
        steps = [[markdown_text(words(step.label)), figures.signed_money(step.amount)] for step in cost_change.steps]
        yield markdown_table([*map(words, (messages.BECAUSE_OF, messages.A_MONTH))], steps)


def _cost_change(cost_change: Waterfall | NoWaterfall) -> Message:
    """`$2,122.44 a month becomes $2,546.93: +$424.49, +20%`."""
    if isinstance(cost_change, NoWaterfall):
        return messages.becomes(cost_change.start, cost_change.end, cost_change.reason)
    if not cost_change.change:
        return messages.stays(cost_change.start)
    percent = EXACT.multiply(cost_change.change / cost_change.start, PERCENT).quantize(1) if cost_change.start else None
    return messages.changes_by(cost_change.start, cost_change.end, cost_change.change, percent)


def _decide(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    """What saves, what fits the budget, what moves the bill and how sure it is."""
    scenario = _scenario(options.query, options, books, today)
    if options.json:
        return Output(estimate_files.to_json(decisions.decide_data(scenario, books, today)))
    bill = estimate(scenario, books)
    if bill.per_month is None:
        return Output(f"{words(_not_priced(bill))}\n", NOT_WITHIN)
    return Output("".join(f"{line}\n" for line in decision_lines.in_lines(bill, books, today)))


def _actual(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    """A bill compared with a plan; exit code 1 if a file cannot be read, 2 if a file needs an answer."""
    scenario = _scenario(options.plan, options, books, today)
    answers = dict(text.partition("=")[::2] for text in options.answer)
    names = bill_answer.names_of(options.files)
    if (problem := refused(answers, names, books)) is not None:
        raise InputError(f"--answer: {words(problem)}")
    files: list[BillFile] = []
    unread: dict[str, ReadError] = {}
    for path, name in zip(options.files, names, strict=True):
        try:
            with path.open("rb") as data:
                files.append(read_apart(name, data, today, file_answers(answers, name, today)))
        except OSError as error:
            unread[name] = ReadError(not_opened(name, str(error.strerror)))
        except ReadError as error:
            unread[name] = error
    whole = estimate(scenario, books)
    conclusion = conclude(whole, months_in(files, answers), files, books, today, answers)
    data = bill_answer.bill_data(files, unread, conclusion)
    text = estimate_files.to_json(data) if options.json else bill_answer.in_lines(scenario, files, conclusion)
    for unreadable in unread.values():
        print(words(command_messages.error(words(unreadable.message))), file=sys.stderr)
    if any(not error.asks for error in unread.values()):
        return Output(text, NOT_WITHIN)
    return Output(text, BAD_INPUT if data["asks"] else FINE)


def _prices(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    """The prices of a model with their sources."""
    data = model_prices.prices_data(options.model, options.on or "", books, today)
    if isinstance(data, Problem):
        raise InputError(f"--{data}" if data.field == "on" else str(data))
    shown = [column for column in model_prices.COLUMNS if column != "confidence"]
    table = _aligned(_cells(shown, data["prices"]))
    if data["on"] == GUIDE:
        return Output(table)
    known = [
        [row["field"], model_prices.capability_in_words(row), row["source"], row["how_read"]]
        for row in data["capabilities"]
    ]
    facts = [["capability", "value", "source", "how_read"], *known]
    return Output(f"{table}\n{_aligned(facts)}")


def _drift(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    """Published price feeds, given as files, compared with the price book."""
    try:
        day = dt.date.fromisoformat(options.on) if options.on else today
    except ValueError:
        raise InputError(str(Problem("--on", shortened(options.on), messages.takes_a_day()))) from None
    findings: list[Finding] = []
    unread: list[str] = []
    for file in options.files:
        try:
            findings += compared_with_book(read_feed(file, day), books.listed, day)
        except FeedError as error:
            unread.append(str(error))
    if len(unread) == len(options.files):
        raise InputError("; ".join(unread))
    for error_text in unread:
        print(words(command_messages.error(error_text)), file=sys.stderr)
    findings.sort(key=lambda finding: list(Status).index(finding.kind))
    text = as_json(findings) if options.json else as_text(findings, options.all)
    if any(finding.kind.moved for finding in findings):
        return Output(text, NOT_WITHIN)
    return Output(text, BAD_INPUT if unread else FINE)


def _scenario(query: str, options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario of a query string or of a CSV file of assumptions; raises InputError.

    Unknown keys are named on standard error. The scenario is converted to the currency of `--currency`, and amounts
    are written in the scenario's currency from then on.
    """
    reading = link.parse(_file_query(query) if query.endswith(_ASSUMPTIONS) else query, books, today)
    if reading.scenario is None:
        raise InputError("; ".join(map(str, reading.problems)))
    if reading.ignored:
        print(words(command_messages.ignored(reading.ignored)), file=sys.stderr)
    scenario = reading.scenario
    if options.currency is not None or options.rate is not None:
        scenario = _in_currency(scenario, options.currency, options.rate, books, today)
    figures.count_in(scenario.currency)
    return scenario


def _in_currency(
    scenario: Scenario, currency: str | None, rate: str | None, books: PriceBooks, today: dt.date
) -> Scenario:
    """The scenario converted to a currency at a rate of today; the two are checked as in a link. Raises InputError."""
    texts = {"v": link.VERSIONS[-1], "currency": currency or USD, "rate": rate, "rate_day": rate and today.isoformat()}
    reading = link.read([(key, text) for key, text in texts.items() if text is not None], books, today)
    if reading.scenario is None:
        raise InputError("; ".join(f"--{problem}" for problem in reading.problems))
    target = reading.scenario
    return converted(scenario, target.currency, target.rate, target.rate_day)


def _file_query(name: str) -> str:
    """The query string of the plan in a file of assumptions."""
    try:
        file = Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputError(words(messages.file_not_read(name, str(error)))) from None
    texts = assumption_tables.texts_of(file)
    if not texts:
        raise InputError(words(messages.no_assumptions(name)))
    return link.query_string(texts)


def _not_priced(bill: Estimate) -> Message:
    """One line that names the workloads without a price, or their models where they have no name."""
    refused = dict.fromkeys(gap.reason for gap in bill.unpriced if gap.kind == "not made")
    if refused:
        return messages.not_made(refused)
    return messages.without_prices(part.workload.name or part.workload.model for part in bill.bills if part.unpriced)


def _cells(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> list[list[str]]:
    """The cells of a table as text, the row of headings first."""
    unpriced = words(UNPRICED)
    return [list(columns), *([unpriced if row[key] is None else str(row[key]) for key in columns] for row in rows)]


def _aligned(table: list[list[str]]) -> str:
    """A table as lines of text, with each column as wide as its longest cell."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in table
    )


_COMMANDS = {
    "estimate": _estimate,
    "check": _check,
    "decide": _decide,
    "actual": _actual,
    "prices": _prices,
    "drift": _drift,
}
"""Name of a command -> the function that answers it."""
