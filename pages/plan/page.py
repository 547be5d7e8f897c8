"""The Plan page: the cost of a scenario a month, its parts, its forecast, and what to do first."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import streamlit as st

from pages.plan import messages
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.compare.fits.needs import plan_capacity, plan_denials
from pricing.compare.replacement import bill_nearby
from pricing.decide.savings import first, savings
from pricing.decide.spread import spread
from pricing.explain import notices
from pricing.explain.notices import Notice
from pricing.scenario import in_words
from pricing.wording.messages import words
from ui import first_ways
from ui.controls import actions, cost_views, model_and_prices, table_views, takeovers, widgets
from ui.drawing import charts, claims, phrases
from ui.drawing.chart import show_chart
from ui.drawing.headline import headline
from ui.drawing.tables import frames
from ui.panel import main_controls
from ui.state import catalogue

_OF_LIFE = ("model-shut-down", "model-shutting-down", "shutdown-disputed", "end-claimed", "end-earliest", "successor")
_UNFOLDED = 2
"""The most notices about ends of models that are shown without a fold."""
_NOT_PRICED = ("not-priced", "not-made")


def what_ends(estimate: Estimate, all_notices: Sequence[Notice]) -> None:
    """Above the figure: the models that have ended or will, and their replacements.

    In a fold if there are many, and for several workloads, so that the figure stays visible on a phone.
    """
    model_and_prices.show_what_moved()
    life = [words(notice.message) for notice in all_notices if notice.code in _OF_LIFE]
    if not life:
        return
    if len(life) <= _UNFOLDED and not estimate.scenario.several:
        _show_ends(estimate, life)
        return
    label = life[0] if len(life) <= _UNFOLDED else words(messages.notices_of_ends(len(life)))
    fold = widgets.expander(f":orange[:material/event_busy: {phrases.plain(label)}]", key="ends_open")
    if fold.open:
        with fold:
            _show_ends(estimate, life)


def _show_ends(estimate: Estimate, life: Sequence[str]) -> None:
    st.warning(phrases.plain_lines(life), icon=":material/event_busy:")
    if estimate.per_month is not None:
        _show_offers(estimate)


def what_has_no_price(estimate: Estimate, all_notices: Sequence[Notice]) -> None:
    """Below the controls, so that these do not move while in use: why there is no total, and what has a price."""
    gaps = [words(notice.message) for notice in all_notices if notice.code in _NOT_PRICED]
    gaps += map(words, plan_denials(estimate, catalogue.price_books()))
    if gaps:
        st.warning(phrases.plain_lines(gaps), icon=":material/block:")
    if estimate.per_month is None:
        _show_offers(estimate)


def _show_offers(estimate: Estimate) -> None:
    if hints := dict.fromkeys(hint for place in range(len(estimate.bills)) for hint in offers(estimate, place)):
        st.caption(phrases.plain_lines(hints))


def offers(estimate: Estimate, place: int) -> list[str]:
    """Buttons to scenarios that can be bought, if one workload cannot: with what has a price, or on another model.

    Returns the notes on them.
    """
    books, scenario = catalogue.price_books(), estimate.scenario
    bill = estimate.bills[place]
    name = bill.workload.name
    if (nearby := bill_nearby(estimate, place, books)) is not None:
        workload = nearby.workload
        with_it = messages.mix_at_size(in_words.mix(workload.quality), workload.size)
        takeovers.offer_button(
            takeovers.of_workload(name, words(messages.with_what_has_a_price())),
            words(with_it),
            partial(scenario.with_replaced, place, workload),
            nearby.per_month,
        )
    return takeovers.show_takeover(estimate, place)


def notes(estimate: Estimate, all_notices: Sequence[Notice]) -> None:
    """The notes on the figures: how sure the prices are, and the vendors' limits."""
    books = catalogue.price_books()
    hints = dict.fromkeys(words(line) for line in plan_capacity(estimate, books))
    elsewhere = (*_OF_LIFE, *_NOT_PRICED)
    hints |= dict.fromkeys(words(notice.message) for notice in all_notices if notice.code not in elsewhere)
    lines = [*filter(None, [claims.how_sure(estimate)]), *map(phrases.plain, hints)]
    if lines:
        # Not a caption, which would fade the links too.
        st.markdown("  \n".join(f":small[{line}]" for line in lines))


def show_drivers(estimate: Estimate) -> None:
    """The parts of the cost of a month."""
    title, several = claims.what_drives_the_bill(estimate), estimate.scenario.several
    costs = frames.costs_by_part(estimate)
    labels = {name: name for name in costs} if several else frames.tier_labels(estimate.bills[0].workload.quality)
    figure = charts.by_workload(costs) if several else charts.by_tier(costs, labels)
    parts = [(labels[name], Decimal(str(sum(part.values())))) for name, part in costs.items()]
    alt = messages.costs_by_workload(parts) if several else messages.costs_by_quality(parts)
    show_chart(figure, title, words(alt), "drivers")


scenario = st.session_state["reading"].scenario
books, today = catalogue.price_books(), catalogue.today()
planned = estimate(scenario, books)
head = st.container()
# `ui/style.css` makes two columns of it: each column of Streamlit is one more message in every run.
figures = st.container(key="figures")
if planned.per_month is not None:
    # First of all, so that a browser draws it while the rest is computed.
    with figures:
        show_drivers(planned)
months = forecast(planned)
sure = spread(planned, books)
known = notices.notices(planned, books, today)
with head:
    cost_views.show_title(planned, "plan")
    with st.container():
        what_ends(planned, known)
    main_controls.show_controls(headline(planned, months, sure, today), planned, books)
    what_has_no_price(planned, known)
    if scenario.several:
        table_views.text_table(frames.workload_rows(planned), frames.WORKLOAD_FIGURES)
ways = first(savings(scenario, books, today)) if planned.per_month is not None else []
if planned.per_month is not None:
    with figures:
        if ways:
            cost_views.show_outlook(planned, months, sure)
        with st.container(key="beside"):
            if ways:
                first_ways.show_first_ways(ways)
                notes(planned, known)
            else:
                cost_views.show_outlook(planned, months, sure)
if not ways:
    notes(planned, known)
if planned.lines:
    table_views.folded_table(
        words(messages.the_bill(len(planned.lines))),
        lambda: frames.bill_lines_frame(planned),
        words(messages.lines_of_the_bill()),
        "lines_open",
    )
if planned.per_month is not None:
    table_views.folded_table(
        words(messages.forecast_as_a_table()),
        lambda: frames.months_frame(scenario, months),
        words(messages.images_and_cost_by_month()),
        "months_open",
    )
actions.say_applied()
