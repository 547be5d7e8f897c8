"""Every figure that pages draw is one that Plotly knows: pages do not check it with each move, so tests do."""

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import opened, specs

LINKS = {
    "start": "",
    "nothing": "images=0",
    "everything": "refs=2&batch=40&growth=8&budget=2500&months=36&size=1024x1024:60,1536x1024:40&model=gpt-image-1.5",
    "tiles": "model=cloudflare-flux-1-schnell",
    "ended": "model=gpt-image-1&quality=0-100-0",
    "workloads": "v=2&name=<b>A</b> %26 B&2.name=高山&2.model=gpt-image-1.5&2.growth=20&3.name=C&3.images=0&budget=9",
}
COMPARED = ("start", "ended", "workloads")


def assert_known_to_plotly(at: AppTest, at_least: int = 1) -> None:
    drawn = specs(at)
    assert len(drawn) >= at_least
    for spec in drawn:
        assert spec["layout"]["height"] > 0
        # An axis without a range gives room to texts, but only when it is drawn again.
        for note in spec["layout"].get("annotations", []):
            for axis in {"x", "y"} - {side for side in "xy" if note.get(f"{side}ref") == "paper"}:
                assert "range" in spec["layout"][f"{axis}axis"], note
        assert go.Figure(spec).to_plotly_json()["data"], spec


@pytest.mark.parametrize("query", LINKS.values(), ids=list(LINKS))
def test_plan(query: str) -> None:
    assert_known_to_plotly(opened(query), at_least=2)


@pytest.mark.parametrize("tab", ["By service", "By volume", "By quality"])
@pytest.mark.parametrize("name", COMPARED)
def test_compare(name: str, tab: str) -> None:
    at = opened(f"{LINKS[name]}&own=Ours~price~0.01~0.02~0.03;GPUs~gpu~2~90", "compare/page.py")
    at.session_state["compare_tab"] = tab
    at.run()
    assert_known_to_plotly(at)


def test_prices() -> None:
    assert_known_to_plotly(opened("", "prices/page.py"))
