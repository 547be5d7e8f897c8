"""The Compare page, without a browser."""

import pytest

from pricing.comparison import MOST_SERVICES, START_SERVICES
from pricing.services import services
from tests.compare.looking import assert_comparison, open_tab, opened, side_by_side
from tests.pages import planner
from tests.unit.making import shipped

ALL = tuple(services(shipped().listed))
TABS = ["By service", "By volume", "By quality", "Guide and vendors", "For a developer"]
GUIDE = "prices=guide-2025-05&model=gpt-image-1"
PARTS = [ALL[first : first + MOST_SERVICES] for first in range(0, len(ALL), MOST_SERVICES)]


def test_opens_with_the_five_services() -> None:
    at = opened()
    assert_comparison(at, services=",".join(START_SERVICES))
    assert side_by_side(at)["USD a month"].to_dict() == {
        "GPT Image 1": 1744.92, "DALL-E 3": 1440, "Midjourney": 180, "Stability AI": 1155, "GPT Image 2": 2122.44,
    }  # fmt: skip
    assert [metric.value for metric in at.metric] == ["$2,122.44", "$1,155.00", "$19.01"]
    assert "Midjourney costs less" in planner.said(at)


def test_a_saving_from_the_same_word_is_said_beside_it() -> None:
    """GPT Image 2.5 costs less, and takes fewer tokens for medium and high."""
    at = opened("services=gpt-image-2.5-flare")
    assert "medium 439 instead of 1,756 (its high takes 1,756)" in planner.said(at)
    assert "for the same word" not in planner.said(opened("model=flux-2-pro&services=seedream-4.0"))


def test_a_subscription_of_credits_stands_beside_the_others() -> None:
    at = opened("services=adobe-firefly,midjourney")
    table = side_by_side(at)
    assert table.loc["Adobe Firefly", "USD a month"] == 9.99
    assert table.loc["Adobe Firefly", "To buy"] == "1 x Standard, 2,000 credits unused"
    assert "only by contract" in table.loc["Adobe Firefly", "Limits"]


def test_adding_and_removing_a_service() -> None:
    at = opened()
    before = side_by_side(at)
    at.multiselect(key="services").set_value([*START_SERVICES, "recraft-v3"]).run()
    assert_comparison(at, services=",".join([*START_SERVICES, "recraft-v3"]))
    assert (side_by_side(at).loc[before.index, "USD a month"] == before["USD a month"]).all()
    at.multiselect(key="services").set_value(["midjourney"]).run()
    assert_comparison(at, services="midjourney")
    assert list(side_by_side(at).index) == ["Midjourney", "GPT Image 2"]
    at.multiselect(key="services").set_value([]).run()
    assert_comparison(at, services="")


def test_what_a_quality_buys_changes_the_figure() -> None:
    """A third of the images at 8 cents instead of 2.5."""
    at = opened("services=stability-ai")
    planner.unfold(at, "mapping_open")
    at.selectbox(key="mapping_stability-ai_low").set_value("stable-image-ultra").run()
    assert_comparison(at, map="stability-ai:stable-image-ultra/stable-image-core/stable-image-ultra")
    assert side_by_side(at).loc["Stability AI", "USD a month"] == 30_000 * (0.5 * 0.03 + 0.5 * 0.08)
    at.selectbox(key="mapping_stability-ai_low").set_value("-").run()
    assert_comparison(at, map="stability-ai:-/stable-image-core/stable-image-ultra")
    assert side_by_side(at).loc["Stability AI", "Bought instead"] == "low as medium"


@pytest.mark.parametrize(
    ("key", "value", "text", "cost"),
    [("term", "annual", "annual", 144), ("relax", "100", "100", 30), ("company", True, "yes", 180)],
)
def test_terms(key: str, value: object, text: str, cost: int) -> None:
    at = opened()
    planner.unfold(at, "terms_open")
    (control,) = [one for kind in (at.radio, at.text_input, at.toggle) for one in kind if one.key == key]
    control.set_value(value).run()
    assert_comparison(at, **{key: text})
    assert side_by_side(at).loc["Midjourney", "USD a month"] == cost


def test_a_percentage_with_many_decimals_is_refused_beside_its_box() -> None:
    at = opened("relax=20")
    planner.unfold(at, "terms_open")
    at.text_input(key="relax").set_value("33.3333").run()
    planner.assert_refused(at, "relax", "33.3333", "a number with at most 2 decimals from 0 to 100 percent", relax="20")


def test_leaving_a_quality_out() -> None:
    at = opened("missing=leave")
    assert_comparison(at, missing="leave")
    assert "Left out of every service: 30% low" in planner.said(at)


def test_a_service_of_ones_own() -> None:
    at = opened()
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value("<b>Kontor</b>")
    for tier, price in {"low": "0.001", "medium": "0.002", "high": "0.003"}.items():
        at.text_input(key=f"own_{tier}").set_value(price)
    planner.press(at, "Add")
    assert_comparison(at, own="<b>Kontor</b>~price~0.001~0.002~0.003")
    assert side_by_side(at).loc["<b>Kontor</b> (yours)", "USD a month"] == pytest.approx(57)
    planner.press(at, "Remove")
    assert_comparison(at, own="")


@pytest.mark.parametrize(
    ("name", "price"),
    [("", "0.01"), ("a;b", "0.01"), ("a~b", "0.01"), ("Mine", "-1"), ("Mine", "1e309"), ("Mine", "nan"), ("Mine", "-")],
)
def test_a_wrong_service_of_ones_own(name: str, price: str) -> None:
    at = opened()
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value(name)
    for tier in ("low", "medium", "high"):
        at.text_input(key=f"own_{tier}").set_value(price)
    planner.press(at, "Add")
    assert not at.exception
    (error,) = at.error
    assert "cannot be added" in error.value
    assert planner.address(at)["own"] == ""
    at.multiselect(key="services").set_value(["dall-e-3"]).run()
    assert_comparison(at, services="dall-e-3")


def test_amounts_as_people_write_them() -> None:
    at = opened()
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value(" Kontor ")
    for tier, price in {"low": "$0.01", "medium": "0,03", "high": "0.05 USD"}.items():
        at.text_input(key=f"own_{tier}").set_value(price)
    planner.press(at, "Add")
    assert_comparison(at, own="Kontor~price~0.01~0.03~0.05")


def test_what_is_wrong_with_a_service_is_said_of_each_box() -> None:
    at = opened("own=Kontor~gpu~1~9")
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value("Kontor")
    for tier, price in {"low": "1 cent", "medium": "0.02", "high": "0"}.items():
        at.text_input(key=f"own_{tier}").set_value(price)
    planner.press(at, "Add")
    takes = "a number with at most 6 decimals from 0 to 1,000 USD an image"
    assert at.error[0].value.replace("\\", "").split("  \n") == [
        "This service cannot be added.",
        "Name: “Kontor” is not taken. It takes a name that no other service of yours has.",
        f"Low quality, USD an image (-: not offered): “1 cent” is not taken. It takes {takes}.",
        f"High quality, USD an image (-: not offered): “0” is not taken. It takes {takes}, above 0.",
    ]
    assert at.text_input(key="own_low").value == "1 cent"
    assert planner.address(at)["own"] == "Kontor~gpu~1~9"


def test_machines_with_a_wrong_speed() -> None:
    at = opened()
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value("Rig")
    at.session_state["own_kind"] = "gpu"
    at.run()
    at.text_input(key="own_hourly").set_value("$1.50")
    at.text_input(key="own_speed").set_value("fast")
    planner.press(at, "Add")
    assert "Images an hour: “fast” is not taken." in at.error[0].value.replace("\\", "")
    at.text_input(key="own_speed").set_value("1,200")
    planner.press(at, "Add")
    assert_comparison(at, own="Rig~gpu~1.5~1200")


def test_a_wrong_address_of_a_relay() -> None:
    at = opened()
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value("Relay")
    at.session_state["own_kind"] = "factor"
    at.run()
    at.text_input(key="own_url").set_value("javascript:alert(1)")
    planner.press(at, "Add")
    assert "http or https address" in at.error[0].value
    assert planner.address(at)["own"] == ""
    at.text_input(key="own_url").set_value("https://relay.example/v1")
    planner.press(at, "Add")
    assert_comparison(at, own="Relay~factor~gpt-image-1~1~https://relay.example/v1")


def test_the_guides_book_has_the_guides_table() -> None:
    at = opened(GUIDE)
    assert_comparison(at)
    assert list(side_by_side(at).index) == ["Midjourney", "Stability AI", "GPT Image 1", "DALL-E 3"]
    assert "Not in these prices: gpt-image-2" in planner.said(at)
    open_tab(at, "By quality")
    (alt,) = planner.alts(at)
    for figure in (
        "GPT Image 1 low $0.0100", "GPT Image 1 medium $0.0400", "GPT Image 1 high $0.1700",
        "DALL-E 3 low $0.0200", "DALL-E 3 medium $0.0400", "DALL-E 3 high $0.0800",
        "Midjourney medium $0.1000", "Midjourney high $0.2000",
        "Stability AI low $0.0030", "Stability AI medium $0.0060", "Stability AI high $0.0200",
    ):  # fmt: skip
        assert figure in alt
    assert "Midjourney low" not in alt


def test_the_guides_statements_about_dall_e_3() -> None:
    at = opened(GUIDE)
    open_tab(at, "Guide and vendors")
    said = planner.said(at)
    assert "Low: DALL-E 3 costs more than GPT Image 1, $0.0200 against $0.0100." in said
    assert "Medium: DALL-E 3 costs the same as GPT Image 1, $0.0400 against $0.0400." in said
    assert "High: DALL-E 3 costs less than GPT Image 1, $0.0800 against $0.1700." in said
    assert len(at.dataframe[0].value) == 11


@pytest.mark.parametrize(
    ("query", "model"), [("", "gpt-image-2"), ("model=gpt-image-1", "gpt-image-1"), (GUIDE, "gpt-image-1")]
)
def test_the_plans_own_model_comes_first_for_a_developer(query: str, model: str) -> None:
    at = opened(query)
    open_tab(at, "For a developer")
    assert not at.exception
    curl, python = (code.value for code in at.code)
    assert f'"model": "{model}"' in curl
    assert f"model='{model}'" in python
    labels = at.selectbox(key="developer_service").options
    assert labels[-1] == ("DALL-E 3 (no longer sold)")


def test_a_developer_is_given_a_quality_that_exists() -> None:
    """The relay's model is set to offer nothing as a service of its own."""
    at = opened("services=gpt-image-1&map=gpt-image-1:-/-/-&own=Relay~factor~gpt-image-1~1&model=recraft-v3")
    open_tab(at, "For a developer")
    assert not at.exception
    assert '"quality": "None"' not in "".join(code.value for code in at.code)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[0])
def test_nothing_fails_with_every_service(part: tuple[str, ...]) -> None:
    at = opened(f"services={','.join(part)}&model={part[-1]}&refs=1")
    for label in TABS:
        open_tab(at, label)
        assert_comparison(at)


def test_more_services_than_there_is_room_for() -> None:
    """The page says so, or does not take it; it keeps its figures."""
    at = opened(f"services={','.join(ALL[:MOST_SERVICES])}")
    at.multiselect(key="services").set_value(list(ALL[: MOST_SERVICES + 1])).run()
    assert not at.exception
    assert at.metric


@pytest.mark.parametrize(
    "query",
    ["images=0", "model=gpt-image-2.6-flare", "services=", "quality=100-0-0&services=dall-e-3&missing=leave",
     "services=gpt-image-2.6-flare&model=gpt-image-2.6-sunburst", "own=$x$ :red[y] #~gpu~1~1", "discount=90&days=1"],
)  # fmt: skip
@pytest.mark.parametrize("label", TABS)
def test_nothing_fails_at_the_edges(query: str, label: str) -> None:
    at = opened(query.replace("#", "%23"))
    open_tab(at, label)
    assert not at.exception, at.exception
    assert not at.error


@pytest.mark.parametrize(
    "query", ["services=nothing", "map=x", "own=x", "term=x", "relax=101", "services=a&services=b"]
)
def test_a_wrong_link(query: str) -> None:
    at = opened(query)
    planner.assert_no_figure(at)
    planner.press(at, "Open the nearest valid plan")
    assert_comparison(at, services=",".join(START_SERVICES))
