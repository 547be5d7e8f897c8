"""The main controls of a scenario. They write texts of its link, nothing else."""

import bisect
import datetime as dt
from functools import partial

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.compare.alternatives import costs_by_size
from pricing.prices import PriceBooks
from pricing.scenario.examples import PRESETS, from_example
from pricing.scenario.fields import FIELDS
from pricing.scenario.kinds import QualityMix
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.exact import PERCENT
from pricing.values.size import Size
from pricing.wording import figures
from ui.controls import further_controls, model_and_prices, model_levers, widgets, workloads
from ui.controls.workloads import Chosen
from ui.drawing import phrases
from ui.state import catalogue, session
from ui.state.session import Texts

_STEPS = [round(step * 10**power) for power in range(1, 7) for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)] + [
    10_000_000
]
"""Stops of the volume slider, evenly spread on a logarithmic scale, up to the most that its field takes."""
_NEAR = 2
"""Sizes on each side of the present one whose costs are told."""


def show_controls(estimate: Estimate, books: PriceBooks) -> None:
    """The four controls that matter, and behind a fold what most leave as it is."""
    today, chosen = catalogue.today(), Chosen.of(estimate.scenario)
    workloads.picker(estimate)
    model, volume, quality, resolution = st.columns(4)
    with model:
        model_and_prices.choose_model(chosen, books, today)
        model_and_prices.every_model_button(chosen, books, today)
    with volume:
        _images(chosen)
    with quality:
        _quality(chosen)
    with resolution:
        _resolution(chosen, books)
    with st.container(horizontal=True, vertical_alignment="center"):
        workloads.actions(chosen)
        _examples(estimate.scenario, books, today)
    fold = widgets.expander("More assumptions, price date and budget", key="more_open")
    if fold.open:
        with fold:
            # Repeated here, so that it stays in sight on a phone.
            st.markdown(f"**{phrases.plain(figures.money(estimate.per_month))} a month**")
            further_controls.workload_fields(chosen, books)
            model_levers.model_levers(chosen, estimate.bills[chosen.place])
            further_controls.size_mix_button(chosen, books)
            st.markdown("**For all workloads**" if estimate.scenario.several else "**Prices, budget and forecast**")
            further_controls.scenario_fields(chosen, books, today)
            st.markdown("**Your own costs and users**")
            further_controls.own_cost_fields(chosen)


def _examples(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    def start(name: str) -> Texts:
        return session.replaced_by(from_example(scenario, name, books, today))

    widgets.menu(
        "Start from",
        list(PRESETS),
        placeholder="Start from an example",
        key="preset",
        change=start,
        label_visibility="collapsed",
        width=260,
    )


def _images(chosen: Chosen) -> None:
    images = chosen.workload.images
    place = bisect.bisect_left(_STEPS, images)
    around = _STEPS[max(place - 1, 0) : place + 1] or [_STEPS[-1]]
    nearest = min(around, key=lambda stop: abs(stop - images))
    stops = {step: figures.compact(step) for step in _STEPS}
    key, label = chosen.widget("images_slider"), FIELDS["images"].label
    widgets.select_slider(label, stops, nearest, key=key, change=chosen.to("images"))
    chosen.number("images", f"Exact {label.lower()}", label_visibility="collapsed")


def _quality(chosen: Chosen) -> None:
    """A slider for high and one for low quality; medium is the rest."""
    low, medium, high = chosen.workload.quality

    def take_high(share: int) -> Texts:
        return {chosen.key("quality"): str(_mix(min(_latest(chosen).low, PERCENT - share), share))}

    def take_low(share: int) -> Texts:
        return {chosen.key("quality"): str(_mix(share, min(_latest(chosen).high, PERCENT - share)))}

    key = chosen.widget("quality_high")
    widgets.slider("High quality", 0, PERCENT, high, key=key, change=take_high, format=phrases.PERCENT_SLIDER)
    key = chosen.widget("quality_low")
    widgets.slider("Low quality", 0, PERCENT, low, key=key, change=take_low, format=phrases.PERCENT_SLIDER)
    st.caption(f"Medium is the rest: {figures.percent(medium)}")


def _latest(chosen: Chosen) -> Quality:
    """The mix with what the other slider, moved at once, has made of it."""
    text = session.latest(chosen.key("quality"))
    return chosen.workload.quality if text is None else QualityMix().read(text)


def _mix(low: int, high: int) -> Quality:
    return Quality(low, PERCENT - low - high, high)


def _resolution(chosen: Chosen, books: PriceBooks) -> None:
    """The sizes, and what an image costs at each at the present mix of qualities."""
    mix = chosen.workload.size
    model = books[chosen.scenario.prices][chosen.workload.model].model
    costs = costs_by_size(chosen.workload, chosen.scenario.prices, books)
    sizes = sorted(costs, key=lambda size: (size.pixels, size))
    label = FIELDS["size"].label
    if len(sizes) > 1:
        # Stops are texts, as a pair of numbers would make a slider of two handles, and have no costs, as a stop whose
        # label changes with another control would lose the handle.
        labels = {str(size): f"{size} · {figures.decimals(1, size.megapixels)} MP" for size in sizes}
        widgets.select_slider(
            label,
            labels,
            str(mix.main),
            key=chosen.widget("size"),
            change=partial(_take_size, chosen),
            help=model.size_note or None,
        )
        place = sizes.index(mix.main)
        near = sizes[max(0, place - _NEAR) : place + _NEAR + 1]
        lines = ["Cost an image: " + ", ".join(phrases.size_and_cost(size, costs[size]) for size in near)]
        if len(mix) > 1:
            lines.insert(0, "Mix: " + ", ".join(f"{size} {figures.percent(share)}" for size, share in mix))
        st.caption(phrases.plain_lines(lines))
    else:
        only = phrases.plain(phrases.size_and_cost(mix.main, costs[mix.main]))
        st.markdown(f"{label}: **{only}**", help=model.size_note or None)


def _take_size(chosen: Chosen, text: str) -> Texts:
    """Make a size the main one; in a mix it changes places with the present main size."""
    wanted, main = Size.parse(text), chosen.workload.size.main
    swapped = {wanted: main, main: wanted}
    mix = [(swapped.get(size, size), share) for size, share in chosen.workload.size]
    return {chosen.key("size"): further_controls.size_mix_text(mix)}
