"""Old links keep their figures, but for corrections that the change log names."""

import re
from urllib.parse import parse_qs

from pricing.bill.estimate import estimate
from pricing.prices import PriceBooks
from pricing.values.exact import plain
from tests.compare.making import from_query
from tests.golden.frozen_links import NOT_PRICED, frozen_links
from tests.server import ROOT


def per_month(query: str, books: PriceBooks) -> str:
    cost = estimate(from_query(query), books).per_month
    return NOT_PRICED if cost is None else plain(cost)


def test_there_are_four_hundred_and_each_once() -> None:
    links = frozen_links()
    assert len(links) == len({link.query for link in links}) == 400


def test_every_link_keeps_its_figure_or_has_the_corrected_one(books: PriceBooks) -> None:
    moved = [
        (link.query, link.corrected or link.per_month, now)
        for link in frozen_links()
        if (now := per_month(link.query, books)) != (link.corrected or link.per_month)
    ]
    assert moved == []


def test_the_change_log_names_the_model_of_every_corrected_link() -> None:
    corrected = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("### Corrected: figures that move")[2]
    named = set(re.findall(r"`([a-z0-9][a-z0-9.-]+)`", corrected))
    for link in frozen_links():
        if link.corrected:
            assert link.corrected != link.per_month, link.query
            assert set(parse_qs(link.query)["model"]) <= named, link.query
