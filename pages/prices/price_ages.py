"""How long ago the prices were read, in a fold: vendor by vendor, and the prices that rest on one reading."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from pricing.prices import PriceBook
from pricing.prices.ages import VendorAge, ages
from ui.controls import table_views, widgets
from ui.drawing import frames, words


def fold(book: PriceBook, today: dt.date) -> None:
    """When each vendor was last read; its tables are made only while it is open."""
    found = ages(book, today)
    box = widgets.expander(words.plain(_longest_ago(found)), key="price_ages")
    if not box.open:
        return
    with box:
        st.markdown(words.plain(_summary(found)))
        table_views.table(_vendors(found, today), "When each vendor was last read, oldest first", empty="not known")
        if alone := _alone(found):
            st.markdown("The prices that rest on one reading:")
            alt = "The prices that rest on one reading, with their sources"
            table_views.table(pd.DataFrame(alone), alt, height=300, empty="")


def _longest_ago(found: list[VendorAge]) -> str:
    """`When each vendor was last read: longest ago Azure OpenAI, 11 Aug 2026`."""
    known = [age for age in found if age.last.read is not None]
    longest = f": longest ago {known[0].vendor}, {known[0].last.when}" if known else ""
    return f"When each vendor was last read{longest}"


def _summary(found: list[VendorAge]) -> str:
    prices = sum(len(age.prices) for age in found)
    alone = sum(len(age.on_one_reading) for age in found)
    unknown = [age.vendor for age in found if age.last.read is None]
    first = f" {words.joined(unknown)} first: the day is not known." if unknown else ""
    return (
        f"{words.number(alone)} of {words.number(prices)} prices of models on sale rest on one reading: the price book "
        f"notes no other with the same figure.{first}"
    )


def _vendors(found: list[VendorAge], today: dt.date) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Vendor": age.vendor,
                "Last read": age.last.when,
                "Days ago": age.days(today),
                "Oldest reading": age.oldest.when,
                "Prices": len(age.prices),
                "On one reading": len(age.on_one_reading),
                "Source": age.last.address or None,
            }
            for age in found
        ]
    ).astype({"Days ago": "Int64"})


def _alone(found: list[VendorAge]) -> list[dict[str, Any]]:
    return [
        {
            "Vendor": age.vendor,
            "Model": "every model" if rested.shared else rested.entry.model.name,
            "What": frames.what(rested.price),
            "Quality": rested.price.tier,
            "Size": str(rested.price.size or ""),
            "Amount": float(rested.price.amount),
            "Unit": rested.price.unit,
            "Read": rested.source.when,
            "Confidence": str(rested.price.confidence),
            "Source": rested.source.address or None,
        }
        for age in found
        for rested in age.on_one_reading
    ]
