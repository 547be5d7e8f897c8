"""The Compare page: the same plan on every service, and which to choose."""

from decimal import Decimal

import streamlit as st

from pages.components import (
    catalogue,
    charts,
    claims,
    compare_charts,
    compare_frames,
    controls,
    developer,
    save,
    session,
    share,
    tables,
    terms,
    words,
)
from pricing.choice import Choice, Crossing, choose, crossings, on_sale
from pricing.compare import Table, compare
from pricing.comparison import Comparison
from pricing.life import gone
from pricing.live import Live, cheapest_live
from pricing.prices import PriceBooks
from pricing.scenario import Scenario
from pricing.unit_prices import by_tier, guide_checks, statements


def which_to_choose(table: Table, choice: Choice | None, live: Live) -> None:
    """The answer first: the service to choose on this page, and the one to choose of the whole price book."""
    own = table.own
    with st.container(horizontal=True):
        figure(f"On {own.name}", own.per_month, "no longer sold" if gone(own.ends, today) else "a month")
        if choice is not None:
            name = words.plain(choice.row.label)
            said = claims.saving(choice, table, today)
            figure(f"Cheapest that fits {claims.cheapest_here(table)}: {name}", choice.cost, said)
        if live.cheapest is not None and (choice is None or live.cheapest.cost < choice.cost):
            name = words.plain(live.cheapest.service.name)
            figure(f"Cheapest that fits {claims.cheapest_in_book(live)}: {name}", live.cheapest.cost, "a month")
    st.caption("  \n".join(map(words.plain, claims.about_the_choice(table, choice, live, today))))


def figure(label: str, cost: Decimal | None, note: str) -> None:
    st.metric(label, words.money(cost), note, delta_color="off", delta_arrow="off", border=True)


def cost_by_service(table: Table, choice: Choice | None) -> None:
    if not table.priced:
        st.warning("None of these services has a price for this plan.")
        return
    ranked = on_sale(table, today)
    apart = [(cost, row) for cost, row in table.priced if gone(row.ends, today)]
    said = [f"{row.label} {words.money(cost)}" for cost, row in ranked]
    said += [f"{row.label} {words.money(cost)}, no longer sold" for cost, row in apart]
    title = claims.cheapest_by_service(table, choice, today)
    figure = compare_charts.bars(ranked[::-1], apart[::-1])
    charts.draw(figure, title, f"Monthly cost by service: {', '.join(said)}", "by_service")


def cost_by_volume(table: Table) -> None:
    frame = compare_frames.by_volume(table)
    metered = [row for row in table.rows if row.meter is not None]
    said = [_crossed(cross) for cross in crossings(table, today)]
    title = said.pop() if said else "No two services on sale change places between 10 and 1,000,000 images a day"
    figure = compare_charts.curves(frame, metered, float(max(table.scenario.images, 1)), today)
    names = ", ".join(row.label for row in metered)
    charts.draw(figure, title, f"Monthly cost from 10 to 1,000,000 images a day for {names}", "by_volume")
    if said:
        st.caption("  \n".join(map(words.plain, said)))
    tables.fold("The volumes as a table", lambda: frame, "Cost by volume", "volume_table")


def _crossed(cross: Crossing) -> str:
    below, above = cross.cheaper_below.label, cross.cheaper_above.label
    if cross.always_below:
        return f"Below {cross.images:,} images a day {below} is cheaper than {above}"
    return f"From {cross.images:,} images a day on {above} is cheaper than {below}; below, it depends on the volume"


def price_by_tier(table: Table, comparison: Comparison, books: PriceBooks) -> None:
    rows = [row for row in table.rows if row.kind != "own"]
    prices = [(row, by_tier(row.id, comparison, table.scenario, books)) for row in rows]
    known = [(usd, row, tier) for row, found in prices for tier, usd in found.items() if usd is not None]
    sold = [(usd, row.label, tier) for usd, row, tier in known if not gone(row.ends, today)]
    title = "No service on this page that is sold has a price by quality"
    if sold:
        usd, name, tier = max(sold)
        title = f"The dearest image on this page is {name} at {tier} quality: {words.money(usd)}"
    said = "; ".join(
        f"{row.label} {tier} {words.money(usd)}{', no longer sold' if gone(row.ends, today) else ''}"
        for usd, row, tier in known
    )
    charts.draw(compare_charts.tiers(prices, today), title, f"USD an image of 1024x1024: {said}", "by_tier")
    st.caption("The image alone, at 1024x1024 or the nearest size; Midjourney at the Fast time of its best plan.")


def guide_and_vendors(comparison: Comparison, scenario: Scenario, books: PriceBooks) -> None:
    """What the guide said of prices an image, and of DALL-E 3 against GPT Image 1."""
    for tier, first, second in statements(comparison, scenario, books):
        verdict = "the same as" if first == second else "more than" if first > second else "less than"
        costs = f"{words.money(first)} against {words.money(second)}"
        st.markdown(words.plain(f"{words.TIERS[tier]}: DALL-E 3 costs {verdict} GPT Image 1, {costs}."))
    frame = compare_frames.guide_checks(guide_checks(comparison, scenario, books))
    tables.table(frame, "The guide's prices an image beside the vendors'")


reading = st.session_state["reading"]
scenario: Scenario = reading.scenario
comparison: Comparison = reading.comparison
books, today = catalogue.price_books(), catalogue.today()
table = compare(scenario, comparison, books)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.markdown(
        f"**{scenario.images:,} images a day**, {words.mix(scenario.quality)} · prices of {words.price_book(scenario)}"
    )
    with st.container(horizontal=True, width="content"):
        share.share("compare", ("csv", "json", "md"))
        save.button(scenario, "compare")
choice = choose(table, today)
which_to_choose(table, choice, cheapest_live(table, comparison, books, today))
controls.sidebar(scenario, books)
if moved := controls.moved():
    st.info(words.plain(moved), icon=":material/swap_horiz:")
terms.terms(comparison, books)
by_service, by_volume, tier_tab, guide_tab, developer_tab = st.tabs(
    ["By service", "By volume", "By quality", "Guide and vendors", "For a developer"], key="compare_tab",
    on_change=session.stay,
)  # fmt: skip
with by_service:
    if by_service.open:
        cost_by_service(table, choice)
with by_volume:
    if by_volume.open:
        cost_by_volume(table)
with tier_tab:
    if tier_tab.open:
        price_by_tier(table, comparison, books)
with guide_tab:
    if guide_tab.open:
        guide_and_vendors(comparison, scenario, books)
with developer_tab:
    if developer_tab.open:
        developer.requests(table, comparison, books, today)
frame = compare_frames.side_by_side(table, books, today)
tables.table(frame, "The services side by side")
