"""The tabs of the Compare page about the guide and for a developer, without a browser."""

import pytest

from pricing.scenario.comparison import START_SERVICES
from tests.compare.looking import assert_comparison, open_tab, opened, side_by_side
from tests.pages import planner

GUIDE = "prices=guide-2025-05&model=gpt-image-1"
STARTED = f"services={','.join(START_SERVICES)}"


def test_the_guides_book_has_the_guides_table() -> None:
    at = opened(GUIDE)
    assert_comparison(at)
    assert list(side_by_side(at).index) == ["Stability AI", "Midjourney", "DALL-E 3", "GPT Image 1"]
    assert "These prices do not have GPT Image 2." in planner.said(opened(f"{GUIDE}&{STARTED}"))
    open_tab(at, "By quality")
    (alt,) = planner.alts(at)
    for figure in (
        "GPT Image 1 low $0.0100",
        "GPT Image 1 medium $0.0400",
        "GPT Image 1 high $0.1700",
        "DALL-E 3 low $0.0200",
        "DALL-E 3 medium $0.0400",
        "DALL-E 3 high $0.0800",
        "Midjourney medium $0.1000",
        "Midjourney high $0.2000",
        "Stability AI low $0.0030",
        "Stability AI medium $0.0060",
        "Stability AI high $0.0200",
    ):
        assert figure in alt
    assert "Midjourney low" not in alt


def test_the_guides_prices_are_held_against_the_vendors() -> None:
    """Of both: GPT Image 1 three, DALL-E 3 two, Midjourney two, Stability AI three; the first five are near."""
    at = opened("prices=2026-11-24")
    open_tab(at, "Guide and vendors")
    assert "that the guide and the vendors have, 5 are within 10% of the vendor's" in planner.said(at)
    (table,) = planner.text_tables(at)
    multiples = [float(text[:-1]) for row in table if (text := row["Guide as a multiple"]) != "not priced"]
    assert sum(abs(multiple - 1) <= 0.1 for multiple in multiples) == 5
    assert len(multiples) == 10


def test_the_guides_statements_about_dall_e_3() -> None:
    at = opened(GUIDE)
    open_tab(at, "Guide and vendors")
    said = planner.said(at)
    of = "quality and the prices of the May 2025 guide DALL-E 3 costs"
    assert f"At low {of} more than GPT Image 1: $0.0200 against $0.0100." in said
    assert f"At medium {of} as much as GPT Image 1: $0.0400." in said
    assert f"At high {of} less than GPT Image 1: $0.0800 against $0.1700." in said
    assert "No longer sold: DALL-E 3 and GPT Image 1." in said
    assert len(planner.text_tables(at)[0]) == 11


@pytest.mark.parametrize(
    ("query", "model"), [("", "gpt-image-2"), ("model=gpt-image-1", "gpt-image-1"), (GUIDE, "gpt-image-1")]
)
def test_the_plans_own_model_comes_first_for_a_developer(query: str, model: str) -> None:
    at = opened(query)
    open_tab(at, "For a developer")
    assert not at.exception
    curl, python = (code.value for code in at.code)
    assert f'"model": "{model}"' in curl
    assert f'model="{model}"' in python
    labels = at.selectbox(key=f"developer_service_{model}").options
    assert labels[-1] == "DALL-E 3, no longer sold"


def test_a_developer_begins_with_the_quality_that_most_images_have() -> None:
    at = opened("quality=10-20-70")
    open_tab(at, "For a developer")
    assert '"quality": "high"' in at.code[0].value


def test_the_chosen_workloads_model_comes_first_for_a_developer() -> None:
    at = opened("v=2&name=A&model=gpt-image-2&2.name=B&2.model=gpt-image-2.5-flare&3.name=C&3.model=recraft-v3")
    open_tab(at, "For a developer")
    assert '"model": "gpt-image-2"' in at.code[0].value
    for number, model in ((2, "gpt-image-2.5-flare"), (1, "gpt-image-2")):
        planner.go_to(at, planner.query(at) + f"&workload={number}")
        assert f'"model": "{model}"' in at.code[0].value
    planner.go_to(at, planner.query(at) + "&workload=3")
    assert "Recraft V3 is not called through this endpoint." in planner.said(at)


def test_a_developer_is_given_a_quality_that_exists() -> None:
    """The relay's model is set to offer nothing as a service of its own."""
    at = opened("services=gpt-image-1&map=gpt-image-1:-/-/-&own=Relay~factor~gpt-image-1~1&model=recraft-v3")
    open_tab(at, "For a developer")
    assert not at.exception
    assert '"quality": "None"' not in "".join(code.value for code in at.code)
