"""Texts of the panel. A place whose figure the browser writes is given as it stands there: `{before}`."""

from pricing.scenario.mixes import SizeMix
from pricing.values.size import Size
from pricing.wording.messages import Items, Message, Percent, message


def a_month() -> Message:
    return message("a month")


def calculating() -> Message:
    return message("calculating…")


def change() -> Message:
    return message("{before} → {after}", before="{before}", after="{after}")


def change_the_plan() -> Message:
    return message("Change the plan")


def exact_images() -> Message:
    return message("Exact images per day")


def exact_mix() -> Message:
    return message("Quality mix in percent: low-medium-high")


def low_quality() -> Message:
    return message("Low quality")


def high_quality() -> Message:
    return message("High quality")


def share() -> Message:
    return message("{share}%", share="{share}")


def size_and_cost() -> Message:
    return message("{size}, {cost}", size="{size}", cost="{cost}")


def shape(size: Size) -> Message:
    match size.orientation:
        case "square":
            return message("Square")
        case "portrait":
            return message("Portrait")
        case "landscape":
            return message("Landscape")


def more_sizes() -> Message:
    return message("More sizes")


def mix_of_sizes(mix: SizeMix) -> Message:
    parts = tuple(message("{size} {share}", size=size, share=Percent(share)) for size, share in mix)
    return message("Mix of sizes: {parts}", parts=Items(parts, "list"))


def more_assumptions() -> Message:
    return message("More assumptions, price date and budget")


def for_all_workloads() -> Message:
    return message("For all workloads")


def prices_and_forecast() -> Message:
    return message("Prices, budget and forecast")


def own_costs_and_users() -> Message:
    return message("Your own costs and users")


def start_from() -> Message:
    return message("Start from")


def start_from_example() -> Message:
    return message("Start from an example")
