"""The sentences of Plan, Compare, Decide and the memo over generated plans: none says what is not so."""

import random
import re
from collections.abc import Iterator
from itertools import islice

from pages.compare import compare_claims
from pages.decide import decide_claims
from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.compare.advice import advise
from pricing.compare.choice import cheapest_for_each, choose, fit_of_row
from pricing.compare.live import cheapest_live
from pricing.compare.opening import compared
from pricing.compare.table import compare
from pricing.decide.goals import goals
from pricing.decide.savings import Way, at, first, savings
from pricing.explain.notices import notices
from pricing.export import memo
from pricing.prices.life import gone
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.wording.figures import reading_in
from pricing.wording.languages import languages
from pricing.wording.messages import words
from tests.making import TODAY, shipped
from ui.drawing import claims
from ui.drawing.headline import headline

PLANS = 300
BOOKS = shipped()
SIZES = ("1024x1024", "1024x1536", "1536x1024", "1920x1080", "512x512", "2048x2048")
WRONG = {
    "a place that is not filled": re.compile(r"[{}]|\bNone\b|\bnan\b|\binf\b"),
    "one of several": re.compile(r"(?<![\d.,])1 (?:images|months|days|services|models|tokens|workloads|ways)\b"),
    "several of one": re.compile(r"\b(?:[2-9]|[1-9]\d+) (?:month|service|workload)\b(?!-)"),
    "a loss for a saving": re.compile(r"\b[Ss]aves? (?:-|\$0(?:\.00)?\b(?!\.))"),
    "a part that is nothing": re.compile(r"\b0% of (?:the|this) bill|^\$0\.00 of it"),
    "a chance that is none": re.compile(r"\b(?:0|100)% of the cases"),
    "a span of nothing": re.compile(r"8 in 10 cases: (\S+) to \1(?![\d.])"),
    "a limit that is none": re.compile(r"at most 10,000,000 images|at most 100%"),
    "a difference of nothing": re.compile(r"[+-]\$0\.00(?!\d)|\$0\.00 less"),
}
WRONG_IN_CHINESE = {
    "a place that is not filled": WRONG["a place that is not filled"],
    "a dollar that may be another": re.compile(r"(?<!US)\$\d"),
    "a half-width mark": re.compile(r"[\u4e00-\u9fff\uff09\u201d][,;:.](?=\s|$)"),
    "a space between Chinese characters": re.compile(r"[\u4e00-\u9fff\uff09\u201d] [\u4e00-\u9fff\u201c]"),
    "no space beside a Latin letter": re.compile(r"[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]"),
}
NOTES = sorted({re.escape(entry.model.note) for entry in BOOKS.listed.entries.values()} - {""}, key=len, reverse=True)
AS_WRITTEN = re.compile("|".join([r"https?://\S+", r"`[^`]*`", *NOTES]))
"""What is not translated: addresses, and the notes of the price book."""
ID = re.compile(r"[a-z0-9.]+(?:-[a-z0-9.]+)+")


def plans() -> Iterator[Scenario]:
    """Valid plans of one to three workloads, drawn from a fixed sequence."""
    draw = random.Random(22)
    models = list(BOOKS.listed.priced)
    made = 0
    while made < PLANS:
        texts = {"v": "3", "prices": str(TODAY), "start": "2026-11", "months": str(draw.choice([1, 3, 12, 36]))}
        if draw.random() < 0.6:
            texts["budget"] = str(draw.choice([0, 50, 500, 2000, 50_000]))
        if draw.random() < 0.3:
            texts["events"] = draw.choice(
                ["2026-11:price:-20", "2026-11:images:60", "2026-11:once:2500", "2026-11:images:-100"]
            )
        if draw.random() < 0.2:
            texts["own_month"] = "250"
        for place in range(1, draw.choice([1, 1, 1, 2, 3]) + 1):
            low, medium = draw.choice([(30, 50), (0, 100), (100, 0), (0, 0), (10, 20)])
            fields = {
                "name": f"Use {place}",
                "model": draw.choice(models) if draw.random() < 0.5 else draw.choice(models[:12]),
                "images": str(draw.choice([0, 1, 40, 1000, 30_000])),
                "quality": f"{low}-{medium}-{100 - low - medium}",
                "size": draw.choice(SIZES),
                "prompt": str(draw.choice([0, 100, 9000])),
                "refs": draw.choice(["0", "0", "1", "2.5"]),
                "tries": draw.choice(["1", "1.4"]),
                "batch": draw.choice(["0", "0", "100"]),
                "discount": draw.choice(["0", "0", "10", "-5"]),
                "growth": draw.choice(["0", "0", "5", "-3"]),
            }
            if draw.random() < 0.1:
                fields["ranges"] = draw.choice(["growth:-5..6", "prompt:0..9001", "tries:1..1.6"])
            texts |= {key if place == 1 else f"{place}.{key}": text for key, text in fields.items()}
        reading = link.read(texts.items(), BOOKS, TODAY)
        if reading.scenario is not None:
            made += 1
            yield reading.scenario


def of_plan(whole: Estimate) -> Iterator[str]:
    months = forecast(whole)
    yield from (words(notice.message) for notice in notices(whole, BOOKS, TODAY))
    yield from filter(None, claims.monthly(whole, months))
    shown = headline(whole, months, None, TODAY)
    yield from filter(
        None, (shown.how, *(text for fact in shown.facts for text in (fact.label, fact.value, fact.note)))
    )
    yield claims.in_one_line(whole, TODAY)
    yield claims.how_sure(whole)
    if whole.per_month:
        yield claims.what_drives_the_bill(whole)


def of_compare(scenario: Scenario) -> Iterator[str]:
    table = compare(compared(scenario, BOOKS, TODAY), BOOKS)
    live = cheapest_live(table, BOOKS, TODAY)
    choice = choose(table, BOOKS, TODAY)
    yield words(compare_claims.title(table.scenario))
    yield words(compare_claims.cheapest_by_service(table, choice, TODAY))
    yield from map(words, compare_claims.what_limits(table, choice, BOOKS, TODAY))
    yield from map(words, compare_claims.about_the_choice(table, choice, live, BOOKS, TODAY))
    if table.scenario.several:
        yield words(compare_claims.for_each(table, cheapest_for_each(table, BOOKS, TODAY), TODAY))
    if (advice := advise(table, live, BOOKS, TODAY)) is not None:
        yield from map(words, (*advice.because, *advice.gives_up))
        for text in map(words, advice.because):
            assert not re.search(rf"no worse than .*{re.escape(advice.name)}(?:,| and|\.)", text), text
        yield words(compare_claims.saving_of_advice(advice, table, TODAY))
    yield from map(words, compare_claims.may_fit(table, live))


def of_decide(scenario: Scenario, ways: tuple[Way, ...]) -> Iterator[str]:
    usable = [way for way in ways if way.usable]
    yield from map(claims.brief_saving, first(ways))
    if usable:
        yield decide_claims.what_saves(usable)
    yield from (decide_claims.saving_row(way, at(way, way.degrees.most) if way.degrees else way) for way in usable)
    yield from (decide_claims.not_usable(way) for way in ways if not way.usable)
    if scenario.budget is not None and (found := goals(scenario, BOOKS, TODAY)) is not None:
        yield from (decide_claims.goal_row(goal, found.level) for goal in found.levers)


def memo_and_compare(scenario: Scenario, sentences: list[str]) -> Iterator[str]:
    """What the memo recommends where Compare, for the same plan, does not."""
    table = compare(compared(scenario, BOOKS, TODAY), BOOKS)
    denied = fit_of_row(table.present, table, BOOKS, TODAY).denied
    advice = advise(table, cheapest_live(table, BOOKS, TODAY), BOOKS, TODAY)
    text = " ".join(sentences).replace("\\", "")
    if denied and "Keep the plan as it is" in text:
        yield "the memo keeps a plan that cannot stay"
    if denied and advice is not None and not advice.stay:
        names = [move.name for move in advice.moves] or [advice.name]
        yield from (f"Compare recommends {name}, the memo does not" for name in names if f" to {name}" not in text)


def contradictions(scenario: Scenario, ways: tuple[Way, ...]) -> Iterator[str]:
    """What one page names as the best of the models and another names otherwise."""
    if scenario.several or not scenario.images:
        return
    live = cheapest_live(compare(scenario, BOOKS), BOOKS, TODAY)
    equal = [way.after for way in ways if way.lever == "model" and way.kind == "equal" and way.usable]
    ended = gone(BOOKS.listed[scenario.workloads[0].model].model.life.shut_down, TODAY)
    if live.no_worse is not None and equal and not ended and live.no_worse.service.id not in equal:
        yield f"Compare names {live.no_worse.service.id}, Decide {equal}"
    fits = {offer.service.id for offer in live.fitting}
    yield from (f"Decide calls {model} as good, which does not fit" for model in equal if model not in fits)
    if live.cheapest is not None and live.no_worse is not None and live.cheapest.cost > live.no_worse.cost:
        yield "the cheapest of all costs more than the cheapest that is no worse"


def test_sentences_in_chinese_are_whole_and_have_chinese_marks() -> None:
    wrong: list[str] = []
    with reading_in(languages()["zh_CN"]):
        for scenario in islice(plans(), 0, PLANS, 10):
            whole, ways = estimate(scenario, BOOKS), savings(scenario, BOOKS, TODAY)
            told = [*of_plan(whole), *of_compare(scenario), *of_decide(scenario, ways)]
            told += memo.to_markdown(whole, BOOKS, TODAY).splitlines()
            for sentence in told:
                bare = AS_WRITTEN.sub("", sentence.replace("\\", ""))
                wrong += [f"{kind}: {sentence}" for kind, shape in WRONG_IN_CHINESE.items() if shape.search(bare)]
    assert wrong == [], "\n".join(wrong[:20])


def test_no_sentence_says_what_is_not_so() -> None:
    wrong: list[str] = []
    for scenario in plans():
        whole, ways = estimate(scenario, BOOKS), savings(scenario, BOOKS, TODAY)
        pages = {
            "plan": list(of_plan(whole)),
            "compare": list(of_compare(scenario)),
            "decide": list(of_decide(scenario, ways)),
            "memo": memo.to_markdown(whole, BOOKS, TODAY).splitlines(),
        }
        query = link.query_string(link.write(scenario))
        for page, sentences in pages.items():
            for sentence in sentences:
                bare = re.sub(r"https?://\S+|`[^`]*`|\([^()]*\)", "", sentence)
                found = [kind for kind, pattern in WRONG.items() if pattern.search(bare)]
                if page != "decide" and re.search(r"\S  \S| [,;] ", sentence):
                    found.append("a space too many")
                found += ["an id for a name" for name in ID.findall(bare) if name in BOOKS.listed.priced]
                if "cheapest" in bare and " of " not in f" {bare.lower()}" and "in plan" not in bare:
                    found.append("a superlative without its set")
                wrong += [f"{page}: {kind}: {sentence} <- {query}" for kind in found]
        wrong += [f"{contradiction} <- {query}" for contradiction in contradictions(scenario, ways)]
        wrong += [f"{wrongly} <- {query}" for wrongly in memo_and_compare(scenario, pages["memo"])]
        if all(gone(bill.ends, TODAY) for bill in whole.bills) and any(way.usable for way in ways):
            wrong.append(f"a saving on what nobody can buy <- {query}")
    assert wrong == [], "\n".join(wrong[:20])
