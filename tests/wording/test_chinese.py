"""The Chinese catalogue as an editor reads it: marks, spaces, measure words, and one word for one thing."""

import re
from collections.abc import Sequence
from functools import cache

import pytest

from pricing.wording.messages import LOCALES
from tests.wording.test_languages import read

HAN = "\u4e00-\u9fff"
WIDE = "\uff0c\u3002\uff1a\uff1b\uff01\uff1f\uff08\uff09\u3001\u201c\u201d"
CODE = re.compile(r"`[^`]*`|\{[^}]*\}|<br>|\.\.|[a-z]+(?:[:/][a-z]+)+")
"""What is no Chinese text: places, and what stands in an address letter for letter."""

MISSHAPEN = {
    "a half-width mark in a Chinese sentence": rf"[{HAN}][,;:!?()]|[,;:!?()][{HAN}]|[{HAN}]\.",
    "a space beside a full-width mark": rf" [{WIDE}]|[\uff0c\u3002\uff1a\uff1b\uff01\uff1f\uff08\uff09\u3001] ",
    "no space between Chinese and Latin": rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]",
    "a mark twice": r"[\uff0c\u3002\uff1a\uff1b\u3001]{2}|(?<!\u2026)\u2026(?!\u2026)",
    "a word that vendors do not use, or that is another thing": "令牌|词元|发票|向量|工作负载|性价比|你|帐|修订|确知",
    "a number without a measure word": r"\{(?:number|images|services|workloads|prices|models|made|planned)\} "
    "(?:图片|方案|服务|模型|业务场景|价格|月|Token)",
}
TERMS = {
    r"tokens?": "Token",
    r"workloads?": "业务场景",
    r"(?:a|as a|in a|for|no) batch|batch (?:rate|share|processing)|batch what": "批量",
    r"price book": "价格表",
    r"list prices?": "标价",
    r"prompts?": "提示词",
    r"reference images?": "参考图",
    r"partial images?": "部分图像",
    r"input fidelity": "输入保真度",
    r"resolution": "分辨率",
    r"budget": "预算",
    r"forecast": "预测",
    r"discount": "折扣",
    r"scenarios?": "方案",
    r"revisions?": "版",
    r"vendors?": "厂商",
    r"transparent": "透明",
    r"vectors?": "矢量",
    r"successor": "替代模型",
    r"shut down": "下线",
    r"seats?": "席位",
    r"tags?": "标签",
    r"rates? of exchange|reference rate": "汇率",
    r"reseller": "经销商",
    r"transparent background": "透明背景",
    r"credits? (?:per|on)|credits": "积分",
}
"""Words of the field and the one word that vendors' Chinese pages have for each."""


@cache
def texts() -> Sequence[tuple[str, str]]:
    """Every English text, the plural where there is one, and its translation."""
    catalogue = read(LOCALES / "zh_CN" / "LC_MESSAGES" / "messages.po", "zh_CN")
    return [(last(entry.id), last(entry.string)) for entry in catalogue if entry.id]


def last(text: str | Sequence[str] | None) -> str:
    """A text, or the last of its forms."""
    return text if isinstance(text, str) else (text or ("",))[-1]


@pytest.mark.parametrize("defect", MISSHAPEN)
def test_marks_and_spaces_are_those_of_chinese(defect: str) -> None:
    shape, about_places = re.compile(MISSHAPEN[defect]), "measure word" in defect
    assert not [chinese for _, chinese in texts() if shape.search(chinese if about_places else CODE.sub("\0", chinese))]


def test_a_sentence_is_a_sentence_and_a_label_a_label() -> None:
    """By its full stop; a place at the end brings its own."""
    assert not [
        english
        for english, chinese in texts()
        if not english.endswith(("}", "...", "No.")) and english.endswith(".") != chinese.endswith("\u3002")
    ]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_one_translation(term: str) -> None:
    word = re.compile(rf"\b(?:{term})\b", re.IGNORECASE)
    told = [(CODE.sub("", english), chinese) for english, chinese in texts()]
    assert not [english for english, chinese in told if word.search(english) and TERMS[term] not in chinese]
