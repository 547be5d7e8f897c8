"""Small files of every format, in its documented schema: two days of November 2026."""

import io
import json
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

FIRST, SECOND, THIRD = 1793491200, 1793577600, 1793664000
"""1, 2 and 3 November 2026, as Unix seconds."""

COSTS_HEADER = (
    "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,"
    "organization_id,organization_name"
)


def cost(start: int, amount: str, item: str, project: str = "proj_x", currency: str = "usd") -> str:
    """A row of a cost file."""
    return f'{start},{start + 86400},,,{amount},{currency},"{item}",{project},org-x,Acme'


COSTS = "\n".join(
    [
        COSTS_HEADER,
        cost(FIRST, "52.6800", "gpt-image-2, output_image_tokens"),
        cost(FIRST, "0.0200", "gpt-image-2, input_tokens"),
        cost(SECOND, "12.5000000000000000000000001", "gpt-image-1 image, output"),
        cost(THIRD, "", ""),
    ]
)


def page(*results: tuple[int, dict[str, Any]], more: bool = False) -> str:
    """An answer of a report by time."""
    buckets = [
        {"object": "bucket", "start_time": start, "end_time": start + 86400, "results": [result]}
        for start, result in results
    ]
    return json.dumps({"object": "page", "data": buckets, "has_more": more, "next_page": "x" if more else None})


def cost_result(amount: float, item: str, quantity: int, unit: str = "tokens") -> dict[str, Any]:
    return {
        "object": "organization.costs.result",
        "amount": {"value": amount, "currency": "usd"},
        "line_item": item,
        "quantity": quantity,
        "quantity_unit": unit,
        "project_id": None,
    }


COSTS_JSON = page(
    (FIRST, cost_result(52.68, "gpt-image-2, output_image_tokens", 1756000)),
    (SECOND, cost_result(0.1, "gpt-image-2 text, input", 20000)),
)


def images_result(images: int, size: str = "1024x1024", model: str = "gpt-image-2") -> dict[str, Any]:
    return {
        "object": "organization.usage.images.result",
        "images": images,
        "num_model_requests": images,
        "model": model,
        "size": size,
        "source": "image.generation",
    }


def tokens_result(requests: int, text: int, image: int, made: int, batch: bool = False) -> dict[str, Any]:
    return {
        "object": "organization.usage.completions.result",
        "num_model_requests": requests,
        "model": "gpt-image-2",
        "batch": batch,
        "input_tokens": text + image,
        "output_tokens": made,
        "input_text_tokens": text,
        "input_image_tokens": image,
        "output_image_tokens": made,
    }


IMAGES_JSON = page((FIRST, images_result(1000)), (SECOND, images_result(500, "1536x1024")))
COMPLETIONS_JSON = page((FIRST, tokens_result(1000, 100_000, 0, 1_756_000)), (SECOND, tokens_result(4, 8, 2, 40, True)))
COMPLETIONS = (
    "start_time,end_time,project_id,user_id,api_key_id,model,batch,service_tier,num_model_requests,input_tokens,"
    "output_tokens,input_image_tokens,input_cached_tokens,input_cached_image_tokens,output_image_tokens\n"
    f"{FIRST},{SECOND},p,user-1,key-1,gpt-image-2,false,default,10.0,400.0,17560.0,0.0,0.0,0.0,17560.0\n"
    f"{SECOND},{THIRD},p,user-1,key-1,gpt-image-2,true,batch,2.0,1100.0,3512.0,1024.0,30.0,24.0,3512.0\n"
    f"{THIRD},{THIRD + 86400},,,,,,,,,,,,,\n"
)
IMAGES_CSV = f"start_time,end_time,images,num_model_requests,model,size\n{FIRST},{SECOND},10.0,10.0,gpt-image-2,auto\n"


def answer(made: int = 1756, **more: Any) -> dict[str, Any]:
    """What the Images API answers."""
    return {
        "created": 1793500000,
        "size": "1024x1024",
        "quality": "medium",
        "usage": {
            "input_tokens": 40,
            "input_tokens_details": {"text_tokens": 40, "image_tokens": 0},
            "output_tokens": made,
            "total_tokens": made + 40,
        },
    } | more


PAYG = (
    "UsageDateTime,MeterCategory,MeterName,UnitOfMeasure,UsageQuantity,ResourceRate,PreTaxCost,Currency\n"
    "2026-11-01,Azure OpenAI,Image 2 img opt Gl 1M Tokens,1M,1.756,30,52.68,USD\n"
    "2026-11-02,Azure OpenAI,gpt-image-1-output-img-glbl Tokens,1K,1056,0.04,42.24,USD\n"
    "2026-11-02,Storage,Hot LRS Data Stored,1 GB/Month,3,0.02,0.06,USD\n"
)
EA = (
    "Date,MeterCategory,MeterName,UnitOfMeasure,Quantity,EffectivePrice,CostInBillingCurrency,BillingCurrencyCode\n"
    "11/01/2026,Azure OpenAI,Image 2 img Batch opt DZ 1M Tokens,1M,2,16.5,33,EUR\n"
    "11/02/2026,Azure OpenAI,Image-Dall-E-3 HD HighRes-glbl Images,100,0.5,12,6,EUR\n"
)
MCA = (
    "date,meterCategory,meterName,unitOfMeasure,quantity,effectivePrice,costInBillingCurrency,billingCurrency,"
    "exchangeRateDate,exchangeRatePricingToBilling,costInUsd\n"
    "11/13/2026,Azure OpenAI,Image 2 txt inp Gl 1M Tokens,1M,0.2,4.6,0.92,EUR,11/01/2026,0.92,1.0\n"
)

LITELLM: list[dict[str, Any]] = [
    {
        "request_id": "a",
        "call_type": "aimage_generation",
        "model": "gpt-image-2",
        "prompt_tokens": 40,
        "completion_tokens": 1756,
        "spend": 0.05288,
        "startTime": "2026-11-01T09:00:00Z",
        "end_user": "eve@example.org",
        "api_key": "sk-secret",
        "metadata": {"prompt": "a cat"},
        "custom_llm_provider": "openai",
    },
    {
        "request_id": "b",
        "call_type": "acompletion",
        "model": "gpt-9",
        "prompt_tokens": 4,
        "completion_tokens": 5,
        "spend": 1e-07,
        "startTime": "2026-11-02 23:30:00-02:00",
        "custom_llm_provider": "openai",
    },
]
LITELLM_CSV = (
    "request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model\n"
    "a,aimage_generation,0.05288,40,1756,2026-11-01T09:00:00Z,gpt-image-2\n"
)

FOCUS_NEW = (
    "BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,"
    "ConsumedUnit,ListCost,PricingQuantity,PricingUnit,ServiceCategory,ServiceName,ServiceProviderName,x_Model\n"
    '52.68,USD,Usage,"gpt-image-2, output_image_tokens",2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,1756000,Tokens,52.68,'
    "1.756,1000000 Tokens,AI and Machine Learning,API,OpenAI,gpt-image-2\n"
    "9.99,USD,Tax,Tax,2026-11-02T00:00:00Z,2026-11-03T00:00:00Z,,,9.99,,,Other,Tax,OpenAI,\n"
)
FOCUS_OLD = (
    "BilledCost,BillingCurrency,ChargePeriodStart,SkuMeter,PricingQuantity,PricingUnit,ProviderName,PublisherName\n"
    '52.68,USD,2026-11-01T00:00:00Z,"gpt-image-2, output_image_tokens",1.756,1000000 Tokens,OpenAI,OpenAI\n'
)

OWN = "Day;Product;Images;Amount\n01.11.2026;gpt-image-2;1.000;$52,68\n13.11.2026;Hosting;;20\nTotal;;;72,68\n"


def workbook(*sheets: Iterable[Iterable[Any]]) -> bytes:
    """A workbook with the rows of each of its sheets, which are called Sheet1 and so on."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
