"""Pages in another language: the same figures, and no sentence that stayed in English."""

import json
import re
from typing import Any
from unittest import mock

import pytest
from streamlit.testing.v1 import AppTest

from pricing.wording import figures
from pricing.wording.languages import languages
from tests.pages.planner import alts, opened, panel, sent_charts
from tests.wording.test_catalogue import book_texts

PLANS = (
    "images=2000&budget=1500",
    "model=dall-e-3",
    "v=3&name=Alpha&images=800&2.name=Beta&2.model=flux-2-pro&2.images=5000&ranges=images:500..2000&growth=5"
    "&events=2027-02:once:2500,2027-03:price:-20&own_image=0.002&users=5000&revenue=1.5&budget=1500"
    "&currency=EUR&rate=0.9&rate_day=2026-10-30",
)
PAGES = ("plan", "compare", "decide", "actual", "scenarios", "prices")
TEXTS = ("label", "help", "placeholder", "caption")
SENTENCE = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
JOINED = re.compile(r"[\u4e00-\u9fff\d}](?:[,;:] |\. | to | in | of | and )|[,;:] [\u4e00-\u9fff]")
"""Texts put together as in English."""
FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def texts(at: AppTest) -> set[str]:
    """What people read on a page: texts, labels, help, and what charts say."""
    elements: list[Any] = [*at.title, *at.header, *at.subheader, *at.markdown, *at.caption]
    elements += [*at.info, *at.warning, *at.error]
    shown = {str(element.value) for element in elements} | set(alts(at))
    for element in at._tree:
        proto = getattr(element, "proto", None)
        shown |= {getattr(proto, name) for name in TEXTS if isinstance(getattr(proto, name, None), str)}
    for chart in sent_charts(at):
        shown |= {chart["title"], *chart["texts"].values()}
        shown |= set(re.findall(r'"hovertemplate": ?"([^"]*)"', json.dumps(chart["spec"], ensure_ascii=False)))
    return shown


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_chinese_has_the_same_figures_and_no_english_sentence(page: str) -> None:
    for query in PLANS:
        english = opened(query, f"{page}/page.py")
        with mock.patch.object(figures._DefaultReader, "find", return_value=languages()["zh_CN"]):
            chinese = opened(query, f"{page}/page.py")
        assert not chinese.exception, query
        if panel(english):
            shown = [FIGURE.findall(str(panel(at)["figure"]["value"])) for at in (english, chinese)]
            assert shown[0] == shown[1], query
            assert panel(english)["linear"]["images"] == panel(chinese)["linear"]["images"]
        written = re.compile("|".join(re.escape(text) for text in sorted(book_texts(), key=len, reverse=True) if text))
        apart = {text: written.sub("", text.replace("\\", "")) for text in texts(chinese)}
        assert not [text for text, rest in apart.items() if SENTENCE.search(rest) or JOINED.search(rest)], query
