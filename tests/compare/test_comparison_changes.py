"""What differs between two comparisons, in words."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pages.components.save import in_words
from pricing import comparison as comparisons
from pricing.comparison import KEYS, START_SERVICES, Comparison
from pricing.comparison_changes import LABELS, comparison_changes
from pricing.own import OwnFactor, OwnMachines, OwnPrice
from tests.compare.making import comparison, comparisons_of
from tests.unit.making import shipped, usd

BOOK = shipped().listed
TERMS = Path(__file__).parents[2] / "pages" / "components" / "terms.py"
KONTOR = OwnPrice("Kontor", (("low", usd("0.01")), ("high", usd("0.03"))))
RELAY = OwnFactor("Relay", "gpt-image-1", usd("0.8"), "https://relay.example/v1")
RIG = OwnMachines("Rig", usd("1.50"), 1200)


def said(before: Comparison | None, after: Comparison | None) -> str:
    return in_words(comparison_changes(before, after, BOOK))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"services": (*START_SERVICES, "ideogram-4")}, "Services: + {name}"),
        ({"services": START_SERVICES[:1] + START_SERVICES[2:]}, "Services: - DALL-E 3"),
        ({"services": START_SERVICES[::-1]}, "Services: in another order"),
        ({"map": (("midjourney", ("draft", "hd", "-")),)},
         "Midjourney, medium quality buys sd -> hd; Midjourney, high quality buys hd -> nothing"),
        ({"missing": "leave"},
         "A quality that has no price at a service the nearest one there -> left out of every service"),
        ({"term": "annual"}, "Subscriptions paid by the month -> paid a year ahead"),
        ({"relax": "12.5"}, "Midjourney jobs that may wait (Relax), % 0 -> 12.5"),
        ({"company": "yes"}, "Our company has more than $1M of revenue a year no -> yes"),
        ({"stealth": "yes"}, "Images must stay private (Stealth) no -> yes"),
        ({"own": (KONTOR, RIG)}, "Yours: + Kontor, + Rig"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_each_field_in_words(changed: dict[str, Any], expected: str) -> None:
    if "ideogram-4" in changed.get("services", ()):
        service = next(key for key in comparisons.services(BOOK) if key.startswith("ideogram"))
        changed = {"services": (*START_SERVICES, service)}
        expected = expected.format(name=comparisons.services(BOOK)[service].name)
    assert said(comparison(), comparison(**changed)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (KONTOR, OwnPrice("Kontor", (("low", usd("0.02")),)),
         "Yours, Kontor low 0.01, high 0.03 USD an image -> low 0.02 USD an image"),
        (RELAY, OwnFactor("Relay", "gpt-image-2", usd("1")),
         "Yours, Relay GPT Image 1 x 0.8 at https://relay.example/v1 -> GPT Image 2 x 1"),
        (RIG, OwnMachines("Rig", usd("2"), 900),
         "Yours, Rig 1.5 USD a GPU hour, 1,200 images an hour -> 2 USD a GPU hour, 900 images an hour"),
    ],
)  # fmt: skip
def test_a_service_of_ones_own_that_bills_otherwise(before: Any, after: Any, expected: str) -> None:
    assert said(comparison(own=(before,)), comparison(own=(after,))) == expected


def test_one_of_ones_own_instead_of_another() -> None:
    assert said(comparison(own=(KONTOR,)), comparison(own=(RIG,))) == "Yours: + Rig, - Kontor"


def test_the_start_is_no_change_however_it_is_written() -> None:
    """A page that compares writes the whole start into the link."""
    written, _ = comparisons.read(comparisons.write(Comparison(), BOOK), BOOK)
    for before in (None, Comparison()):
        assert comparison_changes(before, written, BOOK) == ()


@settings(max_examples=100, deadline=None)
@given(before=comparisons_of(), after=comparisons_of())
def test_what_a_link_has_otherwise_is_said_and_nothing_else(before: Comparison, after: Comparison) -> None:
    texts = [comparisons.write(terms, BOOK) for terms in (before, after)]
    found = {change.field for change in comparison_changes(before, after, BOOK)}
    assert comparison_changes(after, after, BOOK) == ()
    for key in set(KEYS) - {"map"}:
        assert (key in found) == (texts[0][key] != texts[1][key])
    if texts[0]["services"] == texts[1]["services"]:
        assert ("map" in found) == (texts[0]["map"] != texts[1]["map"])


def test_every_field_has_the_label_of_its_control() -> None:
    assert tuple(LABELS) == KEYS
    controls = TERMS.read_text(encoding="utf-8")
    for key, label in LABELS.items():
        assert f'"{label}"' in controls or key == "own"
