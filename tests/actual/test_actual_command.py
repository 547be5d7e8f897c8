"""`python -m pricing actual`: the page's answer for a pipeline, with its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from pricing.commands import main
from pricing.values.month import Month
from tests.actual import own_bill
from tests.making import TODAY, plan

pytestmark = pytest.mark.usefixtures("read_here")
OCTOBER = Month(2026, 10)
PLAN = "model=gpt-image-2&images=1000&quality=0-100-0&prices=2026-11-24&start=2026-10"
EUROS = "Date,Model,Amount (EUR)\n2026-10-01,gpt-image-2,46\n2026-10-31,gpt-image-2,46\n"


def answered(
    capsys: pytest.CaptureFixture[str], folder: Path, files: dict[str, str], *more: str
) -> tuple[int, dict[str, Any], str]:
    """The exit code, the answer and what is told on standard error."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    code = main(["actual", *(str(folder / name) for name in files), "--plan", PLAN, "--json", *more], TODAY)
    told = capsys.readouterr()
    return code, json.loads(told.out or "{}"), told.err


def test_a_month_as_planned_has_nothing_to_set_right(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, answer, _ = answered(capsys, tmp_path, {"costs.json": own_bill.costs(plan(start=OCTOBER), OCTOBER)})
    (month,) = answer["months"]
    assert (code, answer["asks"], answer["set_right"]) == (0, [], [])
    assert (month["billed"], month["planned"], month["difference"], month["parts"]) == ("1595.4", "1595.4", "0", [])
    assert (month["first"], month["last"], month["currency"]) == ("2026-10-01", "2026-10-31", "USD")
    assert answer["year"]["expected"] == "4786.2"
    assert list(answer) == ["files", "asks", "months", "apart", "set_right", "year"]


def test_an_open_question_exits_with_2_until_it_is_answered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, answer, _ = answered(capsys, tmp_path, {"mine.csv": EUROS})
    assert (code, [ask["key"] for ask in answer["asks"]]) == (2, ["rate:EUR:2026-10"])
    assert answer["months"] == []
    (choice,) = answer["asks"][0]["choices"]
    assert choice["value"] == "0.895095"
    assert choice["label"].endswith("European Central Bank of 30 Oct 2026")
    assert [(each["what"], each["currency"], each["amount"]) for each in answer["apart"]] == [("currency", "EUR", "92")]
    code, answer, _ = answered(capsys, tmp_path, {"mine.csv": EUROS}, "--answer", "rate:EUR:2026-10=0.92")
    assert (code, answer["asks"], answer["months"][0]["billed"], answer["apart"]) == (0, [], "100", [])


@pytest.mark.parametrize(
    "given",
    [
        "day-order:mine.csv=first",
        "rate:EUR:2026-10=-1",
        "rate:EURO=1",
        "name:x=gpt-9",
        "currency:mine.csv=euros",
        "colour=red",
        "span:other.csv=day",
    ],
)
def test_an_answer_that_fits_no_question_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, given: str
) -> None:
    code, _, told = answered(capsys, tmp_path, {"mine.csv": EUROS}, "--answer", given)
    assert code == 2
    assert given.partition("=")[0] in told


def test_a_file_that_cannot_be_read_exits_with_1_and_keeps_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = {"costs.json": own_bill.costs(plan(start=OCTOBER), OCTOBER), "bill.pdf": "%PDF-1.7"}
    code, answer, told = answered(capsys, tmp_path, files)
    assert (code, answer["months"][0]["billed"]) == (1, "1595.4")
    assert "bill.pdf is a PDF" in told
    assert main(["actual", str(tmp_path / "none.csv"), "--plan", PLAN], TODAY) == 1


def test_columns_are_named_by_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = {"mine.csv": "When,Outlay\n2026-10-03,1595.40\n2026-10-04,0\n"}
    code, answer, _ = answered(capsys, tmp_path, table)
    assert (code, answer["asks"][0]["key"]) == (2, "column-day:mine.csv")
    named = ("--answer", "column-day:mine.csv=When", "--answer", "column-cost:mine.csv=Outlay")
    code, answer, _ = answered(capsys, tmp_path, table, *named)
    assert (code, answer["months"][0]["billed"]) == (0, "1595.4")


def test_lines_for_people_say_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "costs.json"
    path.write_text(own_bill.costs(plan(start=OCTOBER), OCTOBER), encoding="utf-8")
    assert main(["actual", str(path), "--plan", PLAN], TODAY) == 0
    told = capsys.readouterr().out
    assert "costs.json: OpenAI costs" in told
    assert "Oct 2026: $1,595.40 billed, as much as planned." in told
    assert "Oct 2026 to Dec 2026: $4,786.20 expected." in told
