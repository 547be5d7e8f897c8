"""What saves most: every way with its slider and Apply, several together, and what is not worth it or cannot be."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from pages.decide import decide_charts, saving_claims
from pricing.bill.estimate import Estimate
from pricing.decide import messages as decide_messages
from pricing.decide.joint import joint
from pricing.decide.savings import Way, at, savings
from pricing.decide.ways import Slider
from pricing.values.exact import plain
from pricing.wording import messages
from ui.controls import applied, widgets
from ui.drawing import charts, words
from ui.state import catalogue

_MOST = 10
"""Ways in sight; more are one click away."""
_TEXT, _SLIDER = 800, 240
"""Pixels of what is said of a way, and of its slider."""
_FEW = 8
"""Ways that are not worth it which may stand in sight."""
_STOPS = 20
"""Steps of a slider, where the grid of its field has more than a hundred."""


def draw(whole: Estimate) -> None:
    scenario = whole.scenario
    if whole.per_month is None:
        st.info("Without a price there is nothing to save on.")
        return
    found = savings(scenario, catalogue.price_books(), catalogue.today())
    worth = [way for way in found if way.worth]
    overview = st.container()
    rows = [_row(way) for way in worth[:_MOST]]
    if worth[_MOST:]:
        box = widgets.expander(f"{len(worth) - _MOST} more ways that save less", key="ways_more")
        if box.open:
            with box:
                rows += [_row(way) for way in worth[_MOST:]]
    with overview:
        turned = {_id(way): way for way in rows}
        _overview(rows, [turned.get(_id(way), way) for way in found])
    _together(rows, whole.per_month)
    _others(found)


def _overview(rows: Sequence[Way], found: Sequence[Way]) -> None:
    """The savings in sight as bars, as the sliders have them; the title is about all that are found."""
    shown = sorted((way for way in rows if way.saving > 0), key=lambda way: -way.saving)
    title = saving_claims.what_saves(found)
    if not shown:
        st.header(words.plain(title), anchor=False)
        return
    said = "; ".join(f"{messages.words(decide_messages.name(way))} {words.money(way.saving)}" for way in shown)
    charts.draw(decide_charts.savings(shown), title, f"USD a month that each saves, alone: {said}", "savings")


def _id(way: Way) -> str:
    return f"{way.workload}_{way.key}"


def _row(way: Way) -> Way:
    """A way with its slider and Apply; returns it as the slider has it."""
    furthest, stops, key = way, [], ""
    if way.degrees is not None:
        furthest, stops = at(way, way.degrees.most), _stops(way.degrees)
        # Another plan's slider has other stops, and is another slider.
        key = f"way_{_id(way)}_{way.degrees.present}_{way.degrees.most}"
        # The words stand before the slider, and are about where it is.
        way = at(way, st.session_state.get(key, way.degrees.start))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"row_{_id(way)}"
    ):
        # No wider than leaves room beside it: as wide as its text, it would send slider and button below.
        st.markdown(saving_claims.row(way, furthest), width=_TEXT)
        if way.degrees is not None and len(stops) > 1:
            options = {stop: _stop(way, stop) for stop in stops}
            label, start = messages.words(decide_messages.name(way)), way.degrees.start
            widgets.select_slider(label, options, start, key=key, label_visibility="collapsed", width=_SLIDER)
        applied.button(
            way.scenario,
            f"{messages.words(decide_messages.name(way))}: {messages.words(decide_messages.change(way))}",
            key=f"apply_{_id(way)}",
        )
    return way


def _stops(slider: Slider) -> list[Decimal]:
    """From the present value to the one that goes furthest, what is proposed among them."""
    low, high = sorted((slider.present, slider.most))
    step = max(Decimal(1) if high - low > 2 else Decimal("0.05"), (high - low) / _STOPS if high - low > 100 else 0)
    count = int((high - low) / step)
    stops = {slider.on_grid(low + step * each) for each in range(count + 1)}
    return sorted(stops | {slider.present, slider.start, slider.most}, reverse=slider.present > slider.most)


def _stop(way: Way, value: Decimal) -> str:
    return plain(value) if way.lever in ("tries", "refs", "prompt") else words.whole_percent(value)


def _together(rows: Sequence[Way], before: Decimal) -> None:
    """Several ways at once: they multiply, and one click applies them all."""
    if len(rows) < 2:
        return
    known = {_id(way): way for way in rows}
    names = {id_: messages.words(decide_messages.name(way)) for id_, way in known.items()}
    chosen = widgets.multiselect(saving_claims.ASK, names, key="ways_together", placeholder="Choose two or more")
    ways = [known[id_] for id_ in chosen if id_ in known]
    if len(ways) < 2:
        return
    found = joint(ways[0].costs.scenario, ways, catalogue.price_books())
    labels = ["Now", *(messages.words(decide_messages.name(step.way)) for step in found.steps), "With these"]
    amounts = [before, *(-step.saving for step in found.steps), found.per_month]
    title = saving_claims.together(found, before)
    said = ", ".join(
        f"{messages.words(decide_messages.name(step.way))} {words.signed_money(-step.saving)}" for step in found.steps
    )
    charts.draw(charts.waterfall(labels, amounts, before), title, said, "ways_waterfall")
    if notes := saving_claims.left_out(found):
        st.caption("  \n".join(map(words.plain, notes)))
    done = ", ".join(messages.words(decide_messages.name(step.way)) for step in found.steps)
    applied.button(found.scenario, f"Applied together: {done}", key="apply_together", label="Apply all of them")


def _others(found: Sequence[Way]) -> None:
    small = [way for way in found if way.usable and not way.worth]
    if small:
        lines = list(map(words.plain, map(saving_claims.not_worth, small)))
        if len(small) <= _FEW:
            st.caption("  \n".join([words.plain(saving_claims.small(small)), *lines]))
        else:
            _list(saving_claims.small(small), lines, "ways_small")
    unusable = [way for way in found if not way.usable]
    if unusable:
        lines = list(map(words.plain, map(saving_claims.not_usable, unusable)))
        _list(f"What cannot be used here, and why ({len(unusable)})", lines, "ways_not")


def _list(label: str, lines: Sequence[str], key: str) -> None:
    """Lines of Markdown in a fold."""
    box = widgets.expander(label, key=key)
    if box.open:
        with box:
            st.markdown("\n".join(f"- {line}" for line in lines))
