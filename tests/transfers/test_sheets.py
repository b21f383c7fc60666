"""XLSX files of strangers: bombs are refused before they are opened, formulas are never evaluated."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from faktura.transfers import sheets
from faktura.transfers.errors import FileUnreadable
from faktura.transfers.items import read_items
from faktura.transfers.limits import SHEET_FILES_MAX
from faktura.transfers.schemas import ImportOptions

from .sending import row, with_member, xlsx_of

_SHEET = "xl/worksheets/sheet1.xml"
_TEXTS = "xl/sharedStrings.xml"
_ROW = '<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'


def sheet_of(*rows: str) -> bytes:
    body = "".join(rows)
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    ).encode()


def padded(size: int) -> bytes:
    return sheet_of() + b"<!--" + b" " * size + b"-->"


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "packed too tightly": (lambda: with_member(xlsx_of([]), _SHEET, padded(40_000_000)), "packed more than"),
    "entities": (
        lambda: with_member(xlsx_of([]), _SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_of()[21:]),
        "document type",
    ),
    "entities in a later piece": (
        lambda: with_member(xlsx_of([]), _TEXTS, b"<sst>" + b"ab" * 400_000 + b"<!ENTITY b 'c'></sst>"), "document type"
    ),
    "another encoding": (
        lambda: with_member(xlsx_of([]), _SHEET, sheet_of().decode().encode("utf-16")), "encoding"
    ),
    "no workbook": (lambda: zipped({"a.txt": b"x"}), "no XLSX"),
    "no zip": (lambda: b"PK nothing", "no XLSX"),
    "cut": (lambda: xlsx_of([row("a")])[:-200], "no XLSX"),
    "broken": (lambda: with_member(xlsx_of([]), _SHEET, b"<worksheet"), "can.t be read|can be read"),
    "a row far away": (lambda: with_member(xlsx_of([]), _SHEET, sheet_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>external_id</t></is></c></row>',
        _ROW.format(row=99_999_999, cell="A99999999"))), "more rows"),
    "a column far away": (lambda: with_member(xlsx_of([]), _SHEET, sheet_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>external_id</t></is></c></row>',
        _ROW.format(row=2, cell="ZZZ2"))), "columns"),
}  # fmt: skip


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def many_files() -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>", **{f"{number}.xml": b"<a/>" for number in range(SHEET_FILES_MAX)}})


def read(path: Path, content: bytes) -> list[dict[str, object]]:
    path.write_bytes(content)
    return [item.content for item in read_items(path, "invoices", "xlsx", ImportOptions()).items]


BOMBS["too many files"] = (many_files, "files")


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(tmp_path: Path, name: str) -> None:
    make, reason = BOMBS[name]
    with pytest.raises(FileUnreadable, match=reason):
        read(tmp_path / "file", make())


def test_a_directory_that_lies_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sizes that count are those of the bytes that come out."""
    content = bytearray(with_member(xlsx_of([]), _SHEET, padded(3_000_000)))
    # Both places where a ZIP says how large a file is when it is unpacked.
    size = (len(padded(3_000_000))).to_bytes(4, "little")
    assert content.count(size) >= 2
    small = (1_000).to_bytes(4, "little")
    path = tmp_path / "file"
    path.write_bytes(bytes(content.replace(size, small)))
    with pytest.raises(FileUnreadable):
        sheets.guard(path)
    monkeypatch.setattr(sheets, "SHEET_BYTES_MAX", 10_000)
    path.write_bytes(xlsx_of([row(f"k{number}") for number in range(2_000)]))
    with pytest.raises(FileUnreadable, match="larger"):
        sheets.guard(path)
    monkeypatch.setattr(sheets, "SHEET_BYTES_MAX", 10_000_000)
    monkeypatch.setattr(sheets, "SHEET_TEXTS_BYTES_MAX", 100)
    path.write_bytes(with_member(xlsx_of([]), _TEXTS, b"<sst>" + b" " * 100 + b"</sst>"))
    with pytest.raises(FileUnreadable, match="larger"):
        sheets.guard(path)


def test_formulas_are_values_that_were_kept(tmp_path: Path) -> None:
    headings = ["customer.name", "lines.name", "lines.quantity", "lines.unit_price"]
    (item,) = read(tmp_path / "file", xlsx_of([["=1+1", "Work", "=2*3", 5]], headings))
    # Nobody kept a value beside these formulas, so there is none.
    assert item == {"lines": [{"name": "Work", "unit_price": "5"}]}
    kept = sheet_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>lines.quantity</t></is></c></row>',
        '<row r="2"><c r="A2"><f>2*3</f><v>6</v></c></row>',
    )
    assert read(tmp_path / "file", with_member(xlsx_of([]), _SHEET, kept)) == [{"lines": [{"quantity": "6"}]}]


def test_numbers_days_and_truths_of_a_spreadsheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["issue_date", "lines.quantity", "lines.unit_price", "customer.address.postal_code", "metadata.paid"])
    sheet.append([datetime(2026, 6, 1), 0.1, 1234567.89, 10115, True])  # noqa: DTZ001 - a spreadsheet knows no zones
    content = io.BytesIO()
    book.save(content)
    (item,) = read(tmp_path / "file", content.getvalue())
    assert item == {
        "issue_date": "2026-06-01",
        "lines": [{"quantity": "0.1", "unit_price": "1234567.89"}],
        "customer": {"address": {"postal_code": "10115"}},
        "metadata": {"paid": "true"},
    }
