"""Services of one's own on the Compare page, without a browser."""

import pytest

from tests.compare.looking import assert_comparison, opened, side_by_side
from tests.pages import planner


def test_a_service_of_ones_own() -> None:
    at = opened()
    planner.unfold(at, "own_open")
    at.text_input(key="own_name").set_value("<b>Kontor</b>")
    for tier, price in {"low": "0.001", "medium": "0.002", "high": "0.003"}.items():
        at.text_input(key=f"own_{tier}").set_value(price)
    planner.press(at, "Add")
    assert_comparison(at, own="<b>Kontor</b>~price~0.001~0.002~0.003")
    assert side_by_side(at).loc["<b>Kontor</b> (yours)", "Cost a month"] == "$57.00"
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
    takes = "a number with at most 6 decimals from 0 to 1,000 USD per image"
    assert at.error[0].value.replace("\\", "").split("  \n") == [
        "This service cannot be added.",
        "Name: “Kontor” is not accepted. Enter a name that no other service of yours has.",
        f"Low quality, USD per image (-: not offered): “1 cent” is not accepted. Enter {takes}, above 0.",
        f"High quality, USD per image (-: not offered): “0” is not accepted. Enter {takes}, above 0.",
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
    assert "Images per hour: “fast” is not accepted." in at.error[0].value.replace("\\", "")
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
    assert_comparison(at, own="Relay~factor~gpt-image-2~1~https://relay.example/v1")
