"""Messages of answers: titles, tables of the print sheet, and why there is no figure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce

from pricing.scenario.labels.messages import in_a_row
from pricing.wording.messages import Items, Message, Money, as_written, counted, message

NOT_NOW = message("Too busy right now")
FAILED = message("Something went wrong")
NOT_TAKEN = message("This address only answers what reads it")


WORKLOAD = message("Workload")
WHAT = message("What")
QUALITY = message("Quality")
SIZE = message("Size")
QUANTITY_A_DAY = message("Quantity per day")
RATE = message("Rate")
COST_A_DAY = message("Cost per day")
HOW_READ = message("How it was read")
BY_SIZE = message("by size")
MODEL, IMAGES_A_DAY, SHARE = message("Model"), message("Images per day"), message("Share of the cost")
TOTAL, EACH_WORKLOAD = message("Total"), message("Each workload")
ASSUMPTION, VALUE = message("Assumption"), message("Value")
MONTH, IMAGES, COST = message("Month"), message("Images"), message("Cost")

# Parts of the printed sheet.
WHAT_IT_ASSUMES, SOURCES = message("What it assumes"), message("Sources")


def of_workload(workload: str, component: str) -> Message:
    """A part of the bill of one of several workloads."""
    return message("{workload}, {component}", workload=workload, component=component)


def sizes(number: int) -> Message:
    return counted("{number} size", "{number} sizes", number)


def qualities(number: int) -> Message:
    return counted("{number} quality", "{number} qualities", number)


def product() -> Message:
    """The name of the planner."""
    return message("Image cost planner")


def page_title(title: str) -> Message:
    """The title of the browser's tab."""
    return message("{title} - Image cost planner", title=title)


def plan_a_budget() -> Message:
    """A link to the planner."""
    return message("Plan an image budget")


def open_in_planner() -> Message:
    return message("Open in the planner")


def no_room() -> Message:
    return message("No room right now")


def full_of_pages() -> Message:
    return message(
        "This planner has no room for another open page. The pages that are open go on working. "
        "Please try again in a minute."
    )


def not_shown_here() -> Message:
    return message("Not shown here")


def no_frames() -> Message:
    return message("This planner lets no other site show what is saved in it.")


def no_such_scenario() -> Message:
    return message("No such scenario")


def wrong_or_deleted() -> Message:
    return message("There is no saved scenario here: the link is wrong, or its owner deleted it.")


def saved_budget() -> Message:
    return message("A saved image budget")


def revision_saved(revision: int, day: dt.date) -> Message:
    return message("Revision {revision}, saved on {day}.", revision=revision, day=day)


def subject(models: str, volume: str, prices: str) -> Message:
    """The model and volume that a figure is of."""
    return message("{models}, {volume}, prices of {prices}", models=models, volume=volume, prices=prices)


def title(models: str, volume: str, prices: str) -> Message:
    return message("{models} · {volume} · prices of {prices}", models=models, volume=volume, prices=prices)


def unit_of_month() -> Message:
    """Behind the figure of a card."""
    return message("a month")


def months_chart() -> Message:
    return message("The months as a chart")


def the_workloads() -> Message:
    return message("The workloads")


def the_forecast() -> Message:
    return message("The forecast")


def too_much_to_do() -> Message:
    return message("The planner has too much to do just now.")


def nobody_waits() -> Message:
    return message("All generations can wait for batch.")


def unforeseen() -> Message:
    return message("Something went wrong in the planner, and is in its log.")


def before_all_prices(today: dt.date, first: dt.date, model: str) -> Message:
    return message(
        "today is {today}, and plans begin with {model}, which has prices from {first} on. Set the clock right.",
        today=today,
        model=model,
        first=first,
    )


def many_at_once() -> Message:
    return message("Too many requests of your address wait for an answer.")


def many() -> Message:
    return message("Too many requests came from your address.")


def again_in(seconds: int) -> Message:
    return counted("Please try again in {number} second.", "Please try again in {number} seconds.", seconds)


def takes_no_file() -> Message:
    return message("Files are taken by the Actual page alone, while it is open.")


def takes_a_size() -> Message:
    return message("The size of the file has to be said in the header Content-Length.")


def most_of_a_file(megabytes: int) -> Message:
    return message("A file may have {megabytes} MB at most. Bring it in by parts.", megabytes=megabytes)


def most_of_a_visitor(files: int, megabytes: int) -> Message:
    return message(
        "You may bring in {files} files of {megabytes} MB in all. Take some out first.",
        files=files,
        megabytes=megabytes,
    )


def most_of_an_address() -> Message:
    return message("Too many files were brought in from your address. Please try again in some minutes.")


def takes_a_link() -> Message:
    return message("accepted: a link of this planner")


def takes_a_text() -> Message:
    return message("accepted: a text")


def takes_a_tool(tools: Iterable[str]) -> Message:
    return message("accepted: {tools}", tools=Items(tuple(tools), "list"))


def takes_a_method(method: str) -> Message:
    return message("accepted: {method}; the server sends nothing on its own", method=method)


def takes_programs() -> Message:
    return message("accepted: programs, and pages of this planner")


def takes_own_pages() -> Message:
    return message("A page of another address may not open a connection to this planner.")


def no_saved_scenario() -> Message:
    return message("there is no saved scenario here")


def no_argument(nearest: str | None) -> Message:
    """`nearest` is an argument that is spelled much like it."""
    if nearest is None:
        return message("it is no argument of this tool")
    return message("it is no argument of this tool; did you mean {nearest}?", nearest=nearest)


def link_not_usable() -> Message:
    return message("This link cannot be used")


def on_each_service() -> Message:
    return message("The same plan on each service")


def the_bill() -> Message:
    return message("The bill, line by line")


def a_month(usd: Decimal) -> Message:
    return message("{usd} a month", usd=Money(usd))


def cost_an_image() -> Message:
    return message("Cost per image")


def budget() -> Message:
    return message("Budget")


def prices_of(prices: str) -> Message:
    return message("Prices of {prices}", prices=prices)


def assumed(workload: str, label: str, value: str) -> Message:
    if workload:
        return message("{workload}, {label}: {value}", workload=workload, label=label, value=value)
    return message("{label}: {value}", label=label, value=value)


def service() -> Message:
    return message("Service")


def cost_a_month() -> Message:
    return message("Cost per month")


def languages_taken(codes: Iterable[str]) -> Message:
    return message("accepted: {languages}", languages=Items(tuple(codes), "list"))


# The printed sheet.


def how_read(readings: Sequence[Message]) -> Message:
    """The sources of the rates of a component, and the days on which they were read."""
    return message("How the rates were read: {readings}.", readings=in_a_row(readings))


def sheet_title(subject: str, cost: Decimal, month: str) -> Message:
    """`month` is the first one of a volume that grows, else empty."""
    if month:
        return message("{subject}: {cost} in {month}", subject=subject, cost=Money(cost), month=month)
    return message("{subject}: {cost} a month", subject=subject, cost=Money(cost))


def sheet_unpriced(subject: str) -> Message:
    return message("{subject}: Not priced", subject=subject)


def sheet_not_sold(subject: str, since: dt.date) -> Message:
    return message("{subject}: not sold since {since}", subject=subject, since=since)


def not_sold_since(since: dt.date) -> Message:
    return message("Not sold since {since}", since=since)


def joined(texts: Iterable[str]) -> Message:
    """Phrases with commas between; names in a list have another mark in Chinese."""
    first, *others = map(as_written, texts)
    return reduce(lambda before, after: message("{before}, {after}", before=before, after=after), others, first)


def at_prices_of(prices: str) -> Message:
    return message("prices of {prices}", prices=prices)


def unsold_months(mark: str, models: Items) -> Message:
    """The meaning of a mark beside a month."""
    return message("{mark} A month in which {models} cannot be bought.", mark=mark, models=models)


def source(source: Message, address: str) -> Message:
    """`source` with the day on which it was read; `address` may be empty."""
    return message("{source}, at {address}", source=source, address=address) if address else source


def what_of(part: str) -> Message:
    """A part of what a plan assumes, for who listens to the page."""
    return message("What it assumes: {part}", part=part)


NOT_FOUND = message("There is nothing at this address")
