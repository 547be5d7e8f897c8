"""The Plan page: what a scenario costs a month, what drives it, and how it goes on."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import streamlit as st

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.compare.alternatives import cheaper_size
from pricing.compare.replacement import bill_nearby, ends_in_plan, replacement, with_replacement
from pricing.decide.savings import savings
from pricing.decide.spread import Spread, spread
from pricing.explain import notices
from pricing.scenario.scenario import Scenario
from pricing.wording import messages
from ui.controls import headline, main_controls, model_and_prices, outlook, table_views, widgets
from ui.drawing import charts, claims, frames, words
from ui.state import catalogue, session

_OF_LIFE = ("model-shut-down", "model-shutting-down", "shutdown-disputed", "successor")
_NOT_PRICED = "not-priced"


def notes(whole: Estimate) -> None:
    """What must be known beside the figure, and what can be done about it."""
    books, today = catalogue.price_books(), catalogue.today()
    known = notices.notices(whole, books, today)
    if moved := model_and_prices.moved():
        st.info(words.plain(moved), icon=":material/swap_horiz:")
    if life := [messages.words(notice.message) for notice in known if notice.code in _OF_LIFE]:
        st.warning("  \n".join(map(words.plain, life)), icon=":material/event_busy:")
    if gaps := [messages.words(notice.message) for notice in known if notice.code == _NOT_PRICED]:
        st.warning("  \n".join(map(words.plain, gaps)), icon=":material/block:")
    hints = dict.fromkeys(hint for place in range(len(whole.bills)) for hint in offers(whole, place))
    for bill in whole.bills:
        if bill.workload.images and (cheaper := cheaper_size(bill.workload, whole.scenario.prices, books)) is not None:
            hints[_of(bill.workload.name, claims.cheaper_size(cheaper))] = None
    hints |= dict.fromkeys(
        messages.words(notice.message) for notice in known if notice.code not in (*_OF_LIFE, _NOT_PRICED)
    )
    lines = [*filter(None, [claims.how_sure(whole)]), *map(words.plain, hints)]
    if lines:
        # Not as a caption: that is faded, and its links with it.
        st.markdown("  \n".join(f":small[{line}]" for line in lines))


def offers(whole: Estimate, place: int) -> list[str]:
    """Buttons to scenarios that can be bought, where one workload cannot: with what has a price, or on another model.

    Returns what must be known of them.
    """
    books, today, scenario = catalogue.price_books(), catalogue.today(), whole.scenario
    bill = whole.bills[place]
    name = bill.workload.name
    if (nearby := bill_nearby(whole, place, books)) is not None:
        workload = nearby.workload
        with_it = f"{words.mix(workload.quality)} at {workload.size}"
        offer(
            _of(name, "With what has a price"),
            with_it,
            partial(scenario.with_replaced, place, workload),
            nearby.per_month,
        )
    if not bill.unpriced and not ends_in_plan(bill, scenario, today):
        return []
    other = replacement(bill.workload, scenario, books, today)
    if other is None:
        return []
    label = _of(name, f"Plan with {other.entry.model.name}")
    on_other = partial(with_replacement, scenario, place, other, books, today)
    offer(label, "today's list prices", on_other, other.bill.per_month)
    texts = [f"{other.entry.model.name} is offered because {messages.words(other.because)}."] if other.because else []
    texts += [messages.words(other.effort)] if other.effort else []
    return [_of(name, text) for text in texts]


def offer(label: str, how: str, scenario: Callable[[], Scenario], cost: Decimal | None) -> None:
    """A button to a scenario, with what the workload in question costs there."""
    with st.container(horizontal=True, vertical_alignment="center"):
        widgets.button(label, lambda: session.replaced_by(scenario()), icon=":material/swap_horiz:")
        # As wide as it may be: as wide as its text, it would leave the button no room.
        st.markdown(words.plain(f"{words.money(cost)} a month, {how}"), width="stretch")


def _of(name: str, text: str) -> str:
    """A text with the workload that it is about, where that has a name."""
    return f"{name}: {text}" if name else text


def what_drives_it(whole: Estimate) -> None:
    title = claims.what_drives_it(whole)
    if whole.scenario.several:
        costs = frames.by_workload(whole)
        figure, by = charts.by_workload(costs), "workload"
    else:
        costs = frames.by_tier(whole)
        figure, by = charts.by_tier(costs), "quality"
    parts = ", ".join(f"{name} {words.whole_money(Decimal(str(sum(of.values()))))}" for name, of in costs.items())
    charts.draw(figure, title, f"Monthly cost by {by}: {parts}", "drivers")


_BEST = 3
"""Savings in sight."""


def at_a_glance(whole: Estimate, sure: Spread | None) -> None:
    said = [] if sure is None else [f"{claims.eight_in_ten(sure.month)} a month"]
    if said:
        st.caption(words.plain(" · ".join(said)))
    budget = whole.scenario.budget
    if budget is not None and whole.per_month is not None:
        used = min(float(whole.per_month / budget), 1.0) if budget else float(whole.per_month > 0)
        st.progress(used, words.plain(claims.headroom(whole.per_month, budget)))


def best_savings(whole: Estimate) -> None:
    """The ways that save most, a click away from where they are turned and applied."""
    found = savings(whole.scenario, catalogue.price_books(), catalogue.today())
    worth = [way for way in found if way.worth][:_BEST]
    if worth:
        query = session.pairs()
        with st.container(horizontal=True):
            for way in worth:
                label = f":primary[{words.plain(claims.brief_saving(way))}]"
                st.page_link("decide/page.py", label=label, query_params=query, width="content")


scenario = st.session_state["reading"].scenario
whole = estimate(scenario, catalogue.price_books())
months = forecast(whole)
sure = spread(whole, catalogue.price_books())
# The controls keep their place whatever there is to say above them.
with st.container():
    headline.draw(whole, months, "plan")
    at_a_glance(whole, sure)
    best_savings(whole)
the_controls = st.container(border=True)
if scenario.several:
    table_views.table(frames.workloads(whole), "The workloads: model, images and cost of each")
notes(whole)
if whole.per_month is not None:
    left, right = st.columns(2)
    with left:
        what_drives_it(whole)
    with right:
        outlook.draw(whole, months, sure)
# After the figures: what a move changes is on its way before what it does not.
with the_controls:
    main_controls.controls(whole, catalogue.price_books())
if whole.lines:
    table_views.fold(
        f"The bill, line by line ({len(whole.lines)})", lambda: frames.lines(whole), "Lines of the bill", "lines_open"
    )
if whole.per_month is not None:
    table_views.fold(
        "The forecast as a table", lambda: frames.months(scenario, months), "Images and cost by month", "months_open"
    )
