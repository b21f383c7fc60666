"""Tables out of files: rows of cells with the line on which each stands. Texts are decoded as they are read."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faktura.transfers import sheets
from faktura.transfers.cells import Cell, restored
from faktura.transfers.encoding import decoded, delimiter_of
from faktura.transfers.errors import FileUnreadable
from faktura.transfers.limits import CELL_LENGTH_MAX, COLUMNS_MAX
from faktura.transfers.schemas import ImportOptions

Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings, its rows behind them, and how the file turned out to be written."""

    headings: list[str]
    rows: Iterator[Row]
    encoding: str = ""
    delimiter: str = ""


def text_of(path: Path, options: ImportOptions) -> tuple[str, str]:
    """A text file's text, and its encoding.

    Raises:
        FileUnreadable: it is not written as was said.
    """
    try:
        text, encoding = decoded(path.read_bytes(), options.encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            f"The file is not written in {error.encoding}: byte {error.start} can't be read. Name its encoding, or "
            "save it as UTF-8."
        ) from None
    if "\x00" in text:
        raise FileUnreadable("The file holds NUL characters, so it is no text.")
    return text, encoding


def open_table(path: Path, form: str, options: ImportOptions) -> Table:
    """A CSV or XLSX file as a table; the first row that is not empty holds the headings.

    Raises:
        FileUnreadable.
    """
    encoding = delimiter = ""
    if form == "xlsx":
        sheets.guard(path)
        rows = sheets.rows_of(path)
    else:
        text, encoding = text_of(path, options)
        delimiter = options.delimiter or delimiter_of(text)
        rows = _csv_rows(text, delimiter)
    for _, cells in rows:
        headings = [str(cell).strip() if cell is not None else "" for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        if headings:
            if len(headings) > COLUMNS_MAX:
                raise FileUnreadable(f"The table has more than {COLUMNS_MAX} columns.")
            return Table(headings, rows, encoding, delimiter)
    raise FileUnreadable("The file is empty: its first row must hold the headings.")


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    # Text of its own, so that line feeds inside of quotes stay what they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise FileUnreadable(f"Line {reader.line_num} can't be read: {error}.") from None
        if cells is None:
            return
        yield line, [restored(cell) for cell in cells]
        line = reader.line_num + 1


def is_empty(cells: list[Cell]) -> bool:
    """Whether a row holds nothing."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def too_long(cells: list[Cell]) -> int | None:
    """The place of the first cell that is longer than cells may be."""
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and len(cell) > CELL_LENGTH_MAX:
            return place
    return None
