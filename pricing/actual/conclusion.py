"""The results of files for a plan, for the page and the command line: questions, months, amounts outside the plan, the
corrected plan, and the year.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pricing.actual import messages
from pricing.actual.compared_month import ComparedMonth
from pricing.actual.given_answers import NO_MODEL, bill_answers, compared_by_answers
from pricing.actual.identified_levers import IdentifiedLevers, change_message, identified_levers
from pricing.actual.landing import Landing, landing
from pricing.actual.matched_bill import Unmatched
from pricing.actual.plan_side import Delivered
from pricing.actual.readers.formats import COLUMNS
from pricing.actual.readers.messages import sum_in
from pricing.actual.readers.usage_records import BillFile, FileReading, Question, UsageRecord, contradicting, merged
from pricing.actual.source_months import SourceMonth, answered, months_of
from pricing.actual.variance import Variance, variance
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, quotient
from pricing.values.month import Month
from pricing.wording.figures import USD
from pricing.wording.messages import Message, as_written

_SAME = "same-days:"
_MOST_NAMES = 8
"""The most names that are asked about if nothing of a bill belongs to the plan."""


@dataclass(frozen=True)
class Conclusion:
    """The results of comparing bills with a plan: month by month, open questions, corrections, and the year."""

    variances: Mapping[Month, Variance]
    """The variance of each month with a bill of the plan's workloads."""
    compared: Mapping[Month, ComparedMonth]
    """The comparison of each uploaded month."""
    questions: tuple[Question, ...]
    """Questions about amounts; those about reading a file are stored with the file."""
    year: Landing | None
    """None without a bill of the plan, or if an amount of it has no rate yet."""
    month: Month | None
    """The month by which the plan is corrected: the last complete one, or else the last."""
    right: IdentifiedLevers | None

    @property
    def apart(self) -> tuple[Unmatched, ...]:
        """The amounts outside the plan, of all months, the largest sum first."""
        sums: dict[tuple[str, str, str], Unmatched] = {}
        for month in self.compared.values():
            for line in month.apart:
                key = line.kind, line.model, line.currency
                before = sums.get(key, line._replace(rows=0, cost=Decimal(0)))
                sums[key] = line._replace(rows=before.rows + line.rows, cost=EXACT.add(before.cost, line.cost))
        return tuple(sorted(sums.values(), key=lambda line: (-abs(line.cost), line.model)))

    def is_complete(self, month: Month) -> bool:
        """Whether all amounts of the plan in a month are in its currency or have a rate."""
        return not any(line.kind == "currency" for line in self.compared[month].apart)


class Wanted(NamedTuple):
    """A reader's choices beside the answers about files."""

    month: Month | None = None
    """The month by which the plan is corrected; None for the last complete month."""
    delivered: Mapping[Month, Delivered] = {}
    """The images that were used, by month and workload."""


def months_in(files: Sequence[BillFile], answers: Mapping[str, str]) -> tuple[SourceMonth, ...]:
    """The sums of files by month, with the answers applied; rows of two files count once, and files with an open
    question do not count.
    """
    further = {
        key.removeprefix(_SAME) for key, value in answers.items() if key.startswith(_SAME) and value == "further"
    }
    return answered(months_of(merged([file for file in files if not file.is_open], further)), answers)


def _same_questions(files: Sequence[BillFile]) -> Iterator[Question]:
    """Tables without an account that have other amounts for the same model and day: read again, or further usage."""
    for file in contradicting([file for file in files if not file.is_open], (COLUMNS,)):
        readings = (FileReading("again", messages.read_again()), FileReading("further", messages.further_usage()))
        yield Question(f"{_SAME}{file.name}", messages.same_days(file.name), readings)


TYPED = "typed"
"""The source of an amount that a user types."""


def typed_month(month: Month, paid: Decimal, images: int | None, currency: str = USD) -> SourceMonth:
    """A month from one paid amount and the number of delivered images."""
    record = UsageRecord(month.first_day, "", "other", None, paid, currency, TYPED)
    count = record._replace(kind="images", quantity=Decimal(images or 0), cost=None, currency="")
    return SourceMonth(TYPED, month, month.days, (record,) if images is None else (record, count))


def conclude(
    whole: Estimate,
    months: Iterable[SourceMonth],
    files: Sequence[BillFile],
    books: PriceBooks,
    today: dt.date,
    answers: Mapping[str, str],
    wanted: Wanted | None = None,
) -> Conclusion:
    """The results of months for a plan; `files` are the files of these months, which may name exchange rates."""
    kept, given_answers, wanted = tuple(months), bill_answers(answers), wanted or Wanted()
    compared: dict[Month, ComparedMonth] = {}
    variances: dict[Month, Variance] = {}
    for month in sorted({source_month.month for source_month in kept}):
        compared[month] = compared_by_answers(whole, month, kept, books, given_answers)
        month_variance = variance(whole, compared[month], wanted.delivered.get(month))
        if month_variance is not None:
            variances[month] = month_variance
    over = [month for month in variances if month < Month.of(today)]
    looked_at = wanted.month if wanted.month in compared else max(over or variances or compared, default=None)
    conclusion = Conclusion(variances, compared, (), None, looked_at, None)
    year = None
    if variances and all(map(conclusion.is_complete, compared)):
        year = landing(whole, kept, today, books, given_answers)
    right = None
    if looked_at is not None and not whole.unpriced and conclusion.is_complete(looked_at):
        right = identified_levers(whole, compared[looked_at], books, today, wanted.delivered.get(looked_at))
    open_questions = (
        *_same_questions(files),
        *_rate_questions(conclusion, files, books),
        *_image_questions(conclusion),
        *_name_questions(conclusion, whole, books),
    )
    questions = tuple(question._replace(chosen=answers.get(question.key, "")) for question in open_questions)
    return Conclusion(variances, compared, questions, year, looked_at, right)


def right_messages(scenario: Scenario, conclusion: Conclusion) -> list[Message]:
    """The values that correct a plan by its month, or why there are none; empty without a bill."""
    right = conclusion.right
    if right is not None and right.levers:
        levers = [messages.set_right(change_message(scenario, lever), lever.by) for lever in right.levers]
        return [*levers, *messages.planned_then(right.planned, right.billed)]
    if conclusion.month is not None and not conclusion.is_complete(conclusion.month):
        return [messages.without_rate()]
    month_variance = None if conclusion.month is None else conclusion.variances.get(conclusion.month)
    if month_variance is None:
        return []
    if month_variance.as_planned:
        return [messages.nothing_to_set_right()]
    return [messages.is_far() if right is not None and right.is_far else messages.cannot_tell()]


def _rate_questions(conclusion: Conclusion, files: Iterable[BillFile], books: PriceBooks) -> Iterator[Question]:
    """The rate for amounts of the plan's models in another currency than USD and the plan's."""
    of_files: dict[str, Decimal] = {}
    for file in files:
        of_files |= file.rates
    for month, compared in conclusion.compared.items():
        sums: dict[str, Decimal] = {}
        for line in compared.apart:
            if line.kind == "currency":
                sums[line.currency] = EXACT.add(sums.get(line.currency, Decimal(0)), line.cost)
        for currency, amount in sums.items():
            readings: list[FileReading] = []
            if (rate := of_files.get(currency)) is not None:
                readings.append(FileReading(str(rate), messages.rate_of_file(rate, currency)))
            reference = None if books.reference_rates is None else books.reference_rates.newest
            if reference is not None and (rate := reference.rates.get(currency)) is not None:
                readings.append(FileReading(str(rate), messages.reference_rate(rate, currency, reference.day)))
            yield Question(f"rate:{currency}:{month}", messages.which_rate(currency, month, amount), tuple(readings))


def _image_questions(conclusion: Conclusion) -> Iterator[Question]:
    for month, compared in conclusion.compared.items():
        for group in compared.groups:
            if group.doubted is not None:
                usd = quotient(group.usage.cost, group.doubted)
                readings = (FileReading("yes", messages.it_is_images()), FileReading("no", messages.it_is_no_images()))
                yield Question(f"images:{month}", messages.is_it_images(month, group.doubted, usd), readings)
                break


def _name_questions(conclusion: Conclusion, whole: Estimate, books: PriceBooks) -> Iterator[Question]:
    """The models of unknown names, if nothing in the bill belongs to the plan."""
    if conclusion.variances or any(line.kind == "currency" for line in conclusion.apart):
        return
    models = dict.fromkeys(workload.model for workload in whole.scenario.workloads)
    names = [line for line in conclusion.apart if line.kind == "other" and line.model and line.currency]
    for line in names[:_MOST_NAMES]:
        readings = [
            FileReading(model, as_written(books.listed[model].model.name)) for model in models if model in books.listed
        ]
        text = messages.which_model(line.model, sum_in(line.cost, line.currency))
        yield Question(f"name:{line.model}", text, (*readings, FileReading(NO_MODEL, messages.no_model())))
