"""The sidebar's controls: each changes its field of the plan, the address bar and the figures."""

import datetime as dt

import pytest

from pricing.wording.messages import NOT_PRICED, words
from tests.pages.expected import GONE, GUIDE, UNPRICED, monthly
from tests.pages.planner import (
    address,
    assert_plan,
    go_to,
    headline,
    move,
    opened,
    panel,
    press,
    said,
    shown,
    unfold,
    use_guide,
)
from ui.panel.panel import Move


def test_volume() -> None:
    at = opened("images=1000")
    move(at, images="5000")
    assert_plan(at, images="5000")
    assert shown(at, "images") == "5000"
    assert "5,000 images a day" in said(at)


def test_an_exact_volume_stands_as_it_was_typed() -> None:
    at = opened("images=1000")
    move(at, images="1234")
    assert_plan(at, images="1234")
    assert shown(at, "images") == "1234"


@pytest.mark.parametrize("images", [0, 7, 12_345, 9_200_000])
def test_any_volume_keeps_its_figure(images: int) -> None:
    at = opened(f"images={images}")
    at.run()
    assert_plan(at, images=str(images))


def test_volume_doubles_the_bill() -> None:
    at = opened(f"{GUIDE}&model=gpt-image-1&quality=0-100-0")
    assert headline(at) == "$1,215.00"
    move(at, images="2000")
    assert headline(at) == "$2,430.00"


def test_quality_is_one_control_of_three_parts() -> None:
    assert_plan(move(opened(), quality="25-45-30"), quality="25-45-30")
    assert shown(opened("quality=1-1-98"), "quality") == "1-1-98"


def test_resolution() -> None:
    at = opened()
    move(at, size="1536x1024")
    assert_plan(at, size="1536x1024")


def test_a_cheaper_size_is_named_once_among_the_first_ways_to_save() -> None:
    at = opened("quality=0-0-100")
    assert said(at).count("1024x1536") == 1


def test_price_date() -> None:
    at = opened("model=gpt-image-1")
    unfold(at, "more_open")
    at.date_input(key="prices").set_value(dt.date(2025, 6, 1)).run()
    assert_plan(at, prices="2025-06-01", model="gpt-image-1")
    assert "1 Jun 2025" in said(at)


def test_guide_toggle_and_back() -> None:
    at = opened("model=gpt-image-1")
    use_guide(at, True)
    assert_plan(at, prices="guide-2025-05", model="gpt-image-1")
    use_guide(at, False)
    assert_plan(at, prices="2026-11-24", model="gpt-image-1")


def test_guide_toggle_on_a_model_that_the_guide_lacks() -> None:
    at = opened("model=gpt-image-2")
    use_guide(at, True)
    assert_plan(at, prices="guide-2025-05")


def test_model_keeps_what_it_sells() -> None:
    at = opened("size=1536x1024&images=300")
    at.selectbox(key="model").set_value("gpt-image-1.5").run()
    assert_plan(at, model="gpt-image-1.5", size="1536x1024", images="300")
    assert not at.info


def test_model_that_moves_the_size_says_so_once() -> None:
    at = opened("size=3840x2160&quality=0-50-50")
    at.selectbox(key="model").set_value("gpt-image-1").run()
    assert_plan(at, model="gpt-image-1")
    assert address(at)["size"] in {"1024x1024", "1536x1024", "1024x1536"}
    assert any(address(at)["size"] in info.value and "3840x2160" in info.value for info in at.info)
    move(at, images="2000")
    assert not at.info


def test_model_without_a_price_on_the_date_moves_the_date_and_says_so() -> None:
    at = opened("model=gpt-image-1&prices=2025-06-01")
    at.selectbox(key="model").set_value("gpt-image-2").run()
    assert_plan(at, model="gpt-image-2", prices="2026-11-24")
    assert any("1 Jun 2025" in info.value for info in at.info)


def test_unpriced_model_and_back() -> None:
    at = opened()
    at.selectbox(key="model").set_value(UNPRICED).run()
    assert headline(at) == words(NOT_PRICED)
    at.selectbox(key="model").set_value("gpt-image-2").run()
    assert_plan(at, model="gpt-image-2")
    assert "$" in headline(at)


def test_shut_down_model_offers_a_plan_that_can_be_bought() -> None:
    at = opened(f"model={GONE}&quality=0-50-50&prices=2026-01-01")
    (offer,) = [button.label for button in at.button if button.label.startswith("Plan with")]
    press(at, offer)
    assert_plan(at, prices="2026-11-24")
    assert address(at)["model"] != GONE
    assert headline(at) in said(opened(f"model={GONE}&quality=0-50-50&prices=2026-01-01"))


def test_several_moves_add_up() -> None:
    at = opened()
    move(at, images="2000", quality="10-80-10", size="1024x1536")
    assert_plan(at, images="2000", quality="10-80-10", size="1024x1536")


def test_controls_follow_another_address() -> None:
    at = opened("images=1000")
    move(at, images="5000")
    go_to(at, "images=200&quality=5-15-80&model=gpt-image-1&size=1024x1536")
    assert_plan(at, images="200", quality="5-15-80", model="gpt-image-1", size="1024x1536")
    assert shown(at, "images") == "200"
    assert shown(at, "quality") == "5-15-80"
    assert at.selectbox(key="model").value == "gpt-image-1"
    assert panel(at)["values"]["sizes"] == [["1024x1536", 100]]


def test_plan_stays_when_the_page_changes() -> None:
    at = opened()
    move(at, images="5000")
    at.switch_page("prices/page.py").run()
    assert address(at)["images"] == "5000"
    at.switch_page("plan/page.py").run()
    assert_plan(at, images="5000")


@pytest.mark.parametrize("key", ["lines_open", "months_open"])
def test_tables_are_sent_when_they_are_opened(key: str) -> None:
    at = opened("months=6")
    assert not at.dataframe
    unfold(at, key)
    (table,) = at.dataframe
    assert len(table.value) == 6


def test_a_size_of_a_mix_changes_places_with_the_main_one() -> None:
    at = move(opened("size=1024x1024:70,1536x1024:30"), size="1536x1024")
    assert_plan(at, size="1536x1024:70,1024x1024:30")
    assert_plan(move(at, size="1024x1536"), size="1024x1536:70,1024x1024:30")


@pytest.mark.parametrize("text", ["10k", "1万", "10,000"])
def test_a_volume_is_read_as_people_write_it(text: str) -> None:
    assert_plan(move(opened(), images=text), images="10000")


def test_an_old_message_of_the_panel_changes_nothing() -> None:
    """A message that was sent again arrives after a newer one."""
    at = move(opened(), images="2000")
    for number in (0, -5):
        assert_plan(move(at, number=number, images="500"), images="2000")


def test_what_the_panel_never_sends_changes_nothing() -> None:
    for at in (move(opened(), model="gpt-image-1"), move(opened(), size="huge")):
        assert_plan(at, images="1000", model="gpt-image-2", size="1024x1024")
    sent = {"number": 1, "place": 0, "texts": {"images": "5"}, "moving": False}
    assert Move.read(sent) is not None
    for key, value in (("number", "1"), ("place", None), ("texts", {"images": 5}), ("moving", 1)):
        assert Move.read(sent | {key: value}) is None
    assert Move.read([]) is None


def test_while_a_control_is_held_the_address_stays() -> None:
    at = move(opened(), moving=True, images="2000")
    assert (address(at)["images"], headline(at)) == ("1000", monthly("images=2000"))
    assert_plan(move(at), images="2000")
