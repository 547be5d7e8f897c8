"""The controls of the Compare page: which services, what tiers buy, and on which terms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS
from pricing.prices.services import NOT_OFFERED, Service, services
from pricing.scenario import in_words
from pricing.scenario import own as own_services
from pricing.scenario.comparison import MOST_SERVICES, Comparison, map_text
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Number
from pricing.scenario.own import NAME, Own
from pricing.wording import messages
from ui.controls import boxes, widgets
from ui.drawing import phrases
from ui.state import catalogue
from ui.state.session import Taken, Texts

_OWN_ERROR = "own_error"
_MISSING = {"move": "Buy the nearest one there", "leave": "Leave it out of every service"}
_TERMS = {"monthly": "Paid by the month", "annual": "Paid a year ahead"}
_KINDS = {"price": "A price an image", "factor": "A model's list price, times a factor", "gpu": "GPU hours"}


def show_terms(comparison: Comparison, books: PriceBooks) -> None:
    """Which services, always in sight; the rest in folds that are empty until opened."""
    known = services(books.listed)
    names = {key: service.name for key, service in known.items()}
    widgets.multiselect(
        FIELDS["services"].label,
        names,
        comparison.services,
        key="services",
        change=_take_services,
        placeholder="Only the plan's model",
        max_selections=MOST_SERVICES,
    )
    with st.container(horizontal=True):
        _fold(FIELDS["map"].label, "mapping_open", partial(_mapping, comparison, known))
        _fold("Terms", "terms_open", partial(_terms, comparison))
        _fold("Your own service", "own_open", partial(_own, comparison, books))


def _fold(label: str, key: str, body: Callable[[], None]) -> None:
    box = widgets.popover(label, key=key)
    if box.open:
        with box:
            body()


def _take_services(chosen: Sequence[str]) -> Taken:
    """Take the services; the list itself keeps more than there is room for from being chosen."""
    return {"services": ",".join(chosen)} if len(chosen) <= MOST_SERVICES else None


def _mapping(comparison: Comparison, known: Mapping[str, Service]) -> None:
    open_to_choice = {key: known[key].name for key in comparison.services if len(known[key].choices) > 1}
    if not open_to_choice:
        st.markdown("Each of these services has one quality here.")
        return
    key = str(widgets.selectbox("Service", open_to_choice, key="mapping_service"))
    service = known[key]
    bought = comparison.mapped(key) or service.start_names()
    choices = {name: name for name in service.choices} | {NOT_OFFERED: "not offered"}
    for place, tier in enumerate(TIERS):
        widgets.selectbox(
            f"{in_words.TIERS[tier]} quality buys",
            choices,
            bought[place],
            key=f"mapping_{key}_{tier}",
            change=partial(_take_mapping, comparison, key, bought, place),
        )


def _take_mapping(comparison: Comparison, key: str, bought: tuple[str, ...], place: int, name: str) -> Texts:
    names = list(bought)
    names[place] = name
    mapped = dict(comparison.map) | {key: tuple(names)}
    return {"map": map_text(tuple(mapped.items()))}


def _terms(comparison: Comparison) -> None:
    widgets.radio(FIELDS["missing"].label, _MISSING, comparison.missing, key="missing", change=widgets.to("missing"))
    widgets.radio(FIELDS["term"].label, _TERMS, comparison.term, key="term", change=widgets.to("term"))
    relax = kinds(catalogue.price_books(), catalogue.today())["relax"]
    assert isinstance(relax, Number)
    boxes.number_box(
        "relax",
        FIELDS["relax"].label,
        relax,
        comparison.relax,
        "relax",
        help="Relax takes no Fast time and waits up to 30 minutes; from Standard on.",
    )
    for field in ("company", "stealth"):
        on = getattr(comparison, field) == "yes"
        widgets.toggle(phrases.plain(FIELDS[field].label), on, key=field, change=widgets.to(field, _yes_no))


def _yes_no(on: bool) -> str:
    return "yes" if on else "no"


def _own(comparison: Comparison, books: PriceBooks) -> None:
    for place, own in enumerate(comparison.own):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.text(f"{own.name}: {in_words.own_service(own, services(books.listed))}", width="content")
            rest = comparison.own[:place] + comparison.own[place + 1 :]
            widgets.button("Remove", partial(_only, rest), key=f"own_remove_{place}")
    if len(comparison.own) >= own_services.MOST:
        st.markdown(f"There is room for {own_services.MOST} services of your own.")
        return
    widgets.text_input("Name", key="own_name", max_chars=NAME.most)
    kind = widgets.segmented_control("It bills", _KINDS, "price", key="own_kind")
    for part, (label, start) in _parts(kind).items():
        key = f"own_{part}"
        if part == "model":
            models = {model: books.listed[model].model.name for model in books.listed.priced}
            widgets.selectbox(label, models, key=key)
        else:
            widgets.text_input(label, start, key=key)
    if error := st.session_state.pop(_OWN_ERROR, ""):
        st.error(error)
    widgets.button("Add", partial(_add, comparison, books), type="primary")


def _parts(kind: str) -> dict[str, tuple[str, str]]:
    """Label and start text of the boxes of a kind."""
    if kind == "price":
        return {
            tier: (f"{in_words.TIERS[tier]} quality, USD an image ({NOT_OFFERED}: not offered)", NOT_OFFERED)
            for tier in TIERS
        }
    if kind == "factor":
        return {
            "model": ("Model", ""),
            "factor": ("Factor on its list price", "1"),
            "url": ("Base URL, if another", ""),
        }
    return {"hourly": ("USD a GPU hour", ""), "speed": ("Images an hour", "")}


def _add(comparison: Comparison, books: PriceBooks) -> Texts | None:
    """Add the service, or say of each box what it does not take."""
    state = st.session_state
    kind, labels = state["own_kind"], _parts(state["own_kind"])
    typed = {part: state[f"own_{part}"] or "" for part in labels}
    models, taken = books.listed.priced, [own.name for own in comparison.own]
    added = own_services.from_typed(state["own_name"], kind, typed, models, taken)
    if isinstance(added, list):
        lines = ["This service cannot be added."]
        for part, value, takes in added:
            label = labels[part][0] if part in labels else "Name"
            lines.append(phrases.plain(f"{label}: {boxes.not_taken(value, messages.words(takes))}"))
        state[_OWN_ERROR] = "  \n".join(lines)
        return None
    state["own_name"] = ""
    return _only([*comparison.own, added])


def _only(own: Iterable[Own]) -> Texts:
    """Have these services of one's own, and no other."""
    return {"own": ";".join(map(str, own))}
