"""What this room says, each sentence once, by its code; places are written as in `pricing/wording/sentences.py`."""

from collections.abc import Mapping

from pricing.actual.records import Why
from pricing.wording.said import Said
from pricing.wording.sentences import filled

SOURCES: Mapping[str, str] = {
    "openai-costs": "OpenAI costs",
    "openai-images": "OpenAI usage of images",
    "openai-completions": "OpenAI usage of completions",
    "openai-answers": "answers of OpenAI's Images API",
    "azure-payg": "Azure costs, pay-as-you-go",
    "azure-ea": "Azure costs, Enterprise Agreement",
    "azure-mca": "Azure costs, Customer Agreement",
    "litellm": "LiteLLM spend logs",
    "focus-1.2": "FOCUS 1.2",
    "focus-1.4": "FOCUS 1.4",
    "columns": "a table by its columns",
}
"""What a format is called, by its code."""

LEFT_OVER: Mapping[Why, str] = {
    "repeated": "Stands twice, word for word: counted once.",
    "overlap": "Another file has it too: counted once.",
    "total": "Sums up other rows.",
    "no-day": "Has no day.",
}
"""Why rows are not among what is counted."""

_ACCEPTED = (
    "It takes cost and usage reports of OpenAI (CSV or JSON), answers of its Images API, Azure cost exports, "
    "LiteLLM spend logs, FOCUS 1.2 and 1.4"
)

SENTENCES: Mapping[str, str] = {
    # What is said of a file that was read.
    "no-rows": "{name}: nothing stands below its header.",
    "blank-days": "{name}: days without an amount: {days}.",
    "same-rows": "{name}: rows that say what another one says: {rows}. Each counts, as nothing tells whether it is the "
    "same one.",
    "old-encoding": "{name}: no UTF-8 at byte {at}; read as Windows text.",
    "more-pages": "{name}: the report goes on, on a page that is not here.",
    "not-final": "{name} goes on until {day}, a day that is not over: its last figures are not final.",
    "most-days": "{name} has {days} days. A report of OpenAI's holds {most} at most: bring in the others too.",
    "other-currency": "{name}: {total} {currency} is not in USD; it is listed, and not summed.",
    "overlap": "{source}: days that stand in several files: {days}. Each row counts once.",
    # Why a file cannot be read.
    "too-large": "{name} has {megabytes} MB; {most} MB are the most.",
    "json-too-large": "{name} has {megabytes} MB; JSON may have {most} MB. Bring it in by parts, or as CSV.",
    "empty": "{name} is empty.",
    "not-text": "{name} is no text at byte {at}: neither UTF-8 nor Windows text. " + _ACCEPTED + ", and any CSV or "
    "Excel file.",
    "too-many-rows": "{name} has more than {most} rows.",
    "longer-row": "{name}, line {line}: {cells} cells under {columns} columns.",
    "broken-table": "{name}, line {line}: no table ({problem}).",
    "long-line": "{name}: a line of {most} characters or more.",
    "too-many-columns": "{name} has {columns} columns; {most} are the most.",
    "long-header": "{name}: the name of a column is longer than {most} characters.",
    "same-column": "{name}: two columns are called {column}.",
    "broken-workbook": "{name} is no workbook that can be read ({problem}).",
    "zip-bomb": "{name} unpacks to {megabytes} MB; {most} MB are the most.",
    "broken-json": "{name} is no JSON that can be read: {problem}.",
    "unknown-json": "{name} has the keys {found:list}. " + _ACCEPTED + ".",
    "unknown-report": "{name} has results of {found:list}. It takes one kind at a time: OpenAI's costs, usage of "
    "images, or usage of completions.",
    "empty-report": "{name}: a report without a result.",
    "unknown-table": "{name} has the columns {found:list}. " + _ACCEPTED + ", and any other table once you name its "
    "columns: the day, and the cost or the images.",
    "no-such-column": "{name} has no column {column}; it has {found:list}.",
    "no-columns": "{name}: name the column of the day, and that of the cost or of the images, among {found:list}.",
    "no-model": "{name}: {answers} answers of the Images API, which do not say of which model; name it.",
    "not-amount": "{name}, line {line}: {text} is no amount.",
    "not-day": "{name}, line {line}: {text} is no day from 2015 to 2100.",
    "not-ambiguous-day": "{name}, line {line}: {text} could be two days; say which comes first, the month or the day.",
    "not-currency": "{name}, line {line}: {text} is no currency of three letters.",
    "not-formula": "{name}, line {line}: a formula where a value is needed; save the sheet with values alone.",
}  # fmt: skip


def sentence(what: Said) -> str:
    """A sentence of this room in words."""
    figures = dict(what.figures)
    if isinstance(source := figures.get("source"), str):
        figures["source"] = SOURCES[source]
    return filled(SENTENCES[what.code], Said(what.code, tuple(figures.items())))
