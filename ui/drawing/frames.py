"""Estimates as data frames: what charts draw and tables show. Amounts become floats here, for drawing only."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pyarrow as pa

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.prices import PriceBook
from pricing.prices.book import Entry
from pricing.prices.life import gone
from pricing.prices.schema import Price
from pricing.scenario.scenario import Scenario
from ui.drawing import words

NO_LONGER = "no longer"


def by_tier(estimate: Estimate) -> dict[str, dict[str, float]]:
    """Monthly USD of a single workload by tier (named with its share), then by component; own costs apart."""
    (bill,) = estimate.bills
    names = {tier: f"{words.TIERS[tier]} ({words.percent(share)})" for tier, share in bill.workload.quality.shares()}
    costs: dict[str, dict[str, float]] = {}
    for line in bill.lines:
        of_tier = costs.setdefault(names[line.tier], {})
        of_tier[line.component] = of_tier.get(line.component, 0.0) + float(line.cost_per_day) * bill.days
    return costs | _own(estimate)


def by_workload(estimate: Estimate) -> dict[str, dict[str, float]]:
    """Monthly USD by workload, then by tier."""
    costs: dict[str, dict[str, float]] = {}
    for bill in estimate.bills:
        of_workload = costs.setdefault(bill.workload.name, {})
        for line in bill.lines:
            of_workload[line.tier] = of_workload.get(line.tier, 0.0) + float(line.cost_per_day) * bill.days
    return costs | _own(estimate)


def _own(estimate: Estimate) -> dict[str, dict[str, float]]:
    """What the team pays itself, as a bar of its own."""
    own = sum(float(line.cost_per_month) for line in estimate.own)
    return {words.COMPONENTS["own"]: {"own": own}} if own else {}


def workloads(estimate: Estimate) -> pa.Table:
    """The workloads beside each other and their total, as people read them; a share only where all have a price.

    The costs come first, so that a phone shows them.

    Sent with every move, so made without a data frame in between.
    """
    bills, total = estimate.bills, estimate.per_month
    own = sum((line.cost_per_month for line in estimate.own), Decimal(0))
    rows: list[tuple[str, Decimal | None, str, int | None, str]] = [
        (bill.workload.name, bill.per_month, bill.entry.model.name, bill.workload.images, words.money(bill.per_image))
        for bill in bills
    ]
    if own:
        rows.append((words.COMPONENTS["own"], own, "", None, ""))
    if total is not None:
        rows.append(("Total", total, "", estimate.scenario.images, words.money(estimate.per_image)))
    names, costs, models, images, per_image = zip(*rows, strict=True)
    return pa.table(
        {
            "Workload": names,
            "Cost a month": [words.money(cost) for cost in costs],
            "Share": [words.share(cost, total) for cost in costs],
            "Model": models,
            "Images a day": images,
            "Cost an image": per_image,
        }
    )


def lines(estimate: Estimate) -> pd.DataFrame:
    """The bill's lines, as people read them; each with its workload where there are several."""
    rows: list[dict[str, object]] = [
        ({"Workload": line.workload} if estimate.scenario.several else {})
        | {
            "What": words.COMPONENTS[line.component],
            "Quality": words.TIERS[line.tier],
            "Size": str(line.size),
            "Processing": line.processing,
            "Quantity a day": float(line.quantity_per_day),
            "Unit": line.unit,
            "Rate": float(line.price.amount),
            "Rate unit": line.price.unit,
            "USD a day": float(line.cost_per_day),
            "Source": line.source.address or None,
            "Read": line.source.when,
            "Confidence": str(line.confidence),
        }
        for line in estimate.lines
    ]
    return pd.DataFrame(rows)


def months(scenario: Scenario, rows: list[ForecastMonth]) -> pd.DataFrame:
    """The forecast, as people read it; with the cost of each workload where there are several."""
    parts = {
        f"Cost of {workload.name}": [words.money(row.workloads[place].cost) for row in rows]
        for place, workload in enumerate(scenario.workloads)
        if scenario.several
    }
    own = [words.money(row.own) for row in rows]
    return pd.DataFrame(
        {
            "Month": [words.month(row.month) for row in rows],
            "Images": [row.images for row in rows],
            **parts,
            **({words.COMPONENTS["own"]: own} if any(row.own for row in rows) else {}),
            "Cost": [None if row.cost is None else float(row.cost) for row in rows],
            "Sold": ["yes" if row.sold else "no" for row in rows],
        }
    )


def prices(book: PriceBook, services: list[str], on: dt.date | None, first: str = "") -> pd.DataFrame:
    """Every price of some services (all when empty), those in force on a day or all of them; of one model first.

    The last prices of a model that nobody could buy on that day any more stand there as such.
    """
    rows = []
    seen = set()
    for entry in sorted(book.entries.values(), key=lambda entry: entry.model.id != first):
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
                    "What": what(price),
                    "Amount": float(price.amount),
                    "Unit": price.unit,
                    "Quality": price.tier,
                    "Size": str(price.size or ""),
                    "Service": entry.model.service,
                    "From": price.from_,
                    "Until": price.until,
                    "Confidence": str(price.confidence),
                    "Source": source.address or None,
                    "Read": source.when,
                    "Use": kind,
                    "Sold": "yes" if sold else NO_LONGER,
                    "Note": " ".join(note for note in (price.note, source.note) if note),
                }
            )
    frame = pd.DataFrame(rows)
    return frame.drop(columns=[name for name in ("Until",) if name in frame and frame[name].isna().all()])


def what(price: Price) -> str:
    """`image output`, `image output, batch`: what a price is of, and how that is processed where not as usual."""
    component = price.component.replace("_", " ")
    return component if price.processing == "standard" else f"{component}, {price.processing}"


def price_steps(entry: Entry, today: dt.date) -> pd.DataFrame:
    """A model's own prices as steps: `series`, `day`, `amount`, `unit`; each series goes on to today."""
    rows = []
    for price in sorted(entry.model.prices, key=lambda price: price.from_):
        series = " ".join(filter(None, (price.tier, str(price.size or ""), what(price))))
        end = min(price.until or today, today)
        rows += [(series, day, float(price.amount), price.unit) for day in (price.from_, end)]
    frame = pd.DataFrame(rows, columns=["series", "day", "amount", "unit"])
    return frame.sort_values(["series", "day"], kind="stable")
