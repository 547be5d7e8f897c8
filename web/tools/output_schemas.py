"""The schemas of what tools answer: those of the API with a link, each complete in itself."""

import json
from typing import Any

from pricing.export.model_prices import COLUMNS
from pricing.saved import Saved
from web.parameters import Schema
from web.schemas import ANSWERED, PARTS

_LINK: Schema = {"type": "string", "description": "Opens it in the planner, so that a person can check it."}
_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}


def of_the_api(name: str) -> Schema:
    """What the API answers under a name, with a link."""
    return _complete(ANSWERED[name]["properties"], ANSWERED[name]["required"])


def saved_data(saved: Saved, base: str) -> dict[str, Any]:
    """What is told of a saved scenario, and never whose it is."""
    return {
        "name": saved.name,
        "note": saved.note,
        "revision": saved.revision.number,
        "newest": saved.newest,
        "saved_at": saved.revision.saved_at.isoformat(),
        "short_link": f"{base}/s/{saved.id}?rev={saved.revision.number}",
    }


def _complete(properties: Schema, required: list[str] | None = None) -> Schema:
    """An object with a link and some properties, and all that they refer to."""
    text = json.dumps({"link": _LINK, **properties})
    used: dict[str, Schema] = {}
    waiting = [text]
    while waiting:
        current = waiting.pop()
        for name in PARTS:
            if name not in used and f'/{name}"' in current:
                used[name] = PARTS[name]
                waiting.append(json.dumps(PARTS[name]))
    whole = {
        "type": "object",
        "properties": {"link": _LINK, **properties},
        "required": ["link", *(properties if required is None else required)],
        "$defs": used,
    }
    return dict(json.loads(json.dumps(whole).replace("#/components/schemas/", "#/$defs/")))


PRICES = _complete(
    {
        **dict.fromkeys(("model", "name", "billing", "on", "released"), _TEXT),
        **dict.fromkeys(("shut_down", "successor"), _TEXT_OR_NULL),
        "prices": {
            "type": "array",
            "items": {"type": "object", "properties": dict.fromkeys(COLUMNS, _TEXT), "required": list(COLUMNS)},
        },
        "not_priced": {"type": "object", "additionalProperties": _TEXT},
        "price_book": {"$ref": "#/components/schemas/PriceBook"},
    }
)
OPENED = _complete(
    {
        "summary": _TEXT,
        "scenario": {"$ref": "#/components/schemas/Scenario"},
        "saved": {"type": ["object", "null"], "description": "What is saved under a short link."},
        "ignored": {"type": "array", "items": _TEXT, "description": "Keys that no link has."},
    }
)
