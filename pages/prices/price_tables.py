"""The tables of the Prices page: every price, a model's prices over time, and how long ago prices were read."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pricing.prices import PriceBook
from pricing.prices.ages import VendorAge, ages
from pricing.prices.book import Entry
from pricing.prices.life import gone
from pricing.prices.messages import how_read
from pricing.prices.schema import Price
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import table_views, widgets
from ui.drawing import phrases

NO_LONGER = "no longer"


def prices_frame(
    book: PriceBook, services: list[str], on: dt.date | None, first: str = "", models: Sequence[str] | None = None
) -> pd.DataFrame:
    """Every price of some services (all when empty), those in force on a day or all of them; of one model first.

    Of some models alone, in their order, where `models` are given.

    The last prices of a model that nobody could buy on that day any more stand there as such.
    """
    rows = []
    seen = set()
    entries = sorted(book.entries.values(), key=lambda entry: entry.model.id != first)
    for entry in entries if models is None else [book[model] for model in models]:
        if services and entry.model.service not in services:
            continue
        for kind, price in [("billed", price) for price in entry.history()] + [
            ("printed", price) for price in entry.model.printed
        ]:
            if (on is not None and not price.in_force(on)) or id(price) in seen:
                continue
            seen.add(id(price))
            source = entry.source(price.source)
            shared = price in entry.file.prices
            sold = on is None or not all(
                gone(model.life.shut_down, on) for model in (entry.file.models if shared else [entry.model])
            )
            rows.append(
                {
                    "Model": "every model" if shared else entry.model.name,
                    "What": priced_component(price),
                    "Amount": float(price.amount),
                    "Unit": price.unit,
                    "Quality": price.tier,
                    "Size": str(price.size or ""),
                    "Service": entry.model.service,
                    "From": price.from_,
                    "Until": price.until,
                    "How it was read": words(how_read(price.confidence, source, entry.file.vendor)),
                    "Source": source.address or None,
                    "Read": source.when,
                    "Use": kind,
                    "Sold": "yes" if sold else NO_LONGER,
                    "Note": " ".join(note for note in (price.note, source.note) if note),
                }
            )
    frame = pd.DataFrame(rows)
    return frame.drop(columns=[name for name in ("Until",) if name in frame and frame[name].isna().all()])


def priced_component(price: Price) -> str:
    """`image output`, `image output, batch`: what a price is of, and how that is processed where not as usual."""
    component = price.component.replace("_", " ")
    return component if price.processing == "standard" else f"{component}, {price.processing}"


def price_steps(entry: Entry, today: dt.date) -> pd.DataFrame:
    """A model's own prices as steps: `series`, `day`, `amount`, `unit`; each series goes on to today."""
    rows = []
    for price in sorted(entry.model.prices, key=lambda price: price.from_):
        series = " ".join(filter(None, (price.tier, str(price.size or ""), priced_component(price))))
        end = min(price.until or today, today)
        rows += [(series, day, float(price.amount), price.unit) for day in (price.from_, end)]
    frame = pd.DataFrame(rows, columns=["series", "day", "amount", "unit"])
    return frame.sort_values(["series", "day"], kind="stable")


def show_ages(book: PriceBook, today: dt.date) -> None:
    """When each vendor was last read; its tables are made only while it is open."""
    vendors = ages(book, today)
    box = widgets.expander(phrases.plain(_longest_ago(vendors)), key="price_ages")
    if not box.open:
        return
    with box:
        st.markdown(phrases.plain(_summary(vendors)))
        table_views.table(_vendors(vendors, today), "When each vendor was last read, oldest first", empty="not known")
        if alone := _alone(vendors):
            st.markdown("The prices that rest on one reading:")
            alt = "The prices that rest on one reading, with their sources"
            table_views.table(pd.DataFrame(alone), alt, height=300, empty="")


def _longest_ago(vendors: list[VendorAge]) -> str:
    """`When each vendor was last read: longest ago Azure OpenAI, 11 Aug 2026`."""
    known = [age for age in vendors if age.last.read is not None]
    longest = f": longest ago {known[0].vendor}, {known[0].last.when}" if known else ""
    return f"When each vendor was last read{longest}"


def _summary(vendors: list[VendorAge]) -> str:
    prices = sum(len(age.prices) for age in vendors)
    alone = sum(len(age.on_one_reading) for age in vendors)
    unknown = [age.vendor for age in vendors if age.last.read is None]
    first = f" {phrases.joined(unknown)} first: the day is not known." if unknown else ""
    return (
        f"{figures.number(alone)} of {figures.number(prices)} prices of models on sale rest on one reading: "
        f"the price book notes no other with the same figure.{first}"
    )


def _vendors(vendors: list[VendorAge], today: dt.date) -> pd.DataFrame:
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
            for age in vendors
        ]
    ).astype({"Days ago": "Int64"})


def _alone(vendors: list[VendorAge]) -> list[dict[str, str | float | None]]:
    return [
        {
            "Vendor": age.vendor,
            "Model": "every model" if rested.shared else rested.entry.model.name,
            "What": priced_component(rested.price),
            "Quality": rested.price.tier,
            "Size": str(rested.price.size or ""),
            "Amount": float(rested.price.amount),
            "Unit": rested.price.unit,
            "Read": rested.source.when,
            "How it was read": words(how_read(rested.price.confidence, rested.source, age.vendor)),
            "Source": rested.source.address or None,
        }
        for age in vendors
        for rested in age.on_one_reading
    ]
