"""The controls of the Compare page: which services, what tiers buy, and on which terms."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.components import boxes, session, words
from pricing import own as own_services
from pricing.comparison import MOST_SERVICES, RELAX, Comparison
from pricing.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS
from pricing.services import NOT_OFFERED, Service, services

_OWN_ERROR = "own_error"
_MISSING = {"move": "Buy the nearest one there", "leave": "Leave it out of every service"}
_TERMS = {"monthly": "Paid by the month", "annual": "Paid a year ahead"}
_KINDS = {"price": "A price an image", "factor": "A model at a factor", "gpu": "GPU hours"}


def terms(comparison: Comparison, books: PriceBooks) -> None:
    """Which services, always in sight; the rest in folds that are empty until opened."""
    known = services(books.listed)
    st.multiselect(
        "Services", list(known), session.keep("services", list(comparison.services)),
        format_func=lambda key: known[key].name if key in known else key, key="services",
        on_change=_take_services, placeholder="Only the plan's model", max_selections=MOST_SERVICES,
    )  # fmt: skip
    with st.container(horizontal=True):
        _fold("What each quality buys", "mapping_open", partial(_mapping, comparison, known))
        _fold("Terms", "terms_open", partial(_terms, comparison))
        _fold("Your own service", "own_open", partial(_own, comparison, books))


def _fold(label: str, key: str, body: Callable[[], None]) -> None:
    box = st.popover(label, key=key, on_change=session.stay)
    if box.open:
        with box:
            body()


def _take(field: str, text: Callable[[Any], str] = str) -> None:
    session.take(field, {field: text(st.session_state[field])})


def _take_services() -> None:
    """Take the services; the list itself keeps more than there is room for from being chosen."""
    chosen = st.session_state["services"]
    if len(chosen) <= MOST_SERVICES:
        session.take("services", {"services": ",".join(chosen)})
    else:
        session.stay()


def _mapping(comparison: Comparison, known: Mapping[str, Service]) -> None:
    open_to_choice = [key for key in comparison.services if len(known[key].choices) > 1]
    if not open_to_choice:
        st.markdown("Each of these services has one quality here.")
        return
    key = st.selectbox(
        "Service", open_to_choice, format_func=lambda key: known[key].name, key="mapping_service",
        on_change=session.stay,
    )  # fmt: skip
    service = known[key]
    bought = comparison.mapped(key) or service.start_names()
    for place, tier in enumerate(TIERS):
        widget = f"mapping_{key}_{tier}"
        choices = [*service.choices, NOT_OFFERED]
        st.selectbox(
            f"{words.TIERS[tier]} quality buys", choices, choices.index(session.keep(widget, bought[place])),
            key=widget,
            format_func=lambda name: "not offered" if name == NOT_OFFERED else name,
            on_change=_take_mapping, args=(comparison, key, bought, place, widget),
        )  # fmt: skip


def _take_mapping(comparison: Comparison, key: str, bought: tuple[str, ...], place: int, widget: str) -> None:
    names = list(bought)
    names[place] = st.session_state[widget]
    mapped = dict(comparison.map) | {key: tuple(names)}
    session.take(widget, {"map": ",".join(f"{service}:{'/'.join(part)}" for service, part in mapped.items())})


def _terms(comparison: Comparison) -> None:
    missing = list(_MISSING)
    st.radio(
        "A quality that has no price at a service", missing, missing.index(session.keep("missing", comparison.missing)),
        key="missing", on_change=_take,
        args=("missing",), format_func=_MISSING.__getitem__,
    )  # fmt: skip
    term = list(_TERMS)
    st.radio(
        "Subscriptions", term, term.index(session.keep("term", comparison.term)),
        key="term", on_change=_take, args=("term",),
        format_func=_TERMS.__getitem__,
    )  # fmt: skip
    boxes.number(
        "relax", "Midjourney jobs that may wait (Relax), %", RELAX, comparison.relax, "relax",
        help="Relax takes no Fast time and waits up to 30 minutes; from Standard on.",
    )  # fmt: skip
    for field, label in (
        ("company", "Our company has more than $1M of revenue a year"),
        ("stealth", "Images must stay private (Stealth)"),
    ):
        on = session.keep(field, getattr(comparison, field) == "yes")
        st.toggle(label.replace("$", r"\$"), on, key=field, on_change=_take, args=(field, _yes_no))


def _yes_no(on: bool) -> str:
    return "yes" if on else "no"


def _own(comparison: Comparison, books: PriceBooks) -> None:
    for place, own in enumerate(comparison.own):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.text(f"{own.name}: {described(own, books)}", width="content")
            rest = comparison.own[:place] + comparison.own[place + 1 :]
            st.button("Remove", key=f"own_remove_{place}", on_click=session.take, args=(None, {"own": _text(rest)}))
    if len(comparison.own) >= own_services.MOST:
        st.markdown(f"There is room for {own_services.MOST} services of your own.")
        return
    st.text_input("Name", key="own_name", max_chars=own_services.LONGEST_NAME, on_change=session.stay)
    kind = st.segmented_control(
        "It bills", list(_KINDS), format_func=_KINDS.__getitem__, key="own_kind", default="price", required=True,
        on_change=session.stay,
    )  # fmt: skip
    for part, (label, start) in _parts(str(kind)).items():
        key = f"own_{part}"
        if part == "model":
            st.selectbox(
                label, books.listed.priced, format_func=lambda model: books.listed[model].model.name, key=key,
                on_change=session.stay,
            )  # fmt: skip
        else:
            st.text_input(label, start, key=key, on_change=session.stay)
    if error := st.session_state.pop(_OWN_ERROR, ""):
        st.error(error)
    st.button("Add", type="primary", on_click=_add, args=(comparison, books))


def _parts(kind: str) -> dict[str, tuple[str, str]]:
    """Label and start text of the boxes of a kind."""
    if kind == "price":
        return {
            tier: (f"{words.TIERS[tier]} quality, USD an image ({NOT_OFFERED}: not offered)", NOT_OFFERED)
            for tier in TIERS
        }
    if kind == "factor":
        return {
            "model": ("Model", ""),
            "factor": ("Factor on its list price", "1"),
            "url": ("Base URL, if another", ""),
        }
    return {"hourly": ("USD a GPU hour", ""), "speed": ("Images an hour", "")}


def _add(comparison: Comparison, books: PriceBooks) -> None:
    """Add the service, or say of each box what it does not take."""
    state = st.session_state
    kind, labels = state["own_kind"], _parts(state["own_kind"])
    typed = {part: state[f"own_{part}"] or "" for part in labels}
    models, taken = books.listed.priced, [own.name for own in comparison.own]
    added = own_services.from_typed(state["own_name"], kind, typed, models, taken)
    if isinstance(added, list):
        said = ["This service cannot be added."]
        for part, value, takes in added:
            label = labels[part][0] if part in labels else "Name"
            said.append(words.plain(f"{label}: {boxes.not_taken(value, takes)}"))
        state[_OWN_ERROR] = "  \n".join(said)
        session.stay()
        return
    session.take(None, {"own": _text([*comparison.own, added])})
    state["own_name"] = ""


def _text(own: Any) -> str:
    return ";".join(map(str, own))


def described(own: Own, books: PriceBooks) -> str:
    """What a service of one's own bills, in words."""
    match own:
        case OwnPrice():
            return ", ".join(f"{tier} {words.money(usd)}" for tier, usd in own.usd)
        case OwnFactor():
            where = f" at {own.base_url}" if own.base_url else ""
            return f"{books.listed[own.model].model.name} x {words.number(own.factor)}{where}"
        case OwnMachines():
            return f"{words.money(own.usd_per_hour)} a GPU hour, {own.images_per_hour:,} images an hour"
