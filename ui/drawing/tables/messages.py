"""What the tables of a bill and of its months say."""

from collections.abc import Mapping

from pricing.wording.messages import Message, message

TOTAL, YES, NO = message("Total"), message("yes"), message("no")
HEADINGS: Mapping[str, Message] = {
    "Workload": message("Workload"),
    "Cost a month": message("Cost per month"),
    "Share": message("Share of the cost"),
    "Model": message("Model"),
    "Images a day": message("Images per day"),
    "Cost an image": message("Cost per image"),
    "What": message("What"),
    "Quality": message("Quality"),
    "Size": message("Size"),
    "Processing": message("Processing"),
    "Quantity a day": message("Quantity per day"),
    "Unit": message("Unit"),
    "Rate": message("Rate"),
    "Rate unit": message("Rate unit"),
    "USD a day": message("Cost per day"),
    "Source": message("Source"),
    "Read": message("Read"),
    "How it was read": message("How it was read"),
    "Month": message("Month"),
    "Images": message("Images"),
    "Cost": message("Cost"),
    "Sold": message("Sold"),
}
"""Columns of the tables of a bill and of its months -> as shown."""


def cost_of(workload: str) -> Message:
    return message("Cost of {workload}", workload=workload)
