"""What Plan, Decide and Actual show of a cost: the title, the monthly cost, and the costs by month."""

from collections.abc import Sequence

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, known_changes
from pricing.decide.costing import AtVolume, at_volumes
from pricing.decide.spread import Spread
from pricing.decide.sureness import messages as sure_messages
from pricing.saved import Page
from pricing.scenario import in_words, link
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import Message, cost_words, words
from ui.controls import messages as controls_messages
from ui.controls import widgets
from ui.controls.saving import save, share
from ui.drawing import claims, forecast_charts, headline, phrases
from ui.drawing import messages as drawing_messages
from ui.drawing.chart import show_chart
from ui.drawing.deviations import deviations, is_start
from ui.state import catalogue, session


def show_headline(estimate: Estimate, months: list[ForecastMonth], page: Page) -> None:
    """The title, Share and Save, the monthly cost, and further figures."""
    show_title(estimate, page)
    shown = headline.headline(estimate, months, None, catalogue.today())
    figure = shown.figure
    show_figure(figure.label, figure.value, phrases.plain(figure.note), border=False)
    facts = [words(drawing_messages.labelled(fact.label, fact.value)) for fact in shown.facts]
    if texts := [*filter(None, [shown.how]), *facts]:
        st.caption(phrases.plain(" · ".join(texts)))


def show_title(estimate: Estimate, page: Page) -> None:
    """The plan in words, Share and Save, and the differences from the start plan."""
    scenario = estimate.scenario
    with st.container(horizontal=True, vertical_alignment="center"):
        title = drawing_messages.title(claims.subject(estimate), scenario.images, in_words.priced_at(scenario))
        st.title(phrases.plain(words(title)), anchor=False)
        share.share_buttons(page)
        save.save_button(scenario, page)
    start = link.start_scenario(catalogue.price_books(), catalogue.today())
    with st.container(horizontal=True, vertical_alignment="center", key="under_title"):
        if is_start(scenario, start):
            st.caption(words(controls_messages.SAMPLE_PLAN), width="content")
            return
        if (differs := deviations(scenario, start, session.place(scenario))) is not None:
            st.caption(phrases.plain(words(differs)), width="content")
        label = words(controls_messages.NEW_PLAN)
        widgets.button(f":primary[{label}]", session.start_anew, key="new_plan", type="tertiary")


def show_figure(label: str, value: str, note: str = "", border: bool = True) -> None:
    """A figure in large type, under its label; label and note are Markdown."""
    st.metric(label, value, note or None, delta_color="off", delta_arrow="off", border=border)


def show_outlook(estimate: Estimate, months: list[ForecastMonth], spread: Spread | None) -> None:
    """The chart of the months; if all are the same, the costs at other volumes instead."""
    if _all_the_same(estimate, months, spread):
        _other_volumes(estimate)
    else:
        show_months(estimate, months, spread)


def show_months(estimate: Estimate, months: list[ForecastMonth], spread: Spread | None) -> None:
    """The chart of the months, with the budget, events, and the spread of each month."""
    scenario, changes = estimate.scenario, known_changes(estimate)
    marks = [(figures.month(Month.of(change.day)), words(drawing_messages.KNOWN[change.kind])) for change in changes]
    marks += [(figures.month(event.first), words(drawing_messages.EVENTS[event.effect])) for event in scenario.events]
    figure = forecast_charts.forecast_chart(
        months,
        [workload.name for workload in scenario.workloads],
        _budget(scenario),
        marks,
        () if spread is None else spread.months,
    )
    last = months[-1]
    month_ends = [
        drawing_messages.labelled(figures.month(month.month), cost_words(month.cost))
        for month in dict.fromkeys((months[0], last))
    ]
    shown = [drawing_messages.between(*month_ends) if len(month_ends) > 1 else month_ends[0]]
    if spread is not None and spread.months[-1].p10 != spread.months[-1].p90:
        cases = claims.eight_in_ten(spread.months[-1])
        shown.append(drawing_messages.labelled(figures.month(last.month), cases))
    alt = in_words.in_a_row([*map(words, shown)])
    show_chart(figure, _title(estimate, months, spread), alt, "forecast")
    notes = [words(drawing_messages.labelled(figures.day(change.day), change.message)) for change in changes]
    notes += filter(None, (claims.counts_whole(estimate, months), claims.crossed_out(months)))
    if notes:
        st.caption(phrases.plain_lines(notes))


def _all_the_same(estimate: Estimate, months: Sequence[ForecastMonth], spread: Spread | None) -> bool:
    same = len({(month.cost, month.sold) for month in months}) == 1 and months[0].sold
    return same and spread is None and not known_changes(estimate)


def _other_volumes(estimate: Estimate) -> None:
    """The cost a month at half, double and ten times the volume."""
    volumes = at_volumes(estimate.scenario, catalogue.price_books())
    costs = [(claims.times(volume), volume.per_month) for volume in volumes if volume.per_month is not None]
    figure = forecast_charts.volumes_chart(costs, _budget(estimate.scenario))
    alt = words(drawing_messages.costs_at_volumes(costs))
    show_chart(figure, words(_about_volumes(estimate, volumes)), alt, "forecast")
    st.caption(phrases.plain(words(drawing_messages.ALL_MONTHS_ALIKE)))


def _about_volumes(estimate: Estimate, volumes: Sequence[AtVolume]) -> Message:
    double = next((volume.per_month for volume in volumes if volume.factor == 2), None)
    budget = estimate.scenario.budget
    if not estimate.scenario.images:
        return drawing_messages.NO_IMAGES
    if double is None:
        return drawing_messages.AT_OTHER_VOLUMES
    if budget is None:
        return drawing_messages.at_double_volume(double)
    within = drawing_messages.at_double_volume_within_budget
    return within(double) if double <= budget else drawing_messages.at_double_volume_above_budget(double)


def _title(estimate: Estimate, months: list[ForecastMonth], spread: Spread | None) -> str:
    title = claims.sum_of_the_months(estimate, months, catalogue.today())
    return words(sure_messages.titled(title, estimate.scenario, months, spread))


def _budget(scenario: Scenario) -> float | None:
    return None if scenario.budget is None else float(scenario.budget)
