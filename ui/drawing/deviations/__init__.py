"""The differences of a plan from the start plan, for the line under its title, which has model, volume and day."""

from collections.abc import Callable, Mapping

from pricing.scenario import in_words
from pricing.scenario.labels.messages import listed
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.wording.messages import Message, Money, Percent, as_written, together
from ui.drawing import messages as drawing_messages
from ui.drawing.deviations import messages

_OF_A_WORKLOAD: Mapping[str, Callable[[Workload], Message]] = {
    "quality": lambda workload: as_written(in_words.mix(workload.quality)),
    "size": lambda workload: as_written(in_words.sizes(workload.size)),
    "prompt": lambda workload: messages.prompt(workload.prompt),
    "refs": lambda workload: messages.reference_images(workload.refs),
    "needs": lambda workload: messages.needs(workload.needs),
    "buys": lambda workload: messages.own_qualities(workload.buys),
    "partials": lambda workload: messages.partial_images(workload.partials),
    "thinking": lambda workload: messages.text_given_out(workload.thinking),
    "tries": lambda workload: messages.tries(workload.tries),
    "reuse": lambda workload: messages.reused(Percent(workload.reuse, in_full=True)),
    "batch": lambda workload: messages.batched(Percent(workload.batch, in_full=True)),
    "discount": lambda workload: messages.discount(workload.discount),
    "growth": lambda workload: messages.growth(workload.growth),
    "ranges": lambda workload: messages.ranges(len(workload.ranges)),
}
"""Field of a workload -> the words for its value, in the order in which they are listed."""
_SHARED: Mapping[str, Callable[[Scenario], Message | None]] = {
    "days": lambda scenario: messages.days(scenario.days),
    "start": lambda scenario: messages.starts(scenario.start),
    "months": lambda scenario: drawing_messages.months(scenario.months),
    "budget": lambda scenario: None if scenario.budget is None else messages.budget(Money(scenario.budget, whole=True)),
    "pricerange": lambda scenario: messages.PRICE_RANGE,
    "raterange": lambda scenario: messages.RATE_RANGE,
    "events": lambda scenario: messages.events(len(scenario.events)),
    "own_image": lambda scenario: messages.own_cost_of_an_image(Money(scenario.own_image)),
    "own_month": lambda scenario: messages.own_costs_a_month(Money(scenario.own_month)),
    "peak": lambda scenario: None if scenario.peak is None else messages.peak(scenario.peak),
    "accepted": lambda scenario: messages.trials(len(scenario.accepted)),
    "users": lambda scenario: None if scenario.users is None else messages.users(scenario.users),
    "revenue": lambda scenario: None if scenario.revenue is None else messages.revenue(Money(scenario.revenue)),
}
"""Field that all workloads share -> the words for its value; None for nothing."""


def is_start(scenario: Scenario, start: Scenario) -> bool:
    """Whether a scenario is that of an empty link; its comparison does not matter."""
    title = (scenario.workloads, scenario.prices, scenario.currency)
    return title == (start.workloads, start.prices, start.currency) and deviations(scenario, start) is None


def deviations(scenario: Scenario, start: Scenario, place: int = 0) -> Message | None:
    """The differences from the start plan, in a few words each; None if there are none.

    For several workloads, those of the workload at `place` are separate from those that all share.
    """
    (usual,), workload = start.workloads, scenario.workloads[place]
    of_workload = [
        about(workload) for field, about in _OF_A_WORKLOAD.items() if getattr(workload, field) != getattr(usual, field)
    ]
    shared = [about(scenario) for field, about in _SHARED.items() if getattr(scenario, field) != getattr(start, field)]
    of_plan = [about for about in shared if about is not None]
    if not scenario.several:
        return listed([*of_workload, *of_plan]) if of_workload or of_plan else None
    parts = [messages.of_workload(workload.name, of_workload)] if of_workload else []
    parts += [messages.of_the_plan(of_plan)] if of_plan else []
    return together(parts) if parts else None
