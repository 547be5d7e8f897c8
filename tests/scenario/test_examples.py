"""Examples: in place of a scenario, and as one more workload of it."""

import pytest

from pricing.prices import GuidePrices, ListPrices
from pricing.scenario.examples import PRESETS, from_example, with_example
from pricing.scenario.kinds import Name
from pricing.scenario.labels.messages import EXAMPLES
from tests.making import TODAY, plan, shipped


@pytest.mark.parametrize("name", PRESETS)
def test_an_example_is_added_on_the_terms_of_the_scenario(name: str) -> None:
    for prices in (ListPrices(TODAY), GuidePrices()):
        before = plan(model="gpt-image-1", prices=prices)
        after = with_example(before, name, shipped(), TODAY)
        first, added = after.workloads
        assert after.prices == prices
        assert (first.model, first.images) == ("gpt-image-1", before.images)
        assert added.model in shipped()[prices].priced
        assert added.name in (from_example(before, name, shipped(), TODAY).workloads[0].name, Name().nearest(name))


def test_an_example_keeps_the_comparison() -> None:
    name = next(iter(PRESETS))
    assert from_example(plan(), name, shipped(), TODAY).prices == GuidePrices()
    assert from_example(plan(), name, shipped(), TODAY).comparison == plan().comparison


def test_each_example_has_a_name_for_people() -> None:
    assert list(EXAMPLES) == list(PRESETS)
