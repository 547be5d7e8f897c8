"""The hand-over to a developer: the request behind the plan, ready to run."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from pages.components import session, words
from pricing import handover
from pricing.compare import Table
from pricing.comparison import Comparison
from pricing.life import gone
from pricing.own import OwnFactor
from pricing.prices import PriceBooks
from pricing.services import services


def requests(table: Table, comparison: Comparison, books: PriceBooks, today: dt.date) -> None:
    """Choose a service and a tier; the request as curl and as Python. The plan's own model stands first."""
    own = {f"own-{number}": service for number, service in enumerate(comparison.own, 1)}
    callable_rows = sorted(
        (row for row in table.rows if row.entries and all(map(handover.speaks_images_endpoint, row.entries))),
        key=lambda row: (row is not table.own, gone(row.ends, today)),
    )
    if not callable_rows:
        st.markdown("None of these services is called through OpenAI's Images endpoint.")
        return
    rows = {row.id: row for row in callable_rows}
    with st.container(horizontal=True):
        names = {
            key: f"{row.label} (no longer sold)" if gone(row.ends, today) else row.label for key, row in rows.items()
        }
        row = rows[_choose("Service", names, "developer_service")]
        model = row.entries[0].model
        service = services(books[table.scenario.prices])[model.id]
        chosen = comparison.mapped(model.id) if table.scenario.price_date and row.kind != "own" else None
        offered = service.tiers(chosen)
        qualities = {buys.quality: f"{words.TIERS[tier]}: {buys.quality}" for tier, buys in offered.items()}
        quality = _choose("Quality", qualities, "developer_quality")
        sizes = {str(size): size for size, _ in row.size}
        size = sizes[_choose("Size", {text: text for text in sizes}, "developer_size")]
    brought = own.get(row.id)
    url = handover.base_url(brought if isinstance(brought, OwnFactor) else None)
    request = handover.Request(model.id, quality, size, url)
    st.markdown("The key comes from `OPENAI_API_KEY`, another address from `OPENAI_BASE_URL`.")
    left, right = st.columns(2)
    with left:
        st.markdown("**curl**")
        st.code(handover.curl(request), language="bash")
    with right:
        st.markdown("**Python**, with the `openai` package")
        st.code(handover.python(request), language="python")


def _choose(label: str, names: Mapping[str, str], key: str) -> str:
    """A select box over the keys of some names; the first where what was chosen is gone."""
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return str(st.selectbox(label, list(names), format_func=names.__getitem__, key=key, on_change=session.stay))
