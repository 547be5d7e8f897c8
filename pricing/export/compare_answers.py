"""The types of the answer of `/api/compare`: services, the choice among them, and the advice. See `answers`."""

from typing import Annotated, Literal, NotRequired

from typing_extensions import TypedDict

from pricing.export.answers import Amount, DayText, HeadData, OriginData, ServiceLineData, Terms, about, priced


class PreferenceData(TypedDict):
    """A model's score by voters: points with their 95% interval."""

    score: int
    low: int
    high: int
    setting: Annotated[str, about("what was voted on; empty where the board does not say")]


class ServiceWorkloadData(TypedDict):
    """A workload at a service."""

    workload: str
    quality: str
    size: str
    moved: str
    per_month: Annotated[Amount | None, priced("amount a month")]


class ServiceData(TypedDict):
    """The scenario at a service."""

    service: str
    name: str
    billing: str
    offered: bool
    per_month: Annotated[Amount | None, priced("amount a month")]
    per_image: Annotated[Amount | None, priced("amount an image that is used")]
    per_generation: Annotated[Amount | None, priced("amount an image that is made")]
    per_megapixel: Annotated[Amount | None, priced("amount a million pixels")]
    per_accepted_image: NotRequired[
        Annotated[Amount | None, about("amount an image that the team accepted; where its own trial is given")]
    ]
    times_cheapest: Annotated[Amount | None, priced("how many times the cheapest")]
    difference: Annotated[Amount | None, priced("amount a month more than the scenario as it is")]
    quality: str
    size: str
    moved: Annotated[str, about("what is bought instead of what has no price there")]
    purchase: Annotated[str, about("the subscriptions to buy")]
    ends: Annotated[str, about("the day on which it ends or ended; else empty")]
    confidence: str
    limits: Annotated[str, about("what keeps it from fitting, and what is not known of it")]
    remark: str
    fits: Annotated[Literal["yes", "unknown", "no"], about("whether it is known to meet every need of the scenario")]
    fits_why: Annotated[str, about("what a source denies, with the source; or what is not in our sources")]
    capacity: Annotated[str, about("what the documented limits of the rate say of the volume")]
    preference: PreferenceData | None
    lines: list[ServiceLineData]
    workloads: NotRequired[list[ServiceWorkloadData]]


class ChoiceData(TypedDict):
    """The cheapest of these services that fits."""

    service: str
    per_month: Annotated[Amount, about("amount a month")]
    saving: Annotated[Amount | None, priced("amount a month less than the scenario as it is")]
    needed_from: DayText | None


class ComparedWorkloadData(TypedDict):
    """A workload, where there are several."""

    name: str
    model: str
    images: int


class CheapestServiceData(TypedDict):
    """The cheapest service of a workload."""

    workload: str
    service: str | None
    per_month: Annotated[Amount | None, priced("amount a month")]


class CheapestForEachData(TypedDict):
    """The cheapest service of each workload, where there are several."""

    workloads: list[CheapestServiceData]
    per_month: Annotated[Amount | None, priced("amount a month")]
    saving: Annotated[Amount | None, priced("amount a month")]


class OfferData(TypedDict):
    """A service of the price book."""

    service: str
    name: str
    per_month: Annotated[Amount, about("amount a month")]


class BoardData(TypedDict):
    """The source of the scores, with the credit that must be shown wherever they are."""

    day: DayText
    title: str
    about: str
    credit: str
    address: str
    changes: str


class WorkloadMoveData(TypedDict):
    """A workload that moves to another model."""

    workload: str
    service: str
    name: str
    saving: Annotated[
        Amount | None,
        about("amount a month less, negative where it costs more; null where nobody can buy its present model"),
    ]


class AdviceData(TypedDict):
    """The service that the page recommends: another one, or to stay."""

    service: str
    name: str
    stay: Annotated[bool, about("whether the scenario is on it already")]
    per_month: Annotated[Amount, about("amount a month")]
    saving: Annotated[
        Amount | None,
        about("amount a month less than the scenario as it is; null where that has no price or is not sold"),
    ]
    because: list[str]
    gives_up: list[str]
    moves: Annotated[
        list[WorkloadMoveData],
        about("where no one service is for all workloads: those that move, each to its own; the costs are after them"),
    ]


class CrossingData(TypedDict):
    """A volume at which two services change places."""

    images: int
    cheaper_below: str
    cheaper_above: str
    always_below: bool


class SeveralData(TypedDict, total=False):
    """The further keys of the comparison of a scenario with several workloads."""

    workloads: list[ComparedWorkloadData]
    cheapest_for_each: CheapestForEachData


class CompareData(HeadData, SeveralData):
    """The same scenario on every service that is compared."""

    comparison: Terms
    left_out: Annotated[str, about("percent of low, medium and high that are bought nowhere")]
    services: list[ServiceData]
    absent: Annotated[list[str], about("services that the price book does not have on that day")]
    choice: ChoiceData | None
    live_in_book: Annotated[int, about("services of the price book that can be bought")]
    choice_in_book: Annotated[OfferData | None, about("the cheapest of these that fits")]
    choice_of_vendor: Annotated[OfferData | None, about("the same of the vendors of the scenario's models")]
    choice_no_worse: Annotated[OfferData | None, about("the same of those that voters found no worse")]
    advice: Annotated[AdviceData | None, about("null where nothing that fits is shown to be as good")]
    preference_board: Annotated[
        BoardData | None, about("of the use of the workloads; of text to image for several uses")
    ]
    crossings: list[CrossingData]


class CompareFileData(CompareData, OriginData):
    """A comparison as a file."""
