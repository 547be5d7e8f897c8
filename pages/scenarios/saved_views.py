"""Saved scenarios: side by side, the steps between their costs, their history, and today's prices."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from pages.scenarios import messages
from pricing.actual.source_months import billed, from_stored
from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate, estimate
from pricing.compare.messages import offered_instead
from pricing.compare.replacement import ends_in_plan, replacement
from pricing.explain.changes import in_one_line
from pricing.explain.difference import Waterfall, waterfall
from pricing.explain.notices import notices
from pricing.explain.repricing import Repricing, repriced
from pricing.explain.side_by_side import FieldRow, apart
from pricing.explain.side_by_side import side_by_side as fields_side_by_side
from pricing.prices import ListPrices
from pricing.prices.life import gone
from pricing.saved import Actuals, Revision, Saved
from pricing.scenario import link
from pricing.scenario.conversion import in_one_currency
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.figures import USD
from pricing.wording.messages import Message, cost_words, together, words
from ui.controls import cost_views, table_views, widgets
from ui.controls.saving import open_scenario
from ui.drawing import charts, phrases
from ui.drawing.chart import show_chart
from ui.state import catalogue, session, visitor

_MONTHS = 12
"""The most billed months that are shown side by side, the newest ones."""


def show_side_by_side(chosen: Sequence[Saved]) -> None:
    """Two to four saved scenarios: the fields that differ, and the steps between their costs."""
    names = [words(messages.numbered(place, saved.name)) for place, saved in enumerate(chosen, 1)]
    readings = {name: catalogue.read_query(saved.revision.query) for name, saved in zip(names, chosen, strict=True)}
    readable = {name: reading.scenario for name, reading in readings.items() if reading.scenario is not None}
    if readable:
        several = len({scenario.currency for scenario in readable.values()}) > 1
        readable = dict(zip(readable, in_one_currency([*readable.values()]), strict=True))
        *_, last = readable.values()
        figures.count_in(last.currency)
        if several:
            st.caption(words(messages.counted_in(last.currency)))
    with st.container(horizontal=True):
        for name, saved in zip(names, chosen, strict=True):
            _cost(name, saved, readable.get(name))
    fields = fields_side_by_side([*readable.values()], catalogue.price_books())
    differing = [_in_columns(field, names, [*readable]) for field in fields if field.differs]
    rows = [*_workloads_apart(names, readable), *differing, *_billed_apart(names, chosen)]
    if rows:
        table_views.text_table(rows, names, messages.FIELD_HEADINGS)
    elif len(readable) > 1:
        st.markdown(words(messages.ALL_THE_SAME))
    if same := [_in_columns(field, names, [*readable]) for field in fields if not field.differs]:
        fold = widgets.expander(words(messages.same_fields(len(same))), key="same_fields")
        if fold.open:
            with fold:
                table_views.text_table(same, names, messages.FIELD_HEADINGS)
    for name in names:
        if name not in readable:
            st.caption(phrases.plain(words(messages.stays_stored(name))))
    if readable:
        (start, before), *others = readable.items()
        for name, scenario in others:
            show_waterfall(before, scenario, start, name, f"waterfall_{name}")


def _in_columns(field: FieldRow, names: Sequence[str], readable: Sequence[str]) -> dict[str, str]:
    """A field as a row of a table, with a column for each scenario."""
    values = dict(zip(readable, field.values, strict=True))
    return {"Field": field.label, **{name: values.get(name, words(messages.UNREADABLE)) for name in names}}


def _workloads_apart(names: Sequence[str], readable: Mapping[str, Scenario]) -> list[dict[str, str]]:
    """A row for each workload that only some of the scenarios have, with its costs."""
    rows = []
    for workload in apart([*readable.values()], catalogue.price_books()):
        bills = dict(zip(readable, workload.bills, strict=True))
        cells = {name: _what_it_costs(bills[name]) if name in bills else words(messages.UNREADABLE) for name in names}
        rows.append({"Field": words(messages.cost_of_workload(workload.name)), **cells})
    return rows


def _billed_apart(names: Sequence[str], chosen: Sequence[Saved]) -> list[dict[str, str]]:
    """A row for each of the last months that have a bill with one of the scenarios."""
    bills = {name: _billed(saved) for name, saved in zip(names, chosen, strict=True)}
    rows = []
    for month in sorted({month for months in bills.values() for month in months}, reverse=True)[:_MONTHS]:
        values = {
            name: _money_of(saved, months[month]) if month in months else ""
            for (name, months), saved in zip(bills.items(), chosen, strict=True)
        }
        rows.append({"Field": words(messages.billed_in(month)), **values})
    return rows


def _money_of(saved: Saved, amount: Decimal) -> str:
    with figures.in_currency(_currency(saved.revision.query)):
        return figures.money(amount)


def _what_it_costs(bill: Bill | None) -> str:
    return words(messages.NOT_THERE) if bill is None else cost_words(bill.per_month)


def _cost(name: str, saved: Saved, scenario: Scenario | None) -> None:
    """The cost of a scenario; if it cannot be read, the cost when it was saved."""
    if scenario is not None:
        cost, note = estimate(scenario, catalogue.price_books()).per_month, ""
    else:
        cost, note = saved.revision.per_month, words(messages.cost_when_saved())
    cost_views.show_figure(phrases.plain(name), cost_words(cost), note)


def show_waterfall(before: Scenario, after: Scenario, start: str, end: str, key: str) -> None:
    """A waterfall from one monthly cost to another, whose steps add up exactly."""
    bars = waterfall(before, after, catalogue.price_books(), catalogue.today())
    if not isinstance(bars, Waterfall):
        st.caption(phrases.plain(words(messages.no_way(start, end, bars.reason))))
        return
    if not bars.steps:
        st.caption(phrases.plain(words(messages.same_cost(start, end, bars.start))))
        return
    title = words(messages.how_it_moved(bars, start, end))
    labels = [start, *(words(step.label) for step in bars.steps), end]
    amounts = [bars.start, *(step.amount for step in bars.steps), bars.end]
    figure = charts.waterfall(labels, amounts, max(bars.levels))
    alt = messages.steps(bars.start, [(step.label, step.amount) for step in bars.steps], bars.end)
    show_chart(figure, title, words(alt), key)


def at_todays_prices(scenario: Scenario, key: str) -> Scenario | None:
    """Show whether the scenario has another cost today, and why; returns the scenario at today's prices if it has."""
    books, today = catalogue.price_books(), catalogue.today()
    planned = estimate(scenario, books)
    if life := [*_about_life(planned)]:
        st.warning(phrases.plain(words(together(life))), icon=":material/event_busy:")
    if scenario.prices == ListPrices(today):
        return None
    today_costs = repriced(scenario, books, today)
    if scenario.several:
        _by_workload(today_costs)
    if not today_costs.priced:
        if not any(gone(bill.ends, today) for bill in planned.bills):
            st.caption(words(messages.NO_PRICE_TODAY))
        return None
    if not today_costs.moved:
        st.caption(words(messages.SAME_COST_TODAY))
        return None
    was, now = planned.per_month, estimate(today_costs.scenario, books).per_month
    if now is None:
        return today_costs.scenario
    if was is None:
        st.markdown(phrases.plain(words(messages.priced_today(now))))
        return today_costs.scenario
    st.markdown(phrases.plain(words(messages.costs_today(now, EXACT.subtract(now, was)))))
    show_waterfall(scenario, today_costs.scenario, words(messages.AS_SAVED), words(messages.TODAY), key)
    return today_costs.scenario


def _about_life(estimate: Estimate) -> Iterator[Message]:
    """The models that have ended or will, and the costs of their workloads on other models."""
    books, today = catalogue.price_books(), catalogue.today()
    ended = [note.message for note in notices(estimate, books, today) if note.code in ("model-shut-down", "successor")]
    yield from ended
    for bill in estimate.bills if ended else ():
        if not ends_in_plan(bill, estimate.scenario, today):
            continue
        successor = replacement(bill.workload, estimate.scenario, books, today)
        if successor is not None and successor.bill.per_month is not None:
            workload, model = bill.workload.name if estimate.scenario.several else None, successor.entry.model.name
            yield messages.on_other_model(model, workload, successor.bill.per_month)
            if successor.because is not None:
                yield offered_instead(model, successor.because)


def _by_workload(repricing: Repricing) -> None:
    """The cost of each workload when saved and today, and the reason if it has no price today."""
    books = catalogue.price_books()
    rows = [
        {
            "Workload": row.workload.name,
            "Model": books[repricing.scenario.prices][row.workload.model].model.name,
            "As saved": cost_words(row.then),
            "Today": cost_words(row.now),
            "Change": "" if row.then is None or row.now is None else figures.signed_money(row.now - row.then),
            **(
                {}
                if repricing.priced
                else {"Why it has no price today": "" if row.reason is None else words(row.reason)}
            ),
        }
        for row in repricing.workloads
    ]
    table_views.text_table(rows, ("As saved", "Today", "Change"), messages.WORKLOAD_HEADINGS)


def show_history(saved: Saved, revisions: Sequence[Revision]) -> None:
    """All revisions, the newest first: cost and its change, the owner's note, differences from the one before, link."""
    readings = [catalogue.read_query(revision.query) for revision in revisions]
    heading, costs = costs_a_month(revisions)
    rows = [
        {
            "Revision": revision.number,
            "Saved": revision.saved_at,
            heading: cost,
            "Change": _more(former, revision),
            "What changed": revision.changed,
            "Differences": _differences(before, reading),
            "Link": f"{session.short_link(saved.id)}?rev={revision.number}",
        }
        for revision, former, before, reading, cost in zip(
            revisions, [None, *revisions], [None, *readings], readings, costs, strict=False
        )
    ]
    frame = pd.DataFrame(rows[::-1])
    if not any(revision.changed for revision in revisions):
        frame = frame.drop(columns="What changed")
    right = {"Change": st.column_config.TextColumn(alignment="right")}
    table_views.table(frame, words(messages.REVISIONS), columns=right, headings=messages.HISTORY_HEADINGS)


def _more(before: Revision | None, revision: Revision) -> str:
    """The change of the monthly cost from one revision to the next; empty if either has no price."""
    if before is None or before.per_month is None or revision.per_month is None:
        return ""
    if (currency := _currency(revision.query)) != _currency(before.query):
        return ""
    with figures.in_currency(currency):
        return figures.signed_money(EXACT.subtract(revision.per_month, before.per_month))


def costs_a_month(revisions: Sequence[Revision]) -> tuple[str, list[float | None] | list[str]]:
    """The key of a cost column, and its cells: numbers, to be sorted, if all plans have one currency, or texts."""
    currencies = [_currency(revision.query) for revision in revisions]
    if len(set(currencies)) == 1:
        figures.count_in(currencies[0])
        return "USD a month", [
            None if cost is None else float(cost) for cost in (revision.per_month for revision in revisions)
        ]
    texts = []
    for currency, revision in zip(currencies, revisions, strict=True):
        with figures.in_currency(currency):
            texts.append("" if revision.per_month is None else figures.money(revision.per_month))
    return "Cost a month", texts


def _currency(query: str) -> str:
    """The currency of a stored plan; USD if the plan cannot be read."""
    scenario = catalogue.read_query(query).scenario
    return USD if scenario is None else scenario.currency


def _differences(before: link.Reading | None, reading: link.Reading) -> str:
    if reading.scenario is None:
        return words(messages.UNREADABLE)
    if before is None:
        return words(messages.FIRST_SAVED)
    if before.scenario is None:
        return words(messages.UNKNOWN_DIFFERENCE)
    differences = open_scenario.differences(before.scenario, reading.scenario)
    return in_one_line(differences) or words(messages.NOTHING)


def _billed(saved: Saved) -> dict[Month, Decimal]:
    """Month -> amount billed, in the scenario's currency, of the stored months that the visitor may see."""
    return billed(
        from_stored(Actuals(catalogue.store()).of(saved.id, visitor.owner())), _currency(saved.revision.query)
    )
