"""Any table by its columns: those that a person names, or that words in the header and what stands below them tell."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pricing.actual.readers import meters
from pricing.actual.readers.cells.cell_days import Days, days
from pricing.actual.readers.cells.cell_values import FORMULA, CellError, amount, currency_of_title, number_format
from pricing.actual.readers.files.file_table import FileTable, normalised
from pricing.actual.readers.formats import COLUMNS, Role, TableFormat
from pricing.actual.readers.table_rows import is_total
from pricing.actual.readers.usage_records import NamedColumns
from pricing.wording.figures import USD

_WORDS: Mapping[str, str] = {
    "day": "service period|billing period|usage period|leistungszeitraum|abrechnungszeitraum|período de facturación|"
    "période de facturation|periodo di fatturazione|账期|计费周期|服务期间|対象期間|利用期間|=from|=start|=von|=begin|"
    "service start|usage date|start date|period start|date|day|week|week of|month|period|time|hour|timestamp|created|"
    "created at|datum|"
    "tag|woche|semaine|semana|settimana|monat|zeitraum|fecha|día|mes|data|giorno|mese|jour|mois|dia|mês|dag|maand|日期|时间|周|月份|日付|利用日|날짜|"
    "invoice date|rechnungsdatum",
    "end": "=to|=end|=ende|service end|period end|end date|bis|until|结束日期|period to",
    "cost": "total cost|total amount|cost|costs|amount|spend|total|charge|charges|charged|paid|usd|eur|betrag|kosten|"
    "summe|preis|importe|coste|costo|importo|montant|coût|total ttc|valor|custo|bedrag|金额|费用|成本|总费用|花费|金額|"
    "料金|費用|비용|금액|price",
    "images": "images|image count|images generated|number of images|generated images|pictures|bilder|anzahl bilder|"
    "imágenes|immagini|imagens|afbeeldingen|图片数|图片|张数|图像数|画像|画像数|枚数|이미지|이미지 수",
    "name": "model|model name|modell|modelo|modèle|modello|模型|型号|モデル|모델|sku|product|produkt|producto|produit|"
    "service|dienst|servicio|description|beschreibung|descripción|item|vendor|anbieter|lieferant",
    "currency": "currency|currency code|währung|moneda|devise|valuta|moeda|币种|货币|通貨|통화",
    "size": "size|resolution|größe|auflösung|tamaño|taille|résolution|尺寸|分辨率|サイズ",
    "quality": "quality|qualität|calidad|qualité|质量|品質",
    "quantity": "quantity|qty|usage quantity|units|menge|anzahl|cantidad|quantité|数量",
    "unit": "unit|units|unit of measure|einheit|unidad|unité|单位|単位",
    "charge": "charge type|charge category|type of charge|row type|line type|transaction type|belegart|类型|=type|=typ|"
    "=tipo|=kind|=category|种类|=種類",
    "status": "=status|payment status|invoice status|=état|=estado|=stato|状态|支付状态|=状態",
}
"""Words of headers in several languages, the best first; one with `=` is all of a title, or none of it."""
_SIGNS = re.compile(r"[\W_]+")
_NOT_AMOUNTS = frozenset({"unit", "per", "rate", "each", "pro", "einzelpreis", "单价", "discount", "tax", "vat", "id"})
"""Words beside which a cost is another one than the row's."""
_BEFORE_DISCOUNTS = frozenset({"list", "gross", "undiscounted", "before", "brutto", "bruto", "lordo", "原价", "目录价"})
"""Words of amounts that are not what is paid in the end, taken only where there is no other."""
_SAMPLE = 40
"""Rows that have to bear out what a header says."""


def format_of(table: FileTable, columns: NamedColumns) -> TableFormat:
    """The format of a table with columns that are named."""
    roles: dict[Role, tuple[str, ...]] = {}
    for name, title in columns._asdict().items():
        if title and (place := table.place(title)) is not None:
            roles[_ROLES[name]] = (table.names[place],)
    status = next((title for title in _ranked(table.titles, "status") if title not in columns), None)
    if status is not None:
        roles["status"] = (table.names[table.titles.index(status)],)
    return TableFormat(COLUMNS, frozenset(), roles, end_is_open=False)


_ROLES: Mapping[str, Role] = {
    "day": "day",
    "cost": "cost",
    "images": "images",
    "model": "name",
    "currency": "currency",
    "size": "size",
    "quality": "quality",
    "end": "end",
    "quantity": "quantity",
    "unit": "unit",
    "charge": "charge",
}


def is_header(titles: Sequence[str]) -> bool:
    """Whether a row names a day, and a cost or images."""
    guess = proposed(titles)
    return bool(guess.day) and guess.are_enough and sum(bool(title.strip()) for title in titles) > 1


def melted(table: FileTable) -> FileTable:
    """A table that has a column for each of several days or months, with a row for each of their cells instead."""
    dated = [place for place, title in enumerate(table.titles) if _is_day(title)]
    others = [place for place in range(len(table.titles)) if place not in dated]
    titles = [table.titles[place] for place in others]
    if len(dated) < 2 or proposed(titles).day:
        return table

    def rows() -> Iterator[tuple[int, list[str]]]:
        for row in table.rows():
            words = [row[place] for place in others]
            for place in dated:
                if row[place].strip():
                    yield table.line, [*words, "" if is_total(words) else table.titles[place], row[place]]

    return FileTable(table.file_name, [*titles, "Date", "Amount"], rows, table.notes, delimiter=table.delimiter)


def period_above(table: FileTable) -> Days | None:
    """The one period of a week or more that stands above the header, as `Period: 1 Oct 2026 - 31 Oct 2026`."""
    periods: set[Days] = set()
    for text in table.above:
        for part in (text, text.partition(":")[2]):
            try:
                covered = days(part, "day-first")
            except CellError:
                continue
            if covered is not None and (covered.last - covered.first).days >= 6:
                periods.add(covered)
    return periods.pop() if len(periods) == 1 else None


def proposed(titles: Sequence[str]) -> NamedColumns:
    """The columns by the words of their titles, as far as they speak for themselves."""
    taken: dict[str, str] = {}
    for column, role in _ROLES.items():
        title = next((ranked for ranked in _ranked(titles, role) if ranked not in taken.values()), "")
        taken |= {column: title} if title else {}
    return NamedColumns(**taken)


def borne_out(table: FileTable) -> NamedColumns:
    """The same where the cells below are what the titles say: days, amounts, counts."""
    rows: list[list[str]] = []
    for row in table.rows():
        rows.append(row)
        if len(rows) == _SAMPLE:
            break
    taken: dict[str, str] = {}
    for column, role in _ROLES.items():
        check = _CHECKS.get(role)
        for title in _ranked(table.titles, role):
            place = table.titles.index(title)
            cells = [row[place] for row in rows if row[place].strip() and row[place] != FORMULA]
            # A column of formulas alone is refused with its reason when it is read.
            formulas = not cells and any(row[place] == FORMULA for row in rows)
            if title not in taken.values() and (check is None or formulas or _mostly(check, cells)):
                taken[column] = title
                break
    return NamedColumns(**taken)


def _ranked(titles: Sequence[str], role: Role) -> Iterator[str]:
    """The titles that may have a meaning: those that are a word of it first, then those that have one."""
    words = _WORDS[role].split("|")
    folded = {title: " ".join(_SIGNS.sub(" ", title.casefold()).split()) for title in titles if title.strip()}
    once: dict[str, None] = {}
    for fits in (_is_word, _has_word):
        for word in words:
            for title, text in folded.items():
                if (
                    fits(word.removeprefix("="), text)
                    and (fits is _is_word or word[0] != "=")
                    and not (role == "cost" and _NOT_AMOUNTS & set(text.split()))
                ):
                    once.setdefault(title)
    yield from sorted(once, key=lambda title: _later(folded[title], title) if role == "cost" else (False, False))


def _later(text: str, title: str) -> tuple[bool, bool]:
    """What makes a title of an amount a later choice: amounts before discounts, and those that need a rate where
    another title says that it is in USD.
    """
    return bool(_BEFORE_DISCOUNTS & set(text.split())), currency_of_title(title) != USD


def _is_word(word: str, text: str) -> bool:
    return word == text


def _has_word(word: str, text: str) -> bool:
    """Whether a word stands in a text whole; in languages without spaces, anywhere."""
    return f" {word} " in f" {text} " or (word[0] > "\u2e80" and word in text)


def _mostly(check: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return bool(cells) and sum(map(check, cells)) * 2 > len(cells)


def _is_day(text: str) -> bool:
    try:
        return days(text, "day-first") is not None
    except CellError:
        try:
            return days(text, "month-first") is not None
        except CellError:
            return False


def _is_amount(text: str) -> bool:
    try:
        return amount(text, number_format([text]) or "point") is not None
    except CellError:
        return False


_CHECKS: Mapping[Role, Callable[[str], bool]] = {
    "day": _is_day,
    "end": _is_day,
    "cost": _is_amount,
    "images": _is_amount,
    "quantity": _is_amount,
    "charge": meters.is_category,
}
"""What most cells of a column have to be."""


def has_invoices(table: FileTable, columns: NamedColumns) -> bool:
    """Whether the header speaks of invoices."""
    return any(
        word in normalised(title)
        for title in (columns.day, *table.titles)
        for word in ("invoice", "rechnung", "factur", "fattura", "发票", "請求")
    )


def names_weeks(columns: NamedColumns) -> bool:
    """Whether the column of the day is called one of weeks."""
    text = f" {_SIGNS.sub(' ', columns.day.casefold())} "
    return any(f" {word} " in text for word in ("week", "woche", "semaine", "semana", "settimana", "周", "週"))


def names_months(columns: NamedColumns) -> bool:
    """Whether the column of the day is called one of months."""
    text = f" {_SIGNS.sub(' ', columns.day.casefold())} "
    return any(
        f" {word} " in text or (word in ("月份",) and word in text)
        for word in ("month", "monat", "mes", "mois", "mese", "mês", "maand", "月份", "period")
    )
