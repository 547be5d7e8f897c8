"""The memo for a director: the recommendation, its reasons, drawbacks, costs and certainty, and what would change it.

Each figure in it is also in the answers of `/api/decide`, `/api/estimate` or `/api/compare`.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, dearest_month, horizon
from pricing.bill.timeline import not_sold_since
from pricing.compare.advice import Advice, advise, without_advice
from pricing.compare.choice import fit_of_row
from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.decide import messages as decide_messages
from pricing.decide.costing import costing
from pricing.decide.goals import goals
from pricing.decide.savings import Way, first, savings
from pricing.decide.spread import Spread, spread
from pricing.decide.sureness import messages as sure_messages
from pricing.decide.tornado import moves
from pricing.export.estimate_files import heading_lines, link_lines, markdown_heading
from pricing.export.file_text import PLAIN_FILE, FileTerms, markdown_text
from pricing.export.memo import messages
from pricing.prices import PriceBooks
from pricing.prices.base import Source
from pricing.prices.messages import read_source
from pricing.scenario import in_words
from pricing.wording.messages import Message, named, words


class MemoPart(NamedTuple):
    """A heading and the sentences below it."""

    heading: Message
    sentences: tuple[Message, ...]


class Memo(NamedTuple):
    """The recommendation on one page."""

    title: Message
    parts: tuple[MemoPart, ...]
    """Those with sentences; only what to do instead if the plan has no price, or if it is no longer sold."""
    sources: tuple[Source, ...] = ()
    """Of the rates in the recommendation."""


def memo(estimate: Estimate, books: PriceBooks, today: dt.date) -> Memo:
    """The memo about a scenario."""
    scenario, sold = estimate.scenario, not_sold_since(estimate, today) is None
    title = messages.memo_title(scenario.images, in_words.priced_at(scenario))
    instead = _instead(estimate, books, today)
    if estimate.per_month is None or not sold:
        return Memo(title, instead)
    months, sure = costing(scenario, books, today).months, spread(estimate, books)
    ways = savings(scenario, books, today)
    named = first(ways)
    # What gives up quality is for the reader to decide on: it is a next step, and no recommendation.
    best = None if instead else next((way for way in named if way.kind != "less"), None)
    parts = (
        *(instead or _of_saving(estimate, best, months)),
        MemoPart(messages.it_costs(), tuple(_costs(estimate, months, sure))),
        MemoPart(messages.how_sure(), tuple(_how_sure(estimate, months, sure, books))),
        MemoPart(messages.would_change(), tuple(_turns(estimate, best, books, today))),
        MemoPart(messages.next_steps(), tuple(_next_steps([way for way in named if way is not best], ways))),
    )
    return Memo(title, tuple(part for part in parts if part.sentences), () if best is None else best.sources)


def _instead(estimate: Estimate, books: PriceBooks, today: dt.date) -> tuple[MemoPart, ...]:
    """What to do where the plan's models cannot do what it asks for, or have no price; empty if they can."""
    table = compare(estimate.scenario, books)
    denied = fit_of_row(table.present, table, books, today).denied
    live = cheapest_live(table, books, today)
    advice = advise(table, live, books, today)
    if advice is not None and not advice.stay and (denied or estimate.per_month is None):
        moved: tuple[MemoPart, ...] = (
            MemoPart(messages.we_recommend(), tuple(_moved(advice))),
            MemoPart(messages.because(), advice.because),
            MemoPart(messages.gives_up(), advice.gives_up),
        )
    elif denied or estimate.per_month is None:
        moved = (MemoPart(messages.we_recommend(), tuple(without_advice(table, live, books, today))),)
    else:
        return ()
    if estimate.per_month is not None:
        return moved
    return (*moved, MemoPart(messages.no_total(), tuple(_without_total(estimate))))


def _moved(advice: Advice) -> Iterator[Message]:
    if not advice.moves:
        yield messages.move_to(advice.name, advice.cost)
        return
    for move in advice.moves:
        yield messages.move_workload(move.workload, move.name)
    yield messages.costs_then(advice.cost)


def _of_saving(estimate: Estimate, best: Way | None, months: list[ForecastMonth]) -> tuple[MemoPart, ...]:
    return (
        MemoPart(messages.we_recommend(), tuple(_recommended(estimate, best, months))),
        MemoPart(messages.because(), tuple(_because(best))),
        MemoPart(messages.gives_up(), tuple(_gives_up(best))),
    )


def to_markdown(estimate: Estimate, books: PriceBooks, today: dt.date, terms: FileTerms = PLAIN_FILE) -> str:
    """The memo as a Markdown file."""
    written = memo(estimate, books, today)
    lines = list(heading_lines(written.title, terms))
    for part in written.parts:
        lines.append(markdown_heading(part.heading))
        lines.append("\n".join(f"- {markdown_text(words(sentence))}" for sentence in part.sentences))
    if written.sources:
        lines.append(markdown_heading(messages.sources()))
        lines.append("\n".join(f"- {source.title}, {source.address}" for source in written.sources))
    return "\n\n".join([*lines, *link_lines(terms)]) + "\n"


def _recommended(estimate: Estimate, best: Way | None, months: list[ForecastMonth]) -> Iterator[Message]:
    if best is not None:
        name, change = decide_messages.name(best), decide_messages.change(best)
        yield messages.recommended(name, change, best.saving, best.saving_total, len(months), best.costs.level)
    elif not estimate.scenario.images:
        yield messages.no_images()
    elif estimate.per_month is not None:
        yield messages.keep_the_plan(estimate.per_month)


def _without_total(estimate: Estimate) -> Iterator[Message]:
    """Why the plan has no total, and the cost of the workloads that have a price."""
    gaps = [(bill.workload.name, gap.reason) for bill in estimate.bills for gap in bill.unpriced]
    yield from dict.fromkeys(named(gaps, len(estimate.bills)))
    names = [bill.workload.name for bill in estimate.bills if bill.unpriced]
    if len(names) < len(estimate.bills):
        yield messages.costs_without(names, estimate.priced_per_month)


def _because(best: Way | None) -> Iterator[Message]:
    if best is None:
        return
    yield messages.cheaper(best.costs.per_month, best.per_month, best.percent)
    yield from _budget_after(best)
    if (tried := _tried(best)) is not None:
        yield messages.accepted_in_trial(*tried)
    elif best.scores is not None:
        board, before, after = best.scores
        yield messages.voted(before.score, after.score, board.title, board.day)
    for source in best.sources:
        yield messages.rates_from(read_source(source.title, source.read_in))


def _budget_after(best: Way) -> Iterator[Message]:
    costs, budget = best.costs, best.costs.scenario.budget
    if budget is None or costs.dearest_month is None or costs.dearest_month <= budget:
        return
    dearest = costs.dearest(best.workload - 1, costs.bill(best.target))
    if dearest is not None:
        yield messages.budget_after(budget, dearest <= budget)


def _tried(best: Way) -> tuple[Decimal, Decimal] | None:
    """Percent of images accepted in the team's trial of the model before and after; None if it did not try both."""
    accepted = dict(best.costs.scenario.accepted)
    if best.lever == "model" and {best.before, best.after} <= accepted.keys():
        return accepted[best.before], accepted[best.after]
    return None


def _gives_up(best: Way | None) -> Iterator[Message]:
    if best is not None:
        yield messages.given_up(decide_messages.effect(best), best.part)
        if (alike := decide_messages.like_for_like(best)) is not None:
            yield alike


def _costs(estimate: Estimate, months: list[ForecastMonth], sure: Spread | None) -> Iterator[Message]:
    most, total = dearest_month(months), horizon(months).sold_total
    if most is not None and len({(month.cost, month.sold) for month in months}) == 1 and months[0].sold:
        yield messages.costs_every_month(most[1])
    else:
        if estimate.per_month is not None:
            yield messages.costs_a_month(estimate.per_month)
        if most is not None:
            yield messages.costs_at_most(*most)
    if total is not None:
        yield messages.costs_over(total, len(months))
    if (within_budget := sure_messages.within_budget(estimate.scenario, months, sure)) is not None:
        yield within_budget


def _how_sure(
    estimate: Estimate, months: list[ForecastMonth], sure: Spread | None, books: PriceBooks
) -> Iterator[Message]:
    scenario = estimate.scenario
    if sure is not None:
        yield sure_messages.eight_in_ten(sure, scenario.months)
        yield sure_messages.set_aside(sure, scenario.months)
        if (below := sure_messages.below_middle(sure, months)) is not None:
            yield below
        return
    for move in moves(estimate, books)[:1]:
        if move.cost_low is not None and move.cost_high is not None:
            low, high = sorted((move.cost_low, move.cost_high))
            yield messages.nothing_is_a_range(decide_messages.lever_of(move.lever, move.workload, scenario), low, high)


def _turns(estimate: Estimate, best: Way | None, books: PriceBooks, today: dt.date) -> Iterator[Message]:
    if best is not None:
        turns = best.turns
        if turns.price is not None:
            yield messages.turns_at_price(turns.price)
        if turns.images:
            yield messages.turns_at_images(turns.images, best.little)
        if (tried := _tried(best)) is not None:
            yield messages.turns_at_accepted(tried[0])
        elif turns.score is not None:
            yield messages.turns_at_score(turns.score)
    within = goals(estimate.scenario, books, today)
    for goal in () if within is None else within.levers:
        if goal.lever == "images" and goal.number and goal.beyond is not None:
            workload = decide_messages.workload_of(goal.workload, estimate.scenario)
            yield messages.turns_at_budget(
                int(goal.number), workload, within.budget if within is not None else goal.number
            )


def _next_steps(others: list[Way], ways: tuple[Way, ...]) -> Iterator[Message]:
    for way in others:
        yield messages.then(decide_messages.name(way), decide_messages.change(way), way.saving, way.saving_total)
    asks = [way for way in ways if way.kind == "ask" and way.worth]
    if asks:
        yield messages.ask_for(decide_messages.name(asks[0]), decide_messages.change(asks[0]), asks[0].saving)
