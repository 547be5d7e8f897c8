"""Names in bills: what they mean, what a person says that they mean, and what means nothing."""

from decimal import Decimal
from typing import Any

import pytest

from pricing.actual.matched_bill import matched, model_of
from pricing.actual.readers.usage_records import UsageKind, UsageRecord
from pricing.actual.usage import usage_of
from pricing.scenario.mixes import Quality
from pricing.values.month import Month
from tests.making import LANDSCAPE, plan, several, shipped, workload

NOVEMBER = Month(2026, 11)


def record(model: str = "gpt-image-2", kind: UsageKind = "other", cost: str | None = "1", **more: Any) -> UsageRecord:
    plain = UsageRecord(NOVEMBER.first_day, model, "other", None, Decimal(1), "USD", "azure-ea")
    return plain._replace(kind=kind, cost=None if cost is None else Decimal(cost), **more)


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("gpt-image-2", "gpt-image-2"),
        (" GPT-Image-2 ", "gpt-image-2"),
        ("gpt-image-2-2026-04-21", "gpt-image-2"),
        ("openai/gpt-image-2", "gpt-image-2"),
        ("GPT Image 2", "gpt-image-2"),
        ("azure/gpt-image-2", "azure-gpt-image-2"),
        ("Image 2 img opt DZ 1M Tokens", "azure-gpt-image-2"),
        ("gemini/gemini-2.5-flash-image", "gemini-2.5-flash-image"),
        ("gpt-9", None),
        ("", None),
    ],
)
def test_names_of_models(name: str, model: str | None) -> None:
    assert model_of(name, shipped()) == model


def test_a_person_has_the_last_word() -> None:
    assert model_of("Bilder", shipped(), {"BILDER": "gpt-image-2"}) == "gpt-image-2"
    assert model_of("gpt-image-2", shipped(), {"gpt-image-2": ""}) is None


def test_everything_is_in_one_place() -> None:
    records = [
        record(),
        record("azure/gpt-image-2", cost="2"),
        record("our-gpt-image-2-pool", cost="3"),
        record(cost="5", currency="EUR"),
        record("Storage", cost="-4"),
        record("gpt-image-1.5", cost="7"),
        record("VAT", "tax"),
    ]
    found = matched(records, plan(), shipped())
    assert [(each.kind, each.model, each.known, each.cost) for each in found.apart] == [
        ("other", "gpt-image-1.5", "gpt-image-1.5", 7),
        ("currency", "gpt-image-2", "gpt-image-2", 5),
        ("credit", "Storage", "", -4),
        ("other", "our-gpt-image-2-pool", "", 3),
        ("tax", "VAT", "", 1),
    ]
    assert [each.model for each in found.groups[0].records] == ["gpt-image-2", "azure/gpt-image-2"]


def test_workloads_of_a_model_are_told_apart_by_what_a_source_says() -> None:
    two = several(workload(name="A", quality=Quality(100, 0, 0)), workload(name="B", size=LANDSCAPE, batch=100))
    for more, places in (
        ({"size": LANDSCAPE}, (1,)),
        ({"quality": "low"}, (0,)),
        ({"processing": "batch"}, (1,)),
        ({"processing": "standard"}, (0,)),
    ):
        groups = matched([record(**more)], two, shipped()).groups
        assert [group.places for group in groups if group.records] == [places]
    assert [group.places for group in matched([record()], two, shipped()).groups] == [(0, 1)]


def test_what_two_reports_of_one_vendor_count_is_counted_once() -> None:
    def count(kind: UsageKind, quantity: int, source: str, **more: Any) -> UsageRecord:
        return record(kind=kind, cost=None, quantity=Decimal(quantity), source=source, currency="", **more)

    found = usage_of(
        [
            count("image_output", 100, "openai-costs"),
            count("image_output", 90, "openai-completions"),
            count("requests", 9, "openai-completions"),
            count("requests", 10, "openai-images"),
            count("images", 20, "openai-images"),
            count("output", 7, "litellm"),
            count("requests", 1, "litellm"),
            count("image_output", 10, "openai-completions", processing="batch"),
        ],
        plans_references=False,
    )
    assert (found.tokens, found.images) == ({"image_output": 107}, 20)
    assert found.batch == 1


def test_input_that_is_not_told_apart_is_a_prompt_where_there_are_no_references() -> None:
    records = [record(kind="input", quantity=Decimal(5))]
    assert usage_of(records, plans_references=False).tokens == {"text_input": 5}
    assert usage_of(records, plans_references=True).tokens == {}
