"""What this room says, each sentence once, by its code; places are written as in `pricing/wording/sentences.py`."""

from collections.abc import Mapping

from pricing.actual.averages import How
from pricing.actual.records import Why
from pricing.actual.variance import Code
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

PARTS: Mapping[Code, str] = {
    "volume": "Volume",
    "tries": "Images made for one that is used",
    "mix": "Mix of qualities and sizes",
    "tokens": "Tokens an image",
    "rate": "Rates",
    "no-plan": "No plan",
    "unexplained": "Unexplained",
}
"""What the parts of a difference are called, by their code."""

REASONS: Mapping[Code, str] = {
    "volume": "More or fewer images than planned.",
    "tries": "More or fewer images made for one that is used.",
    "mix": "Other qualities and sizes, told by the images or by the tokens of an image.",
    "tokens": "Longer or shorter prompts, more or fewer references, or other tokens than any quality takes.",
    "rate": "What was counted cost more or less than at the planned rates: a contract, a batch share, or the day.",
    "no-plan": "Models of the price book that no workload is on.",
    "unexplained": "Names that mean no model here, and what nothing counts.",
}
"""What the parts of a difference are, by their code."""

HOW: Mapping[How, str] = {
    "counted": "Counted.",
    "given": "From the images used that you gave.",
    "requests": "Each request taken for one image: nothing counts the images.",
    "implied": "Worked out from the cost at the planned rates: nothing counts the tokens.",
    "likely": "The mix nearest to the plan's that takes as many tokens an image.",
    "together": "Of several workloads together, as the bill does not tell them apart.",
    "above-list": "Billed above list prices: there is no discount.",
}
"""How an average is told, by its code."""

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
    "meter-units": "{name}: quantities are taken as so many units of each meter, which Azure does not document: "
    "compare the rates.",
    "no-currency": "{name} names no currency: its costs are taken for USD.",
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
    # How a month went.
    "billed-above": "{month}: {actual:money} billed, {percent:percent} above the plan of {planned:money}.",
    "billed-below": "{month}: {actual:money} billed, {percent:percent} below the plan of {planned:money}.",
    "billed-as-planned": "{month}: {actual:money} billed, as planned.",
    "billed-without-plan": "{month}: {actual:money} billed; nothing was planned.",
    "main-part": "Most of it: {part}, {amount}.",
    "of-days": "Of {days} of {of_days} days, and as many of the plan.",
    "not-in-horizon": "The plan does not have this month: it is held against one before growth and events.",
    "implied-tokens": "No file counts the tokens: they follow from the cost at the planned rates, so a discount looks "
    "like fewer tokens.",
    "shorter-source": "{source} has fewer days than the bill: what it counts is left out.",
    "several-bills": "{sources:and} bill the same model: each is counted. Take one out if they bill the same images.",
    # Where the year lands.
    "lands": "{span}: {total:money} expected.",
    "lands-over": "{span}: {total:money} expected, {over:money} over the budget of {budget:money}, above it from "
    "{month} on.",
    "lands-over-in-all": "{span}: {total:money} expected, {over:money} over the budget of {budget:money}, used up in "
    "{month}.",
    "lands-under": "{span}: {total:money} expected, {under:money} under the budget of {budget:money}.",
    "pace": "{month}: {billed:money} in {days} of {of_days} days, on the way to {expected:money}; {planned:money} were "
    "planned.",
    # What one amount that was paid says.
    "paid-above": "{percent:percent} above the plan",
    "paid-below": "{percent:percent} below the plan",
    "paid-as-planned": "As planned.",
    "paid-without-plan": "Nothing was planned",
    "paid-choices": "{found}: that is {choices}.",
    "paid-unexplained": "{found}; no lever alone explains it.",
    "choice-tries": "{value} images made for one used",
    "choice-images": "{value} images a day",
    "choice-quality": "a mix with {value:percent} high",
    "choice-discount": "{value:percent} off list prices",
    "choice-of": "{name}: {choice}",
}


def sentence(what: Said) -> str:
    """A sentence of this room in words."""
    figures = dict(what.figures)
    if isinstance(source := figures.get("source"), str):
        figures["source"] = SOURCES[source]
    return filled(SENTENCES[what.code], Said(what.code, tuple(figures.items())))
