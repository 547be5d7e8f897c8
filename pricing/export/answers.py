"""The types of the API's answers, from which their JSON Schemas are made too.

An answer is a plain dictionary. Amounts are exact decimal texts, in the currency of the answer unless stated otherwise.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, NotRequired

from pydantic import Field, TypeAdapter, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core.core_schema import TypedDictSchema
from typing_extensions import TypeAliasType, TypedDict

from pricing.prices.capabilities import FactField
from pricing.scenario.fields import FIELDS, OF, numbered_pattern


def about(text: str) -> FieldInfo:
    """The description of a property."""
    described: FieldInfo = Field(description=text)
    return described


def priced(text: str) -> FieldInfo:
    """The description of an amount that is null if something has no price."""
    return about(f"{text}; null where it has none")


Amount = TypeAliasType(
    "Amount", Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", description="an exact decimal number")]
)
ScenarioData = TypeAliasType(
    "ScenarioData",
    Annotated[
        dict[str, str | None],
        WithJsonSchema(
            {
                "type": "object",
                "description": "Every field, keyed and written as in a link; null where a link leaves it out.",
                "properties": {
                    "v": {"type": "string", "description": "version of the link"},
                    **{key: {"type": ["string", "null"]} for key in FIELDS if FIELDS[key].of != "comparison"},
                },
                "patternProperties": {
                    numbered_pattern(field.key): {"type": ["string", "null"]} for field in OF["workload"]
                },
                "required": ["v", "prices", "model", "images", "budget"],
            }
        ),
    ],
)
Terms = TypeAliasType(
    "Terms",
    Annotated[
        dict[str, str],
        WithJsonSchema(
            {
                "type": "object",
                "description": "The terms of the comparison, as in a link.",
                "properties": {field.key: {"type": "string"} for field in OF["comparison"]},
                "required": [field.key for field in OF["comparison"]],
            }
        ),
    ],
)
MonthText = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}$")]
DayText = Annotated[str, Field(json_schema_extra={"format": "date"})]
PlaceNumber = Annotated[int, Field(ge=1)]
"""The number of a workload."""


class PriceBookData(TypedDict):
    """The state of the price book; with another one the same link may cost something else."""

    revision: Annotated[str, about("a hash of everything that it says")]
    day: Annotated[DayText, about("the last day on which a source was read")]


class HeadData(TypedDict):
    """The first keys of each answer about a scenario."""

    scenario: ScenarioData
    price_book: PriceBookData
    models: Annotated[dict[str, str], about("names of the models that the scenario has, by id")]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$"), about("of every amount, as in ISO 4217")]


class _OfWorkload(TypedDict):
    workload: str


class _MaybeOfWorkload(TypedDict):
    workload: NotRequired[Annotated[str, about("where there are several")]]


class _Charge(TypedDict):
    component: str
    tier: str
    size: str
    processing: str
    quantity_per_day: Amount
    unit: str
    rate: Amount
    rate_unit: str
    cost_per_day: Annotated[Amount, about("amount")]
    source: str
    read_on: Annotated[str, about("the day on which the source was read, or `../2026-10`: in or before that month")]
    confidence: str
    how_read: Annotated[str, about("the same in words: where the figure was read, and where not")]


class LineData(_OfWorkload, _Charge):
    """One line of the bill."""


class ServiceLineData(_MaybeOfWorkload, _Charge):
    """One line at a service; its workload where there are several."""


class UnpricedData(TypedDict):
    """A part of a scenario that has no price, and the reason."""

    workload: str
    tier: str
    size: str
    kind: Annotated[Literal["not priced", "not made"], about("not made: the model cannot make the size")]
    reason: str
    nearest: Annotated[str | None, about("the nearest size that can be made, where this one cannot")]
    nearest_per_image: Annotated[Amount | None, priced("amount an image there, without prompt and references")]


class ForecastMonthData(TypedDict):
    """A month of the forecast."""

    month: MonthText
    images: int
    cost: Annotated[Amount | None, priced("amount")]
    sold: Annotated[bool, about("whether every model can be bought on its first day")]


class WorkloadData(TypedDict):
    """What a workload costs."""

    name: str
    model: str
    images: Annotated[int, about("a day")]
    per_image: Annotated[Amount | None, priced("amount an image")]
    per_day: Annotated[Amount | None, priced("amount a day")]
    per_month: Annotated[Amount | None, priced("amount a month")]


class WarningData(TypedDict):
    """A warning about an estimate."""

    code: str
    message: str


class EstimateData(HeadData):
    """The bill of a scenario. Sums are null where a workload has no price."""

    per_image: Annotated[Amount | None, priced("amount an image that is used")]
    per_day: Annotated[Amount | None, priced("amount a day")]
    per_month: Annotated[Amount | None, priced("amount a month, before growth and events")]
    per_month_priced: Annotated[Amount | None, priced("amount a month of the workloads that have a price")]
    per_user: Annotated[Amount | None, priced("amount a month of one user")]
    revenue_percent: Annotated[Amount | None, priced("percent of the revenue")]
    forecast: list[ForecastMonthData]
    forecast_total: Annotated[Amount | None, priced("amount of all months at the rates of the price date")]
    forecast_sold_total: Annotated[Amount | None, priced("amount of the months that can be bought")]
    over_budget: Annotated[
        MonthText | None, about("the first month above the budget, of those that can be bought where there are any")
    ]
    lines: list[LineData]
    workloads: list[WorkloadData]
    unpriced: list[UnpricedData]
    warnings: list[WarningData]


_PriceOf = TypedDict(
    "_PriceOf",
    {
        "component": str,
        "tier": str,
        "size": str,
        "processing": str,
        "amount": Amount,
        "unit": str,
        "from": str,
        "until": str,
        "source": str,
        "read_on": str,
        "confidence": str,
        "how_read": str,
    },
)


class ModelPriceData(_PriceOf):
    """A price of a model with its source."""


class OtherValueData(TypedDict):
    """The value that another source has."""

    value: bool | int | str | list[str]
    source: str
    read_on: str


class CapabilityData(TypedDict):
    """A capability or a limit of a model."""

    field: FactField
    value: Annotated[bool | int | str | list[str] | None, about("null: not in our sources")]
    unit: str
    tier: Annotated[str, about("the level of a customer that a rate is for")]
    source: str
    read_on: str
    confidence: str
    how_read: str
    otherwise: Annotated[list[OtherValueData], about("where sources disagree")]
    note: str


class ModelPricesData(TypedDict):
    """The prices of a model on a day, or by the guide."""

    model: str
    name: str
    billing: str
    on: str
    released: str
    shut_down: str | None
    claimed_ends: Annotated[list[str], about("days that others name as its end, where the seller announced none")]
    earliest_end: Annotated[str | None, about("the first day on which the seller may end it, where it announced none")]
    successor: str | None
    prices: list[ModelPriceData]
    not_priced: dict[str, str]
    capabilities: Annotated[list[CapabilityData], about("what it can do; a field without a fact: not in our sources")]
    price_book: PriceBookData


class _Schemas(GenerateJsonSchema):
    """JSON Schema without titles, and with the names of types without `Data` at their end."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False

    def typed_dict_schema(self, schema: TypedDictSchema) -> JsonSchemaValue:
        described = super().typed_dict_schema(schema)
        del described["title"]
        return described

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(name).removesuffix("Data")


def schema_of(answer: type) -> JsonSchemaValue:
    """The JSON Schema of an answer, with those of all its parts in it."""
    return TypeAdapter(answer).json_schema(schema_generator=_Schemas)


class OriginData(TypedDict):
    """The scenario and the address from which a file was made."""

    name: NotRequired[Annotated[str, about("of the saved scenario")]]
    note: NotRequired[Annotated[str, about("of the saved scenario")]]
    link: NotRequired[Annotated[str, about("the address that opens the plan")]]


class EstimateFileData(EstimateData, OriginData):
    """An estimate as a file."""


def components(answers: Iterable[type], place: str) -> dict[str, JsonSchemaValue]:
    """Name -> JSON Schema of answers and all their parts; `place` is the path before a name in their references."""
    inputs: list[tuple[type, JsonSchemaMode, TypeAdapter[object]]] = [
        (answer, "serialization", TypeAdapter(answer)) for answer in answers
    ]
    _, described = TypeAdapter.json_schemas(inputs, ref_template=f"{place}/{{model}}", schema_generator=_Schemas)
    schemas: dict[str, JsonSchemaValue] = described["$defs"]
    return schemas
