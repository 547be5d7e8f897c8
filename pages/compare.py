"""The Compare page: the same plan on every service, and which to choose."""

import streamlit as st

from pages.components import (
    catalogue,
    charts,
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
from pricing.choice import Choice, Crossing, choose, crossings, obstacles
from pricing.compare import Table, compare
from pricing.comparison import Comparison
from pricing.effort import between_rows
from pricing.prices import PriceBooks
from pricing.scenario import Scenario
from pricing.unit_prices import by_tier, guide_checks, statements


def which_to_choose(table: Table, choice: Choice | None) -> None:
    """The answer first: the service to choose, and what it saves."""
    own = table.own
    with st.container(horizontal=True):
        st.metric(
            f"On {own.name}", words.money(own.per_month), "a month", delta_color="off", delta_arrow="off", border=True
        )
        if choice is not None:
            name = words.plain(choice.row.label)
            st.metric(
                f"Cheapest that fits: {name}", words.money(choice.cost), _saving(choice, table),
                delta_color="off", delta_arrow="off", border=True,
            )  # fmt: skip
    said = []
    if choice is None:
        said.append(
            "No service here has a price for every quality asked for, can be called by a program, "
            "and lives through the plan."
        )
    elif choice.needed_from is not None:
        said.append(f"{own.name} ends on {words.day(choice.needed_from)}: the change is needed by then.")
    if choice is not None and (effort := between_rows(table.scenario, own, choice.row)):
        said.append(effort)
    better = [(cost, row) for cost, row in table.priced if choice and cost < choice.cost]
    for cost, row in better[:3]:
        why_not = ", ".join(obstacles(row, table.scenario))
        said.append(f"{row.label} costs less, {words.money(cost)}, but {why_not}.")
    if any(table.left_out):
        said.append(f"Left out of every service: {words.mix(table.left_out)}, which one of them has no price for.")
    if table.absent:
        said.append(f"Not in these prices: {', '.join(table.absent)}.")
    if said:
        st.caption("  \n".join(map(words.plain, said)))


def _saving(choice: Choice, table: Table) -> str:
    if choice.row is table.own:
        return "the plan's own model"
    if choice.saving is None:
        return "a month"
    return f"saves {words.money(choice.saving)} a month"


def cost_by_service(table: Table) -> None:
    if not table.priced:
        st.warning("None of these services has a price for this plan.")
        return
    (low, cheapest), (high, dearest) = table.priced[0], table.priced[-1]
    title = f"{cheapest.label} is the cheapest at {words.whole_money(low)} a month"
    if high > low > 0:
        title += f"; {dearest.label} costs {words.number(round(high / low, 1))} times as much"
    said = ", ".join(f"{row.label} {words.money(cost)}" for cost, row in table.priced)
    charts.draw(compare_charts.bars(table.priced[::-1]), title, f"Monthly cost by service: {said}", "by_service")


def cost_by_volume(table: Table) -> None:
    frame = compare_frames.by_volume(table)
    metered = [row for row in table.rows if row.meter is not None]
    said = [_crossed(cross) for cross in crossings(table)]
    title = said.pop() if said else "No service changes places with another between 10 and 1,000,000 images a day"
    figure = compare_charts.curves(frame, metered, float(max(table.scenario.images, 1)))
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
    known = [(usd, row.label, tier) for row, found in prices for tier, usd in found.items() if usd is not None]
    title = "No service here has a price by quality"
    if known:
        usd, name, tier = max(known)
        title = f"The dearest image is {name} at {tier} quality: {words.money(usd)}"
    said = "; ".join(f"{name} {tier} {words.money(usd)}" for usd, name, tier in known)
    charts.draw(compare_charts.tiers(prices), title, f"USD an image of 1024x1024: {said}", "by_tier")
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
books = catalogue.price_books()
table = compare(scenario, comparison, books)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.markdown(
        f"**{scenario.images:,} images a day**, {words.mix(scenario.quality)} · prices of {words.price_book(scenario)}"
    )
    with st.container(horizontal=True, width="content"):
        share.share("compare", ("csv", "json", "md"))
        save.button(scenario, "compare")
which_to_choose(table, choose(table))
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
        cost_by_service(table)
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
        developer.requests(table, comparison, books)
frame = compare_frames.side_by_side(table, books, catalogue.today())
tables.table(frame, "The services side by side")
