"""How many images were used in a month, which no report knows: with them a bill tells tries from volume."""

import streamlit as st

from pages.components import boxes, paid_box, widgets
from pages.drawing import words
from pages.state import brought
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month


def ask(scenario: Scenario, month: Month) -> None:
    """A box for each workload, behind a fold."""
    box = widgets.expander(f"Images used in {words.month(month)}, if you know", key="used_open")
    if not box.open:
        return
    with box:
        st.caption("Reports count the images made, not those used. With these the bill tells tries from volume.")
        with st.container(horizontal=True):
            for workload in scenario.workloads:
                _box(month, workload.name)


def _box(month: Month, name: str) -> None:
    with st.container(width=240):
        text, images = boxes.figure(
            words.plain(f"Images used, {name}" if name else "Images used"),
            paid_box.IMAGES,
            key=f"used_{month}_{name}",
            value=brought.used_text(month, name),
            placeholder="30000",
        )
    brought.use(month, name, text, None if images is None else int(images))
