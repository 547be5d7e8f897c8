"""The workbook of a comparison: a spreadsheet program gets the engine's figures, and those of changed terms."""

from collections.abc import Collection
from typing import Any

import pytest

from pricing.compare.rows import PricedRow
from pricing.compare.table import Table, compare
from pricing.export.comparison_book import workbook
from pricing.export.file_text import PLAIN_FILE
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.wording.figures import in_currency, reading_in
from pricing.wording.languages import languages
from tests.export.workbook.office import Office, changed, named, table
from tests.export.workbook.test_language import compared_words, written
from tests.making import TODAY, shipped

ONE = (
    "v=3&images=1000&refs=1&batch=40&tries=1.3&reuse=10&discount=10&contract=vendor&quality=30-50-20"
    "&currency=EUR&rate=0.895095&rate_day=2026-10-30&own_month=400&accepted=gpt-image-2:50,flux-2-pro:80"
    "&services=gpt-image-2,flux-2-pro,dall-e-3,midjourney,stable-image-core,volcengine-seedream-5.0-pro"
    "&own=Relay~factor~gpt-image-2~0.5;Prices~price~0.01~-~0.03;Racks~gpu~2.5~600"
)
TWO = (
    "v=3&name=Hero&images=1000&2.name=Thumbs&2.images=300&2.model=flux-2-pro&2.size=2048x2048"
    "&services=gpt-image-2,flux-2-pro,midjourney,stable-image-core,dall-e-3&missing=leave&quality=30-50-20"
)
QUERIES = {"one": ONE, "two": TWO}
CHANGES: dict[str, tuple[str, dict[str, float], dict[str, str]]] = {
    "more": ("one", {"images_a_day": 2500, "days_a_month": 22}, {"images=1000": "images=2500&days=22"}),
    "rate": ("one", {"exchange_rate": 0.95, "discount_rate": 0.2}, {"0.895095": "0.95", "discount=10": "discount=20"}),
    "second": ("two", {"images_a_day_2": 900}, {"2.images=300": "2.images=900"}),
}


def read(query: str) -> Scenario:
    reading = link.parse(query, shipped(), TODAY)
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def made(scenario: Scenario) -> bytes:
    with in_currency(scenario.currency):
        return workbook(compare(scenario, shipped()), shipped(), TODAY, PLAIN_FILE)


@pytest.fixture(scope="module")
def calculated(office: Office) -> dict[str, Any]:
    files = {name: made(read(query)) for name, query in QUERIES.items()}
    files |= {name: changed(files[of], **cells) for name, (of, cells, _) in CHANGES.items()}
    with reading_in(languages()["zh_CN"]):
        files |= {f"{name} in Chinese": made(read(query)) for name, query in QUERIES.items()}
    return office.recalculated(files)


def differences(book: Any, whole: Table, left_out: Collection[str] = ()) -> list[str]:
    """Rows of the sheet of services that have not the engine's figures."""
    rows = {row[0].value: [cell.value for cell in row[1:6]] for row in book.worksheets[0].iter_rows(min_row=5)}
    wrong = []
    for row in whole.rows:
        if not isinstance(row, PricedRow):
            assert rows[row.label][0] == "not priced", row.label
        elif row.label not in left_out:
            present = whole.present.per_month
            assert present is not None
            expected = [row.per_month, row.per_month - present, row.per_image]
            if whole.scenario.accepted and (tried := row.per_accepted_image(whole.scenario.accepted)) is not None:
                assert row.per_image is not None
                expected += [row.per_image / tried, tried]
            if rows[row.label][: len(expected)] != pytest.approx([float(figure or 0) for figure in expected], abs=1e-9):
                wrong.append(f"{row.label}: {rows[row.label]}, {expected}")
    return wrong


def bought(book: Any) -> set[str]:
    """Services that are paid by the seat or the whole hour, which stays as it was exported."""
    return {row["Service"] for row in table(book, "Lines", "No.") if not row["Follows the images"]}


@pytest.mark.parametrize("name", QUERIES)
def test_the_figures_are_the_engines(calculated: dict[str, Any], name: str) -> None:
    whole = compare(read(QUERIES[name]), shipped())
    assert differences(calculated[name], whole) == []
    assert bought(calculated[name]) == {"one": {"Racks (yours)"}, "two": {"Midjourney"}}[name]
    assert any(not isinstance(row, PricedRow) for row in whole.rows) == (name == "one")
    numbers = [cell.value for sheet in calculated[name] for row in sheet.iter_rows() for cell in row]
    chinese = [cell.value for sheet in calculated[f"{name} in Chinese"] for row in sheet.iter_rows() for cell in row]
    assert [value for value in numbers if isinstance(value, float)] == [
        each for each in chinese if isinstance(each, float)
    ]


@pytest.mark.parametrize("name", CHANGES)
def test_changed_terms_change_every_service(calculated: dict[str, Any], name: str) -> None:
    of, _, texts = CHANGES[name]
    query = QUERIES[of]
    for before, after in texts.items():
        assert before in query
        query = query.replace(before, after)
    assert differences(calculated[name], compare(read(query), shipped()), bought(calculated[of])) == []


def test_the_terms_are_said(calculated: dict[str, Any]) -> None:
    book = calculated["one"]
    rows = {row["Term"]: row for row in table(book, "Terms", "Term")}
    rate = rows["EUR for one USD"]
    assert (rate["Value"], named(book, "exchange_rate").value) == (0.895095, 0.895095)
    assert (
        rate["Note"]
        == "The reference rate of 30 Oct 2026: European Central Bank, euro foreign exchange reference rates."
    )
    assert rows["Where a discount counts in a comparison"]["Value"] == "At the vendor of the plan's models alone"
    assert rows["Own costs per month, EUR"]["Value"] == 400
    assert rows["Price date"]["Value"] == "24 Nov 2026"
    assert "Midjourney" in rows["Services compared"]["Note"]
    assert rows["Days per month"]["Value"] == 30


@pytest.mark.filterwarnings("error::UserWarning")
def test_the_cells_of_a_workload_have_limits_whatever_its_name() -> None:
    """Excel counts a sign like this one twice, and takes no rule whose title is too long."""
    for name in ("Hero", "\U00024f8e" * 40):
        made(read(TWO.replace("Hero", name)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_formula_compares_a_word(language: str) -> None:
    with reading_in(languages()[language]):
        formulas = [formula for query in QUERIES.values() for formula in written(made(read(query)))]
    assert len(formulas) > 50
    assert [formula for formula in formulas if compared_words(formula)] == []
