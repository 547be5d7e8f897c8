"""What components send when a hand has moved or pressed something, as a message of the browser has it."""

import json
import time

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetStates


def add_move(
    states: WidgetStates,
    component: str,
    place: int,
    texts: dict[str, str],
    number: int | None = None,
    moving: bool = False,
) -> None:
    """Add a move to the states of a message; `component` is the id of the panel, `place` that of the workload."""
    number = time.time_ns() if number is None else number
    move = {"number": number, "place": place, "texts": texts, "moving": moving}
    add_event(states, component, "moved", move)


def add_event(states: WidgetStates, component: str, event: str, value: object) -> None:
    sent = json.dumps([{"event": event, "value": value}])
    states.widgets.add(id=_make_trigger_id(component, "events"), json_trigger_value=sent)
