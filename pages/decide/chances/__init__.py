"""Ranges: a low and a high value beside the plan's, for levers and for the vendors' prices."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.decide import decide_charts
from pages.decide.chances import messages
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.decide import messages as decide_messages
from pricing.decide.spread import PRICES, RATE, Share, Spread, spread
from pricing.prices import Confidence, PriceBooks
from pricing.prices.messages import how_sure
from pricing.scenario import levers, ranges
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.kinds import NotTaken, Number
from pricing.scenario.labels.messages import LABELS
from pricing.scenario.ranges import LEVERS, PERCENT_OF_PRICES, TRIES_OF_OTHERS, PriceRange, Range
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.wording import figures
from pricing.wording.messages import Message, part, together, words
from ui.controls import boxes, cost_views, widgets
from ui.controls.workloads import Chosen
from ui.drawing import phrases
from ui.drawing.chart import show_chart
from ui.drawing.claims import Figure
from ui.state.session import Texts

_TOGETHER = "together"
_PROPOSED = {PRICES: PriceRange(Decimal(-20), Decimal(10)), RATE: PriceRange(Decimal(-5), Decimal(5))}
_REPORTED = 640
"""Pixels of the text about what other teams report."""


@dataclass(frozen=True)
class _End:
    """The low or high end of a range: a value of its field, on its side of the plan's value, and not the other end."""

    takes: Number
    low: Decimal
    high: Decimal
    opposite: Decimal

    @property
    def accepts(self) -> Message:
        return messages.an_end(self.low, self.high)

    def read(self, text: str) -> Decimal:
        value = Decimal(self.takes.read_typed(text))
        if not self.low <= value <= self.high or value == self.opposite:
            raise NotTaken(self.accepts)
        return value

    def nearest(self, text: str) -> Decimal | None:
        return None


Change = Callable[[Decimal, Decimal], Texts]
"""The texts of the scenario that a new low and high change."""


def workload_ranges(chosen: Chosen) -> None:
    """The ranges of the chosen workload's levers and of the vendors' prices, and a control to add one."""
    ranged = {range_.lever for range_ in chosen.workload.ranges}
    for range_ in chosen.workload.ranges:
        value = levers.lever_value(chosen.workload, range_.lever)
        with _row(decide_messages.lever(range_.lever), figures.number(value)):
            change = partial(_with_ends, chosen, range_)
            _ends(
                LEVER_KINDS[range_.lever],
                range_,
                value,
                chosen.widget(f"range_{range_.lever}"),
                chosen.key("ranges"),
                change,
            )
            _remove_button(chosen.widget(f"sure_{range_.lever}"), partial(_without, chosen, range_))
    percents = _percent_ranges(chosen.scenario)
    for key, percent in percents.items():
        if percent is not None:
            with _row(decide_messages.lever(key), figures.whole_percent(Decimal(0))):
                _ends(PERCENT_OF_PRICES, percent, Decimal(0), f"range_{key}", key, partial(_of_percent, key))
                _remove_button(f"sure_{key}", partial(dict.fromkeys, (key,)))
    options: dict[str, str] = {
        lever: words(decide_messages.lever(lever))
        for lever in LEVERS
        if lever not in ranged and levers.proposed(chosen.workload, lever) is not None
    }
    options |= {key: words(LABELS[key]) for key, percent in percents.items() if percent is None}
    if chosen.workload.tries == 1 and "tries" not in ranged:
        row = st.container(horizontal=True, vertical_alignment="center")
        with row:
            st.caption(phrases.plain(words(decide_messages.tries_of_others())), width=_REPORTED)
            label = words(decide_messages.count_tries_of_others())
            widgets.button(label, partial(_tries_of_others, chosen), key=chosen.widget("range_tries_of_others"))
    if options:
        widgets.menu(
            words(messages.ADD_RANGE),
            options,
            key=chosen.widget("range_add"),
            placeholder=words(messages.ASKED),
            change=partial(_added, chosen),
            width=320,
        )


def volumes_together(chosen: Chosen) -> None:
    """How far volumes move together, if two or more of them have a range."""
    ranged = [
        workload
        for workload in chosen.scenario.workloads
        if any(range_.lever == "images" for range_ in workload.ranges)
    ]
    if len(ranged) > 1:
        value, change = round(chosen.scenario.together), widgets.to(_TOGETHER)
        widgets.slider(
            words(LABELS[_TOGETHER]), 0, 100, value, key=_TOGETHER, change=change, help=words(messages.TOGETHER_HELP)
        )


def _row(name: Message, value: str) -> DeltaGenerator:
    """A row that begins with the name of a range's value, and the value."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    with row:
        st.markdown(phrases.plain(words(messages.value_of(name, value))), width=260)
    return row


def _ends(takes: Number, range_: Range | PriceRange, value: Decimal, key: str, field: str, change: Change) -> None:
    """The two boxes of a range."""
    below = _End(takes, Decimal(takes.low), value, range_.high)
    boxes.text_box(
        f"{key}_low",
        words(messages.LOW_END),
        below,
        plain(range_.low),
        field,
        lambda text: change(Decimal(text), range_.high),
        width=130,
    )
    above = _End(takes, value, Decimal(takes.high), range_.low)
    boxes.text_box(
        f"{key}_high",
        words(messages.HIGH_END),
        above,
        plain(range_.high),
        field,
        lambda text: change(range_.low, Decimal(text)),
        width=130,
    )


def _remove_button(key: str, click: Callable[[], Texts]) -> None:
    widgets.button(words(messages.REMOVE), click, key=key, icon=":material/close:")


def _with_ends(chosen: Chosen, range_: Range, low: Decimal, high: Decimal) -> Texts:
    others = (present for present in chosen.workload.ranges if present is not range_)
    return _written(chosen, [*others, range_._replace(low=low, high=high)])


def _without(chosen: Chosen, range_: Range) -> Texts:
    return _written(chosen, [present for present in chosen.workload.ranges if present is not range_])


def _written(chosen: Chosen, wanted: Iterable[Range]) -> Texts:
    return {chosen.key("ranges"): ranges.text_of(ranges.ordered(wanted)) or None}


def _percent_ranges(scenario: Scenario) -> dict[str, PriceRange | None]:
    """Key -> range in percent: of the vendors' prices, and of the rate of exchange if there is one."""
    ranges_of_rate = {} if scenario.rate is None else {RATE: scenario.raterange}
    return {PRICES: scenario.pricerange, **ranges_of_rate}


def _of_percent(key: str, low: Decimal, high: Decimal) -> Texts:
    return {key: str(PriceRange(low, high))}


def _tries_of_others(chosen: Chosen) -> Texts:
    """The tries per image that other teams report: the middle as the value, with their range."""
    low, middle, high = TRIES_OF_OTHERS
    return {
        chosen.key("tries"): plain(middle),
        **_written(chosen, [*chosen.workload.ranges, Range("tries", low, high)]),
    }


def _added(chosen: Chosen, key: str) -> Texts:
    if key in _PROPOSED:
        return {key: str(_PROPOSED[key])}
    lever = next(lever for lever in LEVERS if lever == key)
    proposed = levers.proposed(chosen.workload, lever)
    return {} if proposed is None else _written(chosen, [*chosen.workload.ranges, proposed])


def show_ranges(estimate: Estimate, months: list[ForecastMonth], books: PriceBooks) -> None:
    uncertainty = spread(estimate, books)
    if uncertainty is not None:
        _figures(estimate, uncertainty)
    chosen = Chosen.of(estimate.scenario)
    with st.container(border=True):
        question, hint = (phrases.plain(words(text)) for text in (messages.ASKED, messages.ASK_FOR_RANGES))
        st.markdown(f"**{question}** {hint}")
        workload_ranges(chosen)
        volumes_together(chosen)
    if uncertainty is not None:
        left, right = st.columns(2)
        with left:
            cost_views.show_months(estimate, months, uncertainty)
        with right:
            title = words(where_spread_is_from(uncertainty, estimate.scenario))
            alt = words(shares_of_spread(uncertainty.share, estimate.scenario))
            show_chart(decide_charts.shares(uncertainty.share, estimate.scenario), title, alt, "spread_shares")
    elif estimate.per_month is None:
        st.info(words(messages.NOTHING_TO_BE_SURE_OF))
    st.markdown(phrases.plain(words(evidence(estimate))))


def _figures(estimate: Estimate, uncertainty: Spread) -> None:
    """The range of a month and of all months, the amount to set aside, and the chance to stay within the budget."""
    with st.container(horizontal=True):
        for figure in of_spread(estimate.scenario, uncertainty):
            cost_views.show_figure(figure.label, figure.value, figure.note)


def of_spread(scenario: Scenario, spread: Spread) -> Iterator[Figure]:
    """Ranges of the dearest month and of the horizon, what to set aside, and the chance to keep the budget."""
    level, aside = spread.dearest == spread.month, spread.set_aside
    for label, costs in (
        (messages.cases_of_a_month(level), spread.dearest),
        (messages.cases_of_all(scenario.months), spread.total),
    ):
        yield Figure(words(label), words(messages.between(costs)), words(messages.half_below(costs)))
    note = messages.set_aside_for(level, aside.total, scenario.months)
    yield Figure(words(messages.SET_ASIDE), words(messages.whole(aside.month)), words(note))
    if spread.within_every_month is not None and scenario.budget is not None:
        chance = words(part(spread.within_every_month))
        yield Figure(words(messages.no_month_above(scenario.budget)), chance, words(messages.OF_ALL_CASES))


def where_spread_is_from(spread: Spread, scenario: Scenario) -> Message:
    """The lever that causes most of the spread, with its part."""
    if not spread.share:
        return messages.NOTHING_UNSURE
    most = spread.share[0]
    return messages.part_of_spread(decide_messages.lever_of(most.lever, most.workload, scenario), most.percent)


def shares_of_spread(shares: Sequence[Share], scenario: Scenario) -> Message:
    """Each lever with its part: `Images per day: 71%`."""
    return messages.shares_of_spread(
        [
            messages.share_of_spread(decide_messages.lever_of(share.lever, share.workload, scenario), share.percent)
            for share in shares
            if share.percent
        ]
    )


def evidence(estimate: Estimate) -> Message:
    """How many values have a range, and separately how sure the prices are."""
    scenario = estimate.scenario
    ranged = messages.ranged(
        sum(len(workload.ranges) for workload in scenario.workloads), scenario.pricerange is not None
    )
    prices = {(line.price, line.confidence) for line in estimate.lines}
    if not prices:
        return ranged
    count = Counter(confidence for _, confidence in prices)
    kinds = [(count[sure], how_sure(sure)) for sure in Confidence if count[sure]]
    return together([ranged, messages.rests_on(len(prices), kinds)])
