"""Saved scenarios looked at: side by side, how one cost became another, history, and today's prices."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from pricing.actual.source_months import billed, from_stored
from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate, estimate
from pricing.compare.replacement import ends_in_plan, replacement
from pricing.explain.difference import Waterfall, waterfall
from pricing.explain.notices import notices
from pricing.explain.repricing import Repricing, repriced
from pricing.explain.side_by_side import apart
from pricing.explain.side_by_side import side_by_side as fields_side_by_side
from pricing.prices import ListPrices
from pricing.prices.life import gone
from pricing.saved import Actuals, Revision, Saved
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.controls import cost_views, open_scenario, table_views
from ui.drawing import charts, claims, phrases
from ui.state import catalogue, session, visitor

UNREADABLE = "cannot be read by this planner"
_MONTHS = 12
"""Billed months that are held side by side, the newest of them."""


def show_side_by_side(chosen: Sequence[Saved]) -> None:
    """Two to four saved scenarios: what differs, and why the cost does."""
    names = [f"{place}. {saved.name}" for place, saved in enumerate(chosen, 1)]
    readings = {name: catalogue.read_query(saved.revision.query) for name, saved in zip(names, chosen, strict=True)}
    readable = {name: reading.scenario for name, reading in readings.items() if reading.scenario is not None}
    with st.container(horizontal=True):
        for name, saved in zip(names, chosen, strict=True):
            _cost(name, saved, readable.get(name))
    rows = _workloads_apart(names, readable)
    for field in sorted(
        fields_side_by_side([*readable.values()], catalogue.price_books()), key=lambda row: not row.differs
    ):
        values = dict(zip(readable, field.values, strict=True))
        columns = {name: values.get(name, UNREADABLE) for name in names}
        rows.append({"Field": field.label, **columns, "Differs": "differs" if field.differs else ""})
    rows += _billed_apart(names, chosen)
    table_views.table(pd.DataFrame(rows), "The fields of the scenarios side by side")
    for name in names:
        if name not in readable:
            st.caption(phrases.plain(f"{name} {UNREADABLE}. It is kept as it was saved."))
    if readable:
        (start, before), *others = readable.items()
        for name, scenario in others:
            show_waterfall(before, scenario, start, name, f"waterfall_{name}")


def _workloads_apart(names: Sequence[str], readable: Mapping[str, Scenario]) -> list[dict[str, str]]:
    """A row for each workload that not all of the scenarios have: what it costs where it is."""
    rows = []
    for workload in apart([*readable.values()], catalogue.price_books()):
        bills = dict(zip(readable, workload.bills, strict=True))
        cells = {name: _what_it_costs(bills[name]) if name in bills else UNREADABLE for name in names}
        places = [str(place) for place, name in enumerate(names, 1) if bills.get(name) is not None]
        rows.append(
            {"Field": f"{workload.name}: cost a month", **cells, "Differs": f"only in {phrases.joined(places)}"}
        )
    return rows


def _billed_apart(names: Sequence[str], chosen: Sequence[Saved]) -> list[dict[str, str]]:
    """A row for each of the last months that is kept with one of the scenarios: what was billed."""
    bills = {name: _billed(saved) for name, saved in zip(names, chosen, strict=True)}
    rows = []
    for month in sorted({month for months in bills.values() for month in months}, reverse=True)[:_MONTHS]:
        values = {name: figures.money(months[month]) if month in months else "" for name, months in bills.items()}
        differs = "differs" if len(set(values.values())) > 1 else ""
        rows.append({"Field": f"Billed in {figures.month(month)}", **values, "Differs": differs})
    return rows


def _what_it_costs(bill: Bill | None) -> str:
    return "none" if bill is None else figures.money(bill.per_month)


def _cost(name: str, saved: Saved, scenario: Scenario | None) -> None:
    """What a scenario costs; where it cannot be read, what it cost when it was saved."""
    if scenario is not None:
        cost, note = estimate(scenario, catalogue.price_books()).per_month, ""
    else:
        cost, note = saved.revision.per_month, f"when saved; {UNREADABLE}"
    cost_views.show_figure(phrases.plain(name), figures.money(cost), note)


def show_waterfall(before: Scenario, after: Scenario, start: str, end: str, key: str) -> None:
    """A waterfall from one monthly cost to another, whose parts add up exactly."""
    bars = waterfall(before, after, catalogue.price_books(), catalogue.today())
    if not isinstance(bars, Waterfall):
        st.caption(phrases.plain(f"From {start} to {end}: {messages.words(bars.reason)}"))
        return
    if not bars.steps:
        st.caption(phrases.plain(f"{start} and {end} cost the same: {figures.money(bars.start)} a month."))
        return
    title = claims.how_it_moved(bars, start, end)
    labels = [start, *(step.label for step in bars.steps), end]
    amounts = [bars.start, *(step.amount for step in bars.steps), bars.end]
    figure = charts.waterfall(labels, amounts, max(bars.levels))
    steps = ", ".join(f"{step.label} {figures.signed_money(step.amount)}" for step in bars.steps)
    charts.show_chart(figure, title, f"From {figures.money(bars.start)}: {steps}, to {figures.money(bars.end)}", key)


def at_todays_prices(scenario: Scenario, key: str) -> Scenario | None:
    """Whether the scenario costs something else today, and why; the scenario at today's prices if so."""
    books, today = catalogue.price_books(), catalogue.today()
    planned = estimate(scenario, books)
    if life := [*_about_life(planned)]:
        st.warning(phrases.plain(" ".join(life)), icon=":material/event_busy:")
    if scenario.prices == ListPrices(today):
        return None
    today_costs = repriced(scenario, books, today)
    if scenario.several:
        _by_workload(today_costs)
    if not today_costs.priced:
        if not any(gone(bill.ends, today) for bill in planned.bills):
            st.caption("At today's list prices the plan has no price.")
        return None
    if not today_costs.moved:
        st.caption("Today's list prices give the same cost.")
        return None
    was, now = planned.per_month, estimate(today_costs.scenario, books).per_month
    costs = f"At today's list prices this plan costs {figures.money(now)} a month"
    if was is None or now is None:
        st.markdown(phrases.plain(f"{costs}; as saved it has no price."))
        return today_costs.scenario
    st.markdown(phrases.plain(f"{costs}, {figures.signed_money(EXACT.subtract(now, was))}."))
    show_waterfall(scenario, today_costs.scenario, "As saved", "Today", key)
    return today_costs.scenario


def _about_life(estimate: Estimate) -> Iterator[str]:
    """Which models have ended or will, and what the workloads on them cost on another."""
    books, today = catalogue.price_books(), catalogue.today()
    ended = [
        messages.words(note.message)
        for note in notices(estimate, books, today)
        if note.code in ("model-shut-down", "successor")
    ]
    yield from ended
    for bill in estimate.bills if ended else ():
        if not ends_in_plan(bill, estimate.scenario, today):
            continue
        other = replacement(bill.workload, estimate.scenario, books, today)
        if other is not None:
            what = bill.workload.name if estimate.scenario.several else "the plan"
            because = f", because {messages.words(other.because)}" if other.because else ""
            cost = figures.money(other.bill.per_month)
            yield f"On {other.entry.model.name} {what} costs {cost} a month at today's prices{because}."


def _by_workload(repricing: Repricing) -> None:
    """What each workload cost, what it costs today, and why that is another cost or none."""
    books = catalogue.price_books()
    rows = [
        {
            "Workload": row.workload.name,
            "Model": books[repricing.scenario.prices][row.workload.model].model.name,
            "As saved": figures.money(row.then),
            "Today": figures.money(row.now),
            "Change": "" if row.then is None or row.now is None else figures.signed_money(row.now - row.then),
            "Why it has no price today": "" if row.reason is None else messages.words(row.reason),
        }
        for row in repricing.workloads
    ]
    frame = pd.DataFrame(rows)
    if repricing.priced:
        frame = frame.drop(columns="Why it has no price today")
    table_views.table(frame, "The workloads at today's list prices, USD a month")


def show_history(saved: Saved, revisions: Sequence[Revision]) -> None:
    """Every revision, newest first: what its owner said of it, how it differs from the one before, its own link."""
    readings = [catalogue.read_query(revision.query) for revision in revisions]
    rows = [
        {
            "Revision": revision.number,
            "Saved": revision.saved_at,
            "USD a month": None if revision.per_month is None else float(revision.per_month),
            "What changed": revision.changed,
            "Differences": _differences(before, reading),
            "Link": f"{session.short_link(saved.id)}?rev={revision.number}",
        }
        for revision, before, reading in zip(revisions, [None, *readings], readings, strict=False)
    ]
    frame = pd.DataFrame(rows[::-1])
    if not any(revision.changed for revision in revisions):
        frame = frame.drop(columns="What changed")
    table_views.table(frame, "The revisions of the scenario")


def _differences(before: link.Reading | None, reading: link.Reading) -> str:
    if reading.scenario is None:
        return UNREADABLE
    if before is None:
        return "first saved"
    if before.scenario is None:
        return f"not known: the revision before {UNREADABLE}"
    return open_scenario.changes_in_words(open_scenario.differences(before.scenario, reading.scenario)) or "nothing"


def _billed(saved: Saved) -> dict[Month, Decimal]:
    """What was billed in each month that is kept with a saved scenario, USD, for whoever may see it."""
    return billed(from_stored(Actuals(catalogue.store()).of(saved.id, visitor.owner())))
