"""The assumptions of an estimate: each field of the scenario with its label, as a CSV file and as tables for people."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from pricing.export import messages
from pricing.export.answers import EstimateData
from pricing.export.file_text import PLAIN_FILE, FileTerms, csv_rows, csv_text
from pricing.prices import GUIDE, GuidePrices, ListPrices, PriceBasis
from pricing.scenario import events, in_words, ranges
from pricing.scenario.calendar_kinds import MonthKind
from pricing.scenario.fields import FIELDS, NAME, Field, numbered
from pricing.scenario.in_words import events_in_words, price_range_in_words, ranges_in_words
from pricing.scenario.kinds import Number, QualityMix, SizeMixKind
from pricing.scenario.labels.messages import NONE
from pricing.scenario.messages import AMOUNTS
from pricing.scenario.ranges import PriceRangeKind
from pricing.scenario.scenario import MOST_WORKLOADS
from pricing.wording import figures
from pricing.wording.messages import words

COLUMNS = ("workload", "key", "assumption", "value")


class Assumption(NamedTuple):
    """One field of a scenario."""

    workload: str
    """The name of its workload; empty for a field of the scenario, and for a single workload without a name."""
    key: str
    """Its key in a link."""
    field: Field
    text: str | None
    """Its value as written in a link; None if it has none."""
    names: tuple[str, ...]
    """The names of all workloads."""
    models: Mapping[str, str]
    """Id -> name of the models, see `in_words.model_name`."""

    @property
    def in_words(self) -> str:
        """The value for people; the label has the unit."""
        if self.text is None:
            return words(NONE)
        match self.field.kind:
            case Number() as kind:
                number = Decimal(self.text)
                return figures.money(number) if kind.unit in AMOUNTS else figures.number(number)
            case QualityMix() as kind:
                return in_words.mix(kind.read(self.text))
            case SizeMixKind() as kind:
                return in_words.sizes(kind.read(self.text))
            case MonthKind() as kind:
                return figures.month(kind.read(self.text))
            case PriceRangeKind() as kind:
                return price_range_in_words(kind.read(self.text))
        return self._by_key(self.text)

    def _by_key(self, text: str) -> str:
        match self.field.key:
            case "prices":
                return in_words.price_book(_basis(text))
            case "model":
                return in_words.model_name(text, self.models)
            case "needs":
                return in_words.choices("needs", text.split(","))
            case "accepted":
                parts = (part.split(":") for part in text.split(","))
                return in_words.accepted_in_trial(
                    tuple((model, Decimal(percent)) for model, percent in parts), self.models
                )
            case "rate_day":
                return figures.day(dt.date.fromisoformat(text))
            case "ranges":
                return ranges_in_words(ranges.parsed(text))
            case "events":
                return events_in_words(events.parsed(text), self.names, self.models)
        return in_words.choice(self.field.key, text)


def assumptions(texts: Mapping[str, str | None], models: Mapping[str, str]) -> list[Assumption]:
    """The fields of a scenario in the order of a link, without those of link version 2 that have no value.

    `texts` are the parameters of a link, in which a missing field has its start value, or the `scenario` of an answer,
    in which a field without a value is None.
    """
    rows = []
    names = _names(texts)
    for place, name in enumerate(names, 1):
        for field in FIELDS.values():
            if field is NAME or field.of == "comparison" or (field.of == "scenario" and place > 1):
                continue
            key = numbered(place, field.key)
            workload, text = name if field.of == "workload" else "", texts.get(key, field.start)
            if text is not None or field.since == 1:
                rows.append(Assumption(workload, key, field, text, names, models))
    return rows


def _names(texts: Mapping[str, str | None]) -> tuple[str, ...]:
    """The names of the workloads; a single workload may have none, ``""``."""
    names = [texts.get(NAME.key) or ""]
    for place in range(2, MOST_WORKLOADS + 1):
        if not (name := texts.get(numbered(place, NAME.key))):
            break
        names.append(name)
    return tuple(names)


def to_csv(data: EstimateData, terms: FileTerms = PLAIN_FILE) -> str:
    """The assumptions of an estimate, one in a row, then the state of the price book and the origin of the file.

    A row with a key has the value as written in a link, so that the plan can be read from the file: see `texts_of`.
    """
    texts = data["scenario"]
    cells = [("", "v", words(messages.VERSION), texts["v"] or "")]
    for place, name in enumerate(_names(texts), 1):
        if name:
            cells.append((name, numbered(place, NAME.key), NAME.label, name))
    cells += [
        (assumption.workload, assumption.key, assumption.field.label, assumption.text)
        for assumption in assumptions(texts, data["models"])
        if assumption.text
    ]
    cells.append(("", "", words(messages.BOOK_HASH), data["price_book"]["revision"]))
    cells.append(("", "", words(messages.BOOK_DAY), data["price_book"]["day"]))
    about = {messages.PLAN: terms.name, messages.NOTE: terms.note, messages.LINK: terms.link}
    cells += [("", "", words(label), text) for label, text in about.items() if text]
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in cells)
    return csv_text(COLUMNS, rows, terms.form, texts=COLUMNS)


def texts_of(file: str) -> dict[str, str]:
    """Key -> value, as written in a link, of the plan in a file that `to_csv` wrote; empty if there is none."""
    rows = csv_rows(file)
    return {row["key"]: row["value"] for row in rows if row.get("key")}


def tables(texts: Mapping[str, str | None], models: Mapping[str, str]) -> list[list[tuple[str, ...]]]:
    """The assumptions for people as tables of rows, the row of headings first.

    One table; for several workloads two: the fields that they share, and the others with a column for each workload.
    `models`: id -> name of the models.
    """
    rows = assumptions(texts, models)
    names = list(dict.fromkeys(assumption.workload for assumption in rows if assumption.field.of == "workload"))
    if len(names) < 2:
        return [
            [
                (words(messages.ASSUMPTION), words(messages.VALUE)),
                *((assumption.field.label, assumption.in_words) for assumption in rows),
            ]
        ]
    shared = [(assumption.field.label, assumption.in_words) for assumption in rows if assumption.field.of != "workload"]
    by_field: dict[str, dict[str, str]] = {}
    for assumption in rows:
        if assumption.field.of == "workload":
            by_field.setdefault(assumption.field.label, {})[assumption.workload] = assumption.in_words
    return [
        [(words(messages.FOR_ALL), words(messages.VALUE)), *shared],
        [
            (words(messages.WORKLOAD), *names),
            *((label, *(values.get(name, "") for name in names)) for label, values in by_field.items()),
        ],
    ]


def prices_in_words(texts: Mapping[str, str | None]) -> str:
    """The price date or the guide, for people; `texts` are the fields of a scenario."""
    return in_words.price_book(_basis(texts["prices"] or GUIDE))


def _basis(text: str) -> PriceBasis:
    return GuidePrices() if text == GUIDE else ListPrices(dt.date.fromisoformat(text))
