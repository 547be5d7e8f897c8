"""The Compare page without a browser: open a link, read its table."""

from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from pages.components import words
from pricing.choice import choose
from pricing.compare import compare
from pricing.life import gone
from pricing.live import cheapest_live
from tests.compare.making import from_query
from tests.pages import planner
from tests.server import ROOT
from tests.unit.making import TODAY, shipped


def opened(query: str = "") -> AppTest:
    """The Compare page at a link."""
    at = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=30)
    at.switch_page("compare.py")
    planner.go_to(at, query)
    return at


def side_by_side(at: AppTest) -> pd.DataFrame:
    """The table of the services, which is the last one on the page."""
    return pd.DataFrame(at.dataframe[-1].value).set_index("Service")


def metrics(query: str) -> list[str]:
    """The figures on top of the page for a link: the plan's model, the choice, and a cheaper one of the book."""
    scenario, terms = from_query(query)
    table = compare(scenario, terms, shipped())
    choice, best = choose(table, TODAY), cheapest_live(table, terms, shipped(), TODAY).cheapest
    costs = [table.own.per_month] + ([] if choice is None else [choice.cost])
    costs += [] if best is None or (choice is not None and choice.cost <= best.cost) else [best.cost]
    return [words.money(cost) for cost in costs]


def assert_comparison(at: AppTest, **values: str) -> None:
    """Figures, table and address bar belong together, and the address bar has these values."""
    assert not at.exception, at.exception
    assert not at.error
    query = planner.query(at)
    assert {key: planner.address(at)[key] for key in values} == values
    assert [metric.value for metric in at.metric] == metrics(query)
    scenario, terms = from_query(query)
    found = sorted(compare(scenario, terms, shipped()).rows, key=lambda row: gone(row.ends, TODAY))
    expected: dict[str, Any] = {row.label: row.per_month for row in found}
    shown = side_by_side(at)["USD a month"].to_dict()
    assert list(shown) == list(expected)
    for name, cost in expected.items():
        assert pd.isna(shown[name]) if cost is None else shown[name] == float(cost)


def open_tab(at: AppTest, label: str) -> None:
    at.session_state["compare_tab"] = label
    at.run()
