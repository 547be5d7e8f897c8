"""The sentences that the pages say about figures: each says among what it is the cheapest, or over what it is a sum.

Plain text; `phrases.plain` makes Markdown of it.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, Horizon, dearest_month, horizon
from pricing.compare.alternatives import CheaperSize
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
from pricing.scenario import in_words
from pricing.scenario.growth import growth
from pricing.scenario.messages import images_a_day
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain, total
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.drawing import messages as drawing_messages
from ui.drawing import phrases

_MOST_NAMED = 2
"""Models that a headline names."""
_MOST_CITED = 3
"""Sources that a sentence names."""


class Figure(NamedTuple):
    """A figure with what it is, and what must be known beside it."""

    label: str
    value: str
    note: str = ""
    month: str = ""
    """The month that it is of, where that is not every one."""


def subject(estimate: Estimate) -> str:
    """What a figure is of: `GPT Image 2`, `3 workloads on GPT Image 1 and DALL-E 3`, or `4 workloads on 4 models`."""
    models = list(dict.fromkeys(bill.entry.model.name for bill in estimate.bills))
    if not estimate.scenario.several:
        return models[0]
    on = phrases.joined(models) if len(models) <= _MOST_NAMED else f"{len(models)} models"
    return f"{len(estimate.bills)} workloads on {on}"


def models(scenario: Scenario, books: PriceBooks) -> str:
    """The models of a scenario: `GPT Image 1, GPT Image 2`."""
    book = books[scenario.prices]
    return ", ".join(dict.fromkeys(book[workload.model].model.name for workload in scenario.workloads))


def volume(scenario: Scenario) -> str:
    """`11,100 images a day`."""
    return messages.words(images_a_day(scenario.images))


def in_one_line(estimate: Estimate) -> str:
    """What it costs and what of, for a chat: `$1,267.20 a month on GPT Image 2, 1,000 images a day, prices of ...`."""
    what = f"{subject(estimate)}, {volume(estimate.scenario)}, prices of {in_words.priced_at(estimate.scenario)}"
    if estimate.per_month is None:
        return f"{at_least(estimate) or figures.NOT_PRICED}: {what}"
    return f"{figures.money(estimate.per_month)} a month {'for' if estimate.scenario.several else 'on'} {what}"


def cheaper_size(cheaper: CheaperSize) -> str:
    """That a size with no fewer pixels costs less an image."""
    return f"{cheaper.size} costs {figures.percent(cheaper.saving)} less than {cheaper.instead_of} here."


def how_sure(estimate: Estimate) -> str:
    """Where the figures are from, as Markdown with a link to each source; empty where nothing has a price."""
    rates = dict.fromkeys(line.source for line in estimate.lines)
    takes = dict.fromkeys(
        bill.entry.source(rule.source) for bill in estimate.bills if bill.lines and (rule := bill.entry.output_rule)
    )
    parts = [("Rates", rates), ("What an image takes", takes)]
    return " ".join(f"{what}: {cited(list(sources))}." for what, sources in parts if sources)


def cited(sources: list[Source]) -> str:
    """`OpenAI API pricing, read 1 Oct 2026`; beyond three only how many more."""
    named = [f"{_linked(source)}, read {source.when}" for source in sources[:_MOST_CITED]]
    more = len(sources) - len(named)
    return "; ".join([*named, *([f"{more} more in the bill, line by line"] if more else [])])


def _linked(source: Source) -> str:
    title = phrases.plain(source.title)
    return f"[{title}](<{source.address}>)" if source.address else title


def at_least(estimate: Estimate) -> str:
    """What the rest costs where a workload has no price: `At least $1,240.00 a month without Hero images`."""
    lacking = [bill.workload.name for bill in estimate.bills if bill.unpriced]
    if not lacking or len(lacking) == len(estimate.bills):
        return ""
    return f"At least {figures.money(estimate.priced_per_month)} a month without {phrases.joined(lacking)}"


def what_drives_the_bill(estimate: Estimate) -> str:
    """The workload, or of a single one the tier, that has the most part in the bill."""
    costs = {
        part if estimate.scenario.several else f"{in_words.tier(part)} quality": total(of_part.values())
        for part, of_part in estimate.costs_by_part.items()
    }
    if estimate.own_per_month:
        costs[in_words.component("own")] = estimate.own_per_month
    name, cost = max(costs.items(), key=lambda part: part[1], default=("", Decimal(0)))
    if not cost:
        return "Nothing to pay: no images are generated"
    share = phrases.share(cost, total(costs.values()))
    if estimate.scenario.several or name == in_words.component("own"):
        return f"{name}: {share} of the bill, {figures.whole_money(cost)} a month"
    return f"{name} is {share} of the bill: {figures.whole_money(cost)} a month"


def monthly(estimate: Estimate, months: list[ForecastMonth]) -> Figure:
    """The cost a month; where the months differ, of the first one, with the dearest."""
    label = messages.words(drawing_messages.monthly_cost())
    if estimate.per_month is None:
        return Figure(label, figures.NOT_PRICED, at_least(estimate))
    value, first, dearest = figures.money(estimate.per_month), months[0], dearest_month(months)
    if dearest is None or {month.cost for month in months} == {estimate.per_month}:
        return Figure(label, value)
    note = messages.words(sure_messages.dearest(*dearest)) if dearest[1] > estimate.per_month else ""
    if first.cost != estimate.per_month:
        return Figure(messages.words(drawing_messages.monthly_cost_before_events()), value, note)
    label = messages.words(drawing_messages.monthly_cost_in(first.month))
    return Figure(label, value, note, figures.month(first.month))


def over_the_horizon(estimate: Estimate, months: list[ForecastMonth], today: dt.date) -> Figure:
    """The sum of the months that can be bought; where none can, what they would cost."""
    totals = horizon(months)
    if totals.total is None or totals.sold == totals.months:
        return Figure(phrases.span(totals.months), figures.money(totals.total))
    if estimate.scenario.several and any_sold(months):
        return Figure(phrases.span(totals.months), figures.money(totals.sold_total), _without_some(estimate, months))
    if totals.sold:
        return Figure(_months_sold(totals), figures.money(totals.sold_total), _without(totals))
    note = f"{figures.money(totals.total)} at {_whose_prices(estimate)}"
    return Figure(phrases.span(totals.months), _not_sold(estimate, today), note)


def sum_of_the_months(estimate: Estimate, months: list[ForecastMonth], today: dt.date) -> str:
    """The same as a title: `$1,399 for the one month it is sold; 11 months without a model`."""
    totals = horizon(months)
    if totals.total is None or totals.sold_total is None:
        return figures.NOT_PRICED
    span = phrases.count(totals.months, "month")
    if totals.sold == totals.months:
        return f"{figures.whole_money(totals.total)} over {span}"
    if estimate.scenario.several and any_sold(months):
        return f"{figures.whole_money(totals.sold_total)} over {span}, {_without_some(estimate, months)}"
    if totals.sold:
        return f"{figures.whole_money(totals.sold_total)} for {_months_sold(totals).lower()}; {_without(totals)}"
    would = f"at {_whose_prices(estimate)} {span} would be {figures.whole_money(totals.total)}"
    return f"{_not_sold(estimate, today)}; {would}"


def eight_in_ten(spread: MonthSpread) -> str:
    """`8 in 10 cases: $1,640 to $3,020`."""
    return f"8 in 10 cases: {figures.whole_money(spread.p10)} to {figures.whole_money(spread.p90)}"


def times(volume: AtVolume) -> str:
    """`Half: 500`, `Now: 1K`, `Double: 2K`: a volume as a multiple of the present one, images a day."""
    name = {Fraction(1, 2): "Half", Fraction(1): "Now", Fraction(2): "Double"}.get(
        volume.factor, f"{volume.factor} times"
    )
    return f"{name}: {figures.compact(volume.images)}"


def grows(percent: Decimal) -> str:
    """`26% a month: doubles in 3 months, 16 times as much in a year`; empty without growth."""
    pace = growth(percent)
    rate = f"{figures.signed_percent(percent)} a month"
    year = f"{figures.number(pace.in_a_year)} times as much in a year"
    if pace.doubles is not None:
        return f"{rate}: doubles in {phrases.count(pace.doubles, 'month')}, {year}"
    if pace.halves is not None:
        return f"{rate}: halves in {phrases.count(pace.halves, 'month')}, {year}"
    return ""


def counts_whole(estimate: Estimate, months: list[ForecastMonth]) -> str:
    """That a month counts whole in which the model ends; empty where it ends in none."""
    ends = horizon(months).cut_short
    if ends is None:
        return ""
    names = dict.fromkeys(bill.entry.model.name for bill in estimate.bills if bill.ends == ends)
    verb = "ends" if len(names) == 1 else "end"
    month, models = figures.month(Month.of(ends)), phrases.joined(list(names))
    return f"{month} counts whole, though {models} {verb} on {figures.day(ends)}."


def crossed_out(months: list[ForecastMonth]) -> str:
    """What the grey bars of the months are; empty where there are none, or nothing else."""
    if all(month.sold for month in months) or not any_sold(months):
        return ""
    return "Grey and crossed out: what cannot be bought in that month, at the plan's prices; it is in no sum."


def _without_some(estimate: Estimate, months: list[ForecastMonth]) -> str:
    """`without Hero images for 11 months`: what cannot be bought, and in how many months."""
    unsold = {
        workload.name: sum(not month.workloads[place].sold for month in months)
        for place, workload in enumerate(estimate.scenario.workloads)
    }
    return "without " + phrases.joined(
        [f"{name} for {phrases.count(count, 'month')}" for name, count in unsold.items() if count]
    )


def any_sold(months: list[ForecastMonth]) -> bool:
    """Whether some workload can be bought in some month."""
    return any(workload.sold for month in months for workload in month.workloads)


def _whose_prices(estimate: Estimate) -> str:
    prices = {messages.words(whose_prices(bill, estimate.scenario.prices)) for bill in estimate.bills}
    return prices.pop() if len(prices) == 1 else "the prices of their days"


def _not_sold(estimate: Estimate, today: dt.date) -> str:
    gone_by_now = all(gone(bill.ends, today) for bill in estimate.bills)
    return "No longer sold" if gone_by_now else "Not sold in these months"


def _months_sold(horizon: Horizon) -> str:
    return "The one month it is sold" if horizon.sold == 1 else f"The {horizon.sold} months it is sold"


def _without(horizon: Horizon) -> str:
    return f"{phrases.count(horizon.months - horizon.sold, 'month')} without a model"


def corrected(correction: Correction) -> str:
    """That a saved cost is not what the same scenario costs now, and the states of the price book then and now."""
    costs = (correction.stored, correction.now)
    stored, now = (figures.UNPRICED if cost is None else f"{figures.money(cost)} a month" for cost in costs)
    if figures.money(correction.stored) == figures.money(correction.now):
        stored, now = (
            f"{plain(cost)} {figures.reader().currency} a month" if cost is not None else "" for cost in costs
        )
    moved = f"it was {stored}, and is {now} on the same terms."
    book = in_words.book_revision(correction.book_now)
    if correction.same_book:
        return f"The bill is worked out otherwise since this was saved: {moved} The price book is the same, {book}."
    if correction.book_then is None:
        states = f"The book is at {book} now; which it was then was not kept."
    else:
        states = f"The book was at {in_words.book_revision(correction.book_then)} then, and is at {book} now."
    return f"The price book was corrected since this was saved: {moved} {states}"


def brief_saving(way: Way) -> str:
    """`Save $1,061: Batch what can wait`, or the model that is cheaper; with its workload where there are several."""
    about = decide_messages.value(way, way.scenario) if way.lever == "model" else decide_messages.NAMES[way.key]
    what = messages.words(about)
    workload = decide_messages.workload_of(way.workload, way.costs.scenario)
    saves = f"{phrases.brief_money(way.headline_saving)}{'' if way.costs.level else ' in all'}"
    return f"Save {saves}: {phrases.short(f'{workload}, {what}' if workload else what, _BRIEF)}"


_BRIEF = 36
"""Letters of a saving that a phone shows in a line."""
