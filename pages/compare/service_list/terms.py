"""The controls of the Compare page: the services, the qualities that a tier buys, and the terms."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from pages.compare.service_list import messages
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.schema import TIERS
from pricing.prices.services import NOT_OFFERED, Service, services
from pricing.scenario import in_words
from pricing.scenario import own as own_services
from pricing.scenario.comparison import MOST_SERVICES, Comparison, map_text
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Number
from pricing.scenario.own import NAME, Own
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import Message, words
from ui.controls import boxes, widgets
from ui.drawing import phrases
from ui.state import catalogue
from ui.state.session import Taken, Texts

_OWN_ERROR = "own_error"


def show_terms(comparison: Comparison, scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """The choice of services, always visible; the other controls are in folds, which are empty until opened."""
    services_by_key = services(books.listed)
    names = {key: service.name for key, service in services_by_key.items()}
    widgets.multiselect(
        FIELDS["services"].label,
        names,
        comparison.services,
        key="services",
        change=_take_services,
        placeholder=words(messages.ONLY_THE_PLAN),
        max_selections=MOST_SERVICES,
    )
    with st.container(horizontal=True):
        _fold(FIELDS["map"].label, "mapping_open", partial(_mapping, comparison, services_by_key))
        _fold(words(messages.TERMS), "terms_open", partial(_terms, comparison))
        _fold(words(messages.OWN_SERVICE), "own_open", partial(_own, comparison, scenario, books, today))


def _fold(label: str, key: str, body: Callable[[], None]) -> None:
    box = widgets.popover(label, key=key)
    if box.open:
        with box:
            body()


def _take_services(chosen: Sequence[str]) -> Taken:
    """Take the services; the control itself prevents the choice of more than `MOST_SERVICES`."""
    return {"services": ",".join(chosen)} if len(chosen) <= MOST_SERVICES else None


def _mapping(comparison: Comparison, services_by_key: Mapping[str, Service]) -> None:
    open_to_choice = {
        key: services_by_key[key].name for key in comparison.services if len(services_by_key[key].choices) > 1
    }
    if not open_to_choice:
        st.markdown(words(messages.ONE_QUALITY_EACH))
        return
    key = str(widgets.selectbox(words(messages.SERVICE), open_to_choice, key="mapping_service"))
    service = services_by_key[key]
    bought = comparison.mapped(key) or service.start_names()
    choices = {name: name for name in service.choices} | {NOT_OFFERED: words(messages.NOT_OFFERED)}
    for place, tier in enumerate(TIERS):
        widgets.selectbox(
            words(messages.quality_buys(tier)),
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
    widgets.radio(
        FIELDS["missing"].label,
        _named(messages.MISSING),
        comparison.missing,
        key="missing",
        change=widgets.to("missing"),
    )
    widgets.radio(FIELDS["term"].label, _named(messages.TERM), comparison.term, key="term", change=widgets.to("term"))
    relax = kinds(catalogue.price_books(), catalogue.today())["relax"]
    assert isinstance(relax, Number)
    boxes.number_box("relax", FIELDS["relax"].label, relax, comparison.relax, "relax", help=words(messages.RELAX_HELP))
    for field in ("company", "stealth"):
        on = getattr(comparison, field) == "yes"
        widgets.toggle(phrases.plain(FIELDS[field].label), on, key=field, change=widgets.to(field, _yes_no))


def _named(choices: Mapping[str, Message]) -> dict[str, str]:
    return {key: words(name) for key, name in choices.items()}


def _yes_no(on: bool) -> str:
    return "yes" if on else "no"


def _own(comparison: Comparison, scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    for place, own in enumerate(comparison.own):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            bills = in_words.own_service(own, services(books.listed))
            st.text(words(messages.own_service(own.name, bills)), width="content")
            others = comparison.own[:place] + comparison.own[place + 1 :]
            widgets.button(words(messages.REMOVE), partial(_only, others), key=f"own_remove_{place}")
    if len(comparison.own) >= own_services.MOST:
        st.markdown(words(messages.room_for(own_services.MOST)))
        return
    widgets.text_input(words(messages.NAME), key="own_name", max_chars=NAME.most)
    kind = widgets.segmented_control(words(messages.HOW_IT_BILLS), _named(messages.KINDS), "price", key="own_kind")
    for part, (label, start) in _parts(kind).items():
        key = f"own_{part}"
        if part == "model":
            models = _models(scenario, books, today)
            widgets.selectbox(words(label), models, key=key)
        else:
            widgets.text_input(words(label), start, key=key)
    if error := st.session_state.pop(_OWN_ERROR, ""):
        st.error(error)
    widgets.button(words(messages.ADD), partial(_add, comparison, books), type="primary")


def _models(scenario: Scenario, books: PriceBooks, today: dt.date) -> dict[str, str]:
    """The models that a relay can sell: those of the plan first, those no longer sold last."""
    used = [workload.model for workload in scenario.workloads]

    def place(model: str) -> tuple[bool, bool]:
        return gone(books.listed[model].model.life.shut_down, today), model not in used

    names = sorted(books.listed.priced, key=place)
    return {model: phrases.model_label(books.listed[model], today) for model in names}


def _parts(kind: str) -> dict[str, tuple[Message, str]]:
    """Label and start text of the boxes for a kind of own service."""
    if kind == "price":
        return {tier: (messages.price_of(tier, NOT_OFFERED), NOT_OFFERED) for tier in TIERS}
    if kind == "factor":
        return {"model": (messages.MODEL, ""), "factor": (messages.FACTOR, "1"), "url": (messages.BASE_URL, "")}
    return {"hourly": (messages.HOURLY, ""), "speed": (messages.SPEED, "")}


def _add(comparison: Comparison, books: PriceBooks) -> Texts | None:
    """Add the service, or list for each box why its text is not accepted."""
    state = st.session_state
    kind, labels = state["own_kind"], _parts(state["own_kind"])
    typed = {part: state[f"own_{part}"] or "" for part in labels}
    models, taken = books.listed.priced, [own.name for own in comparison.own]
    added = own_services.from_typed(state["own_name"], kind, typed, models, taken)
    if isinstance(added, list):
        lines = [words(messages.CANNOT_ADD)]
        for part, value, takes in added:
            box = labels[part][0] if part in labels else messages.NAME
            lines.append(phrases.plain(words(messages.refused(box, boxes.not_taken(value, words(takes))))))
        state[_OWN_ERROR] = "  \n".join(lines)
        return None
    state["own_name"] = ""
    return _only([*comparison.own, added])


def _only(own: Iterable[Own]) -> Texts:
    """Replace all own services by these."""
    return {"own": ";".join(map(str, own))}
