"""The revision of the price book: another as soon as a figure is another, and only then."""

import datetime as dt
from pathlib import Path

import pytest

from pricing.prices import GUIDE, PriceBooks, load
from pricing.prices.revision import LENGTH, BookRevision, revision_of
from tests.making import TINY, changed, price_folder

OTHER = TINY.replace('"tiny"', '"other"').replace('"Maker"', '"Another"')
CHANGE_LOG = Path(__file__).parents[2] / "CHANGELOG.md"


def revision(folder: Path, **files: str) -> BookRevision:
    return revision_of(load(price_folder(folder, **files)))


@pytest.fixture
def present(tmp_path: Path) -> BookRevision:
    return revision(tmp_path / "present", maker=TINY)


def test_it_is_a_short_hash_and_the_last_day_of_a_reading(present: BookRevision) -> None:
    assert len(present.hash) == LENGTH
    assert set(present.hash) <= set("0123456789abcdef")
    assert present.day == dt.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('amount = "30"', 'amount = "31"'),
        ("from = 2026-03-01", "from = 2026-03-02"),
        ("until = 2026-02-01", "until = 2026-02-02"),
        ("read = 2026-01-05", "read = 2026-01-06"),
        ("read = 2026-01-05", 'read_by = "2026-01"'),
        ("released = 2026-01-01", "released = 2026-01-02"),
        ("released = 2026-01-01", "released = 2026-01-01, shut_down = 2027-01-01"),
        ('"1024x1024" = 1000', '"1024x1024" = 1001'),
        ('tier = "standard"\n', ""),
        ('confidence = "official"\ntokens', 'confidence = "derived"\ntokens'),
        ('amount = "0.04"', 'amount = "0.05"'),
    ],
    ids=lambda text: text.replace("\n", " "),
)
def test_another_figure_day_or_rule_is_another_revision(
    present: BookRevision, tmp_path: Path, old: str, new: str
) -> None:
    assert revision(tmp_path / "other", maker=changed(TINY, old, new)).hash != present.hash


@pytest.mark.parametrize(
    "text",
    [
        f"# A comment.\n{TINY}",
        changed(TINY, "read = 2026-01-05", 'read = 2026-01-05\nnote = "Read twice."\nagrees = ["A mirror"]'),
        changed(TINY, 'output_rule = "grid"', 'output_rule = "grid"\nnote = "Small."\nsize_note = "One size."'),
        changed(TINY, 'amount = "40"', 'amount = "40.00"'),
        TINY.replace("\n", "\r\n"),
    ],
    ids=["comment", "note of a source", "note of a model", "zeros", "line ends"],
)
def test_comments_and_notes_are_no_other_revision(present: BookRevision, tmp_path: Path, text: str) -> None:
    assert revision(tmp_path / "other", maker=text) == present


def test_the_order_of_prices_models_and_files_is_no_other_revision(tmp_path: Path) -> None:
    head, first, second, third = TINY.split("[[models.")
    turned = f"{head}[[models.{second}\n[[models.{first}\n[[models.{third}"
    assert revision(tmp_path / "turned", maker=turned) == revision(tmp_path / "straight", maker=TINY)
    straight = revision(tmp_path / "two", a=TINY, b=OTHER)
    assert revision(tmp_path / "renamed", a=OTHER, b=TINY) == straight
    assert revision(tmp_path / "one", a=TINY) != straight


def test_the_guide_is_part_of_it(present: BookRevision, tmp_path: Path) -> None:
    folder = price_folder(tmp_path / "other", maker=TINY)
    (folder / f"{GUIDE}.toml").write_text(changed(TINY, 'amount = "40"', 'amount = "41"'), encoding="utf-8")
    assert revision_of(load(folder)).hash != present.hash


def test_a_day_that_nobody_knows_is_not_the_day_of_the_book(tmp_path: Path) -> None:
    later = changed(OTHER, "read = 2026-01-05", 'read_by = "2026-12"')
    assert revision(tmp_path / "one", maker=TINY, another=later).day == dt.date(2026, 1, 5)
    assert revision(tmp_path / "two", another=later).day == dt.date(2026, 12, 31)


def test_the_change_log_names_the_revision(books: PriceBooks) -> None:
    """In the first section: write the new one there with whatever changes a price."""
    newest = CHANGE_LOG.read_text(encoding="utf-8").split("\n## ")[1]
    found = revision_of(books)
    assert f"revision `{found.hash}` of {found.day}" in newest
