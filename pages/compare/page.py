"""The Compare page: the same scenario on every service, and which to choose."""

from functools import partial

import streamlit as st

from pages.compare import (
    compare_charts,
    compare_claims,
    developer,
    messages,
    service_notes,
    services_table,
    terms,
    votes_chart,
)
from pricing.bill.estimate import estimate
from pricing.compare.advice import Advice, advise
from pricing.compare.choice import Recommendation, cheapest_for_each, choose, crossings, on_sale
from pricing.compare.live import Live, board_of_all, cheapest_live
from pricing.compare.rows import PricedRow
from pricing.compare.table import Table, compare, where_discounts_count
from pricing.compare.unit_prices import COMPARED, by_tier, guide_checks, statements
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.services import Service
from pricing.scenario import in_words
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import cost_views, model_and_prices, save, share, table_views, widgets
from ui.drawing import charts, claims, phrases
from ui.drawing.headline import Headline
from ui.panel import main_controls
from ui.state import catalogue


def which_to_choose(table: Table, choice: Recommendation | None, live: Live, advice: Advice | None) -> None:
    """The answer first: the plan, the recommended service, why, what is given up, and one click."""
    present = table.present
    per_workload = cheapest_for_each(table, books, today) if table.scenario.several else None
    now, other, why = st.columns([1, 1, 1.6])
    with now:
        sold = "no longer sold" if gone(present.ends, today) else "a month"
        cost_views.show_figure(compare_claims.at_present(table), figures.money(present.per_month), sold)
    with other:
        if advice is not None:
            label = (messages.stay if advice.stay else messages.recommended)(phrases.plain(advice.name))
            saving = compare_claims.saving_of_advice(advice, table, today)
            cost_views.show_figure(words(label), figures.money(advice.cost), saving)
    with why:
        about_the_advice(advice, table)
    texts = compare_claims.may_fit(table, live)
    texts += [] if per_workload is None else [compare_claims.for_each(table, per_workload, today)]
    texts += compare_claims.about_the_choice(table, choice, live, books, today)
    if texts:
        st.caption(phrases.plain_lines(texts))


def about_the_advice(advice: Advice | None, table: Table) -> None:
    """Why a service is recommended, what a move there gives up, and the move."""
    if advice is None:
        st.markdown(phrases.plain(words(messages.none_recommended())))
        return
    lines = [f"**{words(messages.because())}**", *(f"- {phrases.plain(words(text))}" for text in advice.because)]
    if advice.gives_up:
        lines += ["", f"**{words(messages.gives_up())}**"]
        lines += [f"- {phrases.plain(words(text))}" for text in advice.gives_up]
    st.markdown("\n".join(lines))
    if not advice.stay and advice.key in books[table.scenario.prices].priced:
        use = partial(model_and_prices.use_everywhere, table.scenario, books, today, advice.key)
        widgets.button(words(messages.use_it()), use, type="primary", key="use_advice")


def cost_and_votes(table: Table, choice: Recommendation | None, live: Live, advice: Advice | None) -> None:
    """Cost against what voters preferred; the costs alone where nothing has a score."""
    shown = None if board is None else votes_chart.chart(table, live, advice, books)
    if shown is None:
        cost_by_service(table, choice)
        if votes_chart.two_boards(table.scenario, books):
            st.caption(phrases.plain(words(messages.two_boards())))
        return
    title = votes_chart.title(shown, table, advice, gone(table.present.ends, today))
    charts.show_chart(votes_chart.spec(shown), title, votes_chart.alt(shown), "votes")
    texts = compare_claims.not_placed(shown.not_placed, shown.by_team)
    texts.append(words(messages.how_to_read("" if board is None else board.title, shown.by_team)))
    st.caption(phrases.plain_lines(texts))
    table_views.folded_table("The chart as a table", lambda: votes_chart.frame(shown), "Cost and votes", "votes_table")


def cost_by_service(table: Table, choice: Recommendation | None) -> None:
    if not table.priced:
        st.warning("None of these services has a price for this plan.")
        return
    ranked = on_sale(table, today)
    apart = [row for row in table.priced if gone(row.ends, today)]
    costs = [f"{row.label} {figures.money(row.per_month)}" for row in ranked]
    costs += [f"{row.label} {figures.money(row.per_month)}, no longer sold" for row in apart]
    title = compare_claims.cheapest_by_service(table, choice, today)
    figure = compare_charts.by_service(ranked[::-1], apart[::-1], compare_charts.looks(table.rows))
    on_axis = f". {' '.join(compare_charts.ON_LOG_AXIS)}" if compare_charts.far_apart(table.priced) else ""
    charts.show_chart(figure, title, f"Monthly cost by service: {', '.join(costs)}{on_axis}", "by_service")


def cost_by_volume(table: Table) -> None:
    frame = services_table.by_volume(table)
    metered = [row for row in table.rows if isinstance(row, PricedRow)]
    texts = [compare_claims.crossed(cross) for cross in crossings(table, today)]
    title = texts.pop() if texts else "No two services on sale change places between 10 and 1,000,000 images a day"
    figure = compare_charts.curves(frame, metered, compare_charts.looks(table.rows), table.scenario, today)
    names = ", ".join(row.label for row in metered)
    charts.show_chart(figure, title, f"Monthly cost from 10 to 1,000,000 images a day for {names}", "by_volume")
    texts = [*filter(None, map(service_notes.by_hand, table.rows)), *texts]
    if together := compare_claims.scaled_together(table.scenario):
        texts.insert(0, together)
    if texts:
        st.caption(phrases.plain_lines(texts))
    beyond = "more than one person makes by hand"
    table_views.folded_table("The volumes as a table", lambda: frame, "Cost by volume", "volume_table", empty=beyond)


def price_by_tier(table: Table, books: PriceBooks) -> None:
    rows = [row for row in table.rows if isinstance(row.candidate.subject, Service)]
    prices = [
        (row, by_tier(row.key, table.comparison, table.scenario.prices, books, exchange=table.scenario.exchange))
        for row in rows
    ]
    known = [(usd, row, tier) for row, tiers in prices for tier, usd in tiers.items() if usd is not None]
    sold = [(usd, row.label, tier) for usd, row, tier in known if not gone(row.ends, today)]
    title = "No service on this page that is sold has a price by quality"
    if sold:
        usd, name, tier = max(sold)
        title = f"The dearest image on this page is {name} at {tier} quality: {figures.money(usd)}"
    alt = "; ".join(
        f"{row.label} {tier} {figures.money(usd)}{', no longer sold' if gone(row.ends, today) else ''}"
        for usd, row, tier in known
    )
    figure = compare_charts.tiers(prices, compare_charts.looks(table.rows), today)
    charts.show_chart(figure, title, f"USD an image of 1024x1024: {alt}", "by_tier")


def guide_and_vendors(table: Table, books: PriceBooks) -> None:
    """What the guide said of prices an image, and of DALL-E 3 against GPT Image 1."""
    scenario, comparison = table.scenario, table.comparison
    known = statements(comparison, scenario.prices, books, scenario.exchange)
    checks = guide_checks(comparison, scenario.prices, books, scenario.exchange)
    st.header(phrases.plain(compare_claims.near_the_vendors(checks)), anchor=False)
    texts = [compare_claims.of_two_models(*statement, scenario.prices) for statement in known]
    texts.append(compare_claims.no_longer_sold(COMPARED, books, today))
    st.markdown(phrases.plain_lines(filter(None, texts)))
    frame = services_table.guide_frame(checks)
    table_views.table(frame, "The guide's prices an image beside the vendors'", height="content")


scenario: Scenario = st.session_state["reading"].scenario
books, today = catalogue.price_books(), catalogue.today()
table = compare(scenario, books)
comparison = table.comparison

with st.container(horizontal=True, vertical_alignment="center"):
    what, prices = compare_claims.asked_of_each(scenario), in_words.priced_at(scenario)
    st.title(f"{claims.volume(scenario)}, {what} · prices of {prices}", anchor=False)
    share.share_buttons("compare")
    save.save_button(scenario, "compare")
choice, live = choose(table, books, today), cheapest_live(table, books, today)
advice = advise(table, live, books, today)
board = board_of_all(scenario, books) if service_notes.switched_on() else None
# In a container, so that controls keep their place whatever stands above them.
with st.container():
    which_to_choose(table, choice, live, advice)
    model_and_prices.show_what_moved()
votes, by_service, by_volume, tier_tab, guide_tab, developer_tab = widgets.tabs(
    ["Cost and votes", "By service", "By volume", "By quality", "Guide and vendors", "For a developer"],
    key="compare_tab",
)
with votes:
    if votes.open:
        cost_and_votes(table, choice, live, advice)
with by_service:
    if by_service.open:
        cost_by_service(table, choice)
with by_volume:
    if by_volume.open:
        cost_by_volume(table)
with tier_tab:
    if tier_tab.open:
        price_by_tier(table, books)
with guide_tab:
    if guide_tab.open:
        guide_and_vendors(table, books)
with developer_tab:
    if developer_tab.open:
        developer.requests(table, books, today)
sold = "no longer sold" if gone(table.present.ends, today) else ""
planned = claims.Figure(compare_claims.at_present(table), figures.money(table.present.per_month), sold)
main_controls.show_controls(Headline(planned), estimate(scenario, books), books)
terms.show_terms(comparison, books)
if (discounts := where_discounts_count(scenario, books)) is not None:
    st.caption(phrases.plain(words(discounts)))
if books.board is not None:
    service_notes.show_switch()
services_table.show_services(table, books, today, board)
if board is not None:
    service_notes.credit_board(board)
services_table.show_how_compared(table, live, books, today)
