"""The team's own trial on the Decide page: a table to fill in, what it costs to make its images, and what it says."""

from collections.abc import Sequence

import streamlit as st

from pages.decide import messages
from pricing.decide.savings import Way
from pricing.decide.trial import PROMPTS, TriedModel, UnreadTrial, cost_of, kit, models_to_try, read_kit, with_trial
from pricing.scenario.accepted import text_of
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from ui.controls import widgets
from ui.drawing import phrases
from ui.state import catalogue, session
from ui.state.session import Refusal, Taken


def show_trial(scenario: Scenario, ways: Sequence[Way]) -> None:
    """Folded until it is opened."""
    box = widgets.expander(words(messages.try_it()), key="trial_open")
    if not box.open:
        return
    books = catalogue.price_books()
    models = models_to_try(scenario, ways)
    cost = cost_of(models, scenario, books)
    with box:
        st.markdown(phrases.plain(words(messages.trial_cost(PROMPTS, len(models), cost))))
        label = words(messages.trial_table())
        widgets.download(label, kit(models), "trial.csv", "text/csv", key="trial_kit", icon=":material/download:")

        def paste(text: str) -> Taken:
            if not text.strip():
                return {}
            try:
                tried = read_kit(text, list(books[scenario.prices].priced))
            except UnreadTrial as error:
                unread = messages.unread_row(error.row, error.cell)
                return Refusal("accepted", words(messages.trial_filled()), text, words(unread))
            st.session_state["trial_said"] = tried
            return {"accepted": text_of(with_trial(scenario.accepted, tried))}

        widgets.paste_area(words(messages.trial_filled()), key="trial_filled", change=paste)
        if (refused := session.refusal("trial_filled")) is not None:
            st.error(phrases.plain(refused.takes))
        tried: list[TriedModel] = st.session_state.get("trial_said", [])
        names = {model: books[scenario.prices][model].model.name for model in books[scenario.prices].priced}
        for result in tried:
            sentence = messages.tried(names[result.model], result.accepted, result.tried, *result.interval)
            st.markdown(phrases.plain(words(sentence)))
