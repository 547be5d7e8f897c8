"""What a month, a year and a paid amount come to, in sentences."""

from collections.abc import Iterator
from decimal import Decimal

from pricing.actual.landing import Landing
from pricing.actual.records import note
from pricing.actual.short import Explanation, Paid
from pricing.actual.variance import Variance
from pricing.actual.words import PARTS, SOURCES, sentence
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.wording import figures
from pricing.wording.said import Said

_YEAR = 12
"""Months; a landing that begins later says of which months it is."""


def month(found: Variance) -> str:
    """How a month went, and what made most of the difference."""
    return " ".join(of_month(found))


def of_month(found: Variance) -> list[str]:
    """The same sentence by sentence: first what was billed beside the plan."""
    return list(map(sentence, _month(found)))


def year(found: Landing) -> str:
    """Where a year lands, or the months of it that are known, over or under their budget, and from when on."""
    return sentence(_year(found))


def pace(found: Landing) -> str:
    """How the running month goes; empty where there is none."""
    now = found.pace
    if now is None:
        return ""
    return sentence(
        note(
            "pace",
            month=now.month,
            billed=now.billed,
            days=now.days,
            of_days=now.of_days,
            expected=now.expected,
            planned=now.planned,
        )
    )


def paid(found: Paid) -> str:
    """What an amount says: `47% above the plan: that is 1.47 images made for one used, or 1,470 images a day`."""
    if found.paid == found.planned:
        return sentence(note("paid-as-planned"))
    if found.percent is None:
        told = note("paid-without-plan")
    elif found.percent > 0:
        told = note("paid-above", percent=_whole(found.percent))
    else:
        told = note("paid-below", percent=_whole(-found.percent))
    if not found.explanations:
        return sentence(note("paid-unexplained", found=sentence(told)))
    choices = ", or ".join(choice(each) for each in found.explanations)
    return sentence(note("paid-choices", found=sentence(told), choices=choices))


def choice(each: Explanation) -> str:
    """What one lever would have to be: `1,470 images a day`, with its workload where there are several."""
    match each.lever:
        case "tries":
            told = note("choice-tries", value=round(each.at, 2))
        case "images":
            told = note("choice-images", value=each.at)
        case "quality":
            told = note("choice-quality", value=each.at)
        case _:
            told = note("choice-discount", value=each.at)
    if not each.scenario.several:
        return sentence(told)
    return sentence(note("choice-of", name=each.scenario.workloads[each.workload - 1].name, choice=sentence(told)))


def _month(found: Variance) -> Iterator[Said]:
    month, actual, planned = found.month, found.actual, found.planned
    if not found.difference:
        yield note("billed-as-planned", month=month, actual=actual)
    elif not planned:
        yield note("billed-without-plan", month=month, actual=actual)
    else:
        percent = _whole(quotient(EXACT.multiply(abs(found.difference), Decimal(PERCENT)), planned))
        if found.difference > 0:
            yield note("billed-above", month=month, actual=actual, percent=percent, planned=planned)
        else:
            yield note("billed-below", month=month, actual=actual, percent=percent, planned=planned)
    same_way = [part for part in found.parts if part.amount * found.difference > 0]
    if same_way:
        largest = max(same_way, key=lambda part: abs(part.amount))
        yield note("main-part", part=PARTS[largest.code].lower(), amount=figures.signed_money(largest.amount))
    if found.days < found.of_days:
        yield note("of-days", days=found.days, of_days=found.of_days)
    if not found.in_horizon:
        yield note("not-in-horizon")
    if any(group.implied for group in found.groups):
        yield note("implied-tokens")
    for source in found.shorter:
        yield note("shorter-source", source=source)
    for group in found.groups:
        if len(group.sources) > 1:
            yield note("several-bills", sources=tuple(SOURCES.get(source, source) for source in group.sources))


def _year(found: Landing) -> Said:
    total = EXACT.add(found.total, found.own)
    months = [each.month for each in found.months]
    ends = dict.fromkeys(map(figures.month, (months[0], months[-1])))
    span = str(months[0].year) if len(months) == _YEAR else " to ".join(ends)
    if found.budget is None or found.over is None:
        return note("lands", span=span, total=total)
    if found.over <= 0 or found.spent_from is None:
        return note("lands-under", span=span, total=total, under=-found.over, budget=found.budget)
    if found.over_from is not None and found.over_from < found.spent_from:
        return note("lands-over", span=span, total=total, over=found.over, budget=found.budget, month=found.over_from)
    return note(
        "lands-over-in-all", span=span, total=total, over=found.over, budget=found.budget, month=found.spent_from
    )


def _whole(percent: Decimal) -> Decimal:
    """In whole percent, but never 0 where something is off."""
    return max(round(percent), 1) + Decimal(0)
