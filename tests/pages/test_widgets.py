"""Every control of every page is made by `ui.controls.widgets`, so none forgets the session's plan."""

import ast
import inspect
from collections.abc import Iterator

import pytest
import streamlit as st

from tests.pages.planner import assert_plan, move, opened, unfold
from tests.server import ROOT

MAKER = ROOT / "ui" / "controls" / "widgets.py"
SOURCES = {path for room in ("pages", "ui") for path in (ROOT / room).rglob("*.py")} - {MAKER}
CALLBACKS = {"on_change", "on_click", "on_select", "on_submit", "on_dismiss"}


def _controls() -> Iterator[str]:
    """What of Streamlit runs the page when it is used, unasked: its callback is not to be ignored."""
    for name, made in inspect.getmembers(st, callable):
        if name.startswith("_") or inspect.isclass(made):
            continue
        parameters = inspect.signature(made).parameters
        if any(parameters[callback].default != "ignore" for callback in CALLBACKS & set(parameters)):
            yield name


CONTROLS = set(_controls())


def made_in(source: str) -> list[str]:
    """The controls that a module makes, or names, by itself; other modules' functions may be called like them."""
    tree = ast.parse(source)
    found, modules = [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            found += [name.name for name in node.names if name.name in CONTROLS]
        elif isinstance(node, ast.ImportFrom):
            modules |= {name.asname or name.name for name in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CONTROLS:
            of = node.value
            if not (isinstance(of, ast.Name) and of.id in modules):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Call):
            found += [word.arg for word in node.keywords if word.arg in CALLBACKS]
    return found


def test_no_other_module_makes_a_control() -> None:
    found = {str(module): made_in(module.read_text(encoding="utf-8")) for module in SOURCES}
    assert {module: controls for module, controls in found.items() if controls} == {}


@pytest.mark.parametrize(
    "source",
    [
        "st.button('Go')",
        "st.sidebar.toggle('On')",
        "left, right = st.columns(2)\nleft.selectbox('One', names)",
        "st.columns(2)[0].text_input('Name')",
        "partial(st.radio, 'One')",
        "from streamlit import slider",
        "st.expander('More', on_change=act)",
        "st.dataframe(frame, on_select='rerun')",
    ],
)
def test_a_control_made_elsewhere_is_found(source: str) -> None:
    assert made_in(source)


def test_what_only_shows_may_be_made_anywhere() -> None:
    source = "from ui.controls import save\nsave.button(plan)\nst.expander('More')\nst.dataframe(frame)\n"
    assert made_in(source + "st.link_button('Open', link)") == []


def test_a_control_of_the_page_keeps_the_plan() -> None:
    """Its run may carry the address of the move before it."""
    at = opened("images=1000", "compare/page.py")
    unfold(at, "own_open")
    move(at, images="5000")
    at.query_params["images"] = "1000"
    at.text_input(key="own_name").set_value("Ours").run()
    assert_plan(at, images="5000")
