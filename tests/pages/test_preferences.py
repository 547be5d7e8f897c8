"""What voters preferred, in the words of the Compare page: true of the scores, and no low score for none."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from pages.compare.service_list import service_notes
from pricing.compare.table import compare
from pricing.wording.messages import words
from tests.compare.looking import assert_comparison, opened, side_by_side
from tests.compare.making import mixed
from tests.making import shipped
from tests.pages import planner
from ui.state import catalogue

BOARD = shipped().board
assert BOARD is not None
VOTERS = "Voters"


@pytest.mark.parametrize(
    ("service", "cell"),
    [
        ("gpt-image-2", "1,383 (1,379 to 1,387), medium"),
        ("dall-e-3", "968 (964 to 972)"),
        ("midjourney", "no score"),
        ("stability-ai", "no score"),
    ],
)
def test_cells(service: str, cell: str) -> None:
    assert BOARD is not None
    found = {row.key: service_notes.score_of_row(row, BOARD) for row in compare(mixed(), shipped()).rows}
    assert found[service] == cell


def test_what_it_is_and_is_not() -> None:
    assert BOARD is not None
    text = " ".join(map(words, service_notes.about_scores(BOARD)))
    for part in (
        "7 Oct 2026",
        "anonymous visitors",
        "of two images",
        "one setting a model",
        "not text accuracy, brand fit or speed",
        "95% interval",
        "it is a tie",
        "no score follows the quality mix",
        "No score is not a low one",
    ):
        assert part in text


def switch(at: AppTest, on: bool) -> AppTest:
    return at.toggle(key="voters").set_value(on).run()


def test_it_is_a_column_with_an_answer_and_the_credit_until_it_is_switched_off() -> None:
    at = opened("relax=0")
    assert_comparison(at)
    before = planner.address(at)
    assert side_by_side(at)[VOTERS].to_dict() == {
        "GPT Image 1": "1,116 (1,112 to 1,119)",
        "DALL-E 3": "968 (964 to 972)",
        "Midjourney": "no score",
        "Stability AI": "no score",
        "GPT Image 2": "1,383 (1,379 to 1,387), medium",
    }
    text = planner.said(at)
    assert "at one setting a model: not text accuracy, brand fit or speed." in text
    credit = "[Arena leaderboard dataset, CC BY 4.0](https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset)"
    assert credit in text
    switch(at, False)
    assert planner.address(at) == before
    assert VOTERS not in side_by_side(at)
    assert "Arena" not in planner.said(at)


def test_it_stays_switched_off_for_the_session_and_follows_the_plan() -> None:
    at = switch(opened(), False)
    at.switch_page("plan/page.py").run()
    at.switch_page("compare/page.py").run()
    assert at.toggle(key="voters").value is False
    assert VOTERS not in side_by_side(at)
    switch(at, True)
    planner.go_to(at, "model=gpt-image-2.6-flare")
    assert "GPT Image 2.6 Flare has no score" in planner.said(at)


def test_a_price_folder_without_a_board_has_no_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "price_books", lambda: replace(shipped(), boards=()))
    at = opened()
    assert not at.exception, at.exception
    assert [str(metric.label) for metric in at.metric] == ["Recommended\\: stay on GPT Image 2"]
    assert "GPT Image 2 has no score, so no other service is shown to be as good." in planner.said(at)
    assert not [toggle for toggle in at.toggle if toggle.key == "voters"]
