"""The component that draws a chart in the browser by Plotly, from a figure in Plotly's schema.

It is our own: Streamlit's component makes a chart anew for each new figure, and loads all of Plotly.
"""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from compat import components
from pricing.wording.messages import words
from ui.drawing.chart import messages
from ui.drawing.charts import Spec

FOLDER = Path(__file__).parent
NAME = "planner_chart.chart"
LIBRARY = FOLDER / "plotly-finance-4.1.0.min.js"
"""The part of Plotly with bars, lines and waterfalls; the version is in its name, so browsers cache it for good."""


def declare() -> None:
    """Serve the files to the browser."""
    components.declare(NAME, FOLDER)


def show_chart(spec: Spec, title: str, alt: str, key: str) -> None:
    """A figure under its title, with buttons that save it as a picture and show it on the whole screen.

    The title is part of the component: each further element of Streamlit costs a message in every run.
    """
    declare()
    data = {
        "spec": spec,
        "title": title,
        "alt": words(messages.described(title, alt)),
        "file": f"image-cost-{key.replace('_', '-')}",
        "texts": {
            "keep": words(messages.keep_as_picture()),
            "fill": words(messages.whole_screen()),
            "leave": words(messages.leave_whole_screen()),
            "zoomed": words(messages.back_from_zoom()),
        },
    }
    _component()(key=key, data=[data])


@cache
def _component() -> ComponentRenderer:
    html, css = ((FOLDER / f"chart.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component(NAME, html=html, css=css, js="chart.js", isolate_styles=False)
