"""What the shell of every page says: the names of the pages, and why there are no figures."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pricing.wording.messages import Items, Message, as_written, message

PageName = Literal["Plan", "Compare", "Decide", "Actual", "Scenarios", "Prices"]

PRODUCT = message("Image cost planner")
NAMES: Mapping[PageName, Message] = {
    "Plan": message("Plan"),
    "Compare": message("Compare"),
    "Decide": message("Decide"),
    "Actual": message("Actual"),
    "Scenarios": message("Scenarios"),
    "Prices": message("Prices"),
}
NO_FIGURES = message("No figures can be shown")
NO_FIGURES_FOR_LINK = message("No figures for this link")
NO_FIGURES_FOR_PLAN = message("No figures for this plan")
OPEN_NEAREST = message("Open the nearest valid plan")
START_ANEW = message("Start again")
CONNECTION_LOST: Mapping[Literal["arrived", "unknown"], Message] = {
    "arrived": message(
        "The connection to the planner was lost and is back. Nothing is lost: what you did last has arrived."
    ),
    "unknown": message(
        "The connection to the planner was lost and is back. What you entered is still here. If you had just pressed a "
        "button, look whether that was done; Save can be pressed again, it saves only once."
    ),
}
"""By whether what the user did last has arrived."""


def page_title(page: PageName) -> Message:
    """What the tab of the browser is called."""
    return message("{page} - {product}", page=NAMES[page], product=PRODUCT)


def wrong_values(from_link: bool, values: int) -> Message:
    """That a link, or the plan of the session, has values that are not taken."""
    if from_link and values == 1:
        return message("This link has a value that cannot be used. No figure is computed from it.")
    if from_link:
        return message("This link has values that cannot be used. No figure is computed from it.")
    if values == 1:
        return message("This plan has a value that cannot be used. No figure is computed from it.")
    return message("This plan has values that cannot be used. No figure is computed from it.")


def wrong_value(field: str, value: str, problem: Message) -> Message:
    """One of them; `value` is what it got. Markdown."""
    return message("{field} is {value}; {problem}.", field=field, value=value, problem=problem)


def changed_values(values: Sequence[tuple[str, str]]) -> Message:
    """What the nearest valid plan has instead, by the keys of the link."""
    return message("{values}", values=Items(tuple(as_written(f"{key} = {value}") for key, value in values), "list"))


def wrong_setting(problem: str) -> Message:
    """`problem` is for whoever runs the planner."""
    return message("A setting of this planner cannot be used, so no figure can be shown. {problem}", problem=problem)


def wrong_book(problem: str) -> Message:
    """`problem` is for whoever runs the planner."""
    return message("The price book cannot be read, so no figure can be shown. {problem}", problem=problem)


def unknown_keys(keys: Sequence[str]) -> Message:
    return message(
        "The link has keys that this planner does not know; they were ignored: {keys}", keys=Items(tuple(keys), "list")
    )
