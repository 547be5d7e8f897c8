"""What the calendar of events says."""

import datetime as dt
from collections.abc import Mapping

from pricing.scenario.events import Effect
from pricing.values.month import Month
from pricing.wording.messages import Message, message

EVENTS: Mapping[Effect, Message] = {
    "images": message("Launch or season: other volume"),
    "price": message("Price change of the vendors"),
    "model": message("Switch to another model"),
    "once": message("A sum paid once"),
}
ADD_EVENT = message("Add what changes")
REMOVE = message("Remove")
WHAT_CHANGES = message("What changes")
FROM_MONTH = message("From")
IN_MONTH = message("In month")
UNTIL = message("Until")
TO_THE_END = message("to the end")
WORKLOAD = message("Workload")
ALL_WORKLOADS = message("All workloads")
TO_MODEL = message("To")
ADD = message("Add")


def event_value(effect: Effect, currency: str) -> Message:
    """What the box for the value of an event is called."""
    match effect:
        case "images":
            return message("Images: a multiple, or percent more or fewer")
        case "price":
            return message("Vendors' rates: a multiple, or percent more or less")
    return message("Amount, {currency}", currency=currency)


def event_value_refused(typed: str, takes: Message) -> Message:
    if not typed:
        return message("Enter a value: {takes}.", takes=takes)
    return message("“{typed}” is not accepted. Enter {takes}.", typed=typed, takes=takes)


def event_refused(takes: Message) -> Message:
    return message("This cannot be added. Accepted: {takes}.", takes=takes)


def most_events(most: int) -> Message:
    return message("A plan has at most {most} changes. Remove one to add another.", most=most)


def switch(workload: str, model: str, first: Month) -> Message:
    """A button to the switch to what replaces a model that ends."""
    if workload:
        return message("{workload}: switch to {model} from {month}", workload=workload, model=model, month=first)
    return message("Switch to {model} from {month}", model=model, month=first)


def ends_on(model: str, day: dt.date) -> Message:
    return message("{model} ends on {day}.", model=model, day=day)
