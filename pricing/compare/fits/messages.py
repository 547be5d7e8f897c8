"""Why a model does not meet what a workload needs, what is not known of it, and what it says of the volume."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.scenario.labels.messages import in_a_row
from pricing.values.size import Size
from pricing.wording.messages import Items, Message, Money, counted, message


def no_longer_sold(model: str, days: Sequence[dt.date], source: str) -> Message:
    """`days` are the first ones without it: several where sources disagree."""
    return message(
        "{model} is no longer sold since {days} ({source}).", model=model, days=Items(tuple(days), "or"), source=source
    )


def ends(model: str, days: Sequence[dt.date], source: str) -> Message:
    """`days` as of `no_longer_sold`."""
    return message("{model} ends {days} ({source}).", model=model, days=Items(tuple(days), "or"), source=source)


def no_program(model: str, note: Message) -> Message:
    """`note` is the price book's: `has no API, and its terms forbid automation`."""
    return message("{model} {note}.", model=model, note=note)


def sold_by_subscription(model: str) -> Message:
    return message("{model} is sold by subscription, without a price for a program's calls.", model=model)


def from_text_not_known(model: str) -> Message:
    return message("Whether {model} makes images from text is not in our sources.", model=model)


def not_from_text(model: str, source: str) -> Message:
    return message("{model} makes no image from text alone ({source}).", model=model, source=source)


def edits_not_known(model: str) -> Message:
    return message("Whether {model} edits images is not in our sources.", model=model)


def edits_nothing(model: str, source: str) -> Message:
    return message("{model} does not edit images ({source}).", model=model, source=source)


def references_not_known(model: str, needed: int) -> Message:
    return counted(
        "Whether {model} takes {number} reference image a request is not in our sources.",
        "Whether {model} takes {number} reference images a request is not in our sources.",
        needed,
        model=model,
    )


def references_disputed(model: str, needed: int) -> Message:
    return counted(
        "Our sources disagree on whether {model} takes {number} reference image a request.",
        "Our sources disagree on whether {model} takes {number} reference images a request.",
        needed,
        model=model,
    )


def fewer_references(model: str, most: int, needed: int, source: str) -> Message:
    if not most:
        return message("{model} takes no reference image ({source}).", model=model, source=source)
    return counted(
        "{model} takes no more than {number} reference image a request, not {needed} ({source}).",
        "{model} takes no more than {number} reference images a request, not {needed} ({source}).",
        most,
        model=model,
        needed=needed,
        source=source,
    )


def size_not_known(model: str, size: Size) -> Message:
    return message("Whether {model} makes {size} is not in our sources.", model=model, size=size)


_LONGEST: Mapping[str, Message] = {
    "characters": message("characters"),
    "tokens": message("tokens"),
    "English words": message("English words"),
    "UTF-16 units": message("UTF-16 units"),
}


def prompt_not_known(model: str, tokens: int) -> Message:
    return message(
        "Whether {model} takes prompts of {tokens} tokens is not in our sources.", model=model, tokens=tokens
    )


def prompt_too_long(model: str, most: int, unit: str, tokens: int, source: str) -> Message:
    return message(
        "{model} takes prompts of no more than {most} {unit}, and {tokens} tokens are longer ({source}).",
        model=model,
        most=most,
        unit=_LONGEST[unit],
        tokens=tokens,
        source=source,
    )


def prompt_may_be_too_long(model: str, most: int, unit: str, tokens: int, about: int, source: str) -> Message:
    """`about` is the length of an English text of so many tokens, in the unit of the limit."""
    return message(
        "{model} takes prompts of no more than {most} {unit}; {tokens} tokens are about {about} in English ({source}).",
        model=model,
        most=most,
        unit=_LONGEST[unit],
        tokens=tokens,
        about=about,
        source=source,
    )


def pixels_not_known(model: str) -> Message:
    return message("Whether {model} makes raster images (pixels) is not in our sources.", model=model)


def vectors_alone(model: str, source: str) -> Message:
    return message("{model} makes vectors alone, no raster images ({source}).", model=model, source=source)


def vectors_not_known(model: str) -> Message:
    return message("Whether {model} makes vectors is not in our sources.", model=model)


def no_vectors(model: str, source: str) -> Message:
    return message("{model} makes no vectors ({source}).", model=model, source=source)


def vectors_beside_pixels(model: str, note: Message) -> Message:
    """`note` is the price book's."""
    return message("What vectors by {model} cost is not in our sources. {note}", model=model, note=note)


def transparent_not_known(model: str) -> tuple[Message, Message]:
    """Where no source says it, and where they disagree."""
    return (
        message("Whether {model} makes transparent backgrounds is not in our sources.", model=model),
        message("Our sources disagree on whether {model} makes transparent backgrounds.", model=model),
    )


def not_transparent(model: str, source: str) -> Message:
    return message("{model} makes no transparent background ({source}).", model=model, source=source)


def words_not_known(model: str) -> Message:
    return message("How well words in pictures by {model} can be read is not in our sources.", model=model)


def partials_not_known(model: str) -> Message:
    return message("Whether {model} streams as many partial images is not in our sources.", model=model)


def fewer_partials(model: str, source: str) -> Message:
    return message("{model} streams fewer partial images ({source}).", model=model, source=source)


def streams_nothing(model: str, source: str) -> Message:
    return message("{model} does not stream images ({source}).", model=model, source=source)


# Whether a model carries the volume.


def rate_limit(unit: str, value: int) -> Message:
    """A limit of a kind of `pricing.prices.capabilities.RATES`."""
    match unit:
        case "images a minute":
            return counted("{number} image a minute", "{number} images a minute", value)
        case "images a day":
            return counted("{number} image a day", "{number} images a day", value)
        case "requests a minute":
            return counted("{number} request a minute", "{number} requests a minute", value)
        case "requests in ten seconds":
            return counted("{number} request in ten seconds", "{number} requests in ten seconds", value)
        case "requests a second":
            return counted("{number} request a second", "{number} requests a second", value)
        case _:
            return message("{cost} in ten minutes", cost=Money(Decimal(value)))


def limit_not_known(model: str, vendor: str) -> Message:
    return message(
        "How many images a minute {model} allows is not in our sources: ask {vendor}.", model=model, vendor=vendor
    )


def ask_the_vendor() -> Message:
    return message("no limit in our sources: ask the vendor")


def limit_is_yours() -> Message:
    return message("you decide")


def of_models(texts: Sequence[tuple[Sequence[str], Message]]) -> Message:
    """What is said of several models of a service, by their names."""
    each = [message("{models}: {about}", models=Items(tuple(names), "list"), about=about) for names, about in texts]
    return in_a_row(each)


def at_once(jobs: int) -> Message:
    return counted("{number} job at once", "{number} jobs at once", jobs)


def limit_disputed() -> Message:
    return message("our sources disagree on the limit: ask the vendor")


def limit_of_model_disputed(model: str, vendor: str) -> Message:
    return message(
        "Our sources disagree on how many images a minute {model} allows: ask {vendor}.", model=model, vendor=vendor
    )


def too_much(limit: Message, tier: str) -> Message:
    """`tier` is the seller's word for its highest level; empty where it has one."""
    if not tier:
        return message("above its limit of {limit}", limit=limit)
    return message("no default tier carries it: {limit} at {tier}", limit=limit, tier=tier)


def no_level_carries(asked: Decimal, model: str, vendor: str, limit: Message, tier: str, source: str) -> Message:
    """`asked` is in images a minute; `tier` as of `too_much`."""
    if not tier:
        return message(
            "{asked} images a minute are above the limit of {model}, {limit} ({source}): ask {vendor} for a higher "
            "limit.",
            asked=asked,
            model=model,
            vendor=vendor,
            limit=limit,
            source=source,
        )
    return message(
        "{asked} images a minute; {model} allows {limit} at {tier}, and no default tier carries it ({source}): ask "
        "{vendor} for a higher limit.",
        asked=asked,
        model=model,
        vendor=vendor,
        limit=limit,
        tier=tier,
        source=source,
    )


def needs_level(limit: Message, tier: str) -> Message:
    return message("needs {tier}: {limit}", tier=tier, limit=limit)


def allows(limit: Message, tier: str) -> Message:
    """`tier` is the lowest; empty where there are none."""
    return limit if not tier else message("{limit} at {tier}", limit=limit, tier=tier)


def model_allows(asked: Decimal, model: str, limit: Message, tier: str, source: str) -> Message:
    """`asked` is in images a minute; `tier` is the lowest that carries it."""
    if not tier:
        return message(
            "{asked} images a minute; {model} allows {limit} ({source}).",
            asked=asked,
            model=model,
            limit=limit,
            source=source,
        )
    return message(
        "{asked} images a minute need {tier} of {model}: {limit} ({source}).",
        asked=asked,
        tier=tier,
        model=model,
        limit=limit,
        source=source,
    )
