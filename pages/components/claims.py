"""The sentences that the pages say about figures: each says among what it is the cheapest, or over what it is a sum.

Plain text; `words.plain` makes Markdown of it.
"""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from pages.components import words
from pricing.choice import Choice, obstacles, on_sale
from pricing.compare import Row, Table
from pricing.difference import Correction, Waterfall
from pricing.effort import between_rows
from pricing.estimate import Estimate
from pricing.exact import plain
from pricing.forecast import ForecastMonth, Horizon, horizon
from pricing.life import gone
from pricing.live import Live, Offer
from pricing.notices import whose_prices

FITS = (
    "What fits has a price here for every quality and size of the plan, can be called by a program, and is sold from "
    "today until the plan ends. How good its pictures are is yours to judge."
)


class Figure(NamedTuple):
    """A figure with what it is, and what must be known beside it."""

    label: str
    value: str
    note: str = ""
    month: str = ""
    """The month that it is of, where that is not every one."""


def monthly(bill: Estimate, months: list[ForecastMonth]) -> Figure:
    """The cost a month; where the volume grows, of the first month, with the last one's."""
    if not bill.scenario.growth or bill.per_month is None:
        return Figure("Monthly cost", words.money(bill.per_month))
    sold = [month for month in months if month.sold] or months
    first, last = months[0], sold[-1]
    note = f"{words.month(last.month)}: {words.money(last.cost)}" if last.month > first.month else ""
    month = words.month(first.month)
    return Figure(f"Monthly cost, {month}", words.money(bill.per_month), note, month)


def over_the_horizon(bill: Estimate, months: list[ForecastMonth], today: dt.date) -> Figure:
    """The sum of the months that can be bought; where none can, what they would cost."""
    found = horizon(bill, months)
    if found.total is None or found.sold == found.months:
        return Figure(words.span(found.months), words.money(found.total))
    if found.sold:
        return Figure(_months_sold(found), words.money(found.sold_total), _without(found))
    note = f"{words.money(found.total)} at {whose_prices(bill)}"
    return Figure(words.span(found.months), _not_sold(bill, today), note)


def sum_of_the_months(bill: Estimate, months: list[ForecastMonth], today: dt.date) -> str:
    """The same as a title: `$1,399 for the one month it is sold; 11 months without a model`."""
    found = horizon(bill, months)
    if found.total is None or found.sold_total is None:
        return words.NOT_PRICED
    span = _count(found.months)
    if found.sold == found.months:
        return f"{words.whole_money(found.total)} over {span}"
    if found.sold:
        return f"{words.whole_money(found.sold_total)} for {_months_sold(found).lower()}; {_without(found)}"
    would = f"at {whose_prices(bill)} {span} would be {words.whole_money(found.total)}"
    return f"{_not_sold(bill, today)}; {would}"


def counts_whole(bill: Estimate, months: list[ForecastMonth]) -> str:
    """That a month counts whole in which the model ends; empty where it ends in none."""
    found = horizon(bill, months)
    if found.cut_short is None or found.last_sold is None:
        return ""
    name, ends = bill.entry.model.name, words.day(found.cut_short)
    return f"{words.month(found.last_sold)} counts whole, though {name} ends on {ends}."


def _not_sold(bill: Estimate, today: dt.date) -> str:
    return "No longer sold" if gone(bill.ends, today) else "Not sold in these months"


def _months_sold(found: Horizon) -> str:
    return "The one month it is sold" if found.sold == 1 else f"The {found.sold} months it is sold"


def _without(found: Horizon) -> str:
    return f"{_count(found.months - found.sold)} without a model"


def _count(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def how_it_moved(found: Waterfall, start: str, end: str) -> str:
    """How much more the end costs than the start, and the step that has the most part in it."""
    step = found.main_step
    if step is None:
        return f"{start} and {end} cost the same: what changed makes up for itself"
    more = f"{words.money(abs(found.change))} {'more' if found.change > 0 else 'less'}"
    part = "most of it" if 2 * abs(step.amount) > abs(found.change) else "the largest part of it"
    return f"{end} costs {more} a month, {part} {step.label.lower()}"


def corrected(found: Correction) -> str:
    """That a saved cost is not what the same plan costs with the price book as it is now."""
    stored, now = ("not priced" if cost is None else f"{words.money(cost)} a month" for cost in found)
    if words.money(found.stored) == words.money(found.now):
        stored, now = (f"{plain(cost)} USD a month" if cost is not None else "" for cost in found)
    return f"The price book was corrected since this was saved: it was {stored}, and is {now} on the same terms."


def cheapest_here(table: Table) -> str:
    """Among what the choice of a comparison is the cheapest."""
    return f"of the {len(table.rows)} here" if len(table.rows) > 1 else "here"


def cheapest_in_book(live: Live) -> str:
    """Among what the choice of the whole price book is the cheapest."""
    return f"of all {live.services} live services"


def cheapest_by_service(table: Table, choice: Choice | None, today: dt.date) -> str:
    """The title of the bars: what the headline says, and how much more the dearest one on sale costs."""
    ranked, count = on_sale(table, today), len(table.rows)
    among = f"of the {count} services on this page" if count > 1 else "on this page"
    if not ranked:
        return f"None {among} can be bought any more"
    high, dearest = ranked[-1]
    if choice is None:
        low, cheapest = ranked[0]
        title = f"None {among} fits; {cheapest.label} is the cheapest on sale at {words.whole_money(low)} a month"
    else:
        low, cheapest = choice.cost, choice.row
        title = f"{cheapest.label} is the cheapest that fits {among}, {words.whole_money(low)} a month"
    if high > low > 0:
        title += f"; {dearest.label} costs {words.number(round(high / low, 1))} times as much"
    return title


def about_the_choice(table: Table, choice: Choice | None, live: Live, today: dt.date) -> list[str]:
    """What stands below the cheapest services: what fits, the vendor's own, and what costs less but does not fit."""
    own, said = table.own, [FITS]
    if own.ends is not None and gone(own.ends, today):
        said.append(f"{own.name} was shut down on {words.day(own.ends)}: nobody can buy it any more.")
    elif choice is not None and choice.needed_from is not None:
        said.append(f"{own.name} ends on {words.day(choice.needed_from)}: the change is needed by then.")
    if choice is None:
        said.append("No service on this page fits.")
    said.append(_in_book(choice, live))
    said.append(_of_vendor(own, live, None if gone(own.ends, today) else own.per_month))
    efforts = [live.effort] + ([] if choice is None else [between_rows(table.scenario, own, choice.row)])
    said += dict.fromkeys(efforts)
    for cost, row in on_sale(table, today)[:3]:
        if choice is not None and cost < choice.cost:
            why_not = ", ".join(obstacles(row, table.scenario, today))
            said.append(f"{row.label} costs less, {words.money(cost)}, but {why_not}.")
    if any(table.left_out):
        said.append(f"Left out of every service: {words.mix(table.left_out)}, which one of them has no price for.")
    if table.absent:
        said.append(f"Not in these prices: {', '.join(table.absent)}.")
    return [text for text in said if text]


def _in_book(choice: Choice | None, live: Live) -> str:
    if live.cheapest is None:
        return f"None {cheapest_in_book(live)} in the price book fits."
    if choice is not None and choice.cost <= live.cheapest.cost:
        return f"None {cheapest_in_book(live)} in the price book that fits costs less than {choice.row.label}."
    return ""


def _of_vendor(own: Row, live: Live, cost: Decimal | None) -> str:
    offer = live.of_vendor
    if offer is None:
        return f"No live service of {live.vendor}, which makes {own.name}, fits."
    if live.cheapest is not None and offer.service is live.cheapest.service:
        return ""
    if offer.service.id == own.id:
        return f"No live service of {live.vendor} that fits costs less than {own.name}."
    costs = f"{words.money(offer.cost)} a month{_less(cost, offer)}"
    return f"The cheapest of {live.vendor} that fits is {offer.service.name}: {costs}."


def _less(cost: Decimal | None, offer: Offer) -> str:
    """What an offer saves against the plan's own model, where that has a price and is on sale."""
    return f", {words.money(cost - offer.cost)} less than the plan's model" if cost and cost > offer.cost else ""


def saving(choice: Choice, table: Table, today: dt.date) -> str:
    """What the choice saves a month against the plan's own model, unless nobody can buy that."""
    if choice.row is table.own:
        return "the plan's own model"
    if choice.saving is None or gone(table.own.ends, today):
        return "a month"
    if choice.saving < 0:
        return f"costs {words.money(-choice.saving)} more a month"
    return f"saves {words.money(choice.saving)} a month"
