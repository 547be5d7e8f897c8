"""The sidebar's controls: each changes its field of the plan, the address bar and the figures."""

import datetime as dt

import pytest

from pricing.wording import figures
from tests.pages.expected import GONE, GUIDE, UNPRICED
from tests.pages.planner import address, assert_plan, go_to, headline, opened, press, said, unfold, use_guide


def test_volume_slider() -> None:
    at = opened("images=1000")
    at.select_slider(key="images_slider").set_value(5000).run()
    assert_plan(at, images="5000")
    assert at.text_input(key="images_box").value == "5000"
    assert "5,000 images a day" in said(at)


def test_exact_volume_moves_the_slider_to_the_nearest_stop() -> None:
    at = opened("images=1000")
    at.text_input(key="images_box").set_value("1234").run()
    assert_plan(at, images="1234")
    assert at.select_slider(key="images_slider").value == 1200


@pytest.mark.parametrize(("images", "stop"), [(0, 10), (7, 10), (12_345, 12_000), (9_200_000, 10_000_000)])
def test_any_volume_has_a_stop_and_keeps_its_figure(images: int, stop: int) -> None:
    at = opened(f"images={images}")
    assert at.select_slider(key="images_slider").value == stop
    at.run()
    assert_plan(at, images=str(images))


def test_volume_doubles_the_bill() -> None:
    at = opened(f"{GUIDE}&model=gpt-image-1&quality=0-100-0")
    assert headline(at) == "$1,215.00"
    at.text_input(key="images_box").set_value("2000").run()
    assert headline(at) == "$2,430.00"


@pytest.mark.parametrize(
    ("slider", "share", "quality"),
    [
        ("high", 0, "30-70-0"),
        ("high", 50, "30-20-50"),
        ("high", 100, "0-0-100"),
        ("high", 71, "29-0-71"),
        ("low", 0, "0-80-20"),
        ("low", 80, "80-0-20"),
        ("low", 100, "100-0-0"),
        ("low", 95, "95-0-5"),
    ],
)
def test_quality_sliders(slider: str, share: int, quality: str) -> None:
    """The other share gives way only where there is no medium left to take from."""
    at = opened()
    at.slider(key=f"quality_{slider}").set_value(share).run()
    assert_plan(at, quality=quality)


def test_the_shares_stand_at_the_handles() -> None:
    at = opened("quality=1-1-98")
    assert (at.slider(key="quality_low").value, at.slider(key="quality_high").value) == (1, 98)
    assert "Medium is the rest: 1%" in said(at)


def test_resolution_slider() -> None:
    at = opened()
    at.select_slider(key="size").set_value("1536x1024").run()
    assert_plan(at, size="1536x1024")


def test_cheaper_size_is_named_and_true() -> None:
    at = opened("quality=0-0-100")
    assert "1024x1536 costs" in said(at)
    before = headline(at)
    at.select_slider(key="size").set_value("1536x1024").run()
    assert float(headline(at).strip("$").replace(",", "")) < float(before.strip("$").replace(",", ""))


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
    at.text_input(key="images_box").set_value("2000").run()
    assert not at.info


def test_model_without_a_price_on_the_date_moves_the_date_and_says_so() -> None:
    at = opened("model=gpt-image-1&prices=2025-06-01")
    at.selectbox(key="model").set_value("gpt-image-2").run()
    assert_plan(at, model="gpt-image-2", prices="2026-11-24")
    assert any("1 Jun 2025" in info.value for info in at.info)


def test_unpriced_model_and_back() -> None:
    at = opened()
    at.selectbox(key="model").set_value(UNPRICED).run()
    assert headline(at) == figures.NOT_PRICED
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
    at.select_slider(key="images_slider").set_value(2000)
    at.slider(key="quality_low").set_value(10)
    at.slider(key="quality_high").set_value(10)
    at.select_slider(key="size").set_value("1024x1536")
    at.run()
    assert_plan(at, images="2000", quality="10-80-10", size="1024x1536")


def test_controls_follow_another_address() -> None:
    at = opened("images=1000")
    at.select_slider(key="images_slider").set_value(5000).run()
    go_to(at, "images=200&quality=5-15-80&model=gpt-image-1&size=1024x1536")
    assert_plan(at, images="200", quality="5-15-80", model="gpt-image-1", size="1024x1536")
    assert at.select_slider(key="images_slider").value == 200
    assert at.text_input(key="images_box").value == "200"
    assert (at.slider(key="quality_low").value, at.slider(key="quality_high").value) == (5, 80)
    assert at.selectbox(key="model").value == "gpt-image-1"
    assert at.select_slider(key="size").value == "1024x1536"


def test_plan_stays_when_the_page_changes() -> None:
    at = opened()
    at.select_slider(key="images_slider").set_value(5000).run()
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


def test_controls_start_from_the_plan() -> None:
    """A browser that missed the message with a control's value falls back to its start value."""
    at = opened("images=2500&quality=10-60-30").run()
    volume = at.select_slider(key="images_slider")
    assert not volume.proto.set_value
    assert volume.options[int(volume.proto.default[0])] == "2.5K"
    assert [list(at.slider(key=f"quality_{tier}").proto.default) for tier in ("low", "high")] == [[10], [30]]
    assert at.text_input(key="images_box").proto.default == "2500"
