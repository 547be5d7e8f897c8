"""The currency of the plan and its rate: a dated reference rate is offered, and another one can be typed."""

import datetime as dt
from decimal import Decimal
from functools import partial

import streamlit as st

from pricing.prices import PriceBooks
from pricing.prices.exchange import RatesOfDay, currencies
from pricing.scenario.conversion import converted
from pricing.scenario.fields import FIELDS, number_of
from pricing.scenario.labels.messages import units_for_one
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.figures import USD
from pricing.wording.messages import words
from ui.controls import boxes, messages, widgets
from ui.state import session
from ui.state.session import Texts

_CHOSEN = "currency_chosen"
"""Key of the session's state for a chosen currency that has no rate yet."""


def choose_currency(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Choose the currency of the plan's amounts; one without a reference rate is applied once its rate is typed."""
    offered = None if books.reference_rates is None else books.reference_rates.newest
    chosen = st.session_state.get(_CHOSEN, "")
    widgets.selectbox(
        FIELDS["currency"].label,
        _options(offered),
        chosen or scenario.currency,
        key="currency",
        change=partial(_take_currency, scenario, offered),
        help=words(messages.CURRENCY_HELP),
    )
    if chosen and chosen != scenario.currency:
        _rate_box(scenario, chosen, today)


def choose_rate(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Boxes for the rate of the plan's currency and its day; nothing in USD."""
    if scenario.rate is None:
        return
    rate, day, reference = st.columns([1, 1, 2], vertical_alignment="bottom")
    with rate:
        _rate_box(scenario, scenario.currency, today)
    with day:
        label = FIELDS["rate_day"].label
        widgets.date_input(label, scenario.rate_day, key="rate_day", change=widgets.to("rate_day"), max_value=today)
    offered = None if books.reference_rates is None else books.reference_rates.newest
    known = None if offered is None else offered.rates.get(scenario.currency)
    if offered is not None and known is not None and (known, offered.day) != (scenario.rate, scenario.rate_day):
        texts = {"rate": str(known), "rate_day": offered.day.isoformat()}
        with reference:
            widgets.button(words(messages.take_reference_rate(known, scenario.currency, offered.day)), lambda: texts)


def _options(offered: RatesOfDay | None) -> dict[str, str]:
    """Currency code -> its words: USD, then the currencies with a reference rate, then all others."""
    name = figures.reader().currency_name
    options = {USD: words(messages.currency_name(USD, name(USD)))}
    if offered is not None:
        for code, rate in offered.rates.items():
            options[code] = words(messages.currency_at_rate(code, name(code), rate, offered.day))
    further = (code for code in currencies() if code not in options)
    return options | {code: words(messages.currency_without_rate(code, name(code))) for code in further}


def _take_currency(scenario: Scenario, offered: RatesOfDay | None, currency: str) -> Texts:
    st.session_state.pop(_CHOSEN, None)
    if currency == USD:
        return session.replaced_by(converted(scenario, USD, None, None))
    rate = None if offered is None else offered.rates.get(currency)
    if rate is None or offered is None:
        st.session_state[_CHOSEN] = currency
        return {}
    return session.replaced_by(converted(scenario, currency, rate, offered.day))


def _rate_box(scenario: Scenario, currency: str, today: dt.date) -> None:
    """A box for the rate; a typed rate gets today as its day."""

    def typed(text: str) -> Texts:
        if currency == scenario.currency:
            return {"rate": text, "rate_day": today.isoformat()}
        st.session_state.pop(_CHOSEN, None)
        return session.replaced_by(converted(scenario, currency, Decimal(text), today))

    value = scenario.rate if currency == scenario.currency else None
    label = words(units_for_one(currency, USD))
    boxes.number_box(
        f"rate_{currency}_box", label, number_of("rate"), value, "rate", typed, help=words(messages.RATE_HELP)
    )
