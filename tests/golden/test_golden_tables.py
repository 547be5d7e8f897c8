"""The guide's scenarios on every service, against checked-in tables and the guide's own figures."""

import csv
import json
from decimal import Decimal
from typing import Any

import pytest

from tests.golden.golden_tables import ENDINGS, FOLDER, QUERIES, path, text

GUIDE_1, GUIDE_2, GUIDE_3 = (f"guide-{number}-on-guide-prices" for number in (1, 2, 3))
LIST_1, LIST_2, LIST_3 = (f"guide-{number}-on-list-prices" for number in (1, 2, 3))


def golden(name: str) -> dict[str, dict[str, Any]]:
    """The checked-in rows by service."""
    data = json.loads(path(name, "json").read_text(encoding="utf-8"))
    return {row["service"]: row for row in data["services"]}


def test_every_file_belongs_to_a_scenario() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{name}.{ending}" for name in QUERIES for ending in ENDINGS}
    assert len(QUERIES) == 8


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", QUERIES)
def test_as_checked_in(name: str, ending: str) -> None:
    assert text(name, ending) == path(name, ending).read_bytes().decode()


@pytest.mark.parametrize("name", QUERIES)
def test_both_files_have_the_same_figures(name: str) -> None:
    with path(name, "csv").open(encoding="utf-8", newline="") as file:
        table = {row["service"]: row for row in csv.DictReader(file)}
    assert [key for key in table if key != "cheapest-for-each"] == list(golden(name))
    for key, row in golden(name).items():
        for column in ("per_month", "per_image", "difference", "times_cheapest"):
            assert table[key][column] == (row[column] or "")


@pytest.mark.parametrize(
    ("name", "service", "per_month"),
    [
        # The guide's own months, and its prices an image x the images of a month.
        (GUIDE_1, "gpt-image-1", "1215"),
        (GUIDE_1, "dall-e-3", "1200"),
        (GUIDE_1, "midjourney", "3000"),
        (GUIDE_1, "stability-ai", "180"),
        (GUIDE_2, "gpt-image-1", "722.25"),
        (GUIDE_3, "gpt-image-1", "17220"),
        (GUIDE_3, "dall-e-3", "12600"),
        (GUIDE_3, "midjourney", "36000"),
        (GUIDE_3, "stability-ai", "2370"),
        # List prices: tokens x rate, 4 cents, 3 credits; 6,000 minutes are Mega, Pro and three Basic (or Standard),
        # 51,000 minutes are 14 Mega and a Standard (or three Basic).
        (LIST_1, "gpt-image-1", "1282.2"),
        (LIST_1, "gpt-image-2", "1595.4"),
        (LIST_1, "dall-e-3", "1200"),
        (LIST_1, "stability-ai", "900"),
        (LIST_1, "midjourney", "210"),
        (LIST_2, "gpt-image-1", "507.27"),
        (LIST_3, "gpt-image-1", "17419.2"),
        (LIST_3, "dall-e-3", "14400"),
        (LIST_3, "stability-ai", "11550"),
        (LIST_3, "midjourney", "1710"),
    ],
)
def test_figures_by_hand(name: str, service: str, per_month: str) -> None:
    assert Decimal(golden(name)[service]["per_month"]) == Decimal(per_month)


@pytest.mark.parametrize("name", [LIST_2, GUIDE_2])
@pytest.mark.parametrize("service", ["dall-e-3", "midjourney", "stability-ai"])
def test_a_reference_image_has_no_price_there(name: str, service: str) -> None:
    row = golden(name)[service]
    assert row["per_month"] is None
    assert not row["offered"]
    assert row["limits"]


def test_the_guide_moves_low_to_medium_at_midjourney() -> None:
    row = golden(GUIDE_3)["midjourney"]
    assert (row["quality"], row["moved"]) == ("0-80-20", "low as medium")
    assert "has no price here for low quality" in row["limits"]


def test_the_guides_remarks_stand_beside_the_figures() -> None:
    assert "text understanding" in golden(LIST_1)["gpt-image-1"]["remark"]
    assert "limited number of generations" in golden(LIST_1)["midjourney"]["remark"]
    assert golden(LIST_1)["gpt-image-2"]["remark"] == ""


def test_the_guide_does_not_have_later_models() -> None:
    assert "gpt-image-2" not in golden(GUIDE_1)
    assert json.loads(path(GUIDE_1, "json").read_text(encoding="utf-8"))["absent"] == ["gpt-image-2"]
