"""What the controls of a plan say."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.prices.schema import Tier
from pricing.scenario.scenario import Contract
from pricing.values.size import Size
from pricing.wording.messages import CurrencyCode, Items, Message, Money, Percent, counted, message

NEEDS_LABEL = message("What the images need")
NEEDS_HELP = message("Another model is proposed only where it is known to do this.")
QUALITIES_BUTTON = message("Qualities of the vendor")


def qualities_about(model: str) -> Message:
    return message("Which quality of {model} is bought for each share of the mix.", model=model)


def quality_label(tier: Tier) -> Message:
    match tier:
        case "low":
            return message("Low quality is")
        case "medium":
            return message("Medium quality is")
        case "high":
            return message("High quality is")


OWN_CHOICE = message("Use the usual qualities")
THINKING_LABEL = message("Text given out, tokens per image")
THINKING_HELP = message("Tokens of text and thinking that a generation gives out beside its image.")
PARTIALS_LABEL = message("Partial images streamed")


def partials_help(tokens: int) -> Message:
    return message("For each image, {tokens} output tokens each.", tokens=tokens)


def count_text(tokens: int) -> Message:
    return message("Count {tokens} tokens of text", tokens=tokens)


PEAK_HELP = message("3 means that the busiest minute has three times the images of the average minute.")


def buy_qualities(qualities: Sequence[str]) -> Message:
    """What low, medium and high buy."""
    low, medium, high = qualities
    return message("Buy {low}, {medium} and {high}", low=low, medium=medium, high=high)


def equal_effort(old: str, new: str) -> Message:
    return message(
        "{new} takes other tokens than {old} for the same quality. With these its images take as many as before.",
        old=old,
        new=new,
    )


CONTRACT_LABEL = message("In a comparison the discount counts")


def contract_places(vendor: str) -> Mapping[Contract, Message]:
    return {"vendor": message("At {vendor} alone", vendor=vendor), "everywhere": message("At every service")}


ACCEPTED_LABEL = message("Accepted in your own trial, %")
ACCEPTED_HELP = message("Of the images that this model made for you. It counts more than what voters say.")


def plan_with(model: str) -> Message:
    """A button to the plan on the model that takes over."""
    return message("Plan with {model}", model=model)


def plan_with_like_effort(model: str) -> Message:
    return message("Plan with {model} at like effort", model=model)


AT_LIST_PRICES = message("today's list prices, the same names of quality")


def nearest_tokens(qualities: Sequence[str]) -> Message:
    """What low, medium and high buy."""
    low, medium, high = qualities
    return message(
        "today's list prices; low is {low}, medium is {medium} and high is {high}, which are nearest to "
        "the present tokens",
        low=low,
        medium=medium,
        high=high,
    )


# The currency of the plan.

CURRENCY_HELP = message("Vendors' prices are in US dollars. Amounts that you typed are converted at the same rate.")


def currency_name(code: str, name: str) -> Message:
    return message("{code}: {name}", code=code, name=name)


def currency_at_rate(code: str, name: str, rate: Decimal, day: dt.date) -> Message:
    return message("{code}: {name}, {rate} for one USD on {day}", code=code, name=name, rate=rate, day=day)


def currency_without_rate(code: str, name: str) -> Message:
    return message("{code}: {name}, at a rate of your own", code=code, name=name)


RATE_HELP = message("A rate of your own counts instead of the reference rate, from the day on which you type it.")


def take_reference_rate(rate: Decimal, currency: str, day: dt.date) -> Message:
    return message("Use the reference rate of {day}: {rate} {currency}", day=day, rate=rate, currency=currency)


UNDO, APPLY = message("Undo"), message("Apply")
CLOSE = message("Close")


def applied(done: str, before: Decimal | None, after: Decimal | None) -> Message:
    """What was changed in the plan, and what it costs then; USD a month, None without a price."""
    if before is None or after is None:
        return message("{change}: done.", change=done)
    return message(
        "{change}. The plan costs {after} a month now; before it was {before}.",
        change=done,
        after=Money(after),
        before=Money(before),
    )


SAMPLE_PLAN = message("A sample plan: change it to yours.")
NEW_PLAN = message("New plan")


def counted_prompt(tokens: int, cost: Decimal | None) -> Message:
    """Below a prompt that was counted: what it has, and what all prompts of a month cost."""
    if cost is None:
        return counted("{number} token", "{number} tokens", tokens)
    return counted("{number} token, {cost} a month", "{number} tokens, {cost} a month", tokens, cost=Money(cost))


MODEL = message("Model")
COST_A_MONTH = message("Cost per month")
CHOOSE = message("Choose")
USE = message("Use this")
VENDOR = message("Vendor")
BILLS = message("Billed")
LIFE = message("Availability")
EVERY_MODEL = message("Cost on every model")


def about_every_model(workload: str) -> Message:
    if workload:
        return message(
            "A month of {workload} at its qualities and sizes. Models that have ended come last.", workload=workload
        )
    return message("A month at these qualities and sizes. Models that have ended come last.")


EVERY_MODEL_ALT = message("What the workload costs a month on every model")


def bills_by(tokens: bool) -> Message:
    return message("by tokens") if tokens else message("by image")


def in_the_plan(life: str) -> Message:
    return message("in the plan, {life}", life=life) if life else message("in the plan")


def model_option(model: str, vendor: str, tokens: bool, cost: Decimal | None) -> Message:
    """A line of the list of models; `cost` is that of a medium image of 1024x1024."""
    if cost is None:
        return message("{model} · {vendor} · not priced", model=model, vendor=vendor)
    bills, money = bills_by(tokens), Money(cost)
    return message(
        "{model} · {cost} per medium image · {vendor}, {bills}", model=model, vendor=vendor, bills=bills, cost=money
    )


def without_total(name: str) -> Message:
    """A line of the list of models: what is no model of a plan."""
    return message("{name} · no total here", name=name)


PRICES_HELP = message("The bill uses the list prices that are valid on this day.")
GUIDE_LABEL = message("Prices of the May 2025 guide")
GUIDE_HELP = message("The guide's own table instead of the vendors' list prices.")


def all_on(model: str, workloads: int) -> Message:
    """That every workload is on a model now."""
    if workloads > 1:
        return message("All {workloads} workloads are on {model} now.", workloads=workloads, model=model)
    return message("The plan is on {model} now.", model=model)


def model_moved(model: str, moved: Sequence[Message]) -> Message:
    """What a change to a model changed besides."""
    return message("With {model}, these change too: {changes}.", model=model, changes=Items(tuple(moved), "list"))


def prices_moved(moved: Sequence[Message], *, guide: bool) -> Message:
    changes = Items(tuple(moved), "list")
    if guide:
        return message("With the prices of the May 2025 guide, these change too: {changes}.", changes=changes)
    return message("With the list prices, these change too: {changes}.", changes=changes)


def day_moved(before: dt.date, after: dt.date) -> Message:
    return message("the price date is {after}, as there was no price on {before}", before=before, after=after)


def model_moved_to(model: str, lacking: str = "") -> Message:
    """`lacking`: the model before, of which there is no price; none where one comes back."""
    if not lacking:
        return message("the model is {model} again", model=model)
    return message("the model is {after}, as there is no price of {before}", before=lacking, after=model)


def mix_moved(mix: str | Message) -> Message:
    return message("the quality mix is {mix}", mix=mix)


def size_moved(before: str | Message, after: str | Message) -> Message:
    return message("the resolution is {after} instead of {before}", before=before, after=after)


DISCOUNT_GONE = message("the discount is none, as it counts at its own vendor alone")


PROMPT_HELP = message("About four English characters a token.")
TRIES_HELP = message("1.3 means 13 images made for 10 that are used.")
REUSE_HELP = message("The part of the delivered images that you already have and use again.")
BATCH_HELP = message("Generations that can wait for batch rates.")
DISCOUNT_HELP = message("A contract or a relay; below 0 a surcharge, such as that of a region.")
GROWTH_HELP = message("More images each month.")
REFS_HELP = message("On average, for edits and style transfer.")
BUDGET_HELP = message("The first month above it is marked.")
OWN_IMAGE_HELP = message("Storage, delivery, moderation, review: of each delivered image.")
OWN_MONTH_HELP = message("What you pay each month, however many images.")
USERS_HELP = message("Active in a month. Gives the cost of a user.")
REVENUE_HELP = message("Of one user. Gives the share of revenue.")
DOUBLES_IN = message("Doubles in, months")
COUNT_PROMPT = message("Count a prompt's tokens")
PASTE_PROMPT = message("Paste a prompt here; it stays on this server.")
LOW_FIDELITY = message("low")
HIGH_FIDELITY = message("high")
MIX_OF_SIZES = message("Mix of sizes")


def costs_there(cost: Decimal | None, how: str) -> Message:
    """What a workload costs on another model, and how it is then made."""
    if cost is None:
        return message("not priced; {how}", how=how)
    return message("{cost} a month, {how}", cost=Money(cost), how=how)


def takes_tokens(accepts: Message, tokens: int) -> Message:
    return message("{accepts}; this text has {tokens}", accepts=accepts, tokens=tokens)


def share_of_size(size: Size) -> Message:
    return message("{size}, percent", size=size)


def gets_the_rest(size: Size, rest: int) -> Message:
    return message("{size} gets the rest: {share}", size=size, share=Percent(rest))


WORKLOAD_COSTS = message("Workload, {currency} per month", currency=CurrencyCode())
ADD = message("Add")
ADD_WORKLOAD = message("Add a workload")
ABOUT_ADDING = message("One more use of images, with a model, a volume and a mix of its own. The total adds them up.")
COPY_THIS = message("A copy of this one")
FROM_EXAMPLE = message("or the workload of an example")
AN_EXAMPLE = message("An example")
NAME = message("Name")
RENAME = message("Rename")
REMOVE = message("Remove")


def copy_of(workload: str) -> Message:
    return message("A copy of {workload}", workload=workload)


def removes(workload: str) -> Message:
    return message("Removes {workload}. Your browser's Back undoes it.", workload=workload)


def workloads_full(most: int) -> Message:
    return message(
        "A plan has at most {most} workloads. Remove one, or save a second plan for what is left.", most=most
    )


def not_taken(typed: str, takes: str, kept: str = "") -> Message:
    if kept:
        return message(
            "“{typed}” is not accepted. Enter {takes}. The plan keeps {kept}.", typed=typed, takes=takes, kept=kept
        )
    return message("“{typed}” is not accepted. Enter {takes}.", typed=typed, takes=takes)


def old_figures(label: str, typed: str) -> Message:
    return message("{label}: “{typed}” is not accepted, so these are the old figures.", label=label, typed=typed)
