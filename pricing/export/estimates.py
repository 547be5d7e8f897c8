"""An estimate as plain data, for the API and for files.

Amounts are exact, as plain decimal text. `read_on` is the day on which a source was read, or `../2026-10` for a day in
or before a month: the open interval of ISO 8601-2.
"""

import datetime as dt
from decimal import Decimal

from pricing.bill.bills import Bill, Line
from pricing.bill.estimate import Estimate, OwnLine, part_of_revenue, per_user
from pricing.bill.forecast import first_over_budget, forecast, horizon
from pricing.explain.notices import notices
from pricing.export import messages
from pricing.export.answers import (
    Amount,
    EstimateData,
    LineData,
    PriceBookData,
    ScenarioData,
    UnpricedData,
    WorkloadData,
)
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario import link
from pricing.scenario.fields import FIELDS, numbered
from pricing.scenario.labels.messages import book_revision
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.wording.messages import words

LINE_COLUMNS = tuple(LineData.__annotations__)
WORKLOAD_COLUMNS = tuple(WorkloadData.__annotations__)
NO_IMAGES = "no images"


def estimate_data(estimate: Estimate, books: PriceBooks, today: dt.date) -> EstimateData:
    """The answer of `GET /api/estimate`.

    `price_book` is the state of the price book (`pricing.prices.revision`): the same scenario can have another cost in
    another state, where a price was corrected. `per_month_priced` is the cost of the workloads that have a price, null
    if none has. `per_user` and `revenue_percent` are of a month, null without users or revenue. `forecast_total` is the
    cost of all months at the rates of the price date; `sold` is whether every model is sold on the first day of a
    month, and `forecast_sold_total` the cost of what is sold. `over_budget` is the first month above the budget, among
    those in which all is sold, or among all months if there is no such month.
    """
    months = forecast(estimate)
    span = horizon(months)
    over = first_over_budget(estimate.scenario, months)
    priced = any(bill.per_month is not None for bill in estimate.bills)
    return {
        "scenario": scenario_data(estimate.scenario),
        "price_book": book_data(books),
        "models": named_models(estimate.scenario, books),
        "currency": estimate.scenario.currency,
        "per_image": text(estimate.per_image),
        "per_day": text(estimate.per_day),
        "per_month": text(estimate.per_month),
        "per_month_priced": text(estimate.priced_per_month) if priced else None,
        "per_user": text(per_user(estimate)),
        "revenue_percent": text(part_of_revenue(estimate)),
        "forecast": [
            {"month": str(month.month), "images": month.images, "cost": text(month.cost), "sold": month.sold}
            for month in months
        ],
        "forecast_total": text(span.total),
        "forecast_sold_total": text(span.sold_total),
        "over_budget": None if over is None else str(over),
        "lines": [
            *map(line_data, estimate.lines),
            *(own_line_data(line, estimate.scenario.currency) for line in estimate.own),
        ],
        "workloads": [workload_data(bill) for bill in estimate.bills],
        "unpriced": unpriced_data(estimate),
        "warnings": [
            {"code": notice.code, "message": words(notice.message)} for notice in notices(estimate, books, today)
        ],
    }


def unpriced_data(estimate: Estimate) -> list[UnpricedData]:
    """The parts without a price and the reasons, with the nearest size for one that the model cannot make."""
    return [
        {
            "workload": gap.workload,
            "tier": gap.tier,
            "size": str(gap.size),
            "kind": gap.kind,
            "reason": words(gap.reason),
            "nearest": None if gap.nearest is None else str(gap.nearest),
            "nearest_per_image": text(gap.nearest_per_image),
        }
        for gap in estimate.unpriced
    ]


def book_data(books: PriceBooks) -> PriceBookData:
    """The state of the price book."""
    revision = revision_of(books)
    return {"revision": revision.hash, "day": revision.day.isoformat()}


def book_in_words(book: PriceBookData) -> str:
    """The state of the price book as a sentence for people."""
    return words(messages.price_book(book_revision(book["revision"], dt.date.fromisoformat(book["day"]))))


def named_models(scenario: Scenario, books: PriceBooks) -> dict[str, str]:
    """Id -> name of the models in a scenario's workloads, events and trial."""
    ids = [workload.model for workload in scenario.workloads]
    ids += [event.value for event in scenario.events if isinstance(event.value, str)]
    ids += [model for model, _ in scenario.accepted]
    return {model: books.model_names[model] for model in ids if model in books.model_names}


def scenario_data(scenario: Scenario) -> ScenarioData:
    """Key -> value of each field of a scenario but those of its comparison, as in a link; None if a link has none."""
    texts: ScenarioData = {"v": link.version(scenario)}
    for place, workload in enumerate(scenario.workloads, 1):
        for field in FIELDS.values():
            if field.of == "workload" or (field.of == "scenario" and place == 1):
                value = getattr(scenario if field.of == "scenario" else workload, field.key)
                written = None if value == field.absent else field.write(value)
                texts[numbered(place, field.key)] = written
    return texts


def workload_data(bill: Bill) -> WorkloadData:
    """What a workload costs."""
    return {
        "name": bill.workload.name,
        "model": bill.workload.model,
        "images": bill.workload.images,
        "per_image": text(bill.per_image),
        "per_day": text(bill.per_day),
        "per_month": text(bill.per_month),
    }


def line_data(line: Line) -> LineData:
    """One line of the bill."""
    return {
        "workload": line.workload,
        "component": line.component,
        "tier": line.tier,
        "size": str(line.size),
        "processing": line.processing,
        "quantity_per_day": plain(line.quantity_per_day),
        "unit": line.unit,
        "rate": plain(line.price.amount),
        "rate_unit": line.price.unit,
        "cost_per_day": plain(line.cost_per_day),
        "source": line.source.address or line.source.title,
        "read_on": line.source.read_on,
        "confidence": line.confidence,
        "how_read": words(line.how_read),
    }


def own_line_data(line: OwnLine, currency: str) -> LineData:
    """A line of the team's own costs; the cost a day of a sum that is paid by the month has 12 decimals."""
    return {
        "workload": "",
        "component": "own",
        "tier": "",
        "size": "",
        "processing": "",
        "quantity_per_day": plain(line.quantity_per_day),
        "unit": f"{line.what}s",
        "rate": plain(line.rate),
        "rate_unit": f"{currency} per {line.what}",
        "cost_per_day": plain(line.cost_per_day),
        "source": "",
        "read_on": "",
        "confidence": "",
        "how_read": "",
    }


def line_columns(data: EstimateData) -> tuple[str, ...]:
    """The columns of the lines for people: without the workload if no workload has a name."""
    named = any(workload["name"] for workload in data["workloads"])
    return LINE_COLUMNS if named else tuple(column for column in LINE_COLUMNS if column != "workload")


def per_image(data: EstimateData) -> str | None:
    """The cost of an image, `NO_IMAGES` if none is delivered, or None without a price."""
    cost = data["per_image"]
    return NO_IMAGES if cost is None and data["per_day"] is not None else cost


def without_price(data: EstimateData) -> str:
    """The names of the workloads without a price, if others have one; else empty."""
    if data["per_month"] is not None or data["per_month_priced"] is None:
        return ""
    return ", ".join(workload["name"] for workload in data["workloads"] if workload["per_month"] is None)


def text(amount: Decimal | None) -> Amount | None:
    """An amount as exact text; None for None."""
    return None if amount is None else plain(amount)
