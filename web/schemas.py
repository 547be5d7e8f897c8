"""What the API answers, as JSON Schema: each answer by its name, and the parts that they share."""

from collections.abc import Collection, Mapping
from typing import Any

from pricing.export.estimates import LINE_COLUMNS
from pricing.scenario.fields import FIELDS, OF
from web.parameters import Schema, numbered


def ref(name: str) -> Schema:
    """What refers to a schema of `SCHEMAS`."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(about: str, without: Collection[str] = (), /, **properties: Schema) -> Schema:
    """An object that has all of its properties but those it may be `without`."""
    required = [name for name in properties if name not in without]
    return {"type": "object", "description": about, "properties": properties, "required": required}


def _text(about: str = "") -> Schema:
    return {"type": "string", **({"description": about} if about else {})}


def _list(of: Schema, about: str = "") -> Schema:
    return {"type": "array", "items": of, **({"description": about} if about else {})}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _amount(about: str) -> Schema:
    return ref("Amount") | {"description": about}


def _priced(about: str) -> Schema:
    return _or_null(ref("Amount")) | {"description": f"{about}; null where it has none"}


_WHOLE: Schema = {"type": "integer"}
_YES_NO: Schema = {"type": "boolean"}
_LEVER = {
    "lever": _text("the key of a field of the link"),
    "workload": {"type": "integer", "minimum": 1, "description": "its number"},
}
_LEVER_OR_ALL = _LEVER | {"workload": _or_null(_LEVER["workload"]) | {"description": "its number; null: all of them"}}
_MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
_DAY: Schema = {"type": "string", "format": "date"}
_QUANTILES = {name: _amount(f"{name[1:]} of 100 cases are below it, USD") for name in ("p10", "p50", "p90")}
_HEAD = {"scenario": ref("Scenario"), "price_book": ref("PriceBook"), "currency": {"const": "USD"}}
_TEXTS = {key: {"type": ["string", "null"]} for key in FIELDS if FIELDS[key].of != "comparison"}
_LINE = {column: _text() for column in LINE_COLUMNS} | {
    "cost_per_day": _amount("USD"),
    "quantity_per_day": ref("Amount"),
    "rate": ref("Amount"),
    "read_on": _text("the day on which the source was read, or `../2026-10`: in or before that month"),
}

PARTS: Mapping[str, Schema] = {
    "Amount": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "an exact decimal number"},
    "PriceBook": _object(
        "The state of the price book; with another one the same link may cost something else.",
        revision=_text("a hash of everything that it says"),
        day=_DAY | {"description": "the last day on which a source was read"},
    ),
    "Scenario": {
        "type": "object",
        "description": "Every field, keyed and written as in a link; null where a link leaves it out.",
        "properties": {"v": _text("version of the link"), **_TEXTS},
        "patternProperties": {numbered(field.key): {"type": ["string", "null"]} for field in OF["workload"]},
        "required": ["v", "prices", "model", "images", "budget"],
    },
    "Line": _object("One line of the bill.", **_LINE),
    "ServiceLine": _object("One line at a service; its workload where there are several.", ("workload",), **_LINE),
    "Unpriced": _object("What has no price, and why.", workload=_text(), tier=_text(), size=_text(), reason=_text()),
    "Offer": _object("A service of the price book.", service=_text(), per_month=_amount("USD a month")),
    "Error": _object(
        "One thing that is wrong.",
        field=_text("the key of a link, a setting, or what could not answer"),
        value=_text("what it got, shortened"),
        problem=_text("what it takes, or why not"),
    ),
    "Errors": _object("Why there is no answer.", errors=_list(ref("Error")) | {"minItems": 1}),
}

_ESTIMATE = _object(
    "The bill of a scenario. Sums are null where a workload has no price.",
    **_HEAD,
    per_image=_priced("USD an image that is used"),
    per_day=_priced("USD a day"),
    per_month=_priced("USD a month, before growth and events"),
    per_month_priced=_priced("USD a month of the workloads that have a price"),
    per_user=_priced("USD a month of one user"),
    revenue_percent=_priced("percent of the revenue"),
    forecast=_list(
        _object(
            "A month.",
            month=_MONTH,
            images=_WHOLE,
            cost=_priced("USD"),
            sold=_YES_NO | {"description": "whether every model can be bought on its first day"},
        )
    ),
    forecast_total=_priced("USD of all months"),
    forecast_sold_total=_priced("USD of the months that can be bought"),
    over_budget=_or_null(_MONTH) | {"description": "the first month above the budget"},
    lines=_list(ref("Line")),
    workloads=_list(
        _object(
            "A workload.",
            name=_text(),
            model=_text(),
            images=_WHOLE | {"description": "a day"},
            per_image=_priced("USD an image"),
            per_day=_priced("USD a day"),
            per_month=_priced("USD a month"),
        )
    ),
    unpriced=_list(ref("Unpriced")),
    warnings=_list(_object("What to know beside the figures.", code=_text(), message=_text())),
)

_SERVICE = _object(
    "The scenario at a service.",
    ("workloads",),
    service=_text(),
    name=_text(),
    billing=_text(),
    offered=_YES_NO,
    per_month=_priced("USD a month"),
    per_image=_priced("USD an image that is used"),
    per_generation=_priced("USD an image that is made"),
    per_megapixel=_priced("USD a million pixels"),
    times_cheapest=_priced("how many times the cheapest"),
    difference=_priced("USD a month more than the scenario as it is"),
    quality=_text(),
    size=_text(),
    moved=_text("what is bought instead of what has no price there"),
    purchase=_text("the subscriptions to buy"),
    ends=_text("the day on which it ends or ended; else empty"),
    confidence=_text(),
    limits=_text("what keeps it from fitting"),
    remark=_text(),
    preference=_or_null(
        _object("What voters preferred.", score=_WHOLE, low=_WHOLE, high=_WHOLE, setting=_or_null(_text()))
    ),
    lines=_list(ref("ServiceLine")),
    workloads=_list(
        _object(
            "A workload there.",
            workload=_text(),
            quality=_text(),
            size=_text(),
            moved=_text(),
            per_month=_priced("USD a month"),
        )
    ),
)

_COMPARE = _object(
    "The same scenario on every service that is compared.",
    ("workloads", "cheapest_for_each"),
    **_HEAD,
    comparison=_object("The terms, as in a link.", **{field.key: _text() for field in OF["comparison"]}),
    left_out=_text("percent of low, medium and high that are bought nowhere"),
    services=_list(_SERVICE),
    absent=_list(_text(), "services that the price book does not have on that day"),
    choice=_or_null(
        _object(
            "The cheapest of these that fits.",
            service=_text(),
            per_month=_amount("USD a month"),
            saving=_priced("USD a month less than the scenario as it is"),
            needed_from=_or_null(_DAY),
        )
    ),
    workloads=_list(_object("A workload, where there are several.", name=_text(), model=_text(), images=_WHOLE)),
    cheapest_for_each=_object(
        "The cheapest service of each workload, where there are several.",
        workloads=_list(
            _object("A workload.", workload=_text(), service=_or_null(_text()), per_month=_priced("USD a month"))
        ),
        per_month=_priced("USD a month"),
        saving=_priced("USD a month"),
    ),
    live_in_book=_WHOLE | {"description": "services of the price book that can be bought"},
    choice_in_book=_or_null(ref("Offer")) | {"description": "the cheapest of these that fits"},
    choice_of_vendor=_or_null(ref("Offer")) | {"description": "the same of the vendors of the scenario's models"},
    choice_no_worse=_or_null(ref("Offer")) | {"description": "the same of those that voters found no worse"},
    preference_board=_or_null(
        _object(
            "Where the scores are from.",
            day=_DAY,
            title=_text(),
            about=_text(),
            credit=_text(),
            address=_text(),
            changes=_text(),
        )
    ),
    crossings=_list(
        _object(
            "A volume at which two services change places.",
            images=_WHOLE,
            cheaper_below=_text(),
            cheaper_above=_text(),
            always_below=_YES_NO,
        )
    ),
)

_DECIDE = _object(
    "What to change, what fits and how sure it is; texts of fields can be asked for again.",
    **_HEAD,
    per_month=_priced("USD a month"),
    savings=_list(
        _object(
            "A way to save.",
            **_LEVER,
            **{"from": _text()},
            to=_text(),
            per_month=_amount("USD a month after it"),
            saving=_amount("USD a month"),
            percent=ref("Amount"),
            worth=_YES_NO,
            effect=_text(),
        )
    ),
    goals=_or_null(
        _object(
            "What fits the budget; null without one.",
            budget=_amount("USD a month"),
            levers=_list(
                _object(
                    "How far a lever may go.",
                    **_LEVER,
                    value=_text(),
                    per_month=_priced("USD a month there"),
                    reached=_YES_NO,
                    beyond=_priced("USD a month one step further"),
                )
            ),
            models=_list(_object("A model that fits.", **_LEVER, value=_text(), per_month=_amount("USD a month"))),
            first_over=_or_null(_MONTH),
        )
    ),
    moves=_list(
        _object(
            "What a lever moves.",
            **_LEVER_OR_ALL,
            low=_text(),
            high=_text(),
            cost_low=_priced("USD a month"),
            cost_high=_priced("USD a month"),
        )
    ),
    spread=_or_null(
        _object(
            "How sure the figures are; null without ranges.",
            month=_object("A month, before growth and events.", **_QUANTILES),
            total=_object("What can be bought over the months.", **_QUANTILES),
            within_budget=_priced("percent of cases within the budget"),
            months=_list(_object("A month.", month=_MONTH, **_QUANTILES)),
            share=_list(_object("How much of it a lever explains.", **_LEVER_OR_ALL, percent=ref("Amount"))),
        )
    ),
    unpriced=_list(ref("Unpriced")),
)

ANSWERED: Mapping[str, Schema] = {"estimate": _ESTIMATE, "compare": _COMPARE, "decide": _DECIDE}
"""The answer of each name of the API, whose schema has that name with a capital letter."""
SCHEMAS: Mapping[str, Any] = {**PARTS, **{name.capitalize(): schema for name, schema in ANSWERED.items()}}
