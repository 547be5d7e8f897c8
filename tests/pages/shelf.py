"""Saved scenarios without a browser: what Ann saved, her Scenarios page, and one of them open."""

import itertools
import json
from typing import Any

from streamlit.testing.v1 import AppTest

from pricing.bill.estimate import estimate
from pricing.saved import Draft, Saved, Store
from pricing.scenario import link
from pricing.wording.messages import cost_words
from tests.pages import planner
from tests.pages.expected import BOOKS, DAY

ANN = "browser:ann"
FROM_ANOTHER_TIME = "v=1&model=from-another-time&images=5"
_keys = itertools.count(1)


def has(store: Store, name: str, query: str = "", page: Any = "plan", **more: Any) -> Saved:
    """What Ann has saved."""
    return store.save(ANN, Draft(name=name, page=page, **(_whole(query) | more)), f"shelf-{next(_keys)}")


def revised(store: Store, found: Saved, query: str, **more: Any) -> Saved:
    """Another revision of it."""
    draft = Draft(**(_whole(query) | more))
    return store.revise(ANN, found.id, draft, found.newest, f"shelf-{next(_keys)}").saved


def _whole(query: str) -> dict[str, Any]:
    if query == FROM_ANOTHER_TIME:
        return {"query": query, "per_month": None}
    reading = link.parse(query, BOOKS, DAY)
    assert reading.scenario is not None, reading.problems
    return {
        "query": link.query_string(link.write(reading.scenario)),
        "per_month": estimate(reading.scenario, BOOKS).per_month,
    }


def scenarios(query: str = "", *chosen: Saved) -> AppTest:
    """Ann's Scenarios page, with some rows ticked, while the address has some plan."""
    at = planner.dashboard("scenarios")
    planner.go_to(at, query)
    choose(at, *chosen)
    return at


def choose(at: AppTest, *chosen: Saved) -> None:
    """Tick rows."""
    at.session_state["scenarios_rows_chosen"] = [saved.id for saved in chosen]
    at.run()
    assert not at.exception, at.exception


def opened(found: Saved, page: str = "plan/page.py") -> AppTest:
    """A saved scenario as its short link opens it, on a page."""
    return planner.opened(f"{found.revision.query}&saved={found.id}.{found.revision.number}", page)


def rows(at: AppTest) -> list[str]:
    """The names on the shelf."""
    return list(at.dataframe[0].value["Name"]) if at.dataframe else []


def open_row(at: AppTest, name: str) -> None:
    """What the browser sends when "Open" is pressed in the row of a scenario."""
    states = at._tree.get_widget_states()
    widget = at.dataframe[0].proto.button_click_widgets["Open"]
    clicked = json.dumps({"row": rows(at).index(name), "label": "Open"})
    states.widgets.add(id=widget).string_trigger_value.data = clicked
    at._run(states)


def done(at: AppTest) -> str:
    """What the page says was done."""
    (success,) = at.success
    return str(success.value).replace("\\", "")


def texts(at: AppTest) -> str:
    """What the page says of the scenario that is open."""
    return "\n".join(str(text.value) for text in at.text)


def differences(at: AppTest) -> list[str]:
    """The history of the scenario that is chosen, newest first: how each revision differs from the one before."""
    return list(at.dataframe[-1].value["Differences"])


def by_field(at: AppTest) -> dict[str, dict[str, str]]:
    """The fields side by side: their values by the name of the scenario."""
    rows = [dict(row) for table in planner.text_tables(at) for row in table if "Field" in row]
    return {row.pop("Field"): row for row in rows}


def cost(found: Saved) -> str:
    return cost_words(found.revision.per_month)
