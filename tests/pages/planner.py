"""The dashboard without a browser: open a link, read what it shows."""

import json
import re
from functools import cache
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl, urlencode

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.hand import add_event, add_move
from tests.pages import expected
from tests.server import ROOT
from ui import button_table, first_ways
from ui.drawing import chart
from ui.panel.panel import NAME

# AppTest looks through all installed packages for components with each page that it opens, and finds the same.
patch.object(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)).start()

PAGES = ("plan/page.py", "compare/page.py", "prices/page.py")


def opened(query: str = "", page: str = "plan/page.py") -> AppTest:
    """The dashboard at a link, on a page."""
    at = dashboard()
    go_to(at, query)
    if page != "plan/page.py":
        at.switch_page(page).run()
    return at


def dashboard(page: str = "") -> AppTest:
    """The dashboard before its first run, at the address of a page; AppTest looks for one by the name of its file."""
    at = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=30)
    if page:
        at._page_hash = calc_hash(page)
    return at


def decide(query: str, tab: str) -> AppTest:
    """The Decide page at a link, with one of its tabs open."""
    at = opened(query, "decide/page.py")
    at.session_state["decide_tab"] = tab
    at.run()
    assert not at.exception, at.exception
    return at


def go_to(at: AppTest, query: str) -> None:
    """What the browser does when another address is entered."""
    values: dict[str, list[str]] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        values.setdefault(key, []).append(value)
    at.query_params.clear()
    for key, texts in values.items():
        at.query_params[key] = texts if len(texts) > 1 else texts[0]
    at.run()


def address(at: AppTest) -> dict[str, str]:
    """The keys and values in the address bar; each key stands there once."""
    return {key: value if isinstance(value, str) else _only(value) for key, value in dict(at.query_params).items()}


def query(at: AppTest) -> str:
    return urlencode(address(at))


def headline(at: AppTest) -> str:
    """The monthly cost: the figure of the panel, where the page has one."""
    sent = panel(at)
    return str(sent["figure"]["value"]) if sent else figures(at)[0]


def text_tables(at: AppTest) -> list[list[dict[str, str]]]:
    """The tables of text of a page: their rows by heading."""
    tables = []
    for block in at.markdown:
        if block.value.startswith("| "):
            head, _, *rows = (
                [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block.value.split("\n")
            )
            texts = ([re.sub(r"\\(.)", r"\1", cell) for cell in line] for line in (head, *rows))
            names, *cells = texts
            tables.append([dict(zip(names, row, strict=True)) for row in cells])
    return tables


def figures(at: AppTest) -> list[str]:
    """Every figure in large type."""
    sent = panel(at)
    return [*([sent["figure"]["value"]] if sent else []), *(str(metric.value) for metric in at.metric)]


def panel(at: AppTest) -> dict[str, Any]:
    """What the panel is sent: the figure, and what its controls show; empty where the page has none."""
    return _sent(_component(at, NAME))


def move(at: AppTest, number: int | None = None, moving: bool = False, **texts: str) -> AppTest:
    """What the panel sends when a hand has set its controls to these texts, by field."""
    states, element = at._tree.get_widget_states(), _component(at, NAME)
    assert element is not None
    add_move(states, element.proto.id, panel(at)["place"], texts, number, moving)
    at._run(states)
    return at


def shown(at: AppTest, field: str) -> str:
    """What the box of the panel shows: the value of the scenario, or a text that was refused."""
    sent = panel(at)
    if field in sent["refused"]:
        return str(sent["refused"][field]["typed"])
    value = sent["values"][field]
    return str(value) if field == "images" else "-".join(map(str, value))


def named_first(at: AppTest) -> list[dict[str, str]]:
    """The ways to save that the Plan page names first, as they are shown."""
    return [way for kind in _sent(_component(at, first_ways.NAME)).get("kinds", []) for way in kind["ways"]]


def apply_first(at: AppTest, way: str) -> None:
    """Press the button of a way that is named first."""
    states = at._tree.get_widget_states()
    add_event(states, _component(at, first_ways.NAME).proto.id, "apply", way)
    at._run(states)


def sent_table(at: AppTest) -> dict[str, Any]:
    """What the table of text with buttons is sent."""
    return _sent(_component(at, button_table.NAME))


def press_in_table(at: AppTest, row: str) -> None:
    """Press the button in a row of it."""
    states = at._tree.get_widget_states()
    add_event(states, _component(at, button_table.NAME).proto.id, "pressed", row)
    at._run(states)


def _components(at: AppTest, name: str) -> list[Any]:
    return [element for element in at.get("bidi_component") if element.proto.component_name == name]


def _component(at: AppTest, name: str) -> Any:
    named = _components(at, name)
    return named[0] if named else None


def _sent(element: Any) -> dict[str, Any]:
    """What a component is sent; empty for none."""
    if element is None:
        return {}
    # What is no JSON to a browser, such as NaN, is none here.
    sent: dict[str, Any] = json.loads(element.proto.json, parse_constant=pytest.fail)[0]
    return sent


def said(at: AppTest) -> str:
    """Every text on the page, as a reader sees it."""
    found: list[Any] = [*at.title, *at.header, *at.error, *at.warning, *at.info, *at.markdown, *at.caption]
    sent = panel(at)
    of_panel = [*sent["figure"].values(), beside(at), sent["mix"], sent["note"], *refused_in_panel(at)] if sent else []
    ways = _sent(_component(at, first_ways.NAME))
    of_ways = [ways["title"], *(kind["name"] for kind in ways["kinds"]), ways["all"]] if ways else []
    of_ways += [text for way in named_first(at) for text in way.values()]
    of_charts = [chart["title"] for chart in sent_charts(at)]
    return "\n".join([*(str(element.value) for element in found), *of_panel, *of_ways, *of_charts]).replace("\\", "")


def amounts(text: str) -> list[str]:
    """The amounts of USD in a text."""
    return re.findall(r"\$[\d,]+(?:\.\d+)?", text)


def sent_charts(at: AppTest) -> list[dict[str, Any]]:
    """What the charts are sent: title, figure and what they say."""
    return list(map(_sent, _components(at, chart.NAME)))


def specs(at: AppTest) -> list[dict[str, Any]]:
    """The figures of the charts, as Plotly's schema has them."""
    return [each["spec"] for each in sent_charts(at)]


def alts(at: AppTest) -> list[str]:
    """What the charts say to a screen reader."""
    return [each["alt"] for each in sent_charts(at)]


def press(at: AppTest, label: str) -> None:
    """Click the button whose label has these words."""
    matching = [button for button in at.button if label in button.label]
    (button,) = [button for button in matching if button.label == label] or matching
    button.click().run()


def unfold(at: AppTest, key: str) -> None:
    """Open an expander or a popover."""
    at.session_state[key] = True
    at.run()


def beside(at: AppTest) -> str:
    """How the monthly cost comes about, and the figures that stand beside it."""
    sent = panel(at)
    facts = (", ".join(filter(None, (f"{fact['label']}: {fact['value']}", fact["note"]))) for fact in sent["facts"])
    return " · ".join([sent["figure"]["how"], *facts])


def use_guide(at: AppTest, on: bool) -> None:
    """Turn the guide's prices on or off."""
    if not at.session_state["more_open"]:
        unfold(at, "more_open")
    at.toggle(key="guide").set_value(on).run()


def assert_plan(at: AppTest, **values: str) -> None:
    """A plan is shown, the address bar holds it whole, with these values, and the headline is its cost."""
    assert not at.exception, at.exception
    assert not at.error
    here = address(at)
    whole = expected.canonical(query(at))
    assert list(here.items())[: len(whole)] == list(whole.items())
    assert {key: here[key] for key in values} == values
    assert headline(at) == expected.monthly(query(at))


def assert_no_figure(at: AppTest) -> None:
    """An error is shown, and no figure and no chart with it."""
    assert not at.exception, at.exception
    assert at.error
    assert not figures(at)
    assert not alts(at)


def refused_in_panel(at: AppTest) -> list[str]:
    """What the panel says of texts that it does not take."""
    return [refused["words"] for refused in panel(at)["refused"].values()]


def assert_refused(at: AppTest, key: str, text: str, takes: str, **values: str) -> None:
    """A box keeps what was typed and says what it takes; the page says that its figures are those of before."""
    assert not at.exception, at.exception
    (error,) = [*(error.value.replace("\\", "") for error in at.error), *refused_in_panel(at)]
    assert f"“{text}” is not accepted. Enter {takes}." in error
    assert (at.text_input(key=key).value if key in {box.key for box in at.text_input} else shown(at, key)) == text
    assert {key: address(at)[key] for key in values} == values
    assert headline(at) == expected.monthly(query(at))
    (note,) = [warning.value for warning in at.warning if "so these are the old figures" in warning.value]
    assert f"“{text}”" in note.replace("\\", "")


def _only(values: list[str]) -> str:
    (value,) = values
    return value
