"""The cost of the shown workload on every model, as a table to sort and to choose from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from compat import lost_session
from pricing.compare.alternatives import costs_by_model
from pricing.compare.switching import models_by_life
from pricing.prices import PriceBook, PriceBooks
from pricing.wording.messages import UNPRICED, words
from ui.controls import messages, model_and_prices, widgets
from ui.controls.workloads import Chosen
from ui.drawing import phrases
from ui.state.session import Texts


def show_every_model(chosen: Chosen, books: PriceBooks, today: dt.date) -> None:
    """An expander with the table; the costs are computed only while it is open."""
    box = widgets.expander(words(messages.EVERY_MODEL), key=chosen.widget("every_model"))
    if not box.open:
        return
    live, ended = models_by_life(chosen.scenario.prices, books, today)
    costs = costs_by_model(chosen.workload, chosen.scenario, books, (*live, *ended))
    with box:
        st.markdown(phrases.plain(words(messages.about_every_model(chosen.workload.name))))
        _models_table(
            chosen, books, today, [*_cheapest_first(live, costs), *_cheapest_first(ended, costs)], ended, costs
        )


def _cheapest_first(models: Sequence[str], costs: Mapping[str, Decimal | None]) -> list[str]:
    """The models by cost; those without a price are last."""
    return sorted(models, key=lambda model: (costs[model] is None, costs[model] or Decimal(0)))


def _models_table(
    chosen: Chosen,
    books: PriceBooks,
    today: dt.date,
    keys: Sequence[str],
    ended: Sequence[str],
    costs: Mapping[str, Decimal | None],
) -> None:
    def click(row: int) -> Texts:
        return model_and_prices.change_model(chosen, books, today, keys[row])

    # The key depends on the order of rows, so that a late click chooses the model beside which it was made.
    choose = words(messages.CHOOSE)
    use = widgets.button_column(choose, click, key=f"{chosen.widget('use_model')}_{lost_session.name(*keys)}", width=90)
    columns = {
        words(messages.MODEL): st.column_config.TextColumn(width=210, pinned=True),
        words(messages.COST_A_MONTH): st.column_config.NumberColumn(format=phrases.MONEY_COLUMN, width=110),
        choose: use,
    }
    widgets.dataframe(
        _models_frame(books[chosen.scenario.prices], keys, ended, costs, chosen.workload.model, today),
        key=chosen.widget("every_model_table"),
        hide_index=True,
        placeholder=words(UNPRICED),
        column_config=columns,
        height=420,
        alt=words(messages.EVERY_MODEL_ALT),
    )


def _models_frame(
    book: PriceBook,
    keys: Sequence[str],
    ended: Sequence[str],
    costs: Mapping[str, Decimal | None],
    present: str,
    today: dt.date,
) -> pa.Table:
    """A row for each model; without a cost if it has no price, without a button if it can no longer be bought."""
    rows = []
    for key in keys:
        entry, cost = book[key], costs[key]
        life = phrases.end(entry.model.life, today)
        rows.append(
            {
                words(messages.MODEL): entry.model.name,
                words(messages.COST_A_MONTH): None if cost is None else float(cost),
                words(messages.CHOOSE): "" if key == present or key in ended or cost is None else words(messages.USE),
                words(messages.VENDOR): entry.file.vendor,
                words(messages.BILLS): words(messages.bills_by(entry.model.billing == "tokens")),
                words(messages.LIFE): words(messages.in_the_plan(life)) if key == present else life,
            }
        )
    return pa.Table.from_pylist(rows)
