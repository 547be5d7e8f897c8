"""Browsers that bring in files, and files that are made to harm whoever reads them."""

import io
import itertools
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache

import httpx

from compat.session_files import ADDRESS
from tests.benchmarks.client import Session, connected
from ui.state.visitor import COOKIE

_CHUNK = 1_000_000
_SHEET = "xl/worksheets/sheet1.xml"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_PLAIN = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/xl/workbook.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    b'Target="worksheets/sheet1.xml"/></Relationships>',
    _SHEET: _HEAD + b"</sheetData></worksheet>",
}


class Browser:
    """Someone who brings in files, from an address of this machine."""

    def __init__(self, address: str, source: str) -> None:
        self.address = address
        self.source = source
        transport = httpx.AsyncHTTPTransport(local_address=source)
        self.client = httpx.AsyncClient(base_url=address, transport=transport, timeout=30)

    async def begin(self) -> None:
        """Get the cookies of a visitor."""
        await self.client.get("/")
        await self.client.get("/_stcore/health")

    @asynccontextmanager
    async def tab(self, page: str = "actual") -> AsyncIterator[Session]:
        cookie = f"{COOKIE}={self.client.cookies[COOKIE]}"
        async with connected(self.address, page, cookie=cookie, source=self.source) as session:
            await session.load()
            yield session

    async def bring(self, session: Session, name: str, data: bytes) -> int:
        """Upload a file under an id; the status of the answer."""
        headers = {"X-Xsrftoken": self.client.cookies["_streamlit_xsrf"]}
        address = f"{ADDRESS}{session.id}/{name}"
        return (await self.client.put(address, files={"file": (name, data)}, headers=headers)).status_code


@asynccontextmanager
async def browser(address: str, source: str) -> AsyncIterator[Browser]:
    """A browser with the cookies of a new visitor."""
    new = Browser(address, source)
    async with new.client:
        await new.begin()
        yield new


def _workbook(part: str, begin: bytes, repeated: bytes, end: bytes = b"", megabytes: int = 190) -> bytes:
    """A workbook of which one part has so much of the same."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PLAIN.items():
            if name != part:
                archive.writestr(name, content)
        with archive.open(part, "w", force_zip64=True) as written:
            written.write(begin)
            for _ in range(megabytes):
                written.write(repeated * (_CHUNK // len(repeated)))
            written.write(end)
    return made.getvalue()


def _entity() -> bytes:
    entity = b'<!DOCTYPE worksheet [<!ENTITY e "' + b"x" * _CHUNK + b'">]>'
    used = b'<row><c t="inlineStr"><is><t>' + b"&e;" * 1_500 + b"</t></is></c></row></sheetData></worksheet>"
    return _workbook(_SHEET, b" " * 19_000_000 + entity + _HEAD, b" ", used, 0)


ATTACKING: Mapping[str, Callable[[], bytes]] = {
    "workbook.xlsx": lambda: _workbook("xl/workbook.xml", b"<workbook>", b"<a/>"),
    "types.xlsx": lambda: _workbook("[Content_Types].xml", b"<Types>", b"<a/>"),
    "styles.xlsx": lambda: _workbook("xl/styles.xml", b"<styleSheet><fonts>", b"<font/>"),
    "entity.xlsx": _entity,
    "rows.xlsx": lambda: _workbook(_SHEET, _HEAD, b"<row/>", b"</sheetData></worksheet>"),
    "strings.xlsx": lambda: _workbook("xl/sharedStrings.xml", b"<sst>", b"<si><t>a</t></si>"),
    "attribute.xlsx": lambda: _workbook(_SHEET, b'<worksheet a="', b"x", b'"/>', 40),
    "lists.json": lambda: b"[" + b"[]," * 6_300_000 + b"[]]",
    "objects.jsonl": lambda: b"{}\n" * 6_300_000,
    "unknown.csv": lambda: b"A,B,C\n" + b"".join(b"%d,x,y\n" % number for number in range(1_000_000)),
    "models.csv": lambda: b"Date,Model,Cost\n" + b"".join(b"2026-10-01,m%d,5\n" % n for n in range(900_000)),
}
"""Small or within what a file may have; without limits each takes gigabytes, or minutes."""


@cache
def attacking() -> Mapping[str, bytes]:
    """All of them; they take some seconds to make."""
    return {name: made() for name, made in ATTACKING.items()}


async def bring_and_read(address: str, source: str, first: int) -> AsyncIterator[str]:
    """Bring in one file after the other, beginning with one of them; what the page says of each."""
    names = itertools.cycle([*ATTACKING][first:] + [*ATTACKING][:first])
    async with browser(address, source) as visitor, visitor.tab() as tab:
        for number, name in enumerate(names):
            file = f"{number}-{name}"
            status = await visitor.bring(tab, file, attacking()[name])
            await tab.show_files([file] if status == 204 else [])
            await visitor.client.delete(
                f"{ADDRESS}{tab.id}/{file}", headers={"X-Xsrftoken": visitor.client.cookies["_streamlit_xsrf"]}
            )
            yield f"{name} {status}: {' '.join(tab.said)[:60]}"
