"""A workbook in Chinese: its formulas give what they give in English."""

from collections.abc import Iterator
from typing import Any

import pytest

from pricing.prices import PriceBooks
from pricing.wording.figures import reading_in
from pricing.wording.languages import languages
from tests.export.workbook.making import known, made, of_several
from tests.export.workbook.office import Office, figures

NAMES = ("ranges", "events", "partly priced")


def values(book: Any) -> Iterator[tuple[tuple[int, str], Any]]:
    """What is in each cell, by the place of its sheet and its address."""
    for place, sheet in enumerate(book.worksheets):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield (place, cell.coordinate), cell.value


def test_the_formulas_give_what_they_give_in_english(office: Office, books: PriceBooks) -> None:
    plans = {name: (known(books) | of_several(books))[name] for name in NAMES}
    with reading_in(languages()["zh_CN"]):
        chinese = {name: made(scenario, books) for name, scenario in plans.items()}
    recalculated = office.recalculated(chinese)
    for name, scenario in plans.items():
        kept, given = dict(values(figures(chinese[name]))), dict(values(recalculated[name]))
        english = dict(values(figures(made(scenario, books))))
        assert set(kept) == set(english), name
        for cell, value in kept.items():
            if isinstance(value, str):
                assert (given.get(cell) or "") == value, (name, cell)
                assert isinstance(english[cell], str), (name, cell)
            elif isinstance(value, int | float):
                assert given[cell] == pytest.approx(value), (name, cell)
                assert value == english[cell], (name, cell)
