"""The Compare page without a browser: open a link, read its table."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from pages.compare.service_list.messages import HEADINGS
from pricing.compare.advice import advise
from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.prices.life import gone
from pricing.wording.messages import cost_words, words
from tests.compare.making import from_query
from tests.making import TODAY, shipped
from tests.pages import planner


def opened(query: str = "") -> AppTest:
    """The Compare page at a link."""
    at = planner.dashboard("compare")
    planner.go_to(at, query)
    return at


def side_by_side(at: AppTest) -> pd.DataFrame:
    """The table of the services as it is read: a row a service, with the keys of its columns, and its button."""
    sent = planner.sent_table(at)
    heads = {words(heading): key for key, heading in HEADINGS.items()}
    keys = [heads[heading] for heading, _ in sent["columns"]]
    rows = [dict(zip(keys, row["cells"], strict=True)) | {"Choose": row["label"]} for row in sent["rows"]]
    return pd.DataFrame(rows).set_index("Service")


def cell(at: AppTest, service: str, column: str) -> str:
    """What the table has for a service in a column."""
    return str(side_by_side(at)[column][service])


def use(at: AppTest, service: str) -> None:
    """Press the button beside a service."""
    row = list(side_by_side(at).index).index(service)
    planner.press_in_table(at, planner.sent_table(at)["rows"][row]["id"])


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
    expected = {row.label: cost_words(row.per_month) for row in found.rows}
    shown = side_by_side(at)["Cost a month"].to_dict()
    sold = [row.label for row in found.priced if not gone(row.ends, TODAY)]
    ended = [row.label for row in found.priced if gone(row.ends, TODAY)]
    assert list(shown)[: len(found.priced)] == sold + ended
    assert shown == expected


def open_tab(at: AppTest, label: str) -> None:
    at.session_state["compare_tab"] = label
    at.run()
