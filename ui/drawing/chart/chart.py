"""What a chart is sent: a figure as Plotly's schema has it, drawn in the browser by Plotly itself.

One component of ours: Streamlit's own makes a chart anew for each new figure, and brings all of Plotly along.
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
"""The part of Plotly with bars, lines and waterfalls; its name has its version, so browsers keep it for good."""


def declare() -> None:
    """Let the browser ask for the files."""
    components.declare(NAME, FOLDER)


def show_chart(spec: Spec, title: str, alt: str, key: str) -> None:
    """A figure under its takeaway, with buttons that keep it as a picture and show it on the whole screen.

    The takeaway is in the component: an element of Streamlit's more would cost a message in every run.
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
