"""Every plan that can be opened renders, with the figure of the engine."""

import itertools
from urllib.parse import urlencode

import pytest

from pricing.bill.estimate import estimate
from pricing.scenario.examples import PRESETS
from pricing.scenario.labels.messages import COMPONENTS
from pricing.wording.messages import NOT_PRICED, words
from tests.making import plan
from tests.pages.expected import BOOKS, GONE, GUIDE, GUIDE_FIGURES, UNPRICED, monthly, one_of_each_kind
from tests.pages.planner import PAGES, alts, assert_plan, beside, go_to, headline, opened, said
from ui.drawing import charts
from ui.drawing.tables import frames

GUIDE_MODELS = BOOKS.guide.priced
PRESET_LINKS = {name: urlencode(values) for name, values in PRESETS.items()}


def test_empty_link_is_the_start_plan() -> None:
    at = opened()
    assert_plan(at, v="1", prices="2026-11-24", model="gpt-image-2", images="1000", quality="30-50-20", start="2026-11")
    assert beside(at) == "1,000 images a day × $0.070748 × 30 days · $70.75 a day · A year: $25,469.28"


def test_where_the_figures_are_from_is_one_click_away() -> None:
    texts = [element.value.replace("\\", "") for element in opened().markdown]
    (sure,) = [text for text in texts if text.startswith(":small[Rates: ")]
    assert sure.startswith(":small[Rates: [OpenAI API pricing](<https://")
    assert (
        ">), read 1 Oct 2026. Tokens or units per image: [Calculator on OpenAI's image generation guide](<https://"
        in sure
    )


def test_every_kind_of_model_renders_and_can_be_chosen() -> None:
    at, comparing = opened("images=500"), opened(page="compare/page.py")
    for model in one_of_each_kind(BOOKS.listed.priced):
        at.selectbox(key="model").set_value(model).run()
        assert_plan(at, model=model, images="500")
        go_to(comparing, f"model={model}")
        assert not comparing.exception, (model, comparing.exception)
        assert not comparing.error, model


def test_every_model_of_the_guide_renders() -> None:
    for model, page in itertools.product(GUIDE_MODELS, PAGES):
        at = opened(f"{GUIDE}&model={model}", page)
        assert not at.exception, (model, page, at.exception)
        assert not at.error, (model, page)
        if page == "plan/page.py":
            assert_plan(at, prices="guide-2025-05", model=model)
            assert "the May 2025 guide" in said(at)


def test_presets() -> None:
    at = opened()
    for name, values in PRESETS.items():
        at.selectbox(key="preset").set_value(name).run()
        assert_plan(at, **values)
        assert headline(at) == monthly(PRESET_LINKS[name]), name
        assert at.selectbox(key="preset").value is None, name


@pytest.mark.parametrize(("name", "figure"), GUIDE_FIGURES.items())
def test_guide_scenarios_cost_what_the_guide_says(name: str, figure: str) -> None:
    at = opened(PRESET_LINKS[name])
    assert headline(at) == figure
    assert any(figure in alt for alt in alts(at))


def test_unpriced_model_is_never_free() -> None:
    at = opened(f"model={UNPRICED}")
    assert_plan(at, model=UNPRICED)
    assert headline(at) == words(NOT_PRICED)
    assert at.warning
    assert not alts(at)
    assert "$0" not in said(at)


def test_shut_down_model_says_so_beside_its_figure() -> None:
    at = opened(f"model={GONE}&quality=0-50-50&prices=2026-01-01")
    assert_plan(at, model=GONE)
    assert "$" in beside(at)
    assert "shut down on 12 May 2026" in said(at)


@pytest.mark.parametrize(
    "model", ["gpt-image-2", "flux-2-pro", "flux-2-pro-edit", "cloudflare-flux-1-schnell", "fireworks-flux-1-dev"]
)
def test_the_bars_add_up_to_the_bill(model: str) -> None:
    """Every component of the bill has its bar."""
    scenario = plan(model=model, size=BOOKS.listed[model].model.sizes[-1], refs=2 if "pro" in model else 0)
    bill = estimate(scenario, BOOKS)
    costs = frames.costs_by_part(bill)
    assert {component for of_tier in costs.values() for component in of_tier} <= set(COMPONENTS)
    bars = charts.by_tier(costs, frames.tier_labels(scenario.workloads[0].quality))["data"]
    drawn = sum(sum(bar["x"]) for bar in bars if bar["type"] == "bar")
    assert drawn == pytest.approx(float(bill.per_month or 0))


def test_a_change_of_model_says_where_the_same_word_takes_other_tokens() -> None:
    at = opened("model=gpt-image-1.5&quality=0-0-100")
    assert any("Plan with" in button.label for button in at.button)
    assert_plan(at, model="gpt-image-1.5")
    at = opened("model=gpt-image-1.5&quality=30-50-20")
    assert "high 1,756 instead of 4,160" in said(at)
    assert "for the same quality" not in said(opened("model=dall-e-3&quality=0-50-50"))


def test_tier_that_a_model_does_not_sell_has_no_price() -> None:
    at = opened(f"model={GONE}&quality=30-50-20")
    assert headline(at) == words(NOT_PRICED)
    assert "has no price here for low quality" in said(at)


def test_no_images_cost_nothing() -> None:
    at = opened("images=0")
    assert_plan(at, images="0")
    assert headline(at) == "$0.00"


@pytest.mark.parametrize("images", ["1", "999999", "10000000"])
def test_extreme_volumes_render(images: str) -> None:
    assert_plan(opened(f"images={images}"), images=images)


def test_horizon_is_named_and_added_up() -> None:
    at = opened("months=36&growth=100&start=2090-12")
    assert_plan(at, months="36", start="2090-12")
    assert "· 36 months: $" in beside(at)


def test_budget_is_named_in_the_forecast() -> None:
    over = opened("budget=3000&growth=10")
    assert any("above the budget from" in alt for alt in alts(over))
    within = opened("budget=5000")
    assert any("within the budget" in alt for alt in alts(within))


def test_what_the_plans_model_cannot_do_is_told_before_any_saving() -> None:
    """On Plan and Decide, as on Compare and in the memo."""
    for page in ("plan/page.py", "decide/page.py"):
        at = opened("v=3&model=flux-2-pro&needs=vector", page)
        assert not at.exception, at.exception
        assert "FLUX.2 pro makes no vectors" in said(at), page
