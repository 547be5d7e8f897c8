"""Estimates as data frames: what charts draw and tables show. Amounts become floats here, for drawing only."""

import datetime as dt

import pandas as pd

from pages.components import words
from pricing.estimate import Estimate
from pricing.forecast import ForecastMonth
from pricing.life import gone
from pricing.prices import PriceBook
from pricing.prices.book import Entry
from pricing.prices.schema import TIERS

NO_LONGER = "no longer"


def drivers(bill: Estimate) -> dict[str, dict[str, float]]:
    """Monthly USD by tier (named with its share), then by component."""
    scenario = bill.scenario
    names = {
        tier: f"{words.TIERS[tier]} ({share}%)" for tier, share in zip(TIERS, scenario.quality, strict=True) if share
    }
    costs: dict[str, dict[str, float]] = {}
    for line in bill.lines:
        of_tier = costs.setdefault(names[line.tier], {})
        of_tier[line.component] = of_tier.get(line.component, 0.0) + float(line.cost_per_day) * scenario.days
    return costs


def lines(bill: Estimate) -> pd.DataFrame:
    """The bill's lines, as people read them."""
    rows = [
        {
            "What": words.COMPONENTS[line.component],
            "Quality": words.TIERS[line.tier],
            "Size": str(line.size),
            "Processing": line.processing,
            "Quantity a day": float(line.quantity_per_day),
            "Unit": line.unit,
            "Rate": float(line.price.amount),
            "Rate unit": line.price.unit,
            "USD a day": float(line.cost_per_day),
            "Source": source.address or None,
            "Read": source.when,
            "Confidence": str(line.confidence),
        }
        for line in bill.lines
        for source in [bill.source(line.price)]
    ]
    return pd.DataFrame(rows)


def months(rows: list[ForecastMonth]) -> pd.DataFrame:
    """The forecast, as people read it."""
    return pd.DataFrame(
        {
            "Month": [words.month(row.month) for row in rows],
            "Images": [row.images for row in rows],
            "Cost": [None if row.cost is None else float(row.cost) for row in rows],
            "Sold": ["yes" if row.sold else "no" for row in rows],
        }
    )


def prices(book: PriceBook, services: list[str], on: dt.date | None) -> pd.DataFrame:
    """Every price of some services (all when empty), those in force on a day or all of them.

    The last prices of a model that nobody could buy on that day any more stand there as such.
    """
    rows = []
    seen = set()
    for entry in book.entries.values():
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
            rows.append({
                "Service": entry.model.service,
                "Model": "every model" if shared else entry.model.name,
                "What": price.component.replace("_", " "),
                "Quality": price.tier,
                "Size": str(price.size or ""),
                "Processing": price.processing,
                "Amount": float(price.amount),
                "Unit": price.unit,
                "From": price.from_,
                "Until": price.until,
                "Confidence": str(price.confidence),
                "Source": source.address or None,
                "Read": source.when,
                "Use": kind,
                "Sold": "yes" if sold else NO_LONGER,
                "Note": " ".join(note for note in (price.note, source.note) if note),
            })  # fmt: skip
    return pd.DataFrame(rows)


def price_steps(entry: Entry, today: dt.date) -> pd.DataFrame:
    """A model's own prices as steps: `series`, `day`, `amount`, `unit`; each series goes on to today."""
    rows = []
    for price in sorted(entry.model.prices, key=lambda price: price.from_):
        words_of = (price.component.replace("_", " "), price.tier, str(price.size or ""), price.processing)
        series = " ".join(word for word in words_of if word and word != "standard")
        end = min(price.until or today, today)
        rows += [(series, day, float(price.amount), price.unit) for day in (price.from_, end)]
    frame = pd.DataFrame(rows, columns=["series", "day", "amount", "unit"])
    return frame.sort_values(["series", "day"], kind="stable")
