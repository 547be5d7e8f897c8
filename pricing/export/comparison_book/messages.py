"""What a comparison says on paper and in a workbook."""

from collections.abc import Mapping

from pricing.compare.fits.needs import FitAnswer
from pricing.scenario.messages import images_a_day
from pricing.wording.messages import Message, counted, message

SERVICES = message("Services")
"""The name of a sheet: at most 31 characters."""
ASSUMPTIONS = message("Assumptions")
NOT_KNOWN = message("not known")
HEADS = (
    message("Service"),
    message("Cost a month"),
    message("Change a month"),
    message("Cost per image"),
    message("Does the job"),
    message("Why not, or why only maybe"),
    message("Makes this volume"),
    message("Seats to buy"),
)
ANSWERS: Mapping[FitAnswer, Message] = {"yes": message("fits"), "unknown": message("may fit"), "no": message("no")}


def title(images: int, services: int, prices: str) -> Message:
    """`prices` are those of a day or of the guide."""
    return counted(
        "{volume} on {number} service · prices of {prices}",
        "{volume} on {number} services · prices of {prices}",
        services,
        volume=images_a_day(images),
        prices=prices,
    )


def recommended(service: str) -> Message:
    return message("Recommended: {service}", service=service)
