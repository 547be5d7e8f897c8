"""What is said of a file that was read, or why it cannot be read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from pricing.actual.readers.files.messages import shortened
from pricing.values.month import Month
from pricing.wording.messages import Items, Message, Money, as_written, counted, message

LeftOut = Literal["repeated", "overlap", "total", "not-charged", "future", "no-day", "unreadable"]
"""Why a row of a file is not counted."""
Asked = Literal["day-order", "numbers", "span", "zone", "period", "currency", "repeated"]
"""What a file may leave open."""
_LONGEST_IN_ALL = 200

SOURCES: Mapping[str, Message] = {
    "openai-costs": message("OpenAI costs"),
    "openai-images": message("OpenAI usage of images"),
    "openai-completions": message("OpenAI usage of completions"),
    "openai-answers": message("answers of OpenAI's Images API"),
    "azure-payg": message("Azure costs, pay-as-you-go"),
    "azure-ea": message("Azure costs, Enterprise Agreement"),
    "azure-mca": message("Azure costs, Customer Agreement"),
    "openai-responses": message("answers of OpenAI's Responses API"),
    "gemini-answers": message("answers of the Gemini API"),
    "litellm": message("LiteLLM spend logs"),
    "litellm-daily": message("LiteLLM daily activity"),
    "focus-1.2": message("FOCUS 1.0 to 1.3"),
    "focus-1.4": message("FOCUS 1.4"),
    "aws-cur": message("AWS cost and usage report"),
    "google-bigquery": message("Google Cloud billing export"),
    "google-console": message("Google Cloud cost table"),
    "openrouter": message("OpenRouter activity"),
    "openrouter-daily": message("OpenRouter activity by day"),
    "langfuse": message("Langfuse observations"),
    "helicone": message("Helicone requests"),
    "fal": message("fal usage"),
    "replicate": message("Replicate predictions"),
    "invoice": message("invoice lines"),
    "typed": message("an amount that you typed"),
    "columns": message("a table by its columns"),
}
"""The names of the formats."""
LEFT_OUT: Mapping[LeftOut, Message] = {
    "repeated": message("It appears twice with the same content: counted once."),
    "overlap": message("Another file has it too: counted once."),
    "total": message("It is the sum of other rows."),
    "not-charged": message("It was not charged: void, failed, canceled, refunded or a draft."),
    "future": message("Its month is still to come."),
    "no-day": message("It has no day."),
    "unreadable": message("It cannot be read."),
}


def source_name(source: str) -> Message:
    """The name of a format; a code that was stored and is no longer known stands for itself."""
    code, _, label = source.partition(" ")
    name = SOURCES.get(code) or as_written(code)
    return message("{source} ({account})", source=name, account=label) if label else name


# Of a file that was read.


def file_read(
    name: str, source: str, rows: int, first: dt.date | None, last: dt.date | None, totals: Mapping[str, Decimal]
) -> Message:
    """What was recognised in a file, its rows, days and sums."""
    sums = Items(tuple(sum_in(total, currency) for currency, total in totals.items()), "list")
    read_as, counted_rows = source_name(source), counted("{number} row", "{number} rows", rows)
    if first is None or last is None:
        return message("{name}: {source}, {rows}.", name=name, source=read_as, rows=counted_rows)
    if not totals:
        return message(
            "{name}: {source}, {rows}, {first} to {last}, no costs.",
            name=name,
            source=read_as,
            rows=counted_rows,
            first=first,
            last=last,
        )
    return message(
        "{name}: {source}, {rows}, {first} to {last}, {sums} in all.",
        name=name,
        source=read_as,
        rows=counted_rows,
        first=first,
        last=last,
        sums=sums,
    )


def left_out(name: str, rows: int, why: LeftOut, problem: Message | None) -> Message:
    """Rows that are not counted, and why."""
    if problem is not None:
        return message("Left out: {problem}", problem=problem)
    return message(
        "{name}: left out {rows}. {reason}",
        name=name,
        rows=counted("{number} row", "{number} rows", rows),
        reason=LEFT_OUT[why],
    )


def no_rows(name: str) -> Message:
    return message("{name}: nothing stands below its header.", name=name)


def blank_days(name: str, days: int) -> Message:
    return message("{name}: days without an amount: {days}.", name=name, days=days)


def more_pages(name: str) -> Message:
    return message("{name}: the report goes on, on a page that is not here.", name=name)


def not_final(name: str, day: dt.date) -> Message:
    return message(
        "{name} goes up to {day}, and that day is not over: its last figures are not final.", name=name, day=day
    )


def longest_report(name: str, days: int, most: int) -> Message:
    return message(
        "{name} has {days} days. A report of OpenAI's holds {most} at most: bring in the others too.",
        name=name,
        days=days,
        most=most,
    )


def other_currency(name: str, currency: str, total: Decimal) -> Message:
    return message(
        "{name}: {total} is listed, and counts only at a rate for one USD.",
        name=name,
        total=Money(total, currency=currency),
    )


def repeated_rows(name: str, rows: int, totals: Mapping[str, Decimal]) -> Message:
    """Rows that count although the same row stands above them; `totals` are theirs alone."""
    sums = Items(tuple(sum_in(total, currency) for currency, total in totals.items()) or (message("no costs"),), "list")
    return counted(
        "{name}: {number} row is word for word the same as a row above it, and counts too: {sums}.",
        "{name}: {number} rows are word for word the same as a row above them, and count too: {sums} in all.",
        rows,
        name=name,
        sums=sums,
    )


def tax_taken_off(name: str, tax: str, cost: str) -> Message:
    return message(
        "{name}: the column {cost} is read as an amount with tax, so the column {tax} is taken off.",
        name=name,
        cost=as_written(shortened(cost)),
        tax=as_written(shortened(tax)),
    )


def no_model_named(name: str) -> Message:
    return message("{name} names no model: all of it counts as spending of the plan.", name=name)


def split_by_days(name: str) -> Message:
    return message("{name}: an amount of several months counts in each of them by its days.", name=name)


def split_by_months(name: str) -> Message:
    return message(
        "{name}: a subscription counts in the month in which it begins. One of several months counts in each of them "
        "with the same part.",
        name=name,
    )


def turned(name: str) -> Message:
    return message("{name}: all of its spending is negative, so every amount was read with the other sign.", name=name)


def meter_units(name: str) -> Message:
    return message(
        "{name}: a quantity counts as that many units of its meter. Azure does not document this, so compare the "
        "prices.",
        name=name,
    )


def no_currency(name: str, currency: str) -> Message:
    return message(
        "{name} has no column of the currency: its costs are taken for {currency}.", name=name, currency=currency
    )


def overlap(name: str, days: int) -> Message:
    return message(
        "{name}: another file has the same account, meter and day on {days} days: each counts once, from the newer "
        "file.",
        name=name,
        days=days,
    )


# What is asked.


def question(about: Asked, name: str, examples: Iterable[str]) -> Message:
    texts = _listed(examples)
    match about:
        case "day-order":
            return message("Which comes first in the dates of {name}, like {examples}?", name=name, examples=texts)
        case "numbers":
            return message("What is the decimal sign in {name}, in amounts like {examples}?", name=name, examples=texts)
        case "span":
            return message("Which period are the amounts of {name} for, dated {examples}?", name=name, examples=texts)
        case "zone":
            return message("Which days do the times of {name} belong to, like {examples}?", name=name, examples=texts)
        case "period":
            return message("{name} names no day. Which month is it of?", name=name)
        case "currency":
            return message("{name} names no currency. Which one are its amounts in?", name=name)
        case "repeated":
            return message(
                "{name} has rows that are word for word the same as another one. Do all of them count?", name=name
            )


def reading(value: str, first: dt.date | None, last: dt.date | None, totals: Mapping[str, Decimal]) -> Message:
    """One way to read a file: `Day first: 1 Nov 2026 to 12 Nov 2026, $632.16`."""
    label = _READINGS.get(value) or as_written(value)
    sums = Items(tuple(sum_in(total, currency) for currency, total in totals.items()) or (message("no costs"),), "list")
    if first is None or last is None:
        return message("{reading}: {sums}", reading=label, sums=sums)
    return message("{reading}: {first} to {last}, {sums}", reading=label, first=first, last=last, sums=sums)


def reading_by_month(value: str, months: Iterable[tuple[Month, Mapping[str, Decimal]]]) -> Message:
    """One way to read a file, with the sums of some months: `The days of UTC: Oct 2026 $5.00 and Nov 2026 $30.00`."""
    sums_of_months = (
        message("{month} {sums}", month=month, sums=sums(totals) if totals else message("no costs"))
        for month, totals in months
    )
    return message("{reading}: {sums}", reading=_READINGS[value], sums=Items(tuple(sums_of_months), "list"))


def sums(totals: Mapping[str, Decimal]) -> Message:
    """What a file adds up to, by currency."""
    return message("{sums}", sums=Items(tuple(sum_in(total, currency) for currency, total in totals.items()), "list"))


def sum_in(amount: Decimal, currency: str) -> Message:
    """An amount in its currency."""
    return message("{amount}", amount=Money(amount, currency=currency))


_READINGS: Mapping[str, Message] = {
    "day-first": message("The day first"),
    "month-first": message("The month first"),
    "point": message("A point"),
    "comma": message("A comma"),
    "named": message("The days of the time zone that they name"),
    "begins": message("The days that begin at this time"),
    "utc": message("The days of UTC"),
    "day": message("That day"),
    "month": message("The month of the date"),
    "month-before": message("The month before the date"),
    "week": message("The week that begins with the date"),
    "all": message("All of them"),
    "once": message("Each row once"),
    "invoice": message("The month of the date from the 25th on, the month before up to the 5th"),
}


# Why a file cannot be read.


def json_too_large(name: str, megabytes: int, most: int) -> Message:
    return message(
        "{name} has {megabytes} MB; JSON may have {most} MB. Bring it in by parts, or as CSV.",
        name=name,
        megabytes=megabytes,
        most=most,
    )


def too_much_memory(name: str, most: int) -> Message:
    return message("{name} needs more than {most} MB to be read. Bring it in by parts.", name=name, most=most)


def too_long(name: str, seconds: int) -> Message:
    return message(
        "{name} takes longer than {seconds} seconds to read. Bring it in by parts.", name=name, seconds=seconds
    )


def being_read(name: str) -> Message:
    return message("{name} is being read.", name=name)


def waits_for_others(name: str, at_once: int) -> Message:
    return counted(
        "{name} waits until another file is read: {number} file is read at a time, and one of each visitor.",
        "{name} waits until another file is read: {number} files are read at a time, and one of each visitor.",
        at_once,
        name=name,
    )


def too_many_sums(name: str, most: int) -> Message:
    return counted(
        "{name} has more than {number} sum by day, model and kind. Bring it in by parts.",
        "{name} has more than {number} sums by day, model and kind. Bring it in by parts.",
        most,
        name=name,
    )


def not_read(name: str) -> Message:
    return message("{name} cannot be read: the reading ended with an error.", name=name)


def broken_json(name: str, line: int) -> Message:
    return message("{name} is no JSON that can be read, from line {line} on.", name=name, line=line)


def deep_json(name: str) -> Message:
    return message("{name} is no JSON that can be read: too many lists or objects within each other.", name=name)


def large_number(name: str) -> Message:
    return message("{name} is no JSON that can be read: a number in it is no amount.", name=name)


def unknown_json(name: str, keys: Iterable[str]) -> Message:
    return message(
        "{name} has the keys {keys}, which no report, log or answer has that is known here. Save it as a table (CSV or "
        "Excel) with a day, and a cost or images.",
        name=name,
        keys=_listed(keys),
    )


def unknown_report(name: str, results: Iterable[str]) -> Message:
    return message(
        "{name} has results of {results}. It takes one kind at a time: OpenAI's costs, usage of images, or usage of "
        "completions.",
        name=name,
        results=_listed(results),
    )


def empty_report(name: str) -> Message:
    return message("{name}: a report without a result.", name=name)


def unknown_table(name: str, columns: Iterable[str]) -> Message:
    return message(
        "{name} has the columns {columns}. Choose the column of the day, and the column of the cost or of the images.",
        name=name,
        columns=_listed(columns),
    )


def no_such_column(name: str, column: str, columns: Iterable[str]) -> Message:
    return message(
        "{name} has no column {column}; it has {columns}.",
        name=name,
        column=shortened(column),
        columns=_listed(columns),
    )


def columns_not_named(name: str, columns: Iterable[str]) -> Message:
    return message(
        "{name}: choose the column of the day, and the column of the cost or of the images. There are {columns}.",
        name=name,
        columns=_listed(columns),
    )


def model_not_named(name: str, answers: int) -> Message:
    return message(
        "{name}: {answers} answers of the Images API, which do not say of which model; name it.",
        name=name,
        answers=answers,
    )


def _listed(texts: Iterable[str]) -> Items:
    """As many names of a file as a message repeats."""
    listed: list[str] = []
    left = _LONGEST_IN_ALL
    for text in map(shortened, texts):
        left -= len(text)
        if left < 0:
            return Items((*listed, "…"), "list")
        listed.append(text)
    return Items(tuple(listed), "list")


def not_opened(name: str, problem: str) -> Message:
    return message("{name} cannot be opened: {problem}.", name=name, problem=problem)
