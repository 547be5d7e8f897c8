"""Which model, and at which prices; what a change of them moves besides.

The models in the list have no costs: a browser knows an option by its words, so that a move of a slider, which changes
every cost, would make it forget which one is chosen. What each costs is in `ui/controls/model_and_prices.py`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import pyarrow as pa
import streamlit as st

from compat import lost_session
from pricing.compare.alternatives import costs_by_model
from pricing.compare.effort import equal_effort
from pricing.compare.switching import all_on_model, models_by_life, with_guide, with_model, without_guide
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBook, PriceBooks
from pricing.prices import messages as book_messages
from pricing.prices.book import Entry
from pricing.prices.search import model_named, search
from pricing.scenario import in_words, link
from pricing.scenario.fields import FIELDS
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.wording import figures
from pricing.wording.messages import Message, words
from ui.controls import messages, widgets
from ui.controls.workloads import Chosen
from ui.drawing import phrases
from ui.state.session import Texts

_MOVED_TO = "controls_moved_to"
_EQUAL = "controls_equal_effort"
_BEFORE_GUIDE = "controls_before_guide"
_USE = "Use this"
_PRESENT = "in the plan"
_MODEL_COLUMNS = {
    "Model": st.column_config.TextColumn(width=140, pinned=True),
    "Cost a month": st.column_config.NumberColumn(format="dollar", width=98),
    "Vendor": st.column_config.TextColumn(width=110),
    "Life": st.column_config.TextColumn(width=170),
}


class _EqualEffort(NamedTuple):
    """A button that lets a model take as many tokens as the one before."""

    label: str
    why: str
    texts: Texts


def choose_model(chosen: Chosen, books: PriceBooks, today: dt.date) -> None:
    """Choose the model of the workload, from the list or by any name that a search finds it by."""
    prices = chosen.scenario.prices
    live, ended = models_by_life(prices, books, today)
    labels = {key: _label(books[prices][key], prices, today) for key in (*live, *ended)}
    widgets.selectbox(
        FIELDS["model"].label,
        labels,
        chosen.workload.model,
        key=chosen.widget("model"),
        change=partial(_take_named, chosen, books, today),
        accept_new_options=True,
    )


def _take_named(chosen: Chosen, books: PriceBooks, today: dt.date, text: str) -> Texts:
    """Take the model that a text names; where it names none that can be planned, say why and change nothing."""
    book = books[chosen.scenario.prices]
    if (model := model_named(text, book)) is not None:
        return change_model(chosen, books, today, model)
    st.session_state[_MOVED_TO] = words(_why_not(text, book))
    return {}


def _why_not(text: str, book: PriceBook) -> Message:
    """Why what is named is no model of a plan."""
    first = next(iter(search(text, book)), None)
    if first is None:
        return book_messages.nothing_named(text)
    if first.without_price is not None:
        return book_messages.without_price(first.without_price)
    return book_messages.compared_only(book[first.model].model.name)


def _label(entry: Entry, prices: PriceBasis, today: dt.date) -> str:
    """`GPT Image 2 · OpenAI`; the guide's table is nobody's in particular."""
    label = phrases.model_label(entry, today)
    return f"{label} · {entry.file.vendor}" if isinstance(prices, ListPrices) else label


def choose_prices(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Choose the day or the guide whose prices the bill uses."""
    if isinstance(scenario.prices, ListPrices):
        first = max(books.listed[workload.model].first_priced for workload in scenario.workloads)
        widgets.date_input(
            FIELDS["prices"].label,
            scenario.prices.day,
            key="prices",
            change=widgets.to("prices"),
            min_value=first,
            max_value=today,
            help="The bill uses the list prices in force on this day.",
        )
    widgets.toggle(
        "Prices of the May 2025 guide",
        isinstance(scenario.prices, GuidePrices),
        key="guide",
        change=partial(_change_book, scenario, books, today),
        help="The guide's own table instead of the vendors' list prices.",
    )


def show_what_moved() -> None:
    """What a change of model had to change besides, and how it buys what the former model made: once."""
    if moved := st.session_state.pop(_MOVED_TO, ""):
        st.info(phrases.plain(moved), icon=":material/swap_horiz:")
    if (equal := st.session_state.pop(_EQUAL, None)) is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            widgets.button(equal.label, lambda: equal.texts, icon=":material/balance:")
            st.markdown(phrases.plain(equal.why), width="stretch")


def use_everywhere(scenario: Scenario, books: PriceBooks, today: dt.date, model: str) -> Texts:
    """Put a model into every workload, at the nearest qualities and sizes that it has a price for; say so."""
    after = all_on_model(scenario, model, books, today)
    what = f"All {len(scenario.workloads)} workloads are" if scenario.several else "The plan is"
    moved = [
        *_redated(scenario, after),
        *_remixed(scenario, after),
        *_resized(scenario, after),
        *_undiscounted(scenario, after),
    ]
    besides = f", which moved {' and '.join(moved)}" if moved else ""
    name = books[scenario.prices][model].model.name
    st.session_state[_MOVED_TO] = f"{what} on {name} now{besides}. Back undoes it."
    return _changed(scenario, after)


def change_model(chosen: Chosen, books: PriceBooks, today: dt.date, model: str) -> Texts:
    """Take the model, and move what it has no price for to the nearest it has; say so."""
    before = chosen.scenario
    after = with_model(before, chosen.place, model, books, today)
    book = books[before.prices]
    moved = [*_redated(before, after), *_resized(before, after), *_undiscounted(before, after)]
    _say_moved(book[model].model.name, moved)
    _keep_equal_effort(chosen, book[chosen.workload.model], book[model])
    return _changed(before, after)


def _keep_equal_effort(chosen: Chosen, old: Entry, new: Entry) -> None:
    """Keep for the next run the qualities that take as many tokens as the former model's did, where they differ."""
    if buys := equal_effort(chosen.workload, old, new):
        text = "/".join(buys)
        why = words(messages.equal_effort(old.model.name, new.model.name))
        st.session_state[_EQUAL] = _EqualEffort(words(messages.buy_qualities(buys)), why, {chosen.key("buys"): text})


def _change_book(scenario: Scenario, books: PriceBooks, today: dt.date, guide: bool) -> Texts:
    """Take the guide's prices or the list's, with models that they have; say what moved besides.

    What the guide moved is kept, so that turning it off gives it back.
    """
    if guide:
        after = with_guide(scenario, books, today)
        st.session_state[_BEFORE_GUIDE] = (scenario, after)
    else:
        after = without_guide(scenario, st.session_state.get(_BEFORE_GUIDE), books, today)
    what = "The guide's prices" if guide else "The list prices"
    _say_moved(what, [*_other_models(scenario, after, books), *_resized(scenario, after)])
    return _changed(scenario, after)


def _changed(before: Scenario, after: Scenario) -> Texts:
    """The texts that a move of a model or of its prices changes."""
    was, now = link.write(before), link.write(after)
    return {key: now.get(key) for key in {**was, **now} if now.get(key) != was.get(key)}


def _redated(before: Scenario, after: Scenario) -> Iterator[str]:
    was, now = before.prices, after.prices
    if isinstance(was, ListPrices) and isinstance(now, ListPrices) and was != now:
        yield f"the price date to {figures.day(now.day)}, as it had no price on {figures.day(was.day)}"


def _other_models(before: Scenario, after: Scenario, books: PriceBooks) -> Iterator[str]:
    for was, now in zip(before.workloads, after.workloads, strict=True):
        if was.model != now.model:
            old, new = books[before.prices][was.model].model.name, books[after.prices][now.model].model.name
            if was.model in books[after.prices].priced:
                yield f"the model{_of(now)} back to {new}"
            else:
                yield f"the model{_of(now)} to {new}, as they have none of {old}"


def _remixed(before: Scenario, after: Scenario) -> Iterator[str]:
    for was, now in zip(before.workloads, after.workloads, strict=True):
        if was.quality != now.quality:
            yield f"the quality mix{_of(now)} to {in_words.mix(now.quality)}"


def _resized(before: Scenario, after: Scenario) -> Iterator[str]:
    for was, now in zip(before.workloads, after.workloads, strict=True):
        if was.size != now.size:
            yield f"the resolution{_of(now)} to {now.size} from {was.size}"


def _undiscounted(before: Scenario, after: Scenario) -> Iterator[str]:
    for was, now in zip(before.workloads, after.workloads, strict=True):
        if was.discount and not now.discount:
            yield f"the discount{_of(now)} to none, as it counts at its own vendor alone"


def _of(workload: Workload) -> str:
    return f" of {workload.name}" if workload.name else ""


def _say_moved(what: str, moved: Iterable[str]) -> None:
    """Keep for the next run what changed besides the control that was moved."""
    if besides := " and ".join(filter(None, moved)):
        st.session_state[_MOVED_TO] = f"{what} moved {besides}. Back undoes it."


def every_model_button(chosen: Chosen, books: PriceBooks, today: dt.date) -> None:
    """The button that opens the list; what each model costs is worked out only while it is open."""
    box = widgets.popover("Cost on every model", key=chosen.widget("every_model"))
    if box.open:
        with box:
            live, ended = models_by_life(chosen.scenario.prices, books, today)
            costs = costs_by_model(chosen.workload, chosen.scenario, books, (*live, *ended))
            of_workload = f" of {chosen.workload.name}" if chosen.workload.name else ""
            st.markdown(
                phrases.plain(
                    f"A month{of_workload} at these qualities and sizes, in USD, on the models of each vendor:"
                )
            )
            _models_table(chosen, books, today, live, costs, "live")
            if ended:
                st.markdown("No longer sold, at their last prices:")
                _models_table(chosen, books, today, ended, costs, "ended")


def _models_table(
    chosen: Chosen, books: PriceBooks, today: dt.date, keys: Sequence[str], costs: dict[str, Decimal | None], part: str
) -> None:
    def click(row: int) -> Texts:
        return change_model(chosen, books, today, keys[row])

    # The key has the rows in their order, so that a late click takes the model that the button stood beside.
    use = widgets.button_column(
        "Choose", click, key=f"{chosen.widget('use_model')}_{lost_session.name(*keys)}", width=82
    )
    what = "that can be bought" if part == "live" else "that are no longer sold"
    widgets.dataframe(
        _models_frame(books[chosen.scenario.prices], keys, costs, chosen.workload.model, today),
        key=chosen.widget(f"every_model_{part}"),
        hide_index=True,
        placeholder=figures.UNPRICED,
        column_config={**_MODEL_COLUMNS, "Choose": use},
        height=300 if part == "live" else 180,
        width=480,
        alt=f"What the workload costs a month on the models {what}",
    )


def _models_frame(
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
                "Life": ", ".join(
                    filter(None, [_PRESENT * (key == present), phrases.end(book[key].model.life, today)])
                ),
            }
            for key in keys
        ]
    )
