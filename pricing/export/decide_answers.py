"""What `/api/decide` answers: savings, goals, what moves the bill, and the spread. See `answers`."""

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


class SavingData(_OfLever, _Before):
    """A way to save."""

    to: str
    per_month: Annotated[Amount, about("USD a month after it")]
    saving: Annotated[Amount, about("USD a month")]
    percent: Amount
    worth: bool
    effect: str
    kind: Annotated[SavingKind, about("what it gives up")]
    saving_total: Annotated[Amount, about("USD over the months of the horizon that can be bought")]
    not_worth: Annotated[bool, about("whether it saves too little to be worth the effort")]


class NamedSavingData(_OfLever):
    """A saving that a page names first: one of `savings`."""

    to: str


class GoalData(_OfLever):
    """How far a lever may go."""

    value: str
    per_month: Annotated[Amount | None, priced("USD a month there")]
    reached: bool
    beyond: Annotated[Amount | None, priced("USD a month one step further")]


class ModelThatFitsData(_OfLever):
    """A model that fits the budget."""

    value: str
    per_month: Annotated[Amount, about("USD a month")]


class GoalsData(TypedDict):
    """What fits the budget; null without one."""

    budget: Annotated[Amount, about("USD a month")]
    levers: list[GoalData]
    models: list[ModelThatFitsData]
    first_over: MonthText | None


class MoveData(_OfLeverOrAll):
    """What a lever moves."""

    low: str
    high: str
    cost_low: Annotated[Amount | None, priced("USD a month")]
    cost_high: Annotated[Amount | None, priced("USD a month")]


class QuantilesData(TypedDict):
    """Three quantiles of what it costs."""

    p10: Annotated[Amount, about("10 of 100 cases are below it, USD")]
    p50: Annotated[Amount, about("50 of 100 cases are below it, USD")]
    p90: Annotated[Amount, about("90 of 100 cases are below it, USD")]


class MonthQuantilesData(QuantilesData):
    """A month."""

    month: MonthText


class ShareData(_OfLeverOrAll):
    """How much of the spread a lever explains."""

    percent: Amount


class SpreadData(TypedDict):
    """How sure the figures are; null without ranges."""

    month: Annotated[QuantilesData, about("A month, before growth and events.")]
    total: Annotated[QuantilesData, about("What can be bought over the months.")]
    within_budget: Annotated[Amount | None, priced("percent of cases within the budget")]
    months: list[MonthQuantilesData]
    share: list[ShareData]


class DecideData(HeadData):
    """What to change, what fits and how sure it is; texts of fields can be asked for again."""

    per_month: Annotated[Amount | None, priced("USD a month")]
    savings: list[SavingData]
    first: list[NamedSavingData]
    goals: GoalsData | None
    moves: list[MoveData]
    spread: SpreadData | None
    unpriced: list[UnpricedData]
