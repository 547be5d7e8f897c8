"""The Compare page: the scenario on every service, and a recommendation."""

from functools import partial

import streamlit as st

from pages.compare import compare_claims, developer, messages
from pages.compare.graphs import compare_charts, votes_chart
from pages.compare.graphs import messages as graph_messages
from pages.compare.service_list import service_notes, services_table, terms
from pricing.bill.estimate import estimate
from pricing.bill.timeline import not_sold_since
from pricing.compare.advice import Advice, advise, without_advice
from pricing.compare.choice import Recommendation, cheapest_for_each, choose, crossings, on_sale
from pricing.compare.live import Live, board_of_all, cheapest_live
from pricing.compare.rows import PricedRow
from pricing.compare.table import Table, compare, where_discounts_count
from pricing.compare.unit_prices import COMPARED, by_tier, guide_checks, statements
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.services import Service
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import cost_words, words
from ui.controls import cost_views, model_and_prices, table_views, widgets
from ui.controls.saving import save, share
from ui.drawing import claims, phrases
from ui.drawing.chart import show_chart
from ui.drawing.headline import Headline, part_no_longer_sold
from ui.panel import main_controls
from ui.state import catalogue


def which_to_choose(table: Table, choice: Recommendation | None, live: Live, advice: Advice | None) -> None:
    """The plan with its controls, the recommended service, the reasons, the drawbacks, and a button to use it."""
    per_workload = cheapest_for_each(table, books, today) if table.scenario.several else None
    costs, why = st.columns([1, 2], gap="medium")
    with costs:
        main_controls.show_controls(Headline(planned), bill, books, "_folded")
        if advice is not None:
            label = phrases.plain(words(advice.headline))
            saving = phrases.plain(words(compare_claims.saving_of_advice(advice, table, today)))
            cost_views.show_figure(label, figures.money(advice.cost), f":green[{saving}]" if advice.saving else saving)
    with why:
        about_the_advice(advice, table, live)
        if per_workload is not None:
            st.markdown(phrases.plain(words(compare_claims.for_each(table, per_workload, today))))
    first = compare_claims.what_limits(table, choice, books, today)
    more = [*compare_claims.may_fit(table, live), *compare_claims.about_the_choice(table, choice, live, books, today)]
    if advice is None:
        # The sentence about the cheapest service is above.
        shown = without_advice(table, live, books, today)
        more = [text for text in more if text not in shown]
    if first:
        st.caption(phrases.plain_lines(map(words, first)))
    if more:
        fold = widgets.expander(words(messages.more_of_the_choice(len(more))), key="choice_open")
        if fold.open:
            with fold:
                st.markdown("\n".join(f"- {phrases.plain(words(text))}" for text in more))


def about_the_advice(advice: Advice | None, table: Table, live: Live) -> None:
    """Why a service is recommended, what a move to it gives up, and the button to move."""
    if advice is None:
        st.markdown(phrases.plain_lines(map(words, without_advice(table, live, books, today))))
        return
    lines = [f"**{words(messages.BECAUSE)}**", *(f"- {phrases.plain(words(text))}" for text in advice.because)]
    if advice.gives_up:
        lines += ["", f"**{words(messages.GIVES_UP)}**"]
        lines += [f"- {phrases.plain(words(text))}" for text in advice.gives_up]
    st.markdown("\n".join(lines))
    if not advice.stay and advice.key in books[table.scenario.prices].priced:
        use = partial(model_and_prices.use_everywhere, table.scenario, books, today, advice.key)
        widgets.button(words(messages.USE_IT), use, type="primary", key="use_advice")


def cost_and_votes(table: Table, choice: Recommendation | None, live: Live, advice: Advice | None) -> None:
    """Cost by voters' score; only the costs if nothing has a score."""
    shown = None if board is None else votes_chart.chart(table, live, advice, books)
    if shown is None:
        cost_by_service(table, choice)
        if votes_chart.two_boards(table.scenario, books):
            st.caption(phrases.plain(words(graph_messages.two_boards())))
        return
    title = votes_chart.title(shown, table, advice, gone(table.present.ends, today))
    show_chart(votes_chart.spec(shown), title, votes_chart.alt(shown), "votes")
    texts = compare_claims.not_placed(shown.not_placed, shown.by_team)
    texts.append(graph_messages.how_to_read("" if board is None else board.title, shown.by_team))
    st.caption(phrases.plain_lines(map(words, texts)))
    table_views.folded_table(
        words(messages.AS_TABLE),
        lambda: votes_chart.frame(shown),
        words(messages.COST_AND_VOTES),
        "votes_table",
        headings=graph_messages.VOTES_HEADINGS,
    )


def cost_by_service(table: Table, choice: Recommendation | None) -> None:
    if not table.priced:
        st.warning(words(graph_messages.NOTHING_PRICED))
        return
    ranked = on_sale(table, today)
    apart = [row for row in table.priced if gone(row.ends, today)]
    costs = [messages.costs_a_month(row.label, row.per_month) for row in ranked]
    costs += [graph_messages.cost_no_longer_sold(row.label, row.per_month) for row in apart]
    title = words(compare_claims.cheapest_by_service(table, choice, today))
    figure = compare_charts.by_service(ranked[::-1], apart[::-1], compare_charts.looks(table.rows))
    alt = words(graph_messages.costs_by_service(costs, compare_charts.far_apart(table.priced)))
    show_chart(figure, title, alt, "by_service")


def cost_by_volume(table: Table) -> None:
    frame = services_table.by_volume(table)
    metered = [row for row in table.rows if isinstance(row, PricedRow)]
    texts = [compare_claims.crossed(cross) for cross in crossings(table, today)]
    title = texts.pop() if texts else graph_messages.NO_CROSSING
    figure = compare_charts.curves(frame, metered, compare_charts.looks(table.rows), table.scenario, today)
    alt = graph_messages.lines_by_volume([row.label for row in metered])
    show_chart(figure, words(title), words(alt), "by_volume")
    by_hand = [note for row in table.rows if (note := service_notes.by_hand(row)) is not None]
    texts = [*compare_claims.scaled_together(table.scenario), *by_hand, *texts]
    if texts:
        st.caption(phrases.plain_lines(map(words, texts)))
    table_views.folded_table(
        words(graph_messages.VOLUMES),
        lambda: frame,
        words(graph_messages.COST_BY_VOLUME),
        "volume_table",
        empty=words(graph_messages.MORE_THAN_BY_HAND),
        headings={"Images": graph_messages.IMAGES},
    )


def price_by_tier(table: Table, books: PriceBooks) -> None:
    rows = [row for row in table.rows if isinstance(row.candidate.subject, Service)]
    prices = [
        (row, by_tier(row.key, table.comparison, table.scenario.prices, books, exchange=table.scenario.exchange))
        for row in rows
    ]
    priced = [(usd, row, tier) for row, tiers in prices for tier, usd in tiers.items() if usd is not None]
    sold = [(usd, row.label, tier) for usd, row, tier in priced if not gone(row.ends, today)]
    title = graph_messages.NONE_BY_QUALITY
    if sold:
        usd, name, tier = max(sold)
        title = graph_messages.highest_by_quality(name, tier, usd)
    alt = graph_messages.prices_by_quality(
        [graph_messages.price_by_quality(row.label, tier, usd, not gone(row.ends, today)) for usd, row, tier in priced]
    )
    figure = compare_charts.tiers(prices, compare_charts.looks(table.rows), today)
    show_chart(figure, words(title), words(alt), "by_tier")


def guide_and_vendors(table: Table, books: PriceBooks) -> None:
    """The guide's prices per image beside the vendors', and its comparison of DALL-E 3 with GPT Image 1."""
    scenario = table.scenario
    guide_statements = statements(table.comparison, scenario.prices, books, scenario.exchange)
    checks = guide_checks(table.comparison, scenario.prices, books, scenario.exchange)
    st.header(phrases.plain(words(compare_claims.near_the_vendors(checks))), anchor=False)
    texts = [compare_claims.of_two_models(*statement, scenario.prices) for statement in guide_statements]
    texts += compare_claims.no_longer_sold(COMPARED, books, today)
    st.markdown(phrases.plain_lines(map(words, texts)))
    rows = services_table.guide_rows(checks)
    table_views.text_table(rows, services_table.GUIDE_FIGURES, graph_messages.GUIDE_HEADINGS)


scenario: Scenario = st.session_state["reading"].scenario
books, today = catalogue.price_books(), catalogue.today()
table = compare(scenario, books)
comparison = table.comparison

with st.container(horizontal=True, vertical_alignment="center"):
    st.title(phrases.plain(words(compare_claims.title(scenario))), anchor=False)
    share.share_buttons("compare")
    save.save_button(scenario, "compare")
choice, live = choose(table, books, today), cheapest_live(table, books, today)
advice = advise(table, live, books, today)
board = board_of_all(scenario, books) if service_notes.switched_on() else None
bill = estimate(scenario, books)
sold = words(messages.NO_LONGER_SOLD) if not_sold_since(bill, today) else part_no_longer_sold(bill, today)
planned = claims.Figure(words(compare_claims.at_present(table)), cost_words(table.present.per_month), sold)
# In a container, so that elements below it keep their place.
with st.container():
    which_to_choose(table, choice, live, advice)
    model_and_prices.show_what_moved()
votes, by_service, by_volume, tier_tab, guide_tab, developer_tab = widgets.tabs(
    list(map(words, messages.TABS)), key="compare_tab"
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
services_table.show_services(table, books, today, board)
terms.show_terms(comparison, scenario, books, today)
if (discounts := where_discounts_count(scenario, books)) is not None:
    st.caption(phrases.plain(words(discounts)))
if books.board is not None:
    service_notes.show_switch()
if board is not None:
    service_notes.credit_board(board)
services_table.show_how_compared(table, live, books, today)
