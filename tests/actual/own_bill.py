"""Files made from a scenario's own bill: what a vendor would report of a month that went as planned."""

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricing.actual import source_months
from pricing.actual.plan_side import WorkloadPlan, plan_of_month
from pricing.actual.readers.recognise import read
from pricing.actual.source_months import SourceMonth
from pricing.bill.estimate import Estimate, estimate
from pricing.scenario.scenario import Scenario
from pricing.values.exact import of_fraction, plain
from pricing.values.month import Month
from tests.making import TODAY, shipped

_LINES = {
    "text_input": "input_text_tokens",
    "image_input": "input_image_tokens",
    "image_output": "output_image_tokens",
    "text_output": "output_text_tokens",
}


def months_of(
    scenario: Scenario,
    month: Month,
    *,
    costs: Fraction = Fraction(1),
    images: Fraction = Fraction(1),
    tokens: Fraction = Fraction(1),
    days: int | None = None,
) -> tuple[SourceMonth, ...]:
    """The sums of a month as the reports on costs, images and completions have it; each times something."""
    whole = estimate(scenario, shipped())
    texts = (
        _costs(whole, month, costs, days),
        _images(whole, month, images, days),
        _tokens(whole, month, tokens, days),
    )
    return tuple(each for text in texts for each in source_months.months_of([read("file", text.encode(), TODAY)]))


def costs(scenario: Scenario, month: Month, times: Fraction = Fraction(1)) -> str:
    """The report on the costs of a month that went as planned, times something."""
    return _costs(estimate(scenario, shipped()), month, times, None)


def images(scenario: Scenario, month: Month, times: Fraction = Fraction(1)) -> str:
    """The report on the images of a month that went as planned, times something."""
    return _images(estimate(scenario, shipped()), month, times, None)


def _days(month: Month, days: int | None) -> Iterator[tuple[int, Fraction]]:
    """The start of the first and the last day, and the part of the bill that each has: the first one all of it."""
    start = int(dt.datetime(month.year, month.month, 1, tzinfo=dt.UTC).timestamp())
    yield start, Fraction(1)
    yield start + ((days or month.days) - 1) * 86400, Fraction(0)


def _plans(whole: Estimate, month: Month, days: int | None) -> tuple[WorkloadPlan, ...]:
    part = Fraction(days or month.days, month.days)
    return tuple(plan.of_part(part) for plan in plan_of_month(whole, month))


def _page(results: Iterator[tuple[int, dict[str, Any]]]) -> str:
    buckets = [{"object": "bucket", "start_time": start, "results": [result]} for start, result in results]
    return json.dumps({"object": "page", "data": buckets}, default=_number).replace('"#', "").replace('#"', "")


def _number(value: Any) -> str:
    """A decimal as a number of JSON, every digit of it."""
    assert isinstance(value, Decimal)
    return f"#{plain(value)}#"


def _costs(whole: Estimate, month: Month, times: Fraction, days: int | None) -> str:
    def results() -> Iterator[tuple[int, dict[str, Any]]]:
        for start, part in _days(month, days):
            for plan in _plans(whole, month, days):
                for component, cost in plan.costs.items():
                    yield (
                        start,
                        {
                            "object": "organization.costs.result",
                            "line_item": f"{plan.model}, {_LINES[component]}",
                            "amount": {"value": of_fraction(cost * times * part), "currency": "usd"},
                            "project_id": f"p{plan.place}",
                        },
                    )

    return _page(results())


def _images(whole: Estimate, month: Month, times: Fraction, days: int | None) -> str:
    def results() -> Iterator[tuple[int, dict[str, Any]]]:
        for start, part in _days(month, days):
            for plan in _plans(whole, month, days):
                for size, share in plan.bill.workload.size:
                    count = of_fraction(plan.generated * times * part * share / 100)
                    yield (
                        start,
                        {
                            "object": "organization.usage.images.result",
                            "model": plan.model,
                            "size": str(size),
                            "images": count,
                            "num_model_requests": count,
                            "project_id": f"p{plan.place}",
                        },
                    )

    return _page(results())


def _tokens(whole: Estimate, month: Month, times: Fraction, days: int | None) -> str:
    def results() -> Iterator[tuple[int, dict[str, Any]]]:
        for start, part in _days(month, days):
            for plan in _plans(whole, month, days):
                batch = Fraction(plan.bill.workload.batch) / 100 if plan.bill.card.has_batch else Fraction(0)
                for sent, share in ((False, 1 - batch), (True, batch)):
                    counts = {
                        _LINES[component]: of_fraction(count * times * part * share)
                        for component, count in plan.quantities.items()
                    }
                    yield (
                        start,
                        {
                            "object": "organization.usage.completions.result",
                            "model": plan.model,
                            "batch": sent,
                            "project_id": f"p{plan.place}",
                            "input_text_tokens": Decimal(0),
                            **counts,
                        },
                    )

    return _page(results())
