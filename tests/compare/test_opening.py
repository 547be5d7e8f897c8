"""The services that a comparison opens with."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from pricing.compare.live import cheapest_live
from pricing.compare.opening import WELL_KNOWN, compared, read_compared, with_comparison_of
from pricing.prices import GuidePrices
from pricing.scenario import link
from pricing.scenario.comparison import MOST_SERVICES, START_SERVICES, completed
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from tests.compare.making import comparison, from_query, mixed, query_of, table
from tests.making import TODAY, plans, several, shipped, workload


def opening(scenario: Scenario) -> tuple[str, ...]:
    found = compared(scenario, shipped(), TODAY).comparison
    assert found is not None
    return found.services


@pytest.mark.parametrize(
    ("scenario", "first"),
    [
        (mixed(), ("gpt-image-2", "gpt-image-2.5-sunburst", "cloudflare-flux-1-schnell")),
        (mixed(model="cloudflare-flux-1-schnell"), ("cloudflare-flux-1-schnell",)),
        (mixed(model="dall-e-3"), ("dall-e-3", "gpt-image-2.5-sunburst", "cloudflare-flux-1-schnell")),
        (
            several(workload(name="A", model="recraft-v3"), workload(name="B", model="gpt-image-2", refs=1)),
            ("recraft-v3", "gpt-image-2", "gpt-image-2.5-sunburst"),
        ),
        (mixed(model="gpt-image-1", prices=GuidePrices()), ("gpt-image-1", "stability-ai")),
    ],
)
def test_the_models_the_cheapest_and_the_well_known(scenario: Scenario, first: tuple[str, ...]) -> None:
    found = opening(scenario)
    assert found[: len(first)] == first
    rest = found[len(first) :]
    assert [key for key in rest if key in WELL_KNOWN] == [key for key in WELL_KNOWN if key not in first]


@settings(max_examples=30)
@given(scenario=plans(most=MOST_WORKLOADS))
def test_it_can_be_written_and_has_the_cheapest(scenario: Scenario) -> None:
    found = compared(scenario, shipped(), TODAY)
    assert len(opening(scenario)) <= MOST_SERVICES
    assert from_query(query_of(found)) == found
    live = cheapest_live(table(scenario), shipped(), TODAY)
    for offer in (live.cheapest, live.of_vendor):
        assert offer is None or offer.service.id in opening(scenario)


def test_a_comparison_that_is_there_stays() -> None:
    own = replace(mixed(), comparison=completed(comparison(services=("recraft-v3",)), shipped().listed))
    assert compared(own, shipped(), TODAY) is own


@pytest.mark.parametrize("key", ["relax=0", "term=annual", "map=", "own="])
def test_a_link_that_compares_means_the_frozen_services(key: str) -> None:
    scenario = from_query(key)
    assert compared(scenario, shipped(), TODAY) is scenario
    assert scenario.comparison is not None
    assert scenario.comparison.services == START_SERVICES


def test_no_comparison_is_written_elsewhere() -> None:
    assert "services" not in link.write(mixed())


def test_a_page_that_compares_reads_a_link_with_its_comparison() -> None:
    texts = link.write(mixed())
    assert read_compared(texts.items(), shipped(), TODAY).scenario == compared(mixed(), shipped(), TODAY)
    wrong = read_compared((texts | {"images": "x"}).items(), shipped(), TODAY)
    assert wrong.scenario is None
    assert [problem.field for problem in wrong.problems] == ["images"]


def test_a_comparison_that_nobody_chose_is_no_difference() -> None:
    saved, opened = mixed(), compared(mixed(images=2000), shipped(), TODAY)
    assert with_comparison_of(saved, opened, shipped(), TODAY).comparison == opened.comparison
    assert with_comparison_of(saved, mixed(images=2000), shipped(), TODAY) is saved
    assert opened.comparison is not None
    chosen = replace(opened, comparison=replace(opened.comparison, services=("recraft-v3",)))
    assert with_comparison_of(saved, chosen, shipped(), TODAY) == compared(saved, shipped(), TODAY)
