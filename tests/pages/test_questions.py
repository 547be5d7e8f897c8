"""What product managers ask, each answered in at most three steps from the start page; further ones in a browser."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import planner
from tests.pages.expected import BOOKS, GUIDE_FIGURES, monthly
from tests.pages.planner import address, alts, assert_plan, headline, said, sent_table

MOST_STEPS = 3


class Asking:
    """A visit that begins on the start page and counts its steps: a press, a choice, an entry, another page."""

    def __init__(self) -> None:
        self.at: AppTest = planner.opened()
        self.steps = 0

    def press(self, label: str) -> None:
        self._step()
        planner.press(self.at, label)

    def open(self, key: str) -> None:
        self._step()
        planner.unfold(self.at, key)

    def choose(self, label: str, option: str) -> None:
        self._step()
        (box,) = [box for box in self.at.selectbox if box.label == label]
        (wanted,) = [name for name in box.options if option in name]
        box.select(wanted).run()

    def set_images(self, images: str) -> None:
        self._step()
        planner.move(self.at, images=images)

    def look_at(self, tabs: str, tab: str) -> None:
        self._step()
        self.at.session_state[tabs] = tab
        self.at.run()

    def go(self, page: str) -> None:
        self._step()
        self.at.switch_page(f"{page}/page.py").run()

    def _step(self) -> None:
        self.steps += 1


@pytest.fixture
def asking() -> Iterator[Asking]:
    visit = Asking()
    yield visit
    assert not visit.at.exception
    assert visit.steps <= MOST_STEPS


def test_what_if_the_volume_doubles(asking: Asking) -> None:
    asking.set_images("2000")
    assert_plan(asking.at, images="2000")


def test_gpt_image_1_is_gone_what_now(asking: Asking) -> None:
    asking.choose("Model", "GPT Image 1 (")
    assert address(asking.at)["model"] == "gpt-image-1"
    assert "GPT Image 1 was shut down on 23 Oct 2026" in said(asking.at)
    replacement = BOOKS.listed["gpt-image-1"].model.life.successor
    asking.press(f"Plan with {BOOKS.listed[replacement].model.name}")
    assert_plan(asking.at, model=replacement)
    assert headline(asking.at) == monthly(f"model={replacement}")


def test_what_do_three_features_cost_in_total(asking: Asking) -> None:
    asking.choose("Start from", "Guide 1 to 3 together")
    assert_plan(asking.at, **{"v": "2", "3.name": "Mobile app"})
    cents = sum(round(100 * float(cost.replace("$", "").replace(",", ""))) for cost in GUIDE_FIGURES.values())
    assert headline(asking.at) == f"${cents / 100:,.2f}"
    names = [option.split(" · ")[0] for option in asking.at.button_group(key="workload").options]
    assert names == ["Text to image", "Product shots", "Mobile app"]


def test_what_does_a_second_feature_cost(asking: Asking) -> None:
    asking.open("workload_add")
    asking.press("A copy of this one")
    asking.set_images("250")
    assert_plan(asking.at, **{"images": "1000", "2.images": "250"})


def test_what_is_it_on_midjourney_and_on_dall_e_3(asking: Asking) -> None:
    asking.go("compare")
    asking.look_at("compare_tab", "By service")
    services = [row["cells"][0] for row in sent_table(asking.at)["rows"]]
    for service in ("Midjourney", "DALL-E 3"):
        assert any(name.startswith(service) for name in services)
    assert any("Midjourney $" in alt and "DALL-E 3 $" in alt and "no longer sold" in alt for alt in alts(asking.at))


def test_how_sure_is_it_and_where_is_the_figure_from(asking: Asking) -> None:
    assert "[OpenAI API pricing](<https://developers.openai.com/api/docs/pricing>)" in said(asking.at)
    assert "read 1 Oct 2026" in said(asking.at)
    asking.go("decide")
    asking.look_at("decide_tab", "How sure are we?")
    assert "The bill rests on 2 figures" in said(asking.at)
