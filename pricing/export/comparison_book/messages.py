"""The texts of a comparison in a workbook and on its print page."""

import datetime as dt
from collections.abc import Mapping

from pricing.compare.fits.needs import FitAnswer
from pricing.scenario.messages import images_a_day
from pricing.wording.messages import Message, as_written, counted, message

SERVICES = message("Services")
"""The name of a sheet: at most 31 characters."""
ASSUMPTIONS, BILLS, TERMS = message("Assumptions"), message("Lines"), message("Terms")
BILLS_NOTE = message(
    "Units per image, times the images per month of the sheet Terms, times the rate. What is bought "
    "in seats or whole hours stays as it was exported."
)
TERMS_NOTE = message("Change the shaded cells: every sheet follows. What fits, and why, stays as it was exported.")
UNITS_AN_IMAGE, UNITS_A_MONTH = message("Units per image"), message("Units per month")
FOLLOWS_THE_IMAGES = message("Follows the images")
PRICE_OF_AN_IMAGE, IMAGES, AS_BOUGHT = message("Price per image"), message("images"), message("As it is bought")
TERM, PLAN, PRICE_BOOK = message("Term"), message("Plan"), message("Price book")
IMAGES_A_MONTH, COMPARED, ABSENT = message("Images per month"), message("Services compared"), message("Not in the book")
WITHOUT_SHARES = message("Without the qualities that are left out of every service.")
NOT_COMPARED = message("Not part of the figures here: it is paid whatever service makes the images.")
ACCEPTED_FOR_ONE = message("Accepted for each image that is used")
COST_OF_ACCEPTED = message("Cost per accepted image")
NOT_KNOWN = message("not known")
HEADS = (
    message("Service"),
    message("Cost per month"),
    message("Change per month"),
    message("Cost per image"),
    message("Does the job"),
    message("Why not, or why only maybe"),
    message("Makes this volume"),
    message("Seats to buy"),
)
ANSWERS: Mapping[FitAnswer, Message] = {
    "yes": message("fits"),
    "unknown": message("may fit"),
    "no": message("does not fit"),
}


def title(images: int, services: int, prices: str) -> Message:
    """`prices` names a day, or the guide."""
    return counted(
        "{volume} on {number} service · prices of {prices}",
        "{volume} on {number} services · prices of {prices}",
        services,
        volume=images_a_day(images),
        prices=prices,
    )


def of_workload(workload: str, field: str) -> Message:
    """A field of one of several workloads; `workload` is empty if there is only one."""
    return message("{workload}, {field}", workload=workload, field=field) if workload else as_written(field)


def reference_rate(source: str, day: dt.date) -> Message:
    return message("The reference rate of {day}: {source}.", day=day, source=source)


def rate_of_yours(day: dt.date) -> Message:
    return message("A rate of your own, of {day}.", day=day)
