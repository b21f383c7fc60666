"""XLSX files of strangers: looked at from outside before they are opened, then read row by row. Formulas are never
evaluated: what counts is the value that the spreadsheet kept beside them."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import openpyxl

from faktura.transfers.cells import Cell
from faktura.transfers.errors import FileUnreadable
from faktura.transfers.limits import (
    COLUMNS_MAX,
    SHEET_BYTES_MAX,
    SHEET_FILES_MAX,
    SHEET_RATIO_MAX,
    SHEET_TEXTS_BYTES_MAX,
)

_PIECE = 256 * 1024
# A small file may be packed as tightly as it likes.
_SMALL = 1024 * 1024
_SHEET_ROWS_MAX = 1_048_576
_FORBIDDEN = (b"<!doctype", b"<!entity")
_ENCRYPTED = 0x1


def guard(path: Path) -> None:
    """Nothing, when the file may be opened: a ZIP of bounded size, also when it is really unpacked, without document
    types and entities.

    Raises:
        FileUnreadable: with the reason.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _guard_directory(members)
            left = SHEET_BYTES_MAX
            for member in members:
                left -= _guard_member(archive, member, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise FileUnreadable(f"This is no XLSX file that can be read: {error}.") from None


def _guard_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > SHEET_FILES_MAX:
        raise FileUnreadable(f"The XLSX file holds {len(members)} files; at most {SHEET_FILES_MAX} are unpacked.")
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names or len(set(names)) != len(names):
        raise FileUnreadable("This is no XLSX file.")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise FileUnreadable("The XLSX file is encrypted; save it without a password.")
    if sum(member.file_size for member in members) > SHEET_BYTES_MAX:
        raise _too_large()
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > _SMALL and member.file_size / packed > SHEET_RATIO_MAX:
            raise FileUnreadable(
                f"{member.filename} inside the XLSX file is packed more than {SHEET_RATIO_MAX} times; this is no "
                "ordinary spreadsheet."
            )
        if member.filename.casefold().endswith("sharedstrings.xml") and member.file_size > SHEET_TEXTS_BYTES_MAX:
            raise _too_large()


def _guard_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """The bytes that a file really has; its beginning and all of it are looked through."""
    size = 0
    tail = b""
    is_text = member.filename.casefold().endswith((".xml", ".rels", ".vml"))
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            if size == 0 and is_text and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00")):
                raise FileUnreadable("The XLSX file holds XML in an encoding that is not read.")
            size += len(piece)
            if size > left:
                raise _too_large()
            if is_text:
                seen = (tail + piece).lower()
                if any(word in seen for word in _FORBIDDEN):
                    raise FileUnreadable("The XLSX file holds XML with a document type or entities.")
                tail = piece[-16:]
    return size


def _too_large() -> FileUnreadable:
    return FileUnreadable(
        f"The XLSX file is larger than {SHEET_BYTES_MAX} bytes when it is unpacked. Send CSV, or several files."
    )


def rows_of(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the first sheet, each with its number; the file was guarded before.

    Raises:
        FileUnreadable.
    """
    with path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # noqa: BLE001 - the library raises whatever its parts do
            raise FileUnreadable(f"This is no XLSX file that can be read ({type(error).__name__}).") from None
        try:
            yield from _rows(book)
        except FileUnreadable:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            raise FileUnreadable(f"The sheet can't be read to its end ({type(error).__name__}).") from None
        finally:
            book.close()


def _rows(book: openpyxl.Workbook) -> Iterator[tuple[int, list[Cell]]]:
    if not book.worksheets:
        raise FileUnreadable("The XLSX file has no sheet.")
    sheet = book.worksheets[0]
    # What the file says of its own size may be wrong, and then rows would be cut or made up.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        # A row may claim any number, and those before it come as empty ones.
        if number > _SHEET_ROWS_MAX:
            raise FileUnreadable("The sheet has more rows than a spreadsheet can have.")
        if len(row) > COLUMNS_MAX:
            raise FileUnreadable(f"Row {number} has more than {COLUMNS_MAX} columns.")
        yield number, [_cell(value) for value in row]


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        try:
            # The shortest number that the cell's binary one stands for: what the person typed.
            return Decimal(repr(value))
        except InvalidOperation:
            return None
    return str(value)
