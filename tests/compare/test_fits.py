"""Which models fit which workloads, over the whole book, on several days and over many generated scenarios."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest

from pricing.compare.choice import fit_of_row
from pricing.compare.fits import capacity as capacities
from pricing.compare.fits.capacity import Load, capacity, carries_load
from pricing.compare.fits.needs import SHORT_PROMPT, Fit, FitAnswer, fit
from pricing.compare.live import cheapest_live
from pricing.prices.base import Confidence
from pricing.prices.capabilities import RATES
from pricing.prices.life import gone
from pricing.prices.schema import Tier
from pricing.prices.services import Buys
from pricing.scenario.mixes import SizeMix
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.compare.making import mixed, table
from tests.making import TODAY, shipped

BOOK = shipped().listed
DAYS = (dt.date(2025, 6, 1), dt.date(2026, 1, 15), TODAY, dt.date(2027, 6, 1))
SIZES = ("512x512", "1024x1024", "1536x1024", "1024x1536", "2048x2048", "3840x2160", "100x3000")


def of_model(scenario: Scenario, model: str, today: dt.date = TODAY, usd: Decimal | None = None) -> Fit:
    """Whether a model takes every workload of a scenario, whatever quality it sells."""
    names = BOOK[model].model.tiers
    tiers: dict[Tier, Buys] = dict.fromkeys(("low", "medium", "high"), Buys(model, next(iter(names.values()))))
    return fit(scenario, [tiers] * len(scenario.workloads), usd, shipped(), today)


def why(scenario: Scenario, model: str) -> str:
    return " ".join(map(words, of_model(scenario, model).why))


def generated(number: int) -> list[Scenario]:
    """Scenarios of fields drawn at random, the same in every run."""
    chance = random.Random(22)
    models = [model for model in BOOK.priced if BOOK[model].first_priced <= TODAY]
    return [
        mixed(
            model=chance.choice(models),
            images=chance.choice([0, 10, 1000, 20_000, 500_000, 10_000_000]),
            size=SizeMix.of(Size.parse(chance.choice(SIZES))),
            prompt=chance.choice([0, 100, 600, 3_000, 20_000]),
            refs=chance.choice([0, 0, 1, 4, 16]),
            batch=chance.choice([0, 0, 100]),
            tries=chance.choice([1, 2]),
            months=chance.choice([1, 12, 36]),
        )
        for _ in range(number)
    ]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_answer_has_its_reasons_and_no_other(day: dt.date) -> None:
    """A no names a source, or that no program may call it; what is unknown says so; a yes has nothing against it."""
    answers: Counter[FitAnswer] = Counter()
    titles = {source.title for entry in BOOK.entries.values() for source in entry.file.sources.values()}
    titles |= {source.title for entry in BOOK.entries.values() for source in entry.facts.sources.values()}
    for scenario in generated(4):
        for model, entry in BOOK.entries.items():
            met = of_model(scenario, model, day)
            answers[met.answer] += 1
            assert (met.answer == "yes") == (not met.why) == (not met.denied and not met.unknown)
            for reason in map(words, met.denied):
                sourced = any(f"({title})" in reason for title in titles)
                by_hand = entry.model.no_api in reason or "without a price for a program's calls" in reason
                assert sourced or by_hand, reason
            for reason in map(words, met.unknown):
                told = ("not in our sources", "sources disagree", "in English")
                assert any(text in reason for text in told), reason
    assert set(answers) == set(get_args(FitAnswer))


def test_what_is_first_fits_whatever_is_asked_for() -> None:
    """Over 200 scenarios: nothing that a source denies, and nothing that is not known, is the cheapest that fits."""
    answers: Counter[FitAnswer] = Counter()
    for scenario in generated(200):
        live = cheapest_live(table(scenario), shipped(), TODAY)
        answers.update(offer.fit.answer for offer in live.offers)
        for offer in filter(None, (live.cheapest, live.of_vendor, live.no_worse)):
            assert offer.fit.answer == "yes"
            (workload,) = scenario.workloads
            for model in offer.live.models:
                assert_meets(workload, model)
                assert not gone(BOOK[model].model.life.shut_down, TODAY)
        cheaper = [offer for offer in live.offers if live.cheapest is not None and offer.cost < live.cheapest.cost]
        assert all(offer.fit.answer != "yes" for offer in cheaper)
    assert min(answers.values()) > 100


def assert_meets(workload: Workload, model: str) -> None:
    """The facts themselves, one by one, without the rule."""
    facts = BOOK[model].facts
    if workload.refs:
        most = facts.known("references_most")
        assert most is not None
        assert isinstance(most.value, int)
        assert min(most.value, *(int(str(other.value)) for other in most.otherwise), 99) >= workload.refs
    else:
        made = facts.known("makes_from_text")
        assert made is not None
        assert made.value is True
    assert all(facts.limits.broken(size) is None for size, _ in workload.size)
    longest = facts.known("prompt_most")
    if longest is None:
        assert workload.prompt <= SHORT_PROMPT
    elif longest.unit == "characters":
        assert int(str(longest.value)) >= 4 * workload.prompt or workload.prompt <= SHORT_PROMPT
    vector = BOOK[workload.model].facts.known("output")
    output = facts.known("output")
    assert output is not None
    wanted = "svg" if vector is not None and vector.value == ("svg",) else "raster"
    assert wanted in str(output.value)


def test_the_page_the_api_and_the_book_ask_the_same_rule() -> None:
    """A row of the comparison has the answer that the whole book has of its service."""
    for scenario in generated(30):
        found = table(scenario)
        live = {offer.service.id: offer.fit for offer in cheapest_live(found, shipped(), TODAY).offers}
        for row in found.rows:
            if row.key in live and row.per_month is not None and not row.moves:
                assert fit_of_row(row, found, shipped(), TODAY) == live[row.key]


@pytest.mark.parametrize(
    ("changes", "model", "answer", "text"),
    [
        ({"model": "recraft-v4.1-pro-vector"}, "gpt-image-2", "no", "makes no vectors"),
        ({"model": "recraft-v4.1-pro-vector"}, "recraft-v4-vector", "yes", ""),
        ({"model": "recraft-v4.1-pro-vector"}, "gpt-image-2.6-flare", "unknown", "What vectors by"),
        ({}, "recraft-v4.1-vector", "no", "makes vectors alone"),
        ({"prompt": 20_000}, "cloudflare-flux-1-schnell", "no", "no more than 2,048 characters, and 20,000 tokens"),
        ({"prompt": 10_000}, "gpt-image-2", "unknown", "10,000 tokens are about 40,000 in English"),
        ({"prompt": 8_000}, "gpt-image-2", "yes", ""),
        ({"prompt": SHORT_PROMPT}, "qwen-image-3.0", "yes", ""),
        ({"prompt": SHORT_PROMPT + 1}, "qwen-image-3.0", "unknown", "prompts of 126 tokens is not in our sources"),
        ({"prompt": 700}, "seedream-4.0", "yes", ""),
        ({"refs": 4}, "qwen-image-3.0", "no", "no more than 3 reference images a request, not 4"),
        ({"refs": 4}, "krea-2-large", "no", "does not edit images"),
        ({"refs": 4, "model": "krea-2-large"}, "krea-2-medium", "yes", ""),
        ({"refs": 3}, "mai-image-2.6", "unknown", "sources disagree on whether MAI-Image 2.6 takes 3 reference images"),
        ({"refs": 2}, "mai-image-2.6", "yes", ""),
        ({}, "flux-2-pro-edit", "no", "makes no image from text alone"),
        ({"refs": 1}, "flux-2-pro-edit", "yes", ""),
        ({}, "bria-generate", "unknown", "is not in our sources"),
        ({"size": SizeMix.of(Size(100, 3000))}, "gpt-image-2", "no", "cannot make 100x3000"),
        (
            {"size": SizeMix.of(Size(1536, 1024))},
            "cloudflare-flux-1-schnell",
            "unknown",
            "makes 1536x1024 is not in our sources",
        ),
        ({}, "midjourney", "no", "has no API"),
        ({}, "gpt-image-1", "no", "is no longer sold since 23 Oct 2026"),
        ({}, "gpt-image-1-mini", "no", "ends 1 Dec 2026"),
        ({"images": 5_000_000}, "gpt-image-2", "no", "3,472 images a minute; GPT Image 2 allows 250 images"),
        ({"images": 100_000}, "gpt-image-2.5-flare", "unknown", "ask OpenAI"),
        ({"images": 100_000, "batch": 99}, "gpt-image-2.5-flare", "yes", ""),
        ({"needs": ("vector",)}, "recraft-v4-vector", "yes", ""),
        ({"needs": ("vector",)}, "gpt-image-2", "no", "makes no vectors"),
        ({"needs": ("transparent",)}, "gpt-image-2.5-flare", "yes", ""),
        ({"needs": ("transparent",)}, "gpt-image-2", "unknown", "sources disagree on whether GPT Image 2 makes"),
        ({"needs": ("transparent",)}, "grok-imagine-image", "no", "makes no transparent background"),
        ({"needs": ("transparent",)}, "flux-2-pro", "unknown", "transparent backgrounds is not in our sources"),
        ({"needs": ("text",)}, "cloudflare-flux-1-schnell", "unknown", "words in pictures by"),
        ({"partials": 3}, "gpt-image-2", "yes", ""),
        ({"partials": 1}, "flux-2-pro", "unknown", "streams as many partial images"),
    ],
)
def test_a_need_and_a_model(changes: dict[str, object], model: str, answer: FitAnswer, text: str) -> None:
    scenario = mixed(**changes)
    assert (of_model(scenario, model).answer, text in why(scenario, model)) == (answer, True)


def test_a_peak_counts_as_the_busiest_minute() -> None:
    """1,000 a day are 0.7 a minute, and 250 a minute where the busiest has 360 times the average."""
    for peak, answer in ((360, "yes"), (361, "no")):
        assert of_model(replace(mixed(), peak=Decimal(peak)), "gpt-image-2").answer == answer
    assert of_model(replace(mixed(), peak=Decimal(3)), "gpt-image-2.5-flare").answer == "unknown"


def test_the_words_of_a_picture_are_judged_by_their_own_board() -> None:
    """Of those that fit: each has a score for words, and no worse is by those scores."""
    board = shipped().board_of("words in the picture")
    assert board is not None
    scenario = mixed(needs=("text",), model=next(iter(board.scores)))
    live = cheapest_live(table(scenario), shipped(), TODAY)
    assert live.fitting
    assert {offer.service.id for offer in live.fitting} <= set(board.scores)
    assert all(offer.score == board.scores[offer.service.id] for offer in live.fitting)


def test_the_teams_own_trial_outranks_voters() -> None:
    """FLUX.2 pro has a lower score than GPT Image 2; where the team accepts as many, it is no worse."""
    for accepted, best in ((90, "flux-2-pro"), (89, None)):
        tried = (("gpt-image-2", Decimal(90)), ("flux-2-pro", Decimal(accepted)))
        live = cheapest_live(table(replace(mixed(), accepted=tried)), shipped(), TODAY)
        assert live.no_worse is not None
        assert (live.no_worse.service.id == "flux-2-pro") is (best == "flux-2-pro")


def load(a_minute: object, usd: object = None, peak: int = 1) -> Load:
    """Images a minute, and USD a day."""
    images = Decimal(str(a_minute)) * 24 * 60
    return Load(images, Decimal(0), None if usd is None else Decimal(str(usd)), Decimal(peak))


@pytest.mark.parametrize(
    ("model", "asked", "carries", "text"),
    [
        ("gpt-image-2", load(5), True, "5 images a minute at Tier 1"),
        ("gpt-image-2", load(5, peak=2), True, "needs Tier 2: 20 images a minute"),
        ("gpt-image-2", load(50), True, "needs Tier 3: 50 images a minute"),
        ("gpt-image-2", load(250.1), False, "no default tier carries it: 250 images a minute at Tier 5"),
        ("flux-2-pro", load(1), None, "24 jobs at once"),
        ("gpt-image-2.5-flare", load(1), None, "no limit in our sources: ask the vendor"),
        ("stable-image-core", load(900), True, "150 requests in ten seconds"),
        ("stable-image-core", load(901), False, "above its limit of 150 requests in ten seconds"),
        ("qwen-image-2.0", load(120), True, "2 requests a second"),
        ("qwen-image-2.0", load(121), False, "above its limit of 2 requests a second"),
        ("runway-gen-4-image", load(0.5), True, "needs Tier 2: 1,000 images a day"),
        ("gemini-3-pro-image", load(1, 1440), True, "$10.00 in ten minutes at Tier 1"),
        ("gemini-3-pro-image", load(1, 14400), True, "needs Tier 3: $200.00 in ten minutes"),
        ("gemini-3-pro-image", load(1, 28801), False, "no default tier carries it: $200.00 in ten minutes at Tier 3"),
        ("gemini-3-pro-image", load(1), None, "no limit in our sources: ask the vendor"),
        ("together-sdxl", load(61), None, "our sources disagree on the limit: ask the vendor"),
        ("together-sdxl", load(401), False, "no default tier carries it: 400 requests a minute at Build Tier 2"),
    ],
)
def test_will_it_run(model: str, asked: Load, carries: bool | None, text: str) -> None:
    found = capacity(BOOK[model], asked)
    assert (found.carries, words(found.text)) == (carries, text)
    assert carries_load(BOOK[model], asked) is carries


def test_more_images_never_need_a_lower_tier() -> None:
    """Of every model of the book: once a limit is above its highest level, no larger volume is within it."""
    for entry in BOOK.entries.values():
        answers = [carries_load(entry, load(a_minute, 10 * a_minute)) for a_minute in (1, 4, 16, 60, 300, 1500, 10_000)]
        order = {True: 0, None: 1, False: 2}
        assert [order[answer] for answer in answers] == sorted(order[answer] for answer in answers), entry.model.id
        used = [capacity(entry, load(a_minute, 10 * a_minute)).used for a_minute in (1, 4, 16)]
        assert used == sorted(used)


def test_what_needs_no_source_is_within_every_documented_limit() -> None:
    """The shortest prompt and the smallest volume that the book limits are no shorter and no smaller."""
    facts = [fact for entry in BOOK.entries.values() for fact in entry.facts.facts]
    characters = [int(str(fact.value)) for fact in facts if fact.field == "prompt_most" and fact.unit == "characters"]
    assert min(characters) >= SHORT_PROMPT * 4
    a_minute = {"images a minute": 1, "requests a minute": 1, "requests in ten seconds": 6, "requests a second": 60}
    assert {*a_minute, "images a day", "at once", "USD in ten minutes"} == set(RATES)
    for entry in BOOK.entries.values():
        rates = [fact for fact in entry.facts.of("rate") if fact.unit in a_minute]
        agreed = [fact for fact in rates if fact.confidence is not Confidence.CONFLICTING]
        if agreed:
            highest = max(int(str(fact.value)) * a_minute[fact.unit] for fact in agreed)
            assert highest >= capacities.SMALL_VOLUME, entry.model.id
