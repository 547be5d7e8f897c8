"""The tables of the Prices page: all prices, a model's prices over time, and the ages of the readings."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.prices import messages
from pricing.prices import PriceBook
from pricing.prices.ages import VendorAge, ages
from pricing.prices.book import Entry
from pricing.prices.life import gone
from pricing.prices.messages import UNITS, how_read, read_when
from pricing.prices.schema import Price
from pricing.wording.messages import Message, words
from ui.controls import table_views, widgets
from ui.drawing import phrases


def prices_frame(
    book: PriceBook, services: list[str], on: dt.date | None, first: str = "", models: Sequence[str] | None = None
) -> pd.DataFrame:
    """The prices of services, or of all if `services` is empty: those in force on a day, or all; `first` is on top.

    `models` are the only models, in their order, unless it is None. The last prices of a model that was not sold any
    more on that day are marked. The columns are keys of `messages.HEADINGS`.
    """
    rows = []
    seen = set()
    entries = sorted(book.entries.values(), key=lambda entry: entry.model.id != first)
    for entry in entries if models is None else [book[model] for model in models]:
        if services and entry.model.service not in services:
            continue
        for kind, price in [(messages.BILLED, price) for price in entry.history()] + [
            (messages.PRINTED, price) for price in entry.model.printed
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
                    "Model": words(messages.EVERY_MODEL) if shared else entry.model.name,
                    # Second, so that it is visible on a phone.
                    "Amount": float(price.amount),
                    "What": words(priced_component(price)),
                    "Unit": words(UNITS[price.unit]),
                    "Quality": price.tier,
                    "Size": str(price.size or ""),
                    "Service": entry.model.service,
                    "From": price.from_,
                    "Until": price.until,
                    "How it was read": words(how_read(price.confidence, source, entry.file.vendor)),
                    "Source": source.address or None,
                    "Read": words(read_when(source)),
                    "Use": words(kind),
                    "Sold": words(messages.SOLD if sold else messages.NO_LONGER),
                    "Note": " ".join(note for note in (price.note, source.note) if note),
                }
            )
    frame = pd.DataFrame(rows)
    return frame.drop(columns=[name for name in ("Until",) if name in frame and frame[name].isna().all()])


def last_prices(frame: pd.DataFrame) -> int:
    """The number of prices in a table of models that are no longer sold."""
    return list(frame.get("Sold", [])).count(words(messages.NO_LONGER))


def priced_component(price: Price) -> Message:
    """`image output`, `image output, batch`: the component of a price, and its processing unless that is standard."""
    component = messages.COMPONENTS[price.component]
    return component if price.processing == "standard" else messages.in_a_batch(component)


def price_steps(entry: Entry, today: dt.date) -> pd.DataFrame:
    """A model's own prices as steps: `series`, `day`, `amount`, `unit`; each series ends today."""
    rows = []
    for price in sorted(entry.model.prices, key=lambda price: price.from_):
        series = words(messages.series(price.tier, str(price.size or ""), priced_component(price)))
        end = min(price.until or today, today)
        rows += [(series, day, float(price.amount), price.unit) for day in (price.from_, end)]
    frame = pd.DataFrame(rows, columns=["series", "day", "amount", "unit"])
    return frame.sort_values(["series", "day"], kind="stable")


def show_ages(book: PriceBook, today: dt.date) -> None:
    """The days on which the vendors were last read; the tables are made only while the fold is open."""
    vendors = ages(book, today)
    oldest = next((age for age in vendors if age.last.read is not None), None)
    label = messages.LAST_READ if oldest is None else messages.longest_ago(oldest.vendor, read_when(oldest.last))
    box = widgets.expander(phrases.plain(words(label)), key="price_ages")
    if not box.open:
        return
    with box:
        prices, alone = sum(len(age.prices) for age in vendors), _alone(vendors)
        unknown = [age.vendor for age in vendors if age.last.read is None]
        st.markdown(phrases.plain(words(messages.on_one_reading(len(alone), prices, unknown))))
        table_views.table(
            _vendors(vendors, today),
            words(messages.VENDORS),
            empty=words(messages.NOT_KNOWN),
            headings=messages.VENDOR_HEADINGS,
        )
        if alone:
            st.markdown(words(messages.ON_ONE_READING))
            alt, headings = words(messages.ON_ONE_READING_TABLE), messages.VENDOR_HEADINGS | messages.HEADINGS
            table_views.table(pd.DataFrame(alone), alt, height=300, empty="", headings=headings)


def _vendors(vendors: list[VendorAge], today: dt.date) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Vendor": age.vendor,
                "Last read": words(read_when(age.last)),
                "Days ago": age.days(today),
                "Oldest reading": words(read_when(age.oldest)),
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
            "Model": words(messages.EVERY_MODEL) if rested.shared else rested.entry.model.name,
            "What": words(priced_component(rested.price)),
            "Quality": rested.price.tier,
            "Size": str(rested.price.size or ""),
            "Amount": float(rested.price.amount),
            "Unit": words(UNITS[rested.price.unit]),
            "Read": words(read_when(rested.source)),
            "How it was read": words(how_read(rested.price.confidence, rested.source, age.vendor)),
            "Source": rested.source.address or None,
        }
        for age in vendors
        for rested in age.on_one_reading
    ]
