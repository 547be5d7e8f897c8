"""The API request of the plan for a developer, ready to run."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from pages.compare import messages
from pages.compare.graphs import messages as graph_messages
from pricing.compare import handover
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.life import gone
from pricing.prices.services import services
from pricing.scenario.own import OwnFactor
from pricing.wording.messages import Message, together, words
from ui.controls import widgets
from ui.drawing import phrases
from ui.state import session


def requests(table: Table, books: PriceBooks, today: dt.date) -> None:
    """Let the user choose a service and a tier; show the request as curl and as Python."""
    scenario, workload = table.scenario, session.chosen(table.scenario)
    chosen, shares = workload.model, dict(workload.quality.shares())
    models = [chosen, *(workload.model for workload in scenario.workloads)]
    callable_rows = sorted(
        (row for row in table.rows if _is_callable(row)),
        key=lambda row: (models.index(row.key) if row.key in models else len(models), gone(row.ends, today)),
    )
    if not callable_rows:
        st.markdown(words(messages.NONE_CALLABLE))
        return
    rows = {row.key: row for row in callable_rows}
    with st.container(horizontal=True):
        names = {
            key: words(graph_messages.named_no_longer_sold(row.label)) if gone(row.ends, today) else row.label
            for key, row in rows.items()
        }
        # A separate control for each model, so that its first value is that model.
        row = rows[_choose(messages.SERVICE, names, f"developer_service_{chosen}")]
        model = row.entries[0].model
        service = services(books[scenario.prices])[model.id]
        mapped = isinstance(scenario.prices, ListPrices) and row.own is None
        offered = service.tiers(table.comparison.mapped(model.id) if mapped else None)
        qualities = {
            buys.quality_name: words(messages.bought_quality(tier, buys.quality_name))
            for tier, buys in sorted(offered.items(), key=lambda tier: -shares.get(tier[0], 0))
        }
        # A separate control for each mix, so that its first value is the quality of most images.
        quality_name = _choose(messages.QUALITY, qualities, f"developer_quality_{next(iter(qualities))}")
        sizes = {str(size): size for part in row.parts for size, _ in part.workload.size}
        size = sizes[_choose(messages.SIZE, {text: text for text in sizes}, "developer_size")]
    url = handover.base_url(row.own if isinstance(row.own, OwnFactor) else None)
    request = handover.Request(model.id, quality_name, size, url)
    notes = [] if chosen in rows else [messages.not_called_here(_name(table, chosen))]
    st.markdown(phrases.plain(words(together([*notes, messages.KEY_AND_ADDRESS]))))
    left, right = st.columns(2)
    with left:
        st.markdown("**curl**")
        st.code(handover.curl(request), language="bash")
    with right:
        st.markdown(f"**{words(messages.PYTHON)}**")
        st.code(handover.python(request), language="python")


def _name(table: Table, model: str) -> str:
    return next(row.name for row in table.rows if row.key == model)


def _is_callable(row: Row) -> bool:
    """Whether the service has one model with an images endpoint; a plan of several models has not."""
    served = bool(row.entries) and all(map(handover.speaks_images_endpoint, row.entries))
    return served and not isinstance(row.candidate.subject, AsPlanned)


def _choose(label: Message, names: Mapping[str, str], key: str) -> str:
    """A select box of names by key; the first one if the chosen key is gone."""
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return str(widgets.selectbox(words(label), names, key=key))
