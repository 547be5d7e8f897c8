"""The data that the panel gets, and the changes that it sends.

The browser has no price and no rule: it gets the coefficients of the total from the engine, shows the cost while a
control moves, and sends texts that are read here like those of any box.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from compat import components, lost_session
from pricing.bill.coefficients import Coefficients, coefficients
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS
from pricing.scenario import in_words
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.messages import images_a_day
from pricing.scenario.mixes import SizeMix
from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording import figures
from pricing.wording.messages import NOT_PRICED, UNPRICED, words
from ui.controls import boxes, model_and_prices
from ui.controls.workloads import Chosen
from ui.drawing import messages as drawing_messages
from ui.drawing.charts import TIER_LOOK
from ui.drawing.headline import Headline
from ui.panel import messages
from ui.state import catalogue, session
from ui.state.session import Refusal, Texts

FILES = Path(__file__).parent
NAME = "planner.panel"
KEY = "panel"
"""The key of the component, the same for every workload and page."""
_HEARD = "panel_heard"
STOPS = [round(step * 10**power) for power in range(1, 7) for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)] + [
    10_000_000
]
"""The stops of the volume, images a day, evenly spaced on a logarithmic scale, up to the most that is accepted."""
_TICKS = tuple(range(0, len(STOPS), 20))
_SHAPE = 22
"""Pixels of the longer edge of a drawn shape."""
_USUAL = 1024 * 1024
"""The number of pixels to which the size that represents its shape is nearest."""


class Move(NamedTuple):
    """A message of the panel: the texts of the fields that the user changed."""

    number: int
    """Later messages have higher numbers."""
    place: int
    """The place of the workload, from 0."""
    texts: Mapping[str, str]
    """Field -> text: `images`, `quality`, or `size` with the chosen one."""
    moving: bool
    """Whether the control is still held."""

    @classmethod
    def read(cls, sent: object) -> "Move | None":
        """Read a message; None for one that the panel never sends."""
        match sent:
            case {"number": int(number), "place": int(place), "texts": dict(texts), "moving": bool(moving)}:
                if all(isinstance(text, str) for text in texts.values()):
                    return cls(number, place, texts, moving)
        return None


def declare() -> None:
    """Serve the files of the panel to the browser."""
    components.declare(NAME, FILES)


def show_panel(headline: Headline, estimate: Estimate, books: PriceBooks) -> None:
    """The headline, and the volume, qualities and size of the shown workload."""
    declare()
    chosen = Chosen.of(estimate.scenario)
    data = _data(chosen, coefficients(estimate, chosen.place, books), books)
    figure = headline.figure
    data["figure"] = {"label": figure.label, "value": figure.value, "note": figure.note, "how": headline.how}
    data["facts"] = [fact._asdict() for fact in headline.facts]
    data["living"] = headline.living
    _component()(key=KEY, data=[data], on_moved_change=_moved)


@cache
def _component() -> ComponentRenderer:
    html, css = ((FILES / f"panel.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component(NAME, html=html, css=css, js="panel.js", isolate_styles=False)


def _moved() -> None:
    """Apply a message of the panel; one that arrives after a newer one changes nothing."""
    session.take(None, None)
    move, scenario = Move.read(components.sent(KEY, "moved")), st.session_state["reading"].scenario
    heard: int = st.session_state.get(_HEARD, 0)
    if move is None or move.number <= heard or not 0 <= move.place < len(scenario.workloads):
        return
    st.session_state[_HEARD] = move.number
    if move.moving:
        session.hold_address()
    chosen = Chosen(scenario, move.place)
    for field, text in move.texts.items():
        if field == "size":
            session.take(None, _with_size(chosen, text))
        elif field in ("images", "quality"):
            _take_text(chosen, field, text)


def _take_text(chosen: Chosen, field: str, text: str) -> None:
    kind = kinds(catalogue.price_books(), catalogue.today())[field]
    box = _box(chosen, field)
    taken = boxes.typed(kind, text, chosen.key(field), FIELDS[field].label, emptied={})
    st.session_state[box] = text
    session.take(box if isinstance(taken, Refusal) else None, taken)


def _box(chosen: Chosen, field: str) -> str:
    return chosen.widget(f"{field}_box")


def _with_size(chosen: Chosen, text: str) -> Texts | None:
    """Make a size the main one; in a mix it changes places with the present main size."""
    try:
        wanted = Size.parse(text)
    except ValueError:
        return None
    main = chosen.workload.size.main
    swapped = {wanted: main, main: wanted}
    return {chosen.key("size"): str(SizeMix((swapped.get(size, size), share) for size, share in chosen.workload.size))}


def _data(chosen: Chosen, factors: Coefficients, books: PriceBooks) -> dict[str, Any]:
    workload = chosen.workload
    sizes = sorted(factors.images, key=lambda size: (size.pixels, size))
    first = _of_each_shape(sizes, workload.size.main)
    several = len(workload.size) > 1
    return {
        "session": lost_session.session_id(),
        "heard": st.session_state.get(_HEARD, 0),
        "place": chosen.place,
        "values": {
            "images": workload.images,
            "quality": list(workload.quality),
            "sizes": [[str(size), share] for size, share in workload.size],
        },
        "linear": linear(factors),
        "refused": {field: problem for field in ("images", "quality") if (problem := _refused(chosen, field))},
        "stops": STOPS,
        "ticks": [[place, figures.compact(STOPS[place])] for place in _TICKS],
        "shapes": [_choice(size) for size in first],
        "further": [_choice(size) for size in sizes if size not in first],
        "mix": words(messages.mix_of_sizes(workload.size)) if several else "",
        "note": books[chosen.scenario.prices][workload.model].model.size_note,
        "colours": [TIER_LOOK[tier][0] for tier in TIERS],
        "texts": {
            "unit": words(messages.a_month()),
            "calculating": words(messages.calculating()),
            "change": words(messages.change()),
            "multiplied": words(drawing_messages.a_sum("{volume}", "{cost}", factors.days)),
            "volume": words(replace(images_a_day(2), places=(("number", "{images}"),))),
            "one_image": words(images_a_day(1)),
            "model": _about_model(chosen, books),
            "images": FIELDS["images"].label,
            "images_box": words(messages.exact_images()),
            "quality": FIELDS["quality"].label,
            "quality_box": words(messages.exact_mix()),
            "low_quality": words(messages.low_quality()),
            "high_quality": words(messages.high_quality()),
            "tiers": [in_words.tier(tier) for tier in TIERS],
            "percent": words(messages.share()),
            "size": FIELDS["size"].label,
            "size_and_cost": words(messages.size_and_cost()),
            "more": words(messages.more_sizes()),
            "open": words(messages.change_the_plan()),
            "not_priced": words(NOT_PRICED),
            "unpriced": words(UNPRICED),
        },
    }


def _about_model(chosen: Chosen, books: PriceBooks) -> str:
    """What the list says of the model after its name."""
    model = books[chosen.scenario.prices][chosen.workload.model].model
    label = model_and_prices.model_labels(chosen.scenario, books, catalogue.today()).get(model.id, "")
    return label.removeprefix(model.name).lstrip(" ·")


def linear(factors: Coefficients) -> dict[str, Any]:
    """The coefficients as integers in units of 10 to the power of `-scale`, with which a browser computes exactly."""
    amounts = [factors.rest, *(usd for by_tier in factors.images.values() for usd in by_tier.values())]
    scale = max(_places(usd) for usd in amounts if usd is not None) if any(amounts) else 0

    def whole(usd: Decimal | None) -> str | None:
        with localcontext(EXACT):
            return None if usd is None else str(int(usd.scaleb(scale)))

    return {
        "scale": scale,
        "images": {str(size): [whole(by_tier[tier]) for tier in TIERS] for size, by_tier in factors.images.items()},
        "days": factors.days,
        "rest": whole(factors.rest),
        "images_of_rest": factors.images_of_rest,
        "alone": factors.alone,
        "locale": figures.reader().language.replace("_", "-"),
        "currency": figures.reader().currency,
        "minor": figures.reader().minor,
    }


def _places(usd: Decimal) -> int:
    exponent = usd.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _refused(chosen: Chosen, field: str) -> dict[str, str] | None:
    """The refused text of a field, and what the field accepts; None if nothing was refused."""
    refused = session.refusal(_box(chosen, field))
    if refused is None:
        return None
    problem = boxes.refused_words(refused, str(chosen.value(field)))
    return {"typed": refused.typed, "words": problem}


def _of_each_shape(sizes: Iterable[Size], main: Size) -> list[Size]:
    """The size nearest to a million pixels of each shape, and the main size."""
    nearest: dict[str, Size] = {}
    for size in sorted(sizes, key=lambda size: abs(size.pixels - _USUAL)):
        nearest.setdefault(size.orientation, size)
    shapes = [nearest[shape] for shape in ("square", "portrait", "landscape") if shape in nearest]
    return shapes if main in shapes else [*shapes, main]


def _choice(size: Size) -> dict[str, Any]:
    longer = max(size)
    return {
        "size": str(size),
        "words": words(messages.shape(size)),
        "pixels": f"{size.width} × {size.height}",
        "shape": [max(4, round(_SHAPE * edge / longer)) for edge in size],
    }
