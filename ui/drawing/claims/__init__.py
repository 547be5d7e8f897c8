"""The sentences about figures that several pages have: each says among what something is the cheapest, or its period.

They are plain text; `phrases.plain` escapes it for Markdown.
"""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, dearest_month, horizon
from pricing.bill.timeline import not_sold_since
from pricing.decide import messages as decide_messages
from pricing.decide.costing import AtVolume
from pricing.decide.savings import Way
from pricing.decide.spread import MonthSpread
from pricing.decide.sureness import messages as sure_messages
from pricing.explain.difference import Correction
from pricing.explain.notices import whose_prices
from pricing.prices import PriceBooks
from pricing.prices.base import Source
from pricing.prices.life import gone
from pricing.prices.messages import read_source
from pricing.scenario import in_words
from pricing.scenario.growth import growth
from pricing.scenario.messages import images_a_day
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain, total
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import NOT_PRICED, UNPRICED, Message, cost_words, words
from pricing.wording.messages import part as part_of
from ui.drawing import messages as drawing_messages
from ui.drawing import phrases
from ui.drawing.claims import messages

_MOST_NAMED = 2
"""The most models named in a headline."""
_MOST_CITED = 3
"""The most sources named in a sentence."""


class Figure(NamedTuple):
    """A figure with its label and a note."""

    label: str
    value: str
    note: str = ""
    month: str = ""
    """The month of the figure, if it does not hold for every month."""


def subject(estimate: Estimate) -> str:
    """Whose figure it is: `GPT Image 2`, `3 workloads on GPT Image 1 and DALL-E 3`, or `4 workloads on 4 models`."""
    models, workloads = list(dict.fromkeys(bill.entry.model.name for bill in estimate.bills)), len(estimate.bills)
    if workloads == 1:
        return models[0]
    if len(models) <= _MOST_NAMED:
        return words(messages.workloads_on(workloads, models))
    return words(messages.workloads_on_many(workloads, len(models)))


def models(scenario: Scenario, books: PriceBooks) -> str:
    """The models of a scenario: `GPT Image 1, GPT Image 2`, or `4 models`."""
    book = books[scenario.prices]
    names = list(dict.fromkeys(book[workload.model].model.name for workload in scenario.workloads))
    return figures.reader().items(names, "list") if len(names) <= _MOST_NAMED else words(messages.models(len(names)))


def volume(scenario: Scenario) -> str:
    """`11,100 images a day`."""
    return words(images_a_day(scenario.images))


def in_one_line(estimate: Estimate, today: dt.date) -> str:
    """Cost and plan, for a chat: `$1,267.20 a month on GPT Image 2, 1,000 images a day, prices of ...`."""
    scenario = estimate.scenario
    about = messages.plan_and_prices(subject(estimate), images_a_day(scenario.images), in_words.priced_at(scenario))
    if estimate.per_month is None:
        lacking = _partly_unpriced(estimate)
        priced = estimate.priced_per_month
        return words(messages.at_least_of_plan(priced, lacking, about) if lacking else messages.not_priced(about))
    if (since := not_sold_since(estimate, today)) is not None:
        return words(messages.not_sold_since(since, about))
    return words(messages.cost_of_plan(estimate.per_month, about, several=scenario.several))


def how_sure(estimate: Estimate) -> str:
    """The sources of the figures, as Markdown with links; empty if nothing has a price."""
    rates = dict.fromkeys(line.source for line in estimate.lines)
    takes = dict.fromkeys(
        bill.entry.source(rule.source) for bill in estimate.bills if bill.lines and (rule := bill.entry.output_rule)
    )
    parts = [(messages.rates_from, rates), (messages.takes_from, takes)]
    return " ".join(words(about(cited(list(sources)))) for about, sources in parts if sources)


def cited(sources: list[Source]) -> str:
    """`OpenAI API pricing, read 1 Oct 2026`; sources after the third are only counted."""
    named = [words(read_source(_linked(source), source.read_in)) for source in sources[:_MOST_CITED]]
    more = len(sources) - len(named)
    return in_words.in_a_row([*named, *([words(messages.more_sources(more))] if more else [])])


def _linked(source: Source) -> str:
    title = phrases.plain(source.title)
    return f"[{title}](<{source.address}>)" if source.address else title


def at_least(estimate: Estimate) -> str:
    """The cost of the rest, if a workload has no price: `At least $1,240.00 a month without Hero images`."""
    lacking = _partly_unpriced(estimate)
    return words(messages.at_least(estimate.priced_per_month, lacking)) if lacking else ""


def _partly_unpriced(estimate: Estimate) -> list[str]:
    """The names of the workloads without a price, where others have one; else empty."""
    lacking = [bill.workload.name for bill in estimate.bills if bill.unpriced]
    return lacking if len(lacking) < len(estimate.bills) else []


def what_drives_the_bill(estimate: Estimate) -> str:
    """The largest part of the bill: a workload or, for a single one, a tier."""
    several = estimate.scenario.several
    costs = {
        part if several else words(messages.quality_of(in_words.tier(part))): total(of_part.values())
        for part, of_part in estimate.costs_by_part.items()
    }
    own = in_words.component("own")
    if estimate.own_per_month:
        costs[own] = estimate.own_per_month
    name, cost = max(costs.items(), key=lambda part: part[1], default=("", Decimal(0)))
    if not cost:
        return words(messages.NOTHING_TO_PAY)
    share = part_of(100 * cost / total(costs.values()))
    if several or name == own:
        return words(messages.workload_drives(name, share, cost))
    return words(messages.tier_drives(name, share, cost))


def monthly(estimate: Estimate, months: list[ForecastMonth]) -> Figure:
    """The cost a month; if the months differ, that of the first one, with the most expensive."""
    label = words(messages.MONTHLY_COST)
    if estimate.per_month is None:
        return Figure(label, words(NOT_PRICED), at_least(estimate))
    value, first, dearest = figures.money(estimate.per_month), months[0], dearest_month(months)
    if dearest is None or {month.cost for month in months} == {estimate.per_month}:
        return Figure(label, value)
    note = words(sure_messages.dearest(*dearest)) if dearest[1] > estimate.per_month else ""
    if first.cost != estimate.per_month:
        return Figure(words(messages.MONTHLY_COST_BEFORE_EVENTS), value, note)
    label = words(messages.monthly_cost_in(first.month))
    return Figure(label, value, note, figures.month(first.month))


def over_the_horizon(estimate: Estimate, months: list[ForecastMonth], today: dt.date) -> Figure:
    """The sum of the months that can be bought; if none can, their cost at the last prices."""
    totals = horizon(months)
    span = words(messages.span(totals.months))
    if totals.total is None or totals.sold == totals.months:
        return Figure(span, cost_words(totals.total))
    if estimate.scenario.several and any_sold(months):
        return Figure(span, cost_words(totals.sold_total), words(_without_some(estimate, months)))
    if totals.sold:
        label, missing = messages.months_sold(totals.sold), messages.without_model(totals.months - totals.sold)
        return Figure(words(label), cost_words(totals.sold_total), words(missing))
    note = messages.at_prices(totals.total, _whose_prices(estimate))
    return Figure(span, words(_not_sold(estimate, today)), words(note))


def sum_of_the_months(estimate: Estimate, months: list[ForecastMonth], today: dt.date) -> str:
    """The same sum as a title: `$1,399 for the one month it is sold; 11 months without a model`."""
    totals = horizon(months)
    if totals.total is None or totals.sold_total is None:
        return words(NOT_PRICED)
    number = totals.months
    if totals.sold == number:
        return words(messages.over_months(totals.total, number))
    if estimate.scenario.several and any_sold(months):
        return words(messages.over_months_without(totals.sold_total, number, _without_some(estimate, months)))
    if totals.sold:
        missing = messages.without_model(number - totals.sold)
        return words(messages.for_months_sold(totals.sold_total, totals.sold, missing))
    return words(messages.would_be(_not_sold(estimate, today), _whose_prices(estimate), number, totals.total))


def eight_in_ten(spread: MonthSpread) -> str:
    """`8 in 10 cases: $1,640 to $3,020`."""
    return words(messages.cases_between(spread.p10, spread.p90))


def times(volume: AtVolume) -> str:
    """`Half: 500`, `Now: 1K`, `Double: 2K`: a volume, in images a day, as a multiple of the present one."""
    return words(messages.volume_times(volume.factor, figures.compact(volume.images)))


def grows(percent: Decimal) -> str:
    """`26% a month: doubles in 3 months, 16 times as much in a year`; empty without growth."""
    pace = growth(percent)
    rate, year = figures.signed_percent(percent), pace.in_a_year
    if pace.doubles is not None:
        return words(messages.doubles(rate, pace.doubles, year))
    return "" if pace.halves is None else words(messages.halves(rate, pace.halves, year))


def counts_whole(estimate: Estimate, months: list[ForecastMonth]) -> str:
    """That the month in which a model ends counts in full; empty if it ends in no month."""
    ends = horizon(months).cut_short
    if ends is None:
        return ""
    names = list(dict.fromkeys(bill.entry.model.name for bill in estimate.bills if bill.ends == ends))
    return words(messages.counts_whole(Month.of(ends), names, ends))


def crossed_out(months: list[ForecastMonth]) -> str:
    """The meaning of grey bars; empty if there are none, or no others."""
    if all(month.sold for month in months) or not any_sold(months):
        return ""
    return words(messages.CROSSED_OUT)


def _without_some(estimate: Estimate, months: list[ForecastMonth]) -> Message:
    """`without Hero images for 11 months`: the workloads that are not sold, and for how many months."""
    unsold = {
        workload.name: sum(not month.workloads[place].sold for month in months)
        for place, workload in enumerate(estimate.scenario.workloads)
    }
    return messages.without_workloads([(name, number) for name, number in unsold.items() if number])


def any_sold(months: list[ForecastMonth]) -> bool:
    """Whether a workload can be bought in at least one month."""
    return any(workload.sold for month in months for workload in month.workloads)


def _whose_prices(estimate: Estimate) -> Message:
    prices = dict.fromkeys(whose_prices(bill, estimate.scenario.prices) for bill in estimate.bills)
    return next(iter(prices)) if len(prices) == 1 else messages.PRICES_OF_THEIR_DAYS


def _not_sold(estimate: Estimate, today: dt.date) -> Message:
    gone_by_now = all(gone(bill.ends, today) for bill in estimate.bills)
    return drawing_messages.NO_LONGER_SOLD if gone_by_now else messages.NOT_SOLD_IN_THESE_MONTHS


def corrected(correction: Correction) -> str:
    """A saved cost and the present cost of the same scenario, with the states of the price book then and now."""
    costs = (correction.stored, correction.now)
    stored, now = (words(UNPRICED) if cost is None else words(messages.cost_a_month(cost)) for cost in costs)
    if cost_words(correction.stored) == cost_words(correction.now):
        stored, now = (words(messages.exact_cost_a_month(plain(cost))) if cost is not None else "" for cost in costs)
    moved, book = messages.same_terms(stored, now), in_words.book_revision(correction.book_now)
    if correction.same_book:
        return words(messages.worked_out_otherwise(moved, book))
    if correction.book_then is None:
        return words(messages.book_corrected(moved, messages.book_not_kept(book)))
    then = in_words.book_revision(correction.book_then)
    return words(messages.book_corrected(moved, messages.book_then_and_now(then, book)))


def brief_saving(way: Way) -> str:
    """`Save $1,061: Batch what can wait`, or the cheaper model; with its workload if there are several."""
    about = decide_messages.value(way, way.scenario) if way.lever == "model" else decide_messages.NAMES[way.key]
    workload = decide_messages.workload_of(way.workload, way.costs.scenario)
    name = words(drawing_messages.of_workload(workload, [about]) if workload else about)
    return words(messages.save(way.headline_saving, phrases.short(name, _BRIEF), level=way.costs.level))


_BRIEF = 36
"""The most letters of a saving in a line on a phone."""
