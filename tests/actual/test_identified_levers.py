"""Plans are billed from the engine with a known change: what sets them right is that change, or nothing is offered."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from pricing.actual.conclusion import Conclusion, Wanted, conclude, months_in, right_messages
from pricing.actual.plan_side import WorkloadPlan, plan_of_month
from pricing.actual.readers.recognise import read
from pricing.bill.estimate import estimate
from pricing.scenario.events import Event
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import of_fraction, plain
from pricing.values.month import Month
from pricing.wording.messages import words
from tests.actual import own_bill
from tests.making import LANDSCAPE, PORTRAIT, SQUARE, TODAY, plan, several, shipped, workload

OCTOBER = Month(2026, 10)
TOKENS = ("gpt-image-2", "gpt-image-1.5", "gpt-image-1-mini")
_METERS = {
    "text_input": "text, input",
    "image_input": "image, input",
    "image_output": "image, output",
    "text_output": "text, output",
}


def drawn(seed: int) -> Scenario:
    """A plan whose October is a month of its horizon."""
    dice = random.Random(seed)

    def one(name: str, model: str) -> Workload:
        return workload(
            name=name,
            model=model,
            images=dice.choice([40, 700, 1000, 12_500]),
            quality=dice.choice([Quality(0, 100, 0), Quality(30, 50, 20), Quality(100, 0, 0)]),
            size=dice.choice([SQUARE, LANDSCAPE, PORTRAIT]),
            prompt=dice.choice([40, 100, 1500]),
            refs=Decimal(dice.choice([0, 0, 1, 3])),
            tries=Decimal(dice.choice(["1", "1.4"])),
            reuse=Decimal(dice.choice([0, 20])),
            discount=Decimal(dice.choice([0, 0, 12])),
            growth=Decimal(dice.choice([0, 10, -5])),
        )

    models = dice.sample(TOKENS, dice.choice([1, 1, 2, 3]))
    events = dice.choice(
        [
            (),
            (Event(Month(2026, 9), None, None, "images", Decimal(50)),),
            (Event(Month(2026, 10), None, None, "price", Decimal(-20)),),
        ]
    )
    made = several(*(one(f"W{place}", model) for place, model in enumerate(models)))
    return replace(made, start=Month(2026, dice.choice([8, 9, 10])), events=events)


CHANGES: Mapping[str, Callable[[random.Random, Scenario], tuple[str, object]]] = {
    "nothing": lambda dice, whole: ("", None),
    "images": lambda dice, whole: ("images", whole.workloads[0].images * dice.choice([3, 5, 8]) // 4),
    "discount": lambda dice, whole: ("discount", Decimal(dice.choice([5, 20, 33]))),
    "prompt": lambda dice, whole: ("prompt", whole.workloads[0].prompt * dice.choice([2, 5])),
    "refs": lambda dice, whole: ("refs", whole.workloads[0].refs + dice.choice([1, 2])),
    "quality": lambda dice, whole: ("quality", Quality(20, 60, 20)),
    "tries": lambda dice, whole: ("tries", Decimal("1.9")),
    "thinking": lambda dice, whole: ("thinking", 335),
}


def as_reports(whole: Scenario, days: int) -> list[tuple[str, str]]:
    """OpenAI's reports on costs, images and completions."""
    bill, part = estimate(whole, shipped()), Fraction(1)
    return [
        ("costs.json", own_bill._costs(bill, OCTOBER, part, days)),
        ("images.json", own_bill._images(bill, OCTOBER, part, days)),
        ("tokens.json", own_bill._tokens(bill, OCTOBER, part, days)),
    ]


def as_costs_and_images(whole: Scenario, days: int) -> list[tuple[str, str]]:
    return as_reports(whole, days)[:2]


def as_costs(whole: Scenario, days: int) -> list[tuple[str, str]]:
    return as_reports(whole, days)[:1]


def as_costs_and_tokens(whole: Scenario, days: int) -> list[tuple[str, str]]:
    reports = as_reports(whole, days)
    return [reports[0], reports[2]]


def as_own_table(whole: Scenario, days: int) -> list[tuple[str, str]]:
    """A German table of a day, a model, images and a cost, with a total at its end."""
    rows = [["Datum", "Modell", "Bilder", "Kosten (USD)"]]
    total = Fraction(0)
    for each, day, part in _daily(whole, days):
        cost = sum(each.costs.values(), Fraction(0)) * part
        total += cost
        text = plain(of_fraction(cost)).replace(".", ",")
        rows.append(
            [f"{day:02d}.10.2026", each.model, plain(of_fraction(each.generated * part)).replace(".", ","), text]
        )
    rows.append(["Summe", "", "", plain(of_fraction(total)).replace(".", ",")])
    return [("mine.csv", _csv(rows, ";"))]


def as_focus(whole: Scenario, days: int) -> list[tuple[str, str]]:
    """FOCUS, a row for each component and day, with tokens, and a tax that is no usage."""
    header = "BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd"
    rows = [[*header.split(","), "ConsumedQuantity", "ConsumedUnit", "ProviderName"]]
    for each, day, part in _daily(whole, days):
        start, end = f"2026-10-{day:02d}T00:00:00Z", f"2026-10-{day:02d}T23:59:59Z"
        for component, cost in each.costs.items():
            name, count = f"{each.model} {_METERS[component]}", each.quantities[component] * part
            cells = [plain(of_fraction(cost * part)), "USD", "Usage", name, start, end, plain(of_fraction(count))]
            rows.append([*cells, "Tokens", "OpenAI"])
    rows.append(["19", "USD", "Tax", "VAT", start, end, "", "", "OpenAI"])
    return [("focus.csv", _csv(rows, ","))]


def _daily(whole: Scenario, days: int) -> Iterator[tuple[WorkloadPlan, int, Fraction]]:
    for each in plan_of_month(estimate(whole, shipped()), OCTOBER):
        for day in range(1, days + 1):
            yield each, day, Fraction(1, OCTOBER.days)


def _csv(rows: list[list[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


FORMATS = (as_reports, as_costs_and_images, as_costs, as_costs_and_tokens, as_own_table, as_focus)


def concluded(whole: Scenario, files: list[tuple[str, str]]) -> Conclusion:
    read_files = [read(name, text.encode(), TODAY) for name, text in files]
    assert not [question for file in read_files for question in file.questions]
    bill = estimate(whole, shipped())
    return conclude(bill, months_in(read_files, {}), read_files, shipped(), TODAY, {}, Wanted(OCTOBER))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("written", FORMATS)
def test_exactly_the_change_is_found_or_nothing_is_offered(
    written: Callable[[Scenario, int], list[tuple[str, str]]], change: str
) -> None:
    for seed in range(6):
        dice = random.Random(f"{seed} {change}")
        whole = drawn(seed)
        lever, value = CHANGES[change](dice, whole)
        real = whole if not lever else whole.with_workload(0, **{lever: value})
        found = concluded(whole, written(real, dice.choice([31, 20])))
        right, month = found.right, found.variances[OCTOBER]
        assert right is not None
        offered = {(each.lever, each.workload): each.value for each in right.levers}
        if not lever or month.as_planned:
            assert offered == {} or change != "nothing"
        if not offered:
            continue
        assert set(offered) <= {("images" if lever == "tries" else lever, 1)}, (seed, change, written.__name__)
        after = concluded(right.scenario, written(real, 31))
        assert after.variances[OCTOBER].as_planned, (seed, change, written.__name__)
        if lever != "tries":
            assert right.scenario == real, (seed, change, written.__name__)


def test_a_change_that_counts_tell_is_found() -> None:
    """Not only is nothing wrong offered: with counts of everything each lever is found."""
    whole = plan(start=OCTOBER, refs=1)
    for lever, value in (("images", 1500), ("discount", Decimal(20)), ("prompt", 300), ("refs", Decimal(2))):
        found = concluded(whole, as_reports(whole.with_workload(0, **{lever: value}), 31))
        assert found.right is not None
        assert [each.lever for each in found.right.levers] == [lever]
        assert found.right.scenario == whole.with_workload(0, **{lever: value})


def test_a_plan_in_another_currency_counts_dollars_at_its_rate_and_its_own_as_they_are() -> None:
    whole = replace(plan(start=OCTOBER), currency="CNY", rate=Decimal("7.1"))
    in_dollars = concluded(whole, as_reports(plan(start=OCTOBER), 31))
    assert in_dollars.variances[OCTOBER].as_planned
    assert in_dollars.variances[OCTOBER].actual == Decimal("1595.4") * Decimal("7.1")
    assert in_dollars.year is not None
    assert in_dollars.year.total == Decimal("4786.2") * Decimal("7.1")
    own = "Date,Model,Amount,Currency\n2026-10-01,gpt-image-2,11000,CNY\n2026-10-31,gpt-image-2,327.34,CNY\n"
    in_yuan = concluded(whole, [("own.csv", own)])
    assert (in_yuan.variances[OCTOBER].as_planned, in_yuan.questions) == (True, ())
    more = concluded(whole, as_reports(plan(start=OCTOBER, images=1500), 31)).right
    assert more is not None
    assert more.scenario == whole.with_workload(0, images=1500)


def test_text_given_out_is_identified_where_its_tokens_are_counted() -> None:
    whole = plan(start=OCTOBER, model="gpt-image-1.5")
    real = whole.with_workload(0, thinking=335)
    found = concluded(whole, as_reports(real, 31))
    assert found.right is not None
    assert [(each.lever, each.value) for each in found.right.levers] == [("thinking", "335")]
    assert [part.code for part in found.variances[OCTOBER].visible_parts] == ["text"]
    untold = concluded(whole, as_costs_and_images(real, 31)).right
    assert untold is not None
    assert untold.levers == (), "its tokens are not counted"


@pytest.mark.parametrize(("images_of_a_call", "offered"), [(4, []), (1, ["prompt"])])
def test_the_tokens_of_a_prompt_for_several_images_are_no_prompt_of_one(
    images_of_a_call: int, offered: list[str]
) -> None:
    """A log of calls with 800 tokens each, of which only the tokens tell how many images they made."""
    calls = 40 // images_of_a_call
    header = "request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model"
    tokens = 1756 * images_of_a_call
    rows = [
        f"{day}-{call},aimage_generation,{800 * 5e-6 + tokens * 30e-6:.6f},800,{tokens},2026-10-{day:02d},gpt-image-2"
        for day in range(1, 32)
        for call in range(calls)
    ]
    right = concluded(replace(plan(start=OCTOBER, images=40), days=31), [("log.csv", "\n".join([header, *rows]))]).right
    assert right is not None
    assert [lever.lever for lever in right.levers] == offered


def test_a_lever_that_would_move_tenfold_is_not_offered() -> None:
    whole = plan(start=OCTOBER, images=10)
    found = concluded(whole, as_reports(plan(start=OCTOBER, images=1000), 31))
    assert found.right is not None
    assert (found.right.levers, found.right.is_far) == ((), True)
    assert "ten times" in words(right_messages(whole, found)[0])


def test_several_changes_that_are_counted_are_found_together() -> None:
    whole = plan(start=OCTOBER)
    real = plan(start=OCTOBER, images=900, prompt=140)
    found = concluded(whole, as_reports(real, 31))
    assert found.right is not None
    assert {each.lever: each.value for each in found.right.levers} == {"images": "900", "prompt": "140"}
    assert found.right.scenario.workloads == real.workloads
