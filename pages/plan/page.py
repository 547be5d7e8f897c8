"""The Plan page: what a scenario costs a month, what drives it, and how it goes on."""

from decimal import Decimal
from functools import partial

import streamlit as st

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import ForecastMonth, dearest_month, forecast
from pricing.compare.alternatives import cheaper_size
from pricing.compare.fits.needs import plan_capacity
from pricing.compare.replacement import bill_nearby
from pricing.decide.savings import first, savings
from pricing.decide.spread import Spread, spread
from pricing.decide.sureness import messages as sure_messages
from pricing.explain import notices
from pricing.scenario import in_words
from pricing.wording import figures, messages
from ui.controls import cost_views, model_and_prices, table_views, takeovers
from ui.drawing import charts, claims, frames, phrases
from ui.panel import main_controls
from ui.state import catalogue, session

_OF_LIFE = ("model-shut-down", "model-shutting-down", "shutdown-disputed", "end-claimed", "end-earliest", "successor")
_NOT_PRICED = ("not-priced", "not-made")


def notes(estimate: Estimate) -> None:
    """What must be known beside the figure, and what can be done about it."""
    books, today = catalogue.price_books(), catalogue.today()
    known = notices.notices(estimate, books, today)
    model_and_prices.show_what_moved()
    if life := [messages.words(notice.message) for notice in known if notice.code in _OF_LIFE]:
        st.warning(phrases.plain_lines(life), icon=":material/event_busy:")
    if gaps := [messages.words(notice.message) for notice in known if notice.code in _NOT_PRICED]:
        st.warning(phrases.plain_lines(gaps), icon=":material/block:")
    hints = dict.fromkeys(hint for place in range(len(estimate.bills)) for hint in offers(estimate, place))
    for bill in estimate.bills:
        if bill.workload.images and (cheaper := cheaper_size(bill.workload, estimate.scenario, books)) is not None:
            hints[takeovers.of_workload(bill.workload.name, claims.cheaper_size(cheaper))] = None
    hints |= dict.fromkeys(messages.words(line) for line in plan_capacity(estimate, books))
    hints |= dict.fromkeys(
        messages.words(notice.message) for notice in known if notice.code not in (*_OF_LIFE, *_NOT_PRICED)
    )
    lines = [*filter(None, [claims.how_sure(estimate)]), *map(phrases.plain, hints)]
    if lines:
        # Not as a caption, which fades its links too.
        st.markdown("  \n".join(f":small[{line}]" for line in lines))


def offers(estimate: Estimate, place: int) -> list[str]:
    """Buttons to scenarios that can be bought, where one workload cannot: with what has a price, or on another model.

    Returns what must be known of them.
    """
    books, scenario = catalogue.price_books(), estimate.scenario
    bill = estimate.bills[place]
    name = bill.workload.name
    if (nearby := bill_nearby(estimate, place, books)) is not None:
        workload = nearby.workload
        with_it = f"{in_words.mix(workload.quality)} at {workload.size}"
        takeovers.offer_button(
            takeovers.of_workload(name, "With what has a price"),
            with_it,
            partial(scenario.with_replaced, place, workload),
            nearby.per_month,
        )
    return takeovers.show_takeover(estimate, place)


def show_drivers(estimate: Estimate) -> None:
    title = claims.what_drives_the_bill(estimate)
    costs, several = frames.costs_by_part(estimate), estimate.scenario.several
    figure, by = (charts.by_workload(costs), "workload") if several else (charts.by_tier(costs), "quality")
    parts = ", ".join(f"{name} {figures.whole_money(Decimal(str(sum(part.values()))))}" for name, part in costs.items())
    charts.show_chart(figure, title, f"Monthly cost by {by}: {parts}", "drivers")


def at_a_glance(estimate: Estimate, months: list[ForecastMonth], sure: Spread | None) -> None:
    """How far the cost may be from its figure, and what is left of the budget."""
    scenario = estimate.scenario
    if sure is not None:
        texts = (sure_messages.eight_in_ten(sure, scenario.months), sure_messages.below_middle(sure, months))
        st.caption(phrases.plain(" · ".join(messages.words(text) for text in texts if text is not None)))
    room, dearest = sure_messages.room_in_budget(scenario, months, sure), dearest_month(months)
    if room is not None and dearest is not None and scenario.budget is not None:
        _, cost = dearest
        used = min(float(cost / scenario.budget), 1.0) if scenario.budget else float(cost > 0)
        st.progress(used, phrases.plain(messages.words(room)))


def best_savings(estimate: Estimate) -> None:
    """The ways that save most, a click away from where they are turned and applied."""
    named = first(savings(estimate.scenario, catalogue.price_books(), catalogue.today()))
    if named:
        query = session.pairs()
        with st.container(horizontal=True):
            for way in named:
                label = f":primary[{phrases.plain(claims.brief_saving(way))}]"
                st.page_link("decide/page.py", label=label, query_params=query, width="content")


scenario = st.session_state["reading"].scenario
planned = estimate(scenario, catalogue.price_books())
months = forecast(planned)
sure = spread(planned, catalogue.price_books())
cost_views.show_title(planned, "plan")
how = cost_views.how_it_comes_about(planned, months)
main_controls.show_controls(claims.monthly(planned, months), how, planned, catalogue.price_books())
at_a_glance(planned, months, sure)
best_savings(planned)
if scenario.several:
    table_views.table(frames.workloads_frame(planned), "The workloads: model, images and cost of each")
notes(planned)
if planned.per_month is not None:
    left, right = st.columns(2)
    with left:
        show_drivers(planned)
    with right:
        cost_views.show_outlook(planned, months, sure)
if planned.lines:
    table_views.folded_table(
        f"The bill, line by line ({len(planned.lines)})",
        lambda: frames.bill_lines_frame(planned),
        "Lines of the bill",
        "lines_open",
    )
if planned.per_month is not None:
    table_views.folded_table(
        "The forecast as a table",
        lambda: frames.months_frame(scenario, months),
        "Images and cost by month",
        "months_open",
    )
