"""The Compare page without a browser: open a link, read its table."""

import json
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from pricing.compare.advice import advise
from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.prices.life import gone
from pricing.wording.messages import cost_words
from tests.compare.making import from_query
from tests.making import TODAY, shipped
from tests.pages import planner


def opened(query: str = "") -> AppTest:
    """The Compare page at a link."""
    at = planner.dashboard("compare")
    planner.go_to(at, query)
    return at


def side_by_side(at: AppTest) -> pd.DataFrame:
    """The table of the services, which is the last one on the page while its fold is closed."""
    return pd.DataFrame(at.dataframe[-1].value).set_index("Service")


def cell(at: AppTest, service: str, column: str) -> Any:
    """What the table has for a service in a column."""
    return side_by_side(at)[column][service]


def use(at: AppTest, service: str) -> None:
    """Press the button beside a service."""
    press(at, widget_of_the_buttons(at), list(side_by_side(at).index).index(service))


def widget_of_the_buttons(at: AppTest) -> str:
    """What the browser calls the buttons of the table."""
    return str(at.dataframe[-1].proto.button_click_widgets["Choose"])


def press(at: AppTest, widget: str, row: int) -> None:
    """What the browser sends when the button in a row is pressed."""
    states = at._tree.get_widget_states()
    states.widgets.add(id=widget).string_trigger_value.data = json.dumps({"row": row, "label": "Use this"})
    at._run(states)


def metrics(query: str) -> list[str]:
    """The figures of the page for a link: the scenario beside its controls, and the advice.

    What is only cheapest is said below them and has no figure of its own.
    """
    table = compare(from_query(query), shipped())
    advice = advise(table, cheapest_live(table, shipped(), TODAY), shipped(), TODAY)
    best = None if advice is None else advice.cost
    return [cost_words(cost) for cost in [table.present.per_month] + ([] if best is None else [best])]


def assert_comparison(at: AppTest, **values: str) -> None:
    """Figures, table and address bar belong together, and the address bar has these values."""
    assert not at.exception, at.exception
    assert not at.error
    query = planner.query(at)
    assert {key: planner.address(at)[key] for key in values} == values
    assert planner.figures(at) == metrics(query)
    found = compare(from_query(query), shipped())
    expected: dict[str, Any] = {row.label: row.per_month for row in found.rows}
    shown = side_by_side(at)["Cost a month"].to_dict()
    assert set(shown) == set(expected)
    sold = [row.label for row in found.priced if not gone(row.ends, TODAY)]
    ended = [row.label for row in found.priced if gone(row.ends, TODAY)]
    assert list(shown)[: len(found.priced)] == sold + ended
    for name, cost in expected.items():
        assert pd.isna(shown[name]) if cost is None else shown[name] == float(cost)


def open_tab(at: AppTest, label: str) -> None:
    at.session_state["compare_tab"] = label
    at.run()
