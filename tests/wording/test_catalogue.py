"""The catalogue of the source's texts, and a language in which what is no message shows."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.forecast import known_changes
from pricing.compare.choice import fit_of_row
from pricing.decide import messages as decide_messages
from pricing.decide.savings import savings
from pricing.explain.difference import NoWaterfall, waterfall
from pricing.explain.notices import notices
from pricing.prices import ListPrices
from pricing.prices.schema import TIERS
from pricing.prices.services import services
from pricing.scenario import link
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Choice
from pricing.scenario.ranges import LEVERS
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import LOCALES, Message, words
from tests.compare.making import table
from tests.making import TODAY, plan, plans, shipped, uncertain
from tests.server import product_sources
from tests.wording.pseudo import in_brackets, outside

_PRODUCT = Path(__file__).parents[2]


def test_the_catalogue_has_the_texts_of_the_source() -> None:
    """`make messages` writes it."""
    keywords: dict[str, Any] = {"message": None, "counted": (1, 2)}
    texts = {
        text
        for room in ("pricing", "ui", "web", "pages")
        for _, _, text, _, _ in extract_from_dir(_PRODUCT / room, [("**/messages.py", "python")], keywords=keywords)
    }
    with (LOCALES / "messages.pot").open("rb") as file:
        assert {entry.id for entry in read_po(file) if entry.id} == texts


def test_messages_are_made_where_the_catalogue_is_made_from() -> None:
    makes = re.compile(r"from pricing\.wording\.messages import (?:\([^)]*|[^\n]*)\b(?:message|counted)\b")
    sources = [path for path in product_sources() if makes.search(path.read_text(encoding="utf-8"))]
    assert {path.name for path in sources} == {"messages.py"}


@lru_cache(maxsize=1)
def book_texts() -> frozenset[str]:
    """Names and texts of the price book: they have one language."""
    books = shipped()
    texts = {"guide-2025-05", *TIERS}
    if books.capabilities is not None:
        texts |= {source.title for source in books.capabilities.sources.values()}
    for entry in (*books.listed.entries.values(), *books.guide.entries.values()):
        model = entry.model
        texts |= {model.id, model.name, model.note, model.no_api, model.fidelity_note}
        texts |= {*model.tiers.values(), *model.not_priced, *model.not_priced.values()}
        texts |= {text for source in entry.file.sources.values() for text in (source.title, source.note)}
        texts |= {price.tier for price in model.prices} | {entry.file.vendor}
        texts |= {fact.tier for fact in entry.facts.facts} | {fact.note for fact in entry.facts.facts}
        if entry.output_rule is not None and hasattr(entry.output_rule, "qualities"):
            texts |= set(entry.output_rule.qualities)
        texts |= {model.life.note}
    for board in books.boards:
        texts |= {board.title, board.about, board.credit, board.changes, board.incomplete}
    for service in services(books.listed).values():
        texts |= {service.name, service.id}
    return frozenset(texts)


def no_message(messages: Iterable[Message], names: Iterable[str] = ()) -> dict[str, str]:
    """What of some messages is no message, by what it stands in."""
    with in_brackets():
        texts = [words(message) for message in messages]
    known = {*book_texts(), *names, "USD", "CNY", "EUR"}
    return {text: rest for text in texts if (rest := outside(text, known))}


SCENARIOS = st.one_of(plans(most=3), uncertain(models=("gpt-image-2", "gpt-image-1-mini", "gpt-image-1.5")))
NAMES = ("Alpha", "Beta", "Gamma")
LESS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def named(scenario: Scenario) -> Scenario:
    """With names that no text has."""
    names = NAMES if scenario.several else ("",)
    return replace(
        scenario,
        workloads=tuple(replace(each, name=name) for each, name in zip(scenario.workloads, names, strict=False)),
    )


@given(scenario=SCENARIOS.map(named), days=st.integers(0, 400))
@LESS
def test_notices_and_known_changes_are_messages(scenario: Scenario, days: int) -> None:
    whole, today = estimate(scenario, shipped()), TODAY + dt.timedelta(days)
    about = [notice.message for notice in notices(whole, shipped(), today)]
    about += [change.message for change in known_changes(whole)]
    about += [gap.reason for gap in whole.unpriced]
    assert not no_message(about, NAMES)


@given(scenario=SCENARIOS.map(named))
@LESS
def test_reasons_of_a_comparison_are_messages(scenario: Scenario) -> None:
    compared = table(scenario)
    about = [reason for row in compared.rows for reason in fit_of_row(row, compared, shipped(), TODAY).why]
    assert not no_message(about, NAMES)


@given(scenario=SCENARIOS.map(named).filter(lambda scenario: not scenario.several), months=st.integers(-30, 30))
@LESS
def test_why_a_cost_has_no_other_day_is_a_message(scenario: Scenario, months: int) -> None:
    other = replace(scenario, prices=ListPrices(TODAY + dt.timedelta(30 * months)))
    explained = waterfall(scenario, other, shipped(), TODAY)
    assert not no_message([explained.reason] if isinstance(explained, NoWaterfall) else [])


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-1.5", "dall-e-3", "flux-2-pro"])
def test_what_saves_is_said_in_messages(model: str) -> None:
    scenario = plan(model=model, refs="2", fidelity="high", tries="2")
    ways = savings(scenario, shipped(), TODAY)
    about = [text for way in ways for text in (decide_messages.name(way), decide_messages.effect(way))]
    about += [decide_messages.reason(way) for way in ways if not way.usable]
    assert not no_message(about)


@given(key=st.sampled_from(sorted(FIELDS)), value=st.text(st.sampled_from("0123456789abc-:.,~;@/"), max_size=12))
@LESS
def test_what_is_wrong_with_a_link_is_a_message(key: str, value: str) -> None:
    reading = link.read([("v", "2"), (key, value)], shipped(), TODAY)
    options = {
        option for kind in kinds(shipped(), TODAY).values() if isinstance(kind, Choice) for option in kind.options
    }
    parts = {part for marks in (r"[,;:~]", ",", ";", "~") for part in re.split(marks, value)}
    texts = {value, key, repr(value), *parts, *map(repr, parts), *options, *LEVERS}
    assert not no_message([problem.problem for problem in reading.problems], texts)


def test_a_heading_says_per_and_so_does_an_amount_of_an_image() -> None:
    """`Cost per month`, `$0.07 per image`; running text says "a month" and "a day"."""
    measures = "Cost|Images|Units|Generations|Quantity|Budget|Growth|Users|Revenue|Days|Change|Price|Own costs?"
    told = re.compile(rf"(?:{measures})\b[^.:{{]* an? (?:day|month|image|user|request|hour)\b|.*\}} an image\b")
    with (LOCALES / "messages.pot").open("rb") as file:
        texts = [str(entry.id) for entry in read_po(file)]
    assert not [text for text in texts if told.match(text)]
