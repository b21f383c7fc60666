"""Files that go out, written row by row: CSV, XLSX, JSON lines. In memory is one page, whatever the file holds."""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import openpyxl
import orjson
from openpyxl.cell import WriteOnlyCell

from faktura.transfers.cells import defused
from faktura.transfers.columns import kind_at
from faktura.transfers.limits import CELL_LENGTH_MAX, COLUMNS_MAX

_KEYS = ("id", "number", "external_id")
_AMOUNTS = frozenset({"total_without_vat", "total_vat", "total_with_vat", "amount_due"})
# A spreadsheet keeps fifteen digits of a number, and so many exactly.
_DIGITS_EXACT = 15
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class TooManyColumns(Exception):  # noqa: N818 - what the data is, not a fault
    """The things have more different fields than a table may have columns."""


class Writer(Protocol):
    """Takes things, and at last is closed."""

    def add(self, things: Sequence[dict[str, Any]]) -> int:
        """Write things; answers how many."""

    def close(self) -> None:
        """Write what is left."""


class JsonLines:
    """One JSON object a line, whole."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def add(self, things: Sequence[dict[str, Any]]) -> int:
        """Write things."""
        for thing in things:
            self._file.write(orjson.dumps(thing, default=str) + b"\n")
        return len(things)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Columns:
    """The columns of a table, as they are found in the things that it will hold; those of lines stand last."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def add(self, things: Sequence[dict[str, Any]]) -> None:
        """Take in the fields of things.

        Raises:
            TooManyColumns.
        """
        for thing in things:
            for row in rows_of(thing):
                self._found.update(dict.fromkeys(row))
        if len(self._found) > COLUMNS_MAX:
            raise TooManyColumns

    def names(self) -> list[str]:
        """The headings."""
        return sorted(self._found, key=lambda name: name.startswith("lines."))


def rows_of(thing: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A thing as rows of a table: one for each line of a document. What is said of the whole document stands in the
    first one, but for what tells that the rows belong together."""
    lines = thing.get("lines") or [{}]
    head = dict(_flat({name: value for name, value in thing.items() if name != "lines"}, ""))
    for place, line in enumerate(lines):
        row = head if place == 0 else {name: head[name] for name in _KEYS if name in head}
        yield {**row, **dict(_flat(line, "lines."))}


def _flat(plain: Any, before: str) -> Iterator[tuple[str, Any]]:
    items = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for name, value in items:
        path = f"{before}{name}"
        if isinstance(value, dict | list):
            yield from _flat(value, f"{path}.")
        # Attached files are no cells; they come with JSON lines.
        elif value is not None and value != "" and not (isinstance(value, str) and len(value) > CELL_LENGTH_MAX):
            yield path, value


class Csv:
    """A table as CSV: UTF-8 with its mark, commas, defused."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        # With the mark, spreadsheets read it as what it is.
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._names = list(names)
        self._writer.writerow([defused(name) for name in names])

    def add(self, things: Sequence[dict[str, Any]]) -> int:
        """Write the rows of things."""
        rows = [[defused(_text(row.get(name))) for name in self._names] for thing in things for row in rows_of(thing)]
        self._writer.writerows(rows)
        return len(rows)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Xlsx:
    """A table as XLSX: amounts are numbers where a spreadsheet keeps all of their digits, everything else is text,
    never a formula."""

    def __init__(self, path: Path, names: Sequence[str], kind: str) -> None:
        self._path = path
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet(kind)
        self._names = list(names)
        self._numbers = {name for name in names if _is_amount(kind, name)}
        self._sheet.append([self._cell(name, False) for name in names])

    def add(self, things: Sequence[dict[str, Any]]) -> int:
        """Write the rows of things."""
        count = 0
        for thing in things:
            for row in rows_of(thing):
                self._sheet.append([self._cell(row.get(name), name in self._numbers) for name in self._names])
                count += 1
        return count

    def close(self) -> None:
        """Write the file."""
        self._book.save(self._path)

    def _cell(self, value: Any, is_amount: bool) -> Any:
        if value is None:
            return None
        text = _text(value)
        if is_amount and _NUMBER.fullmatch(text) and sum(letter.isdigit() for letter in text) <= _DIGITS_EXACT:
            return Decimal(text)
        cell = WriteOnlyCell(self._sheet, text)
        # Whatever it looks like.
        cell.data_type = "s"
        return cell


def _is_amount(kind: str, name: str) -> bool:
    if kind == "events" or name in _AMOUNTS:
        return name in _AMOUNTS
    path = "lines.0." + name.removeprefix("lines.") if name.startswith("lines.") else name
    return kind_at(kind, path) == "decimal"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
