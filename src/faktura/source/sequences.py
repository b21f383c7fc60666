"""Sequences of elements and their values, as the official rules ask for them.

XPath lets a path lead to several elements. Comparisons take any of them, functions on strings exactly one or none:
`only` and its kin raise where such a function would stop.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from faktura.source.tree import Document, Group, Leaf
from faktura.source.values import Repeated, spaced, value

_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITE = re.compile(r"[+-]?INF")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DATE = re.compile(r"(-?)([1-9][0-9]{4,}|[0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|([+-])([0-9]{2}):([0-9]{2}))?")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SPACE = " \t\r\n"


def below(groups: Iterable[Group], *steps: str) -> list[Any]:
    """What stands below groups at the path of `steps`, in the document's order."""
    nodes: list[Any] = list(groups)
    for step in steps:
        nodes = [child for node in nodes for child in node.get(step, ())]
    return nodes


def only(nodes: Sequence[Leaf]) -> str:
    """The text of the only element; empty when there is none.

    Raises:
        Repeated: there are several.
    """
    if not nodes:
        return ""
    if len(nodes) > 1:
        raise Repeated("One element of this name may stand here; take out the others.", nodes[1])
    return value(nodes[0])


def only_text(nodes: Sequence[Leaf]) -> str:
    """`only` of those elements that hold a text at all (XPath's ``text()``).

    Raises:
        Repeated: there are several.
    """
    return only([node for node in nodes if node.text])


def attributes(nodes: Iterable[Leaf], name: str) -> list[str]:
    """The attributes of this name, of those elements that have it."""
    return [given for node in nodes if (given := node.get(name)) is not None]


def only_attribute(nodes: Sequence[Leaf], name: str) -> str:
    """The only attribute of this name, its white space normalized; empty when there is none.

    Raises:
        Repeated: several of the elements have it.
    """
    having = [node for node in nodes if node.get(name) is not None]
    if len(having) > 1:
        raise Repeated(f"One element with {name} may stand here; take out the others.", having[1])
    return spaced(having[0].get(name, "")) if having else ""


def any_is(nodes: Iterable[Leaf], text: str) -> bool:
    """Whether one of the elements has exactly this text."""
    return any(value(node) == text for node in nodes)


def any_filled(nodes: Iterable[Leaf]) -> bool:
    """Whether one of the elements has a text that is not blank."""
    for node in nodes:
        text = value(node)
        if text and (not text.isspace() or spaced(text)):
            return True
    return False


def at(document: Document, path: str) -> Sequence[Any]:
    """The elements at a path below the root."""
    return document.paths.get(path, ())


def number(text: str) -> Decimal | None:
    """The number that XPath's ``number()`` sees in a text; None when it is none (NaN)."""
    text = text.strip(_SPACE)
    if _DOUBLE.fullmatch(text):
        try:
            return Decimal(text)
        except InvalidOperation:  # an exponent beyond all bounds
            return Decimal("Infinity")
    return Decimal(text.replace("INF", "Infinity")) if _INFINITE.fullmatch(text) else None


def is_integer(text: str) -> bool:
    """Whether a text is a whole number (``castable as xs:integer``)."""
    return _INTEGER.fullmatch(text.strip(_SPACE)) is not None


@lru_cache(maxsize=4096)
def minutes(text: str) -> int | None:
    """When a day begins, in minutes that can be compared; None when the text is no date (xs:date).

    A date may have a time zone; one without counts as in UTC.
    """
    match = _DATE.fullmatch(text.strip(_SPACE)) if len(text) < 40 else None
    if match is None:
        return None
    year, month, day = int(match[1] + match[2]), int(match[3]), int(match[4])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] + (leap and month == 2):
        return None
    offset = 60 * int(match[6] or 0) + int(match[7] or 0)
    if offset > 14 * 60 or int(match[7] or 0) > 59:
        return None
    # Years begin in March here, so that the day too many of a leap year is their last.
    year, month = (year - 1, month + 9) if month < 3 else (year, month - 3)
    days = year * 365 + year // 4 - year // 100 + year // 400 + (month * 153 + 2) // 5 + day
    return days * 1440 - (offset if match[5] == "+" else -offset)
