"""What was found, for people and for programs: one line each, with both sources."""

import json
from collections.abc import Sequence

from pricing.drift.report import Finding, Kind, counts


def text(found: Sequence[Finding], everything: bool) -> str:
    """One line for each finding, what moved at the end, then the count of each kind.

    What is the same is only counted, unless everything is asked for.
    """
    lines = [_line(finding) for finding in found if everything or finding.kind is not Kind.SAME]
    summary = ", ".join(f"{number} {kind}" for kind, number in counts(found).items())
    return "".join(f"{line}\n" for line in [*lines, summary])


def as_json(found: Sequence[Finding]) -> str:
    """`{"findings": [...], "counts": {...}}`; amounts as text, exact."""
    data = {"findings": [finding._asdict() for finding in found], "counts": counts(found)}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _line(finding: Finding) -> str:
    """`differs: gpt-image-2, image output: 30 here (address, 2026-10-01), 32 in litellm 1.2 (address); USD ...`."""
    if finding.here is None and finding.there is None:
        return _model(finding)
    here = f"{_amount(finding.here)} here{_from(finding.here_source, finding.here_read)}"
    there = f"{_amount(finding.there)} in {finding.feed}{_from(finding.there_source, finding.there_read)}"
    unit = f"; {finding.unit}" if finding.unit else ""
    return f"{finding.kind}: {finding.model}, {finding.what}: {here}, {there}{unit}"


def _model(finding: Finding) -> str:
    """A model that only one of the two has."""
    if finding.kind is Kind.MISSING_HERE:
        return f"{finding.kind}: {finding.model}, in {finding.feed}{_from(finding.there_source, finding.there_read)}"
    here = _from(finding.here_source, finding.here_read)
    return f"{finding.kind}: {finding.model}, here{here}, not in {finding.feed}"


def _amount(amount: str | None) -> str:
    return "nothing" if amount is None else amount


def _from(source: str, day: str) -> str:
    said = ", ".join(part for part in (source, day) if part)
    return f" ({said})" if said else ""
