"""The formats of tables that are known by their header, with the meaning of their columns.

A report or a log in JSON has the same columns: `json_rows` makes a table of it. Titles are compared without case and
signs: `lineItem/UsageAmount` is `line_item_usage_amount`.
"""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from pricing.actual.readers.files.file_table import normalised
from pricing.actual.readers.meters import Naming

Role = Literal[
    "day",
    "end",
    "name",
    "cost",
    "tax",
    "usd",
    "currency",
    "rate",
    "quantity",
    "unit",
    "images",
    "requests",
    "size",
    "quality",
    "batch",
    "charge",
    "status",
    "credits",
    "account",
    "project",
    "provider",
    "seller",
    "row",
    "call",
    "input",
    "cached_input",
    "text_input",
    "cached_text_input",
    "image_input",
    "cached_image_input",
    "output",
    "image_output",
    "text_output",
]
"""The meaning of a column. `row` identifies a row, `call` is the kind of API call, `provider` stands before the name of
a model, `seller` is who sends the bill."""
Roles = Mapping[Role, tuple[str, ...]]
ANSWERS = ("openai-answers", "openai-responses", "gemini-answers")
"""The code of usage records in API answers, which have no cost and mostly no model."""
COLUMNS = "columns"
"""The code of a table whose columns are named by a person, or recognised by the words of its header."""


class TableFormat(NamedTuple):
    """A format that is recognised by its header."""

    code: str
    """A key of `messages.SOURCES`."""
    needs: frozenset[str]
    """Columns that every table of the format has, normalised."""
    roles: Roles
    """Meaning -> normalised titles; the first that the table has, or for names the first that is not empty."""
    naming: Naming = "plain"
    end_is_open: bool = True
    """Whether the end of a period is the day after its last day."""
    bare_quantity: bool = False
    """Whether the name of a quantity without a unit says if it counts tokens or images."""
    once: bool = False
    """Whether rows that are repeated word for word are one row."""
    with_tax: bool = False
    """Whether the cost includes the tax of its column."""


def _format(
    code: str,
    needs: str,
    roles: Mapping[Role, str],
    *,
    naming: Naming = "plain",
    end_is_open: bool = True,
    bare_quantity: bool = False,
    once: bool = False,
) -> TableFormat:
    """A format from one row of the list below, in which columns are separated by spaces."""
    by_role = {role: tuple(map(normalised, columns.split())) for role, columns in roles.items()}
    return TableFormat(
        code, frozenset(map(normalised, needs.split())), by_role, naming, end_is_open, bare_quantity, once
    )


RESULTS: Mapping[str, str] = {
    "organization.costs.result": "openai-costs",
    "organization.usage.images.result": "openai-images",
    "organization.usage.completions.result": "openai-completions",
}
"""The format of an OpenAI report, by the kind of its results."""


def of_code(code: str) -> TableFormat | None:
    return next((file_format for file_format in FORMATS if file_format.code == code), None)


def of_columns(names: Collection[str]) -> TableFormat | None:
    """The format of a header; None if it is unknown."""
    present = frozenset(names)
    return next((file_format for file_format in FORMATS if file_format.needs <= present), None)


_OPENAI: dict[Role, str] = {
    "day": "start_time",
    "end": "end_time",
    "account": "organization_id",
    "project": "project_id",
    "requests": "num_model_requests",
    "size": "size",
}
_AZURE: dict[Role, str] = {
    "name": "meter_name",
    "unit": "unit_of_measure",
    "quantity": "usage_quantity quantity",
    "currency": "billing_currency billing_currency_code currency currency_code",
    "usd": "cost_in_usd",
    "rate": "exchange_rate_pricing_to_billing",
    "charge": "charge_type",
    "account": "billing_account_id billing_account_number",
    "project": "subscription_id subscription_guid",
}
_FOCUS: dict[Role, str] = {
    "day": "charge_period_start",
    "end": "charge_period_end",
    "name": "sku_meter x_usage_type charge_description resource_name service_subcategory service_name",
    "cost": "billed_cost",
    "usd": "x_billed_cost_in_usd",
    "currency": "billing_currency",
    "quantity": "consumed_quantity pricing_quantity",
    "unit": "consumed_unit pricing_unit",
    "charge": "charge_category",
    "account": "billing_account_id",
    "project": "sub_account_id",
    "seller": "service_provider_name provider_name invoice_issuer_name publisher_name",
}
_TOKENS: dict[Role, str] = {
    "text_input": "input_text_tokens",
    "cached_text_input": "input_cached_text_tokens",
    "image_input": "input_image_tokens",
    "cached_image_input": "input_cached_image_tokens",
    "cached_input": "input_cached_tokens",
    "input": "input_tokens",
    "output": "output_tokens",
    "image_output": "output_image_tokens",
    "text_output": "output_text_tokens",
}
_ANSWER: dict[Role, str] = {
    **_TOKENS,
    "day": "created",
    "name": "model",
    "requests": "requests",
    "size": "size",
    "quality": "quality",
}
_LITELLM: dict[Role, str] = {"name": "model", "cost": "spend", "input": "prompt_tokens", "output": "completion_tokens"}
_CUR = "line_item_usage_start_date line_item_unblended_cost"

FORMATS: tuple[TableFormat, ...] = (
    _format(
        "openai-costs",
        "start_time amount_value line_item",
        _OPENAI
        | {
            "name": "line_item",
            "cost": "amount_value",
            "currency": "amount_currency",
            "quantity": "quantity",
            "unit": "quantity_unit",
        },
        naming="line-item",
        bare_quantity=True,
        once=True,
    ),
    _format(
        "openai-images",
        "start_time images num_model_requests",
        _OPENAI | {"name": "model", "images": "images"},
        once=True,
    ),
    _format(
        "openai-completions",
        "start_time model input_tokens output_tokens",
        (_OPENAI | _TOKENS) | {"name": "model", "batch": "batch service_tier"},
        once=True,
    ),
    _format(
        "azure-payg",
        "meter_name usage_date_time pre_tax_cost",
        _AZURE | {"day": "usage_date_time", "cost": "pre_tax_cost"},
        naming="azure",
    ),
    _format(
        "azure-mca",
        "meter_name date cost_in_billing_currency exchange_rate_pricing_to_billing",
        _AZURE | {"day": "date", "cost": "cost_in_billing_currency"},
        naming="azure",
    ),
    _format(
        "azure-ea",
        "meter_name date cost_in_billing_currency",
        _AZURE | {"day": "date", "cost": "cost_in_billing_currency"},
        naming="azure",
    ),
    _format(
        "litellm",
        "call_type spend start_time model",
        _LITELLM
        | {
            "day": "start_time",
            "images": "n",
            "row": "request_id",
            "call": "call_type",
            "provider": "custom_llm_provider",
        },
        once=True,
    ),
    _format(
        "litellm-daily",
        "date model spend api_requests",
        _LITELLM | {"day": "date", "requests": "api_requests", "provider": "custom_llm_provider"},
    ),
    _format("focus-1.4", "billed_cost billing_currency charge_period_start service_provider_name", _FOCUS),
    _format("focus-1.2", "billed_cost billing_currency charge_period_start", _FOCUS),
    _format(
        "aws-cur",
        _CUR,
        {
            "day": "line_item_usage_start_date",
            "end": "line_item_usage_end_date",
            "name": "line_item_resource_id product_model line_item_usage_type line_item_line_item_description",
            "cost": "line_item_unblended_cost",
            "currency": "line_item_currency_code",
            "quantity": "line_item_usage_amount",
            "unit": "pricing_unit",
            "charge": "line_item_line_item_type",
            "account": "bill_payer_account_id",
            "project": "line_item_usage_account_id",
        },
    ),
    _format(
        "google-bigquery",
        "sku_description usage_start_time cost",
        {
            "day": "usage_start_time",
            "end": "usage_end_time",
            "name": "sku_description",
            "cost": "cost",
            "currency": "currency",
            "quantity": "usage_amount",
            "unit": "usage_unit",
            "rate": "currency_conversion_rate",
            "charge": "cost_type",
            "credits": "credits",
            "account": "billing_account_id",
            "project": "project_id",
        },
        naming="google",
        bare_quantity=True,
    ),
    _format(
        "google-console",
        "sku_description usage_start_date cost",
        {
            "day": "usage_start_date",
            "end": "usage_end_date",
            "name": "sku_description",
            "cost": "unrounded_cost cost",
            "currency": "currency",
            "quantity": "usage_amount",
            "unit": "usage_unit",
            "charge": "credit_type cost_type",
            "account": "billing_account_id",
            "project": "project_id",
        },
        naming="google",
        end_is_open=False,
    ),
    _format(
        "openrouter",
        "created_at cost_total model_permaslug",
        {
            "day": "created_at",
            "name": "model_permaslug",
            "cost": "cost_total",
            "images": "num_media_completion",
            "input": "tokens_prompt",
            "output": "tokens_completion",
            "row": "generation_id",
        },
        once=True,
    ),
    _format(
        "openrouter-daily",
        "date usage model_permaslug",
        {
            "day": "date",
            "name": "model_permaslug model",
            "cost": "usage",
            "requests": "requests",
            "input": "prompt_tokens",
            "output": "completion_tokens",
        },
    ),
    _format(
        "langfuse",
        "start_time total_cost",
        {
            "day": "start_time",
            "name": "model provided_model_name",
            "cost": "total_cost",
            "input": "input_usage prompt_tokens",
            "output": "output_usage completion_tokens",
            "row": "id",
        },
        once=True,
    ),
    _format(
        "helicone",
        "request_created_at cost",
        {
            "day": "request_created_at",
            "name": "model response_model request_model",
            "cost": "cost",
            "input": "prompt_tokens",
            "output": "completion_tokens",
            "row": "request_id",
        },
        once=True,
    ),
    _format(
        "fal",
        "endpoint_id unit quantity cost",
        {
            "day": "bucket date day timestamp",
            "name": "endpoint_id",
            "cost": "cost",
            "currency": "currency",
            "quantity": "quantity",
            "unit": "unit",
        },
    ),
    _format(
        "replicate",
        "replicate_id created_at",
        {"day": "created_at", "name": "model", "images": "images", "row": "replicate_id"},
        once=True,
    ),
    _format(
        "invoice",
        "description amount period_start period_end",
        {"day": "period_start", "end": "period_end", "name": "description", "cost": "amount", "currency": "currency"},
    ),
    _format("openai-responses", "created response_images", _ANSWER | {"images": "response_images"}),
    _format("gemini-answers", "created gemini_images", _ANSWER | {"images": "gemini_images"}),
    _format("openai-answers", "created answer_images", _ANSWER | {"images": "answer_images"}),
)
"""Formats that need more columns stand before those that need fewer of the same."""
