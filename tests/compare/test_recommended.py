"""Which service is recommended, with its reasons; the headline, the chart and the answer of the API name the same."""

import html
import itertools
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pages.compare.graphs import votes_chart
from pricing.bill.estimate import estimate
from pricing.bill.placement import on_model, under_contract
from pricing.compare.advice import Advice, advise, without_advice
from pricing.compare.choice import fit_of_row
from pricing.compare.live import cheapest_live, is_no_worse
from pricing.decide.savings import first, savings
from pricing.export.comparisons import compare_data
from pricing.prices.life import gone
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.compare.making import from_query, mixed, table
from tests.compare.test_fits import generated
from tests.making import TODAY, several, shipped, workload


def advised(scenario: Scenario) -> Advice | None:
    found = table(scenario)
    return advise(found, cheapest_live(found, shipped(), TODAY), shipped(), TODAY)


def told(scenario: Scenario) -> str:
    advice = advised(scenario)
    assert advice is not None
    return " ".join(map(words, (*advice.because, *advice.gives_up)))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("v=3&prices=2026-04-21&buys=-/-/high", "GPT Image 2"),
        ("v=3&prices=2026-04-21&buys=-/-/high&name=A&2.name=B&2.quality=0-100-0&2.refs=16", "As planned"),
    ],
)
def test_to_stay_where_only_lower_qualities_of_the_same_model_cost_less(query: str, name: str) -> None:
    """What a plan buys of its model is what the model costs: no cheaper qualities of it are offered in its place."""
    advice = advised(from_query(query))
    assert advice is not None
    assert (advice.name, advice.stay) == (name, True)


def test_to_move_to_what_is_cheaper_and_no_worse() -> None:
    """At the tokens that it takes now, nothing is saved."""
    advice, text = advised(mixed()), told(mixed())
    assert advice is not None
    assert (advice.key, advice.stay, advice.saving) == ("gpt-image-2.5-sunburst", False, Decimal("1540.89"))
    for part in (
        "1,425 (1,418 to 1,431), GPT Image 2 1,383",
        "GPT Image 2.5 Flare costs as much and has a lower score by voters.",
        "sold by OpenAI",
        "medium 439 instead of 1,756",
    ):
        assert part in text
    assert text.endswith("With as many tokens as now it costs as much as the plan.")


def test_to_stay_where_nothing_that_is_shown_to_be_as_good_costs_less() -> None:
    advice = advised(mixed(model="gpt-image-2.5-flare"))
    assert advice is not None
    assert (advice.key, advice.stay, advice.gives_up) == ("gpt-image-2.5-flare", True, ())
    assert "none that fits and is shown to be no worse than GPT Image 2.5 Flare costs less" in told(
        mixed(model="gpt-image-2.5-flare")
    )
    assert "Recraft V4.1 has no score" in told(mixed(model="recraft-v4.1"))


def test_in_place_of_what_nobody_can_buy_its_replacement_and_no_saving() -> None:
    advice, text = advised(mixed(model="gpt-image-1")), told(mixed(model="gpt-image-1"))
    assert advice is not None
    assert (advice.stay, advice.saving) == (False, None)
    assert "Nobody can buy GPT Image 1 any more: it was shut down on 23 Oct 2026." in text
    assert "successor" in text


def test_nothing_where_no_service_carries_the_volume() -> None:
    assert advised(mixed(images=5_000_000)) is None


def test_over_many_scenarios_it_fits_and_is_no_worse_and_every_place_names_it() -> None:
    """200 scenarios: what is recommended is bought, fits, and the title of the chart names no other one."""
    kinds: Counter[str] = Counter()
    for scenario in generated(200):
        found = table(scenario)
        live = cheapest_live(found, shipped(), TODAY)
        advice = advise(found, live, shipped(), TODAY)
        is_gone = gone(found.present.ends, TODAY)
        kinds["none" if advice is None else "stay" if advice.stay else "gone" if is_gone else "move"] += 1
        shown = votes_chart.chart(found, live, advice, shipped())
        title = "" if shown is None else votes_chart.title(shown, found, advice, is_gone)
        if advice is None:
            text = " ".join(map(words, without_advice(found, live, shipped(), TODAY)))
            assert ("none is known to fit" in text) == (live.cheapest is None)
            assert live.cheapest is None or f"the cheapest that fits is {live.cheapest.service.name}: " in text
            continue
        if "recommended in place of" in title:
            assert shown is not None
            assert advice.key in {placed.key for placed in shown.services}
        assert advice.because
        if advice.stay:
            assert not fit_of_row(found.present, found, shipped(), TODAY).denied
            assert not is_gone
            assert shown is None or not shown.better
        elif not is_gone and live.no_worse is not None and advice.key == live.no_worse.service.id:
            assert is_no_worse(live.no_worse.live, scenario, shipped())
            assert live.no_worse.fit.answer == "yes"
            if shown is not None and shown.better:
                assert shown.better[0].key == advice.key or shown.better[0].cost == advice.cost
                assert shown.better[0].name in title
                assert "cheapest" in title or all(placed.name in title for placed in shown.better)
        assert advice.saving is None or not is_gone
    assert min(kinds[kind] for kind in ("none", "stay", "move", "gone")) > 3


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare", "gpt-image-1", "recraft-v4.1"])
def test_the_api_says_what_the_page_recommends(model: str) -> None:
    scenario = mixed(model=model)
    data, advice = compare_data(table(scenario), shipped(), TODAY)["advice"], advised(scenario)
    assert data is not None
    assert advice is not None
    assert (data["service"], data["per_month"]) == (advice.key, plain(advice.cost))
    assert data["because"] == list(map(words, advice.because))
    assert data["gives_up"] == list(map(words, advice.gives_up))


def test_every_scored_service_that_fits_is_in_the_chart_and_no_other() -> None:
    board = shipped().board
    assert board is not None
    found = table(mixed())
    live, advice = cheapest_live(found, shipped(), TODAY), advised(mixed())
    shown = votes_chart.chart(found, live, advice, shipped())
    assert shown is not None
    assert {each.key for each in shown.services} == {offer.service.id for offer in live.fitting if offer.score}
    assert [name for name, _ in shown.not_placed] == [offer.service.name for offer in live.fitting if not offer.score]
    roles = Counter(each.role for each in shown.services)
    assert roles["plan"] == roles["recommended"] == 1
    assert [each.key for each in shown.better] == ["gpt-image-2.5-sunburst", "gpt-image-2.5-flare"]
    assert votes_chart.title(shown, found, advice, False) == (
        f"Of the {len(shown.services) - 1} other services that fit and have a score, only GPT Image 2.5 Sunburst and "
        "GPT Image 2.5 Flare cost less than GPT Image 2 and are no worse to voters"
    )


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "seedream-5.0-pro"])
def test_of_equal_costs_the_plans_own_then_the_higher_score_is_first_everywhere(model: str) -> None:
    """Scores are compared in every list of services; Decide proposes what Compare recommends."""
    board, scenario = shipped().board, mixed(model=model)
    assert board is not None
    live = cheapest_live(table(scenario), shipped(), TODAY)
    for before, after in itertools.pairwise(live.offers):
        if before.cost == after.cost and after.score is not None:
            assert before.service.id == model or (before.score is not None and before.score.score >= after.score.score)
            assert after.service.id != model
    advice = advised(scenario)
    proposed = [way.after for way in first(savings(scenario, shipped(), TODAY)) if way.kind == "equal"]
    assert advice is not None
    assert proposed == [] if advice.stay else proposed == [advice.key]


def test_of_several_workloads_compare_recommends_what_decide_proposes_first() -> None:
    """Where Decide moves a workload to a model that is no worse, Compare does not say to stay; the sums are alike."""
    chance, moved = random.Random(7), 0
    models = list(shipped().listed.priced)
    for _ in range(120):
        one, other = (
            workload(
                name=name, model=chance.choice(models), images=chance.choice([40, 1000]), refs=chance.choice([0, 1])
            )
            for name in ("Heroes", "Thumbs")
        )
        scenario = several(one, other)
        equal = [way for way in first(savings(scenario, shipped(), TODAY)) if way.kind == "equal"]
        if not equal:
            continue
        advice = advised(scenario)
        if advice is None:  # another workload has to move, and nothing is shown to be as good for it
            assert fit_of_row(table(scenario).present, table(scenario), shipped(), TODAY).denied
            continue
        assert not advice.stay
        if advice.moves:
            moved += 1
            (way,) = equal
            assert {way.after, *(move.model for move in advice.moves)} == {move.model for move in advice.moves}
            after = scenario
            for move in advice.moves:
                place = [workload.name for workload in scenario.workloads].index(move.workload)
                model = shipped()[scenario.prices][move.model]
                there = on_model(under_contract(scenario.workloads[place], move.model, scenario, shipped()), model)
                after = after.with_replaced(place, there)
            assert estimate(after, shipped()).per_month == advice.cost
    assert moved > 3


def test_a_model_that_ends_before_the_plan_begins_has_no_saving() -> None:
    advice = advised(from_query("v=2&model=gpt-image-1.5&images=1000&start=2026-12&months=12"))
    assert advice is not None
    assert (advice.stay, advice.saving) == (False, None)
    assert "GPT Image 1.5 ends 1 Dec 2026" in words(advice.because[0])


def test_another_seller_of_the_plans_own_model_is_no_other_model() -> None:
    """It is cheaper at the same quality, and has a sentence of its own."""
    text = told(mixed(model="qwen-image-2.0-pro"))
    assert "same model at another seller" not in text
    text = told(mixed(model="qwen-image-3.0-pro"))
    assert "Qwen-Image 3.0 Pro (mainland China) is the same model at another seller, at the same quality: $" in text


def test_qualities_that_voters_did_not_judge_are_said() -> None:
    """GPT Image 2 was on the board at medium quality."""
    low = mixed(model="ideogram-4.0", images=30_000, quality=Quality(100, 0, 0), size=Size(1024, 1536))
    assert "Voters judged GPT Image 2 at medium quality alone, not at low." in told(low)
    assert "Voters judged" not in told(mixed())


def test_names_in_the_chart_do_not_overlap() -> None:
    """Over many scenarios, on the narrowest plot: what is apart there is apart on a wider one."""
    for scenario in generated(40):
        found = table(scenario)
        live = cheapest_live(found, shipped(), TODAY)
        shown = votes_chart.chart(found, live, None, shipped())
        if shown is None:
            continue
        spec = votes_chart.spec(shown)
        assert {data["marker"]["symbol"] for data in spec["data"]} == {"diamond", "square", "circle", "circle-open"}
        points = [(x, y) for data in spec["data"] for x, y in zip(data["x"], data["y"], strict=True)]
        assert len(points) == len(shown.services)
        boxes = [box(note, spec) for note in spec["layout"]["annotations"] if note["yanchor"] == "middle"]
        assert all(left >= 0 and right <= 280 for left, _, right, _ in boxes)
        for one, other in itertools.combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def box(note: dict[str, Any], spec: dict[str, Any]) -> tuple[float, float, float, float]:
    """What a name takes of a plot that is 280 pixels wide and 360 high."""
    (left, right), (low, high) = spec["layout"]["xaxis"]["range"], spec["layout"]["yaxis"]["range"]
    x = (note["x"] - left) / (right - left) * 280 + note["xshift"]
    y = (note["y"] - low) / (high - low) * 360 + note["yshift"]
    width = 6.4 * len(html.unescape(note["text"]))
    first = x - width * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
    return first + 1, y - 6, first + width - 1, y + 6


def test_the_teams_trial_takes_the_axis() -> None:
    tried = (("gpt-image-2", Decimal(90)), ("flux-2-pro", Decimal(95)))
    scenario = replace(mixed(), accepted=tried)
    found = table(scenario)
    live = cheapest_live(found, shipped(), TODAY)
    advice = advise(found, live, shipped(), TODAY)
    shown = votes_chart.chart(found, live, advice, shipped())
    assert shown is not None
    assert shown.by_team
    assert {(each.key, each.value) for each in shown.services} == {("gpt-image-2", 90), ("flux-2-pro", 95)}
    assert "FLUX.2 pro" in votes_chart.title(shown, found, advice, False)
    assert advice is not None
    assert advice.key == "flux-2-pro"
    assert "your team accepted no less than of GPT Image 2: 95% against 90%" in words(advice.because[0])


def test_two_boards_place_nothing() -> None:
    both = several(workload(name="A"), workload(name="B", refs=1))
    found = table(both)
    live = cheapest_live(found, shipped(), TODAY)
    assert votes_chart.chart(found, live, None, shipped()) is None
