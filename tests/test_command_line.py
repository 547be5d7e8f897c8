"""`python -m pricing`: the same figures on the command line, one line for each error."""

import csv
import io
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pricing.bill.estimate import estimate
from pricing.commands import main
from pricing.export.decision_lines import markdown
from pricing.export.decisions import decide_data
from pricing.export.estimate_files import to_csv, to_json
from pricing.export.estimates import estimate_data
from pricing.prices import GUIDE, PriceBooks
from tests.drift import feeds
from tests.making import TINY, TODAY, changed, plan, price_folder

QUERY = "quality=0-100-0&prices=2026-11-24&start=2026-11"
Output = pytest.CaptureFixture[str]
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{2,}|^[a-z]{3,}:|show this")


def run(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments, TODAY)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def assert_refused(capsys: Output, *arguments: str) -> str:
    """Exit code 2, nothing on standard output, one line on standard error."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def test_the_table_has_the_totals_the_lines_and_the_notices(capsys: Output) -> None:
    code, out, err = run(capsys, "estimate", QUERY)
    assert (code, err) == (0, "")
    words = [line.split() for line in out.splitlines() if line]
    assert ["per_image", "0.05318"] in words
    assert ["per_day", "53.18"] in words
    assert ["per_month", "1595.4"] in words
    assert [row[:2] for row in words if row[0] in ("text_input", "image_output")] == [
        ["text_input", "medium"],
        ["image_output", "medium"],
    ]
    _, out, _ = run(capsys, "estimate", f"{QUERY}&refs=1")
    assert any(line.startswith("figures-derived: ") for line in out.splitlines())


def test_the_columns_of_the_table_are_aligned(capsys: Output) -> None:
    _, out, _ = run(capsys, "estimate", QUERY)
    header, *lines = out.split("\n\n")[1].splitlines()
    at = header.index("cost_per_day")
    assert [line[at:].split()[0] for line in lines] == ["0.5", "52.68"]


@pytest.mark.parametrize("name", ["json", "csv", "md"])
def test_the_other_formats_are_the_exports(books: PriceBooks, capsys: Output, name: str) -> None:
    code, out, err = run(capsys, "estimate", QUERY, "--format", name)
    whole = estimate(plan(), books)
    data = estimate_data(whole, books, TODAY)
    files = {"json": to_json(data), "csv": to_csv(data), "md": markdown(whole, books, TODAY)}
    assert (code, err, out) == (0, "", files[name])


def test_json_and_csv_can_be_read_by_a_program(capsys: Output) -> None:
    _, out, _ = run(capsys, "estimate", QUERY, "--format", "json")
    assert json.loads(out)["per_month"] == "1595.4"
    _, out, _ = run(capsys, "estimate", QUERY, "--format", "csv")
    assert [row["component"] for row in csv.DictReader(io.StringIO(out))] == ["text_input", "image_output"]


def test_a_plan_without_a_price_is_an_answer_not_an_error(capsys: Output) -> None:
    code, out, err = run(capsys, "estimate", "model=ideogram-2.0")
    assert (code, err) == (0, "")
    assert out.count("not priced") == 3
    assert "not-priced: " in out


SEVERAL = f"{QUERY}&v=2&name=Hero+images&2.name=Thumbnails&2.images=10&2.quality=0-100-0"


def test_several_workloads_have_a_table_and_lines_with_their_names(capsys: Output) -> None:
    code, out, err = run(capsys, "estimate", SEVERAL)
    assert (code, err) == (0, "")
    totals, workloads, lines = out.split("\n\n")
    assert totals.split()[-2:] == ["per_month", "1611.354"]
    assert [line.split()[-1] for line in workloads.splitlines()] == ["per_month", "1595.4", "15.954"]
    assert [line[:11] for line in lines.splitlines()] == ["workload   "] + ["Hero images"] * 2 + ["Thumbnails "] * 2


def test_several_workloads_one_without_a_price_say_what_the_others_cost(capsys: Output) -> None:
    _, out, _ = run(capsys, "estimate", f"{SEVERAL}&2.model=mai-image-2.6&2.refs=1")
    rows = [line.split() for line in out.split("\n\n")[0].splitlines()]
    assert ["per_month", "not", "priced"] in rows
    assert ["per_month", "without", "Thumbnails", "1595.4"] in rows
    assert "not-priced: Thumbnails: " in out


def test_unknown_keys_are_named_on_standard_error(capsys: Output) -> None:
    code, out, err = run(capsys, "estimate", f"{QUERY}&colour=red&size_=x")
    assert code == 0
    assert "53.18" in out
    assert err == "ignored: colour, size_\n"


def test_an_unknown_key_with_a_line_end_stays_on_its_line(capsys: Output) -> None:
    """Nor may it send escape sequences to a terminal."""
    code, _, err = run(capsys, "estimate", f"{QUERY}&a%0Ab%1B[2J=1")
    assert code == 0
    assert err.count("\n") == 1
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("images=1e9", ["images", "1e9", "10,000,000"]),
        ("images=x&days=99", ["images", "days"]),
        ("model=gpt-9", ["model", "gpt-9", "gpt-image-1"]),
        ("prices=2026-13-01", ["prices", "2026-13-01"]),
        ("prices=2026-11-25", ["prices", "2026-11-24"]),
        ("images=1&images=1", ["images", "once"]),
        ("images=5%0A%0A", ["images"]),
        ("images=%1B[31m", ["images"]),
        ("model=dall-e-3%0Aerror:+fake", ["model"]),
        ("x" * 30_000, ["link", "30,000"]),
        ("images=" + "1" * 10_000, ["images", "10,000 characters"]),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_wrong_scenario_is_refused_in_one_line(capsys: Output, query: str, named: list[str]) -> None:
    err = assert_refused(capsys, "estimate", query)
    assert [word for word in named if word not in err] == []
    assert "\x1b" not in err
    assert len(err) < 1000


def test_the_prices_of_a_model_on_a_day(capsys: Output) -> None:
    code, out, err = run(capsys, "prices", "gpt-image-2", "--on", "2026-10-13")
    assert (code, err) == (0, "")
    prices, _, facts = out.partition("\n\n")
    header, *rows = prices.splitlines()
    assert header.split()[:2] == ["component", "tier"]
    assert any("edits" in row and "yes" in row and "read at OpenAI" in row for row in facts.splitlines())
    assert any("seconds" in row and "not in our sources" in row for row in facts.splitlines())
    assert [row.split()[0] for row in rows] == [
        "text_input",
        "cached_text_input",
        "image_input",
        "cached_image_input",
        "image_output",
    ]
    assert all("2026-04-21" in row and "https://" in row and "not read at OpenAI" in row for row in rows)


def test_the_prices_of_today_have_the_batch_rates(capsys: Output) -> None:
    _, out, _ = run(capsys, "prices", "gpt-image-2")
    batch = [row for row in out.splitlines() if " batch " in row]
    assert len(batch) == 5
    assert any(row.startswith("image_output") and " 15 " in row for row in batch)


def test_the_prices_of_the_guide_and_of_a_subscription(capsys: Output) -> None:
    code, out, _ = run(capsys, "prices", "midjourney", "--on", GUIDE)
    assert (code, len(out.splitlines())) == (0, 3)
    code, out, _ = run(capsys, "prices", "midjourney")
    assert code == 0
    assert "USD per GPU hour" in out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["gpt-9"], ["model", "gpt-9"]),
        (["gpt-image-2", "--on", GUIDE], ["model", "gpt-image-2"]),
        (["gpt-image-2", "--on", "yesterday"], ["--on", "yesterday"]),
        (["gpt-image-2", "--on", "2026-02-30"], ["--on", "2026-02-30"]),
        (["gpt-image-2", "--on", "2026-11-25"], ["--on", "2026-11-24"]),
        (["gpt-image-2", "--on", "2020-01-01"], ["--on", "2020-01-01"]),
        (["gpt-image-2", "--on", "2026-04-20"], ["gpt-image-2", "2026-04-21"]),
        (["gpt\nimage"], ["model"]),
        (["gpt image 1.5"], ["do you mean gpt-image-1.5"]),
        (["krea 3"], ["Its price is not in our sources"]),
        (["runware"], ["has no list of prices"]),
    ],
    ids=str,
)
def test_a_wrong_listing_is_refused_in_one_line(capsys: Output, arguments: list[str], named: list[str]) -> None:
    err = assert_refused(capsys, "prices", *arguments)
    assert [word for word in named if word not in err] == []


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        ([QUERY, "--budget", "1595.40"], 0, "within: $1,595.40 a month, budget $1,595.40: $0.00 left"),
        ([QUERY, "--budget", "1595.39"], 1, "above: $1,595.40 a month, budget $1,595.39: $0.0100 over"),
        ([f"{QUERY}&budget=2000"], 0, "within: $1,595.40 a month, budget $2,000.00: $404.60 left"),
        ([f"{QUERY}&budget=2000", "--budget", "1000"], 1, "above: $1,595.40 a month, budget $1,000.00: $595.40 over"),
        (
            [f"{QUERY}&growth=10&months=2", "--budget", "1600"],
            1,
            "above: $1,595.40 a month, $1,754.94 in Dec 2026, budget $1,600.00: $154.94 over",
        ),
        (["model=ideogram-2.0", "--budget", "5"], 1, "not priced: ideogram-2.0"),
        (
            ["size=512x512", "--budget", "50000"],
            1,
            "cannot be made: GPT Image 2 cannot make 512x512: it makes no fewer than 655,360 pixels (Comfy node for "
            "GPT Image 2). The nearest that it makes is 816x816.",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_check_is_one_line_and_an_exit_code(capsys: Output, arguments: list[str], code: int, line: str) -> None:
    assert run(capsys, "check", *arguments) == (code, f"{line}\n", "")


def test_a_check_against_another_scenario_is_what_differs_as_markdown(capsys: Output) -> None:
    code, out, err = run(capsys, "check", f"{QUERY}&images=1200", "--against", QUERY)
    assert (code, err) == (0, "")
    assert out.startswith("**$1,595.40 a month becomes $1,914.48: +$319.08, +20%**\n\n")
    assert "| Images per day | 1,000 | 1,200 |" in out
    assert "| Volume | +$319.08 |" in out
    code, out, _ = run(capsys, "check", f"{QUERY}&images=1200", "--against", QUERY, "--budget", "100")
    assert code == 1
    assert out.splitlines()[-1].startswith("above: $1,914.48 a month")


def test_a_check_against_itself_says_that_nothing_differs(capsys: Output) -> None:
    assert run(capsys, "check", QUERY, "--against", QUERY) == (
        0,
        "**$1,595.40 a month stays the same**\n\nNothing differs.\n",
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([QUERY], ["--budget"]),
        ([QUERY, "--budget", "1e9"], ["--budget", "1e9", "USD a month"]),
        ([QUERY, "--budget", "-1"], ["--budget", "-1"]),
        (["images=x", "--budget", "1"], ["images", "x"]),
        ([QUERY, "--against", "images=x"], ["images", "x"]),
    ],
    ids=str,
)
def test_a_wrong_check_is_refused_in_one_line(capsys: Output, arguments: list[str], named: list[str]) -> None:
    options = [f"{option}={value}" for option, value in zip(arguments[1::2], arguments[2::2], strict=True)]
    err = assert_refused(capsys, "check", arguments[0], *options)
    assert [word for word in named if word not in err] == []


def test_decisions_are_lines_for_people_and_json_for_programs(books: PriceBooks, capsys: Output) -> None:
    code, out, err = run(capsys, "decide", f"{QUERY}&budget=1000")
    assert (code, err) == (0, "")
    assert [line.split(",")[0] for line in out.splitlines()] == [
        "What to save on first",
        "What keeps a month within $1",
        "What moves the bill most",
    ]
    _, out, _ = run(capsys, "decide", QUERY, "--json")
    assert json.loads(out) == decide_data(plan(), books, TODAY)
    assert run(capsys, "decide", "model=ideogram-2.0")[:2] == (1, "not priced: ideogram-2.0\n")


def test_a_feed_that_differs_exits_with_1(capsys: Output, tmp_path: Path) -> None:
    file = feeds.wheel(tmp_path, "genai_prices", "0.1", genai_prices__data_py=feeds.GENAI_PRICES)
    code, out, err = run(capsys, "drift", str(file))
    assert (code, err) == (1, "")
    assert "differs: gpt-image-2, image output: 30 here" in out
    code, out, _ = run(capsys, "drift", str(file), "--json")
    assert (code, json.loads(out)["counts"]["differs"] > 0) == (1, True)


def test_a_file_that_is_no_feed_does_not_void_the_others(capsys: Output, tmp_path: Path) -> None:
    file = feeds.wheel(tmp_path, "genai_prices", "0.1", genai_prices__data_py=feeds.GENAI_PRICES)
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    code, out, err = run(capsys, "drift", str(tmp_path / "other.json"), str(file))
    assert (code, out) == run(capsys, "drift", str(file))[:2]
    assert err.startswith("error: other.json: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["nothing.json"], ["nothing.json", "--on", "yesterday"]])
def test_a_wrong_feed_is_refused_in_one_line(capsys: Output, arguments: list[str]) -> None:
    assert arguments[-1] in assert_refused(capsys, "drift", *arguments)


@pytest.mark.parametrize("command", [["estimate", ""], ["prices", "gpt-image-2"], ["check", "", "--budget", "1"]])
@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (changed(TINY, 'amount = "40"', "amount = 4.0"), ["maker.toml", "tiny", "amount"]),
        (changed(TINY, 'vendor = "Maker"', "vendor = "), ["maker.toml"]),
        (None, [GUIDE]),
    ],
    ids=["float amount", "broken TOML", "empty folder"],
)
def test_a_broken_price_folder_is_refused_in_one_line(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str], broken: str, named: list[str]
) -> None:
    folder = tmp_path / "prices"
    if broken:
        price_folder(folder, maker=broken)
    monkeypatch.setenv("PLANNER_PRICES", str(folder))
    err = assert_refused(capsys, *command)
    assert [word for word in named if word not in err] == []


def test_a_folder_of_ones_own_takes_the_place_of_the_shipped_prices(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANNER_PRICES", str(price_folder(tmp_path)))
    code, out, _ = run(capsys, "estimate", "model=tiny&quality=0-100-0&prices=2026-01-15")
    assert code == 0
    assert "per_image  0.04" in out
    assert "gpt-image-2" in assert_refused(capsys, "estimate", "")


@pytest.mark.parametrize("arguments", [[], ["bill"], ["estimate"], ["estimate", "", "--format", "pdf"]])
def test_a_wrong_command_shows_the_usage(capsys: Output, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments, TODAY)
    assert stop.value.code == 2
    assert "usage: python -m pricing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--lang", "zh_CN"], {}), ([], {"LC_ALL": "zh_CN.UTF-8"}), ([], {"LC_ALL": "", "LANG": "zh_CN.UTF-8"})],
)
def test_it_is_in_the_language_of_who_runs_it(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str]
) -> None:
    """Figures and keys are the same; what argparse says of a wrong command is translated too."""
    english = run(capsys, "estimate", QUERY)[1]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _, out, err = run(capsys, "estimate", f"{QUERY}&colour=red", *arguments)
    assert err == "已忽略：colour\n"
    assert re.findall(r"[0-9.]{3,}|per_[a-z]+", out.split("\n\n")[0]) == re.findall(
        r"[0-9.]{3,}|per_[a-z]+", english.split("\n\n")[0]
    )
    for wrong in (
        ["--help"],
        ["check", "--help"],
        ["estimate"],
        ["estimate", "", "--format", "pdf"],
        ["check", "a", "--b"],
    ):
        with pytest.raises(SystemExit):
            main([*arguments, *wrong], TODAY)
        written = re.sub("python -m pricing [a-z]*", "", "".join(capsys.readouterr()))
        assert not ENGLISH.findall(written), wrong


def test_a_language_that_nobody_speaks_is_refused(capsys: Output) -> None:
    assert "accepted: en or zh_CN" in assert_refused(capsys, "estimate", QUERY, "--lang", "xx")
    assert assert_refused(capsys, "estimate", QUERY, "--lang").startswith("error: --lang: ")


def test_it_runs_as_a_module() -> None:
    query = f"prices={GUIDE}&model=gpt-image-1&images=1&quality=0-100-0"
    command = [sys.executable, "-m", "pricing", "estimate", query]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert "0.0405" in done.stdout
    command[-1] = "images=x"
    failed = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.count("\n") == 1


def test_a_plan_is_counted_in_a_currency(capsys: Output) -> None:
    """At a given rate, what the plan itself has in USD converted too; without one the reference rate is offered."""
    query = f"{QUERY}&budget=1000"
    code, dollars, _ = run(capsys, "estimate", query, "--format", "json")
    assert code == 0
    code, euros, _ = run(capsys, "estimate", query, "--format", "json", "--currency", "EUR", "--rate", "0.5")
    assert code == 0
    before, after = json.loads(dollars), json.loads(euros)
    assert (after["currency"], after["scenario"]["budget"]) == ("EUR", "500")
    assert Decimal(after["per_month"]) * 2 == Decimal(before["per_month"])
    code, _, error = run(capsys, "check", query, "--currency", "EUR")
    assert code == 2
    assert "--rate" in error
    assert "0.895095" in error
