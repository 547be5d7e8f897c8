"""The ways to save and what fits a budget: each proposal with its figures and an Apply button."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from compat import lost_session
from pages.decide import decide_charts, decide_claims, messages, several_ways
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.compare.fits.needs import plan_denials
from pricing.decide import messages as decide_messages
from pricing.decide.goals import Fitting, Goals, goals
from pricing.decide.savings import Way, at, savings
from pricing.decide.spread import spread
from pricing.decide.sureness import messages as sure_messages
from pricing.decide.trial import PROMPTS, TriedModel, UnreadTrial, cost_of, kit, models_to_try, read_kit, with_trial
from pricing.decide.ways import KINDS, SavingKind
from pricing.prices.life import gone
from pricing.scenario.accepted import text_of
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import actions, table_views, takeovers, widgets
from ui.controls.workloads import Chosen
from ui.drawing import phrases
from ui.drawing.chart import show_chart
from ui.state import catalogue, session
from ui.state.session import Refusal, Taken, Texts

_ASKED = "way_asked"
_MOST = 10
"""The most ways that are shown; more are one click away."""
_TEXT, _SLIDER = 800, 240
"""Pixels of the text of a way, and of its slider."""
_FEW = 8
"""The most ways that are not worth it which are shown without a fold."""


def newly_asked() -> str:
    """The id of the way that the address names, in the first run in which it does; else empty."""
    named = session.saving()
    if st.session_state.get(_ASKED, "") == named:
        return ""
    st.session_state[_ASKED] = named
    return named


def show_savings(estimate: Estimate, newly_asked: str = "") -> None:
    """The ways to save; `newly_asked` is the id of the one whose fold opens."""
    scenario = estimate.scenario
    if estimate.per_month is None:
        st.info(words(messages.NOTHING_TO_SAVE_ON))
        return
    if denied := plan_denials(estimate, catalogue.price_books()):
        st.warning(phrases.plain_lines(map(words, denied)), icon=":material/block:")
    ways = savings(scenario, catalogue.price_books(), catalogue.today())
    ended = [bill.entry.model.name for bill in estimate.bills if gone(bill.ends, catalogue.today())]
    if ended:
        _show_ended(estimate, ended, folded=bool(ways))
        if not ways:
            return
    by_kind = [(kind, [way for way in ways if way.worth and way.kind == kind]) for kind in KINDS]
    groups = {kind: _Group(kind, of_kind) for kind, of_kind in by_kind if of_kind}
    for group in groups.values():
        if newly_asked in {way.id for way in group.more}:
            st.session_state[group.key] = True
    turned = {way.id: _as_set(way) for group in groups.values() for way in group.in_sight()}
    rows = list(turned.values())
    _overview(rows, [turned.get(way.id, way) for way in ways])
    several_ways.show_target(estimate)
    for kind in KINDS:
        # Also without ways: when the last of a kind goes, a browser need not draw all that comes after it anew.
        with st.container():
            if kind in groups:
                _show_group(groups[kind], turned)
    several_ways.choose_together(rows, estimate.per_month)
    _others(ways)
    _show_trial(scenario, ways)


def _show_ended(estimate: Estimate, ended: Sequence[str], folded: bool) -> None:
    """The models that are no longer sold, and their replacements; in a fold if the page has something else to show."""
    text = phrases.plain(words(decide_messages.nobody_can_buy(ended)))
    if not folded:
        st.warning(text, icon=":material/event_busy:")
        _what_now(estimate)
        return
    fold = widgets.expander(f":orange[:material/event_busy: {text}]", key="ended_open")
    if fold.open:
        with fold:
            _what_now(estimate)


def _what_now(estimate: Estimate) -> None:
    """The replacement of each workload's model that is no longer sold, in place of savings and goals."""
    texts = [text for place in range(len(estimate.bills)) for text in takeovers.show_takeover(estimate, place)]
    if texts:
        st.caption(phrases.plain_lines(texts))


class _Group:
    """The ways with one kind of drawback; those whose images nobody has shown to be as good are in a fold."""

    def __init__(self, kind: SavingKind, ways: Sequence[Way]) -> None:
        self.name = decide_messages.KIND_NAMES[kind]
        apart = kind == "unproven"
        parts = ((), ways) if apart else (ways[:_MOST], ways[_MOST:])
        self.first, self.more = (sorted(part, key=lambda way: not way.ranked) for part in parts)
        self.key = "ways_unproven" if apart else f"ways_more_{kind}"
        """The key of the fold."""

    def in_sight(self) -> Sequence[Way]:
        return [*self.first, *self.more] if self.more and widgets.unfolded(self.key) else self.first


def _show_group(group: _Group, turned: Mapping[str, Way]) -> None:
    """The ways of a group; `turned` has those that are shown, by id, as their sliders are set."""
    if group.first:
        st.subheader(phrases.plain(words(group.name)), anchor=False)
    _show_rows(group.first, turned)
    if group.more:
        label = messages.more_ways if group.first else messages.folded_ways
        box = widgets.expander(words(label(len(group.more), group.name)), key=group.key)
        if box.open:
            with box:
                _show_rows(group.more, turned)


def _show_rows(ways: Sequence[Way], turned: Mapping[str, Way]) -> None:
    """The rows of ways; those that are not ranked, as their share is the user's to know, follow a line that says so."""
    # Each part in a place of its own: a way that comes or goes in the first moves none in the second.
    with st.container():
        for way in ways:
            if way.ranked:
                _show_row(way, turned[way.id])
    if shares := [way for way in ways if not way.ranked]:
        st.caption(phrases.plain(words(decide_messages.share_is_yours())))
        for way in shares:
            _show_row(way, turned[way.id])


def _overview(rows: Sequence[Way], ways: Sequence[Way]) -> None:
    """The savings that are shown as bars, as the sliders are set; the title says what to do first."""
    shown = [way for way in rows if way.saving > 0 and way.ranked and way.kind not in ("unproven", "ask")]
    largest = sorted((way.headline_saving for way in shown), reverse=True)[:_MOST]
    shown = [way for way in shown if way.headline_saving >= largest[-1]]
    title = decide_claims.what_saves(ways)
    if not shown:
        st.header(phrases.plain(title), anchor=False)
        return
    show_chart(decide_charts.savings(shown), title, words(messages.savings_by_way(shown)), "savings")


def _slider(way: Way) -> str:
    """The key of a way's slider. A slider with other stops must be another widget, so the key depends on them."""
    return "" if way.degrees is None else f"way_{way.id}_{way.degrees.present}_{way.degrees.most}"


def _as_set(way: Way) -> Way:
    """A way as its slider is set."""
    return way if way.degrees is None else at(way, st.session_state.get(_slider(way), way.degrees.start))


def _show_row(offered: Way, way: Way) -> None:
    """A way with its slider and Apply; `offered` is the way before its slider was moved."""
    furthest, stops, key = offered, tuple[Decimal, ...](), _slider(offered)
    if offered.degrees is not None:
        furthest, stops = at(offered, offered.degrees.most), offered.degrees.stops()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"row_{way.id}"
    ):
        # A fixed width: at the width of its text it would push slider and button below.
        st.markdown(decide_claims.saving_row(way, furthest), width=_TEXT)
        if way.degrees is not None and len(stops) > 1:
            options = {stop: _stop(way, stop) for stop in stops}
            label, start = decide_claims.way_name(way), way.degrees.start
            look: dict[str, Any] = {"label_visibility": "collapsed", "width": _SLIDER, "persist_state": "session"}
            widgets.select_slider(label, options, start, key=key, **look)
        apply = ""
        actions.apply_button(way.scenario, words(messages.changed(way)), key=f"apply_{way.id}", label=apply)
        if (same := way.at_same_tokens) is not None and decide_messages.like_for_like(way) is not None:
            done, same_tokens = (
                messages.changed_with_same_tokens(way, same.buys),
                decide_messages.apply_at_same_tokens(),
            )
            actions.apply_button(same.scenario, words(done), key=f"apply_same_{way.id}", label=words(same_tokens))


def _stop(way: Way, value: Decimal) -> str:
    return plain(value) if way.lever in ("tries", "refs", "prompt") else figures.whole_percent(value)


def _others(ways: Sequence[Way]) -> None:
    small = [way for way in ways if way.usable and not way.worth]
    if small:
        heading = words(messages.small_ways(small))
        lines = [phrases.plain(words(messages.not_worth(way))) for way in small]
        if len(small) <= _FEW:
            st.caption("  \n".join([phrases.plain(heading), *lines]))
        else:
            _list(heading, lines, "ways_small")
    unusable = [way for way in ways if not way.usable]
    if unusable:
        lines = list(map(phrases.plain, map(decide_claims.not_usable, unusable)))
        _list(words(messages.not_usable_ways(len(unusable))), lines, "ways_not")


def _list(label: str, lines: Sequence[str], key: str) -> None:
    """A list of lines of Markdown, in a fold."""
    box = widgets.expander(label, key=key)
    if box.open:
        with box:
            st.markdown("\n".join(f"- {line}" for line in lines))


def show_fits(estimate: Estimate) -> None:
    scenario = estimate.scenario
    chosen = Chosen.of(scenario)
    ended = [bill.entry.model.name for bill in estimate.bills if gone(bill.ends, catalogue.today())]
    if ended and estimate.per_month is not None:
        _show_ended(estimate, ended, folded=len(ended) < len(estimate.bills))
        if len(ended) == len(estimate.bills):
            return
    fitting = goals(scenario, catalogue.price_books(), catalogue.today())
    if fitting is not None:
        st.header(phrases.plain(words(decide_claims.what_fits(fitting, scenario, chosen.place))), anchor=False)
    chosen.number("budget", box="fits_budget", width=260)
    if fitting is None:
        st.info(words(messages.NOTHING_TO_HOLD if estimate.per_month is None else messages.BUDGET_WANTED))
        return
    sure = spread(estimate, catalogue.price_books())
    if (within_budget := sure_messages.within_budget(scenario, forecast(estimate), sure)) is not None:
        st.markdown(phrases.plain(words(within_budget)))
    for goal in fitting.levers:
        if goal.workload == chosen.place + 1:
            with st.container(horizontal=True, vertical_alignment="center", key=f"goal_{goal.lever}"):
                st.markdown(decide_claims.goal_row(goal, fitting.level), width="stretch")
                if goal.reached and goal.value != goal.present:
                    done, key = words(messages.goal_applied(goal)), f"apply_goal_{goal.lever}"
                    actions.apply_button(goal.scenario, done, key=key)
    _models(fitting, chosen, scenario)


def _models(goals: Goals, chosen: Chosen, scenario: Scenario) -> None:
    """The models with which the scenario as it is stays within the budget, each with a button."""
    fitting = [fit for fit in goals.models if fit.workload == chosen.place + 1]
    workload = chosen.workload.name if scenario.several else ""
    if not fitting:
        st.markdown(phrases.plain(words(messages.no_model_within(workload))))
        return
    label = phrases.plain(words(messages.models_within(len(fitting), workload)))
    box = widgets.expander(label, key="fits_models")
    if box.open:
        with box:
            _models_table(fitting, chosen)


def _models_table(fitting: Sequence[Fitting], chosen: Chosen) -> None:
    book = catalogue.price_books()[chosen.scenario.prices]
    use_this = words(messages.USE_THIS)
    frame = pd.DataFrame(
        {
            "Model": [book[fit.model].model.name for fit in fitting],
            "Choose": ["" if fit.model == chosen.workload.model else use_this for fit in fitting],
            "USD a month": [float(fit.per_month) for fit in fitting],
        }
    )

    def use(row: int) -> Texts | None:
        return session.replaced_by(chosen.scenario.with_workload(chosen.place, model=fitting[row].model))

    key = f"{chosen.widget('fits_use')}_{lost_session.name(*(fit.model for fit in fitting))}"
    columns = {"Choose": widgets.button_column(words(messages.CHOOSE), use, key=key, width=82)}
    alt = words(messages.MODELS_WITHIN)
    table_views.table(frame, alt, columns=columns, headings=messages.FIT_HEADINGS)


def _show_trial(scenario: Scenario, ways: Sequence[Way]) -> None:
    """The team's own trial: a table to fill in, the cost of its images and its result; computed only when opened."""
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
            st.session_state["trial_result"] = tried
            return {"accepted": text_of(with_trial(scenario.accepted, tried))}

        widgets.paste_area(words(messages.trial_filled()), key="trial_filled", change=paste)
        if (refused := session.refusal("trial_filled")) is not None:
            st.error(phrases.plain(refused.takes))
        tried: list[TriedModel] = st.session_state.get("trial_result", [])
        names = {model: books[scenario.prices][model].model.name for model in books[scenario.prices].priced}
        for result in tried:
            sentence = messages.tried(names[result.model], result.accepted, result.tried, *result.interval)
            st.markdown(phrases.plain(words(sentence)))
