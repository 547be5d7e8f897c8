"""Images of several sizes: the share of each, in percent; the main size gets the rest."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from pricing.prices import PriceBooks
from pricing.scenario.kinds import Number
from pricing.values.exact import PERCENT
from pricing.values.size import Size
from ui.controls import boxes, widgets
from ui.controls.chosen import Chosen
from ui.drawing import words
from ui.state.session import Texts


def button(at: Chosen, books: PriceBooks) -> None:
    """Opens a box for each size of the model but the main one; nothing where there is only one size."""
    sold = books[at.scenario.prices][at.workload.model].model.sizes
    others = {*sold, *(size for size, _ in at.workload.size)} - {at.workload.size.main}
    if not others:
        return
    box = widgets.popover("Mix of sizes", key="mix_open")
    if box.open:
        with box:
            _shares(at, sorted(others, key=lambda size: (size.pixels, size)))


def text(mix: Iterable[tuple[Size, int]]) -> str:
    """The mix as a link has it."""
    return ",".join(f"{size}:{share}" for size, share in mix if share > 0)


def _shares(at: Chosen, others: Iterable[Size]) -> None:
    shares, main = dict(at.workload.size), at.workload.size.main
    rest = shares[main]
    for size in others:
        share = shares.get(size, 0)
        give = partial(_with_share, at, size)
        room = Number(0, share + rest, unit=" percent, as the sizes add up to 100")
        key = at.widget(f"mix_{size}")
        boxes.number(key, f"{size}, percent", room, share, at.key("size"), give, emptied=give("0"))
    st.caption(f"{main} gets the rest: {words.percent(rest)}")


def _with_share(at: Chosen, size: Size, percent: str) -> Texts:
    """Give a size its share; the main size gets the rest."""
    main, *others = [part for part in at.workload.size if part[0] != size]
    others.append((size, int(percent)))
    rest = PERCENT - sum(share for _, share in others)
    return {at.key("size"): text([(main[0], rest), *others])}
