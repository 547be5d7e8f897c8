"""How long ago vendors were read: oldest first, and what rests on one reading."""

import datetime as dt
from pathlib import Path

import pytest

from pricing.prices import PriceBooks, load
from pricing.prices.ages import VendorAge, ages
from pricing.prices.life import gone
from pricing.prices.messages import read_when
from pricing.wording.messages import words
from tests.making import TINY, TODAY, changed, price_folder

READ = "read = 2026-01-05"


def maker(vendor: str, read: str = READ, more: str = "") -> str:
    """The tiny file as another vendor's."""
    return changed(TINY.replace('"tiny"', f'"{vendor.lower()}"').replace("Maker", vendor), READ, read) + more


def of_files(folder: Path, *files: str) -> list[VendorAge]:
    named = {f"file-{place}": text for place, text in enumerate(files)}
    return ages(load(price_folder(folder, **named)).listed, TODAY)


def test_the_vendor_read_longest_ago_comes_first(tmp_path: Path) -> None:
    found = of_files(tmp_path, maker("Late", "read = 2026-11-20"), maker("Early"), maker("Middle", "read = 2026-06-01"))
    assert [(age.vendor, age.days(TODAY)) for age in found] == [("Early", 323), ("Middle", 176), ("Late", 4)]


def test_a_day_that_nobody_knows_comes_before_all_others(tmp_path: Path) -> None:
    found = of_files(tmp_path, maker("Early"), maker("Hazy", 'read_by = "2026-11"'))
    assert [(age.vendor, words(read_when(age.last)), age.days(TODAY)) for age in found] == [
        ("Hazy", "in or before Nov 2026", None),
        ("Early", "5 Jan 2026", 323),
    ]


SECOND = """
[[models.prices]]
component = "text_input"
amount = "5"
unit = "USD per 1M tokens"
from = 2026-01-01
source = "SOURCE"
confidence = "official"
"""


@pytest.mark.parametrize(
    ("read", "last", "oldest"),
    [
        ("read = 2026-06-01", "1 Jun 2026", "5 Jan 2026"),
        ("read = 2025-06-01", "5 Jan 2026", "1 Jun 2025"),
        ('read_by = "2026-11"', "5 Jan 2026", "in or before Nov 2026"),
    ],
)
def test_the_last_and_the_oldest_reading(tmp_path: Path, read: str, last: str, oldest: str) -> None:
    source = f'[sources.other]\ntitle = "Other"\naddress = ""\n{read}\n\n[rules.grid]'
    text = changed(TINY, "[rules.grid]", source) + SECOND.replace("SOURCE", "other")
    (age,) = of_files(tmp_path, text)
    assert (words(read_when(age.last)), words(read_when(age.oldest)), len(age.prices)) == (last, oldest, 2)


def test_what_other_readings_agree_with_does_not_rest_on_one(tmp_path: Path) -> None:
    agreed = maker("Agreed", f'{READ}\nagrees = ["A mirror of 2026-01-07"]')
    found = of_files(tmp_path, maker("Alone"), agreed)
    assert {age.vendor: len(age.on_one_reading) for age in found} == {"Alone": 1, "Agreed": 0}


def test_only_prices_in_force_of_models_on_sale_count(tmp_path: Path) -> None:
    """The tiny model has had two prices of its output; one holds."""
    ended = changed(maker("Ended"), "released = 2026-01-01", f"released = 2026-01-01, shut_down = {TODAY}")
    (age,) = of_files(tmp_path, TINY, ended)
    assert [(rested.price.amount, rested.price.from_) for rested in age.prices] == [(30, dt.date(2026, 3, 1))]


def test_every_vendor_on_sale_is_in_the_shipped_book(books: PriceBooks) -> None:
    found = ages(books.listed, TODAY)
    on_sale = [entry for entry in books.listed.entries.values() if not gone(entry.model.life.shut_down, TODAY)]
    assert {age.vendor for age in found} == {entry.file.vendor for entry in on_sale}
    assert len(found) > 20
    known = [age.days(TODAY) for age in found if age.last.read is not None]
    assert known == sorted((days for days in known if days is not None), reverse=True)
    assert all(rested.price.in_force(TODAY) for age in found for rested in age.prices)
    shared = [rested for age in found for rested in age.prices if rested.shared]
    assert shared
    assert len(shared) == len({id(rested.price) for rested in shared})
