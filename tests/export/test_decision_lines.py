"""What can be decided, one line each, in files for people."""

from pricing.bill.estimate import estimate
from pricing.export.decision_lines import in_lines, markdown
from pricing.scenario import link
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.size import Size
from tests.making import TODAY, plan, several, shipped, usd, workload

MIX = Quality(30, 50, 20)


def lines(scenario: Scenario) -> list[str]:
    return list(in_lines(estimate(scenario, shipped()), shipped(), TODAY))


def test_a_plain_scenario_says_what_saves_and_what_moves_it() -> None:
    assert lines(plan(quality=MIX)) == [
        "What to save on first, one change at a time: "
        "Batch the images that can wait (0% → 100%) saves $1,061.22 a month; "
        "Cheaper size, no fewer pixels (1024x1024 → 1024x1536) saves $459.54 a month; "
        "Move to another model (GPT Image 2 → GPT Image 2.5 Sunburst) saves $1,540.89 a month.",
        "What moves the bill most, a month: Images per day: $1,910 to $2,335; Vendors' prices: $1,910 to "
        "$2,335; High quality: $2,014 to $2,231.",
    ]


def test_a_budget_ranges_and_events_have_a_line_each() -> None:
    scenario = plan(quality=MIX, budget=usd(1500), ranges="images:800..2000", events="2027-03:price:-20", growth=3)
    fits, sure, changes = (line for line in lines(scenario) if line.startswith(("What keeps", "8 in 10", "What ch")))
    assert fits == (
        "What keeps every month within $1,500.00, one change at a time: at most 638 images a day; "
        "at most 5% high quality; 36.19% off list prices; 36.19% reused from your cache; 72.37% sent as a batch."
    )
    assert sure.startswith("8 in 10 cases: $1,880 to $4,701 in the most expensive month, ")
    assert ". 90% sure with $4,701 set aside for the most expensive month, " in sure
    assert sure.endswith("% of the cases no month is above the budget of $1,500.00.")
    assert changes == "What changes: From Mar 2027: vendors' rates -20%."


def test_several_workloads_are_named() -> None:
    scenario = several(workload(name="A", images=100), workload(name="B*C", images=50), budget=usd(100_000))
    (fits,) = (line for line in lines(scenario) if line.startswith("What keeps"))
    assert " A: at most " in fits
    assert " B*C: at most " in fits
    assert " B*C: " not in markdown(estimate(scenario, shipped()), shipped(), TODAY)


def test_without_a_price_nothing_is_decided() -> None:
    unpriced = plan(size=Size(100, 100), budget=usd(10))
    assert lines(unpriced) == []
    assert "## To decide" not in markdown(estimate(unpriced, shipped()), shipped(), TODAY)


def test_it_stands_in_the_markdown_file() -> None:
    scenario = link.parse("budget=1500", shipped(), TODAY).scenario
    assert scenario is not None
    text = markdown(estimate(scenario, shipped()), shipped(), TODAY)
    assert text.index("## To decide") < text.index("- What to save on first") < text.index("## The bill, line by line")


def test_what_nobody_can_buy_has_one_thing_to_decide() -> None:
    whole = estimate(plan(model="gpt-image-1", budget=usd("900")), shipped())
    assert in_lines(whole, shipped(), TODAY) == ("Not sold since 23 Oct 2026: choose another model first.",)
    assert "the budget of" not in markdown(whole, shipped(), TODAY)


def test_a_limit_is_named_only_where_one_step_further_is_too_much() -> None:
    """Not the most that a field can be, and not the volume of a model that nobody can buy."""
    assert not any(line.startswith("What keeps") for line in lines(plan(images=1, budget=usd(10**9))))
    ended = several(workload(name="A"), workload(name="Ended", model="gpt-image-1"), budget=usd(6000))
    (fits,) = (line for line in lines(ended) if line.startswith("What keeps"))
    assert "A: at most" in fits
    assert "Ended" not in fits
