"""The table of what has no price, below the lines: whether a workload has a part in it, and why it has no price."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pricing.bill.quantities import reference
from pricing.export.workbook.inputs import size_name
from pricing.export.workbook.parts import Gap, Needs, gap_share, included
from pricing.export.workbook.sheet import NOT_PRICED, Sheet
from pricing.export.workbook.table import LEAD, Billed, Column, Table
from pricing.prices.schema import Processing

_COLUMNS: Mapping[str, Column] = {
    "needs": Column(NOT_PRICED.capitalize(), 0),
    "tier": Column("Tier", 0),
    "size": Column("Size", 0),
    "answer": Column("In the plan", 0, "general", '=IF({share}>0,"yes","no")', "cell"),
    "share": Column("Share", 0, "percent"),
    "why": Column("Why", 0),
}
_WHAT: Mapping[Needs, str] = {"": "everything", "prompt": "text_input", "refs": "image_input"}


class Rows(NamedTuple):
    """The rows of one workload."""

    any: str
    """A formula: whether the workload has a part without a price."""
    first_reason: str
    """A formula: why, or an error where it has none."""


def write(sheet: Sheet, at: int, workloads: Sequence[Billed]) -> Iterator[Rows | None]:
    """The headings in a row, counted from 0, and the gaps below; gives what each workload has in them, if anything."""
    table = Table({**LEAD, **_COLUMNS} if len(workloads) > 1 else _COLUMNS)
    if any(each.parts.gaps for each in workloads):
        for column, heading in enumerate(table.headings):
            sheet.text(at, column, heading, "header")
    for each in workloads:
        first, last = at + 1, at + len(each.parts.gaps)
        for row, gap in enumerate(each.parts.gaps, first):
            _gap(sheet, table, row, gap, each)
        at = last
        shares, answers, whys = (table.down(key, first, last) for key in ("share", "answer", "why"))
        yield Rows(f"SUM({shares})>0", f'INDEX({whys},MATCH("yes",{answers},0))') if last >= first else None


def sent(processing: Processing, each: Billed) -> str:
    """The factor of a formula for the part of the generations that is sent in a way."""
    if not each.bill.card.has_batch:
        return ""
    return "*{batch_share}" if processing == "batch" else "*(1-{batch_share})"


def _gap(sheet: Sheet, table: Table, row: int, gap: Gap, each: Billed) -> None:
    share = gap_share(gap, each.bill)
    sizes = dict.fromkeys(size for size, _ in gap.where)
    shown = "any" if len(sizes) == len(each.parts.sizes) else ", ".join(map(str, sizes))
    table.lead(sheet, row, each, "cell")
    for key, text in {"needs": _WHAT[gap.needs], "tier": gap.tier, "size": shown, "why": gap.reason}.items():
        sheet.text(row, table.at[key], text, "cell")
    table.formula(sheet, row, "answer", "yes" if share else "no", each)
    table.formula(sheet, row, "share", share, each, _share(gap, each))


def _share(gap: Gap, each: Billed) -> str:
    parts = []
    for processing in dict.fromkeys(processing for _, processing in gap.where):
        sizes = "+".join(f"{{{size_name(size)}}}" for size, where in gap.where if where == processing)
        parts.append(f"({sizes}){sent(processing, each)}")
    rule, workload, free = each.bill.entry.input_rule, each.bill.workload, included(each.bill)
    taken = 1 if rule is None else reference(rule, workload.refsize, workload.fidelity == "high")
    refs = f"*({{reference_images}}*{taken}>{free})" if free else "*({reference_images}>0)"
    needed = {"": "", "prompt": "*({prompt_tokens}>0)", "refs": refs}[gap.needs]
    return f"={{share_{gap.tier}}}*({'+'.join(parts)}){needed}"
