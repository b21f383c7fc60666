"""Days and VAT point codes as CII writes them."""

import re
from datetime import date

from faktura.codes.untdid_2005 import TAX_POINT_DATES_2475
from faktura.formats.mapping.table import Group, Leaf, Node
from faktura.formats.mapping.values import Kind

CALENDAR_DAY = "102"
"""UNTDID 2379: CCYYMMDD, the one format that the syntax binding of EN 16931 allows."""

_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_FROM_2475 = {code: ours for ours, code in TAX_POINT_DATES_2475.items()}


def _write_day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _read_day(text: str) -> date:
    match = _DAY.fullmatch(text)
    try:
        return date.fromisoformat("-".join(match.groups()) if match else "")
    except ValueError:
        raise ValueError(f"“{text[:60]}” is not a calendar date such as 20261123") from None


DAY_102 = Kind(_write_day, _read_day)
TAX_POINT_CODE = Kind(
    lambda code: TAX_POINT_DATES_2475.get(code, code),
    lambda text: _FROM_2475.get(text, text),
)
"""BT-8: UNTDID 2005 in the model, UNTDID 2475 in CII. A code of neither list stays as it is, for the rules to see."""


def day(tag: str, field: str, inner: str = "udt:DateTimeString") -> Node:
    """A day in two elements, the inner one with its format."""
    return Group(tag, Leaf(inner, field, DAY_102, constants=(("format", CALENDAR_DAY),)))
