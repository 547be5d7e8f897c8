"""The shipped price files and their look-up by date; broken files are refused in one telling line."""

import datetime as dt
from pathlib import Path

import pytest

from pricing.bill.estimate import estimate
from pricing.prices import GUIDE, GuidePrices, ListPrices, Price, PriceBookError, PriceBooks, load
from pricing.prices.book import Entry, RateCard
from pricing.prices.capabilities import CAPABILITIES
from pricing.prices.exchange import EXCHANGE_RATES
from pricing.prices.preferences import BOARDS
from pricing.scenario.fields import FIELDS
from pricing.scenario.mixes import Quality
from pricing.values.size import Size
from tests.making import TINY, changed, plan, price, price_folder, shipped, usd

DAY = dt.timedelta(days=1)
OVERLAP = """
[[models.prices]]
component = "image_output"
amount = "20"
unit = "USD per 1M tokens"
from = 2026-01-31
until = 2026-02-10
source = "page"
confidence = "official"

[[models.printed]]
"""


def every_price() -> list[tuple[Entry, Price]]:
    """Each dated price that can reach a bill, of both books, and the entry of its model."""
    books = (shipped().listed, shipped().guide)
    return [(entry, price) for book in books for entry in book.entries.values() for price in entry.history()]


def in_force(entry: Entry, price: Price, day: dt.date) -> bool:
    """Whether a look-up on that day, as specific as the price, gives this very price."""
    return RateCard(entry, day).rate(price.component, price.tier, price.size, price.processing) == price


def test_every_shipped_file_is_in_a_book(books: PriceBooks) -> None:
    beside = {*BOARDS, CAPABILITIES, EXCHANGE_RATES, "aliases", "without_price"}
    names = {path.stem for path in Path("pricing/prices").glob("*.toml")} - beside
    assert GUIDE in names
    for name in names:
        alone = books.guide if name == GUIDE else books.listed
        vendors = {entry.file.vendor for entry in alone.entries.values()}
        text = Path("pricing/prices", f"{name}.toml").read_text(encoding="utf-8")
        assert [vendor for vendor in vendors if f'vendor = "{vendor}"' in text], name


def test_a_price_is_in_force_from_its_first_day_and_not_before() -> None:
    for entry, dated in every_price():
        assert in_force(entry, dated, dated.from_), (entry.model.id, dated)
        assert not in_force(entry, dated, dated.from_ - DAY), (entry.model.id, dated)


def test_a_price_is_in_force_to_the_day_before_until() -> None:
    ending = [(entry, dated, dated.until) for entry, dated in every_price() if dated.until is not None]
    assert ending
    for entry, dated, until in ending:
        assert in_force(entry, dated, until - DAY), (entry.model.id, dated)
        assert not in_force(entry, dated, until), (entry.model.id, dated)


def test_the_start_model_and_every_successor_are_in_the_list_book(books: PriceBooks) -> None:
    assert FIELDS["model"].start in books.listed.priced
    successors = {entry.model.life.successor for entry in books.listed.entries.values()} - {""}
    assert successors <= set(books.listed.entries)


def test_every_offered_tier_and_size_has_a_price(books: PriceBooks) -> None:
    """Only the models that say why they have no price may lack one."""
    for name in (GuidePrices(), ListPrices(dt.date(2026, 11, 24))):
        for model in books[name].priced:
            entry = books[name][model]
            for tier in entry.model.tiers:
                quality = all_in(tier)
                for size in entry.model.sizes:
                    bill = estimate(plan(model=model, prices=name, quality=quality, size=size), books)
                    missing = entry.model.tiers[tier] in entry.model.not_priced
                    assert bool(bill.unpriced) == missing, (name, model, tier, size)


def all_in(tier: str) -> Quality:
    return Quality(**{name: 100 if name == tier else 0 for name in ("low", "medium", "high")})


@pytest.mark.parametrize(
    ("day", "per_image"),
    [
        ("2026-01-01", "0.04"),
        ("2026-01-31", "0.04"),
        ("2026-02-01", None),
        ("2026-02-28", None),
        ("2026-03-01", "0.03"),
        ("2027-01-01", "0.03"),
    ],
)
def test_a_gap_between_two_prices_is_not_priced(tmp_path: Path, day: str, per_image: str | None) -> None:
    books = load(price_folder(tmp_path))
    date = dt.date.fromisoformat(day)
    bill = estimate(plan(model="tiny", prices=date), books)
    assert bill.per_image == (None if per_image is None else usd(per_image))
    rate = books.rate_card("tiny", ListPrices(date)).rate("image_output", "standard")
    assert (rate is None) is (per_image is None)
    assert bool(bill.unpriced) is (per_image is None)


REFUSED = {
    "overlap": ("[[models.printed]]\n", OVERLAP, ["tiny", "image_output", "2026-01-01", "2026-01-31"]),
    "two open ends": ("until = 2026-02-01\n", "", ["tiny", "image_output", "2026-03-01"]),
    "until before from": ("until = 2026-02-01", "until = 2025-12-31", ["tiny", "prices[0]", "2025-12-31"]),
    "until on from": ("until = 2026-02-01", "until = 2026-01-01", ["tiny", "prices[0]"]),
    "unknown key of a price": ('amount = "40"', 'amount = "40"\ncolour = "red"', ["tiny", "prices[0].colour"]),
    "unknown key of a model": ('service = "Tiny"', 'service = "Tiny"\ncolour = "red"', ["tiny", "colour"]),
    "unknown key of the file": ('vendor = "Maker"', 'vendor = "Maker"\ncolour = "red"', ["colour"]),
    "float amount": ('amount = "40"', "amount = 0.1", ["tiny", "prices[0].amount", "0.1"]),
    "whole number amount": ('amount = "40"', "amount = 40", ["tiny", "prices[0].amount", "40"]),
    "amount with exponent": ('amount = "40"', 'amount = "4e1"', ["tiny", "prices[0].amount"]),
    "negative amount": ('amount = "40"', 'amount = "-40"', ["tiny", "prices[0].amount"]),
    "amount nan": ('amount = "40"', 'amount = "nan"', ["tiny", "prices[0].amount"]),
    "full-width amount": ('amount = "40"', 'amount = "４０"', ["tiny", "prices[0].amount"]),
    "missing amount": ('amount = "40"\n', "", ["tiny", "prices[0].amount"]),
    "unknown unit": ('unit = "USD per 1M tokens"', 'unit = "EUR per image"', ["tiny", "prices[0].unit"]),
    "unknown component": ('component = "image_output"', 'component = "magic"', ["tiny", "prices[0].component"]),
    "date as text": ("from = 2026-01-01", 'from = "soon"', ["tiny", "prices[0].from"]),
    "unknown tier": ("tiers = { low =", "tiers = { ultra =", ["tiny", "tiers.ultra"]),
    "bad size": ('sizes = ["1024x1024"]', 'sizes = ["big"]', ["tiny", "sizes[0]"]),
    "bad id": ('id = "tiny"', 'id = "Tiny Model"', ["id", "Tiny Model"]),
    "no prices": ("[[models.prices]]", "[[models.printed]]", ["tiny", "prices"]),
    "unknown token rule": ('output_rule = "grid"', 'output_rule = "grit"', ["tiny", "output_rule", "grit"]),
    "output rule as input": ('output_rule = "grid"', 'input_rule = "grid"', ["tiny", "input_rule", "grid"]),
    "source of a price": ('until = 2026-02-01\nsource = "page"', 'source = "rumour"', ["tiny", "rumour"]),
    "source of a life": ('01, source = "page" }', '01, source = "rumour" }', ["tiny", "life.source", "rumour"]),
    "source of a token rule": ('table"\nsource = "page"', 'table"\nsource = "rumour"', ["grid", "rumour"]),
    "source without a day": ("read = 2026-01-05\n", "", ["sources.page", "read_by"]),
    "source with two days": (
        "read = 2026-01-05",
        'read = 2026-01-05\nread_by = "2026-01"',
        ["sources.page", "read_by"],
    ),
    "month that is none": ("read = 2026-01-05", 'read_by = "2026-13"', ["sources.page.read_by", "2026-13"]),
    "other ends without an end": (
        '01, source = "page" }',
        '01, other_ends = [{ shut_down = 2026-09-01, source = "page" }], source = "page" }',
        ["tiny", "life", "other_ends"],
    ),
    "other ends before the end": (
        '01, source = "page" }',
        '01, shut_down = 2026-09-01, other_ends = [{ shut_down = 2026-09-01, source = "page" }], source = "page" }',
        ["tiny", "life", "earliest"],
    ),
    "source of another end": (
        '01, source = "page" }',
        '01, shut_down = 2026-08-01, other_ends = [{ shut_down = 2026-09-01, source = "rumour" }], source = "page" }',
        ["tiny", "life.source", "rumour"],
    ),
    "quality that the rule lacks": ('low = "standard"', 'low = "fine"', ["tiny", "tiers.low", "fine", "grid"]),
    "tokens without a rule": ('output_rule = "grid"\n', "", ["tiny", "output_rule", "not_priced.standard"]),
    "unit that the rule does not count": (
        'amount = "40"\nunit = "USD per 1M tokens"',
        'amount = "40"\nunit = "USD per image"',
        ["tiny", "prices[0].unit", "USD per image", "USD per 1M tokens"],
    ),
    "further megapixels without a rule": (
        'component = "image_output"\namount = "40"',
        'component = "further_megapixels"\namount = "40"',
        ["tiny", "prices[0].component", "further_megapixels", "output_rule"],
    ),
    "megapixels without the price of further ones": (
        'kind = "table"',
        'kind = "started_megapixels"\npixels = 1000000\nlargest = "2048x2048"',
        ["rules.grid"],
    ),
    "insecure address": ("https://", "http://", ["sources.page.address"]),
    "unknown successor": ('01, source = "page" }', '01, successor = "x", source = "page" }', ["tiny", "successor"]),
    "broken TOML": ('vendor = "Maker"', 'vendor = "Maker', ["line 2"]),
    "repeated key": ('vendor = "Maker"', 'vendor = "Maker"\nvendor = "Other"', ["line 3"]),
}
"""What is wrong -> the change of the tiny file, and what the refusal names beside the file."""


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_wrong_file_is_refused_in_one_line_naming_file_model_and_key(tmp_path: Path, wrong: str) -> None:
    old, new, names = REFUSED[wrong]
    text = changed(TINY, old, new)
    if wrong == "no prices":
        text = text.replace("[[models.prices]]", "[[models.printed]]")
    with pytest.raises(PriceBookError) as refusal:
        load(price_folder(tmp_path, maker=text))
    message = str(refusal.value)
    assert "\n" not in message
    assert [name for name in ["maker.toml", *names] if name not in message] == []


def test_two_prices_that_meet_do_not_overlap(tmp_path: Path) -> None:
    meeting = changed(TINY, "until = 2026-02-01", "until = 2026-03-01")
    entry = load(price_folder(tmp_path, maker=meeting)).listed["tiny"]
    rates = [RateCard(entry, dt.date(2026, *day)).rate("image_output") for day in ((2, 28), (3, 1))]
    assert [rate.amount for rate in rates if rate] == [usd("40"), usd("30")]


def test_the_most_specific_price_wins(tmp_path: Path) -> None:
    """Tier and size, then tier, then size, then the price of everything."""
    more = (
        price("image_output", "20", tier="standard")
        + price("image_output", "25", size="512x512")
        + price("image_output", "10", tier="standard", size="1024x1024")
    )
    text = changed(TINY, "[[models.printed]]", more + "[[models.printed]]")
    card = load(price_folder(tmp_path, maker=text)).rate_card("tiny", ListPrices(dt.date(2026, 3, 1)))
    found = {
        (tier, size): card.rate("image_output", tier, Size.parse(size))
        for tier in ("standard", "hd")
        for size in ("1024x1024", "512x512", "256x256")
    }
    assert {key: rate and rate.amount for key, rate in found.items()} == {
        ("standard", "1024x1024"): 10,
        ("standard", "512x512"): 20,
        ("standard", "256x256"): 20,
        ("hd", "1024x1024"): 30,
        ("hd", "512x512"): 25,
        ("hd", "256x256"): 30,
    }
    assert card.rate("image_output", processing="batch") is None
    assert card.rate("text_input") is None


def test_an_id_stands_once_in_the_book_even_across_files(tmp_path: Path) -> None:
    with pytest.raises(PriceBookError, match=r"second\.toml: model tiny"):
        load(price_folder(tmp_path, first=TINY, second=TINY))


def test_the_guide_may_use_the_id_of_a_listed_model(tmp_path: Path) -> None:
    books = load(price_folder(tmp_path))
    assert list(books.guide.entries) == list(books.listed.entries) == ["tiny"]
    assert books[GuidePrices()] is books.guide
    assert books[ListPrices(dt.date(2026, 1, 1))] is books.listed


@pytest.mark.parametrize("kept", ["maker.toml", f"{GUIDE}.toml", ""])
def test_a_folder_without_the_guide_or_without_a_vendor_is_refused(tmp_path: Path, kept: str) -> None:
    for path in price_folder(tmp_path).iterdir():
        if path.name != kept:
            path.unlink()
    with pytest.raises(PriceBookError, match=GUIDE):
        load(tmp_path)


def test_a_missing_folder_and_a_file_in_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PriceBookError):
        load(tmp_path / "nowhere")
    folder = price_folder(tmp_path)
    (folder / "maker.toml").write_bytes(TINY.replace("Maker", "Zoé").encode("latin-1"))
    with pytest.raises(PriceBookError, match=r"maker\.toml"):
        load(folder)


def test_an_unknown_model_has_no_rate_card(books: PriceBooks, today: dt.date) -> None:
    with pytest.raises(KeyError):
        books.rate_card("gpt-image-9", ListPrices(today))
