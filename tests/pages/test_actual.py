"""The Actual page without a browser: what was paid, what was billed, and the plan set right."""

from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pricing.commands import main
from pricing.saved import Actuals, Saved, Store
from pricing.values.month import Month
from tests.actual import own_bill
from tests.actual.samples import COSTS
from tests.making import TODAY, plan
from tests.pages import shelf
from tests.pages.planner import address, alts, opened, press, said, unfold

pytestmark = pytest.mark.usefixtures("read_here")
START = "prices=2026-11-24&start=2026-10"
MEDIUM = f"quality=0-100-0&{START}"
"""The plan that the reports here are of."""
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
MINE = "When,Outlay,Bilder\n2026-10-03,12.5,100\n2026-10-04,13,90\n"
ANSWER = (
    '{"created": 1793500000, "size": "1024x1024", "quality": "medium", "usage": {"input_tokens": 40, '
    '"input_tokens_details": {"text_tokens": 40, "image_tokens": 0}, "output_tokens": 1756, "total_tokens": 1796}}'
)


def bill(times: str = "1.5") -> str:
    """OpenAI's report on the costs of a month that went as planned, times something."""
    return own_bill.costs(plan(start=OCTOBER), OCTOBER, Fraction(times))


def use(times: str = "1.5") -> str:
    """OpenAI's report on the images of the same month."""
    return own_bill.images(plan(start=OCTOBER), OCTOBER, Fraction(times))


def brought(at: AppTest, **files: str) -> AppTest:
    """Files brought in by name."""
    given = [(f"{name.replace('_', '.')}", text.encode(), "text/plain") for name, text in files.items()]
    at.file_uploader[0].set_value(given).run()
    assert not at.exception, at.exception
    return at


def read(at: AppTest) -> dict[str, tuple[str, ...]]:
    """What was read of each file: as what, its rows, what is left out, its days and its sum."""
    tables = [table.value for table in at.dataframe if "read_as" in table.value]
    return {row[0]: tuple(row[1:]) for table in tables for row in table.itertuples(index=False)}


def page(query: str = START) -> AppTest:
    at = opened(query, "actual/page.py")
    assert not at.exception, at.exception
    return at


def test_one_amount_says_what_would_explain_it_and_is_applied() -> None:
    at = page()
    at.text_input(key="paid_amount").set_value("3,120").run()
    assert (
        "47% above the plan: that is 1.47 images made per image used, 1,470 images a day or a mix with 39% high."
        in said(at)
    )
    at.button(key="apply_paid_tries_1").click().run()
    assert not at.exception, at.exception
    assert address(at)["tries"] == "1.47"
    assert address(at)["paid"] == "2026-10:3120"
    assert at.metric[0].value == "$3,119.99"


def test_a_typed_amount_stands_in_the_address_and_not_in_what_is_shared() -> None:
    at = page(f"{START}&paid=2026-09:3120:30000")
    assert (at.selectbox(key="paid_month").value, at.text_input(key="paid_amount").value) == (SEPTEMBER, "3120")
    assert "1.47 images made per image used" in said(at)
    assert alts(at)[0].startswith("Sep 2026 to Dec 2026")
    at.selectbox(key="paid_month").set_value(OCTOBER).run()
    assert address(at)["paid"] == "2026-10:3120:30000"
    at.text_input(key="paid_images").set_value("").run()
    at.text_input(key="paid_amount").set_value("").run()
    assert "paid" not in address(at)
    for wrong in ("2026-13:1", "2026-10:x", "x", "2026-10:9999999999999"):
        assert "above the plan" not in said(page(f"{START}&paid={wrong}"))


@pytest.mark.parametrize("typed", ["zwölf", "-5", "1e9", "12.345", "1,000.5.5", "٣"])
def test_an_amount_that_is_none_is_named_and_nothing_is_said_of_it(typed: str) -> None:
    at = page()
    at.text_input(key="paid_amount").set_value(typed).run()
    assert [typed in error.value.replace("\\", "") for error in at.error] == [True]
    assert "above the plan" not in said(at)


def test_known_images_leave_the_volume_alone() -> None:
    at = page()
    at.text_input(key="paid_amount").set_value("3120").run()
    at.text_input(key="paid_images").set_value("30000").run()
    assert "1.47 images made per image used" in said(at)
    assert "images a day:" not in said(at)
    at.text_input(key="paid_images").set_value("many").run()
    assert "“many” is not accepted. Enter a whole number from 0 to 9,999,999,999 images." in at.error[0].value.replace(
        "\\", ""
    )


def test_a_report_is_recognised_and_held_against_the_plan() -> None:
    at = brought(page(MEDIUM), costs_json=bill())
    text = said(at)
    assert read(at) == {"costs.json": ("OpenAI costs", "4", "0", "1 Oct 2026 to 31 Oct 2026", "$2,393.10")}
    assert "Oct 2026: $2,393.10 billed, 50% above the plan of $1,595.40" in text
    month, year = alts(at)
    assert month.startswith("Why: Unexplained +$797.70.")
    assert year.startswith("Oct 2026 to Dec 2026: $7,179.30 expected.")
    assert [metric.value for metric in at.metric][1:] == ["$2,393.10", "$7,179.30"]
    assert "Everything that was billed belongs to the plan." in text


FOCUS = (
    "BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,ProviderName\n"
    "1000,USD,Usage,gpt-image-2,2026-10-01T00:00:00Z,2026-10-31T00:00:00Z,A\n"
    "310,USD,Usage,flux-pro,2026-10-01T00:00:00Z,2026-10-31T00:00:00Z,B\n"
    "19,USD,Tax,VAT,2026-10-30T00:00:00Z,2026-10-31T00:00:00Z,A\n"
)
GERMAN = "Datum;Modell;Bilder;Kosten (EUR)\n01.10.2026;gpt-image-2;900;46,50\n30.10.2026;gpt-image-2;1.100;57,25\n"


def test_the_command_says_what_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = page(MEDIUM)
    for files in ({"costs_json": bill(), "images_json": use()}, {"focus_csv": FOCUS}, {"mine_csv": GERMAN}):
        brought(at, **files)
        paths = [tmp_path / name.replace("_", ".") for name in files]
        for path, text in zip(paths, files.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        main(["actual", *map(str, paths), "--plan", MEDIUM], TODAY)
        labels = (button.label.replace("\\", "") for button in at.button)
        shown = " ".join("\n".join((said(at), *alts(at), *labels)).split())
        for line in capsys.readouterr().out.splitlines():
            if line.startswith("Not part of the plan: "):
                what, *name, amount = line.removeprefix("Not part of the plan: ").rstrip(".").split(", ")
                assert f"{', '.join(name)} ({what})" in shown if name else what in shown
                assert amount in shown
            elif line.startswith("Open: "):
                assert line.removeprefix("Open: ").partition(" Answer with")[0] in shown
            elif line.startswith("  "):
                assert line.strip().partition(": ")[2] in shown
            elif not line.startswith(tuple(path.name for path in paths)):
                for sentence in line.removeprefix("Correct the plan: ").rstrip(".").split(". "):
                    assert sentence in shown, line


def test_costs_alone_tell_what_would_explain_them() -> None:
    at = brought(page(MEDIUM), costs_json=bill())
    assert "The bill does not show which value of the plan differs" in said(at)
    assert "1 → 1.5, $2,393.10 a month" in said(at)
    at.button(key="apply_paid_images_1").click().run()
    assert address(at)["images"] == "1500"


def test_what_the_bill_identifies_is_applied_and_the_plan_is_what_was_billed() -> None:
    at = brought(page(MEDIUM), costs_json=bill(), images_json=use())
    before = address(at)
    assert "The plan of these days is $2,393.10 then; $2,393.10 were billed." in said(at)
    at.button(key="apply_right").click().run()
    assert not at.exception, at.exception
    assert address(at) == before | {"images": "1500"}
    assert "Undo" in [button.label for button in at.button]
    assert "Oct 2026: $2,393.10 billed, as much as planned" in said(at)
    assert "there is nothing to correct" in said(at)


def test_a_bill_that_went_as_planned_has_nothing_to_set_right() -> None:
    at = brought(page(MEDIUM), costs_json=bill("1"), images_json=use("1"))
    assert "Oct 2026: $1,595.40 billed, as much as planned" in said(at)
    assert "there is nothing to correct" in said(at)
    assert len(alts(at)) == 1, "a difference of nothing has no chart"


def test_a_file_that_is_taken_out_is_gone() -> None:
    at = brought(page(MEDIUM), costs_json=bill())
    at.file_uploader[0].set_value(None).run()
    assert read(at) == {}
    assert "Without any file: what did you pay?" in said(at)


def test_columns_of_a_table_are_named_once_and_remembered() -> None:
    at = brought(page(), mine_csv=MINE)
    assert "mine.csv has the columns When, Outlay, Bilder." in at.warning[0].value.replace("\\", "")
    for label, title in (("Day or month", "Bilder"), ("Cost", "Outlay")):
        next(box for box in at.selectbox if box.label == label).set_value(title)
    press(at, "Read it with these columns")
    assert "is no day from 2015 to 2100" in at.warning[0].value.replace("\\", "")
    for label, title in (("Day or month", "When"), ("Images", "Bilder")):
        next(box for box in at.selectbox if box.label == label).set_value(title)
    press(at, "Read it with these columns")
    assert not at.exception, at.exception
    assert read(at)["mine.csv"] == ("a table by its columns", "2", "0", "3 Oct 2026 to 4 Oct 2026", "$25.50")
    brought(at, mine_csv=MINE, more_csv=MINE.replace("2026-10", "2026-09"))
    assert not at.warning
    assert read(at)["more.csv"][-1] == "$25.50"
    unfold(at, "columns_open_more.csv")
    next(box for box in at.selectbox if box.label == "Cost").set_value("Bilder")
    press(at, "Read it with these columns")
    assert read(at)["more.csv"][-1] == "$190.00"


def test_the_model_of_answers_is_asked_for() -> None:
    at = page()
    unfold(at, "paste_open")
    at.text_area(key="paste_text").set_value(ANSWER)
    next(button for button in at.button if button.label == "Read it").click().run()
    assert "which do not say of which model; name it" in at.warning[0].value.replace("\\", "")
    at.selectbox(key="answers_of_pasted.txt").set_value("gpt-image-2")
    press(at, "Read it as answers of this model")
    assert not at.exception, at.exception
    assert read(at)["pasted.txt"][:2] == ("answers of OpenAI's Images API", "1")


def test_a_name_that_means_no_workload_is_listed_and_can_be_given_one() -> None:
    at = brought(page("prices=2026-11-24&start=2026-11"), costs_csv=COSTS)
    assert at.metric[1].value == "$52.70"
    assert "gpt-image-1 (Other spending)" in said(at)
    unfold(at, "belongs_open")
    at.selectbox(key="alias_gpt-image-1").set_value("gpt-image-2").run()
    assert not at.exception, at.exception
    assert at.metric[1].value == "$65.20"
    assert "Everything that was billed belongs to the plan." in said(at)
    at.selectbox(key="alias_gpt-image-1").set_value("none").run()
    assert at.metric[1].value == "$52.70"


def test_what_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    at = brought(page(MEDIUM), costs_json=bill(), broken_json="{")
    assert "broken.json is no JSON that can be read" in at.warning[0].value.replace("\\", "")
    assert read(at)["costs.json"][-1] == "$2,393.10"


@pytest.fixture
def saved(store: Store) -> Saved:
    return shelf.has(store, "Launch", MEDIUM)


def kept(store: Store, found: Saved, asker: str | None = shelf.ANN) -> int:
    return len(Actuals(store).of(found.id, asker))


def test_months_are_kept_shared_and_removed_each_with_undo(store: Store, saved: Saved) -> None:
    at = brought(shelf.opened(saved, "actual/page.py"), costs_json=bill())
    assert kept(store, saved) == 0
    at.button(key="actuals_keep").click().run()
    assert not at.exception, at.exception
    assert kept(store, saved) > 0
    assert kept(store, saved, "browser:ben") == 0
    assert ", Oct 2026: kept already, and the same." in said(at)
    labels = [button.label for button in at.button]
    assert not [label for label in labels if label.startswith("Keep ")], "it is kept"
    assert "Only for me" not in labels, "it is"
    press(at, "Share them with who opens it")
    assert kept(store, saved, "browser:ben") > 0
    labels = [button.label for button in at.button]
    assert "Only for me" in labels
    assert "Share them with who opens it" not in labels
    press(at, "Undo")
    assert kept(store, saved, "browser:ben") == 0
    press(at, "Remove them")
    assert kept(store, saved) == 0
    press(at, "Undo")
    assert kept(store, saved) > 0


def test_kept_months_are_there_without_the_file(store: Store, saved: Saved) -> None:
    at = brought(shelf.opened(saved, "actual/page.py"), costs_json=bill())
    at.button(key="actuals_keep").click().run()
    again = shelf.opened(saved, "actual/page.py")
    assert "Oct 2026: $2,393.10 billed" in said(again)


def test_a_name_that_was_given_a_model_once_is_known_in_the_next_bill(store: Store, saved: Saved) -> None:
    def of_month(month: str, amount: str) -> str:
        return f"Date,Model,Cost\n{month}-02,gpt-image-2,50\n{month}-30,Bild 2,{amount}\n"

    at = brought(shelf.opened(saved, "actual/page.py"), oct_csv=of_month("2026-10", "30"))
    unfold(at, "belongs_open")
    at.selectbox(key="alias_Bild 2").set_value("gpt-image-2").run()
    at.button(key="actuals_keep").click().run()
    assert not at.exception, at.exception
    at = brought(shelf.opened(saved, "actual/page.py"), sep_csv=of_month("2026-09", "40"))
    assert "Oct 2026: $80.00 billed" in said(at)
    assert "“Bild 2” counts as GPT Image 2." in said(at)
    at.segmented_control[0].set_value("2026-09").run()
    assert "Sep 2026: $90.00 billed" in said(at)


def test_what_is_in_the_session_alone_says_so() -> None:
    assert "Save the plan first" in said(brought(page(), costs_json=bill()))


def test_the_months_are_files(store: Store, saved: Saved) -> None:
    at = brought(shelf.opened(saved, "actual/page.py"), costs_json=bill())
    assert not at.get("download_button")
    unfold(at, "actual_files_open")
    labels = [button.proto.label for button in at.get("download_button")]
    assert labels == ["Excel with live formulas", "CSV of the months", "CSV of the sums by model", "JSON"]


def test_images_that_were_used_tell_tries_from_volume() -> None:
    at = brought(page(MEDIUM), costs_json=bill(), images_json=use())
    assert "Volume, +$797.70: 45,000 images were made, 30,000 were planned." in said(at)
    unfold(at, "used_open")
    at.text_input(key="used_2026-10_").set_value("30,000").run()
    assert "Tries, +$797.70: more or fewer" in said(at)
    assert "Volume, " not in said(at)
    at.button(key="apply_right").click().run()
    assert address(at)["tries"] == "1.5"
    assert "Oct 2026: $2,393.10 billed, as much as planned" in said(at)
    at.text_input(key="used_2026-10_").set_value("lots").run()
    assert "“lots” is not accepted. Enter a whole number from 0" in at.error[0].value.replace("\\", "")


def test_a_log_with_a_name_in_two_currencies_and_text_models_is_a_page() -> None:
    costs = "Date,Model,Amount,Currency\n2026-10-01,gpt-5,3,USD\n2026-10-01,gpt-5,4,EUR\n2026-10-02,gpt-image-2,9,USD"
    at = brought(page(MEDIUM), costs_csv=costs)
    unfold(at, "belongs_open")
    assert "gpt-5 (Other spending)" in said(at)
    assert [box.label for box in at.selectbox if box.key == "alias_gpt-5"]


def test_two_readings_of_a_date_stand_side_by_side_and_can_be_chosen_again() -> None:
    table = "Date,Model,Cost\n01/08/2026,gpt-image-2,50\n02/08/2026,gpt-image-2,50\n"
    at = brought(page(MEDIUM), mine_csv=table)
    labels = [button.label.replace("\\", "") for button in at.button if (button.key or "").startswith("reading_")]
    assert labels == [
        "The day first: 1 Aug 2026 to 2 Aug 2026, $100.00",
        "The month first: 8 Jan 2026 to 8 Feb 2026, $100.00",
    ]
    assert read(at)["mine.csv"][-1] == "a question is open"
    at.button(key="reading_day-order:mine.csv_day-first").click().run()
    assert "Aug 2026: $100.00 billed" in said(at)
    unfold(at, "answered_open")
    at.button(key="reading_day-order:mine.csv_month-first").click().run()
    assert not at.exception, at.exception
    assert read(at)["mine.csv"][-1] == "a question is open", "whether it is two months or two days"


def test_euros_are_counted_at_a_rate_and_in_no_figure_without_one() -> None:
    table = "Date,Model,Amount (EUR)\n2026-10-01,gpt-image-2,46\n2026-10-02,gpt-image-2,46\n"
    at = brought(page(MEDIUM), mine_csv=table)
    assert len(at.metric) == 1
    assert "€92.00 were billed in Oct 2026: how many EUR were one USD?" in said(at)
    at.text_input(key="rate_rate:EUR:2026-10").set_value("0.92").run()
    press(at, "Count it at this rate")
    assert not at.exception, at.exception
    assert at.metric[1].value == "$100.00"
