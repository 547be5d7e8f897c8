"""A spreadsheet program for the tests: it opens workbooks, calculates every formula anew and saves them.

The program keeps the figures it finds in a file unless it is told not to, so its profile says so, and a
workbook with a wrong figure goes along to see that it did.
"""

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

TIMEOUT = 300
"""Seconds for one call."""
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
_CANARY = "canary"


class Office:
    """LibreOffice without a window, with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls = 0
        program = shutil.which("soffice")
        if program is None:
            pytest.fail("LibreOffice is missing: apt-get install --no-install-recommends libreoffice-calc")
        self.program = program
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")

    def recalculated(self, files: Mapping[str, bytes]) -> dict[str, Any]:
        """The workbooks by name, with the figures their formulas give; one call for all of them."""
        self.calls += 1
        before, after = (self.folder / f"{name}-{self.calls}" for name in ("before", "after"))
        before.mkdir()
        for name, content in {**files, _CANARY: _wrong()}.items():
            (before / f"{name}.xlsx").write_bytes(content)
        command = [
            self.program,
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(after),
            *map(str, sorted(before.iterdir())),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
        found = {path.stem: figures(path.read_bytes()) for path in sorted(after.glob("*.xlsx"))}
        missing = sorted({*files, _CANARY} - set(found))
        assert not missing, f"LibreOffice did not convert {missing}: {done.stdout}{done.stderr}"
        assert found.pop(_CANARY).active["A1"].value == 2, "LibreOffice kept the figures it found"
        return found


def figures(content: bytes) -> Any:
    """A workbook with the figures stored in it instead of its formulas."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def formulas(content: bytes) -> Any:
    """A workbook with its formulas, to read or to change."""
    return openpyxl.load_workbook(io.BytesIO(content))


def named(book: Any, name: str) -> Any:
    """The cell, or the rows of cells, that a defined name stands for."""
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell]


def changed(content: bytes, **values: Any) -> bytes:
    """A workbook with other values in its named cells, and without any stored figure.

    A value is by row, from 0 on, where a name stands for the cells of a column.
    """
    book = formulas(content)
    for name, value in values.items():
        cells = named(book, name)
        if isinstance(value, Mapping):
            for row, each in value.items():
                cells[row][0].value = each
        else:
            cells.value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(book: Any, sheet: str, header: str) -> list[dict[str, Any]]:
    """The rows below the heading `header` in the first column, up to an empty cell there, keyed by heading."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    top = next(place for place, row in enumerate(rows) if row[0] == header)
    found = []
    for row in rows[top + 1 :]:
        if row[0] in (None, ""):
            break
        found.append(dict(zip(rows[top], row, strict=True)))
    return found


def labelled(book: Any, sheet: str = "Summary") -> dict[str, Any]:
    """What stands in the second column, by the text of the first."""
    rows = book[sheet].iter_rows(max_col=2, values_only=True)
    return {str(label): value for label, value in rows if label is not None}


def _wrong() -> bytes:
    """One plus one, stored as 0."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.add_worksheet().write_formula(0, 0, "=1+1", None, 0)
    file.close()
    return out.getvalue()
