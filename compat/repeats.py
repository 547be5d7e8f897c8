"""What Streamlit does again in each run of a page although nothing needs it: done once, or left out."""

from functools import cache

from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def read_theme_once() -> None:
    """Read the theme from the settings once in a process.

    Streamlit searches all settings for each of six sections at the beginning of a run, on the event loop, where
    everybody waits.
    """
    populate = app_session._populate_theme_msg

    @cache
    def section_as_set(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        populate(theme, section)
        return theme

    def populate_once(theme: CustomThemeConfig, section: str = "theme") -> None:
        known = section_as_set(section)
        if known.ListFields():
            theme.MergeFrom(known)

    setattr(app_session, populate.__name__, populate_once)


def keep_component_values() -> None:
    """Leave the value of a component as it is when `st.session_state` is read.

    Streamlit makes a class of its own for each component at each reading, so that a script can write into the value.
    That costs more than the planner's figures, and as much again when the garbage collector finds the classes. The
    planner reads what components send with `compat.components.sent`.
    """

    def no_presenter(*_: object) -> None:
        return None

    setattr(main, make_bidi_component_presenter.__name__, no_presenter)
