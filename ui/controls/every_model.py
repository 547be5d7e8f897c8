"""What the chosen workload costs on every model, one click away, and a button in each row that takes the model."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from compat import lost_session
from pricing.compare.alternatives import costs_by_model
from pricing.compare.switching import models_by_life
from pricing.prices import PriceBook, PriceBooks
from ui.controls import widgets
from ui.controls.chosen import Chosen
from ui.controls.model_and_prices import change_model
from ui.drawing import words
from ui.state.session import Texts

_USE = "Use this"
_PRESENT = "in the plan"
_COLUMNS = {
    "Model": st.column_config.TextColumn(width=140, pinned=True),
    "Cost a month": st.column_config.NumberColumn(format="dollar", width=98),
    "Vendor": st.column_config.TextColumn(width=110),
    "Life": st.column_config.TextColumn(width=170),
}


def button(at: Chosen, books: PriceBooks, today: dt.date) -> None:
    """The button that opens the list; what each model costs is worked out only while it is open."""
    box = widgets.popover("Cost on every model", key=at.widget("every_model"))
    if box.open:
        with box:
            live, ended = models_by_life(at.scenario.prices, books, today)
            costs = costs_by_model(at.workload, at.scenario, books, (*live, *ended))
            of = f" of {at.workload.name}" if at.workload.name else ""
            st.markdown(words.plain(f"A month{of} at these qualities and sizes, in USD, on the models of each vendor:"))
            _table(at, books, today, live, costs, "live")
            if ended:
                st.markdown("No longer sold, at their last prices:")
                _table(at, books, today, ended, costs, "ended")


def _table(
    at: Chosen, books: PriceBooks, today: dt.date, keys: Sequence[str], costs: dict[str, Decimal | None], part: str
) -> None:
    def click(row: int) -> Texts:
        return change_model(at, books, today, keys[row])

    # A button belongs to these rows in this order: a late click on it takes the model that it stood beside.
    use = widgets.button_column("Choose", click, key=f"{at.widget('use_model')}_{lost_session.name(*keys)}", width=82)
    what = "that can be bought" if part == "live" else "that are no longer sold"
    widgets.dataframe(
        _frame(books[at.scenario.prices], keys, costs, at.workload.model, today),
        key=at.widget(f"every_model_{part}"),
        hide_index=True,
        placeholder=words.NOT_PRICED.lower(),
        column_config={**_COLUMNS, "Choose": use},
        height=300 if part == "live" else 180,
        width=480,
        alt=f"What the workload costs a month on the models {what}",
    )


def _frame(
    book: PriceBook, keys: Sequence[str], costs: dict[str, Decimal | None], present: str, today: dt.date
) -> pa.Table:
    """One row a model, as people read them; a cost of None where it has no price."""
    return pa.Table.from_pylist(
        [
            {
                "Model": book[key].model.name,
                "Cost a month": None if costs[key] is None else float(costs[key] or 0),
                "Choose": "" if key == present else _USE,
                "Vendor": book[key].file.vendor,
                "Life": ", ".join(filter(None, [_PRESENT * (key == present), words.end(book[key].model.life, today)])),
            }
            for key in keys
        ]
    )
