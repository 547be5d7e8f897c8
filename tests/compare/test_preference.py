"""What voters preferred, asked of services: scores, and which are no worse."""

from dataclasses import replace

import pytest

from pricing.compare.live import PricedService, cheapest_live
from pricing.compare.table import compare
from pricing.prices.preferences import Score, no_worse, score_of
from pricing.prices.services import services
from pricing.scenario.comparison import Comparison
from pricing.scenario.scenario import Scenario
from tests.compare.making import fits, mixed
from tests.making import TODAY, several, shipped, workload

BOARD = shipped().board


def models(service: str) -> set[str]:
    return {buys.model for buys in services(shipped().listed)[service].tiers(None).values()}


def score(low: int, high: int) -> Score:
    return Score(score=(low + high) // 2, low=low, high=high, alias="x")


@pytest.mark.parametrize(("service", "points"), [("gpt-image-2", 1383), ("krea-2-large", 1112), ("dall-e-3", 968)])
def test_a_service_of_one_model_has_its_score(service: str, points: int) -> None:
    found = score_of(models(service), BOARD)
    assert found is not None
    assert found.score == points


@pytest.mark.parametrize("service", ["krea-2", "stability-ai", "midjourney", "gpt-image-2.6-flare", "nova-canvas"])
def test_several_models_or_one_that_is_not_on_the_board_have_none(service: str) -> None:
    assert score_of(models(service), BOARD) is None


def test_a_family_whose_tiers_all_buy_one_model_has_its_score() -> None:
    krea = services(shipped().listed)["krea-2"]
    bought = {buys.model for buys in krea.tiers(("krea-2-large",) * 3).values()}
    assert score_of(bought, BOARD) == score_of({"krea-2-large"}, BOARD) is not None


def test_no_board_and_no_model_have_no_score() -> None:
    assert score_of({"gpt-image-2"}, None) is None
    assert score_of((), BOARD) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(80, 89, False), (80, 90, True), (95, 105, True), (110, 120, True), (111, 120, True), (50, 500, True)],
)
def test_no_worse_is_an_interval_that_overlaps_or_lies_above(low: int, high: int, expected: bool) -> None:
    assert no_worse(score(low, high), score(90, 110)) is expected


def test_without_a_score_nothing_is_said() -> None:
    assert no_worse(None, score(90, 110)) is None
    assert no_worse(score(90, 110), None) is None


def test_on_the_board() -> None:
    """1391-1404 lies above 1379-1387, 1327-1338 below; 1112-1119 and 1112-1118 are a tie."""
    flare, two, mai = (score_of({key}, BOARD) for key in ("gpt-image-2.5-flare", "gpt-image-2", "mai-image-2.6"))
    assert (no_worse(flare, two), no_worse(two, flare), no_worse(mai, two)) == (True, False, False)
    one, recraft = (score_of({key}, BOARD) for key in ("gpt-image-1", "recraft-v4"))
    assert no_worse(one, recraft) is no_worse(recraft, one) is True


def asked(scenario: Scenario) -> PricedService | None:
    """The cheapest live service that fits and is no worse than what the scenario has."""
    return cheapest_live(compare(scenario, shipped()), shipped(), TODAY).no_worse


def expected(scenario: Scenario) -> set[str]:
    """The same from a comparison of the whole book, and the scores alone; each of several that cost the same."""
    assert BOARD is not None
    everything = Comparison(services=tuple(services(shipped().listed)))
    table = compare(replace(scenario, comparison=everything), shipped())
    lowest = max(BOARD.scores[each.model].low for each in scenario.workloads)
    fit = [
        row
        for row in table.priced
        if row.key in BOARD.scores and BOARD.scores[row.key].high >= lowest and fits(row, table)
    ]
    return {row.key for row in fit if row.per_month == fit[0].per_month}


@pytest.mark.parametrize(
    "scenario",
    [
        mixed(),
        mixed(model="gpt-image-1"),
        mixed(model="recraft-v3", months=1),
        mixed(model="dall-e-3"),
        mixed(model="gpt-image-2.5-sunburst"),
        several(workload(name="Thumbnails", model="recraft-v3"), workload(name="Heroes", model="gpt-image-2")),
    ],
    ids=lambda scenario: "+".join(each.model for each in scenario.workloads),
)
def test_the_cheapest_that_is_no_worse_than_the_model_of_each_workload(scenario: Scenario) -> None:
    found = asked(scenario)
    assert found is not None
    assert found.service.id in expected(scenario)


def test_a_service_whose_interval_lies_below_is_not_named_though_it_costs_less() -> None:
    """Without GPT Image 2.5, nothing that fits is as preferred as GPT Image 2, which then is the answer itself."""
    assert BOARD is not None
    assert expected(mixed()) == {"gpt-image-2.5-flare", "gpt-image-2.5-sunburst"}
    scores = {key: score for key, score in BOARD.scores.items() if not key.startswith("gpt-image-2.5")}
    books = replace(shipped(), boards=(BOARD.model_copy(update={"scores": scores}),))
    offer = cheapest_live(compare(mixed(), books), books, TODAY).no_worse
    assert offer is not None
    assert offer.service.id == "gpt-image-2"


@pytest.mark.parametrize("model", ["gpt-image-2.6-flare", "midjourney", "azure-gpt-image-2"])
def test_without_a_score_there_is_no_answer(model: str) -> None:
    assert asked(mixed(model=model)) is None
    assert asked(several(workload(name="A", model="gpt-image-2"), workload(name="B", model=model))) is None


def test_without_a_board_there_is_no_answer() -> None:
    books = replace(shipped(), boards=())
    assert cheapest_live(compare(mixed(), books), books, TODAY).no_worse is None
