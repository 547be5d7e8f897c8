"""The figure and the controls of a scenario. They change only texts of its link."""

import datetime as dt
from typing import Literal

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.scenario import in_words
from pricing.scenario.examples import from_example
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from ui.controls import every_model, further_controls, model_and_prices, model_levers, widgets, workloads
from ui.controls.workloads import Chosen
from ui.drawing.headline import Headline
from ui.panel import messages, panel
from ui.state import catalogue, session
from ui.state.session import Texts


def show_controls(
    headline: Headline, estimate: Estimate, books: PriceBooks, folded: Literal["", "_folded", "_folded_on_phones"] = ""
) -> None:
    """The headline with the main controls, and in a fold the controls that most users leave as they are.

    `folded`: all of it is behind a button, always or on narrow screens (`ui/panel/panel.css`), as results come first.
    """
    today, chosen = catalogue.today(), Chosen.of(estimate.scenario)
    with st.container(border=True, key=f"plan{folded}"):
        workloads.picker(estimate)
        model_and_prices.choose_model(chosen, books, today)
        panel.show_panel(headline, estimate, books)
        with st.container(horizontal=True, vertical_alignment="center"):
            workloads.actions(chosen)
            _examples(estimate.scenario, books, today)
        every_model.show_every_model(chosen, books, today)
        fold = widgets.expander(words(messages.more_assumptions()), key="more_open")
        if fold.open:
            with fold:
                further_controls.workload_fields(chosen, estimate.bills[chosen.place], books)
                model_levers.model_levers(chosen, estimate.bills[chosen.place])
                further_controls.size_mix_button(chosen, books)
                terms = messages.for_all_workloads() if estimate.scenario.several else messages.prices_and_forecast()
                st.markdown(f"**{words(terms)}**")
                further_controls.scenario_fields(chosen, books, today)
                st.markdown(f"**{words(messages.own_costs_and_users())}**")
                further_controls.own_cost_fields(chosen)


def _examples(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    def start(name: str) -> Texts:
        return session.replaced_by(from_example(scenario, name, books, today))

    widgets.menu(
        words(messages.start_from()),
        in_words.examples(),
        placeholder=words(messages.start_from_example()),
        key="preset",
        change=start,
        label_visibility="collapsed",
        width=260,
    )
