"""The sentences for people, each once, by code; a second language is a second mapping of the same codes.

A place is written `{name}`: a day, a month and a number as `figures.py` writes them, several sentences with
spaces between. `{name:percent}`, `{name:cents}` and `{name:money}` write a number as what it is, `{name:list}`,
`{name:and}` and `{name:or}` several with that between.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from string import Formatter
from typing import Any

from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording import figures
from pricing.wording.said import Said

SENTENCES: Mapping[str, str] = {
    # What holds a sentence.
    "as-written": "{text}",
    "of-workloads": "{names:list}: {what}",
    "together": "{sentences}",
    # Why a part of a bill has no price.
    "no-credit": "{model}: no price here of a credit on {day}.",
    "no-reference-price": "{model}: what a reference image costs is not in our sources.",
    "not-priced-because": "{model} has no price here for {quality} quality: {reason}",
    "not-priced-at": "{model} has no price here for {quality} quality at {size}.",
    "not-priced-for": "{model} has no price here for {quality} quality.",
    "no-rate": "{model}: no price here of {what} on {day}.",
    "no-rate-at": "{model}: no price here of {what} for {quality} quality at {size} on {day}.",
    "component-text_input": "text input",
    "component-image_input": "image input",
    "component-image_output": "image output",
    "component-further_megapixels": "further megapixels",
    "component-tiles": "tiles",
    "no-plan-allows": "{model}: whether a plan allows {features:and} is not in our sources.",
    "feature-relax": "jobs that may wait",
    "feature-stealth": "private images",
    "feature-company": "images for a company with more than $1M of revenue",
    "no-yearly-plan": "{model}: no plan has a yearly price here on {day}.",
    "no-monthly-plan": "{model}: no plan has a monthly price here on {day}.",
    "no-step": "{model}: the {unit} of its plans have no step that can be searched.",
    "no-job": "{model}: no {unit} of a {job} job on {day}.",
    "job-included": "{model}: a plan includes {job} images, however many.",
    "unit-gpu_minutes": "minutes",
    "unit-credits": "credits",
    # Why a service has no price, or does not fit.
    "no-reference-taken": "{service}: what a reference image takes is not in our sources.",
    "not-in-the-book": "{model} is not in the price book of {prices}.",
    "all-left-out": "Every quality of the plan is left out: no two services have the same one here.",
    "offers-no-tier": "{service} is set to offer no tier.",
    "lacks": "has no price here {what}",
    "for-quality": "for {quality} quality",
    "at-size": "at {size}",
    "no-longer-sold": "no longer sold since {day}{otherwise}",
    "ends": "ends {day}{otherwise}",
    # Why there is no cost of another day.
    "before": "Before: {why}",
    "after": "After: {why}",
    "not-in-the-list": "{model} has no price in the list prices.",
    "not-in-the-guide": "{model} has no price in the May 2025 guide.",
    "prices-from": "{model} has prices from {first} on, not on {day}.",
    "prices-until": "Prices are known until {today}, not for {day}.",
    "was-shut-down": "{model} was shut down on {day}: nobody can buy it any more.",
    # What changes where scenarios are added up.
    "named-anew": "{name} of {of} is called {now}.",
    "on-another-model": "{name} is on {model}: {before} has no price in {prices}.",
    "another-term": "{field}: {value}; {of} has {was}.",
    "event-left-out": "What {of} has planned is left out: {event}.",
    # What else a word means on another model, and why one takes over.
    "takes-other-tokens": "{new} takes other tokens than {old} for the same word, at {size}: {words:list}.",
    "takes-fewer-tokens": "{new} takes fewer tokens than {old} for the same word, at {size}: {words:list}.",
    "takes-more-tokens": "{new} takes more tokens than {old} for the same word, at {size}: {words:list}.",
    "tokens-of-a-word": "{quality} {after} instead of {before}",
    "tokens-of-a-word-as-before": "{quality} {after} instead of {before} (its {same} takes {before})",
    "the-named-successor": "{model}, the named successor, {why}",
    "is-a-subscription": "is a subscription",
    "is-no-longer-sold": "is no longer sold",
    "ends-within-the-plan": "ends within the plan",
    "has-no-price-yet": "has no price yet",
    "has-no-price-for-the-plan": "has no price here for this plan",
    # Notices of an estimate.
    "prices-of-the-guide": "the guide's prices",
    "prices-of-a-day": "its prices of {day}",
    "last-prices": "its last prices",
    "successor": "The vendor names {model} as its successor.",
    "successor-not-priced": "The vendor names {model} as its successor. It has no price here for "
    "{qualities:and} quality.",
    "disputed-end-now": "Sources disagree on when {model} is shut down: {days:or}. By the first, nobody can buy it any "
    "more.",
    "disputed-end-soon": "Sources disagree on when {model} is shut down: {days:or}. By the first, it ends within this "
    "plan.",
    "end-by-a-source": "{day} ({title})",
    "event-moved": "{model} from {month} has the nearest on sale: {moves}.",
    "event-not-priced": "From {month}: {reason}",
    "shut-down": "{model} was shut down on {day}: these are {prices}, and nobody can buy it any more.",
    "shutting-down": "{model} will be shut down on {day}, within this plan.",
    "no-fidelity": "{model} has no input fidelity setting.",
    "no-batch-on-a-day": "{model} has no batch rates here on {day}: the batch share pays standard rates.",
    "no-batch-in-the-guide": "{model} has no batch rates in the guide: the batch share pays standard rates.",
    "one-quality": "{model} has one quality: low, medium and high cost the same.",
    "guide-rounding": "The guide rounds each part of a day to the cent before it adds them up: it has {a_day:cents} a "
    "day and {a_month:cents} a month.",
    "share-conflicting": "{share:percent} of the bill rests on figures where sources disagree.",
    "share-derived": "{share:percent} of the bill rests on figures worked out from published ones, not printed by the "
    "vendor.",
    "share-reseller": "{share:percent} of the bill rests on a reseller's figures.",
    "less-conflicting": "Less than {share:percent} of the bill rests on figures where sources disagree.",
    "less-derived": "Less than {share:percent} of the bill rests on figures worked out from published ones, not "
    "printed by the vendor.",
    "less-reseller": "Less than {share:percent} of the bill rests on a reseller's figures.",
    "stale": "The oldest price was read {days} days ago, on {day}: check it at its source.",
    "stale-by-a-month": "The oldest price was read at least {days} days ago, in or before {month}: check it at its "
    "source.",
}


class _Writer(Formatter):
    def format_field(self, value: Any, spec: str) -> str:
        match value, spec:
            case (str(), ""):
                return str(value)
            case (Said(), ""):
                return sentence(value)
            case (dt.date(), ""):
                return figures.day(value)
            case (Month(), ""):
                return figures.month(value)
            case (Size(), ""):
                return str(value)
            case (int() | Decimal(), ""):
                return figures.number(value)
            case (int() | Decimal(), "percent"):
                return figures.percent(value)
            case (Decimal(), "cents"):
                return figures.money_to(2, value)
            case (Decimal(), "money"):
                return figures.money(value)
            case (tuple(), "" | "or" | "and" | "list"):
                between = {"": " ", "list": ", "}.get(spec, f" {spec} ")
                return between.join(self.format_field(each, "") for each in value)
        raise ValueError(f"{value!r} cannot be written as {spec!r}")


_WRITER = _Writer()


def sentence(what: Said) -> str:
    """A sentence in words."""
    return filled(SENTENCES[what.code], what)


def filled(text: str, what: Said) -> str:
    """A text with the figures of what is said in its places."""
    return _WRITER.vformat(text, (), dict(what.figures))
