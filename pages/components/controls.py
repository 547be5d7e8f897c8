"""The sidebar: every field of the scenario as a control. They write texts to the plan, nothing else."""

import bisect
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from pages.components import catalogue, lost, session, words
from pricing import link
from pricing.fields import Number
from pricing.offer import nearest_offered
from pricing.presets import PRESETS
from pricing.prices import GUIDE, PriceBooks
from pricing.prices.book import Entry
from pricing.prompt import count_tokens
from pricing.scenario import PERCENT, Month, Quality, Scenario
from pricing.size import Size

_STEPS = [
    round(step * 10**power) for power in range(1, 6) for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
] + [1_000_000]  # fmt: skip
"""Stops of the volume slider, evenly spread on a logarithmic scale."""
_BAR = 16
"""Characters of the quality bar."""
_FORMATS = {"budget": "%.2f"}
_MOVED_TO = "controls_moved_to"


def sidebar(scenario: Scenario, books: PriceBooks) -> None:
    """Draw the controls in the order a person thinks."""
    today = catalogue.today()
    with st.sidebar:
        _presets(books, today)
        _model(scenario, books, today)
        _images(scenario, books, today)
        _quality(scenario.quality)
        _resolution(scenario, books)
        _assumptions(scenario, books, today)


def moved() -> str:
    """What a change of model had to change besides, once; empty if nothing."""
    return str(st.session_state.pop(_MOVED_TO, ""))


def _take(field: str, key: str, text: Callable[[Any], str] = str) -> None:
    """Take a control's value; an emptied box takes out what may be left out, and else keeps what it had."""
    value = st.session_state[key]
    if value is not None:
        session.take(key, {field: text(value)})
    elif field == "budget":
        session.take(key, {field: None})
    else:
        session.stay()


def _presets(books: PriceBooks, today: dt.date) -> None:
    def start() -> None:
        name = st.session_state.pop("preset")
        if name:
            session.show(link.nearest(PRESETS[name].items(), books, today))

    st.selectbox(
        "Start from", list(PRESETS), session.keep("preset", None), placeholder="An example plan", key="preset",
        on_change=start,
    )  # fmt: skip


def _model(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    def gone(entry: Entry) -> bool:
        end = entry.model.life.shut_down
        return end is not None and end <= today

    book = books[scenario.prices]
    labels = {key: words.model_label(book[key], today) for key in sorted(book.priced, key=lambda key: gone(book[key]))}
    model = session.keep("model", scenario.model)
    st.selectbox(
        "Model", list(labels), list(labels).index(model) if model in labels else 0,
        format_func=lambda key: labels.get(key, key), key="model",
        on_change=_change_model, args=(scenario, books, today),
    )  # fmt: skip
    guide = session.keep("guide", scenario.price_date is None)
    if not guide:
        st.date_input(
            "Price date", session.keep("prices", scenario.price_date),
            key="prices", min_value=book[scenario.model].first_priced, max_value=today,
            on_change=_take, args=("prices", "prices"), format="YYYY-MM-DD",
            help="The bill uses the list prices in force on this day.",
        )  # fmt: skip
    st.toggle(
        "Prices of the May 2025 guide", guide, key="guide", on_change=_change_book, args=(scenario, books, today),
        help="The guide's own table instead of the vendors' list prices.",
    )  # fmt: skip


def _change_model(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Take the model, and move what has no price there to the nearest that has; say so."""
    model = st.session_state["model"]
    said = []
    entry = books[scenario.prices][model]
    changes = {"model": model}
    if scenario.price_date and scenario.price_date < entry.first_priced:
        changes["prices"] = str(today)
        said.append(f"the price date to {words.day(today)}, as it had no price on {words.day(scenario.price_date)}")
    size = nearest_offered(scenario, entry).size
    if size != scenario.size:
        changes["size"] = str(size)
        said.append(f"the resolution to {size}, as {scenario.size} has no price here")
    session.take("model", changes)
    if said:
        st.session_state[_MOVED_TO] = f"{entry.model.name} moved {' and '.join(said)}. Back undoes it."


def _change_book(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    prices = GUIDE if st.session_state["guide"] else str(today)
    model = scenario.model if scenario.model in books[GUIDE if st.session_state["guide"] else today] else "gpt-image-1"
    session.take("guide", {"prices": prices, "model": model})


def _images(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    at = bisect.bisect_left(_STEPS, scenario.images)
    around = _STEPS[max(at - 1, 0) : at + 1] or [_STEPS[-1]]
    nearest = session.keep("images_slider", min(around, key=lambda stop: abs(stop - scenario.images)))
    st.select_slider(
        "Images per day", _STEPS, nearest, format_func=words.compact, key="images_slider",
        on_change=_take, args=("images", "images_slider"),
    )  # fmt: skip
    _number("images", scenario.images, "Exact images per day", books, today, label_visibility="collapsed")


def _quality(quality: Quality) -> None:
    ends = session.keep("quality", (quality.low, quality.low + quality.medium))
    st.slider(
        "Quality mix", 0, PERCENT, ends, key="quality", format="%d%%", on_change=_take,
        args=("quality", "quality", lambda ends: f"{ends[0]}-{ends[1] - ends[0]}-{PERCENT - ends[1]}"),
        help="Left of the first handle: low quality. Between the handles: medium. Right of the second: high.",
    )  # fmt: skip
    blocks = [round(share * _BAR / PERCENT) for share in quality]
    bar = "".join(
        f":{colour}[{char * count}]"
        for colour, char, count in zip(("blue", "orange", "violet"), "░▒█", blocks, strict=True)
        if count
    )
    st.markdown(
        f"{bar}  \n:blue[Low {quality.low}%] · :orange[Medium {quality.medium}%] · :violet[High {quality.high}%]"
    )


def _resolution(scenario: Scenario, books: PriceBooks) -> None:
    model = books[scenario.prices][scenario.model].model
    main = scenario.size.main
    sizes = sorted({*model.sizes, *(size for size, _ in scenario.size)}, key=lambda size: (size.pixels, size))
    if len(sizes) > 1:
        # As text: a pair of numbers would make a slider of two handles.
        st.select_slider(
            "Resolution", [str(size) for size in sizes], session.keep("size", str(main)),
            format_func=_size_label, key="size",
            help=model.size_note or None, on_change=_take_size, args=(scenario,),
        )  # fmt: skip
        mix = st.expander("Mix of sizes", key="mix_open", on_change=session.stay)
        if mix.open:
            with mix:
                _size_mix(scenario, [size for size in sizes if size != main])
        elif len(scenario.size) > 1:
            st.caption(" · ".join(f"{size} {share}%" for size, share in scenario.size))
    else:
        st.markdown(f"Resolution: **{_size_label(str(main))}**", help=model.size_note or None)


def _size_label(size: str) -> str:
    return f"{size} · {Size.parse(size).megapixels:.1f} MP"


def _take_size(scenario: Scenario) -> None:
    """Make a size the main one; in a mix it changes places with the present main size."""
    chosen, main = Size.parse(st.session_state["size"]), scenario.size.main
    swapped = {chosen: main, main: chosen}
    mix = [(swapped.get(size, size), share) for size, share in scenario.size]
    session.take("size", {"size": _mix_text(mix)})


def _size_mix(scenario: Scenario, others: Sequence[Size]) -> None:
    shares = dict(scenario.size)
    rest = shares[scenario.size.main]
    for size in others:
        key, share = f"mix_{size}", shares.get(size, 0)
        session.keep(key, share)
        st.number_input(
            f"{size}, percent", 0, share + rest, share, key=key, on_change=_take_mix, args=(scenario, size, key)
        )
    st.caption(f"{scenario.size.main} gets the rest: {rest}%")


def _take_mix(scenario: Scenario, size: Size, key: str) -> None:
    """Give a size its share; the main size gets the rest."""
    main, *others = [part for part in scenario.size if part[0] != size]
    others.append((size, st.session_state[key] or 0))
    rest = PERCENT - sum(share for _, share in others)
    session.take(key, {"size": _mix_text([(main[0], rest), *others])})


def _mix_text(mix: Iterable[tuple[Size, int]]) -> str:
    return ",".join(f"{size}:{share}" for size, share in mix if share > 0)


def _number(
    field: str, value: int | Decimal | None, label: str, books: PriceBooks, today: dt.date, step: float = 1, **more: Any
) -> None:
    """A number box for a field, with the field's own limits."""
    kind = link.fields(books, today)[field]
    assert isinstance(kind, Number)
    cast: Callable[[Any], Any] = float if kind.places else int
    key = f"{field}_box"
    start = session.keep(key, None if value is None else cast(value))
    if field == "budget":
        start = None  # so that the box can be emptied
    style = _FORMATS.get(field, "%g") if kind.places else None
    as_text = partial(words.ungrouped, places=kind.places)
    st.number_input(
        label, cast(kind.low), cast(kind.high), start, step=cast(step), key=key, format=style, on_change=_take,
        args=(field, key, as_text), **more,
    )  # fmt: skip


def _assumptions(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    box = st.expander("More assumptions", key="more_open", on_change=session.stay)
    if not box.open:
        return
    entry = books[scenario.prices][scenario.model]
    with box:
        for field, label, step, about in (
            ("prompt", "Prompt, text tokens", 10, "About four English characters a token."),
            ("refs", "Reference images a request", 1, "On average, for edits and style transfer."),
            ("tries", "Tries for one used image", 0.1, "Images generated for one that is used."),
            ("reuse", "Reused from your cache, %", 5, "Delivered images you already have."),
            ("batch", "Sent as a batch, %", 5, "Generations that can wait for batch rates."),
            ("discount", "Discount off list, %", 1, "A contract or a relay."),
            ("growth", "Growth a month, %", 1, "More images each month."),
            ("budget", "Budget a month, USD", 100, "Marks the first month above it."),
            ("days", "Days a month", 1, None),
            ("months", "Months of forecast", 1, None),
        ):
            _number(field, getattr(scenario, field), label, books, today, step, help=about)
            if field == "prompt":
                _prompt_text()
            if field == "refs" and scenario.refs:
                _reference(scenario, entry.has_fidelity)
        _start(scenario, today)


def _prompt_text() -> None:
    def count() -> None:
        tokens = count_tokens(st.session_state["prompt_text"])
        session.take("prompt_text", {"prompt": str(tokens)}, echo=lost.first_action())

    st.session_state.setdefault("prompt_text", "")
    st.text_area(
        "Count a prompt's tokens", key="prompt_text", on_change=count, height=80, max_chars=100_000,
        placeholder="Paste a prompt here; it stays on this server.",
    )  # fmt: skip


def _reference(scenario: Scenario, has_fidelity: bool) -> None:
    size = session.keep("refsize", str(scenario.refsize))
    st.text_input("Size of a reference, pixels", size, key="refsize", on_change=_take, args=("refsize", "refsize"))
    if has_fidelity:
        st.segmented_control(
            "Input fidelity", ["low", "high"], default=session.keep("fidelity", scenario.fidelity),
            key="fidelity", required=True, on_change=_take,
            args=("fidelity", "fidelity"),
        )  # fmt: skip


def _start(scenario: Scenario, today: dt.date) -> None:
    first = min(Month.of(today), scenario.start)
    last = max(Month.of(today).plus(24), scenario.start)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = {str(month): words.month(month) for month in map(first.plus, range(count))}
    start = session.keep("start", str(scenario.start))
    st.selectbox(
        "First month", list(months), list(months).index(start),
        format_func=lambda key: months.get(key, key), key="start", on_change=_take,
        args=("start", "start"),
    )  # fmt: skip
