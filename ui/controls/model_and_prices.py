"""The choice of the model and of the price date, and the further changes that such a choice makes.

The list shows a price of one kind of image, not the cost of the plan: a browser recognises an option by its words, so
it would forget the chosen one with each change of the cost.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

import streamlit as st

from pricing.compare.effort import equal_effort
from pricing.compare.switching import all_on_model, models_by_life, with_guide, with_model, without_guide
from pricing.compare.unit_prices import by_tier
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBook, PriceBooks
from pricing.prices import messages as book_messages
from pricing.prices.book import Entry
from pricing.prices.exchange import Exchange
from pricing.prices.schema import Tier
from pricing.prices.search import model_named, search, services_without_price
from pricing.scenario import in_words, link
from pricing.scenario.comparison import Comparison
from pricing.scenario.fields import FIELDS
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.wording.figures import reader
from pricing.wording.messages import Message, together, words
from ui.controls import messages, widgets
from ui.controls.workloads import Chosen
from ui.drawing import messages as drawing_messages
from ui.drawing import phrases
from ui.state.session import Texts

_MOVED_TO = "controls_moved_to"
_EQUAL = "controls_equal_effort"
_BEFORE_GUIDE = "controls_before_guide"
_MEDIUM_FIRST: tuple[Tier, ...] = ("medium", "high", "low")


class _EqualEffort(NamedTuple):
    """A button that makes a model use as many tokens as the one before."""

    label: Message
    why: Message
    texts: Texts


def choose_model(chosen: Chosen, books: PriceBooks, today: dt.date) -> None:
    """Let the user choose the model of the workload, from the list or by a name that the search knows."""
    widgets.selectbox(
        FIELDS["model"].label,
        model_labels(chosen.scenario, books, today),
        chosen.workload.model,
        key=chosen.widget("model"),
        change=partial(_take_named, chosen, books, today),
        accept_new_options=True,
    )


def model_labels(scenario: Scenario, books: PriceBooks, today: dt.date) -> Mapping[str, str]:
    """What the list has of each model, in the language and currency of the reader."""
    figures = reader()
    return _labels(scenario.prices, scenario.exchange, books, today, (figures.language, figures.currency))


@lru_cache(maxsize=64)
def _labels(
    prices: PriceBasis, exchange: Exchange, books: PriceBooks, today: dt.date, _written_in: tuple[str, str]
) -> Mapping[str, str]:
    """Key of a model -> its words in the list, in the reader's language and currency.

    Models that are sold come first. Last come names of models without a total, which say so when they are searched for.
    """
    book = books[prices]
    live, ended = models_by_life(prices, books, today)
    costs = _medium_squares(prices, exchange, books)
    labels = {key: _label(book[key], prices, costs[key], today) for key in (*live, *ended)}
    without = [entry.model.name for key, entry in book.entries.items() if key not in book.priced]
    if isinstance(prices, ListPrices):
        without += [service.name for service in services_without_price()]
    return labels | {name: words(messages.without_total(name)) for name in without if name not in labels}


def _medium_squares(prices: PriceBasis, exchange: Exchange, books: PriceBooks) -> Mapping[str, Decimal | None]:
    """The cost of an image of 1024x1024 on each model, in medium quality or the nearest that it has."""
    return {key: _medium(by_tier(key, Comparison(), prices, books, exchange=exchange)) for key in books[prices].priced}


def _medium(costs: Mapping[Tier, Decimal | None]) -> Decimal | None:
    return next((cost for tier in _MEDIUM_FIRST if (cost := costs.get(tier)) is not None), None)


def _take_named(chosen: Chosen, books: PriceBooks, today: dt.date, text: str) -> Texts:
    """Take the model that a text names; if it names none that can be planned, show why and change nothing."""
    book = books[chosen.scenario.prices]
    if (model := model_named(text, book)) is not None:
        return change_model(chosen, books, today, model)
    st.session_state[_MOVED_TO] = _why_not(text, book)
    return {}


def _why_not(text: str, book: PriceBook) -> Message:
    """Why a name is not that of a model for a plan."""
    first = next(iter(search(text, book)), None)
    if first is None:
        return book_messages.nothing_named(text)
    if first.without_price is not None:
        return book_messages.without_price(first.without_price)
    return book_messages.compared_only(book[first.model].model.name)


def _label(entry: Entry, prices: PriceBasis, cost: Decimal | None, today: dt.date) -> str:
    """The model's name with the end of its life, its vendor, how it bills, and the price of a medium square."""
    name = phrases.model_label(entry, today)
    if not isinstance(prices, ListPrices):
        return name
    return words(messages.model_option(name, entry.file.vendor, entry.model.billing == "tokens", cost))


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
            help=words(messages.PRICES_HELP),
        )
    widgets.toggle(
        words(messages.GUIDE_LABEL),
        isinstance(scenario.prices, GuidePrices),
        key="guide",
        change=partial(_change_book, scenario, books, today),
        help=words(messages.GUIDE_HELP),
    )


def show_what_moved() -> None:
    """Show once what a change of model also changed, and how to buy what the former model made."""
    if (moved := st.session_state.pop(_MOVED_TO, None)) is not None:
        st.info(phrases.plain(words(moved)), icon=":material/swap_horiz:")
    if (equal := st.session_state.pop(_EQUAL, None)) is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            widgets.button(words(equal.label), lambda: equal.texts, icon=":material/balance:")
            st.markdown(phrases.plain(words(equal.why)), width="stretch")


def use_everywhere(scenario: Scenario, books: PriceBooks, today: dt.date, model: str) -> Texts:
    """Put a model into all workloads, with the nearest qualities and sizes that have a price; report the changes."""
    after = all_on_model(scenario, model, books, today)
    moved = [
        *_redated(scenario, after),
        *_remixed(scenario, after),
        *_resized(scenario, after),
        *_undiscounted(scenario, after),
    ]
    name = books[scenario.prices][model].model.name
    changes = [messages.all_on(name, len(scenario.workloads)), *([messages.model_moved(name, moved)] if moved else [])]
    st.session_state[_MOVED_TO] = together(changes)
    return _changed(scenario, after)


def change_model(chosen: Chosen, books: PriceBooks, today: dt.date, model: str) -> Texts:
    """Take the model, with the nearest qualities and sizes that have a price; report the changes."""
    before = chosen.scenario
    after = with_model(before, chosen.place, model, books, today)
    book = books[before.prices]
    moved = [*_redated(before, after), *_resized(before, after), *_undiscounted(before, after)]
    if moved:
        st.session_state[_MOVED_TO] = messages.model_moved(book[model].model.name, moved)
    _keep_equal_effort(chosen, book[chosen.workload.model], book[model])
    return _changed(before, after)


def _keep_equal_effort(chosen: Chosen, old: Entry, new: Entry) -> None:
    """Offer, in the next run, the qualities that take as many tokens as the former model's, if they differ."""
    if buys := equal_effort(chosen.workload, old, new):
        text = "/".join(buys)
        why = messages.equal_effort(old.model.name, new.model.name)
        st.session_state[_EQUAL] = _EqualEffort(messages.buy_qualities(buys), why, {chosen.key("buys"): text})


def _change_book(scenario: Scenario, books: PriceBooks, today: dt.date, guide: bool) -> Texts:
    """Use the guide's prices or the list prices, with models that have them; report the changes.

    What the guide changed is stored, so that turning it off restores it.
    """
    if guide:
        after = with_guide(scenario, books, today)
        st.session_state[_BEFORE_GUIDE] = (scenario, after)
    else:
        after = without_guide(scenario, st.session_state.get(_BEFORE_GUIDE), books, today)
    if moved := [*_other_models(scenario, after, books), *_resized(scenario, after)]:
        st.session_state[_MOVED_TO] = messages.prices_moved(moved, guide=guide)
    return _changed(scenario, after)


def _changed(before: Scenario, after: Scenario) -> Texts:
    """The texts of the link that differ between two scenarios."""
    was, now = link.write(before), link.write(after)
    return {key: now.get(key) for key in {**was, **now} if now.get(key) != was.get(key)}


def _redated(before: Scenario, after: Scenario) -> Iterator[Message]:
    was, now = before.prices, after.prices
    if isinstance(was, ListPrices) and isinstance(now, ListPrices) and was != now:
        yield messages.day_moved(was.day, now.day)


def _other_models(before: Scenario, after: Scenario, books: PriceBooks) -> Iterator[Message]:
    for was, now in _pairs(before, after):
        if was.model != now.model:
            old, new = books[before.prices][was.model].model.name, books[after.prices][now.model].model.name
            if was.model in books[after.prices].priced:
                yield _of(now, messages.model_moved_to(new))
            else:
                yield _of(now, messages.model_moved_to(new, lacking=old))


def _remixed(before: Scenario, after: Scenario) -> Iterator[Message]:
    for was, now in _pairs(before, after):
        if was.quality != now.quality:
            yield _of(now, messages.mix_moved(in_words.mix(now.quality)))


def _resized(before: Scenario, after: Scenario) -> Iterator[Message]:
    for was, now in _pairs(before, after):
        if was.size != now.size:
            yield _of(now, messages.size_moved(in_words.sizes(was.size), in_words.sizes(now.size)))


def _undiscounted(before: Scenario, after: Scenario) -> Iterator[Message]:
    for was, now in _pairs(before, after):
        if was.discount and not now.discount:
            yield _of(now, messages.DISCOUNT_GONE)


def _pairs(before: Scenario, after: Scenario) -> Iterator[tuple[Workload, Workload]]:
    return zip(before.workloads, after.workloads, strict=True)


def _of(workload: Workload, about: Message) -> Message:
    """A change with the name of its workload, if it has one."""
    return drawing_messages.of_workload(workload.name, [about]) if workload.name else about
