"""The Plan page: what a plan costs a month, what drives it, and how it goes on."""

from decimal import Decimal

import streamlit as st

from pages.components import catalogue, charts, claims, controls, frames, save, session, share, tables, words
from pricing import notices
from pricing.alternatives import cheaper_size
from pricing.estimate import Estimate, estimate
from pricing.forecast import ForecastMonth, events, first_over_budget, forecast
from pricing.offer import nearest_offered
from pricing.scenario import Month, Scenario

_MARKS = {"price": "New price", "end": "Price ends", "shutdown": "Shut down"}


def headline(bill: Estimate, months: list[ForecastMonth]) -> None:
    scenario = bill.scenario
    prices = words.price_book(scenario)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{words.plain(bill.entry.model.name)}** · {scenario.images:,} images a day · prices of {prices}")
        with st.container(horizontal=True, width="content"):
            share.share("estimate", ("xlsx", "csv", "json", "md"))
            save.button(scenario, "plan")
    if bill.per_month is None:
        st.metric("Monthly cost", words.NOT_PRICED, border=True)
        return
    with st.container(horizontal=True):
        figure(claims.monthly(bill, months))
        st.metric("An image", words.money(bill.per_image), border=True)
        st.metric("A day", words.money(bill.per_day), border=True)
        figure(claims.over_the_horizon(bill, months, catalogue.today()))


def figure(said: claims.Figure) -> None:
    st.metric(
        said.label, said.value, words.plain(said.note) or None, delta_color="off", delta_arrow="off", border=True
    )  # fmt: skip


def notes(bill: Estimate, scenario: Scenario) -> None:
    """What must be known beside the figure."""
    books, today = catalogue.price_books(), catalogue.today()
    found = {notice.code: notice.message for notice in notices.notices(bill, books, today)}
    if moved := controls.moved():
        st.info(words.plain(moved), icon=":material/swap_horiz:")
    life = [
        found.pop(code)
        for code in ("model-shut-down", "model-shutting-down", "shutdown-disputed", "successor")
        if code in found
    ]
    if life:
        st.warning(words.plain(" ".join(life)), icon=":material/event_busy:")
    if bill.unpriced:
        reasons = dict.fromkeys(gap.reason for gap in bill.unpriced)
        st.warning("  \n".join(map(words.plain, reasons)), icon=":material/block:")
        found.pop("not-priced", None)
        offered = estimate(nearest_offered(scenario, bill.entry), books)
        if offered.per_month is not None:
            moved_to = f"{words.mix(offered.scenario.quality)} at {offered.scenario.size}"
            ways_out("With what has a price", moved_to, offered)
    if life or bill.unpriced:
        other = notices.replacement(scenario, books, today)
        if other is not None:
            because = f", because {other.because}" if other.because else ""
            ways_out(f"Plan with {other.entry.model.name}", f"today's list prices{because}", other.estimate)
            if other.effort:
                st.caption(words.plain(other.effort))
    hint = cheaper_size(scenario, books)
    said = [f"{hint.size} costs {hint.saving:.0f}% less than {hint.instead_of} here."] if hint else []
    said += found.values()
    if said:
        st.caption("  \n".join(words.plain(text) for text in said))


def ways_out(label: str, how: str, bill: Estimate) -> None:
    """A button to a plan that can be bought, with its cost."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(label, on_click=session.show, args=(bill.scenario,), icon=":material/swap_horiz:")
        # As wide as it may be: as wide as its text, it would leave the button no room.
        st.markdown(words.plain(f"{words.money(bill.per_month)} a month, {how}"), width="stretch")


def what_drives_it(bill: Estimate) -> None:
    costs = frames.drivers(bill)
    by_tier = {tier: sum(of_tier.values()) for tier, of_tier in costs.items()}
    whole = sum(by_tier.values())
    if whole > 0:
        tier, cost = max(by_tier.items(), key=lambda item: item[1])
        name = tier.split(" (", maxsplit=1)[0]
        title = (
            f"{name} quality is {100 * cost / whole:.0f}% of the bill: {words.whole_money(Decimal(str(cost)))} a month"
        )
    else:
        title = "Nothing to pay: no images are generated"
    parts = ", ".join(f"{tier} {words.whole_money(Decimal(str(cost)))}" for tier, cost in by_tier.items())
    charts.draw(charts.drivers(costs), title, f"Monthly cost by quality: {parts}", "drivers")


def how_it_goes_on(bill: Estimate, months: list[ForecastMonth]) -> None:
    scenario = bill.scenario
    over = first_over_budget(scenario, [month for month in months if month.sold] or months)
    title = claims.sum_of_the_months(bill, months, catalogue.today())
    if over is not None:
        title += f", above the budget from {words.month(over)}"
    elif scenario.budget is not None:
        title += ", within the budget"
    marks = events(bill)
    figure = charts.forecast(
        months,
        None if scenario.budget is None else float(scenario.budget),
        [(words.month(Month.of(mark.day)), _MARKS[mark.kind]) for mark in marks],
    )
    first, last = months[0], months[-1]
    said = " to ".join(f"{words.money(row.cost)} in {words.month(row.month)}" for row in (first, last))
    charts.draw(figure, title, said, "forecast")
    notes = [f"{words.day(mark.day)}: {mark.text}" for mark in marks]
    if whole := claims.counts_whole(bill, months):
        notes.append(whole)
    if notes:
        st.caption("  \n".join(map(words.plain, notes)))


scenario = st.session_state["reading"].scenario
bill = estimate(scenario, catalogue.price_books())
months = forecast(bill)
headline(bill, months)
notes(bill, scenario)
if bill.per_month is not None:
    left, right = st.columns(2)
    with left:
        what_drives_it(bill)
    with right:
        how_it_goes_on(bill, months)
# After the figures: what a move changes is on its way before what it does not.
controls.sidebar(scenario, catalogue.price_books())
if bill.per_month is not None:
    tables.fold(
        f"The bill, line by line ({len(bill.lines)})", lambda: frames.lines(bill), "Lines of the bill", "lines_open"
    )
    tables.fold("The forecast as a table", lambda: frames.months(months), "Images and cost by month", "months_open")
