"""What levers and ways to save are called, what a way costs the team, and why one cannot be used, each by its code."""

from collections.abc import Mapping
from decimal import Decimal

from pricing.compare.effort import between_models
from pricing.decide.grid import field_text
from pricing.decide.joint import LeftOut
from pricing.decide.savings import Way
from pricing.decide.spread import PRICES
from pricing.scenario.fields import FIELDS
from pricing.scenario.scenario import Scenario
from pricing.wording import messages
from pricing.wording.figures import number, percent, signed_percent, whole_percent

NAMES: Mapping[str, str] = {
    "quality-high": "Less high quality",
    "quality-medium": "Less medium quality",
    "prompt": "Shorter prompts",
    "refs": "Fewer reference images",
    "fidelity": "References at low fidelity",
    "tries": "Fewer tries",
    "reuse": "Reuse from your cache",
    "batch": "Batch what can wait",
    "discount": "A discount off list",
    "size-twin": "Cheaper size, no smaller",
    "size-smaller": "The next smaller size",
    "model-line": "Cheapest of its line",
    "model": "Cheapest that fits",
}
"""What a way to save is called, by its key."""

_PERCENT = ("quality", "reuse", "batch", "discount", "growth")
_SHARE_OF_HIGH = "High quality, %"
_LEVERS: Mapping[str, str] = {"high": _SHARE_OF_HIGH, "quality": _SHARE_OF_HIGH, PRICES: "Vendors' prices"}

EFFECTS: Mapping[str, str] = {
    "less-detail": "Quality mix {before} becomes {after}: fewer images at the highest quality, more at medium.",
    "drafts": "Quality mix {before} becomes {after}: more images at low quality; look at some before you ship them.",
    "shorter-prompt": "{after} tokens a prompt instead of {before}; what it leaves out, the image may lack.",
    "fewer-references": "{after} reference images a request instead of {before}; results may follow them less closely.",
    "rougher-references": "References are read at low input fidelity: fine detail of them may be lost.",
    "fewer-tries": "{after} images made for one that is used, instead of {before}: the first ones must be good enough.",
    "same-image-again": "{after}% of the images come from your own cache: several people see the same one, and you "
    "store it.",
    "batch-later": "{after}% of the generations wait in a batch: only for images that nobody waits for.",
    "contract": "{after}% off list prices takes a contract with the vendor, or a relay.",
    "other-shape": "{after} instead of {before}: at least as many pixels, in another shape.",
    "more-pixels": "{after} instead of {before}: at least as many pixels, in the same shape.",
    "fewer-pixels": "{after} instead of {before}: fewer pixels.",
    "other-model": "{after} instead of {before}: another model makes other images; compare some before you move.",
}
"""What a way costs the team, by its code."""

REASONS: Mapping[str, str] = {
    "no-high": "Nothing is high quality.",
    "no-medium": "Nothing is medium quality.",
    "one-quality": "The model has one quality: all tiers cost the same.",
    "no-medium-price": "The model has no medium quality here.",
    "no-low-price": "The model has no low quality here.",
    "no-prompt": "There is no prompt text.",
    "shortest-prompt": "The prompt is one token already.",
    "prompt-not-billed": "The model does not bill prompts.",
    "no-references": "There are no reference images.",
    "no-fidelity": "The model has no input fidelity setting.",
    "fidelity-low": "Input fidelity is low already.",
    "one-try": "Every generated image is used already.",
    "all-reused": "No more can be reused than is already.",
    "no-batch-rates": "The model has no batch rates on this day.",
    "all-batch": "Everything is sent as a batch already.",
    "most-discount": "The discount is at its most already.",
    "no-cheaper-twin": "No size of at least as many pixels costs less.",
    "no-smaller-size": "No smaller size costs less.",
    "cheapest-of-line": "No other model of this line fits and costs less.",
    "cheapest-of-all": "No other model that fits costs less.",
    "not-priced": "What it would cost is not priced.",
    "not-cheaper": "It would not cost less.",
    "no-images": "There are no images.",
    "one-month": "The horizon is one month: nothing grows in it.",
}
"""Why a way cannot be used, by its code."""

LEFT_OUT: Mapping[str, str] = {
    "same-field": "It changes what another chosen way changes already.",
    "not-priced-together": "Together with the others it is not priced.",
    "not-usable": "It cannot be used.",
}
"""Why a way is not taken together with others, by its code."""


def lever(key: str) -> str:
    """What people call a lever, with its unit: a field's label where it is a field."""
    return _LEVERS.get(key) or FIELDS[key].label


def lever_name(key: str) -> str:
    """The same without the unit, where the value stands beside it with its own."""
    return lever(key).removesuffix(", %")


def lever_of(key: str, number: int, scenario: Scenario) -> str:
    """The lever with the name of its workload where there are several; `number` counts from 1, 0 for none."""
    workload = workload_of(number, scenario)
    return f"{lever_name(key)}, {workload}" if workload else lever_name(key)


def workload_of(number: int, scenario: Scenario) -> str:
    """The name of a workload where there are several; empty for none, which is 0."""
    return scenario.workloads[number - 1].name if scenario.several and number else ""


def lever_at(key: str, text: str) -> str:
    """`2,355`, `74%`: a value of a lever, as people read it; `text` is its field's, of a mix the share of high."""
    if key == PRICES:
        return signed_percent(Decimal(text))
    value = Decimal(text.rsplit("-", 1)[-1] if key == "quality" else text)
    return whole_percent(value) if key in _PERCENT else number(value)


def chance(part: Decimal) -> str:
    """`73%`; never certain where one case is otherwise."""
    if 0 < part < 1:
        return "under 1%"
    return "over 99%" if 99 < part < 100 else percent(round(part))


def name(way: Way) -> str:
    """What a way is called, with its workload where there are several."""
    workload = workload_of(way.workload, way.costs.scenario)
    return f"{workload}: {NAMES[way.key]}" if workload else NAMES[way.key]


def change(way: Way) -> str:
    """`High 20% -> 10%`: what changes, from the present value to the one after."""
    before, after = value(way, way.costs.scenario), value(way, way.scenario)
    if way.key.startswith("quality-"):
        return f"{way.key.removeprefix('quality-').capitalize()} {before} → {after}"
    return f"{before} → {after}"


def value(way: Way, scenario: Scenario) -> str:
    """The value of a way's field in a scenario, as people read it: of a mix the share that the way turns."""
    workload = scenario.workloads[way.workload - 1]
    if way.key.startswith("quality-"):
        return percent(getattr(workload.quality, way.key.removeprefix("quality-")))
    if way.lever == "model":
        return str(way.costs.books[scenario.prices][workload.model].model.name)
    if way.lever == "prompt":
        return f"{number(workload.prompt)} tokens"
    text = field_text(workload, way.lever)
    return whole_percent(Decimal(text)) if way.lever in _PERCENT else text


def effect(way: Way) -> str:
    """What a way costs the team; of another model, what its words mean there too."""
    if way.lever != "model":
        return EFFECTS[way.effect].format(before=way.before, after=way.after)
    book = way.costs.books[way.scenario.prices]
    names = {name: book[model].model.name for name, model in (("before", way.before), ("after", way.after))}
    said = EFFECTS[way.effect].format(**names)
    if not way.usable:
        return said
    more = between_models(way.scenario.workloads[way.workload - 1], book[way.before], book[way.after])
    return said if more is None else f"{said} {messages.words(more)}"


def reason(way: Way) -> str:
    """Why a way cannot be used; empty where it can."""
    return REASONS[way.reason] if way.reason else ""


def left_out(what: LeftOut) -> str:
    """Why a way is not taken together with others."""
    return reason(what.way) or LEFT_OUT[what.because]
