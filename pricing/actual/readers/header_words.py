"""The meaning of column titles, by words in several languages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pricing.actual.readers.cells.cell_values import currency_of_title, spaced
from pricing.actual.readers.formats import Role
from pricing.wording.figures import USD

_WORDS: Mapping[str, str] = {
    "day": "usage date|usage start date|usage start|service date|service period|消费时间|消费日期|扣费时间|"
    "费用发生日期|利用日|使用日期|billing period|usage period|leistungszeitraum|abrechnungszeitraum|"
    "leistungsdatum|período de facturación|période de facturation|periodo di fatturazione|账期|"
    "计费周期|服务期间|対象期間|利用期間|=from|=start|=von|=begin|service start|start date|"
    "period start|date|day|week|week of|month|quarter|period|time|hour|timestamp|created|created at|"
    "datum|tag|woche|semaine|semana|settimana|monat|quartal|zeitraum|fecha|día|mes|data|giorno|mese|"
    "jour|mois|trimestre|dia|mês|dag|maand|dzień|miesiąc|dato|måned|månad|měsíc|дата|месяц|tarih|"
    "日期|时间|周|=月|月份|账单月|年月|日付|利用月|季度|四半期|사용일|이용일|날짜|일자|월|invoice date|"
    "rechnungsdatum|issued|issue date|belegdatum|buchungsdatum",
    "end": "=to|=end|=ende|service end|period end|end date|bis|until|结束日期|period to",
    "cost": "total cost|total amount|应付金额|实付金额|应付|实付|结算金额|优惠后|cost|costs|amount|spend|"
    "total|charge|charges|charged|paid|usd|eur|betrag|nettobetrag|kosten|gesamtkosten|gesamtbetrag|"
    "rechnungsbetrag|summe|preis|importe|coste|costo|importo|montant|coût|total ttc|valor|custo|"
    "bedrag|koszt|kwota|kostnad|belopp|beløb|beløp|náklady|částka|стоимость|сумма|tutar|maliyet|"
    "金额|费用|成本|总费用|花费|金額|料金|費用|비용|금액|요금|price|gesamtpreis|nettopreis|"
    "bruttobetrag|subtotal|sub total|zwischensumme|sous total|net|netto|gesamt|gesamtsumme|"
    "nettosumme|endbetrag|zeilensumme|positionssumme|somme|monto|suma|totale|totaal|totaalbedrag|"
    "wartość|razem|итого|toplam|合计|小计|总计|总额|总价|实际支付|合計|小計|請求額|총액|합계|"
    "extended|amt|billed",
    "images": "images|image count|images generated|number of images|generated images|pictures|bilder|"
    "anzahl bilder|imágenes|immagini|imagens|afbeeldingen|obrazy|图片数|图片|张数|图像数|画像|"
    "画像数|枚数|圖片數|이미지|이미지 수",
    "name": "model|model name|model id|modell|modelo|modèle|modello|模型|型号|モデル|모델|модель|sku|"
    "meter name|meter|endpoint|line item|计费项|product|produkt|producto|produit|子产品|产品|商品|"
    "商品名称|服务|サービス|service|dienst|leistung|servicio|description|beschreibung|bezeichnung|"
    "artikel|descripción|désignation|libellé|item|resource|resource name|配置名称|项目|品目|品名|"
    "내역|concepto|descrizione|descrição|说明|内容|vendor|anbieter|lieferant",
    "currency": "currency|currency code|währung|moneda|devise|valuta|moeda|币种|货币|通貨|통화",
    "size": "size|resolution|größe|auflösung|tamaño|taille|résolution|尺寸|分辨率|サイズ",
    "quality": "quality|qualität|calidad|qualité|质量|品質",
    "quantity": "quantity|qty|usage quantity|usage amount|units|menge|anzahl|cantidad|quantité|quantità|quantidade|"
    "用量|使用量|数量|수량|count",
    "unit": "unit|units|unit of measure|einheit|unidad|unité|单位|用量单位|単位",
    "charge": "=document|=document type|=doc type|=belegtyp|"
    "charge type|charge category|type of charge|row type|line type|transaction type|belegart|类型|"
    "=type|=typ|=tipo|=kind|=category|种类|=種類",
    "status": "=status|payment status|invoice status|=état|=estado|=stato|状态|支付状态|=状態",
}
"""Meaning -> words of titles, the best first. A word with `=` must be the whole title."""
_SIGNS = re.compile(r"[\W_]+")
_NOT: Mapping[str, str] = {
    "day": "ms|seconds|duration|latency|zone",
    "cost": "unit|per|rate|each|pro|einzelpreis|单价|単価|discount|rabatt|remise|id|balance|saldo|"
    "cumulative|kumuliert|running total|running balance|budget|forecast|limit|previous|number|"
    "优惠金额|优惠券|折扣|抵扣|代金券|余额|累计|类型|日期|时间|消费税|消費税",
    "images": "per|pro|par|je|each|price|cost|limit|quota",
    "unit": "price|cost|preis|prix|precio|unitaire|单价|単価",
    "quantity": "单位|単位|price|unit",
}
"""Meaning -> words that rule it out: with them a cost is a unit price or a balance, and a day is a duration."""
_TAX = "tax|taxes|vat|mwst|mw st|ust|tva|iva|gst|税额|税金|税费|消費税|消费税|增值税"
_NET = (
    "net|netto|nettobetrag|nettopreis|excl|excluding|exkl|ohne|pre|before|ht|hors|sans|不含税|税抜|税抜き|"
    "subtotal|sub total|zwischensumme|sous total"
)
_GROSS = (
    "gross|brutto|bruttobetrag|bruto|lordo|ttc|incl|including|inkl|total|gesamtbetrag|rechnungsbetrag|"
    "gesamt|gesamtsumme|totale|totaal|含税|税込|税込み"
)
"""Words of taxes, of amounts without tax, and of amounts with tax."""
_BEFORE_DISCOUNTS = "list|gross|undiscounted|before discount|before discounts|brutto|bruto|lordo|原价|官网价|目录价"
"""Words of amounts before discounts, taken as the cost only if no other column is one."""
_COUNTS = (
    "token|tokens|request|requests|image|images|call|calls|count|num|seat|seats|user|users|hour|hours|time|"
    "usage|generations|pictures|predictions|megapixels|steps|jobs|prompts|credits|bilder|tage|days|imágenes|immagini|"
    "imagens|anzahl|stück|menge|数量|张数|图片|次数|枚数|件数|画像|수량|이미지"
)
"""Words of counts: beside one of them, a word of `_WEAK` is no cost."""
_WEAK = frozenset(
    {
        "total amount",
        "amount",
        "total",
        "gesamt",
        "gesamtsumme",
        "somme",
        "suma",
        "totale",
        "totaal",
        "razem",
        "итого",
        "toplam",
        "合计",
        "小计",
        "总计",
        "合計",
        "小計",
        "합계",
    }
)
_LATER_DAYS = "due|paid|end|expires|expiry|fällig|fälligkeit|échéance|updated|结束|支付"
"""Words of days, taken only if no other column has them."""


def ranked_titles(titles: Sequence[str], role: Role) -> Iterator[str]:
    """The titles that can have a meaning: first those that are one of its words, then those that contain one."""
    words = _WORDS[role].split("|")
    folded = {title: folded_title(title) for title in titles if title.strip()}
    taxed = role == "cost" and any(_has_any(_TAX, text) for text in folded.values())
    once: dict[str, None] = {}
    for fits in (_is_word, _has_word):
        for word in words:
            for title, text in folded.items():
                if (
                    fits(word.removeprefix("="), text)
                    and (fits is _is_word or word[0] != "=")
                    and not _is_other(role, word, text)
                ):
                    once.setdefault(title)
    if role == "cost":
        yield from sorted(once, key=lambda title: _later_cost(folded[title], title, taxed))
    elif role == "day":
        yield from sorted(once, key=lambda title: _has_any(_LATER_DAYS, folded[title]))
    else:
        yield from once


def folded_title(title: str) -> str:
    """The words of a title in lower case, separated by single spaces."""
    return " ".join(_SIGNS.sub(" ", spaced(title).casefold()).split())


def _is_other(role: Role, word: str, text: str) -> bool:
    """Whether other words of a title rule out the meaning that one of its words has."""
    if _has_any(_NOT.get(role, ""), text):
        return True
    if role != "cost":
        return False
    if _has_any(_TAX, text) and not _has_any(f"{_NET}|{_GROSS}", text):
        return True
    return word in _WEAK and _has_any(_COUNTS, text)


def _later_cost(text: str, title: str, taxed: bool) -> tuple[bool, bool, bool, bool]:
    """The sort key of titles for the cost, which puts these last, the first kind above all.

    With a tax column, amounts that may include the tax, and those that say so; amounts before discounts; amounts that
    are not said to be in USD.
    """
    is_net = _has_any(_NET, text)
    with_tax = taxed and not is_net
    return (
        with_tax,
        with_tax and _has_any(_GROSS, text),
        _has_any(_BEFORE_DISCOUNTS, text) and not is_net,
        currency_of_title(title) != USD,
    )


def _has_any(words: str, text: str) -> bool:
    return any(_has_word(word, text) for word in words.split("|") if word)


def _is_word(word: str, text: str) -> bool:
    return word == text


def _has_word(word: str, text: str) -> bool:
    """Whether a text contains a word as a whole word, or anywhere in languages that put no spaces between words."""
    return f" {word} " in f" {text} " or (word[0] > "\u2e80" and word in text)


def is_called(title: str, role: Role) -> bool:
    """Whether a title is exactly one of the words of a meaning."""
    return folded_title(title) in _WORDS[role].split("|")


_RATES = "rate|id|number|no|code|type|region|country|satz|nummer|percent|percentage|status|exempt|taux|税率|号"
"""Words with which a title of a tax is not an amount, such as a rate or a number."""
_DISCOUNTS = "discount|discounts|rabatt|remise|descuento|sconto|desconto|折扣|优惠金额|割引"


def is_tax(title: str) -> bool:
    """Whether a column has amounts of tax only."""
    text = folded_title(title)
    return _has_any(_TAX, text) and not _has_any(f"{_NET}|{_GROSS}|{_RATES}", text) and "%" not in title


def may_have_tax(title: str) -> bool:
    """Whether a cost beside a column of taxes may include the tax, by its title."""
    text = folded_title(title)
    return _has_any(_GROSS, text) and not _has_any(_NET, text)


def is_discount(title: str) -> bool:
    """Whether a column has discounts."""
    return _has_any(_DISCOUNTS, folded_title(title))


def is_in_percent(title: str) -> bool:
    """Whether a column has percentages."""
    return "%" in title or _has_any("percent|percentage|pct|rate|prozent", folded_title(title))


def has_word(title: str, words: str) -> bool:
    """Whether a title contains one of the words of a meaning."""
    return _has_any(words, folded_title(title))
