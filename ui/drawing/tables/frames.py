"""Estimates as data frames for charts and tables. Amounts become floats here, for drawing only."""

from decimal import Decimal

import pandas as pd

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.prices.messages import PROCESSINGS, UNITS, quantity_unit, read_when
from pricing.scenario import in_words
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import cost_words, words
from ui.drawing import messages as drawing_messages
from ui.drawing import phrases
from ui.drawing.tables import messages


def costs_by_part(estimate: Estimate) -> dict[str, dict[str, float]]:
    """The cost of a month: of several workloads by name and tier, of a single one by tier and component; own costs
    apart.
    """
    several, own = estimate.scenario.several, estimate.own_per_month
    parts: list[str] = [bill.workload.name for bill in estimate.bills]
    if not several:
        parts = [tier for tier, _ in estimate.bills[0].workload.quality.shares()]
    costs = {part: {key: float(cost) for key, cost in estimate.costs_by_part.get(part, {}).items()} for part in parts}
    return costs | ({in_words.component("own") if several else "own": {"own": float(own)}} if own else {})


def tier_labels(quality: Quality) -> dict[str, str]:
    """Tier -> `High 20%`, and a label for the team's own costs."""
    labels: dict[str, str] = {"own": in_words.component("own")}
    for tier, share in quality.shares():
        labels[tier] = words(drawing_messages.tier_and_share(in_words.tier(tier), share))
    return labels


WORKLOAD_FIGURES = ("Images a day", "Cost an image", "Cost a month", "Share")


def workload_rows(estimate: Estimate) -> list[dict[str, str]]:
    """The workloads and their total, for people; with shares only if all have a price."""
    bills, total = estimate.bills, estimate.per_month
    own = estimate.own_per_month
    rows: list[tuple[str, Decimal | None, str, int | None, str]] = [
        (bill.workload.name, bill.per_month, bill.entry.model.name, bill.workload.images, cost_words(bill.per_image))
        for bill in bills
    ]
    if own:
        rows.append((in_words.component("own"), own, "", None, ""))
    if total is not None:
        rows.append((words(messages.TOTAL), total, "", estimate.scenario.images, cost_words(estimate.per_image)))
    return [
        {
            "Workload": name,
            "Model": model,
            "Images a day": "" if images is None else figures.number(images),
            "Cost an image": per_image,
            "Cost a month": cost_words(cost),
            "Share": phrases.share(cost, total),
        }
        for name, cost, model, images, per_image in rows
    ]


def bill_lines_frame(estimate: Estimate) -> pd.DataFrame:
    """The bill's lines, for people; with the workload if there are several."""
    rows: list[dict[str, object]] = [
        ({"Workload": line.workload} if estimate.scenario.several else {})
        | {
            "What": in_words.component(line.component),
            "Quality": in_words.tier(line.tier),
            "Size": str(line.size),
            "Processing": words(PROCESSINGS[line.processing]),
            "Quantity a day": float(line.quantity_per_day),
            "Unit": words(quantity_unit(line.unit)),
            "Rate": float(line.price.amount),
            "Rate unit": words(UNITS[line.price.unit]),
            "USD a day": float(line.cost_per_day),
            "Source": line.source.address or None,
            "Read": words(read_when(line.source)),
            "How it was read": words(line.how_read),
        }
        for line in estimate.lines
    ]
    return pd.DataFrame(rows)


def months_frame(scenario: Scenario, rows: list[ForecastMonth]) -> pd.DataFrame:
    """The forecast, for people; with the cost of each workload if there are several."""
    parts = {
        words(messages.cost_of(workload.name)): [cost_words(row.workloads[place].cost) for row in rows]
        for place, workload in enumerate(scenario.workloads)
        if scenario.several
    }
    own = [figures.money(row.own) for row in rows]
    return pd.DataFrame(
        {
            "Month": [figures.month(row.month) for row in rows],
            "Images": [row.images for row in rows],
            **parts,
            **({in_words.component("own"): own} if any(row.own for row in rows) else {}),
            "Cost": [None if row.cost is None else float(row.cost) for row in rows],
            "Sold": [words(messages.YES if row.sold else messages.NO) for row in rows],
        }
    )
