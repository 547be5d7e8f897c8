"""Why a cell cannot be read, with its place."""

from pricing.actual.readers.files.messages import shortened
from pricing.wording.messages import Message, message


def no_amount(name: str, line: int, text: str) -> Message:
    return message("{name}, line {line}: {text} is no amount.", name=name, line=line, text=shortened(text))


def no_date(name: str, line: int, text: str) -> Message:
    return message(
        "{name}, line {line}: {text} is no day from 2015 to 2100.", name=name, line=line, text=shortened(text)
    )


def ambiguous_date(name: str, line: int, text: str) -> Message:
    return message(
        "{name}, line {line}: {text} could be two days; say which comes first, the month or the day.",
        name=name,
        line=line,
        text=text,
    )


def no_currency_code(name: str, line: int, text: str) -> Message:
    return message(
        "{name}, line {line}: {text} is no currency of three letters.", name=name, line=line, text=shortened(text)
    )


def formula(name: str, line: int, _: str) -> Message:
    return message(
        "{name}, line {line}: a formula where a value is needed; save the sheet with values alone.",
        name=name,
        line=line,
    )
