"""The sidebar: every field of the scenario as a control. They write texts to the plan, nothing else."""

import bisect
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from pages.components import boxes, catalogue, lost, session, words
from pricing import link
from pricing.fields import Field, Number, PixelSize
from pricing.life import end_of_life, gone
from pricing.offer import nearest_offered
from pricing.presets import PRESETS
from pricing.prices import GUIDE, PriceBooks
from pricing.prompt import count_tokens
from pricing.scenario import PERCENT, Month, Quality, Scenario
from pricing.size import Size

_STEPS = [
    round(step * 10**power) for power in range(1, 6) for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
] + [1_000_000]  # fmt: skip
"""Stops of the volume slider, evenly spread on a logarithmic scale."""
_BAR = 16
"""Characters of the quality bar."""
_MOVED_TO = "controls_moved_to"
_BEFORE_GUIDE = "controls_before_guide"
_MOVABLE = ("prices", "model", "size")
"""What a change of model or of price book may move."""


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
    """Take a control's value; an emptied one keeps what it had."""
    value = st.session_state[key]
    if value is not None:
        session.take(key, {field: text(value)})
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
    def ended(model: str) -> bool:
        return gone(end_of_life(model, books), today)

    book = books[scenario.prices]
    known = [key for key in book.priced if not scenario.price_date or book[key].first_priced <= today]
    labels = {key: words.model_label(book[key], today) for key in sorted(known, key=ended)}
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
    """Take the model, and move what it has no price for to the nearest it has; say so."""
    entry = books[scenario.prices][st.session_state["model"]]
    after = replace(nearest_offered(scenario, entry), quality=scenario.quality)
    why = ""
    if scenario.price_date and scenario.price_date < entry.first_priced:
        after = replace(after, prices=today)
        why = f"the price date to {words.day(today)}, as it had no price on {words.day(scenario.price_date)}"
    session.take("model", _changed(scenario, after))
    _say_moved(entry.model.name, [why, _resized(scenario, after)])


def _change_book(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Take the guide's prices or the list's, with a model that they have; say what moved besides.

    What the guide moved is kept, so that turning it off again gives it back unless it was changed meanwhile.
    """
    state, texts = st.session_state, link.write(scenario)
    if state["guide"]:
        after = _placed({**texts, "prices": GUIDE}, books, today)
        moved = link.write(after)
        state[_BEFORE_GUIDE] = {key: (texts[key], moved[key]) for key in _MOVABLE}
    else:
        kept = {key: was for key, (was, moved) in state.get(_BEFORE_GUIDE, {}).items() if texts[key] == moved}
        after = _placed({**texts, "prices": str(today), **kept}, books, today)
    session.take("guide", _changed(scenario, after))
    what = "The guide's prices" if state["guide"] else "The list prices"
    _say_moved(what, [_other_model(scenario, after, books), _resized(scenario, after)])


def _placed(texts: Mapping[str, str], books: PriceBooks, today: dt.date) -> Scenario:
    """The plan on a model that its prices have, at sizes that the model has a price for."""
    found = link.nearest(texts.items(), books, today)
    return replace(nearest_offered(found, books[found.prices][found.model]), quality=found.quality)


def _changed(before: Scenario, after: Scenario) -> dict[str, str]:
    """The texts that a move of the model or of its prices changes."""
    was, now = link.write(before), link.write(after)
    return {key: now[key] for key in _MOVABLE if now[key] != was[key]}


def _other_model(before: Scenario, after: Scenario, books: PriceBooks) -> str:
    if before.model == after.model:
        return ""
    was, now = (books[plan.prices][plan.model].model.name for plan in (before, after))
    lacking = before.model not in books[after.prices].priced
    return f"the model to {now}, as they have none of {was}" if lacking else f"the model back to {now}"


def _resized(before: Scenario, after: Scenario) -> str:
    return f"the resolution to {after.size} from {before.size}" if before.size != after.size else ""


def _say_moved(what: str, moved: Iterable[str]) -> None:
    """Keep for the next run what changed besides the control that was moved."""
    if said := " and ".join(filter(None, moved)):
        st.session_state[_MOVED_TO] = f"{what} moved {said}. Back undoes it."


def _images(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    at = bisect.bisect_left(_STEPS, scenario.images)
    around = _STEPS[max(at - 1, 0) : at + 1] or [_STEPS[-1]]
    nearest = session.keep("images_slider", min(around, key=lambda stop: abs(stop - scenario.images)))
    st.select_slider(
        "Images per day", _STEPS, nearest, format_func=words.compact, key="images_slider",
        on_change=_take, args=("images", "images_slider"),
    )  # fmt: skip
    _number("images", scenario, "Exact images per day", books, today, label_visibility="collapsed")


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
        share = shares.get(size, 0)
        give = partial(_with_share, scenario, size)
        room = Number(0, share + rest, unit=" percent, as the sizes add up to 100")
        boxes.number(f"mix_{size}", f"{size}, percent", room, share, "size", give, emptied=give("0"))
    st.caption(f"{scenario.size.main} gets the rest: {rest}%")


def _with_share(scenario: Scenario, size: Size, percent: str) -> boxes.Texts:
    """Give a size its share; the main size gets the rest."""
    main, *others = [part for part in scenario.size if part[0] != size]
    others.append((size, int(percent)))
    rest = PERCENT - sum(share for _, share in others)
    return {"size": _mix_text([(main[0], rest), *others])}


def _mix_text(mix: Iterable[tuple[Size, int]]) -> str:
    return ",".join(f"{size}:{share}" for size, share in mix if share > 0)


def _number(field: str, scenario: Scenario, label: str, books: PriceBooks, today: dt.date, **more: Any) -> None:
    kind = link.fields(books, today)[field]
    assert isinstance(kind, Number)
    emptied = {field: None} if field == "budget" else None
    boxes.number(f"{field}_box", label, kind, getattr(scenario, field), field, emptied=emptied, **more)


def _assumptions(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    box = st.expander("More assumptions", key="more_open", on_change=session.stay)
    if not box.open:
        return
    entry = books[scenario.prices][scenario.model]
    with box:
        for field, label, about in (
            ("prompt", "Prompt, text tokens", "About four English characters a token."),
            ("refs", "Reference images a request", "On average, for edits and style transfer."),
            ("tries", "Tries for one used image", "Images generated for one that is used."),
            ("reuse", "Reused from your cache, %", "Delivered images you already have."),
            ("batch", "Sent as a batch, %", "Generations that can wait for batch rates."),
            ("discount", "Discount off list, %", "A contract or a relay."),
            ("growth", "Growth a month, %", "More images each month."),
            ("budget", "Budget a month, USD", "Marks the first month above it."),
            ("days", "Days a month", None),
            ("months", "Months of forecast", None),
        ):
            _number(field, scenario, label, books, today, help=about)
            if field == "prompt":
                _prompt_text(link.fields(books, today)[field])
            if field == "refs" and scenario.refs:
                _reference(scenario, entry.has_fidelity)
        _start(scenario, today)


def _prompt_text(kind: Field) -> None:
    key, label = "prompt_text", "Count a prompt's tokens"

    def count() -> None:
        text = st.session_state[key]
        tokens = str(count_tokens(text))
        try:
            kind.read(tokens)
        except ValueError:
            takes = f"{kind.accepts}; this text has {int(tokens):,}"
            session.refuse(key, session.Refusal("prompt", label, text, takes))
        else:
            session.take(key, {"prompt": tokens}, echo=lost.first_action())

    st.session_state.setdefault(key, "")
    st.text_area(
        label, key=key, on_change=count, height=80, max_chars=100_000,
        placeholder="Paste a prompt here; it stays on this server.",
    )  # fmt: skip
    boxes.told(key)


def _reference(scenario: Scenario, has_fidelity: bool) -> None:
    boxes.box("refsize", "Size of a reference, pixels", PixelSize(), str(scenario.refsize), "refsize")
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
