"""What the Scenarios page says: its shelves, what can be done there, and saved scenarios side by side."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pricing.explain.difference import Waterfall
from pricing.values.month import Month
from pricing.wording.messages import Figure, Items, Message, Money, counted, message

Shelf = Literal["mine", "archived", "deleted", "team"]

# The page and its shelves.

TITLE = message("Saved scenarios")
COMPARED = message("Saved scenarios compared")
LINK_IS_HERE = message("The address of this page is the link to this comparison.")
NOT_FOUND = message("These scenarios cannot be found.")
BACK = message("Back to my scenarios")
SEARCH = message("Search")
SHELF = message("Show")
SHELVES: Mapping[Shelf, Message] = {
    "mine": message("Mine"),
    "archived": message("Archived"),
    "deleted": message("Deleted"),
    "team": message("Team"),
}
CLEAR_SEARCH = message("Clear the search")
NOTHING_ARCHIVED = message("Nothing is archived. “Archive” moves a scenario here; its link still works.")
NOTHING_DELETED = message("Nothing is deleted. For 30 days you can restore from here what you delete.")
NOTHING_SHARED = message("Nobody shares a scenario in the team yet.")
ALL_ARCHIVED = message("Nothing here: your scenarios are under Archived.")
ALL_DELETED = message("Nothing here: your scenarios are under Deleted.")
FIRST_VISIT = message(
    "Nothing here yet. “Save” on the Plan or the Compare page keeps a plan under a name, with a short link."
)
CHOOSE = message("Choose a row to see or change a scenario. Choose several rows to compare them or to add them up.")
SIGN_OUT = message("Sign out")
SCENARIOS = message("Saved scenarios")
HEADINGS: Mapping[str, Message] = {
    "Name": message("Name"),
    "USD a month": message("Cost per month"),
    "Cost a month": message("Cost per month"),
    "Model": message("Model"),
    "Images a day": message("Images per day"),
    "Saved": message("Saved"),
    "Revision": message("Revision"),
    "Tags": message("Tags"),
}
"""Of the table of scenarios, by column."""
OPEN = message("Open")


def signed_in(name: str) -> Message:
    return message("Signed in as {name}", name=name)


def no_hit(sought: Sequence[str]) -> Message:
    """`sought` are the words that were searched for."""
    return message(
        "No scenario here has {words} in its name, note, tags or model.",
        words=Items(tuple(message("“{word}”", word=word) for word in sought)),
    )


def how_many(scenarios: int) -> Message:
    return counted("{number} scenario", "{number} scenarios", scenarios)


# What can be done with one.


def open_it(name: str) -> Message:
    return message("Open {name}", name=name)


def duplicate(name: str) -> Message:
    return message("Duplicate {name}", name=name)


def restore(name: str) -> Message:
    return message("Restore {name}", name=name)


def archive(name: str) -> Message:
    return message("Archive {name}", name=name)


def put_back(name: str) -> Message:
    return message("Put back {name}", name=name)


def delete(name: str) -> Message:
    return message("Delete {name}", name=name)


def really_delete(name: str) -> Message:
    return message(
        "Delete {name}? Its link stops working. For 30 days you can restore it: it is under Deleted.", name=name
    )


DELETE_IT = message("Yes, delete it")
SHARED = message("Shared in the team")
DESCRIBE = message("Name, note and tags")
NAME = message("Name")
NOTE = message("Note")
TAGS = message("Tags, with commas between")
SAVE_DESCRIPTION = message("Save these")
NOT_READABLE = message("This planner cannot read the saved plan. It stays stored as it was saved.")
REPRICE = message("Save a revision at today's prices")
HISTORY = message("History")
LINK_TO_COMPARISON = message("Link to this comparison")
ADD_UP = message("Add up")
CANNOT_ADD = message("This planner cannot read one of these scenarios, so it cannot add them up.")


def too_many_workloads(workloads: int, most: int) -> Message:
    return message(
        "Together they have {workloads} workloads. A scenario that adds them up has at most {most}.",
        workloads=workloads,
        most=most,
    )


def too_many_scenarios(most: int, chosen: int) -> Message:
    return message("{chosen} scenarios are chosen. Choose 2 to {most} to compare them.", most=most, chosen=chosen)


# What was done.


def archived(name: str) -> Message:
    return message("Archived {name}.", name=name)


def is_back(name: str) -> Message:
    return message("{name} is among your scenarios again.", name=name)


def deleted(name: str) -> Message:
    return message("Deleted {name}. For 30 days you can restore it: it is under Deleted.", name=name)


def restored(name: str) -> Message:
    return message("Restored {name}.", name=name)


def duplicated(name: str, copy: str) -> Message:
    return message("Duplicated {name} as {copy}.", name=name, copy=copy)


def added_up(names: Sequence[str], name: str, workloads: int) -> Message:
    """`names` are those of the scenarios; their terms are those of the first."""
    return message(
        "Added up {names} as {name}: {workloads} workloads on the terms of {first}.",
        names=Items(tuple(names)),
        name=name,
        workloads=workloads,
        first=names[0],
    )


def team_finds(name: str) -> Message:
    return message("From now on the team can find {name}.", name=name)


def only_you_find(name: str) -> Message:
    return message("From now on only you can find {name}.", name=name)


def described(name: str) -> Message:
    return message("Saved the name, note and tags of {name}.", name=name)


def revised_to_today(revision: int, name: str) -> Message:
    return message("Saved revision {revision} of {name}, at today's prices.", revision=str(revision), name=name)


def revised_back(revision: int, name: str, former: int) -> Message:
    """`former` is the revision that the new one is like."""
    return message(
        "Saved revision {revision} of {name}. It is the same as revision {former}.",
        revision=str(revision),
        name=name,
        former=str(former),
    )


OTHER_REVISION = message("Somebody else saved another revision meanwhile; both are in the history.")


# Side by side.

UNREADABLE = message("cannot be read by this planner")
FIELD_HEADINGS: Mapping[str, Message] = {"Field": message("Field")}
NOT_THERE = message("none")
ALL_THE_SAME = message("These scenarios do not differ.")


def numbered(place: int, name: str) -> Message:
    """A scenario by its place in the comparison, as two may have one name."""
    return message("{place}. {name}", place=str(place), name=name)


def same_fields(fields: int) -> Message:
    return counted("{number} field is the same", "{number} fields are the same", fields)


def stays_stored(name: str) -> Message:
    return message("This planner cannot read {name}. It stays stored as it was saved.", name=name)


def cost_when_saved() -> Message:
    return message("when it was saved; this planner cannot read it")


def cost_of_workload(workload: str) -> Message:
    return message("{workload}: cost per month", workload=workload)


def billed_in(month: Month) -> Message:
    return message("Billed in {month}", month=month)


def no_way(start: str, end: str, reason: Message) -> Message:
    """Why nothing can be said of how one cost became the other."""
    return message("From {start} to {end}: {reason}", start=start, end=end, reason=reason)


def same_cost(start: str, end: str, cost: Decimal) -> Message:
    return message("{start} and {end} cost the same: {cost} a month.", start=start, end=end, cost=Money(cost))


def how_it_moved(bars: Waterfall, start: str, end: str) -> Message:
    """How much more the end costs than the start, and the step that has the most part in it."""
    step = bars.main_step
    if step is None:
        return message("{start} and {end} cost the same: the changes make up for each other", start=start, end=end)
    more, most = bars.change > 0, 2 * abs(step.amount) > abs(bars.change)
    places: dict[str, Figure] = {"end": end, "amount": Money(abs(bars.change)), "step": step.label}
    if more and most:
        return message("{end} costs {amount} more a month, most of it: {step}", **places)
    if more:
        return message("{end} costs {amount} more a month, the largest part: {step}", **places)
    if most:
        return message("{end} costs {amount} less a month, most of it: {step}", **places)
    return message("{end} costs {amount} less a month, the largest part: {step}", **places)


def steps(start: Decimal, moves: Sequence[tuple[Message, Decimal]], end: Decimal) -> Message:
    """The bars of a waterfall for those who do not see them: each move with its USD a month."""
    return message(
        "From {start}: {moves}, to {end}",
        start=Money(start),
        moves=Items(
            tuple(message("{move} {amount}", move=move, amount=Money(usd, signed=True)) for move, usd in moves), "list"
        ),
        end=Money(end),
    )


# Today's prices.

NO_PRICE_TODAY = message("The plan has no price at today's list prices.")
SAME_COST_TODAY = message("The plan costs the same at today's list prices.")
AS_SAVED = message("As saved")
TODAY = message("Today")
WORKLOAD_HEADINGS: Mapping[str, Message] = {
    "Workload": message("Workload"),
    "Model": message("Model"),
    "As saved": AS_SAVED,
    "Today": TODAY,
    "Change": message("Change"),
    "Why it has no price today": message("Why it has no price today"),
}


def costs_today(now: Decimal, more: Decimal) -> Message:
    return message(
        "At today's list prices this plan costs {now} a month: {more}.", now=Money(now), more=Money(more, signed=True)
    )


def priced_today(now: Decimal) -> Message:
    """Of a plan that had no price when it was saved."""
    return message("At today's list prices this plan costs {now} a month. As saved it has no price.", now=Money(now))


def on_other_model(model: str, workload: str | None, cost: Decimal) -> Message:
    """What the workload, or the plan where there is only one, costs on the model that takes over."""
    if workload is None:
        return message("On {model} the plan costs {cost} a month at today's prices.", model=model, cost=Money(cost))
    return message(
        "On {model} the workload {workload} costs {cost} a month at today's prices.",
        model=model,
        workload=workload,
        cost=Money(cost),
    )


# History.

FIRST_SAVED = message("first saved")
NOTHING = message("nothing")
REVISIONS = message("The revisions of the scenario")
HISTORY_HEADINGS: Mapping[str, Message] = {
    "Revision": message("Revision"),
    "Saved": message("Saved"),
    "USD a month": message("Cost per month"),
    "Cost a month": message("Cost per month"),
    "Change": message("Change per month"),
    "What changed": message("What changed"),
    "Differences": message("Differences"),
    "Link": message("Link"),
}
UNKNOWN_DIFFERENCE = message("not known: this planner cannot read the revision before")


def counted_in(currency: str) -> Message:
    """Plans beside each other that count in several currencies."""
    return message(
        "These plans count in several currencies. Here all are in {currency}: each is converted at its own rate "
        "for one USD and at that of the last plan.",
        currency=currency,
    )
