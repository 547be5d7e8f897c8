"""The questions of files and amounts: each with its possible readings, which can be changed later."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from pages.actual import messages, uploads
from pricing.actual.conclusion import Conclusion
from pricing.actual.given_answers import RATE
from pricing.actual.readers.usage_records import BillFile, Question
from pricing.values.exact import plain
from pricing.wording.messages import words
from ui.controls import boxes, widgets
from ui.drawing import phrases


def draw(files: Iterable[BillFile], conclusion: Conclusion) -> None:
    """The open questions, then those with an answer, in a fold."""
    questions = [*(question for file in files for question in file.questions), *conclusion.questions]
    for question in questions:
        if not question.chosen:
            with st.container(border=True):
                _ask(question)
    answered = [question for question in questions if question.chosen]
    if not answered:
        return
    box = widgets.expander(words(messages.answered(len(answered))), key="answered_open")
    if box.open:
        with box:
            for question in answered:
                _ask(question)


def _ask(question: Question) -> None:
    st.markdown(f"**{phrases.plain(words(question.text))}**")
    with st.container(horizontal=True):
        for reading in question.readings:
            chosen = reading.value == question.chosen
            widgets.button(
                phrases.plain(words(reading.label)),
                partial(uploads.answer, question.key, reading.value),
                key=f"reading_{question.key}_{reading.value}",
                icon=":material/radio_button_checked:" if chosen else ":material/radio_button_unchecked:",
            )
    if question.key.startswith("rate:"):
        _ask_rate(question)


def _ask_rate(question: Question) -> None:
    with st.container(width=240):
        text, rate = boxes.loose_number_box(words(messages.UNITS), RATE, key=f"rate_{question.key}", placeholder="0.92")
    value = "" if rate is None or not rate else plain(rate) if not isinstance(rate, int) else str(rate)
    if text and value:
        widgets.button(
            words(messages.COUNT_AT_RATE), partial(uploads.answer, question.key, value), key=f"take_{question.key}"
        )
