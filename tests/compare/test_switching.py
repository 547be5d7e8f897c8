"""A scenario on another model or at other prices: what moves besides, and what comes back."""

from dataclasses import replace

import pytest

from pricing.compare.switching import all_on_model, models_by_life, with_guide, with_model, without_guide
from pricing.prices import GuidePrices, ListPrices, PriceBooks
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.size import Size
from tests.making import PORTRAIT, TODAY, plan, several, varied, workload

LARGE = SizeMix.of(Size(3840, 2160))


def models(scenario: Scenario) -> list[str]:
    return [each.model for each in scenario.workloads]


def test_models_that_can_be_bought_and_those_that_no_longer_can(books: PriceBooks) -> None:
    live, ended = models_by_life(ListPrices(TODAY), books, TODAY)
    assert set(live) | set(ended) == set(books.listed.priced)
    assert "gpt-image-2" in live
    assert "gpt-image-1" in ended
    # The list knows which of the guide's models have ended.
    assert "gpt-image-1" in models_by_life(GuidePrices(), books, TODAY)[1]


def test_a_model_of_one_workload_moves_its_size_and_not_its_quality(books: PriceBooks) -> None:
    before = several(workload(name="A", size=LARGE, quality=Quality(10, 20, 70)), workload(name="B", size=LARGE))
    after = with_model(before, 0, "gpt-image-1", books, TODAY)
    assert models(after) == ["gpt-image-1", "gpt-image-2"]
    assert after.workloads[0].size != LARGE
    assert after.workloads[0].quality == before.workloads[0].quality
    assert after.workloads[1] == before.workloads[1]


def test_a_model_of_all_workloads_moves_what_it_has_no_price_for(books: PriceBooks) -> None:
    before = several(workload(name="A", size=LARGE), workload(name="B", quality=Quality(100, 0, 0)))
    after = all_on_model(before, "dall-e-3", books, TODAY)
    assert models(after) == ["dall-e-3", "dall-e-3"]
    assert after.workloads[1].quality == Quality(0, 100, 0)


@pytest.mark.parametrize("day", ["2026-05-01", "2026-11-24"])
def test_a_model_without_a_price_on_the_day_moves_the_day(books: PriceBooks, day: str) -> None:
    first = books.listed["gpt-image-2.5-flare"].first_priced
    before = varied(plan(), prices=ListPrices(TODAY.fromisoformat(day)))
    assert isinstance(before.prices, ListPrices)
    after = with_model(before, 0, "gpt-image-2.5-flare", books, TODAY)
    assert after.prices == (before.prices if before.prices.day >= first else ListPrices(TODAY))


def test_leaving_the_guide_gives_back_what_it_moved_unless_that_was_changed(books: PriceBooks) -> None:
    before = varied(plan(model="gpt-image-2", size=SizeMix.of(PORTRAIT)), prices=ListPrices(TODAY))
    after = with_guide(before, books, TODAY)
    assert after.prices == GuidePrices()
    assert models(after) == ["gpt-image-1"]
    busier = after.with_workload(0, images=77)
    assert without_guide(busier, (before, after), books, TODAY) == before.with_workload(0, images=77)
    chosen = after.with_workload(0, model="dall-e-3")
    assert models(without_guide(chosen, (before, after), books, TODAY)) == ["dall-e-3"]
    assert models(without_guide(after, None, books, TODAY)) == ["gpt-image-1"]


def test_leaving_the_guide_gives_nothing_back_to_other_workloads(books: PriceBooks) -> None:
    before = several(workload(name="A", model="gpt-image-2"), workload(name="B", model="recraft-v3"))
    after = with_guide(before, books, TODAY)
    assert models(without_guide(after.without(0), (before, after), books, TODAY)) == ["gpt-image-1"]


def test_leaving_the_guide_with_a_model_that_only_it_has(books: PriceBooks) -> None:
    scenario = replace(plan(model="stability-ai"), prices=GuidePrices())
    assert models(without_guide(scenario, None, books, TODAY)) == ["gpt-image-2"]
