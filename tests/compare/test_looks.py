"""How services are drawn: one's own by its name, never like another on the page."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from pages.compare.graphs.compare_charts import Look, looks
from pricing.prices.services import services
from pricing.scenario.comparison import MOST_SERVICES, START_SERVICES
from pricing.scenario.own import Own, OwnMachines
from tests.compare.making import comparison, mixed, names, own_lists, table
from tests.making import shipped, usd
from ui.drawing.charts import COLOURS

ALL = tuple(services(shipped().listed))


def drawn(*own: Own, services: tuple[str, ...] = ()) -> Mapping[str, Look]:
    """The look of each service by its name."""
    return looks(table(mixed(), comparison(services=services, own=own)).rows)


def rig(name: str) -> OwnMachines:
    return OwnMachines(name, usd("1"), 100)


@settings(max_examples=30)
@given(own=own_lists)
def test_ones_own_looks_like_no_other_in_bars_and_in_lines(own: tuple[Own, ...]) -> None:
    found = drawn(*own, services=ALL)
    for service in own:
        label = f"{service.name} (yours)"
        mine = found[label]
        others = [look for name, look in found.items() if name != label]
        assert (mine.colour, mine.pattern) not in {(look.colour, look.pattern) for look in others}
        assert (mine.colour, mine.dash) not in {(look.colour, look.dash) for look in others}


@settings(max_examples=100)
@given(first=names, second=names)
def test_a_new_service_changes_no_look(first: str, second: str) -> None:
    if first != second:
        before, after = drawn(rig(first)), drawn(rig(first), rig(second))
        assert {name: after[name] for name in before} == before


def test_a_name_keeps_its_look_wherever_it_stands() -> None:
    """A service that is taken out leaves its colour to nobody."""
    alone = drawn(rig("Kontor"))["Kontor (yours)"]
    assert drawn(rig("Relay"), rig("Rig"), rig("Kontor"))["Kontor (yours)"] == alone


@given(service=st.sampled_from(ALL))
def test_a_vendors_service_looks_the_same_beside_those_that_always_do(service: str) -> None:
    label = services(shipped().listed)[service].name
    always = drawn(rig("Mine"), services=(*START_SERVICES, "gpt-image-2"))
    beside = drawn(rig("Mine"), services=tuple(dict.fromkeys((*START_SERVICES, "gpt-image-2", service))))
    assert {name: look for name, look in beside.items() if name in always} == always
    if label in always:
        assert drawn(services=(service,))[label] == always[label]


@given(found=st.lists(st.sampled_from(ALL), min_size=2, max_size=MOST_SERVICES, unique=True))
def test_services_of_a_page_look_different(found: list[str]) -> None:
    """Eight differ in colour; beyond that those of one colour differ in pattern, and at first in their lines."""
    looks_ = list(drawn(services=tuple(found)).values())
    assert len({look.colour for look in looks_}) == min(len(looks_), len(COLOURS))
    assert len({(look.colour, look.pattern) for look in looks_}) == len(looks_)
    if len(looks_) <= 3 * len(COLOURS):
        assert len({(look.colour, look.dash) for look in looks_}) == len(looks_)
