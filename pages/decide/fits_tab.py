"""What fits a budget: how far each lever may go alone, and the models on which the scenario fits as it is."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from compat import lost_session
from pages.decide import fit_claims
from pricing.bill.estimate import Estimate
from pricing.decide.goals import Fitting, Goals, goals
from pricing.scenario.scenario import Scenario
from ui.controls import applied, table_views, widgets, workloads
from ui.controls.chosen import Chosen
from ui.drawing import words
from ui.state import catalogue, session
from ui.state.session import Texts


def draw(whole: Estimate) -> None:
    scenario = whole.scenario
    at = Chosen.of(scenario)
    found = goals(scenario, catalogue.price_books(), catalogue.today())
    if found is not None:
        st.header(words.plain(fit_claims.what_fits(found, scenario, at.place)), anchor=False)
    at.number("budget", width=260)
    if found is None:
        unpriced = "Without a price nothing can be held against a budget."
        st.info(unpriced if whole.per_month is None else "Give a budget a month: what fits it is worked out from that.")
        return
    st.markdown(words.plain(fit_claims.over(found, scenario)))
    workloads.picker(whole)
    for goal in found.levers:
        if goal.workload == at.place + 1:
            with st.container(horizontal=True, vertical_alignment="center", key=f"goal_{goal.lever}"):
                st.markdown(fit_claims.row(goal), width="stretch")
                if goal.reached and goal.value != goal.present:
                    applied.button(goal.scenario, fit_claims.said(goal), key=f"apply_goal_{goal.lever}")
    _models(found, at, scenario)


def _models(found: Goals, at: Chosen, scenario: Scenario) -> None:
    """The models that keep the scenario within the budget as it is, each with a button."""
    fitting = [each for each in found.models if each.workload == at.place + 1]
    of = f" of {at.workload.name}" if scenario.several else ""
    if not fitting:
        st.markdown(words.plain(f"On no model that takes the images{of} as they are is it within the budget."))
        return
    label = words.plain(f"Within the budget with the images{of} as they are: {words.count(len(fitting), 'model')}")
    box = widgets.expander(label, key="fits_models")
    if box.open:
        with box:
            _table(fitting, at)


def _table(fitting: Sequence[Fitting], at: Chosen) -> None:
    book = catalogue.price_books()[at.scenario.prices]
    frame = pd.DataFrame(
        {
            "Model": [book[each.model].model.name for each in fitting],
            "Choose": ["" if each.model == at.workload.model else "Use this" for each in fitting],
            "USD a month": [float(each.per_month) for each in fitting],
        }
    )

    def use(row: int) -> Texts | None:
        return session.replaced_by(fitting[row].scenario)

    key = f"{at.widget('fits_use')}_{lost_session.name(*(each.model for each in fitting))}"
    column = widgets.button_column("Choose", use, key=key, width=82)
    table_views.table(frame, "Models on which the scenario is within the budget", columns={"Choose": column})
