"""The types of the answer of `/api/decide`: savings, goals, levers that move the bill, and spread. See `answers`."""

from typing import Annotated

from typing_extensions import TypedDict

from pricing.decide.ways import SavingKind
from pricing.export.answers import Amount, HeadData, MonthText, PlaceNumber, UnpricedData, about, priced


class _OfLever(TypedDict):
    lever: Annotated[str, about("the key of a field of the link")]
    workload: Annotated[PlaceNumber, about("its number")]


class _OfLeverOrAll(TypedDict):
    lever: Annotated[str, about("the key of a field of the link")]
    workload: Annotated[PlaceNumber | None, about("its number; null: all of them")]


_Before = TypedDict("_Before", {"from": str})


class SameTokensData(TypedDict):
    """A saving by another model, if its images took as many tokens as the present ones."""

    buys: Annotated[str, about("the text of that field")]
    per_month: Annotated[Amount, about("amount a month after it")]
    saving: Annotated[Amount, about("amount a month; below 0 where it costs more")]
    saving_total: Annotated[Amount, about("amount over the months of the horizon that can be bought")]
    percent: Annotated[Amount, about("of the bill that is saved")]


class SavingData(_OfLever, _Before):
    """A way to save."""

    to: str
    per_month: Annotated[Amount, about("amount a month after it")]
    saving: Annotated[Amount, about("amount a month")]
    percent: Amount
    worth: bool
    effect: str
    kind: Annotated[SavingKind, about("what it gives up")]
    saving_total: Annotated[Amount, about("amount over the months of the horizon that can be bought")]
    saving_dearest: Annotated[Amount, about("amount by which the dearest month of the horizon is smaller after it")]
    same_tokens: Annotated[
        SameTokensData | None, about("null where no model changes or its words take as many tokens, or none does")
    ]
    not_worth: Annotated[bool, about("whether it saves too little to be worth the effort")]


class SourceData(TypedDict):
    """A page that was read."""

    title: str
    address: Annotated[str, about("empty for a source that is not on the web")]
    read_on: Annotated[str, about("day, or ../2026-10 for in or before a month")]


class ScoresData(TypedDict):
    """The voters' scores of the models before and after; null if no model changes, or if one has no score."""

    board: str
    day: Annotated[str, about("of the board")]
    before: int
    after: int


class TurnsData(TypedDict):
    """The values at which a saving is no longer worth it, all else equal; null if there is none or it is not known."""

    price: Annotated[Amount | None, about("percent that the rates after it may rise before nothing is saved")]
    images: Annotated[int | None, about("images a day below which it saves too little to be worth the effort")]
    score: Annotated[int | None, about("voters' score below which its model is shown to be worse")]


class NamedSavingData(_OfLever):
    """A saving that a page names first: one of `savings`."""

    to: str
    part: Annotated[Amount, about("percent of the bill that it works on")]
    scores: ScoresData | None
    turns: TurnsData
    sources: Annotated[list[SourceData], about("of the rates after it")]


class GoalData(_OfLever):
    """The furthest value of a lever with which each month of the horizon is within the budget."""

    value: str
    per_month: Annotated[Amount | None, priced("amount of the dearest month of the horizon there")]
    reached: bool
    beyond: Annotated[Amount | None, priced("amount of the dearest month one step further")]


class ModelThatFitsData(_OfLever):
    """A model that fits the budget."""

    value: str
    per_month: Annotated[Amount, about("amount of the dearest month of the horizon")]


class GoalsData(TypedDict):
    """What fits the budget; null without one."""

    budget: Annotated[Amount, about("amount a month")]
    levers: list[GoalData]
    models: list[ModelThatFitsData]
    first_over: MonthText | None


class MoveData(_OfLeverOrAll):
    """The costs at the low and the high value of a lever."""

    low: str
    high: str
    cost_low: Annotated[Amount | None, priced("amount a month")]
    cost_high: Annotated[Amount | None, priced("amount a month")]


class QuantilesData(TypedDict):
    """Three quantiles of the costs."""

    p10: Annotated[Amount, about("10 of 100 cases are below it, USD")]
    p50: Annotated[Amount, about("50 of 100 cases are below it, USD")]
    p90: Annotated[Amount, about("90 of 100 cases are below it, USD")]


class MonthQuantilesData(QuantilesData):
    """Three quantiles of the costs of a month."""

    month: MonthText


class ShareData(_OfLeverOrAll):
    """The part of the spread that a lever explains."""

    percent: Amount


class SetAsideData(TypedDict):
    """The amounts that 9 of 10 cases do not exceed."""

    month: Annotated[Amount, about("amount of the dearest month")]
    total: Annotated[Amount, about("amount over the months that can be bought")]


class SpreadData(TypedDict):
    """The spread of the costs over the plan's ranges; null without ranges."""

    month: Annotated[QuantilesData, about("A month, before growth and events.")]
    total: Annotated[QuantilesData, about("What can be bought over the months.")]
    dearest: Annotated[QuantilesData, about("The month of the horizon that costs most in each case.")]
    within_budget: Annotated[Amount | None, priced("percent of cases in which a month is within the budget")]
    within_every_month: Annotated[
        Amount | None, priced("percent of cases in which no month of the horizon is above the budget")
    ]
    set_aside: Annotated[SetAsideData, about("What is set aside to be 90% sure.")]
    below_middle: Annotated[bool, about("whether more than half of the cases cost more than the plan itself")]
    months: list[MonthQuantilesData]
    share: list[ShareData]


class HorizonData(TypedDict):
    """The costs of the plan itself over its months; null without a price."""

    months: int
    dearest_month: MonthText | None
    dearest: Annotated[Amount | None, priced("amount of that month")]
    total: Annotated[Amount | None, priced("amount over the months that can be bought")]


class LittleData(TypedDict):
    """Two limits: a saving that is smaller than both is not worth the effort."""

    percent: Annotated[Amount, about("of the bill")]
    total: Annotated[Amount, about("amount over the months that can be bought")]


class DecideData(HeadData):
    """Savings, goals and spread of a scenario; values of fields are written as in a link."""

    per_month: Annotated[Amount | None, priced("amount a month")]
    horizon: HorizonData
    little: LittleData
    savings: list[SavingData]
    first: list[NamedSavingData]
    goals: GoalsData | None
    moves: list[MoveData]
    spread: SpreadData | None
    unpriced: list[UnpricedData]
