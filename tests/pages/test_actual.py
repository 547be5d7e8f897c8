"""The Actual page without a browser: what was paid, what was billed, and the plan set right."""

from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from pricing.saved import Actuals, Saved, Store
from pricing.values.month import Month
from tests.actual import own_bill
from tests.actual.samples import COSTS
from tests.making import plan
from tests.pages import shelf
from tests.pages.planner import address, alts, opened, press, said, unfold

START = "prices=2026-11-24&start=2026-10"
MEDIUM = f"quality=0-100-0&{START}"
"""The plan that the reports here are of."""
OCTOBER = Month(2026, 10)
MINE = "When,Paid,Bilder\n2026-10-03,12.5,100\n2026-10-04,13,90\n"
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


def page(query: str = START) -> AppTest:
    at = opened(query, "actual/page.py")
    assert not at.exception, at.exception
    return at


def test_one_amount_says_what_would_explain_it_and_is_applied() -> None:
    at = page()
    at.text_input(key="paid_amount").set_value("3,120").run()
    assert (
        "47% above the plan: that is 1.47 images made for one used, or 1,470 images a day, or a mix with 39% high."
        in said(at)
    )
    at.button(key="apply_paid_tries_1").click().run()
    assert not at.exception, at.exception
    assert address(at)["tries"] == "1.47"
    assert at.metric[0].value == "$3,119.99"


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
    assert "1.47 images made for one used" in said(at)
    assert "images a day:" not in said(at)
    at.text_input(key="paid_images").set_value("many").run()
    assert "“many” is not taken. It takes a whole number from 0 to 9,999,999,999 images." in at.error[0].value.replace(
        "\\", ""
    )


def test_a_report_is_recognised_and_held_against_the_plan() -> None:
    at = brought(page(MEDIUM), costs_json=bill())
    text = said(at)
    assert "costs.json: OpenAI costs, 4 rows, 1 Oct 2026 to 31 Oct 2026, $2,393.10 in all." in text
    month, year = alts(at)
    assert month.startswith("Oct 2026: $2,393.10 billed, 50% above the plan of $1,595.40. From plan to bill: ")
    assert year.startswith("Oct 2026 to Dec 2026: $7,179.30 expected.")
    assert "All $2,393.10 billed in the month are of the plan's models." in text


def test_costs_alone_tell_what_would_explain_them() -> None:
    at = brought(page(MEDIUM), costs_json=bill())
    assert "50% above the plan: that is 1.5 images made for one used" in said(at)
    at.button(key="apply_paid_images_1").click().run()
    assert address(at)["images"] == "1500"


def test_every_average_can_be_applied_and_all_at_once() -> None:
    at = brought(page(MEDIUM), costs_json=bill(), images_json=use())
    before = address(at)
    first = next(button for button in at.button if (button.key or "").startswith("apply_average_1_"))
    lever = str(first.key).removeprefix("apply_average_1_")
    first.click().run()
    assert not at.exception, at.exception
    assert address(at) == before | {lever: address(at)[lever]}
    assert address(at)[lever] != before[lever]
    assert "Back undoes it" in "".join(toast.value for toast in at.toast)


def test_a_bill_that_went_as_planned_has_nothing_to_set_right() -> None:
    at = brought(page(MEDIUM), costs_json=bill("1"), images_json=use("1"))
    assert alts(at)[0].startswith("Oct 2026: $1,595.40 billed, as planned. From plan to bill: no difference")
    assert "The plan has what was used" in said(at)


def test_a_file_that_is_taken_out_is_gone() -> None:
    at = brought(page(MEDIUM), costs_json=bill())
    at.file_uploader[0].set_value(None).run()
    assert "OpenAI costs" not in said(at)
    assert "Without any file: what did you pay?" in said(at)


def test_columns_of_a_table_are_named_once_and_remembered() -> None:
    at = brought(page(), mine_csv=MINE)
    assert "mine.csv has the columns When, Paid, Bilder." in at.warning[0].value.replace("\\", "")
    for label, title in (
        ("Column of the day", "When"),
        ("Column of the cost", "Paid"),
        ("Column of the images", "Bilder"),
    ):
        next(box for box in at.selectbox if box.label == label).set_value(title)
    press(at, "Read it with these columns")
    assert not at.exception, at.exception
    assert "mine.csv: a table by its columns, 2 rows, 3 Oct 2026 to 4 Oct 2026, $25.50 in all." in said(at)
    brought(at, mine_csv=MINE, more_csv=MINE.replace("2026-10", "2026-09"))
    assert not at.warning
    assert "more.csv" in said(at)


def test_the_model_of_answers_is_asked_for() -> None:
    at = page()
    unfold(at, "paste_open")
    at.text_area(key="paste_text").set_value(ANSWER)
    next(button for button in at.button if button.label == "Read it").click().run()
    assert "which do not say of which model; name it" in at.warning[0].value.replace("\\", "")
    at.selectbox(key="answers_of_what was pasted").set_value("gpt-image-2")
    press(at, "Read it as of this model")
    assert not at.exception, at.exception
    assert "answers of OpenAI's Images API, 1 row" in said(at)


def test_a_name_that_means_no_workload_is_listed_and_can_be_given_one() -> None:
    at = brought(page("prices=2026-11-24&start=2026-11"), costs_csv=COSTS)
    assert "$12.50 of others of the price book" in said(at)
    at.selectbox(key="alias_gpt-image-1").set_value("gpt-image-2").run()
    assert not at.exception, at.exception
    assert "All $65.20 billed in the month are of the plan's models." in said(at)


def test_what_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    at = brought(page(MEDIUM), costs_json=bill(), broken_json="{")
    assert "broken.json is no JSON that can be read" in at.warning[0].value.replace("\\", "")
    assert "$2,393.10 in all" in said(at)


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
    assert "OpenAI costs, Oct 2026: kept already, and the same." in said(at)
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
    assert alts(again)[0].startswith("Oct 2026: $2,393.10 billed")


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
    assert "Volume: More or fewer images than planned" in said(at)
    unfold(at, "used_open")
    at.text_input(key="used_2026-10_").set_value("30,000").run()
    assert "Images made for one that is used: More or fewer" in said(at)
    assert "Volume: More or fewer images than planned" not in said(at)
    at.button(key="apply_average_1_tries").click().run()
    assert address(at)["tries"] == "1.5"
    at.text_input(key="used_2026-10_").set_value("lots").run()
    assert "“lots” is not taken. It takes a whole number from 0" in at.error[0].value.replace("\\", "")
