"""Cells: the texts of a table as values of JSON, and values as texts that no spreadsheet takes for a formula. Pure."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from faktura.money import plain

Kind = Literal["decimal", "day", "boolean", "integer", "text"]
Cell = str | Decimal | date | bool | None
"""A cell as it was read: a text, or what a spreadsheet knows to be a number, a day, or true or false."""

DATE_FORMATS = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYYMMDD": "%Y%m%d",
}
# What spreadsheets take for the beginning of a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YES = frozenset({"true", "yes", "1", "ja", "oui", "sí", "si", "x"})
_NO = frozenset({"false", "no", "0", "nein", "non"})
_GROUPS = re.compile(r"[\s\u00a0\u202f'’]")


def defused(text: str) -> str:
    """A text for a CSV file: an apostrophe goes before what a spreadsheet would take for a formula.

    Numbers stay as they are. `restored()` takes the apostrophe off again.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """A text as it was before `defused()`."""
    return text[1:] if _DEFUSED.match(text) else text


def value_of(cell: Cell, kind: Kind, *, decimal: str = ".", date_format: str = "YYYY-MM-DD") -> Any:
    """A cell as a JSON value; None for an empty one. What can't be read stays a text, and the rules of the field say
    what is wrong with it."""
    if cell is None:
        return None
    if isinstance(cell, str):
        text = cell.strip()
        return _read(text, kind, decimal, date_format) if text else None
    if isinstance(cell, bool):
        return cell if kind == "boolean" else str(cell).lower()
    if isinstance(cell, Decimal):
        if kind == "integer" and cell == cell.to_integral_value():
            return int(cell)
        return _yes_or_no(plain(cell)) if kind == "boolean" else plain(cell)
    return (cell.date() if isinstance(cell, datetime) else cell).isoformat()


def _read(text: str, kind: Kind, decimal: str, date_format: str) -> Any:
    if kind == "decimal":
        return _decimal(text, decimal)
    if kind == "day":
        return _day(text, date_format)
    if kind == "boolean":
        return _yes_or_no(text)
    if kind == "integer":
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
    return text


def _decimal(text: str, decimal: str) -> str:
    """``1.234,50`` with a decimal comma is ``1234.50``. A sign that would be no group's is left, to be told."""
    other = "," if decimal == "." else "."
    bare = _GROUPS.sub("", text)
    whole, _, fraction = bare.partition(decimal)
    if re.fullmatch(rf"[+-]?[0-9]{{1,3}}(?:{re.escape(other)}[0-9]{{3}})+", whole):
        whole = whole.replace(other, "")
    bare = f"{whole}.{fraction}" if fraction else whole
    if not re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)?", bare) or (decimal in text and not fraction):
        return text
    sign = "-" if bare.startswith("-") else ""
    digits, dot, rest = bare.lstrip("+-").partition(".")
    return f"{sign}{digits.lstrip('0') or '0'}{dot}{rest}"


def _day(text: str, date_format: str) -> str:
    for pattern in (DATE_FORMATS[date_format], "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return text


def _yes_or_no(text: str) -> Any:
    word = text.casefold()
    if word in _YES:
        return True
    return False if word in _NO else text
