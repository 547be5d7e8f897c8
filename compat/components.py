"""Streamlit components: serving their files from the page's own origin, and reading their events."""

import json
from pathlib import Path

from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime.scriptrunner import get_script_run_ctx


def declare(name: str, folder: Path) -> None:
    """Serve the files of a folder as those of the component `package.part`; each process does it once.

    Streamlit loads the script of a component from the files of an installed package, or else from a `blob:` address,
    which the content security policy of the page (`web/policy.py`) does not allow. The planner is not an installed
    package, so this registers the folder in the way in which Streamlit registers that of a package.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(name) is None:
        package, _, part = name.partition(".")
        manifest = ComponentManifest(package, "0", [ComponentConfig(part, folder.name)])
        manager.register_from_manifest(manifest, folder.parent)


def address(name: str, file: str) -> str:
    """The path at which a file of a component is served, without the first slash."""
    return f"_stcore/bidi-components/{name}/{file}"


def sent(key: str, event: str) -> object:
    """For callbacks: the last value that the component with this key sent for an event; None if it sent none.

    `st.session_state` also has it, except after a run that was cut short before it reached the component.
    """
    context = get_script_run_ctx()
    states = [] if context is None else context.session_state.get_widget_states()
    values = [
        sent_event.get("value")
        for state in states
        if state.id.endswith(f"-{key}__events")
        for sent_event in _events(state.json_trigger_value)
        if sent_event.get("event") == event
    ]
    return values[-1] if values else None


def _events(text: str) -> list[dict[str, object]]:
    """The events of a message, which Streamlit writes as JSON once or, once it has read them, twice."""
    parsed: object = text
    while isinstance(parsed, str):
        parsed = json.loads(parsed) if parsed else []
    events = parsed if isinstance(parsed, list) else [parsed]
    return [event for event in events if isinstance(event, dict)]
