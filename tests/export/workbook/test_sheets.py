"""What the workbook is made of: sheets, input cells with their limits, text that stays text, the chart."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest

from pricing.bill.estimate import estimate
from pricing.explain.notices import notices
from pricing.export.decision_lines import in_lines
from pricing.export.workbook import workbook
from pricing.prices import GuidePrices, ListPrices, PriceBooks, load
from pricing.prices.revision import revision_of
from pricing.scenario import link
from pricing.scenario.calendar_kinds import MonthKind
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Number
from pricing.scenario.mixes import Quality
from pricing.wording.messages import words
from tests.export.workbook.making import EVERYTHING, made, of_several
from tests.export.workbook.office import figures, formulas, labelled, named, table
from tests.making import TINY, TODAY, changed, plan, price_folder, several, usd, varied, workload

SHEETS = ["Summary", "Assumptions", "Events", "Lines", "Forecast", "Sources"]
CALCULATED = {
    "Share of generations",
    "Generations per day",
    "Units per generation",
    "Quantity per day",
    "Cost per unit",
    "Cost per image",
    "Cost per day",
}
INPUTS = {
    "images_a_day": "images",
    "days_a_month": "days",
    "prompt_tokens": "prompt",
    "reference_images": "refs",
    "partial_images": "partials",
    "thinking_tokens": "thinking",
    "tries_an_image": "tries",
    "reuse_share": "reuse",
    "batch_share": "batch",
    "discount_rate": "discount",
    "growth_a_month": "growth",
    "number_of_months": "months",
    "monthly_budget": "budget",
    "first_month": "start",
    "own_an_image": "own_image",
    "own_a_month": "own_month",
}
PERCENTS = {"reuse_share", "batch_share", "discount_rate", "growth_a_month"}


@pytest.fixture(scope="module")
def content(books: PriceBooks) -> bytes:
    return made(plan(**EVERYTHING), books)


def part(content: bytes, name: str) -> str:
    """One XML file of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def test_the_same_plan_gives_the_same_bytes(content: bytes, books: PriceBooks) -> None:
    assert made(plan(**EVERYTHING), books) == content
    assert formulas(content).properties.created == dt.datetime.combine(TODAY, dt.time())


def test_the_sheets_print_on_one_page_wide(content: bytes) -> None:
    book = formulas(content)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes is not None


def test_the_chart_has_the_months_and_the_budget(content: bytes, books: PriceBooks) -> None:
    chart = part(content, "xl/charts/chart1.xml")
    assert "<c:barChart>" in chart
    assert "<c:lineChart>" in chart
    assert re.findall("<c:f>(.*?)</c:f>", chart) == [
        "Forecast!$B$6:$B$23",
        "Forecast!$H$6:$H$23",
        "Forecast!$B$6:$B$23",
        "Forecast!$J$6:$J$23",
    ]
    assert "<c:lineChart>" not in part(made(plan(), books), "xl/charts/chart1.xml")
    assert [sheet.title for sheet in formulas(content) if sheet._charts] == ["Summary"]


def test_input_cells_take_what_the_fields_take(content: bytes, books: PriceBooks) -> None:
    book, fields = formulas(content), kinds(books, TODAY)
    rules = {str(rule.sqref): rule for rule in book["Assumptions"].data_validations.dataValidation}
    for name, key in INPUTS.items():
        cell, field = named(book, name), fields[key]
        assert book["Assumptions"].cell(cell.row, 1).value == FIELDS[key].label
        rule = rules.pop(cell.coordinate)
        assert cell.fill.fgColor.rgb == "FFFFF6D6"
        low, high = float(rule.formula1), float(rule.formula2)
        if isinstance(field, Number):
            scale = 100 if name in PERCENTS else 1
            assert (low * scale, high * scale) == (field.low, field.high)
            assert rule.type == ("decimal" if field.places else "whole")
        else:
            assert isinstance(field, MonthKind)
            days = [(month.first_day - dt.date(1899, 12, 30)).days for month in (field.first, field.last)]
            assert [low, high] == days
    assert {(float(rule.formula1), float(rule.formula2)) for rule in rules.values()} == {(0, 1)}


def test_input_cells_hold_the_plan(content: bytes) -> None:
    book = figures(content)
    shown = {name: named(book, name).value for name in [*INPUTS, "share_low", "size_1024x1536", "size_2048x2048"]}
    assert shown.pop("first_month").date() == dt.date(2026, 11, 1)
    assert shown == {
        "images_a_day": 3333,
        "days_a_month": 22,
        "prompt_tokens": 320,
        "reference_images": 1.5,
        "partial_images": 0,
        "thinking_tokens": 0,
        "tries_an_image": 1.3,
        "reuse_share": 0.125,
        "batch_share": 0.4,
        "discount_rate": 0.075,
        "growth_a_month": 0.0825,
        "number_of_months": 18,
        "monthly_budget": 5000,
        "share_low": 0.25,
        "own_an_image": 0,
        "own_a_month": 0,
        "size_1024x1536": 0.3,
        "size_2048x2048": 0,
    }


def test_only_figures_are_formulas(content: bytes) -> None:
    book = formulas(content)
    for row in table(book, "Lines", "Component"):
        assert {key for key, value in row.items() if str(value).startswith("=")} == CALCULATED
    assert all(cell.data_type != "f" for row in book["Sources"].iter_rows() for cell in row)
    computed = [cell.coordinate for row in book["Assumptions"].iter_rows() for cell in row if cell.data_type == "f"]
    assert computed == [named(book, name).coordinate for name in ("check_quality", "check_sizes")]
    for sheet, column in (("Summary", "A"), ("Forecast", "M")):
        assert all(cell.data_type != "f" for cell in book[sheet][column])


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK("https://example.org")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, start: str) -> None:
    hostile = start.replace('"', '\\"').replace("\t", "\\t")
    maker = changed(TINY, 'title = "Price page"', f'title = "{hostile}"\nnote = "{hostile}"')
    maker = changed(maker, 'name = "Tiny"', f'name = "{hostile}"')
    books = load(price_folder(tmp_path / "prices", maker=maker))
    bill = estimate(plan(model="tiny", prices=dt.date(2026, 3, 5)), books)
    book = formulas(workbook(bill, books, TODAY))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value) == start]
    assert {cell.parent.title for cell in cells} >= {"Assumptions", "Lines", "Sources"}
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_link_and_the_notices_are_on_the_first_sheet(content: bytes, books: PriceBooks) -> None:
    texts = [cell.value for cell in figures(content)["Summary"]["B"]]
    query = next(text for text in texts if str(text).startswith("?v="))
    assert link.parse(query, books, TODAY).scenario == plan(**EVERYTHING)
    whole = estimate(plan(**EVERYTHING), books)
    for notice in notices(whole, books, TODAY):
        assert words(notice.message) in texts
    assert set(in_lines(whole, books, TODAY)) <= set(texts)


def test_the_chart_has_what_the_team_pays_itself(books: PriceBooks) -> None:
    two = several(workload(name="A"), workload(name="B"), own_month=usd("5"))
    assert "The team" in part(made(two, books), "xl/charts/chart1.xml")
    assert "The team" not in part(made(varied(two, own_month=usd("0")), books), "xl/charts/chart1.xml")


def test_the_guides_prices_are_named(books: PriceBooks) -> None:
    book = figures(made(plan(prices=GuidePrices(), model="gpt-image-1"), books))
    assert "Guide of May 2025" in book["Summary"]["A2"].value
    assert "Guide of May 2025" in book["Assumptions"]["A2"].value
    [source] = {row["Source"] for row in table(book, "Sources", "Source")}
    assert source == books.guide["gpt-image-1"].source("guide").title


def test_lines_lead_to_their_sources(content: bytes, books: PriceBooks) -> None:
    book = formulas(content)
    addresses = {source.address for source in books.listed["gpt-image-2"].file.sources.values()}
    linked = {cell.hyperlink.target for row in book["Lines"].iter_rows() for cell in row if cell.hyperlink}
    assert linked
    assert linked <= addresses
    listed = {row["Address"] for row in table(book, "Sources", "Source")}
    assert linked <= listed


def test_the_sources_name_the_state_of_the_price_book(content: bytes, books: PriceBooks) -> None:
    found = revision_of(books)
    said = f"Price book: revision {found.hash} of {found.day:%-d %b %Y}."
    assert figures(content)["Sources"]["A2"].value.endswith(said)


def test_credits_are_shown_with_their_price(books: PriceBooks) -> None:
    book = figures(made(plan(model="stable-image-core"), books))
    row = table(book, "Lines", "Component")[0]
    card = books.rate_card("stable-image-core", ListPrices(TODAY))
    credit, rate = card.rate("credit"), card.rate("image_output", "standard")
    assert credit is not None
    assert rate is not None
    assert (usd(str(row["Price of a credit"])), usd(str(row["Rate"]))) == (credit.amount, rate.amount)
    assert row["Rate unit"] == "credits per image"
    assert not book["Lines"].column_dimensions["N"].hidden
    assert formulas(made(plan(), books))["Lines"].column_dimensions["N"].hidden


def test_lines_are_there_for_every_tier_size_and_processing(books: PriceBooks) -> None:
    rows = table(figures(made(plan(), books)), "Lines", "Component")
    sizes = books.listed["gpt-image-2"].model.sizes
    assert len(rows) == len(sizes) * 3 * (2 * 3 + 1), "prompt, references and image twice; partial images in no batch"
    assert [row["Component"] for row in rows if row["Cost per day"]] == ["Prompt text", "Generated images"]
    assert all(row["Cost per day"] for row in rows[:2])


def test_a_plan_without_any_price_has_no_zero_for_a_cost(books: PriceBooks) -> None:
    book = figures(made(plan(model="ideogram-2.0", quality=Quality(0, 0, 100)), books))
    shown = labelled(book)
    assert {shown[key] for key in shown if key.startswith("Cost")} == {"not priced"}
    assert {row["Cost"] for row in table(book, "Forecast", "Number")} == {"not priced"}
    (gap, *_) = estimate(plan(model="ideogram-2.0", quality=Quality(0, 0, 100)), books).unpriced
    assert shown["Why not priced"] == words(gap.reason)


@pytest.mark.parametrize(("model", "sold"), [("gpt-image-1-mini", 1), ("gpt-image-1", 0)])
def test_the_months_without_the_model_are_marked(books: PriceBooks, model: str, sold: int) -> None:
    """GPT Image 1 mini ends on 1 Dec 2026, GPT Image 1 ended on 23 Oct; the plan begins in Nov 2026."""
    content = made(plan(model=model, months=3), books)
    rows = table(figures(content), "Forecast", "Number")
    assert [row["Sold"] for row in rows] == [sold, 0, 0]
    assert named(figures(content), "model_ends").value.date() == books.listed[model].model.life.shut_down
    note = figures(content)["Summary"]["A2"].value
    assert note.startswith("It has not been sold since 23 Oct 2026: these are its last prices.") == (not sold)
    assert labelled(figures(content))["Cost of the months it is sold"] == (rows[0]["Cost"] if sold else 0)


def test_a_late_horizon_can_be_written(books: PriceBooks) -> None:
    late = varied(plan(), start=kinds(books, TODAY)["start"].read("2100-12"), months=36)
    rows = table(figures(made(late, books)), "Forecast", "Number")
    assert rows[-1]["Month"].date() == dt.date(2103, 11, 1)


@pytest.fixture(scope="module")
def mixed(books: PriceBooks) -> bytes:
    return made(of_several(books)["mixed"], books)


def test_several_workloads_have_a_column_each(mixed: bytes, books: PriceBooks) -> None:
    book, scenario = formulas(mixed), of_several(books)["mixed"]
    assert book.sheetnames == ["Summary", "Assumptions", "Events", "Lines", "Months", "Forecast", "Sources"]
    names = [workload.name for workload in scenario.workloads]
    assert [cell.value for cell in book["Assumptions"][4]][:6] == ["Field", "All workloads", *names]
    for place, each in enumerate(scenario.workloads, 1):
        assert named(book, f"images_a_day_{place}").value == each.images
        assert named(book, f"growth_a_month_{place}").value == pytest.approx(float(each.growth) / 100)
        assert named(book, f"images_a_day_{place}").column == 2 + place
    assert named(book, "days_a_month").value == 22
    assert named(book, "images_a_day").value == "=" + "+".join(f"images_a_day_{place}" for place in range(1, 5))
    assert book["Months"].print_area == f"'Months'!$A$1:$J${4 + 18 * 4}", "no empty pages after the last month"
    assert "size_1536x1024_2" not in book.defined_names, "Stable Image Core does not sell that size"


def test_input_cells_of_each_workload_take_what_the_fields_take(mixed: bytes, books: PriceBooks) -> None:
    book, fields = formulas(mixed), kinds(books, TODAY)
    rules = {str(rule.sqref): rule for rule in book["Assumptions"].data_validations.dataValidation}
    for name, key in INPUTS.items():
        if FIELDS[key].of == "workload":
            field, scale = fields[key], 100 if name in PERCENTS else 1
            assert isinstance(field, Number)
            for place in range(1, 5):
                rule = rules[named(book, f"{name}_{place}").coordinate]
                assert (float(rule.formula1) * scale, float(rule.formula2) * scale) == (field.low, field.high)


def test_one_workload_has_no_column_that_tells_it_apart(books: PriceBooks) -> None:
    for name in ("", "Hero images"):
        content = made(plan(name=name, model="gpt-image-1"), books)
        book = figures(content)
        assert book.sheetnames == SHEETS
        assert book["Lines"]["A6"].value == "Component"
        assert book["Summary"]["A1"].value == ", ".join(filter(None, (name, "GPT Image 1"))) + ": what the images cost"
        assert not [name for name in formulas(content).defined_names if name.endswith("_1")]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("https://example.org")', "{=A1}"])
def test_a_name_that_looks_like_a_formula_stays_text(books: PriceBooks, name: str) -> None:
    """Formulas reach a name only through the cell that has it."""
    named_so = several(
        workload(name=name, model="stable-image-core"), workload(name="Other", model="dall-e-3"), months=2
    )
    content = made(named_so, books)
    shown, written = figures(content), formulas(content)
    cells = [cell for sheet in shown for row in sheet.iter_rows() for cell in row if str(cell.value) == name]
    assert {cell.parent.title for cell in cells} >= {"Summary", "Assumptions", "Lines", "Months", "Sources"}
    for cell in cells:
        there = written[cell.parent.title][cell.coordinate]
        assert there.data_type == "s" or there.value.endswith(',"",workload_1)'), there.coordinate
    computed = [cell.value for sheet in written for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [formula for formula in computed if f'"{name}' in str(formula)]
    assert re.findall("<c:tx><c:strRef><c:f>(.*?)</c:f>", part(content, "xl/charts/chart1.xml")) == [
        "Assumptions!$C$4",
        "Assumptions!$D$4",
    ]


def test_sources_say_which_workloads_they_are_for(mixed: bytes, books: PriceBooks) -> None:
    rows = table(figures(mixed), "Sources", "Source")
    assert {name for row in rows for name in row["Workloads"].split(", ")} == {
        workload.name for workload in of_several(books)["mixed"].workloads
    }
    assert len({(row["Source"], row["Address"], row["Read on"]) for row in rows}) == len(rows)
    assert "Workloads" not in table(figures(made(plan(), books)), "Sources", "Source")[0]
