"""The Decide page without a browser: what saves most."""

import re
from decimal import Decimal

import pytest

from pages.decide import proposals
from tests.benchmarks.workloads import EIGHT
from tests.pages.planner import address, alts, apply_first, go_to, headline, move, named_first, opened, press, said

START = "start=2026-11&prices=2026-11-24"
TWO = f"v=2&{START}&images=1000&2.name=Heroes&2.images=900&2.tries=2"


def cost_of(query: str) -> str:
    return headline(opened(query))


def test_what_to_do_first_is_named_with_its_saving_and_what_it_gives_up() -> None:
    at = opened(START, "decide/page.py")
    assert not at.exception, at.exception
    (alt,) = alts(at)
    assert alt.startswith(
        "Batch the images that can wait (0% → 100%) saves $1,061.22 a month, the most of the ways here that "
        "keep the images as they are. "
        "Bars: USD per month that each saves, alone, by what it gives up. "
        "Batch the images that can wait saves $1,061.22. "
    )
    assert "FLUX.1 schnell" not in alt
    assert "FLUX.1 schnell" not in said(at)
    at.session_state["ways_unproven"] = True
    at.run()
    assert "FLUX.1 schnell on Cloudflare has no score by voters next to the present model." in said(at)
    assert "Shorter prompts: 100 tokens → 50 tokens saves $7.50 a month. Prompts are 0.7% of this bill." in said(at)


def test_many_ways_that_are_not_worth_it_stand_in_a_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "_FEW", 2)
    at = opened(EIGHT, "decide/page.py")
    assert not at.exception, at.exception
    assert "saves $8.10 a month" not in said(at)
    start = "Under 2% of the bill and under $100 over the horizon: not worth the effort ("
    (fold,) = (fold for fold in at.expander if fold.label.startswith(start))
    at.session_state["ways_small"] = True
    at.run()
    assert fold.label.startswith(f"{start}{len(re.findall(r'(?m)^- .* saves [$]', said(at)))}, ")
    assert (
        "Thumbnails: Shorter prompts: 100 tokens → 50 tokens saves $8.10 a month. Prompts are 0.1% of this bill."
        in said(at)
    )


def test_a_way_has_what_it_costs_its_limit_and_its_source() -> None:
    texts = said(opened(START, "decide/page.py"))
    assert "**Less high quality**  High 20% → 10%" in texts
    assert "**$474.12 a month, 22%**  At most $948.24 at 0%." in texts
    assert "100% of the generations wait in a batch: only for images that nobody waits for. [OpenAI" in texts


def test_a_way_is_turned_and_applied() -> None:
    at = opened(START, "decide/page.py")
    before = address(at)
    slider = next(slider for slider in at.select_slider if slider.label == "Reuse from your cache")
    slider.set_value(40).run()
    assert "0% → 40%" in said(at)
    at.button(key="apply_1_reuse").click().run()
    assert not at.exception, at.exception
    assert address(at)["reuse"] == "40"
    assert headline(at) == cost_of(f"{START}&reuse=40")
    assert f"The plan costs {headline(at)} a month now; before it was $2,122.44." in said(at)
    at.session_state["ways_not"] = True
    at.button(key="applied_undo").click().run()
    assert not at.exception, at.exception
    assert (address(at), headline(at)) == (before, "$2,122.44")
    assert "before it was" not in said(at)


def test_the_plan_is_halved_by_what_gives_up_least() -> None:
    at = opened(f"quality=0-0-100&refs=1&{START}", "decide/page.py")
    before = headline(at)
    at.segmented_control(key="ways_target").set_value("half").run()
    assert not at.exception, at.exception
    assert f"{before} a month becomes " in said(at)
    assert "Gives up: nothing of the images." in said(at)
    at.button(key="apply_target").click().run()
    assert Decimal(headline(at).strip("$").replace(",", "")) * 2 <= Decimal(before.strip("$").replace(",", ""))


def test_several_ways_are_applied_together_as_one_scenario() -> None:
    at = opened(START, "decide/page.py")
    at.multiselect(key="ways_together").set_value(["1_batch", "1_reuse"]).run()
    assert "Together they save $1,273.46 a month, 60%: $2,122.44 becomes $848.98" in said(at)
    press(at, "Apply all of them")
    assert (address(at)["batch"], address(at)["reuse"]) == ("100", "20")
    assert headline(at) == "$848.98"


def test_of_two_ways_of_one_field_the_second_is_left_out_and_said_so() -> None:
    at = opened(START, "decide/page.py")
    at.multiselect(key="ways_together").set_value(["1_quality-high", "1_quality-medium"]).run()
    assert "Less medium quality is left out. It changes what another chosen way changes already." in said(at)


def test_ways_of_several_workloads_are_named_by_them() -> None:
    at = opened(TWO, "decide/page.py")
    texts = said(at)
    assert "**Heroes: Fewer tries**  2 → 1.5" in texts
    at.button(key="apply_2_tries").click().run()
    assert address(at)["2.tries"] == "1.5"


def test_what_cannot_be_used_says_why() -> None:
    at = opened(START, "decide/page.py")
    at.session_state["ways_not"] = True
    at.run()
    assert "- Fewer tries: Every generated image is used already." in said(at)


@pytest.mark.parametrize("query", [f"model=dall-e-3&quality=100-0-0&{START}", f"images=0&{START}"])
def test_where_nothing_can_be_saved_it_says_so(query: str) -> None:
    at = opened(query, "decide/page.py")
    assert not at.exception, at.exception
    infos = "".join(str(info.value) for info in at.info)
    infos += "".join(str(warning.value) for warning in at.warning)
    assert "nothing to save on" in infos or "makes this bill smaller" in said(at)
    assert not alts(at)


def test_the_plan_names_the_best_three() -> None:
    at = opened(START)
    assert re.findall(r"[$][\d,]+ less a month, \d+%", said(at)) == [
        "$1,061 less a month, 50%",
        "$460 less a month, 22%",
        "$1,541 less a month, 73%",
    ]
    for kind in ("The same images", "Another shape", "Another model, no worse to voters"):
        assert kind in said(at)
    apply_first(at, "1_batch")
    assert address(at)["batch"] == "100"
    assert "The plan costs $1,061.22 a month now; before it was $2,122.44." in said(at)


def test_of_several_workloads_a_saving_names_its_own() -> None:
    at = opened(f"v=2&name=Small&images=200&2.name=Large&2.images=2000&{START}")
    ways = named_first(at)
    assert ways
    assert all(way["name"].startswith("Large") and way["id"].startswith("2_") for way in ways)


def test_a_trial_is_pasted_and_counts_from_then_on() -> None:
    at = opened(START, "decide/page.py")
    at.session_state["trial_open"] = True
    at.run()
    assert not at.exception, at.exception
    assert "Making 30 images on each of" in said(at)
    table = "prompt,gpt-image-2,gpt-image-2.5-flare\na,1,1\nb,0,1\n"
    at.text_area(key="trial_filled").set_value(table).run()
    assert not at.exception, at.exception
    assert address(at)["accepted"] == "gpt-image-2:50,gpt-image-2.5-flare:100"
    assert "GPT Image 2: 1 of 2 accepted; of all its images between" in said(at)
    at.text_area(key="trial_filled").set_value("prompt,gpt-image-2\na,maybe\n").run()
    assert "maybe" in "".join(str(error.value) for error in at.error)
    assert address(at)["accepted"] == "gpt-image-2:50,gpt-image-2.5-flare:100"


def test_a_link_to_a_saving_opens_its_tab_and_its_fold_until_the_plan_changes() -> None:
    at = opened(START, "decide/page.py")
    at.session_state["decide_tab"] = "What fits a budget?"
    at.run()
    go_to(at, f"{START}&saving=1_model")
    assert not at.exception, at.exception
    assert at.session_state["decide_tab"] == "What saves most?"
    assert "FLUX.1 schnell on Cloudflare has no score by voters" in said(at)
    assert address(at)["saving"] == "1_model"
    at.session_state["decide_tab"] = "What fits a budget?"
    at.run()
    assert at.session_state["decide_tab"] == "What fits a budget?"
    move(at, images="500")
    assert "saving" not in address(at)
