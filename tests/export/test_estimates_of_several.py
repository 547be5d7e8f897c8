"""An estimate of several workloads as data and as files: what each of them takes, and what stands in for no price."""

from dataclasses import replace
from typing import Any

from pricing.bill.estimate import estimate
from pricing.export.estimate_files import to_markdown
from pricing.export.estimates import estimate_data
from pricing.prices import GuidePrices
from pricing.scenario.mixes import Quality
from pricing.scenario.workload import Workload
from tests.export.test_estimates import rows_of, table_under
from tests.making import TODAY, several, shipped, workload

HEROES = workload(name="Hero images", images=100, quality=Quality(0, 0, 100))
THUMBS = workload(name="Thumbnails")
LOST = workload(name="=Covers", model="dall-e-3", quality=Quality(10, 90, 0))


def data_of_several(*workloads: Workload) -> Any:
    return estimate_data(estimate(several(*workloads), shipped()), shipped(), TODAY)


def test_lines_and_totals_by_workload() -> None:
    """A hero image costs $0.21122, a thumbnail $0.05318."""
    data = data_of_several(HEROES, THUMBS)
    assert data["workloads"] == [
        {
            "name": "Hero images",
            "model": "gpt-image-2",
            "images": 100,
            "per_image": "0.21122",
            "per_day": "21.122",
            "per_month": "633.66",
        },
        {
            "name": "Thumbnails",
            "model": "gpt-image-2",
            "images": 1000,
            "per_image": "0.05318",
            "per_day": "53.18",
            "per_month": "1595.4",
        },
    ]
    assert [line["workload"] for line in data["lines"]] == ["Hero images"] * 2 + ["Thumbnails"] * 2
    assert (data["per_day"], data["per_month"], data["per_month_priced"]) == ("74.302", "2229.06", "2229.06")
    assert data["per_image"] == "0.067547272727"
    assert (data["scenario"]["images"], data["scenario"]["2.images"]) == ("100", "1000")


def test_one_without_a_price_leaves_the_total_without_one_and_says_what_the_rest_costs() -> None:
    data = data_of_several(THUMBS, LOST)
    assert (data["per_image"], data["per_day"], data["per_month"]) == (None, None, None)
    assert data["per_month_priced"] == "1595.4"
    assert [gap["workload"] for gap in data["unpriced"]] == ["=Covers"]
    _, *totals = table_under(to_markdown(data), "prices of 24 Nov 2026")
    assert ["Cost per month without =Covers", "$1,595.40"] in totals
    assert data_of_several(LOST)["per_month_priced"] is None


def test_the_csv_of_several_names_the_workload_first_and_is_no_formula() -> None:
    rows = rows_of(data_of_several(THUMBS, LOST))
    assert [(row["workload"], row["component"].split(":")[0]) for row in rows] == [
        ("Thumbnails", "text_input"),
        ("Thumbnails", "image_output"),
        ("'=Covers", "image_output"),
        ("'=Covers", "not priced"),
    ]


def test_the_markdown_of_several_has_a_table_of_workloads() -> None:
    data = data_of_several(replace(HEROES, name="<b>*Hero*|images"), THUMBS)
    markdown = to_markdown(data)
    assert markdown.startswith("# 2 workloads, 1,100 images a day, prices of 24 Nov 2026\n")
    columns, *rows = table_under(markdown, "## Workloads")
    assert columns == ["Workload", "Model", "Images per day", "Cost per image", "Cost per day", "Cost per month"]
    assert rows == [
        [r"\<b\>\*Hero\*|images", "GPT Image 2", "100", "$0.2112", "$21.12", "$633.66"],
        ["Thumbnails", "GPT Image 2", "1,000", "$0.0532", "$53.18", "$1,595.40"],
    ]
    columns, *lines = table_under(markdown, "## The bill, line by line")
    assert columns[:2] == ["Workload", "What"]
    shared, of_each = markdown.split("## Assumptions\n\n")[1].split("\n\n")[:2]
    assert "| Days per month | 30 |" in shared
    assert of_each.splitlines()[0] == r"| Workload | \<b\>\*Hero\*\|images | Thumbnails |"
    assert "| Images per day | 100 | 1,000 |" in of_each
    assert [line[0] for line in lines] == [r"\<b\>\*Hero\*|images"] * 2 + ["Thumbnails"] * 2
    assert "## Workloads" not in to_markdown(data_of_several(HEROES))


def test_several_without_images_have_a_price_and_no_cost_an_image() -> None:
    data = data_of_several(replace(HEROES, images=0), replace(THUMBS, images=0))
    _, *totals = table_under(to_markdown(data), "prices of 24 Nov 2026")
    assert totals[:3] == [["Cost per image", "No images"], ["Cost per day", "$0.00"], ["Cost per month", "$0.00"]]


def test_a_named_workload_alone_is_named_in_its_lines() -> None:
    columns, *_ = table_under(to_markdown(data_of_several(HEROES)), "## The bill, line by line")
    assert columns[0] == "Workload"


def test_the_guides_three_scenarios_as_workloads() -> None:
    """$1,215 + $722.25 + $17,220 by the guide's prices."""
    texts = [
        ("Feature", {"images": 1000, "quality": Quality(0, 100, 0)}),
        ("Shots", {"images": 100, "quality": Quality(0, 0, 100), "prompt": 150, "refs": 1}),
        ("App", {"images": 10_000, "quality": Quality(30, 50, 20), "prompt": 80}),
    ]
    made = [workload(name=name, model="gpt-image-1", **changes) for name, changes in texts]
    data = estimate_data(estimate(several(*made, prices=GuidePrices()), shipped()), shipped(), TODAY)
    assert data["per_month"] == "19157.25"
