"""What levers and ways to save are called, what a way costs the team, and why one cannot be used, each by its code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pricing.compare.effort import between_models
from pricing.compare.live import board_for, judged_by_team, judged_otherwise
from pricing.decide.grid import field_text
from pricing.decide.joint import ExcludedWay
from pricing.decide.savings import Way, first
from pricing.decide.spread import PRICES, RATE
from pricing.decide.ways import SavingKind
from pricing.prices.preferences import wins_in_100
from pricing.scenario.in_words import mix_message, sizes_message
from pricing.scenario.labels.messages import LABELS
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.wording.figures import number, signed_percent, whole_percent
from pricing.wording.messages import Figure, Items, Message, Money, Percent, as_written, counted, message, together

NAMES: Mapping[str, Message] = {
    "quality-high": message("Less high quality"),
    "quality-medium": message("Less medium quality"),
    "prompt": message("Shorter prompts"),
    "refs": message("Fewer reference images"),
    "fidelity": message("References at low fidelity"),
    "tries": message("Fewer tries"),
    "reuse": message("Reuse from your cache"),
    "batch": message("Batch the images that can wait"),
    "discount": message("A discount on list prices"),
    "size-twin": message("Cheaper size, no fewer pixels"),
    "size-smaller": message("The next smaller size"),
    "model-equal": message("Move to another model"),
    "model-line": message("Cheapest model of the same family"),
    "model": message("Cheapest model"),
}
"""What a way to save is called, by its key."""

_PERCENT = ("quality", "reuse", "batch", "discount", "growth")
_SHARE_OF_HIGH = message("High quality, %")
_LEVERS: Mapping[str, Message] = {
    "high": _SHARE_OF_HIGH,
    "quality": _SHARE_OF_HIGH,
    PRICES: message("Vendors' prices"),
    RATE: message("Rate of exchange"),
}
_LEVER_NAMES = dict(_LEVERS) | {
    **dict.fromkeys(("high", "quality"), message("High quality")),
    "reuse": message("Reused from your cache"),
    "batch": message("Sent as a batch"),
    "discount": message("Discount on list prices"),
    "growth": message("Growth per month"),
}
"""Without the unit."""

_HEADLINES: Mapping[tuple[SavingKind, bool], Message] = {
    ("same", True): message(
        "{way} ({change}) saves {saving} a month, the most of the ways here that keep the images as they are"
    ),
    ("shape", True): message(
        "{way} ({change}) saves {saving} a month, the most of the ways here that change only the shape"
    ),
    ("equal", True): message(
        "{way} ({change}) saves {saving} a month, the most of the models here that voters found no worse"
    ),
    ("less", True): message(
        "{way} ({change}) saves {saving} a month, the most of the ways here that give up quality, size or variety"
    ),
    ("same", False): message(
        "{way} ({change}) saves {saving} over the months that can be bought, the most of the ways here "
        "that keep the images as they are"
    ),
    ("shape", False): message(
        "{way} ({change}) saves {saving} over the months that can be bought, the most of the ways here "
        "that change only the shape"
    ),
    ("equal", False): message(
        "{way} ({change}) saves {saving} over the months that can be bought, the most of the models "
        "here that voters found no worse"
    ),
    ("less", False): message(
        "{way} ({change}) saves {saving} over the months that can be bought, the most of the ways here "
        "that give up quality, size or variety"
    ),
}
"""What is said first, by what the way gives up and whether every month is the same."""

KIND_NAMES: Mapping[SavingKind, Message] = {
    "same": message("The same images"),
    "shape": message("Another shape"),
    "equal": message("Another model, no worse to voters"),
    "less": message("Less quality, size or variety"),
    "unproven": message("Cheaper, but not shown to be as good"),
    "ask": message("To negotiate"),
}
"""What savings are grouped under, by what they give up."""

GIVEN_UP: Mapping[SavingKind, Message] = {
    "same": message("nothing of the images"),
    "shape": message("the shape"),
    "equal": message("the present model, for one that voters found no worse"),
    "less": message("quality, size or variety"),
    "unproven": message("proof that the images are as good"),
    "ask": message("nothing, but the vendor has to agree"),
}
"""What a way gives up, by its kind."""

REASONS: Mapping[str, Message] = {
    "no-high": message("No image is of high quality."),
    "no-medium": message("No image is of medium quality."),
    "one-quality": message("The model has one quality: all quality levels cost the same."),
    "no-medium-price": message("The model has no medium quality here."),
    "no-low-price": message("The model has no low quality here."),
    "no-prompt": message("There is no prompt text."),
    "shortest-prompt": message("The prompt is one token already."),
    "prompt-not-billed": message("The model does not bill prompts."),
    "no-references": message("There are no reference images."),
    "no-fidelity": message("The model has no input fidelity setting."),
    "fidelity-low": message("Input fidelity is low already."),
    "one-try": message("Every generated image is used already."),
    "made-from-references": message("Images made from reference images are not the same for several people."),
    "all-reused": message("Every image that can be reused is reused already."),
    "no-batch-rates": message("The model has no batch rates on this day."),
    "all-batch": message("Everything is sent as a batch already."),
    "most-discount": message("The discount is at its most already."),
    "no-cheaper-twin": message("No size of at least as many pixels costs less."),
    "no-smaller-size": message("No smaller size costs less."),
    "cheapest-of-line": message("No other model of the same family fits and costs less."),
    "cheapest-of-equals": message("No other model that was no worse to voters fits and costs less."),
    "no-score": message("No votes in our sources compare other models with this one for such images."),
    "cheapest-of-all": message("No other model that fits costs less."),
    "not-priced": message("What it would cost is not priced."),
    "not-cheaper": message("It would not cost less."),
    "no-month": message("It saves nothing over the months that can be bought."),
    "no-images": message("There are no images."),
    "not-sold": message("Nobody can buy its model in any month of the plan."),
    "one-month": message("The horizon is one month: nothing grows in it."),
}
"""Why a way cannot be used, by its code."""

LEFT_OUT: Mapping[str, Message] = {
    "same-field": message("It changes what another chosen way changes already."),
    "not-priced-together": message("Together with the others it is not priced."),
    "not-usable": message("It cannot be used."),
}
"""Why a way is not taken together with others, by its code."""


_EFFECTS: Mapping[str, Callable[[Figure, Figure], Message]] = {
    "less-detail": lambda before, after: message(
        "Quality mix {before} becomes {after}: fewer images at the highest quality, more at medium.",
        before=before,
        after=after,
    ),
    "drafts": lambda before, after: message(
        "Quality mix {before} becomes {after}: more images at low quality; look at some before you ship them.",
        before=before,
        after=after,
    ),
    "shorter-prompt": lambda before, after: message(
        "{after} tokens a prompt instead of {before}; what it leaves out, the image may lack.",
        before=before,
        after=after,
    ),
    "fewer-references": lambda before, after: message(
        "{after} reference images a request instead of {before}; results may follow them less closely.",
        before=before,
        after=after,
    ),
    "rougher-references": lambda before, after: message(
        "References are read at low input fidelity: fine detail of them may be lost."
    ),
    "fewer-tries": lambda before, after: message(
        "{after} images made per image used, instead of {before}: the first ones must be good enough.",
        before=before,
        after=after,
    ),
    "same-image-again": lambda before, after: message(
        "{after}% of the images come from your own cache: several people see the same one, and you store it.",
        after=after,
    ),
    "batch-later": lambda before, after: message(
        "{after}% of the generations wait in a batch: only for images that nobody waits for.", after=after
    ),
    "contract": lambda before, after: message(
        "{after}% off list prices takes a contract with the vendor, or a relay.", after=after
    ),
    "other-shape": lambda before, after: message(
        "{after} instead of {before}: at least as many pixels, in another shape.", before=before, after=after
    ),
    "more-pixels": lambda before, after: message(
        "{after} instead of {before}: at least as many pixels, in the same shape.", before=before, after=after
    ),
    "fewer-pixels": lambda before, after: message(
        "{after} instead of {before}: fewer pixels.", before=before, after=after
    ),
    "other-model": lambda before, after: message(
        "{after} instead of {before}: another model makes other images; compare some before you move.",
        before=before,
        after=after,
    ),
}
"""What a way costs the team, by its code; of the value before and the one after."""


def lever(key: str) -> Message:
    """What people call a lever, with its unit: a field's label where it is a field."""
    return _LEVERS.get(key) or LABELS[key]


def lever_name(key: str) -> Message:
    """The same without the unit, where the value stands beside it with its own."""
    return _LEVER_NAMES.get(key) or LABELS[key]


def lever_of(key: str, number: int, scenario: Scenario) -> Message:
    """The lever with the name of its workload where there are several; `number` counts from 1, 0 for none."""
    workload = workload_of(number, scenario)
    return message("{lever}, {workload}", lever=lever_name(key), workload=workload) if workload else lever_name(key)


def workload_of(number: int, scenario: Scenario) -> str:
    """The name of a workload where there are several; empty for none, which is 0."""
    return scenario.workloads[number - 1].name if scenario.several and number else ""


def lever_at(key: str, text: str) -> str:
    """`2,355`, `74%`: a value of a lever, as people read it; `text` is its field's, of a mix the share of high."""
    if key in (PRICES, RATE):
        return signed_percent(Decimal(text))
    value = Decimal(text.rsplit("-", 1)[-1] if key == "quality" else text)
    return whole_percent(value) if key in _PERCENT else number(value)


def name(way: Way) -> Message:
    """What a way is called, with its workload where there are several."""
    workload = workload_of(way.workload, way.costs.scenario)
    return message("{workload}: {way}", workload=workload, way=NAMES[way.key]) if workload else NAMES[way.key]


def saves(way: Way) -> Message:
    """What a way saves: a month where every month is the same, else over the months that can be bought."""
    if way.costs.level:
        return message("{way} ({change}) saves {saving} a month", **_saving(way))
    return message("{way} ({change}) saves {saving} over the months that can be bought", **_saving(way))


def _saving(way: Way) -> dict[str, Figure]:
    return {"way": name(way), "change": change(way), "saving": Money(way.headline_saving)}


def headline(ways: Sequence[Way]) -> Message:
    """What is said first of the ways to save: the first of `savings.first`, and among what it saves the most."""
    if named := first(ways):
        way = named[0]
        return replace(_HEADLINES[way.kind, way.costs.level], places=tuple(_saving(way).items()))
    if any(way.usable for way in ways):
        return message("No saving here is known to keep the images as good")
    return message("No way to save that the planner knows makes this bill smaller")


def like_for_like(way: Way) -> Message | None:
    """What another model saves as it is, and with as many tokens as before; None where they agree."""
    same = way.at_same_tokens
    if same is None or same.saving == way.saving:
        return None
    percent, alike = Percent(way.percent), Percent(abs(same.percent))
    if way.saving < same.saving:
        return message(
            "It takes more tokens for the same quality and still saves {percent}; with as many tokens as now it saves "
            "{alike}.",
            percent=percent,
            alike=alike,
        )
    if not same.saving:
        return message(
            "It takes fewer tokens for the same quality, so it saves {percent}; with as many tokens as now it saves "
            "nothing.",
            percent=percent,
        )
    if same.saving < 0:
        return message(
            "It takes fewer tokens for the same quality, so it saves {percent}; with as many tokens as now it costs "
            "{alike} more.",
            percent=percent,
            alike=alike,
        )
    return message(
        "It takes fewer tokens for the same quality and saves {percent}; with as many tokens as now it saves {alike}.",
        percent=percent,
        alike=alike,
    )


def apply_at_same_tokens() -> Message:
    return message("Apply with as many tokens as now")


def share_is_yours() -> Message:
    """Above ways of which nobody but the reader knows how far they go."""
    return message("How far these go is yours to say: set the share that your team can live with.")


def tries_of_others() -> Message:
    """What teams report of images made again, where a plan counts none."""
    return message(
        "The plan counts one image made per image used. Two teams say in their blogs that they make 40 to "
        "60% of their images again, which nobody has checked: that is 1.4 to 1.6 images made per image "
        "used."
    )


def count_tries_of_others() -> Message:
    return message("Count 1.4 to 1.6")


def nobody_can_buy(models: Sequence[str]) -> Message:
    """Of models that are no longer sold: there is nothing to save on them."""
    names = Items(tuple(dict.fromkeys(models)))
    return message("{models}: nobody can buy this any more, so there is nothing to save on it.", models=names)


def proof(way: Way) -> Message | None:
    """What voters said of the other model of a way; None where it changes no model, or voters found it no worse."""
    if way.lever != "model" or way.kind == "equal" or not way.usable:
        return None
    after = way.costs.books[way.scenario.prices][way.after].model.name
    if way.scores is None:
        if way.present.refs:
            return message("{model} has no score by voters of edits next to the present model.", model=after)
        return message("{model} has no score by voters next to the present model.", model=after)
    _, present, other = way.scores
    wins = wins_in_100(present, other)
    return message(
        "Of 100 votes between the two, {wins} preferred the present model to {model}.", model=after, wins=wins
    )


def change(way: Way) -> Message:
    """`High 20% -> 10%`: what changes, from the present value to the one after."""
    before, after = value(way, way.costs.scenario), value(way, way.scenario)
    match way.key:
        case "quality-high":
            return message("High {before} → {after}", before=before, after=after)
        case "quality-medium":
            return message("Medium {before} → {after}", before=before, after=after)
    return message("{before} → {after}", before=before, after=after)


def value(way: Way, scenario: Scenario) -> Message:
    """The value of a way's field in a scenario, as people read it: of a mix the share that the way turns."""
    workload = scenario.workloads[way.workload - 1]
    if way.key.startswith("quality-"):
        return message("{share}", share=Percent(getattr(workload.quality, way.key.removeprefix("quality-"))))
    if way.lever == "model":
        return as_written(way.costs.books[scenario.prices][workload.model].model.name)
    if way.lever == "prompt":
        return counted("{number} token", "{number} tokens", workload.prompt)
    if way.lever == "size":
        return sizes_message(workload.size)
    text = field_text(workload, way.lever)
    return as_written(whole_percent(Decimal(text)) if way.lever in _PERCENT else text)


def _field_value(text: str, way: Way, workload: Workload) -> Figure:
    """The whole value of a way's field; `text` is that of a link."""
    match way.lever:
        case "quality":
            return mix_message(workload.quality)
        case "size":
            return sizes_message(workload.size)
    return text


def effect(way: Way) -> Message:
    """What a way costs the team; of another model, what its words mean there too."""
    if way.lever != "model":
        return _EFFECTS[way.effect](
            _field_value(way.before, way, way.present), _field_value(way.after, way, way.target)
        )
    book = way.costs.books[way.scenario.prices]
    moves = _EFFECTS[way.effect](book[way.before].model.name, book[way.after].model.name)
    if not way.usable:
        return moves
    workload = way.scenario.workloads[way.workload - 1]
    more = between_models(workload, book[way.before], book[way.after])
    judged = None
    if way.kind == "equal" and not judged_by_team([way.before], way.costs.scenario.accepted):
        judged = judged_otherwise(workload, book[way.after], board_for(way.present, way.costs.books))
    return together([text for text in (moves, proof(way), judged, more) if text is not None])


def reason(way: Way) -> Message:
    """Why a way that is not `usable` cannot be used."""
    return REASONS[way.reason]


def left_out(omission: ExcludedWay) -> Message:
    """Why a way is not taken together with others."""
    return LEFT_OUT[omission.because] if omission.way.usable else reason(omission.way)
