"""What voters preferred in the API and in files: with the credit wherever a score goes, and null for no score."""

import csv
import io
from dataclasses import replace
from typing import Any

from pricing.compare.table import compare
from pricing.export.comparison_files import PREFERENCE_COLUMNS, to_csv, to_markdown
from pricing.export.comparisons import compare_data
from tests.compare.making import mixed
from tests.making import TODAY, shipped

CREDIT = "Arena leaderboard dataset, CC BY 4.0"
ADDRESS = "https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset"


def data_of(model: str = "gpt-image-2") -> Any:
    return compare_data(compare(mixed(model=model), shipped()), shipped(), TODAY)


def test_each_service_has_its_score_or_null() -> None:
    found = {row["service"]: row["preference"] for row in data_of()["services"]}
    assert found == {
        "gpt-image-1": {"score": 1116, "low": 1112, "high": 1119, "setting": ""},
        "dall-e-3": {"score": 968, "low": 964, "high": 972, "setting": ""},
        "midjourney": None,
        "stability-ai": None,
        "gpt-image-2": {"score": 1383, "low": 1379, "high": 1387, "setting": "medium"},
    }


def test_the_board_stands_once() -> None:
    board = data_of()["preference_board"]
    assert set(board) == {"day", "title", "about", "credit", "address", "changes"}
    assert (board["day"], board["credit"], board["address"]) == ("2026-10-07", CREDIT, ADDRESS)
    assert "not text accuracy, brand fit or speed" in board["about"]


def test_the_answer_and_no_answer() -> None:
    assert data_of()["choice_no_worse"] == {
        "service": "gpt-image-2.5-sunburst",
        "name": "GPT Image 2.5 Sunburst",
        "per_month": "581.55",
    }
    assert data_of("gpt-image-2.6-flare")["choice_no_worse"] is None


def test_a_csv_cell_without_a_score_is_empty_and_a_score_has_its_credit() -> None:
    rows = {row["service"]: row for row in csv.DictReader(io.StringIO(to_csv(data_of()), newline=""))}
    cells = {key: [row[name] for name in PREFERENCE_COLUMNS] for key, row in rows.items()}
    assert cells["stability-ai"] == ["", "", "", "", ""]
    assert cells["gpt-image-2"] == ["1383", "1379", "1387", "medium", f"{CREDIT}, 2026-10-07, {ADDRESS}"]


def test_markdown_says_what_was_asked_and_whom_to_credit() -> None:
    text = to_markdown(data_of())
    assert "no worse than the present models: GPT Image 2.5 Sunburst, $581.55 a month. What anonymous" in text
    assert f"[{CREDIT}, 2026-10-07]({ADDRESS})" in text
    assert CREDIT not in to_markdown(data_of("gpt-image-2.6-flare"))


def test_without_a_board_nothing_is_said() -> None:
    books = replace(shipped(), boards=())
    data = compare_data(compare(mixed(), books), books, TODAY)
    assert data["preference_board"] is None
    assert not any(row["preference"] for row in data["services"])
    assert "voters" not in to_markdown(data)
