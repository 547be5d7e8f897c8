"""All widgets of all pages. Each calls `session.take` when it is used, so that the next run keeps the session's
scenario.

A page gives the value that a control shows and, as its `change`, what a new value does to the scenario: the texts that
it changes, or a refusal. With a `change`, a control shows the scenario's `value` in every run. Without one, `value` is
only its start value, and the control changes no scenario.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import partial
from io import BytesIO
from typing import Any, Protocol, TypeVar, cast

import streamlit as st

from compat import lost_session
from pricing.wording import figures
from ui.drawing import phrases
from ui.state import session
from ui.state.session import Refusal, Taken, Texts

Option = TypeVar("Option")
Value = TypeVar("Value")
Options = Mapping[Option, str] | Sequence[Option]
"""The options; a mapping has their words for people."""
Change = Callable[[Any], Taken]
"""What a new value does to the scenario: changed texts, a refusal, or nothing."""
Click = Callable[[], Texts | None]
"""The action of a button; returns the texts of the scenario that change with it."""

_LEFT_OPEN = "left_open"
_IN_FORM: ContextVar[bool] = ContextVar("in_form", default=False)


class Place(AbstractContextManager[object], Protocol):
    """A container that opens."""

    @property
    def open(self) -> bool | None: ...


def to(field: str, text: Callable[[Any], str] = str) -> Change:
    """The change of a control whose value is a field of the scenario, written as `text` does."""
    return lambda value: {field: text(value)}


def selectbox(
    label: str,
    options: Options[Option],
    value: Option | None = None,
    *,
    key: str | None = None,
    change: Change | None = None,
    **more: Any,
) -> Option | None:
    """A choice of one option; it starts with the first if `value` is not among them."""
    choices, named = _named(options)
    start = _start(value, key, change)
    index = choices.index(start) if start in choices else 0
    return cast(Option | None, st.selectbox(label, choices, index, named, key, on_change=_typed(key, change), **more))


def menu(label: str, options: Options[Any], *, key: str, change: Change, **more: Any) -> None:
    """A list of actions behind a placeholder: the chosen one is carried out, and does not stay chosen."""

    def chosen() -> None:
        option = st.session_state.pop(key)
        with figures.in_currency(session.currency()):
            session.take(None, None if option is None else change(option))

    choices, named = _named(options)
    st.selectbox(label, choices, session.keep(key, None), named, key, on_change=chosen, **more)


def radio(label: str, options: Options[Option], value: Option, *, key: str, change: Change, **more: Any) -> None:
    """A choice of one option, all of which are visible."""
    choices, named = _named(options)
    st.radio(label, choices, choices.index(session.keep(key, value)), named, key, on_change=_on(key, change), **more)


def pills(label: str, options: Options[Option], value: Option, *, key: str, change: Change, **more: Any) -> None:
    """A choice of one option, side by side, in as many lines as needed."""
    choices, named = _named(options)
    start, on = session.keep(key, value), _on(key, change)
    st.pills(label, choices, default=start, required=True, format_func=named, key=key, on_change=on, **more)


def segmented_control(
    label: str, options: Options[Option], value: Option, *, key: str, change: Change | None = None, **more: Any
) -> Option:
    """A choice of one option, side by side."""
    choices, named = _named(options)
    start = _start(value, key, change)
    on = _on(key, change)
    chosen = st.segmented_control(
        label, choices, default=start, required=True, format_func=named, key=key, on_change=on, **more
    )
    return cast(Option, chosen)


def multiselect(
    label: str,
    options: Options[Option],
    value: Sequence[Option] = (),
    *,
    key: str | None = None,
    change: Change | None = None,
    **more: Any,
) -> list[Option]:
    """A choice of several options."""
    choices, named = _named(options)
    start = _start(list(value), key, change)
    return cast(list[Option], st.multiselect(label, choices, start, named, key, on_change=_on(key, change), **more))


def select_slider(
    label: str, options: Options[Option], value: Option, *, key: str, change: Change | None = None, **more: Any
) -> Option:
    """A choice of one stop."""
    choices, named = _named(options)
    start, on = _start(value, key, change), _on(key, change)
    return st.select_slider(label, choices, start, named, key, on_change=on, **more)


def slider(label: str, low: int, high: int, value: int, *, key: str, change: Change, **more: Any) -> None:
    """A whole number between two others."""
    st.slider(label, low, high, session.keep(key, value), key=key, on_change=_on(key, change), **more)


def toggle(label: str, value: bool, *, key: str | None = None, change: Change | None = None, **more: Any) -> bool:
    return st.toggle(label, _start(value, key, change), key, on_change=_on(key, change), **more)


def date_input(
    label: str, value: dt.date | None, *, key: str | None = None, change: Change | None = None, **more: Any
) -> dt.date | None:
    start, on = _start(value, key, change), _on(key, change)
    return st.date_input(label, start, key=key, format="YYYY-MM-DD", on_change=on, **more)


def text_input(label: str, value: str = "", *, key: str, change: Change | None = None, **more: Any) -> str:
    return st.text_input(label, _start(value, key, change), key=key, on_change=_typed(key, change), **more) or ""


def text_area(label: str, value: str = "", *, key: str, **more: Any) -> None:
    st.text_area(label, value, key=key, on_change=_typed(key, None), **more)


def paste_area(label: str, *, key: str, change: Change, **more: Any) -> None:
    """A box for a text from which the scenario takes a value; the text itself is not stored."""

    def pasted() -> None:
        taken = change(st.session_state[key])
        # After a lost session the browser sends the text again with whatever is done first.
        session.take(key, taken, echo=lost_session.first_action() and not isinstance(taken, Refusal))

    st.session_state.setdefault(key, "")
    st.text_area(label, key=key, on_change=pasted, **more)


class UploadedFile(BytesIO):
    """An uploaded file of Streamlit: its content, its name, and its id."""

    name: str
    file_id: str


def file_uploader(label: str, *, key: str, **more: Any) -> list[UploadedFile]:
    """An uploader; the files are not part of the scenario."""
    files = st.file_uploader(label, accept_multiple_files=True, key=key, on_change=_on(key, None), **more)
    return cast(list[UploadedFile], list(files))


def dataframe(frame: Any, *, key: str | None = None, change: Change | None = None, **more: Any) -> Any:
    """A table; with a `change` for selected rows it returns the selection. Amounts are in the plan's currency."""
    if "column_config" in more:
        more["column_config"] = {name: _in_currency(column) for name, column in more["column_config"].items()}
    if change is not None:
        more |= {"key": key, "on_select": _on(key, change)}
    return st.dataframe(frame, **more)


def popover(label: str, *, key: str, change: Change | None = None, **more: Any) -> Place:
    """A popover; its content need only be made while it is `open`."""
    return cast(Place, st.popover(label, key=key, on_change=_on(key, change), **more))


def expander(label: str, *, key: str) -> Place:
    """A fold; its content need only be made while it is `open`.

    It stays open or closed while it is not on the page, as in a tab that is not open.
    """
    states: dict[str, bool] = st.session_state.setdefault(_LEFT_OPEN, {})

    def changed() -> None:
        states[key] = bool(st.session_state[key])
        session.take(None, None)

    if key not in st.session_state and unfolded(key):
        st.session_state[key] = True
    return cast(Place, st.expander(label, key=key, on_change=changed))


def unfolded(key: str) -> bool:
    """Whether the expander with this key is open, or will be once it is drawn."""
    states: dict[str, bool] = st.session_state.get(_LEFT_OPEN, {})
    return bool(st.session_state.get(key, states.get(key)))


def tabs(labels: Sequence[str], *, key: str) -> Sequence[Place]:
    """Tabs, of which one is `open`."""
    return cast(Sequence[Place], st.tabs(labels, key=key, on_change=_on(key, None)))


def button(label: str, click: Click, **more: Any) -> None:
    st.button(label, on_click=clicked, args=(click,), **more)


def download(label: str, data: str | bytes, name: str, media: str, **more: Any) -> None:
    """A button for a file that the page has made; it changes nothing."""
    st.download_button(label, data, name, media, on_click="ignore", **more)


def button_column(label: str, click: Callable[[int], Texts | None], *, key: str, **more: Any) -> Any:
    """A column of a table, with a button in each row that has a label in it; `click` gets the index of the row."""

    def clicked() -> None:
        with figures.in_currency(session.currency()):
            session.take(None, click(st.session_state[key]["row"]))

    return st.column_config.ButtonColumn(label, on_click=clicked, key=key, **more)


@contextmanager
def form(key: str, **more: Any) -> Iterator[None]:
    """A group of controls that change nothing until its `submit` button is pressed."""
    with st.form(key, border=False, **more):
        outside = _IN_FORM.set(True)
        try:
            yield
        finally:
            _IN_FORM.reset(outside)


def submit(label: str, click: Click, **more: Any) -> None:
    """The button that sends a form."""
    st.form_submit_button(label, on_click=clicked, args=(click,), **more)


def _in_currency(column: Any) -> Any:
    """A column of amounts with the format of the plan's currency."""
    formats = {phrases.MONEY_COLUMN: phrases.money_column(), phrases.AN_IMAGE_COLUMN: phrases.money_column(2)}
    kind = column.get("type_config") if isinstance(column, dict) else None
    if not kind or kind.get("format") not in formats:
        return column
    return {**column, "type_config": {**kind, "format": formats[kind["format"]]}}


def _named(options: Options[Option]) -> tuple[list[Option], Callable[[Option], str]]:
    """The options, and a function for their words."""
    names = options if isinstance(options, Mapping) else {}
    return list(options), lambda option: names.get(option, str(option))


def _start(value: Value, key: str | None, change: Change | None) -> Value:
    """The start value of a control; with a `change` the value that it shows in every run."""
    return value if key is None or change is None else session.keep(key, value)


def _on(key: str | None, change: Change | None) -> Callable[[], None]:
    """The callback of a control."""
    if change is None:
        return partial(session.take, None, None)
    assert key is not None, "a change needs the key that its value is found by"
    return partial(_changed, key, change)


def _typed(key: str | None, change: Change | None) -> Callable[[], None] | None:
    """The callback of a box; in a form None, as the form is sent by its button."""
    return None if change is None and _IN_FORM.get() else _on(key, change)


def _changed(key: str, change: Change) -> None:
    """The callback of a control with a `change`; an emptied control changes nothing."""
    value = st.session_state[key]
    with figures.in_currency(session.currency()):
        session.take(key, None if value is None else change(value))


def clicked(click: Click) -> None:
    """The callback of a button."""
    with figures.in_currency(session.currency()):
        session.take(None, click())
