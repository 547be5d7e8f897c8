"""What the panel sends when a hand has moved its controls, as a message of the browser has it."""

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
    sent = json.dumps([{"event": "moved", "value": move}])
    states.widgets.add(id=_make_trigger_id(component, "events"), json_trigger_value=sent)
