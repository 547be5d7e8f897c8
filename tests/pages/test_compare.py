"""The Compare page, without a browser."""

import re
from typing import Any

import pandas as pd
import pytest

from pricing.prices.services import services
from pricing.scenario.comparison import MOST_SERVICES, START_SERVICES
from tests.compare.looking import assert_comparison, cell, open_tab, opened, side_by_side, use
from tests.making import shipped
from tests.pages import planner

ALL = tuple(services(shipped().listed))
TABS = ["Cost and votes", "By service", "By volume", "By quality", "Guide and vendors", "For a developer"]
PARTS = [ALL[first : first + MOST_SERVICES] for first in range(0, len(ALL), MOST_SERVICES)]


STARTED = f"services={','.join(START_SERVICES)}"
OPENING = "gpt-image-2,gpt-image-2.5-sunburst,cloudflare-flux-1-schnell,midjourney,stability-ai,dall-e-3"


def test_opens_with_what_a_decision_is_between() -> None:
    """The plan's model, the cheapest of OpenAI and of all, and the well-known ones; DALL-E 3 is no longer sold."""
    at = opened()
    assert_comparison(at, services=OPENING)
    shown = side_by_side(at)
    assert list(shown["Cost a month"].items()) == [
        ("FLUX.1 schnell on Cloudflare", "$19.01"),
        ("Midjourney", "$180.00"),
        ("GPT Image 2.5 Sunburst", "$581.55"),
        ("Stability AI", "$1,155.00"),
        ("GPT Image 2", "$2,122.44"),
        ("DALL-E 3", "$1,440.00"),
    ]
    assert list(shown["Does the job"]) == ["fits", "does not fit", "fits", "fits", "fits", "does not fit"]
    assert shown.loc["GPT Image 2", "Makes this volume"] == "5 images a minute at Tier 1"
    assert planner.figures(at) == ["$2,122.44", "$581.55"]
    assert planner.panel(at)["figure"]["label"] == "On GPT Image 2"
    (recommended,) = at.metric
    assert str(recommended.label).replace("\\", "") == "Recommended: GPT Image 2.5 Sunburst"
    planner.unfold(at, "choice_open")
    text = planner.said(at)
    (on_sale,) = set(re.findall(r"Of the (\d+) services on sale in the price book", text))
    assert int(on_sale) > 100
    best = "GPT Image 2.5 Sunburst is the cheapest that fits and that voters found no worse than GPT Image 2."
    cheapest = (
        "the cheapest that fits is FLUX.1 schnell on Cloudflare: $19.01 a month. "
        "Nothing in our sources shows it to be as good."
    )
    for rest in (best, cheapest):
        assert f"Of the {on_sale} services on sale in the price book, {rest}" in text


def test_one_click_puts_what_is_recommended_into_the_plan() -> None:
    at = opened()
    at.button(key="use_advice").click().run()
    assert_comparison(at, model="gpt-image-2.5-sunburst")
    assert str(at.metric[0].label).replace("\\", "") == "Recommended: stay on GPT Image 2.5 Sunburst"
    assert "none that fits and is shown to be no worse than GPT Image 2.5 Sunburst costs less" in planner.said(at)
    assert not [button for button in at.button if button.key == "use_advice"]


def test_what_it_opened_with_stays_as_the_plan_changes() -> None:
    at = planner.opened("images=640", page="compare/page.py")
    assert_comparison(at, services=OPENING, images="640")
    at.switch_page("plan/page.py").run()
    at.selectbox(key="model").set_value("recraft-v3").run()
    at.switch_page("compare/page.py").run()
    assert_comparison(at, services=OPENING, model="recraft-v3")


def test_a_link_that_compares_and_names_no_services_keeps_the_frozen_ones() -> None:
    at = opened("relax=0")
    assert_comparison(at, services=",".join(START_SERVICES))
    assert side_by_side(at)["Cost a month"].to_dict() == {
        "GPT Image 1": "$1,744.92",
        "DALL-E 3": "$1,440.00",
        "Midjourney": "$180.00",
        "Stability AI": "$1,155.00",
        "GPT Image 2": "$2,122.44",
    }
    assert planner.figures(at) == ["$2,122.44", "$581.55"]
    because = "Midjourney has no API, and its terms forbid automation."
    planner.unfold(at, "choice_open")
    assert f"At $180.00 a month Midjourney costs less, but does not fit: {because}" in planner.said(at)


def test_what_is_not_priced_stands_last_and_no_cell_is_empty() -> None:
    at = opened(f"{STARTED}&refs=1&own=Kontor~price~0.01~0.01~0.01")
    shown = side_by_side(at)
    unpriced = list(shown["Cost a month"] == "not priced")
    assert unpriced == sorted(unpriced)
    assert (shown.drop(columns="Choose") != "").all(axis=None)


def test_a_service_is_put_into_the_plan_with_what_it_has_a_price_for() -> None:
    """The plan then costs what the row said."""
    at = opened("services=gpt-image-2,ideogram-2.0")
    cost = cell(at, "Ideogram 2.0", "Cost a month")
    use(at, "Ideogram 2.0")
    assert_comparison(at, model="ideogram-2.0", quality="30-70-0")
    assert planner.headline(at) == cost
    changed = "With Ideogram 2.0, these change too: the quality mix is 30% low, 70% medium."
    note = f"The plan is on Ideogram 2.0 now. {changed}"
    assert note in planner.said(at)
    at.run()
    assert note not in planner.said(at)


def test_a_service_is_put_into_every_workload_and_that_is_said() -> None:
    at = opened(f"{WORKLOADS}&services=gpt-image-2.5-flare")
    cost = cell(at, "GPT Image 2.5 Flare", "Cost a month")
    use(at, "GPT Image 2.5 Flare")
    assert_comparison(at, **dict.fromkeys(("model", "2.model", "3.model"), "gpt-image-2.5-flare"))
    assert planner.headline(at) == cost
    assert "All 3 workloads are on GPT Image 2.5 Flare now." in planner.said(at)


def test_a_late_press_takes_the_service_it_stood_beside() -> None:
    """At 100,000 images a day Midjourney stands elsewhere."""
    at = opened("services=dall-e-3,midjourney,flux-2-pro&images=10")
    before = list(side_by_side(at).index)
    planner.move(at, images="100000")
    assert list(side_by_side(at).index) != before
    planner.press_in_table(at, "flux-2-pro")
    assert_comparison(at, model="flux-2-pro")


def test_what_cannot_be_used_has_no_button_and_says_why() -> None:
    shown = side_by_side(opened(f"{STARTED}&own=Kontor~price~0.01~0.01~0.01"))
    assert shown[shown["Choose"] == ""]["Good to know"].to_dict() == {
        "Kontor (yours)": "A plan cannot be on it: it is your own service. You know what its images look like.",
        "Midjourney": (
            "Midjourney has no API, and its terms forbid automation. A plan cannot be on it: it is a subscription."
        ),
        "Stability AI": ("A plan cannot be on it: it sells 7 models. It has what the plan asks for."),
        "GPT Image 2": "This is the plan's own model. It has what the plan asks for.",
        "DALL-E 3": "DALL-E 3 is no longer sold since 12 May 2026 (OpenAI deprecations).",
        "GPT Image 1": "GPT Image 1 is no longer sold since 23 Oct 2026 (OpenAI deprecations).",
    }
    at = opened("services=gpt-image-2.5-flare,gpt-image-2")
    assert dict(side_by_side(at)["Choose"]) == {"GPT Image 2.5 Flare": "Use this", "GPT Image 2": ""}


def test_what_a_source_denies_is_said_before_what_is_not_known() -> None:
    shown = side_by_side(opened(f"{STARTED}&refs=1"))
    assert shown.loc["Stability AI", "Does the job"] == "does not fit"
    assert shown.loc["Stability AI", "Good to know"] == (
        "Stable Image Core does not edit images (Copy of Stability's OpenAPI: generate). A plan cannot be on it: "
        "it sells 7 models."
    )


def test_how_it_was_compared_is_sent_while_its_fold_is_open() -> None:
    at = opened(STARTED)
    assert "can be called by a program" not in planner.said(at)
    planner.unfold(at, "how_compared")
    assert "can be called by a program" in planner.said(at)
    more = pd.DataFrame(at.dataframe[-1].value).set_index("Service")
    assert more["Times the cheapest"].to_dict() == {
        "Midjourney": "1.00",
        "Stability AI": "6.42",
        "GPT Image 2": "11.79",
        "DALL-E 3": "not ranked",
        "GPT Image 1": "not ranked",
    }
    assert more.notna().all(axis=None)
    assert (more != "").all(axis=None)


@pytest.mark.parametrize(
    ("services", "kind"), [("gpt-image-2.5-flare", "bar"), ("cloudflare-flux-1-schnell", "scatter")]
)
def test_bars_start_at_zero_and_a_wide_spread_is_points(services: str, kind: str) -> None:
    at = opened(f"services={services}")
    open_tab(at, "By service")
    (figure,), (alt,) = planner.specs(at), planner.alts(at)
    assert [data["type"] for data in figure["data"]] == [kind]
    logarithmic = figure["layout"]["xaxis"].get("type") == "log"
    assert logarithmic == (kind == "scatter") == ("points, not bars" in alt)
    assert logarithmic == ("points, not bars" in str(figure["layout"]["xaxis"].get("title")))


def test_the_line_of_what_only_people_use_ends() -> None:
    """A Mega plan has 3,600 GPU minutes; 30% draft, 50% SD and 20% HD take 0.17 an image: 21,176 a month."""
    at = opened(STARTED)
    open_tab(at, "By volume")
    assert (
        "Midjourney has no API, and its terms forbid automation. "
        "Its line in the chart ends at 705 images a day, the most that one person can make by hand with the 60 GPU "
        "hours a month of its largest plan, Mega."
    ) in planner.said(at)
    planner.unfold(at, "volume_table")
    volumes = pd.DataFrame(at.dataframe[0].value).set_index("Images")
    assert volumes["Midjourney"].dropna().index.max() == 705
    assert volumes.drop(columns="Midjourney").notna().all(axis=None)
    assert at.dataframe[0].proto.placeholder == "more than one person makes by hand"


def test_lines_by_volume_are_named_at_their_ends() -> None:
    """No legend; what ends in the middle is named there, and volumes are written as everywhere."""
    at = opened(STARTED)
    open_tab(at, "By volume")
    figure = planner.specs(at)[0]
    layout, services = figure["layout"], set(side_by_side(at).index)
    named = {note["text"].replace("<br>", " ").removesuffix(", no longer sold") for note in layout["annotations"]}
    assert named == services - {"Midjourney"}
    assert [trace["text"] for trace in figure["data"] if "text" in trace] == [["Midjourney<br>705 a day by hand"]]
    assert not layout["showlegend"]
    assert layout["xaxis"]["ticktext"] == ["10", "100", "1K", "10K", "100K", "1M"]


def test_a_saving_from_the_same_word_is_said_beside_it() -> None:
    """GPT Image 2.5 costs less, and takes fewer tokens for medium and high."""
    at = opened("services=gpt-image-2.5-flare")
    assert "medium 439 instead of 1,756 (its high takes 1,756)" in planner.said(at)
    assert "for the same quality" not in planner.said(opened("model=flux-2-pro&services=seedream-4.0"))


def test_a_subscription_of_credits_stands_beside_the_others() -> None:
    at = opened("services=adobe-firefly,midjourney")
    assert cell(at, "Adobe Firefly", "Cost a month") == "$9.99"
    assert cell(at, "Adobe Firefly", "Seats to buy") == "1 Standard"
    assert "only by contract" in cell(at, "Adobe Firefly", "Good to know")


def test_adding_and_removing_a_service() -> None:
    at = opened()
    before = side_by_side(at)
    more = [*OPENING.split(","), "recraft-v3"]
    at.multiselect(key="services").set_value(more).run()
    assert_comparison(at, services=",".join(more))
    assert (side_by_side(at).loc[before.index, "Cost a month"] == before["Cost a month"]).all()
    at.multiselect(key="services").set_value(["midjourney"]).run()
    assert_comparison(at, services="midjourney")
    assert list(side_by_side(at).index) == ["Midjourney", "GPT Image 2"]
    at.multiselect(key="services").set_value([]).run()
    assert_comparison(at, services="")


def test_what_a_quality_buys_changes_the_figure() -> None:
    """A third of the images at 8 cents instead of 2.5."""
    at = opened("services=stability-ai")
    planner.unfold(at, "mapping_open")
    at.selectbox(key="mapping_stability-ai_low").set_value("stable-image-ultra").run()
    assert_comparison(at, map="stability-ai:stable-image-ultra/stable-image-core/stable-image-ultra")
    assert cell(at, "Stability AI", "Cost a month") == f"${30_000 * (0.5 * 0.03 + 0.5 * 0.08):,.2f}"
    at.selectbox(key="mapping_stability-ai_low").set_value("-").run()
    assert_comparison(at, map="stability-ai:-/stable-image-core/stable-image-ultra")
    assert cell(at, "Stability AI", "Good to know") == (
        "Stability AI has no price here for low quality: medium is counted. A plan cannot be on it: it sells 7 models."
    )


@pytest.mark.parametrize(
    ("key", "value", "text", "cost"),
    [("term", "annual", "annual", 144), ("relax", "100", "100", 30), ("company", True, "yes", 180)],
)
def test_terms(key: str, value: object, text: str, cost: int) -> None:
    at = opened()
    planner.unfold(at, "terms_open")
    controls: list[Any] = [*at.radio, *at.text_input, *at.toggle]
    (control,) = [one for one in controls if one.key == key]
    control.set_value(value).run()
    assert_comparison(at, **{key: text})
    assert cell(at, "Midjourney", "Cost a month") == f"${cost}.00"


def test_a_percentage_with_many_decimals_is_refused_beside_its_box() -> None:
    at = opened("relax=20")
    planner.unfold(at, "terms_open")
    at.text_input(key="relax").set_value("33.3333").run()
    planner.assert_refused(at, "relax", "33.3333", "a number with at most 2 decimals from 0 to 100 percent", relax="20")


def test_leaving_a_quality_out() -> None:
    at = opened("missing=leave")
    assert_comparison(at, missing="leave")
    assert "Left out of every service, because one of them has no price for it: 30% low." in planner.said(at)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[0])
def test_nothing_fails_with_every_service(part: tuple[str, ...]) -> None:
    at = opened(f"services={','.join(part)}&model={part[-1]}&refs=1")
    for label in TABS:
        open_tab(at, label)
        assert_comparison(at)


def test_more_services_than_there_is_room_for() -> None:
    """The page says so, or does not take it; it keeps its figures."""
    at = opened(f"services={','.join(ALL[:MOST_SERVICES])}")
    at.multiselect(key="services").set_value(list(ALL[: MOST_SERVICES + 1])).run()
    assert not at.exception
    assert at.metric


@pytest.mark.parametrize(
    "query",
    [
        "images=0",
        "model=gpt-image-2.6-flare",
        "services=",
        "quality=100-0-0&services=dall-e-3&missing=leave",
        "services=gpt-image-2.6-flare&model=gpt-image-2.6-sunburst",
        "own=$x$ :red[y] #~gpu~1~1",
        "discount=90&days=1",
    ],
)
def test_nothing_fails_at_the_edges(query: str) -> None:
    at = opened(query.replace("#", "%23"))
    for label in TABS:
        open_tab(at, label)
        assert not at.exception, at.exception
        assert not at.error


WORKLOADS = (
    "v=2&name=Thumbs*x*&images=2000&quality=100-0-0&2.name=Heroes&2.images=100&2.quality=0-0-100"
    "&3.name=Edits&3.images=300&3.refs=1"
)


def test_several_workloads_on_every_service() -> None:
    at = opened(f"{WORKLOADS}&{STARTED}")
    assert_comparison(at)
    assert cell(at, "As planned", "More than now") == "$0.00"
    known = cell(at, "DALL-E 3", "Good to know")
    assert known.startswith("Thumbs*x*, Heroes, Edits: DALL-E 3 is no longer sold since 12 May 2026")
    text = planner.said(at)
    assert "2,400 images a day, 3 workloads on each service" in text
    assert (
        "Each workload on the cheapest of the services here that fit it and bill by token or image: $1,333.26 a month, "
        "$393.66 less than the plan (Thumbs*x* and Edits on GPT Image 2, Heroes on Stability AI)."
    ) in text
    assert planner.panel(at)["figure"]["label"] == "As planned"
    assert str(at.metric[-1].label).replace("\\", "") == "Recommended: GPT Image 2.5 Sunburst"


def test_the_volumes_of_several_workloads_scale_together() -> None:
    at = opened("v=2&name=A&quality=80-20-0&2.name=B&2.quality=80-20-0&services=midjourney")
    open_tab(at, "By volume")
    assert "The volume is that of all 2 workloads together, in the proportions of the plan." in planner.said(at)
    assert "images a day the present plan is cheaper than Midjourney" in planner.said(at)
    at = opened("")
    open_tab(at, "By volume")
    assert "workloads together" not in planner.said(at)


def test_what_ends_of_several_workloads_is_named() -> None:
    at = opened("v=2&name=Old&model=gpt-image-1&2.name=New&services=stability-ai")
    assert "Since 23 Oct 2026 nobody can buy GPT Image 1 any more." in planner.said(at)
    at = opened("v=2&name=Old&model=gpt-image-1-mini&2.name=New&services=stability-ai")
    assert "From 1 Dec 2026 on nobody can buy GPT Image 1 mini: the plan needs a change by then." in planner.said(at)


@pytest.mark.parametrize(
    "query",
    ["&missing=leave", "&images=0&2.images=0&3.images=0", "&model=gpt-image-1&3.model=recraft-v3", "&own=R~gpu~1~9"],
)
def test_nothing_fails_with_several_workloads(query: str) -> None:
    keys = dict(pair.split("=") for pair in f"{WORKLOADS}{query}".split("&"))
    at = opened("&".join(f"{key}={text}" for key, text in keys.items()))
    for label in TABS:
        open_tab(at, label)
        assert_comparison(at)


@pytest.mark.parametrize(
    "query", ["services=nothing", "map=x", "own=x", "term=x", "relax=101", "services=a&services=b"]
)
def test_a_wrong_link(query: str) -> None:
    at = opened(query)
    planner.assert_no_figure(at)
    planner.press(at, "Open the nearest valid plan")
    assert_comparison(at, services=",".join(START_SERVICES))
