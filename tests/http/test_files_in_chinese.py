"""Files and pages without scripts in Chinese: what they say is Chinese, with the figures of the English ones."""

import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from pricing.bill.estimate import estimate
from pricing.export.decision_lines import markdown
from pricing.scenario.fields import FIELDS
from pricing.scenario.scenario import Scenario
from pricing.wording.figures import reading_in
from pricing.wording.languages import languages
from tests.making import TODAY, plans, shipped
from tests.wording.test_catalogue import book_texts
from web import card, slide

PLANS = {
    "simple": "images=1000",
    "of two workloads": "v=3&name=甲&2.name=乙&model=gpt-image-2&2.model=gpt-image-1.5&images=1000&2.images=300&refs=2"
    "&2.tries=2&growth=10&budget=3000&users=500&revenue=9&own_image=0.01&own_month=200&ranges=images:800..1200,tries:1..2"
    "&pricerange=-30..10&events=2027-03:model:gpt-image-1-mini,2027-02:images:20,2027-02:once:2500&peak=4",
    "on a model that is gone": "model=dall-e-3&budget=100",
    "in euros": "v=3&images=1000&currency=EUR&rate=0.8951&budget=1500&ranges=images:800..1200",
}
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def visible(page: str) -> Iterator[str]:
    """The texts of an HTML page, and those of its attributes that people read or hear."""
    page = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", page)
    yield from map(html.unescape, re.findall(r'(?:alt|title|aria-label)="([^"]*)"', page))
    yield from map(html.unescape, re.split(r"<[^>]*>", page))


def cells(content: bytes) -> Iterator[str]:
    """The texts of a workbook, its sheets' names and the words of its formulas."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, str):
                    yield from re.findall(r'"([^"]*)"', value) if value.startswith("=") else [value]


def in_english(texts: Iterable[str]) -> set[str]:
    """Three or more English words beside each other that are not the price book's."""
    own = sorted([*filter(None, book_texts()), *FIELDS], key=len, reverse=True)
    words = set()
    for text in texts:
        rest = re.sub(r"https?://\S+|`[^`]*`", "|", text)
        if ENGLISH.search(rest):
            for name in own:
                rest = rest.replace(name, "|")
            words |= set(ENGLISH.findall(rest))
    return words


@pytest.mark.parametrize("plan", PLANS)
def test_no_text_of_a_file_is_english(client: TestClient, plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw_line(draw: object, at: object, text: str, *look: object, **more: object) -> float:
        drawn.append(text)
        return 0.0

    for module in (slide, card):
        monkeypatch.setattr(module, "draw_line", draw_line)
    found: dict[str, set[str]] = {}
    for path in (
        "/export/estimate.md",
        "/export/estimate.xlsx",
        "/export/compare.md",
        "/export/compare.xlsx",
        "/export/memo.md",
        "/print/estimate",
        "/print/memo",
        "/print/compare",
    ):
        answer = client.get(f"{path}?{PLANS[plan]}&lang=zh_CN")
        assert answer.status_code == 200, (path, answer.text)
        if path.endswith(".xlsx"):
            texts = list(cells(answer.content))
        else:
            texts = list(visible(answer.text)) if path.startswith("/print") else answer.text.splitlines()
        found[path] = in_english(texts)
    assert client.get(f"/export/slide.png?{PLANS[plan]}&lang=zh_CN").status_code == 200
    assert client.get(f"/card.png?{PLANS[plan]}&lang=zh_CN").status_code == 200
    found["pictures"] = in_english(drawn)
    assert {path: words for path, words in found.items() if words} == {}


AMOUNT = re.compile(r"\$([\d,]+(?:\.\d+)?)")


@given(scenario=plans(most=2))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_amounts_are_the_english_ones(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    english = markdown(whole, shipped(), TODAY)
    with reading_in(languages()["zh_CN"]):
        chinese = markdown(whole, shipped(), TODAY)
    assert Counter(AMOUNT.findall(chinese)) == Counter(AMOUNT.findall(english))
