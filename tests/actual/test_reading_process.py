"""Files read in a process of their own: what attacks the reader is refused in a sentence, within its limits."""

import gzip
import io
import zipfile
from contextlib import ExitStack
from decimal import Decimal

import pytest

from pricing.actual.readers import file_sums
from pricing.actual.readers.files import excel_file
from pricing.actual.readers.files.source_file import MEGABYTE, ReadError
from pricing.actual.readers.reading_process import Places, Reader, ReadingPlace, read_apart
from pricing.actual.readers.recognise import read
from pricing.wording.messages import words
from tests.actual import samples
from tests.making import TODAY

TABLE = b"Date,Model,Cost\n2026-10-01,gpt-image-2,5\n2026-10-02,gpt-image-2,5\n"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refused(data: bytes) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(ReadError) as error:
        read("file", data, TODAY)
    text = words(error.value.message)
    assert len(text) < 400
    return text


def with_part(name: str, content: bytes) -> bytes:
    """A workbook with another content of one part."""
    made = io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(samples.workbook([["Date", "Cost"], ["2026-10-01", 5], ["2026-10-02", 5]])))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in plain.namelist():
            archive.writestr(part, content if part == name else plain.read(part))
    return made.getvalue()


def test_what_another_process_reads_is_what_this_one_reads() -> None:
    assert read_apart("file", TABLE, TODAY) == read("file", TABLE, TODAY)
    with pytest.raises(ReadError, match="is empty") as error:
        read_apart("file", b"", TODAY)
    assert words(error.value.message) == "file is empty."


def test_memory_and_time_have_limits() -> None:
    with pytest.raises(ReadError, match="more than"):
        read_apart("file", b"[" + b"[]," * 4_000_000 + b"[]]", TODAY, memory=100 * MEGABYTE)
    with pytest.raises(ReadError, match="takes longer than"):
        read_apart("file", TABLE, TODAY, seconds=0.01)


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("xl/workbook.xml", b"<a/>" * 2_000_000, "a part of the workbook"),
        ("xl/styles.xml", b"<font/>" * 1_000_000, "a part of the workbook"),
        ("docProps/core.xml", b"<a/>" * 2_000_000, "a part of the workbook"),
        (SHEET, b'<!DOCTYPE a [<!ENTITY b "b">]><worksheet>&b;</worksheet>', "defines a document type"),
        (SHEET, b" " * 100_000 + b"<!DOCTYPE a><worksheet/>", "defines a document type|is no workbook"),
        (SHEET, b"<worksheet", "is no workbook|has the columns"),
        (
            SHEET,
            b"<worksheet " + NAMESPACE + b'><sheetData><row><c t="s"><v>99</v></c></row></sheetData></worksheet>',
            "",
        ),
    ],
)
def test_parts_of_a_workbook_are_limited_and_define_nothing(part: str, content: bytes, reason: str) -> None:
    text = refused(with_part(part, content))
    assert any(each in text for each in reason.split("|"))


def packed(*names: str) -> bytes:
    """An archive of some files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "Type its amount"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xd0\xcf\x11\xe0", "Save it as xlsx or CSV"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 1_500_000 + "EncryptedPackage".encode("utf-16-le"), "with a password"),
        (packed("content.xml"), "of another office program"),
        (packed("[Content_Types].xml", "word/document.xml"), "of another office program"),
        (b"PAR1", "Export it as CSV"),
        (b"  <!DOCTYPE html><html>", "is a web page"),
        (gzip.compress(gzip.compress(TABLE, mtime=0), mtime=0), "is an archive"),
        (gzip.compress(TABLE, mtime=0)[:30], "cannot be unpacked"),
        (b'{"data":[{"object":"bucket","start_time":1790812800,"results":5}]}', "has results of"),
        (b'{"results": true, "start_time": 1}', "has results of"),
        (b'{"\\ud800": 1}', "has the keys"),
        (b'{"' + b"x" * 3_000_000 + b'": 1}', "has the keys"),
        (b"Date,Cost\n0001-01-01T00:00:00+14:00,5\n9999-12-31T23:59:59-14:00,5\n", "is no day from 2015"),
        (b"Date,Cost\n99999999999,5\n99999999998,5\n", "is no day from 2015"),
        (b"start_time,amount_value,line_item\n99999999999,1,a\n", "is no day from 2015"),
        (b"start_time,amount_value,line_item\n0001-01-01T00:00:00+14:00,1,a\n", "is no day from 2015"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everything_else_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    assert reason in refused(data)


def test_an_archive_of_a_newer_version_is_refused() -> None:
    data = bytearray(samples.workbook([["Date", "Cost"]]))
    data[data.find(b"PK\x01\x02") + 6] = 250
    assert "cannot be unpacked" in refused(bytes(data))


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.csv": data})])
def test_one_file_that_is_packed_is_opened(pack: object) -> None:
    assert callable(pack)
    assert read("file", pack(TABLE), TODAY).totals == {"USD": Decimal(10)}


def test_several_files_in_one_archive_are_refused() -> None:
    assert "has 2 files in it" in refused(zipped({"a.csv": TABLE, "b.csv": TABLE}))


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_part_is_large_where_it_is_no_sheet() -> None:
    assert 2_000_000 * len(b"<a/>") > excel_file.MOST_IN_A_PART


def test_one_file_of_a_visitor_is_read_and_two_in_all_and_no_client_has_both_while_another_waits() -> None:
    places = Places()
    readers = [Reader("a", "1"), Reader("a", "1"), Reader("a", "2"), Reader("b", "3"), Reader("b", "4")]
    with ExitStack() as stack:
        first, again, second, other, last = (stack.enter_context(ReadingPlace(reader, places)) for reader in readers)
        assert first.wait(0)
        assert not again.wait(0), "one of a visitor"
        assert not second.wait(0), "another client waits"
        assert other.wait(0)
        assert not any(place.wait(0) for place in (again, second, last)), "two in all"
        places.leave(first)
        assert again.wait(0)
        places.leave(other)
        assert not second.wait(0)
        assert last.wait(0)
    with ReadingPlace(readers[0], places) as free:
        assert free.wait(0), "whoever leaves gives back its place"


def test_a_file_has_no_more_sums_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_sums, "MOST_SUMS", 3)
    rows = "".join(f"2026-10-0{day},gpt-image-2,5\n" for day in range(1, 5))
    assert "more than 3 sums" in refused(f"Date,Model,Cost\n{rows}".encode())


def test_names_and_titles_are_repeated_in_part() -> None:
    name, title = "n" * 3_000, ",".join(f"{number:050}" for number in range(60))
    bill = read("file", f"Date,Model,Cost\n2026-10-01,{name},5\n2026-10-02,b,5\n".encode(), TODAY)
    assert [len(record.model) for record in bill.records] == [200, 1]
    refused(f"{title}\n{title}\n".encode())
