"""The meaning of names on bills: OpenAI's line items, Azure's meters, Google's SKUs, and kinds of charges."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from pricing.actual.readers.usage_records import USAGE_KINDS, BilledProcessing, Charge, UsageKind
from pricing.prices.aliases import meter
from pricing.values.size import Size

Naming = Literal["plain", "line-item", "azure", "google"]
"""How a format writes the names of its rows."""
_TIMES: Mapping[str, Decimal] = {"": Decimal(1), "k": Decimal(1000), "m": Decimal(1_000_000)} | {
    "千": Decimal(1000),
    "万": Decimal(10_000),
}
_UNIT = re.compile(
    r"(?:(?P<number>[0-9][0-9,]*)[ _]?)?(?P<times>[km千万]?)[ _]*(?P<word>[a-z张枚장次回]*)(?:[ /(].*)?", re.IGNORECASE
)
_MILLIONS_IN_NAME = re.compile(r" 1M Tokens$", re.IGNORECASE)
_GOOGLE_ENDING = re.compile(r"\s+-\s+(?:predictions|batch.*|standard.*|priority.*|flex.*)$", re.IGNORECASE)
_GOOGLE_KIND = re.compile(
    r"\s+(?P<batch>batch\s+)?(?P<kind>(?:image|text)?\s*(?:input|output))(?:\s+tokens?(?: count)?)?$", re.IGNORECASE
)
_GOOGLE_TOKENS = re.compile(
    r"(?:batch )?generate content (?P<cached>cached )?(?:(?P<kind>image|text) )?(?P<way>input|output) token count "
    r"(?:for )?(?P<model>.+?)(?: (?:short|long)(?: input)?(?: (?P<end>image|text|audio|video))?| (?P<text>text))?",
    re.IGNORECASE,
)
"""As in `Generate_content image output token count for Gemini 3 Pro Image`."""
_GOOGLE_IMAGES = re.compile(r"(?P<model>imagen .*?)(?: image)? generations?", re.IGNORECASE)
_AWS_IMAGES = re.compile(
    r"(?:[A-Z]{2,4}[0-9]-)?(?P<model>NovaCanvas|TitanImageGenerator(?:G1)?-?V2)-(?:T2I|I2I)-(?P<side>[0-9]{3,4})-(?P<quality>\w+)"
)
"""As in `USE1-NovaCanvas-T2I-1024-Standard`."""
_AWS_MODEL = re.compile(r"(?:^|[_:/-])(?P<model>(?:us\.|eu\.)?(?:amazon|stability)\.[a-z0-9.-]+-v[0-9]:[0-9])")
_AWS_NAMES = {"NovaCanvas": "amazon.nova-canvas-v1:0"}
_TITAN = "amazon.titan-image-generator-v2:0"
_LAST_WORDS = frozenset({"image", "text", "cached", "input", "output", "tokens", "token", "batch"})
"""Words that may follow the name of a model without a comma."""
_CHARGES: Mapping[str, Charge] = {
    "credit": "credit",
    "promotion": "credit",
    "discount": "credit",
    "refund": "refund",
    "tax": "tax",
    "fee": "fee",
    "rifee": "fee",
    "support": "fee",
    "rounding_error": "fee",
    "purchase": "fee",
}
"""Word of a column -> kind of charge; any other word is usage."""
_USAGE_WORDS = (
    "usage|regular|discountedusage|savingsplancoveredusage|adjustment|correction|charge|consumption|metered",
    "invoice|rechnung|facture|factura|fattura|verbrauch|nutzung|consumo|consommation|用量|使用量|消费|按量付费|按量计费|后付费|预付费|従量",
)
_USAGE = frozenset("|".join(_USAGE_WORDS).split("|"))
"""Kinds of charges that are usage."""
_NAMED_CHARGES: tuple[tuple[re.Pattern[str], Charge], ...] = (
    (re.compile(r"增值税|消费税|消費税|税费|税额|税金"), "tax"),
    (re.compile(r"退款|返金"), "refund"),
    (re.compile(r"代金券|优惠券|抵扣|折扣|\b(?:discount|rabatt|remise|descuento|sconto)\b", re.IGNORECASE), "credit"),
    (re.compile(r"手续费|服务费|手数料"), "fee"),
    (re.compile(r"\b(?:vat|tax|sales tax|gst|mwst|umsatzsteuer|tva|iva)\b", re.IGNORECASE), "tax"),
    (re.compile(r"\b(?:refund|erstattung|remboursement|reembolso)\b", re.IGNORECASE), "refund"),
    (re.compile(r"\b(?:credit grant|credits?|promotional|gutschrift|avoir|abono)\b", re.IGNORECASE), "credit"),
    (re.compile(r"\b(?:processing fee|service fee|platform fee|surcharge|fees?)\b", re.IGNORECASE), "fee"),
)


_TOTALS = (
    "total|totals|grand total|sum|subtotal|sub total|total amount|total cost|summe|gesamt|gesamtsumme|zwischensumme",
    "amount due|balance due|rechnungsbetrag|gesamtbetrag|endbetrag|zu zahlen|montant dû|net à payer|importe total",
    "razem|suma|łącznie|summa|i alt|celkem|итого|всего|toplam|应付总额|本页合计|請求金額|ご請求金額|税込合計",
    "somme|total général|suma|totale|totaal|合计|总计|小计|合計|総計|小計|합계",
    "all models|all services|all products|alle modelle|alle dienste|tous les modèles|所有模型|全部模型",
)
_SUMS = frozenset("|".join(_TOTALS).split("|"))
"""Names of rows that sum up others, in the languages of the headers."""
_STATES = (
    "failed|void|voided|draft|canceled|cancelled|declined|storniert|fehlgeschlagen|entwurf|annulé|échoué|brouillon",
    "anulado|cancelado|fallido|annullato|失败|已作废|作废|已取消|草稿|refunded|erstattet|remboursé|reembolsado|已退款|返金済み",
)
_NOT_CHARGED = frozenset("|".join(_STATES).split("|"))
"""States of an invoice or payment that nobody pays."""
_SUBSCRIPTION = re.compile(
    r"\b(?:subscriptions?|plan|seats?|licen[sc]es?|membership|abo|abonnement|lizenz(?:en)?|suscripción|licencia"
    r"|assinatura)\b|订阅|套餐|席位|サブスクリプション|구독",
    re.IGNORECASE,
)
"""Words of monthly fees."""


class Metered(NamedTuple):
    """The meaning of a name on a bill."""

    model: str
    """The model, as the source names it."""
    kind: UsageKind = "other"
    processing: BilledProcessing = ""
    quality: str = ""
    size: Size | None = None
    own_unit: Decimal = Decimal(0)
    """How many units one of a meter counts, by its name, if no column says so; 0 if unknown."""


@lru_cache(maxsize=8192)
def metered(text: str, naming: Naming) -> Metered:
    """The meaning of a name in the style of a format."""
    text = " ".join(text.split())
    if naming == "azure" or (naming == "plain" and text.endswith((" Tokens", " Images"))):
        return _azure(text)
    if naming == "google":
        return _google(text)
    if (known := _aws(text)) is not None:
        return known
    model, kind, processing = line_item(text)
    if naming == "line-item" or kind != "other":
        return Metered(model, kind, processing)
    return Metered(text)


def _azure(name: str) -> Metered:
    """The model and kind of a meter; a meter of another product keeps its name as its model."""
    known = meter(name)
    if known is None:
        return Metered(name)
    if known.tier:
        return Metered(known.model, "images", known.processing, known.tier, known.size)
    kind: UsageKind = next((kind for kind in USAGE_KINDS if kind == known.component), "other")
    millions = _TIMES["m"] if _MILLIONS_IN_NAME.search(name) else Decimal(0)
    return Metered(known.model, kind, known.processing, own_unit=millions)


def _google(name: str) -> Metered:
    """The meaning of a name like `Gemini 2.5 Flash Image Image Output - Predictions`."""
    name = name.replace("_", " ")
    batch: BilledProcessing = "batch" if re.search(r"\bbatch\b", name, re.IGNORECASE) else ""
    text = _GOOGLE_ENDING.sub("", name)
    if tokens := _GOOGLE_TOKENS.fullmatch(text):
        words = [
            tokens["way"],
            tokens["kind"] or tokens["end"] or tokens["text"] or "",
            (tokens["cached"] or "").strip(),
        ]
        return Metered(tokens["model"], _kind([word.casefold() for word in words]), batch)
    if images := _GOOGLE_IMAGES.fullmatch(text):
        return Metered(images["model"], "images", batch)
    parts = _GOOGLE_KIND.search(text)
    if parts is None:
        return Metered(text, processing=batch)
    return Metered(text[: parts.start()].strip(), _kind(parts["kind"].casefold().split()), batch)


def _aws(name: str) -> Metered | None:
    """The meaning of a usage type of Bedrock, or of a name with the id of one of its models; None for anything else."""
    if images := _AWS_IMAGES.fullmatch(name):
        side = int(images["side"])
        model = _AWS_NAMES.get(images["model"], _TITAN)
        return Metered(model, "images", quality=images["quality"].casefold(), size=Size(side, side))
    model_id = _AWS_MODEL.search(name)
    return None if model_id is None else Metered(model_id["model"])


@lru_cache(maxsize=4096)
def line_item(text: str) -> tuple[str, UsageKind, BilledProcessing]:
    """The model, what was counted and the processing of a line item, whose spelling varies.

    `gpt-image-2, output_image_tokens`, `gpt-image-1 image, output`, `gpt-image-2 text, input`.
    """
    model, comma, rest = text.strip().partition(",")
    if not comma:
        names = model.split(" ")
        while len(names) > 1 and names[-1].casefold() in _LAST_WORDS:
            rest = f"{names.pop()} {rest}"
        if {"input", "output"} & {*rest.casefold().split()}:
            return " ".join(names), _kind(rest.casefold().split()), "batch" if "batch" in rest.casefold() else ""
        rest = ""
    words = rest.casefold().replace("_", " ").replace("-", " ").split()
    for ending in (" image", " text"):
        if words and model.endswith(ending):
            model, words = model.removesuffix(ending), [*words, ending.strip()]
    return model.strip(), _kind(words), "batch" if "batch" in words else ""


def _kind(words: list[str]) -> UsageKind:
    image, text, cached = "image" in words, "text" in words, "cached" in words
    if "images" in words:
        return "images"
    if "output" in words:
        return "image_output" if image else "text_output" if text else "output"
    if "input" in words or cached:
        if image:
            return "cached_image_input" if cached else "image_input"
        if cached:
            return "cached_text_input"
        return "text_input" if text else "input"
    return "other"


class CountedUnit(NamedTuple):
    """The kind of a unit, and how many of it are counted."""

    word: Literal["images", "requests", "tokens", ""]
    """Empty if the unit is only a number, like `1M`."""
    times: Decimal


@lru_cache(maxsize=512)
def unit(text: str) -> CountedUnit | None:
    """The meaning of a unit like `1M`, `1000_tokens`, `Images` or `1 /API Calls`; None for seconds, bytes and so on."""
    parts = _UNIT.fullmatch(text.strip())
    if parts is None or not text.strip():
        return None
    times = Decimal((parts["number"] or "1").replace(",", "")) * _TIMES[parts["times"].casefold()]
    match parts["word"].casefold():
        case "token" | "tokens":
            return CountedUnit("tokens", times)
        case "image" | "images" | "bilder" | "bild" | "img" | "imgs" | "pictures" | "张" | "枚" | "장":
            return CountedUnit("images", times)
        case "request" | "requests" | "call" | "calls" | "次" | "回":
            return CountedUnit("requests", times)
        case "" if parts["number"] or parts["times"]:
            return CountedUnit("", times)
        case "count":
            return CountedUnit("", times)
    return None


@lru_cache(maxsize=1024)
def charge(category: str, name: str) -> Charge | None:
    """The kind of charge of a row, by its category if the format has one, else by its name; None for usage."""
    word = category.strip().casefold()
    if word in _USAGE:
        return None
    for known, kind in _CHARGES.items():
        if word and known in re.split(r"[^a-z_]+", word):
            return kind
    if word.endswith("discount"):
        return "credit"
    return _named_charge(word) or _named_charge(name)


def _named_charge(text: str) -> Charge | None:
    return next((kind for pattern, kind in _NAMED_CHARGES if pattern.search(text)), None)


def is_category(text: str) -> bool:
    """Whether a cell names a kind of charge."""
    return text.strip().casefold() in _USAGE or charge(text, "") is not None


def is_total(row: Sequence[str]) -> bool:
    """Whether a cell is a word for a total, or begins or ends with one, as in `Week total` or `Summe Oktober`."""
    texts = [cell.strip().casefold().rstrip(":") for cell in row]
    return any(
        text in _SUMS or (" " in text and (text.split()[0] in _SUMS or text.split()[-1] in _SUMS)) for text in texts
    )


def is_not_charged(state: str) -> bool:
    """Whether the state of an invoice or payment means that nobody pays it."""
    return state.strip().casefold() in _NOT_CHARGED


def is_subscription(name: str) -> bool:
    """Whether a name is one of a monthly fee."""
    return _SUBSCRIPTION.search(name) is not None
