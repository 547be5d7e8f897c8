"""What is said of a file that was read, or why it cannot be read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from pricing.wording.messages import Items, Message, as_written, message

LeftOut = Literal["repeated", "overlap", "total", "no-day"]
"""Why a row of a file is not counted."""

SOURCES: Mapping[str, Message] = {
    "openai-costs": message("OpenAI costs"),
    "openai-images": message("OpenAI usage of images"),
    "openai-completions": message("OpenAI usage of completions"),
    "openai-answers": message("answers of OpenAI's Images API"),
    "azure-payg": message("Azure costs, pay-as-you-go"),
    "azure-ea": message("Azure costs, Enterprise Agreement"),
    "azure-mca": message("Azure costs, Customer Agreement"),
    "litellm": message("LiteLLM spend logs"),
    "focus-1.2": message("FOCUS 1.2"),
    "focus-1.4": message("FOCUS 1.4"),
    "columns": message("a table by its columns"),
}
"""The names of the formats."""
LEFT_OUT: Mapping[LeftOut, Message] = {
    "repeated": message("Stands twice, word for word: counted once."),
    "overlap": message("Another file has it too: counted once."),
    "total": message("Sums up other rows."),
    "no-day": message("Has no day."),
}


def source_name(source: str) -> Message:
    """The name of a format; a code that was stored and is no longer known stands for itself."""
    return SOURCES.get(source) or as_written(source)


# Of a file that was read.


def no_rows(name: str) -> Message:
    return message("{name}: nothing stands below its header.", name=name)


def blank_days(name: str, days: int) -> Message:
    return message("{name}: days without an amount: {days}.", name=name, days=days)


def same_rows(name: str, rows: int) -> Message:
    return message(
        "{name}: rows that say what another one says: {rows}. Each counts, as nothing tells whether it is the "
        "same one.",
        name=name,
        rows=rows,
    )


def old_encoding(name: str, at: int) -> Message:
    return message("{name}: no UTF-8 at byte {at}; read as Windows text.", name=name, at=at)


def more_pages(name: str) -> Message:
    return message("{name}: the report goes on, on a page that is not here.", name=name)


def not_final(name: str, day: dt.date) -> Message:
    return message(
        "{name} goes on until {day}, a day that is not over: its last figures are not final.", name=name, day=day
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
        "{name}: {total} {currency} is not in USD; it is listed, and not summed.",
        name=name,
        currency=currency,
        total=total,
    )


def meter_units(name: str) -> Message:
    return message(
        "{name}: quantities are taken as so many units of each meter, which Azure does not document: compare the "
        "rates.",
        name=name,
    )


def no_currency(name: str) -> Message:
    return message("{name} names no currency: its costs are taken for USD.", name=name)


def overlap(source: str, days: int) -> Message:
    return message(
        "{source}: days that stand in several files: {days}. Each row counts once.",
        source=source_name(source),
        days=days,
    )


# Why a file cannot be read.


def too_large(name: str, megabytes: int, most: int) -> Message:
    return message("{name} has {megabytes} MB; {most} MB are the most.", name=name, megabytes=megabytes, most=most)


def json_too_large(name: str, megabytes: int, most: int) -> Message:
    return message(
        "{name} has {megabytes} MB; JSON may have {most} MB. Bring it in by parts, or as CSV.",
        name=name,
        megabytes=megabytes,
        most=most,
    )


def empty(name: str) -> Message:
    return message("{name} is empty.", name=name)


def no_text(name: str, at: int) -> Message:
    return message(
        "{name} is no text at byte {at}: neither UTF-8 nor Windows text. It takes cost and usage reports of OpenAI "
        "(CSV or JSON), answers of its Images API, Azure cost exports, LiteLLM spend logs, FOCUS 1.2 and 1.4, and any "
        "CSV or Excel file.",
        name=name,
        at=at,
    )


def too_many_rows(name: str, most: int) -> Message:
    return message("{name} has more than {most} rows.", name=name, most=most)


def longer_row(name: str, line: int, cells: int, columns: int) -> Message:
    return message(
        "{name}, line {line}: {cells} cells under {columns} columns.",
        name=name,
        line=line,
        cells=cells,
        columns=columns,
    )


def broken_table(name: str, line: int, problem: str) -> Message:
    return message("{name}, line {line}: no table ({problem}).", name=name, line=line, problem=problem)


def long_line(name: str, most: int) -> Message:
    return message("{name}: a line of {most} characters or more.", name=name, most=most)


def too_many_columns(name: str, columns: int, most: int) -> Message:
    return message("{name} has {columns} columns; {most} are the most.", name=name, columns=columns, most=most)


def long_header(name: str, most: int) -> Message:
    return message("{name}: the name of a column is longer than {most} characters.", name=name, most=most)


def same_column(name: str, column: str) -> Message:
    return message("{name}: two columns are called {column}.", name=name, column=column)


def broken_workbook(name: str, problem: str) -> Message:
    return message("{name} is no workbook that can be read ({problem}).", name=name, problem=problem)


def zip_bomb(name: str, megabytes: int, most: int) -> Message:
    return message(
        "{name} unpacks to {megabytes} MB; {most} MB are the most.", name=name, megabytes=megabytes, most=most
    )


def broken_json(name: str, problem: str) -> Message:
    return message("{name} is no JSON that can be read: {problem}.", name=name, problem=problem)


def unknown_json(name: str, keys: Iterable[str]) -> Message:
    return message(
        "{name} has the keys {keys}. It takes cost and usage reports of OpenAI (CSV or JSON), answers of its Images "
        "API, Azure cost exports, LiteLLM spend logs, FOCUS 1.2 and 1.4.",
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
        "{name} has the columns {columns}. It takes cost and usage reports of OpenAI (CSV or JSON), answers of its "
        "Images API, Azure cost exports, LiteLLM spend logs, FOCUS 1.2 and 1.4, and any other table once you name its "
        "columns: the day, and the cost or the images.",
        name=name,
        columns=_listed(columns),
    )


def no_such_column(name: str, column: str, columns: Iterable[str]) -> Message:
    return message(
        "{name} has no column {column}; it has {columns}.", name=name, column=column, columns=_listed(columns)
    )


def columns_not_named(name: str, columns: Iterable[str]) -> Message:
    return message(
        "{name}: name the column of the day, and that of the cost or of the images, among {columns}.",
        name=name,
        columns=_listed(columns),
    )


def model_not_named(name: str, answers: int) -> Message:
    return message(
        "{name}: {answers} answers of the Images API, which do not say of which model; name it.",
        name=name,
        answers=answers,
    )


def no_amount(name: str, line: int, text: str) -> Message:
    return message("{name}, line {line}: {text} is no amount.", name=name, line=line, text=text)


def no_date(name: str, line: int, text: str) -> Message:
    return message("{name}, line {line}: {text} is no day from 2015 to 2100.", name=name, line=line, text=text)


def ambiguous_date(name: str, line: int, text: str) -> Message:
    return message(
        "{name}, line {line}: {text} could be two days; say which comes first, the month or the day.",
        name=name,
        line=line,
        text=text,
    )


def no_currency_code(name: str, line: int, text: str) -> Message:
    return message("{name}, line {line}: {text} is no currency of three letters.", name=name, line=line, text=text)


def formula(name: str, line: int, _: str) -> Message:
    return message(
        "{name}, line {line}: a formula where a value is needed; save the sheet with values alone.",
        name=name,
        line=line,
    )


def _listed(texts: Iterable[str]) -> Items:
    return Items(tuple(texts), "list")
