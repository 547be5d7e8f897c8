"""What the Actual page says beside what `pricing.actual` says of a bill: titles, labels, columns, buttons, notices."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pricing.actual.compared_month import ImagesBy
from pricing.actual.messages import part_amount
from pricing.actual.readers.files.messages import shortened
from pricing.actual.variance import VariancePart
from pricing.values.month import Month
from pricing.wording.messages import CurrencyCode, Items, Message, Money, Percent, counted, message

# What is brought in.

BRING_IN = message(
    "What was billed or used: exports of OpenAI, Azure, AWS, Google Cloud, LiteLLM and others, FOCUS, or any CSV or "
    "Excel table"
)
BRING_IN_HELP = message(
    "Each file is recognised by its header or its keys. Only sums by month are kept, and only where you say so."
)
PASTE = message("Paste it instead")
PASTE_BOX = message("A report, or answers of an API, as text")
READ_IT = message("Read it")
READ_TITLE = message("What was read")
READ_TABLE = message("The files that were read")
LEFT_OUT_TABLE = message("Rows that are not counted, and why")
FILE, READ_AS, ROWS, LEFT_OUT = message("File"), message("Read as"), message("Rows"), message("Left out")
DAYS, SUM, NAME, AMOUNT = message("Days"), message("Sum"), message("Name"), message("Amount")
CURRENCY, WHY = message("Currency"), message("Why")
QUESTION_OPEN = message("a question is open")
NO_COSTS, NO_COST, NOT_NAMED = message("no costs"), message("no cost"), message("not named")
COLUMN_LABELS: Mapping[str, Message] = {
    "day": message("Day or month"),
    "cost": message("Cost"),
    "images": message("Images"),
    "model": message("Model"),
    "currency": CURRENCY,
    "end": message("End of the period"),
    "size": message("Size"),
    "quality": message("Quality"),
    "quantity": message("Quantity"),
    "unit": message("Unit of the quantity"),
    "charge": message("Kind of charge"),
}
NO_COLUMN = message("none")
READ_WITH_COLUMNS = message("Read it with these columns")
MODEL_OF_ANSWERS = message("Which model are these answers of?")
READ_AS_MODEL = message("Read it as answers of this model")


def not_counted(name: str, rows: int) -> Message:
    return counted(
        "{name}: {number} row that is not counted", "{name}: {number} rows that are not counted", rows, name=name
    )


def columns_of(name: str) -> Message:
    return message("{name}: columns", name=name)


def days(first: dt.date, last: dt.date) -> Message:
    return message("{first} to {last}", first=first, last=last)


# What is asked.

UNITS = message("Units for one USD")
COUNT_AT_RATE = message("Count it at this rate")


def answered(questions: int) -> Message:
    return message("Answered, or told by the files ({questions})", questions=questions)


# What a month says.

MONTH = message("Month")
NO_PRICE = message("The plan has no price, so there is nothing to compare the bill with.")
YEAR_WAITS = message("The year is shown once every amount has a rate.")
APART_TITLE = message("Not part of the plan")
ALL_OF_PLAN = message("Everything that was billed belongs to the plan.")
IN_NO_FIGURE = message("These amounts are in the files, and in no figure of this page.")
BELONGS = message("Does something belong to the plan?")
NOT_OF_PLAN = message("not of this plan")
PLANNED, BILLED, EXPECTED = message("Planned"), message("Billed"), message("Expected")


def billed_for(span: Message) -> Message:
    return message("Billed for this plan, {days}", days=span)


def images_made(images: int, an_image: Decimal, by: ImagesBy) -> Message:
    """The images of a bill with what one cost, USD, and what tells how many they are."""
    usd = Money(an_image)
    match by:
        case "count":
            return counted(
                "{number} image counted, {usd} per image", "{number} images counted, {usd} per image", images, usd=usd
            )
        case "tokens":
            return counted(
                "{number} image by the tokens, {usd} per image",
                "{number} images by the tokens, {usd} per image",
                images,
                usd=usd,
            )
        case "cost":
            return counted(
                "No file counts images. At the planned cost per image it would be {number}.",
                "No file counts images. At the planned cost per image they would be {number}.",
                images,
            )


def the_year(months: Message) -> Message:
    return message("The year, {months}", months=months)


def months_billed(months: int, level: Decimal) -> Message:
    """How the year is made; `level` is what was billed in percent of the plan."""
    if not months and level == 100:
        return message("No month is billed in full, all are expected as planned.")
    if not months:
        return message(
            "No month is billed in full, all are expected at {level} of the plan.", level=Percent(level, in_full=True)
        )
    if level == 100:
        return counted(
            "{number} month is billed in full, the rest is expected as planned.",
            "{number} months are billed in full, the rest is expected as planned.",
            months,
        )
    return counted(
        "{number} month is billed in full, the rest is expected at {level} of the plan.",
        "{number} months are billed in full, the rest is expected at {level} of the plan.",
        months,
        level=Percent(level, in_full=True),
    )


def more_apart(names: int) -> Message:
    return counted("{number} more is in the files below.", "{number} more are in the files below.", names)


def name_is(name: str) -> Message:
    return message("What “{name}” is", name=shortened(name))


def why(parts: Sequence[VariancePart]) -> Message:
    return message("Why: {parts}", parts=Items(tuple(part_amount(*part) for part in parts), "list"))


def from_plan_to_bill(parts: Sequence[VariancePart]) -> Message:
    return message("From plan to bill: {parts}.", parts=Items(tuple(part_amount(*part) for part in parts), "list"))


def expected_by_month(months: Iterable[tuple[Month, Decimal]]) -> Message:
    """USD of each month."""
    costs = tuple(message("{month} {cost}", month=month, cost=Money(usd)) for month, usd in months)
    return message("Expected by month: {months}.", months=Items(costs, "list"))


# Images that were used.

USED_HELP = message(
    "Reports count the images that were made, not those that were used. With both the bill shows "
    "whether tries or volume differ."
)


def used_in(month: Month) -> Message:
    return message("Images used in {month}, if you know", month=month)


def images_used(workload: str) -> Message:
    return message("Images used, {workload}", workload=workload) if workload else message("Images used")


# The plan set right.

SET_RIGHT = message("Correct the plan")
IF_YOU_KNOW = message("If you know which one it was, take it:")
RANGES = message("Take ranges from the days")


def alone(evidence: Message, planned: Decimal) -> Message:
    """What tells a lever, and USD of the plan with this one alone."""
    return message(
        "{evidence} With this change alone the plan is {planned}.", evidence=evidence, planned=Money(planned)
    )


def several(changes: Sequence[Message]) -> Message:
    return message("{changes}", changes=Items(tuple(changes), "list"))


def ranges_by(days_of_bill: int) -> Message:
    return counted("Ranges by {number} day", "Ranges by {number} days", days_of_bill)


def ranges_need(fewest: int) -> Message:
    return counted(
        "Ranges need {number} day or more of a file that counts images.",
        "Ranges need {number} days or more of a file that counts images.",
        fewest,
    )


def would_cost(change: Message, per_month: Decimal) -> Message:
    """A lever at another value, and what the plan costs a month then."""
    return message("{change}, {cost} a month", change=change, cost=Money(per_month))


# One amount without a file.

WITHOUT_FILE = message("Without any file: what did you pay?")
PAID = message("What did you pay for it, {currency}?", currency=CurrencyCode())
PAID_IMAGES = message("Images used, if you know")
PAID_NO_PRICE = message("The plan has no price, so there is nothing to compare the amount with.")


# Months that are kept.

SAVE_FIRST = message("This is in your session alone. Save the plan first, to keep the months with it.")
ONLY_ME = message("Only for me")
SHARE = message("Share them with who opens it")
REMOVE = message("Remove them")
SHARED_NOW = message("From now on whoever opens it sees what was billed.")
PRIVATE_NOW = message("From now on only you see what was billed.")


def keep(months: int, name: str) -> Message:
    return counted("Keep {number} month with {name}", "Keep {number} months with {name}", months, name=name)


def kept_with(name: str) -> Message:
    return message("Kept what was billed with {name}.", name=name)


def as_before(name: str) -> Message:
    return message("{name} has the months that it had before.", name=name)


def removed_from(name: str) -> Message:
    return message("Removed what was billed from {name}.", name=name)


def kept_already(source: Message, months: Sequence[Month]) -> Message:
    return message("{source}, {months}: kept already, and the same.", source=source, months=Items(tuple(months)))


def takes_place(source: Message, months: Sequence[Month]) -> Message:
    return message("{source}, {months}: takes the place of what is kept.", source=source, months=Items(tuple(months)))


def is_shorter(source: Message, months: Sequence[Month]) -> Message:
    return message(
        "{source}, {months}: has fewer days than what is kept, which stays.", source=source, months=Items(tuple(months))
    )


# Files of the months.

AS_FILES = message("The months as files")
WORKBOOK = message("Excel with live formulas")
MONTHS_CSV = message("CSV of the months")
SUMS_CSV = message("CSV of the sums by model")
JSON = message("JSON")
