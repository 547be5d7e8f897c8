"""Formats that are known without naming columns: each is a row of the table, and is read as its documentation says."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricing.actual.matched_bill import model_of
from pricing.actual.readers import formats, messages
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import BillFile
from pricing.values.exact import total
from tests.making import TODAY, shipped

Row = tuple[str, str, str, str, str]
"""The day, the name, what was counted, how much, and the cost."""

BIGQUERY = (
    "billing_account_id,service.description,sku.description,usage_start_time,usage_end_time,project.id,cost,currency,"
    "currency_conversion_rate,usage.amount,usage.unit,credits,invoice.month,cost_type\n"
    "01,Vertex AI,Gemini 2.5 Flash Image Image Output - Predictions,2026-10-01 07:00:00 UTC,2026-10-01 08:00:00 UTC,p,"
    '39.00,EUR,0.92,1290000,count,"[{""name"":""Trial"",""amount"":-4.5}]",202610,regular\n'
    "01,Invoice,Tax,2026-10-31 07:00:00 UTC,2026-10-31 08:00:00 UTC,,7.41,EUR,0.92,0,,[],202610,tax\n"
)
CONSOLE = (
    "Invoice number,123\nTotal amount due,€100.00\n\n"
    "Billing account name,Project ID,Service description,SKU description,Credit type,Cost type,Usage start date,"
    "Usage end date,Usage amount,Usage unit,Unrounded cost (€),Cost (€)\n"
    'GmbH,p,Gemini API,Gemini 3 Pro Image Image Output,,Usage,2026-10-01,2026-10-31,"1,000",count,120.004,120.00\n'
    "GmbH,p,Gemini API,Gemini 3 Pro Image Image Output,Promotion,,2026-10-01,2026-10-31,0,count,-20.004,-20.00\n"
    ",,,,,,,,,Total,100.00,100.00\n"
)
CUR = (
    "bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,"
    "line_item_usage_end_date,line_item_usage_type,line_item_usage_amount,line_item_unblended_cost,"
    "line_item_currency_code,pricing_unit,bill_billing_period_start_date\n"
    "1,2,Usage,2026-10-03T00:00:00Z,2026-10-04T00:00:00Z,nova-canvas,50,2.00,USD,Images,2026-10-01T00:00:00Z\n"
    "1,2,Tax,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,,1,0.38,USD,,2026-10-01T00:00:00Z\n"
    "1,2,Credit,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,nova-canvas,0,-1.00,USD,,2026-10-01T00:00:00Z\n"
)
OLD_CUR = CUR.replace("bill_payer_account_id", "bill/PayerAccountId").replace(
    "line_item_usage_start_date", "lineItem/UsageStartDate"
)
OPENROUTER = (
    "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,num_media_completion,model_permaslug,"
    "generation_time_ms\n"
    "g1,2026-10-03 10:00:00.000,0.12,20,1120,2,google/gemini-3-pro-image-preview,8123\n"
    "g1,2026-10-03 10:00:00.000,0.12,20,1120,2,google/gemini-3-pro-image-preview,8123\n"
)
OPENROUTER_DAILY = {
    "data": [
        {
            "date": "2026-10-03",
            "model": "google/gemini-3-pro-image-preview",
            "model_permaslug": "google/gemini-3-pro-image-preview",
            "usage": 0.24,
            "requests": 2,
            "prompt_tokens": 40,
            "completion_tokens": 2240,
        }
    ]
}
DAILY = {
    "results": [
        {
            "date": "2026-10-03",
            "metrics": {"spend": 3.5},
            "breakdown": {
                "models": {
                    "gpt-image-2": {"metrics": {"spend": 2.5, "prompt_tokens": 10, "api_requests": 4}},
                    "gpt-5": {"metrics": {"spend": 1.0, "prompt_tokens": 10, "api_requests": 1}},
                }
            },
        }
    ],
    "metadata": {"total_spend": 3.5},
}
LANGFUSE = (
    "id,startTime,model,inputCost,totalCost,inputUsage,outputUsage\n"
    "o1,2026-10-03T10:00:00Z,gpt-image-2,0.0005,0.05318,100,1756\n"
)
HELICONE = (
    "request_id,request_created_at,model,cost,prompt_tokens,completion_tokens\n"
    "r1,2026-10-03T10:00:00Z,gpt-image-2,0.05318,100,1756\n"
)
FAL = {
    "time_series": [
        {
            "bucket": "2026-10-03T00:00:00Z",
            "results": [
                {"endpoint_id": "fal-ai/flux/dev", "unit": "images", "quantity": 4, "cost": 0.1, "currency": "USD"}
            ],
        }
    ]
}
REPLICATE = {
    "results": [
        {
            "id": "p1",
            "version": "v",
            "model": "black-forest-labs/flux-dev",
            "created_at": "2026-10-03T10:00:00Z",
            "output": ["https://example.org/1.png", "https://example.org/2.png"],
            "metrics": {"predict_time": 3.2},
        }
    ]
}
STRIPE = {
    "object": "invoice",
    "currency": "usd",
    "created": 1790985600,
    "lines": {
        "data": [
            {"amount": 12345, "description": "Images", "period": {"start": 1788220800, "end": 1790812800}},
            {"amount": 19, "description": "VAT", "period": {"start": 1788220800, "end": 1790812800}},
        ]
    },
}
RESPONSE = {
    "object": "response",
    "created_at": 1790985600,
    "model": "gpt-5",
    "tools": [{"type": "image_generation", "model": "gpt-image-2"}],
    "output": [{"type": "image_generation_call", "size": "1024x1024", "quality": "medium"}],
    "usage": {"input_tokens": 900, "output_tokens": 64},
    "tool_usage": {
        "image_gen": {
            "input_tokens": 40,
            "input_tokens_details": {"text_tokens": 40, "image_tokens": 0},
            "output_tokens": 1756,
        }
    },
}
GEMINI = {
    "candidates": [{"content": {}}],
    "createTime": "2026-10-03T10:00:00Z",
    "modelVersion": "gemini-3-pro-image",
    "usageMetadata": {
        "promptTokenCount": 20,
        "candidatesTokenCount": 1120,
        "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
        "thoughtsTokenCount": 300,
    },
}


def of(found: BillFile) -> list[Row]:
    return [(str(each.day), each.model, each.kind, str(each.quantity), str(each.cost)) for each in found.records]


@pytest.mark.parametrize(
    ("source", "data", "first"),
    [
        ("google-bigquery", BIGQUERY, ("2026-10-01", "Gemini 2.5 Flash Image", "image_output", "1290000", "39.00")),
        ("google-console", CONSOLE, ("2026-10-01", "Gemini 3 Pro Image", "image_output", "1000", "120.004")),
        ("aws-cur", CUR, ("2026-10-03", "nova-canvas", "images", "50", "2.00")),
        ("aws-cur", OLD_CUR, ("2026-10-03", "nova-canvas", "images", "50", "2.00")),
        ("openrouter", OPENROUTER, ("2026-10-03", "google/gemini-3-pro-image-preview", "images", "2", "0.12")),
        (
            "openrouter-daily",
            OPENROUTER_DAILY,
            ("2026-10-03", "google/gemini-3-pro-image-preview", "requests", "2", "0.24"),
        ),
        ("litellm-daily", DAILY, ("2026-10-03", "gpt-image-2", "requests", "4", "2.5")),
        ("langfuse", LANGFUSE, ("2026-10-03", "gpt-image-2", "requests", "1", "0.05318")),
        ("helicone", HELICONE, ("2026-10-03", "gpt-image-2", "requests", "1", "0.05318")),
        ("fal", FAL, ("2026-10-03", "fal-ai/flux/dev", "images", "4", "0.1")),
        ("replicate", REPLICATE, ("2026-10-03", "replicate/black-forest-labs/flux-dev", "images", "2", "None")),
        ("invoice", STRIPE, ("2026-09-01", "Images", "other", "None", "123.45")),
        ("openai-responses", RESPONSE, ("2026-10-03", "gpt-image-2", "images", "1", "None")),
        ("gemini-answers", GEMINI, ("2026-10-03", "gemini-3-pro-image", "images", "1", "None")),
    ],
)
def test_a_format_is_known_by_its_columns_or_its_keys(source: str, data: Any, first: Row) -> None:
    text = data if isinstance(data, str) else json.dumps(data)
    found = read("file", text.encode(), TODAY)
    assert (found.source, of(found)[0]) == (source, first)
    assert [each for each in found.leftovers if each.why == "unreadable"] == []


def test_every_format_has_a_name_and_is_not_hidden_by_another() -> None:
    for each in formats.FORMATS:
        assert each.code in messages.SOURCES
        known = formats.of_columns(each.needs)
        assert known is not None
        assert known.code == each.code


def charges(text: str) -> dict[str, Decimal]:
    found = read("file", text.encode(), TODAY)
    return {each.kind: each.cost for each in found.records if each.cost is not None}


def test_credits_and_taxes_are_told_from_usage() -> None:
    assert charges(BIGQUERY) == {"image_output": 39, "credit": Decimal("-4.5"), "tax": Decimal("7.41")}
    assert charges(CONSOLE) == {"image_output": Decimal("120.004"), "credit": Decimal("-20.004")}
    assert charges(CUR) == {"images": 2, "tax": Decimal("0.38"), "credit": -1}
    assert read("file", CONSOLE.encode(), TODAY).totals == {"EUR": Decimal("100")}


def test_credits_that_are_bought_are_spending_and_those_that_are_given_are_not() -> None:
    table = (
        "Date,Description,Amount\n2026-10-01,API credits,50\n2026-10-02,Promotional credits,-20\n2026-10-03,VAT,19\n"
    )
    assert charges(table) == {"other": 50, "credit": -20, "tax": 19}


def test_an_export_that_names_its_rate_has_it() -> None:
    assert read("file", BIGQUERY.encode(), TODAY).rates == {"EUR": Decimal("0.92")}


def test_an_invoice_is_of_its_period() -> None:
    found = read("file", json.dumps(STRIPE).encode(), TODAY)
    assert (str(found.first), str(found.last)) == ("2026-09-01", "2026-09-30")
    assert {each.kind for each in found.records} == {"other", "tax"}
    yen = json.dumps({**STRIPE, "currency": "jpy"})
    assert read("file", yen.encode(), TODAY).totals == {"JPY": Decimal(12364)}


def test_text_that_a_model_gives_out_is_text() -> None:
    for data, text in ((GEMINI, 300), (RESPONSE, None)):
        found = read("file", json.dumps(data).encode(), TODAY)
        counted = [each.quantity for each in found.records if each.kind == "text_output"]
        assert counted == ([] if text is None else [text])
        made = total(each.quantity for each in found.records if each.kind == "image_output")
        assert made == (1120 if text else 1756)


def test_a_call_for_four_images_is_four() -> None:
    call = {
        "request_id": "r",
        "call_type": "aimage_generation",
        "spend": 0.2,
        "startTime": "2026-10-03T10:00:00Z",
        "model": "gpt-image-2",
    }
    ways: tuple[dict[str, Any], ...] = ({"n": 4}, {"response": {"data": [{}, {}, {}, {}]}})
    for more in ways:
        found = read("file", json.dumps([{**call, **more}]).encode(), TODAY)
        assert [(each.kind, each.quantity) for each in found.records] == [("images", 4)]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("vertex_ai/imagen-4.0-generate-001", "imagen-4"),
        ("gemini-2.5-flash-image-preview", "gemini-2.5-flash-image"),
        ("amazon.nova-canvas-v1:0", "nova-canvas"),
        ("Gemini 3 Pro Image", "gemini-3-pro-image"),
        ("Nano Banana Pro", "gemini-3-pro-image"),
        ("azure_ai/gpt-image-2", "azure-gpt-image-2"),
    ],
)
def test_names_that_bills_write_mean_models(name: str, model: str) -> None:
    assert model_of(name, shipped()) == model
