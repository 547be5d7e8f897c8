"""The sentences of the Compare page: each says among what something is the cheapest, and of which workloads.

Plain text; `phrases.plain` makes Markdown of it.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pages.compare import messages as page_messages
from pricing.compare import messages as compare_messages
from pricing.compare.advice import Advice
from pricing.compare.choice import CheapestForEach, Crossing, Recommendation, fit_of_row, on_sale
from pricing.compare.effort import between_rows
from pricing.compare.live import Live, PricedService
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.compare.unit_prices import GuideCheck
from pricing.prices import PriceBasis, PriceBooks
from pricing.prices.life import gone
from pricing.prices.schema import Tier
from pricing.scenario import in_words
from pricing.scenario.scenario import Scenario
from pricing.wording import figures, messages
from ui.drawing import phrases


def asked_of_each(scenario: Scenario) -> str:
    """What each service is asked for, beside the volume: the quality mix, or how many workloads."""
    if scenario.several:
        return f"{len(scenario.workloads)} workloads on each service"
    return in_words.mix(scenario.workloads[0].quality)


def at_present(table: Table) -> str:
    """Where the scenario stands now: on its model, or as planned."""
    return table.present.label if table.scenario.several else f"On {table.present.name}"


def cheapest_here(table: Table) -> str:
    """Among what the choice of a comparison is the cheapest."""
    return f"of the {len(table.rows)} here" if len(table.rows) > 1 else "here"


def cheapest_in_book(live: Live) -> str:
    """Among what the choice of the whole price book is the cheapest."""
    return f"of all {live.services} live services"


def cheapest_by_service(table: Table, choice: Recommendation | None, today: dt.date) -> str:
    """The title of the bars: what the headline says, and how much more the dearest one on sale costs."""
    ranked, count = on_sale(table, today), len(table.rows)
    ways = "ways" if table.scenario.several else "services"
    among = f"of the {count} {ways} on this page" if count > 1 else "on this page"
    if not ranked:
        priced = "" if all(gone(row.ends, today) for row in table.rows) else " that has a price for the plan"
        return f"None {among}{priced} can be bought any more"
    dearest = ranked[-1]
    if choice is None:
        cheapest = ranked[0]
        cost = figures.whole_money(cheapest.per_month)
        title = f"None {among} fits; {_the(cheapest)} is the cheapest on sale at {cost} a month"
    else:
        cheapest = choice.row
        cost = figures.whole_money(cheapest.per_month)
        title = f"{_the(cheapest, 'The')} is the cheapest that fits {among}, {cost} a month"
    if dearest.per_month > cheapest.per_month > 0:
        times = figures.number(round(dearest.per_month / cheapest.per_month, 1))
        title += f"; {_the(dearest)} costs {times} times as much"
    return title


def about_the_choice(
    table: Table, choice: Recommendation | None, live: Live, books: PriceBooks, today: dt.date
) -> list[str]:
    """What stands below the cheapest services: the end of the plan's model, the vendor's own, and the cheapest of all
    on this page where it does not fit.
    """
    present, several = table.present, table.scenario.several
    texts: list[str] = []
    is_gone = gone(present.ends, today)
    if is_gone or (choice is not None and choice.needed_from is not None):
        texts.append(_end(table, is_gone))
    if choice is None:
        texts.append("No service on this page fits every workload." if several else "No service on this page fits.")
    texts.append(_in_book(table, choice, live))
    efforts = [] if choice is None else [between_rows(table.scenario, present, choice.row)]
    if live.of_vendor is None or live.of_vendor is not live.no_worse:
        texts.append(_of_vendor(table, live, None if is_gone else present.per_month))
        efforts.insert(0, live.effort)
    texts += dict.fromkeys(messages.words(effort) for effort in efforts if effort is not None)
    for row in on_sale(table, today)[:1]:
        if choice is not None and row.per_month < choice.row.per_month:
            texts.append(f"{_the(row, 'The')} costs less, {figures.money(row.per_month)}, and does not fit:")
            texts[-1] += f" {' '.join(map(messages.words, fit_of_row(row, table, books, today).why))}"
    if any(map(any, table.left_out)):
        texts.append(f"Left out of every service: {_left_out(table)}, which one of them has no price for.")
    if table.absent:
        texts.append(f"Not in these prices: {', '.join(table.absent)}.")
    return [text for text in texts if text]


def for_each(table: Table, cheapest: CheapestForEach, today: dt.date) -> str:
    """The cheapest service for each of several workloads, and what that saves."""
    by_service: dict[str, list[str]] = {}
    for choice in cheapest.workloads:
        if choice.row is not None:
            by_service.setdefault(choice.row.label, []).append(choice.workload.name)
    taken = [f"{phrases.joined(names)} on {label}" for label, names in by_service.items()]
    lacking = [choice.workload.name for choice in cheapest.workloads if choice.row is None]
    if cheapest.total is not None:
        costs = f"{figures.money(cheapest.total)} a month{_against_the_plan(cheapest.saving, table, today)}"
        text = f"{', '.join(taken)}: {costs}"
    else:
        text = "; ".join([*taken, f"none fits {phrases.joined(lacking)}"])
    return f"Cheapest for each workload, of the services here that bill by token or image: {text}."


def saving_of_advice(advice: Advice, table: Table, today: dt.date) -> str:
    """What moving to the recommended service saves a month."""
    return "as planned" if advice.stay else saving_a_month(advice.saving, table, today)


_NAMED = 3
"""Services that are named of those that fit without a score, or may fit; the others are counted."""


def may_fit(table: Table, live: Live) -> list[str]:
    """The services that cost less than the plan and of which something is not in our sources; nothing for none."""
    cost = table.present.per_month
    cheaper = [
        (offer.service.name, offer.cost)
        for offer in live.offers
        if offer.fit.answer == "unknown" and (cost is None or offer.cost < cost)
    ]
    if not cheaper:
        return []
    return [messages.words(page_messages.may_fit(_costs(cheaper), len(cheaper[_NAMED:])))]


def not_placed(services: Sequence[tuple[str, Decimal]], by_team: bool) -> list[str]:
    """The services that fit and have no score, under the chart; nothing for none."""
    if not services:
        return []
    said = page_messages.not_tried if by_team else page_messages.not_placed
    return [messages.words(said(_costs(services), len(services[_NAMED:])))]


def _costs(services: Sequence[tuple[str, Decimal]]) -> list[messages.Message]:
    return [page_messages.costs_a_month(name, cost) for name, cost in services[:_NAMED]]


def saving_a_month(amount: Decimal | None, table: Table, today: dt.date) -> str:
    """What is saved a month against the scenario at present, unless nobody can buy that."""
    if amount is None or gone(table.present.ends, today):
        return "a month"
    if not amount:
        return "as much as the plan"
    if amount < 0:
        return f"costs {figures.money(-amount)} more a month"
    return f"saves {figures.money(amount)} a month"


def crossed(cross: Crossing) -> str:
    """At which volume two change places."""
    below, above = _the(cross.cheaper_below), _the(cross.cheaper_above)
    images = f"{figures.number(cross.images)} images a day"
    if cross.always_below:
        return f"Below {images} {below} is cheaper than {above}"
    return f"From {images} on {above} is cheaper than {below}; below, it depends on the volume"


def scaled_together(scenario: Scenario) -> str:
    """What the volumes are of where there are several workloads; empty for one."""
    if not scenario.several:
        return ""
    how = "in the proportion of the plan" if scenario.images else "in equal parts, as none has images yet"
    return f"All {len(scenario.workloads)} workloads scale together, {how}: the volume is that of all."


def _end(table: Table, is_gone: bool) -> str:
    """The end of the scenario's model, or of the first of several."""
    ends = table.present.ends
    assert ends is not None
    models = {workload.model for workload in table.scenario.workloads}
    names = [row.name for row in table.rows if row.key in models and row.ends == ends]
    single = len(names) == 1
    if is_gone:
        verb, them = ("was", "it") if single else ("were", "them")
        return f"{phrases.joined(names)} {verb} shut down on {figures.day(ends)}: nobody can buy {them} any more."
    verb = "ends" if single else "end"
    return f"{phrases.joined(names)} {verb} on {figures.day(ends)}: the change is needed by then."


def _in_book(table: Table, choice: Recommendation | None, live: Live) -> str:
    every = " every workload" if table.scenario.several else ""
    if live.cheapest is None:
        return f"None {cheapest_in_book(live)} in the price book fits{every}."
    best_known = live.no_worse is not None and live.no_worse.service is live.cheapest.service
    itself = {live.cheapest.service.id} == {workload.model for workload in table.scenario.workloads}
    if not best_known and not itself:
        said = compare_messages.cheapest_of_all(live.cheapest.service.name, live.services, live.cheapest.cost)
        return messages.words(said)
    if choice is not None and choice.row.per_month <= live.cheapest.cost:
        best = _the(choice.row)
        return f"None {cheapest_in_book(live)} in the price book that fits{every} costs less than {best}."
    return ""


def _of_vendor(table: Table, live: Live, cost: Decimal | None) -> str:
    present, offer, several = table.present, live.of_vendor, table.scenario.several
    vendors, every = " or ".join(live.vendors), " every workload" if several else ""
    if offer is None:
        which = "whose models the plan has" if several else f"which makes {present.name}"
        return f"No live service of {vendors}, {which}, fits{every}."
    if live.cheapest is not None and offer.service is live.cheapest.service:
        return ""
    if offer.service.id == present.key:
        return f"No live service of {vendors} that fits costs less than {present.name}."
    costs = f"{figures.money(offer.cost)} a month{_less(cost, offer, several)}"
    return f"The cheapest of {vendors} that fits{every} is {offer.service.name}: {costs}."


def _less(cost: Decimal | None, offer: PricedService, several: bool) -> str:
    """What an offer saves against the scenario at present, where that has a price and is on sale."""
    if not cost or cost <= offer.cost:
        return ""
    plan = "the plan" if several else "the plan's model"
    return f", {figures.money(cost - offer.cost)} less than {plan}"


def _against_the_plan(amount: Decimal | None, table: Table, today: dt.date) -> str:
    if amount is None or gone(table.present.ends, today):
        return ""
    if not amount:
        return ", as much as the plan"
    return f", {figures.money(abs(amount))} {'less' if amount > 0 else 'more'} than the plan"


def _the(row: Row, article: str = "the") -> str:
    return f"{article} plan" if isinstance(row.candidate.subject, AsPlanned) else row.label


def _left_out(table: Table) -> str:
    shares = zip(table.scenario.workloads, table.left_out, strict=True)
    texts = [(workload.name, messages.as_written(in_words.mix(out))) for workload, out in shares if any(out)]
    return "; ".join(map(messages.words, messages.named(texts, len(table.left_out))))


_NEAR = Decimal("0.1")
"""Of the vendor's price: a price of the guide that is no further from it is near."""


def near_the_vendors(checks: Sequence[GuideCheck]) -> str:
    """How many of the guide's prices an image are near the vendors', of those that both have."""
    factors = [check.factor for check in checks if check.factor is not None]
    if not factors:
        return "The guide's prices an image, of 1024x1024"
    near = sum(abs(factor - 1) <= _NEAR for factor in factors)
    within = f"{'is' if near == 1 else 'are'} within {figures.percent(100 * _NEAR)} of theirs"
    return f"{near or 'None'} of the guide's {len(factors)} prices an image that vendors have too {within}"


def of_two_models(tier: Tier, first: Decimal, second: Decimal, prices: PriceBasis) -> str:
    """What an image of DALL-E 3 costs beside one of GPT Image 1, USD."""
    verdict = "the same as" if first == second else "more than" if first > second else "less than"
    terms = f"{in_words.TIERS[tier]} quality, prices of {in_words.price_book(prices)}"
    return f"{terms}: DALL-E 3 costs {verdict} GPT Image 1, {figures.money(first)} against {figures.money(second)}."


def no_longer_sold(models: Sequence[str], books: PriceBooks, today: dt.date) -> str:
    """Which of some models nobody can buy any more; empty where all are sold."""
    ended = [books.listed[id].model for id in models]
    names = [model.name for model in ended if gone(model.life.shut_down, today)]
    return f"No longer sold: {phrases.joined(names)}." if names else ""
